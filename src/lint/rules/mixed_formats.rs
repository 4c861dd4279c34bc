//! `mixed-formats`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::rules::wrong_format;
use crate::lint::{Check, Effect, Rule};
use crate::record::format::Format;
use crate::record::layout::Layout;

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-formats",
    severity: Severity::Error,
    what: "Mixed formats in one data set.",
    why: "A job reads one format, that of the first records; the others are rejected.",
    example: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}
{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}
{"prompt": "Hi", "completion": "Hello."}"#,
    model: None,
    source: "UG-prep: one format for each model.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts; a job's own words (I-266): "Input data at … must follow … format"."#,
    fixable: false,
    check: Check::Shape,
};

/// So many records of the layout `found` stand among those of another format; `hopeless` is the advice where none would be kept by converting it.
pub fn message(found: Layout, records: u64, others: Format, hopeless: Option<String>) -> Message {
    let elsewhere = wrong_format::elsewhere(found, Some(others));
    let help = match hopeless {
        Some(hopeless) => hopeless,
        None if elsewhere.is_some() => elsewhere.unwrap_or_default().to_owned(),
        None if found.converts_to(others) => {
            "choose a model, then convert all records to its format".to_owned()
        }
        None => "use one format for all records; choose a model to see which".to_owned(),
    };
    let found = several(records, &found.record());
    Message::new(format!("{found} among {} records", others.name()), help)
}
