//! `invalid-reference-answer`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-reference-answer",
    severity: Severity::Error,
    what: "Reports a reinforcement fine-tuning record whose `reference_answer` is empty; one without it, or with one that is neither text nor object, gets a warning. Sources disagree on these: one guide requires it, another says a record should have it and that it may be of any form, the scripts allow its absence, and text or an object only.",
    why: "It is what the reward function compares the model's answer with; without it the function must judge by itself.",
    example: r#"{"id": "sample-7", "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": {}}"#,
    instead: r#"{"id": "sample-7", "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": {"solution": "x = 4"}}"#,
    model: None,
    source: r#"N2-rft: "Required"; UG-rft-prep: should contain it, in any format; V-nova26, V-forge: optional, a string or an object, not empty if it is given."#,
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge refuse an empty one; N2-rft requires it and they do not; no document says what the service does without it.",
    fixable: false,
    check: Check::Shape,
};

fn absent() -> Message {
    Message::new(
        "the record has no reference_answer; AWS's sources differ on whether it is required",
        "add what the reward function is to compare answers with",
    )
    .at(Severity::Warning)
}

fn elsewhere(name: &str) -> Message {
    Message::new(
        format!("the record has \"{name}\" and no reference_answer, which is AWS's name for the right answer"),
        format!("rename \"{name}\" to \"reference_answer\", unless the reward function reads it there"),
    )
    .at(Severity::Warning)
}

/// Names of the right answer in other trainers, beside the messages or in an object there.
const TRUTHS: [&str; 6] = [
    "ground_truth",
    "answer",
    "solution",
    "expected_answer",
    "target",
    "label",
];
const HOLDERS: [&str; 3] = ["metadata", "reward_model", "extra_info"];

/// Returns the name of the key of the right answer, if it is a usual one.
fn truth_of(root: Value<'_>) -> Option<String> {
    let is_there = |holder: Value<'_>, name: &str| {
        let value = holder.get(name);
        value.is_some_and(|value| value.kind() != Kind::Null)
    };
    let beside = TRUTHS.into_iter().find(|name| is_there(root, name));
    let within = |holder: &str| {
        let object = root.get(holder)?;
        let name = TRUTHS.into_iter().find(|name| is_there(object, name))?;
        Some(format!("{holder}.{name}"))
    };
    beside
        .map(str::to_owned)
        .or_else(|| HOLDERS.into_iter().find_map(within))
}

fn empty() -> Message {
    Message::new(
        "reference_answer is empty; AWS's scripts refuse that",
        "write what the reward function is to compare answers with, or leave the key out",
    )
}

fn wrong_type(found: &str) -> Message {
    Message::new(
        format!("reference_answer is {found}; AWS's scripts take a string or an object"),
        "write it as a string, or as an object around it, such as {\"answer\": …}",
    )
    .at(Severity::Warning)
}

/// Looks at the record's `reference_answer`.
pub fn check(root: Value<'_>, findings: &mut Collector<'_>) {
    let answer = root.get("reference_answer");
    let Some(answer) = answer.filter(|answer| answer.raw() != "null") else {
        let place = answer.unwrap_or(root);
        findings.report_in(&RULE, root, place.span(), || match truth_of(root) {
            Some(name) => elsewhere(&name),
            None => absent(),
        });
        return;
    };
    let is_empty = match answer.kind() {
        Kind::String => answer.as_text().is_some_and(crate::json::Text::is_blank),
        Kind::Object | Kind::Array if answer.is_empty() => true,
        Kind::Object => false,
        _ => {
            findings.report_in(&RULE, root, answer.span(), || {
                wrong_type(answer.kind_name())
            });
            return;
        }
    };
    if is_empty {
        findings.report_in(&RULE, root, answer.span(), empty);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let record = |answer: &str| {
            format!(
                r#"{{"messages": [{{"role": "user", "content": "a"}}], "reference_answer": {answer}}}"#
            )
        };
        let bare = r#"{"messages": [{"role": "user", "content": "a"}]}"#;
        passes(
            &RULE,
            [
                ("", record(r#""b""#)),
                ("nova-2-lite-rft", record(r#"{"b": 1}"#)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-2-lite-rft",
                    bare.to_owned(),
                    "warning: the record has no reference_answer",
                    bare,
                ),
                (
                    "nova-2-lite-rft",
                    r#"{"messages": [{"role": "user", "content": "a"}], "metadata": {"ground_truth": "b"}}"#.to_owned(),
                    "warning: the record has \"metadata.ground_truth\" and no reference_answer",
                    r#"{"messages": [{"role": "user", "content": "a"}], "metadata": {"ground_truth": "b"}}"#,
                ),
                ("", record("{}"), "error: reference_answer is empty", "{}"),
                ("", record("[]"), "error: reference_answer is empty", "[]"),
                ("", record(r#"" ""#), "reference_answer is empty", r#"" ""#),
                (
                    "",
                    record("7"),
                    "warning: reference_answer is a number",
                    "7",
                ),
            ],
        );
    }
}
