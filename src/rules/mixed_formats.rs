//! `mixed-formats`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::format::Format;
use crate::format::layout::Layout;
use crate::json::Value;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "mixed-formats",
    severity: Severity::Error,
    what: "Reports a record whose format is not that of the data set's first records.",
    why: "A job reads one format; the others are refused.",
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

fn message(found: Layout, others: Format) -> Message {
    let found = match found {
        Layout::Known(format) => format!("a {} record", format.name()),
        Layout::InvocationLog => "a model invocation log".to_owned(),
        Layout::Foreign(name) => name.to_owned(),
        Layout::Unknown => "a record of no known format".to_owned(),
    };
    Message::new(
        format!("{found} among {} records", others.name()),
        "keep one format in a data set; naming a model says which one is wanted",
    )
}

/// The record is of another format than the data set.
pub fn report(root: Value<'_>, found: Layout, others: Format, findings: &mut Findings<'_>) {
    findings.report_in(&RULE, root, root.span(), || message(found, others));
}
