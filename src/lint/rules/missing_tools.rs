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
    what: "No `tools` in a reinforcement fine-tuning record. They are optional according to AWS's guide, its Nova Forge SDK and its Nova script of 2026; an older copy of that script requires them.",
    why: "Nothing needs to be done; this explains why the older copy fails.",
    example: r#"{"messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4"}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": "x = 4", "tools": [{"type": "function", "function": {"name": "solve", "description": "Solves an equation", "parameters": {"type": "object", "properties": {}}}}]}"#,
    model: Some("nova-2-lite-rft"),
    source: "N2-rft, V-forge, V-nova26: optional, not empty if given; the copy of V-nova26 at 1e88f245 requires them.",
    bedrock: Effect::Ignores,
    evidence: "UG-rft-prep and N2-rft show records without tools, and so does the data set that AWS publishes.",
    fixable: false,
    check: Check::Shape,
};

fn message() -> Message {
    Message::new(
        "no tools; they are optional, only an older copy of AWS's Nova script requires them",
        "nothing to do, unless the model should learn to call tools",
    )
}

/// The record has no `tools`, which matters to the script for Nova alone.
pub fn check(root: Value<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    if model.is_some_and(|model| model.family == Family::Nova) {
        findings.report_fact(&RULE, root, root.span(), "no tools", message);
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
                "info: no tools; they are optional",
                bare,
            )],
        );
    }
}
