//! The keys of a file's records, which decide between two readings of a broken one.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::diagnostic::position::Span;
use crate::json::{Kind, Value};

/// The most keys: more of them are data.
const MOST: usize = 256;

/// The keys of the sound records at the head of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// Keys of all records.
    required: Vec<String>,
    /// Keys of any record, at its root.
    root: Vec<String>,
    /// Keys at any depth, and the kinds of their values as bits.
    all: Vec<(String, u8)>,
}

impl Keys {
    /// Adds those of a sound record.
    pub fn meet(&mut self, root: Value<'_>) {
        let own: Vec<String> = root
            .members()
            .map(|member| member.key.decode().into_owned())
            .collect();
        if own.is_empty() {
            return;
        }
        if self.root.is_empty() {
            self.required.clone_from(&own);
        } else {
            self.required.retain(|key| own.contains(key));
        }
        for key in own {
            if self.root.len() < MOST && !self.root.contains(&key) {
                self.root.push(key);
            }
        }
        for member in root.nodes().flat_map(Value::members) {
            let (key, kind) = (member.key.decode(), bit(member.value));
            if let Some((_, kinds)) = self.all.iter_mut().find(|(known, _)| *known == key) {
                *kinds |= kind;
            } else if self.all.len() < MOST {
                self.all.push((key.into_owned(), kind));
            }
        }
    }

    /// Returns true if there was no sound record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns true if a record of the file has `key`, at any depth.
    pub(super) fn know(&self, key: &str) -> bool {
        self.kinds(key).is_some()
    }

    fn kinds(&self, key: &str) -> Option<u8> {
        let mut all = self.all.iter();
        all.find(|(known, _)| known == key).map(|(_, kinds)| *kinds)
    }

    /// Returns true if a record of the file has `key` at its root.
    pub(super) fn begin_with(&self, key: &str) -> bool {
        self.root.iter().any(|known| known == key)
    }

    /// Returns true if `root` has the keys that all records have, no key that none has, and none twice.
    pub(super) fn fit(&self, root: Value<'_>) -> bool {
        let is_whole = self.required.iter().all(|key| root.get(key).is_some());
        is_whole
            && root.nodes().all(|value| {
                let mut met = HashSet::new();
                value.members().all(|member| {
                    let key = member.key.decode();
                    self.know(&key) && met.insert(key)
                })
            })
    }

    /// Returns true if the values in `root` that were edited are of kinds that records of the file have under their keys.
    pub(super) fn suit(&self, root: Value<'_>, is_edited: impl Fn(Span) -> bool) -> bool {
        let mut members = root.nodes().flat_map(Value::members);
        members.all(|member| {
            let kinds = self.kinds(&member.key.decode());
            kinds.is_none_or(|kinds| (kinds | NULL) & bit(member.value) != 0)
                || !is_edited(member.value.span())
        })
    }
}

const NULL: u8 = 1;

/// The bit of a value's kind.
fn bit(value: Value<'_>) -> u8 {
    match value.kind() {
        Kind::Null => NULL,
        Kind::Bool => 1 << 1,
        Kind::Number => 1 << 2,
        Kind::String => 1 << 3,
        Kind::Array => 1 << 4,
        Kind::Object => 1 << 5,
    }
}
