//! `role-order`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::models::Model;
use crate::rules::{Check, Effect, Rule};
use crate::sample::{Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "role-order",
    severity: Severity::Error,
    what: "Reports turns that do not alternate from user to assistant. The first turn is the user's, the last one the assistant's.",
    why: "The assistant learns to answer what the user said; two turns of one side in a row, or a question without an answer, are refused.",
    example: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "user", "content": "Hello?"}]}"#,
    instead: r#"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]}"#,
    model: None,
    source: r#"N1-prep, N2-prep: alternating, from user, to assistant; V-nova25, V-claude enforce it; V-llama does not check it, its guide says "alternating"."#,
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Sample(check),
};

fn message(expected: Role, last: bool) -> Message {
    let (who, other) = if expected == Role::User {
        ("user", "assistant")
    } else {
        ("assistant", "user")
    };
    if last {
        Message::new(
            "the last turn must be the assistant's",
            "add the assistant's answer, or remove this turn",
        )
    } else {
        Message::new(
            format!("this turn must be the {who}'s: turns alternate, from the user on"),
            format!("join it with the turn before, or add the {other}'s turn between them"),
        )
    }
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Findings<'_>) {
    let mut expected = Role::User;
    for turn in &sample.turns {
        if turn.role == Role::Unknown {
            return;
        }
        let span = turn.at.get("role").unwrap_or(turn.at).span();
        if turn.role != expected {
            findings.report_in(&RULE, sample.root, span, || message(expected, false));
            return;
        }
        expected = if expected == Role::User {
            Role::Assistant
        } else {
            Role::User
        };
    }
    if let Some(last) = sample
        .turns
        .last()
        .filter(|last| last.role == Role::User && sample.turns.len() > 1)
    {
        let span = last.at.get("role").unwrap_or(last.at).span();
        findings.report_in(&RULE, sample.root, span, || message(Role::Assistant, true));
    }
}
