//! The step on files that hold no record: nothing else helps there.

use super::{Action, NextStep, Unit};
use crate::dataset::Dataset;
use crate::input::framing::Framing;

impl Dataset {
    /// Counts the lines of files that are no text: none of them is a record that could be mended.
    pub(super) fn records_of_no_text(&self) -> u64 {
        let files = (0..self.files.len()).filter(|&file| self.is_opaque(file));
        files
            .map(|file| self.records_of_file(file).len() as u64)
            .sum()
    }

    fn is_opaque(&self, file: usize) -> bool {
        self.files[file].framing == Framing::Opaque
    }

    /// Returns true if no file is text.
    pub(in crate::dataset) fn is_unreadable(&self) -> bool {
        !self.files.is_empty() && (0..self.files.len()).all(|file| self.is_opaque(file))
    }

    /// Names the files that no record was read of, and says what the first of them is.
    pub(super) fn replace_file(&self) -> Option<NextStep> {
        let unread: Vec<usize> = (0..self.files.len())
            .filter(|&file| self.is_opaque(file) || self.records_of_file(file).is_empty())
            .collect();
        let first = self.files.get(*unread.first()?)?;
        let text = match unread.len() {
            1 if self.files.len() == 1 => format!("Choose another file instead of {}", first.name),
            1 => format!("Leave out {}, or replace it", first.name),
            many => format!("Leave out {many} files that hold no records, or replace them"),
        };
        let errors = self
            .examples
            .iter()
            .filter(|kept| unread.contains(&kept.file));
        let effect = errors
            .map(|kept| kept.example.message.as_str())
            .find(|message| message.starts_with("the file "))
            .map_or_else(
                || "It holds no records".to_owned(),
                |message| message.replacen("the file", &first.name, 1),
            );
        let count = unread.len() as u64;
        let step = NextStep::new(Action::ReplaceFile, count, Unit::Files, text, effect);
        let name = |index: &usize| self.files[*index].name.clone();
        Some(NextStep {
            files: unread.iter().map(name).collect(),
            ..step
        })
    }
}
