//! `invalid-reference-answer`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-reference-answer",
    severity: Severity::Error,
    what: "Missing or invalid `reference_answer` for reinforcement fine-tuning. An empty one is an error; a missing one, or one that is neither a string nor an object, is a warning. Sources disagree on these: one guide requires it, another recommends it in any form, the scripts make it optional and accept only a string or an object.",
    why: "The reward function compares the model's answer with it; without it, the function has no reference.",
    example: r#"{"id": "sample-7", "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": {}}"#,
    instead: r#"{"id": "sample-7", "messages": [{"role": "user", "content": "Solve: 2x + 5 = 13"}], "reference_answer": {"solution": "x = 4"}}"#,
    model: None,
    source: r#"N2-rft: "Required"; UG-rft-prep: should contain it, in any format; V-nova26, V-forge: optional, a string or an object, not empty if it is given."#,
    bedrock: Effect::Unknown,
    evidence: "V-nova26 and V-forge reject an empty one; N2-rft requires it and they do not; no document says what the service does without it.",
    fixable: false,
    check: Check::Shape,
};

fn absent() -> Message {
    Message::new(
        "missing reference_answer; AWS's sources disagree on whether it is required",
        "add the answer that the reward function compares with",
    )
    .at(Severity::Warning)
}

fn elsewhere(name: &str) -> Message {
    Message::new(
        format!("missing reference_answer; \"{name}\" is not AWS's name for the right answer"),
        format!(
            "rename \"{name}\" to \"reference_answer\", unless the reward function reads \"{name}\""
        ),
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
        "reference_answer is empty; AWS's scripts reject that",
        "add the answer that the reward function compares with, or remove the field",
    )
}

fn wrong_type(found: &str) -> Message {
    Message::new(
        format!("reference_answer is {found}; AWS's scripts accept a string or an object"),
        "use a string, or an object such as {\"answer\": …}",
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
                    "warning: missing reference_answer; AWS's sources disagree on",
                    bare,
                ),
                (
                    "nova-2-lite-rft",
                    r#"{"messages": [{"role": "user", "content": "a"}], "metadata": {"ground_truth": "b"}}"#.to_owned(),
                    "warning: missing reference_answer; \"metadata.ground_truth\" is not AWS's name for the right answer",
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
