//! `crlf-line-ending`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "crlf-line-ending",
    severity: Severity::Info,
    what: "Windows line endings (CRLF).",
    why: "AWS's scripts accept them; what Bedrock does is not documented, so LF is the safe choice.",
    example: r"(lines that end in \r\n)",
    instead: r"(lines that end in \n)",
    model: None,
    source: "V-nova25, V-claude and V-llama accept CRLF (tried); the service's own behavior is undocumented.",
    bedrock: Effect::Unknown,
    evidence: "AWS's scripts accept it (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Lines,
};

/// The line ends in two characters.
pub fn message() -> Message {
    Message::new("Windows line ending (CRLF)", "use LF line endings")
        .fixed_by(Fix::safe("use LF line endings"))
}
