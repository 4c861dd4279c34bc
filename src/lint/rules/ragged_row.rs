//! `ragged-row`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ragged-row",
    severity: Severity::Error,
    what: "Wrong number of values in a table row.",
    why: "The row has more or fewer values than the header, or repeats the header. It is unclear which value belongs to which column; the usual cause is a comma in an unquoted text.",
    example: "prompt,completion
Hello, who is there?,The assistant.",
    instead: "prompt,completion
\"Hello, who is there?\",The assistant.",
    model: None,
    source: "RFC 4180, section 2: each line should contain the same number of fields.",
    bedrock: Effect::Unknown,
    evidence: "AWS documents no tables: conversion is Tuneset's.",
    fixable: false,
    check: Check::Reading,
};

/// The row is the header once more.
pub fn header_again() -> Message {
    Message::new(
        "this row repeats the header, as in concatenated tables",
        "remove the row",
    )
}

/// The row has so many values.
pub fn message(values: usize, names: usize) -> Message {
    let help = if values > names {
        "quote texts that contain a separator"
    } else {
        "add the missing values, or separators for empty ones"
    };
    Message::new(
        format!(
            "this row has {}, the header has {}",
            several(values as u64, "value"),
            several(names as u64, "name")
        ),
        help,
    )
}
