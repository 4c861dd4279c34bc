//! `wrong-format`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::format::Format;
use crate::format::layout::Layout;
use crate::json::Value;
use crate::models::Model;
use crate::rules::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-format",
    severity: Severity::Error,
    what: "Reports a record in another format than the model takes, or in none that Bedrock knows.",
    why: "The job fails at its first record.",
    example: r#"{"instruction": "Say hi", "output": "Hi"}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: "UG-prep: which model takes which format.",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Shape,
};

fn message(found: Layout, wanted: Option<(&Model, Format)>) -> Message {
    let found = match found {
        Layout::Known(format) => format!("this is a {} record", format.name()),
        Layout::Foreign(name) => format!("this is {name}"),
        Layout::Unknown => "the keys of this record belong to no format that is known".to_owned(),
    };
    match wanted {
        Some((model, format)) => Message::new(
            format!("{found}; {} takes {}", model.name, format.name()),
            format!("write it as {}", format.example()),
        ),
        None => Message::new(
            format!("{found}; it is none of the formats that are checked"),
            format!(
                "write it as {}, say, or name the model it is for",
                Format::PromptCompletion.example()
            ),
        ),
    }
}

/// The record is not what the model takes; `wanted` is absent where no model was named and no format recognised.
pub fn report(
    root: Value<'_>,
    found: Layout,
    wanted: Option<(&Model, Format)>,
    findings: &mut Findings<'_>,
) {
    findings.report_in(&RULE, root, root.span(), || message(found, wanted));
}
