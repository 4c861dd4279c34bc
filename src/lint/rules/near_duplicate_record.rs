//! `near-duplicate-record`

use crate::analysis::similarity::jaccard::Similarity;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "near-duplicate-record",
    severity: Severity::Warning,
    what: "Near-duplicate of another record. They have the same words in another case or with other whitespace or punctuation, or share most three-word sequences (shingles). Signs in formulas and code count as words: 4-2 is not 4/2, 10⁶ is not 106, a[1:] is not a[1], and indentation matters in Python. Records with different images, videos or documents are never near-duplicates. The similarity is the Jaccard similarity of the shingles in user and assistant text. Shingles in a large share of the records, such as a common instruction, do not make records similar, but count in the percentage shown. Prompts of 3 to 14 words are also compared word by word: if one or two words differ that are uninformative in this data set, or a letter, an accent, an apostrophe, a space or the word order, records with similar answers are near-duplicates; if a word differs that few classes or prompts have, or a number, they are not. If the answer is a label, lines that both prompts have do not count, and lines of code must be the same. Records with different answers are reported by near-duplicate-prompt instead. Records are not near-duplicates, either, if the user text differs while the answers are alike (at most half of its shingles are the same; in a conversation of several turns, fewer than four in five), if a prompt of up to 14 words is the other one with words before it, such as why or where, or if they ask different questions about a passage that other records ask about, too; the split keeps such records together, and --dedupe keeps them.",
    why: "A near-duplicate in the validation file makes the validation loss too optimistic, and many of them overweight one example. By default, prepare keeps near-duplicates, on the same side of the split.",
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
            "near-duplicate: same text as {place}, except case, punctuation, whitespace or fields other than the text"
        ),
        "drop one (--dedupe normalized), or keep both: they stay on the same side of the split",
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
    let mut text = format!("near-duplicate: {}", similar(similarity, place));
    if differs_in_signs {
        text += ", except numbers, signs or indentation";
        return Message::new(
            text,
            "nothing to do if both are correct: --dedupe near keeps both, on the same side of the split",
        );
    }
    if let Some(other) = through {
        text += ", in the same cluster as ";
        text += other;
    }
    Message::new(
        text,
        "drop one (--dedupe near), or keep both: they stay on the same side of the split",
    )
}

/// In what a record is like the one of `place`.
pub fn similar(similarity: Similarity, place: &str) -> String {
    if similarity.shared == similarity.either {
        return format!("the same phrases as {place}, arranged differently");
    }
    let percent = (similarity.value() * 100.0).floor();
    format!("{percent}% similar to {place}")
}
