//! `invalid-record-id`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-record-id",
    severity: Severity::Error,
    what: "Invalid record `id` for reinforcement fine-tuning.",
    why: "It must be a string that is not blank; both of AWS's validators reject the file otherwise.",
    example: r#"{"id": 7, "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4"}"#,
    instead: r#"{"id": "sample-7", "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4"}"#,
    model: None,
    source: "V-nova26, V-forge: a string, not empty if it is given; N2-rft: any additional key is allowed.",
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject the file; no document says what the service does.",
    fixable: false,
    check: Check::Shape,
};

fn message(found: &str) -> Message {
    Message::new(
        format!("\"id\" is {found}; AWS's scripts require a non-blank string"),
        "use a string, or remove it",
    )
}

/// Looks at the record's `id`.
pub fn check(root: Value<'_>, findings: &mut Collector<'_>) {
    let Some(id) = root.get("id").filter(|id| id.raw() != "null") else {
        return;
    };
    match id.as_text() {
        Some(text) if text.is_blank() => {
            findings.report_in(&RULE, root, id.span(), || message("blank"));
        }
        Some(_) => {}
        None => findings.report_in(&RULE, root, id.span(), || message(id.kind_name())),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let record = |id: &str| {
            format!(
                r#"{{"id": {id}, "messages": [{{"role": "user", "content": "a"}}], "reference_answer": "b"}}"#
            )
        };
        passes(&RULE, [("", record(r#""a-1""#)), ("", record("null"))]);
        fails(
            &RULE,
            [
                ("", record("7"), r#"error: "id" is a number"#, "7"),
                ("", record(r#"" ""#), r#""id" is blank"#, r#"" ""#),
            ],
        );
    }
}
