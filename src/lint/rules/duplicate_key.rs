//! `duplicate-key`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Member, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "duplicate-key",
    severity: Severity::Error,
    what: "Duplicate key in one object.",
    why: "Parsers differ in which value they use; most silently use the last: the value you see may not be the one that is trained on.",
    example: r#"{"prompt": "a", "completion": "b", "completion": "c"}"#,
    instead: r#"{"prompt": "a", "completion": "c"}"#,
    model: None,
    source: "RFC 8259, section 4: names should be unique, behavior is unpredictable; AWS's scripts use the last value (tried).",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts use the last value (tried); which one the service uses is not documented.",
    fixable: false,
    check: Check::Node(Kind::Object, Signs::ALWAYS, check),
};

/// Objects of more keys than this are compared by sorting.
const FEW_KEYS: usize = 16;

fn message(key: &str) -> Message {
    Message::new(
        format!("duplicate key \"{key}\""),
        "keep one of them; most parsers use the last",
    )
}

fn check(root: Value<'_>, object: Value<'_>, findings: &mut Collector<'_>) {
    if object.len() > FEW_KEYS {
        check_by_sorting(root, object, findings);
        return;
    }
    for (at, member) in object.members().enumerate() {
        let repeats = |earlier: Member<'_>| same_key(earlier.key, member.key);
        if object.members().take(at).any(repeats) {
            findings.report_in(&RULE, root, member.key.span(), || {
                message(&member.key.decode())
            });
        }
    }
}

fn check_by_sorting(root: Value<'_>, object: Value<'_>, findings: &mut Collector<'_>) {
    let mut keys: Vec<_> = object
        .members()
        .map(|member| (member.key.decode(), member.key.span()))
        .collect();
    keys.sort_by(|one, other| one.0.cmp(&other.0));
    for pair in keys.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        findings.report_in(&RULE, root, pair[1].1, || message(&pair[1].0));
    }
}

fn same_key(one: crate::json::Text<'_>, other: crate::json::Text<'_>) -> bool {
    if one.has_free_escapes() || other.has_free_escapes() {
        one.decode() == other.decode()
    } else {
        one.raw() == other.raw()
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
                ("", r#"{"a": {"b": 1}, "c": {"b": 2}}"#),
                ("", r#"{"a": [{"b": 1}, {"b": 2}], "A": 1, "": 2}"#),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"a": 1, "a": 1}"#,
                    r#"error: duplicate key "a""#,
                    r#""a""#,
                ),
                (
                    "",
                    r#"{"a": 1, "\u0061": 1}"#,
                    r#"duplicate key "a""#,
                    r#""\u0061""#,
                ),
                (
                    "",
                    r#"{"a": [{"b": {"": 1, "": 2}}]}"#,
                    r#"duplicate key """#,
                    r#""""#,
                ),
                (
                    "",
                    r#"{"k0": 0, "k1": 0, "k2": 0, "k3": 0, "k4": 0, "k5": 0, "k6": 0, "k7": 0, "k8": 0, "k9": 0, "ka": 0, "kb": 0, "kc": 0, "kd": 0, "ke": 0, "kf": 0, "k\u0030": 0}"#,
                    r#"duplicate key "k0""#,
                    r#""k\u0030""#,
                ),
            ],
        );
    }
}
