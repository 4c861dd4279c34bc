//! `unclosed-quote`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unclosed-quote",
    severity: Severity::Error,
    what: "Unclosed quote in a table. If a quote on a later line is followed by text, it was meant to open another value, and the row ends with its own line. Without such a quote, everything up to the end of the file is one value.",
    why: "The value has no end, and the rows after it may be read as part of it.",
    example: "prompt,completion
Hi,\"Hello.
Bye,See you.",
    instead: "prompt,completion
Hi,\"Hello.\"
Bye,See you.",
    model: None,
    source: "RFC 4180, section 2: a quote in a quoted value is written twice.",
    bedrock: Effect::Unknown,
    evidence: "AWS documents no tables: conversion is Tuneset's.",
    fixable: false,
    check: Check::Reading,
};

/// The value that begins here has no end.
pub fn message() -> Message {
    Message::new(
        "unclosed quote: the value has no end",
        "close it; a quote inside a quoted value must be doubled (\"\")",
    )
}
