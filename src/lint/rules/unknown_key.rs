//! `unknown-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Warning,
    what: "Unknown field. The format does not define it. AWS's scripts for Nova, Llama and Claude ignore it; the Nova Forge SDK and the distillation script reject it. It is reported once per field, with the number of records; fields that only number a record or name its source, such as `id` and `split`, are info.",
    why: "A misspelled field is silently ignored; an extra one may expose private data to the job.",
    example: r#"{"prompt": "a", "completion": "b", "note": "c"}"#,
    instead: r#"{"prompt": "a", "completion": "b"}"#,
    model: None,
    source: "V-nova25, V-claude, V-llama: additional properties are allowed; V-forge and V-dist: forbidden.",
    bedrock: Effect::Unknown,
    evidence: "V-nova25, V-claude and V-llama ignore it (tried), V-forge rejects it; what the service does is not documented.",
    fixable: false,
    check: Check::Shape,
};

/// Keys that other trainers have for what a record is about.
const MEDIA: [&str; 6] = ["image", "images", "video", "videos", "audio", "audios"];

fn message(key: &str, known: &[&str]) -> Message {
    if MEDIA.contains(&key) {
        return Message::new(
            format!("unknown field \"{key}\": the model is trained without this media"),
            "choose a model that accepts it and convert to its format, or exclude the record",
        );
    }
    if key == "weight" && known.contains(&"role") {
        return Message::new(
            "unknown field \"weight\": the model is trained on every answer, including those with weight 0",
            "remove the messages that must not be learned, or end the record before them",
        );
    }
    let renamed = rename(key, known);
    let severity = if renamed.is_none() && is_bookkeeping(key) {
        Severity::Info
    } else {
        Severity::Warning
    };
    let help = renamed.unwrap_or_else(|| "remove it, or leave it: it is ignored".to_owned());
    Message::new(format!("unknown field \"{key}\""), help).at(severity)
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
                    r#"info: unknown field "id""#,
                    r#""id""#,
                ),
                (
                    "",
                    r#"{"prompt": "a", "completion": "b", "reason": "c"}"#,
                    r#"warning: unknown field "reason""#,
                    r#""reason""#,
                ),
                (
                    "llama-3-1-8b",
                    r#"{"prompt": "a", "completion": "b", "images": ["a.png"]}"#,
                    "trained without this media",
                    r#""images""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "weight": 0}]}"#,
                    "including those with weight 0",
                    r#""weight""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a", "name": "Ana"}, {"role": "assistant", "content": "b"}]}"#,
                    r#"unknown field "name""#,
                    r#""name""#,
                ),
            ],
        );
    }
}
