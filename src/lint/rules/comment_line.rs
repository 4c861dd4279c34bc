//! `comment-line`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "comment-line",
    severity: Severity::Error,
    what: "Comment line: `// train.jsonl`, `# …` or `/* … */`. The line is excluded from the output and kept in set-aside.jsonl.",
    why: "JSON does not allow comments; Bedrock stops at the line. Many examples in AWS's documentation begin with a comment that names the file, and it is copied along.",
    example: r#"// train.jsonl
{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: "RFC 8259 has no comments; UG-ts: data files must conform to JSONL format.",
    bedrock: Effect::Rejects,
    evidence: "UG-ts: data files must conform to JSONL format; AWS's scripts fail on such a line.",
    fixable: true,
    check: Check::Reading,
};

/// The line is a comment.
pub fn message() -> Message {
    Message::new(
        "comment line; JSON does not allow comments",
        "remove the line",
    )
    .fixed_by(Fix::safe("remove the line"))
}
