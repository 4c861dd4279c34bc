//! Values at the user's pointers in each record: the group, and the class for the split. They are read in
//! the record as the user knows it: repaired, if requested, and not yet converted.

use serde::{Deserialize, Serialize};

use crate::analysis::profile::class_labels::{Column, LONGEST_LABEL};
use crate::analysis::similarity::fingerprint::Canonical;
use crate::diagnostic::hash::narrow_digest;
use crate::json::pointer::Pointer;
use crate::json::{Kind, Text, Value};

/// Values that records are grouped or classed by; nothing without a pointer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PointerValues {
    /// By record: a digest of its group's value, or 0 without one.
    pub groups: Vec<u64>,
    /// Values at the class pointer.
    pub classes: Column<u32>,
}

impl PointerValues {
    /// Adds what a later chunk holds, whose records begin at `first_record`.
    pub fn add(&mut self, later: &Self, first_record: usize) {
        if !later.groups.is_empty() {
            self.groups.resize(first_record, 0);
            self.groups.extend_from_slice(&later.groups);
        }
        self.classes.add(&later.classes, first_record, |_| 0);
    }
}

/// Reads the values at the pointers.
#[derive(Default)]
pub struct PointerReader {
    group: Option<Pointer>,
    class: Option<Pointer>,
    canonical: Canonical,
}

impl PointerReader {
    /// Returns a reader of the values at the pointers.
    pub fn new(group: Option<Pointer>, class: Option<Pointer>) -> Self {
        Self {
            group,
            class,
            canonical: Canonical::default(),
        }
    }

    /// Returns true if there is a pointer.
    #[must_use]
    pub const fn is_wanted(&self) -> bool {
        self.group.is_some() || self.class.is_some()
    }

    /// Adds the values of the record at `index` in the chunk.
    #[inline(never)]
    pub fn read(&mut self, root: Value<'_>, index: usize, pointer_values: &mut PointerValues) {
        if let Some(pointer) = &self.group {
            let value = pointer.find(root).filter(|value| says_something(*value));
            pointer_values.groups.resize(index, 0);
            let digest = value.map_or(0, |value| self.canonical.digest(value).max(1));
            pointer_values.groups.push(digest);
        }
        if let Some(pointer) = &self.class
            && let Some(value) = pointer.find(root).filter(|value| says_something(*value))
        {
            let text = value.as_text().map(Text::decode);
            let text = text.as_deref().unwrap_or(value.raw());
            let digest = narrow_digest(text.as_bytes());
            pointer_values
                .classes
                .note_as(index, digest, || shortened(text), || 0);
        }
    }

    /// Every record has its place, those that could not be read too.
    pub fn finish(&self, records: usize, pointer_values: &mut PointerValues) {
        if self.group.is_some() {
            pointer_values.groups.resize(records, 0);
        }
    }
}

/// `null` and an empty text are how programs write that there is nothing: no two records have that in common.
fn says_something(value: Value<'_>) -> bool {
    value.kind() != Kind::Null && value.as_text().is_none_or(|text| !text.raw().is_empty())
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_LABEL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
