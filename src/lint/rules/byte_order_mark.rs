//! `byte-order-mark`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Error,
    what: "Byte order mark (BOM) before a record. The bytes EF BB BF occur at the start of files from some Windows programs, and in the middle of concatenated files.",
    why: "A byte order mark is not JSON: every script that AWS publishes rejects the line.",
    example: r#"﻿{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: r#"AWS's Nova, Claude and Llama scripts fail with "Unexpected UTF-8 BOM" (tried); RFC 8259, section 8.1."#,
    bedrock: Effect::Unknown,
    evidence: "AWS's Nova, Claude and Llama scripts fail on it (tried); how the service reads it is not documented.",
    fixable: true,
    check: Check::Reading,
};

/// Three bytes come before the record.
pub fn message() -> Message {
    Message::new(
        "byte order mark (BOM) before the record",
        "save the file as UTF-8 without a byte order mark",
    )
    .fixed_by(Fix::safe("remove the byte order mark"))
}
