//! `missing-tools`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-tools",
    severity: Severity::Info,
    what: "Reports a reinforcement fine-tuning record without `tools`. They are optional, say AWS's guide and its Nova Forge SDK; its newer Nova script requires them, and so refuses the data set that AWS itself publishes.",
    why: "Nothing needs to be done; whoever runs that script should know why it fails.",
    example: r#"{"messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4"}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4", "tools": [{"type": "function", "function": {"name": "solve", "description": "Solves an equation", "parameters": {"type": "object", "properties": {}}}}]}"#,
    model: Some("nova-2-lite-rft"),
    source: "N2-rft, V-forge: optional; V-nova26: required and not empty (tried: AWS's own data set fails it).",
    bedrock: Effect::Ignores,
    evidence: "UG-rft-prep and N2-rft show records without tools, and so does the data set that AWS publishes.",
    fixable: false,
    check: Check::Shape,
};

fn message() -> Message {
    Message::new(
        "the record has no tools; AWS's guide does not ask for them, its newer Nova script does",
        "leave it as it is, unless the model is to learn to call tools",
    )
}

/// The record has no `tools`, which matters to the script for Nova alone.
pub fn check(root: Value<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    if model.is_some_and(|model| model.family == Family::Nova) {
        findings.report_in(&RULE, root, root.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let bare = r#"{"messages": [{"role": "user", "content": "a"}], "reference_answer": "b"}"#;
        let tools = r#"{"messages": [{"role": "user", "content": "a"}], "reference_answer": "b", "tools": []}"#;
        passes(&RULE, [("nova-2-lite-rft", tools), ("", bare)]);
        fails(
            &RULE,
            [(
                "nova-2-lite-rft",
                bare,
                "info: the record has no tools",
                bare,
            )],
        );
    }
}
