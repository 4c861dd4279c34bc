//! `byte-order-mark`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Error,
    what: "Reports a byte order mark (EF BB BF) before a record. It stands at the start of files from some Windows programs, and in the middle of files that were joined.",
    why: "A byte order mark is not JSON: every script that AWS publishes refuses the line.",
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
        "a byte order mark stands before the record",
        "save the file as UTF-8 without a byte order mark",
    )
    .fixed_by(Fix::safe("remove the byte order mark"))
}
