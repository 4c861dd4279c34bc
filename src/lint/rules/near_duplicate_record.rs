//! `near-duplicate-record`

use crate::analysis::similarity::jaccard::Similarity;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-duplicate-record",
    severity: Severity::Warning,
    what: "Reports a record that says nearly the same as another one: the same words in another case, with other white space or punctuation, or most of the same words in a row. Signs of formulas and of code are words: 4-2 is not 4/2, nor 10⁶ 106, a[1:] a[1] or a Python function one with another indentation. With other pictures, films or documents records are never near-duplicates. The similarity is the share of runs of three words that both have, of all that either has, in what the user and the assistant say. Runs that a large share of the records have, such as an instruction in every one, do not make records similar, but count in the figure that is shown. Prompts of 3 to 14 words are compared word by word as well: where one or two words differ that say little in this data set, or a letter, an accent, a space or the order of words, records with like answers are near-duplicates. With another answer two records are no near-duplicates: near-duplicate-prompt reports them. Nor are they where users say something else and the answers are alike (half of the runs of words or fewer are the same; in a conversation of several turns, fewer than four in five), where a prompt of up to 14 words is the other one with words before it, such as why or where, or where they ask something else about a passage that other records ask about, too; the split keeps such records together, and --dedupe keeps them.",
    why: "A near-copy in the validation file makes it measure memory, and many of them teach one thing over and over. Prepare keeps near-copies on one side of the split and leaves none out unless told to.",
    example: r#"{"prompt": "Please tell me where I find the invoice for my last order from your shop", "completion": "You find it in your account, under Orders, beside the order it is for."}
{"prompt": "please tell me where I find the invoice for my last order from your shop", "completion": "You find it in your account under orders, beside the order it is for"}"#,
    instead: r#"{"prompt": "Please tell me where I find the invoice for my last order from your shop", "completion": "You find it in your account, under Orders, beside the order it is for."}"#,
    model: None,
    source: r#"N1-prep: "Deduplicate and review your data before training"; Lee et al., "Deduplicating Training Data Makes Language Models Better" (2022)."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// The record has the same words as that of `place`, whatever their case.
pub fn in_words(place: &str) -> Message {
    Message::new(
        format!(
            "the record has the same words as {place}; only case, punctuation, white space or keys beside the text differ"
        ),
        "keep both knowingly, or leave one out with --dedupe normalized; a split keeps them on one side",
    )
}

/// Similar to the record of `place`; and by it linked `through` to another one, where that one is not similar enough itself.
/// With `differs_in_signs`, a formula or code is another one.
pub fn message(
    similarity: Similarity,
    place: &str,
    through: Option<&str>,
    differs_in_signs: bool,
) -> Message {
    let mut text = similar(similarity, place);
    if differs_in_signs {
        text += ", but for numbers, signs or indentation";
        return Message::new(
            text,
            "nothing to do if both are right: --dedupe near keeps both, and a split keeps them on one side",
        );
    }
    if let Some(other) = through {
        text += ", and through it belongs with ";
        text += other;
    }
    Message::new(
        text,
        "keep both knowingly, or leave one out with --dedupe near; a split keeps them on one side",
    )
}

/// In what a record is like the one of `place`.
pub fn similar(similarity: Similarity, place: &str) -> String {
    if similarity.shared == similarity.either {
        return format!(
            "user and assistant have all runs of words of {place}; their order, or what is around them, differs"
        );
    }
    let percent = (similarity.value() * 100.0).floor();
    format!("the record is {percent} % the same as {place}")
}
