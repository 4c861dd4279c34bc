//! `unknown-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Warning,
    what: "Reports a key that the format does not have. AWS's scripts for Nova, Llama and Claude ignore it; the Nova Forge SDK and the distillation script refuse it. It is reported once for each key, with the number of records that have it; keys that only number a record or name its source, such as `id` and `split`, are a note.",
    why: "A misspelt key is silently not used; an extra one may carry private data to the job.",
    example: r#"{"prompt": "a", "completion": "b", "note": "c"}"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: "V-nova25, V-claude, V-llama: additional properties are allowed; V-forge and V-dist: forbidden.",
    bedrock: Effect::Unknown,
    evidence: "V-nova25, V-claude and V-llama ignore it (tried), V-forge refuses it; what the service does is not documented.",
    fixable: false,
    check: Check::Shape,
};

/// Keys that other trainers have for what a record is about.
const MEDIA: [&str; 6] = ["image", "images", "video", "videos", "audio", "audios"];

fn message(key: &str, known: &[&str]) -> Message {
    if MEDIA.contains(&key) {
        return Message::new(
            format!(
                "the format has no key \"{key}\" here: the model is trained without what it names"
            ),
            "choose a model that takes it and convert to its format, or leave the record out",
        );
    }
    if key == "weight" && known.contains(&"role") {
        return Message::new(
            "the format has no key \"weight\" here: the model is trained on every answer, on those of weight 0 too",
            "leave out the messages that are not to be learned, or end the record before them",
        );
    }
    let renamed = rename(key, known);
    let severity = if renamed.is_none() && is_bookkeeping(key) {
        Severity::Info
    } else {
        Severity::Warning
    };
    let help =
        renamed.unwrap_or_else(|| "remove it, or keep it knowing that it is not used".to_owned());
    Message::new(format!("the format has no key \"{key}\" here"), help).at(severity)
}

/// Keys that number a record or name its source, and hold nothing to be learned.
const BOOKKEEPING: [&str; 18] = [
    "id",
    "_id",
    "uuid",
    "guid",
    "idx",
    "index",
    "row",
    "row_id",
    "record_id",
    "example_id",
    "sample_id",
    "split",
    "source",
    "dataset",
    "origin",
    "created_at",
    "updated_at",
    "timestamp",
];

/// Returns true for a key that only numbers a record or names its source.
pub fn is_bookkeeping(key: &str) -> bool {
    BOOKKEEPING
        .iter()
        .any(|known| known.eq_ignore_ascii_case(key))
}

/// Returns the help for a key that is spelt like one of `known`.
pub fn rename(key: &str, known: &[&str]) -> Option<String> {
    let closest = crate::diagnostic::suggest::closest(key, known.iter().copied())?;
    Some(format!("rename it to \"{closest}\", or remove it"))
}

/// Reports every key of `object` that is not among `known`.
pub fn check(
    root: Value<'_>,
    object: Value<'_>,
    known: &[&'static str],
    findings: &mut Collector<'_>,
) {
    check_as(&RULE, message, root, object, known, findings);
}

/// Reports every key of `object` that is not among `known` as a finding of `rule`.
pub fn check_as(
    rule: &'static Rule,
    message: fn(&str, &[&str]) -> Message,
    root: Value<'_>,
    object: Value<'_>,
    known: &[&'static str],
    findings: &mut Collector<'_>,
) {
    for member in object.members() {
        // A null is reported once, by `null-field`.
        let is_said = member.value.kind() == Kind::Null;
        if !is_said && !known.iter().any(|key| member.key.eq_str(key)) {
            let key = member.key.decode();
            findings.report_fact(rule, root, member.key.span(), key.clone(), || {
                message(&key, known)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", r#"{"prompt": "a", "completion": "b"}"#),
                ("", r#"{"pr\u006fmpt": "a", "completion": "b"}"#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"prompt": "a", "completion": "b", "id": 1}"#,
                    r#"info: the format has no key "id""#,
                    r#""id""#,
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b", "reason": "c"}"#,
                    r#"warning: the format has no key "reason""#,
                    r#""reason""#,
                ),
                (
                    "llama-3-1-8b",
                    r#"{"prompt": "a", "completion": "b", "images": ["a.png"]}"#,
                    "trained without what it names",
                    r#""images""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}]}"#,
                    "on those of weight 0 too",
                    r#""weight""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a", "name": "Ana"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"no key "name""#,
                    r#""name""#,
                ),
            ],
        );
    }
}
