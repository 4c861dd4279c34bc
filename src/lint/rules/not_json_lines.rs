//! `not-json-lines`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "not-json-lines",
    severity: Severity::Error,
    what: "Not a data file. It is a Git LFS pointer, a web page, an S3 error, XML, YAML, Markdown or a log, for example. It is recognized by its first lines; its content is not checked.",
    why: "Such a file usually comes from a failed download or was selected by mistake; reporting each of its lines would hide that.",
    example: "version https://git-lfs.github.com/spec/v1
oid sha256:4d7a21…
size 886432",
    instead: "(the file that the pointer stands for: git lfs pull)",
    model: None,
    source: "UG-ts: data files must conform to JSONL; the Git LFS specification: pointer files.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Unable to parse Amazon S3 file … Data files must conform to JSONL format.""#,
    fixable: false,
    check: Check::Reading,
};

/// `kind` is a description of the file: "a web page".
pub fn message(kind: &str, help: &'static str) -> Message {
    Message::new(format!("the file is {kind}, not JSON Lines"), help)
}
