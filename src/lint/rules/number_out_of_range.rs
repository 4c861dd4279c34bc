//! `number-out-of-range`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Kind, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "number-out-of-range",
    severity: Severity::Warning,
    what: "Number too large for a double, such as `1e999`.",
    why: "Most parsers turn it into infinity, which is not valid JSON.",
    example: r#"{"prompt": "a", "completion": "b", "score": 1e999}"#,
    instead: r#"{"prompt": "a", "completion": "b", "score": 1e99}"#,
    model: None,
    source: "RFC 8259, section 6: good interoperability needs numbers within IEEE 754 doubles.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts accept it (tried); how the service reads it is not documented.",
    fixable: false,
    check: Check::Node(Kind::Number, Signs::ALWAYS, check),
};

fn message(number: &str) -> Message {
    Message::new(
        format!("{number} is too large for a 64-bit float (double)"),
        "use a smaller number, or a string",
    )
}

fn check(root: Value<'_>, number: Value<'_>, findings: &mut Collector<'_>) {
    let raw = number.raw();
    // Only an exponent or hundreds of digits can go past 1.8e308.
    if (raw.len() > 300 || raw.contains(['e', 'E']))
        && raw.parse::<f64>().is_ok_and(f64::is_infinite)
    {
        findings.report_in(&RULE, root, number.span(), || message(raw));
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
            [(
                "",
                r#"{"a": [1.7e308, -1.7e308, 1e-999, 0e999, 12345678901234567890]}"#,
            )],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"a": [1, -1e309]}"#,
                    "warning: -1e309 is too large",
                    "-1e309",
                ),
                ("", r#"{"a": {"b": 1E999}}"#, "1E999 is too large", "1E999"),
            ],
        );
    }
}
