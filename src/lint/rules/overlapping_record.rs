//! `overlapping-record`

use crate::analysis::similarity::match_kind::Match;
use crate::analysis::similarity::match_kind::MatchKind;
use crate::diagnostic::finding::{Message, Severity};
use crate::lint::rules::near_duplicate_record::similar;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "overlapping-record",
    severity: Severity::Warning,
    what: "Leakage: a record of the validation file or of a comparison file (`--against`) also occurs in the training data. It is identical, the same JSON value, the same text (ignoring case), or a near-duplicate as defined by near-duplicate-record; or it has the same prompt as a training record. A prompt that a large share of the records answer differently is not reported.",
    why: "A validation record that also occurs in the training data makes the validation loss too optimistic, and an overfitted model looks good.",
    example: "(--validation-file validation.jsonl, which shares a line with train.jsonl)",
    instead: "(the same files, with the line left out of one of them)",
    model: None,
    source: r#"N1-prep: "Deduplicate and review your data before training"; Lee et al., "Deduplicating Training Data Makes Language Models Better" (2022)."#,
    bedrock: Effect::Ignores,
    evidence: "The validators that AWS publishes compare no records.",
    fixable: false,
    check: Check::Reading,
};

/// A record that also occurs at `place` of the data set, matched as in `found`.
pub fn message(found: &Match, place: &str) -> Message {
    let text = match found.alike {
        None => format!("leakage: same prompt as {place}"),
        Some(alike) => match alike.match_kind {
            MatchKind::Exact => format!("leakage: identical to {place}"),
            MatchKind::Canonical => {
                format!("leakage: same JSON as {place}")
            }
            MatchKind::Normalized => {
                format!(
                    "leakage: same text as {place}, except case, punctuation, whitespace or fields other than the text"
                )
            }
            MatchKind::Near => format!("leakage: {}", similar(alike.similarity, place)),
        },
    };
    Message::new(
        text,
        "remove the record from one of the two files, or the validation loss will be too optimistic",
    )
}
