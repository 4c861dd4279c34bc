//! `ragged-row`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::several;
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "ragged-row",
    severity: Severity::Error,
    what: "Reports a row of a table that has more or fewer values than the header has names, and one that repeats the header.",
    why: "Which value belongs to which column would be a guess: most often a comma stands in a text without quotes.",
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
        "this row repeats the header, as in tables that were joined",
        "remove the row",
    )
}

/// The row has so many values.
pub fn message(values: usize, names: usize) -> Message {
    let help = if values > names {
        "put a text in quotes where it holds a separator"
    } else {
        "add the values that are missing, or the separators of empty ones"
    };
    Message::new(
        format!(
            "this row has {}, and the header {}",
            several(values as u64, "value"),
            several(names as u64, "name")
        ),
        help,
    )
}
