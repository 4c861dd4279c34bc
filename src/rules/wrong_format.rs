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
    evidence: r#"UG-ts; a job's own words (I-266): "Input data at … must follow … format"."#,
    fixable: false,
    check: Check::Shape,
};

fn message(found: Layout, wanted: Option<(&Model, Format)>) -> Message {
    let known = match found {
        Layout::Known(format) => format!("this is a {} record", format.name()),
        Layout::InvocationLog => "this is a model invocation log".to_owned(),
        Layout::Foreign(name) => format!("this is {name}"),
        Layout::Unknown => "the keys of this record belong to no known format".to_owned(),
    };
    match wanted {
        Some((model, format)) => Message::new(
            format!("{known}; {} takes {} records", model.name, format.name()),
            format!("write it as {}", format.example()),
        ),
        None => Message::new(
            if found == Layout::Unknown {
                known
            } else {
                format!("{known}, which is none of the formats that are checked")
            },
            format!(
                "write it in the format of your model, such as {}",
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

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", r#"{"prompt": "a", "completion": "b"}"#),
                ("llama-3-1-8b", r#"{"prompt": "a", "completion": "b"}"#),
                ("llama-3-1-8b", r#"{"question": "a"}"#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    r#"{"prompt": "a", "completion": "b"}"#,
                    "error: this is a prompt-completion record; Amazon Nova Lite takes bedrock-conversation-2024 records",
                    r#"{"prompt": "a", "completion": "b"}"#,
                ),
                (
                    "claude-3-haiku",
                    r#"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}"#,
                    "an OpenAI chat record",
                    r#"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}"#,
                ),
                (
                    "",
                    r#"{"conversations": []}"#,
                    "a ShareGPT record",
                    r#"{"conversations": []}"#,
                ),
                (
                    "",
                    r#"{"a": 1}"#,
                    "belong to no known format",
                    r#"{"a": 1}"#,
                ),
            ],
        );
    }
}
