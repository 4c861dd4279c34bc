//! `completion-repeats-prompt`

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::unicode_script::Script;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::json::{Signs, Text};
use crate::lint::collector::Collector;
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Role, Sample, Turn};

/// The rule.
pub static RULE: Rule = Rule {
    name: "completion-repeats-prompt",
    severity: Severity::Warning,
    what: "Answer repeats the prompt. It starts with the whole prompt, of 20 bytes or more. A term or line at the start of the answer's first sentence is not reported. An answer that is only the prompt is reported, too, except greetings of a word or two. If more than 20 answers and one in a hundred are, it is one info finding with their number: in a correction task, some texts are already correct.",
    why: "The model learns to repeat the question before it answers, which costs tokens in each request. Records for text continuation have this form, but Bedrock does not use them.",
    example: r#"{"prompt": "What is the capital of France?", "completion": "What is the capital of France? Paris."}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: "General practice for training data: only the answer, as expected in production.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script compares an answer with its prompt.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

/// A shorter question may be the beginning of its answer by chance.
const SHORTEST: usize = 20;
/// A term that is to be explained is shorter: "Diabetic retinopathy" begins a sentence.
const LONGEST_TERM: usize = 80;
/// Ends of a sentence, and of a line as JSON writes it.
const ENDS: [&str; 11] = [".", "!", "?", ":", "。", "！", "？", "：", "؟", "।", "\\n"];

/// Words and characters of a greeting at most.
const MOST_GREETING_WORDS: usize = 2;
const MOST_GREETING: usize = 30;

/// Copies that are part of the task are more than this, and more than this share.
const MOST_COPIES: (u64, u64) = (20, 100);

fn message() -> Message {
    Message::new(
        "the answer starts with the whole prompt",
        "remove the prompt from the answer, unless the task is text continuation",
    )
}

fn copy() -> Message {
    Message::new(
        "the answer repeats the prompt word for word",
        "add an answer, or exclude the record",
    )
}

fn copies(count: u64, total: u64) -> Message {
    Message::new(
        format!(
            "{} of {} answers repeat the prompt word for word, as this one does",
            grouped(count),
            grouped(total)
        ),
        "check: in a correction task, some texts are already correct; otherwise exclude the records",
    )
    .at(Severity::Info)
}

/// Adds the answers that are their prompts.
pub fn conclude(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    let (most, share) = MOST_COPIES;
    for met in answers.copies.values() {
        let is_task = met.count > most && met.count * share > answers.total;
        match met.places.first() {
            Some(first) if is_task => {
                let message = copies(met.count, answers.total);
                found.push(DatasetFinding::at(&RULE, Site::record(first), message));
            }
            _ => found.push(DatasetFinding::wherever(&RULE, met, &copy())),
        }
    }
}

/// Returns true if the answer is its prompt, and that is no greeting.
pub fn is_copy_of(asked: Text<'_>, said: Text<'_>) -> bool {
    let asked = asked.raw().trim();
    asked.len() >= SHORTEST && asked == said.raw().trim() && !may_be_greeting(asked)
}

/// Returns true for a word or two that ask nothing: whoever is greeted says the same.
fn may_be_greeting(asked: &str) -> bool {
    let is_han =
        |char| Script::of(char) == Some(Script::East) && !matches!(char, '\u{3040}'..='\u{30FF}');
    asked.split_whitespace().nth(MOST_GREETING_WORDS).is_none()
        && !asked.ends_with(['?', '？', '؟'])
        && !asked.contains(is_han)
        && asked.chars().count() <= MOST_GREETING
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let [.., question, answer] = sample.turns.as_slice() else {
        return;
    };
    if answer.role != Role::Assistant {
        return;
    }
    let (Some(question), Some(answer)) = (only_text(question), only_text(answer)) else {
        return;
    };
    // Compares raw text: a copied text has the same escapes.
    let (asked, said) = (question.raw().trim(), answer.raw().trim());
    let Some(rest) = said.strip_prefix(asked) else {
        return;
    };
    if asked.len() >= SHORTEST && !rest.is_empty() && is_copy(asked, rest) {
        findings.report_in(&RULE, sample.root, answer.span(), message);
    }
}

/// Returns true unless `asked` is the beginning of a sentence that `rest` continues.
fn is_copy(asked: &str, rest: &str) -> bool {
    asked.len() > LONGEST_TERM
        || ENDS.iter().any(|end| asked.ends_with(end))
        || rest.starts_with(['\n', '?', '!', '.', '？', '。'])
        || rest.starts_with("\\n")
}

fn only_text<'t>(turn: &Turn<'t>) -> Option<Text<'t>> {
    match turn.blocks.as_slice() {
        [Block::Text(text)] => Some(*text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{converse, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "What is the capital?", "completion": "What is the use?"}"#,
                ),
                (
                    "",
                    r#"{"prompt": "Is it so?", "completion": "Is it so? Yes."}"#,
                ),
                (
                    "",
                    r#"{"prompt": "The capital of France is", "completion": " Paris"}"#,
                ),
                (
                    "",
                    r#"{"prompt": "Diabetic retinopathy", "completion": "Diabetic retinopathy (DR) is damage to the retina."}"#,
                ),
                (
                    "",
                    r#"{"prompt": "车贷解押手续费", "completion": "车贷解押手续费是指还清贷款后的费用。"}"#,
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    converse(
                        r#"{"text": "What is the capital?\n"}"#,
                        r#"{"text": "What is the capital?\nParis."}"#,
                    )
                    .as_str(),
                    "warning: the answer starts with the whole prompt",
                    r#""What is the capital?\nParis.""#,
                ),
                (
                    "",
                    r#"{"prompt": "how do I reset my password", "completion": "how do I reset my password\nOpen the settings."}"#,
                    "warning: the answer starts with the whole prompt",
                    r#""how do I reset my password\nOpen the settings.""#,
                ),
            ],
        );
    }
}
