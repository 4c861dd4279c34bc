//! `comment-line`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "comment-line",
    severity: Severity::Error,
    what: "Reports a line that holds a comment and no record: `// train.jsonl`, `# …` or `/* … */`. The line is left out of what is written, and kept in set-aside.jsonl.",
    why: "JSON has no comments; Bedrock stops at the line. Many examples in AWS's own pages begin with one that names the file, and it is copied with them.",
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
    Message::new("the line is a comment; JSON has none", "remove the line")
        .fixed_by(Fix::safe("remove the line"))
}
