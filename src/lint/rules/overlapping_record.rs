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
    what: "Reports a record of a file to compare with (--against) that stands in the data set, too. It does so to the byte, as the same JSON value, in the same words (whatever their case) or nearly so, as near-duplicate-record tells; or it asks a question that the data set answers. A question that a large share of the records answer, each in its own way, is not reported.",
    why: "A validation record that the model was trained on measures memory: the validation loss looks better than it is, and an overfitted model looks like a good one.",
    example: "(--against validation.jsonl, a line of which stands in train.jsonl, too)",
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
        None => format!("the record asks the question that {place} answers"),
        Some(alike) => match alike.match_kind {
            MatchKind::Exact => format!("the record stands at {place}, too, to the byte"),
            MatchKind::Canonical => {
                format!("the record stands at {place}, too: the same JSON, written differently")
            }
            MatchKind::Normalized => {
                format!(
                    "the record has the same words as {place}; only case, punctuation, white space or keys beside the text differ"
                )
            }
            MatchKind::Near => similar(alike.similarity, place),
        },
    };
    Message::new(
        text,
        "leave the record out of one of the two files, or the validation loss will look better than it is",
    )
}
