//! The user's mapping of keys for records of no known layout.

use crate::json::{Text, Value};

/// The key of each part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Key of the question.
    pub prompt: String,
    /// Key of the answer.
    pub completion: Option<String>,
    /// Key of the system prompt.
    pub system: Option<String>,
}

/// A part of a record that a key may be named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// The question.
    Prompt,
    /// The answer.
    Completion,
    /// The system prompt.
    System,
}

impl Mapped {
    /// Every part, in the order of a record.
    pub const ALL: [Self; 3] = [Self::Prompt, Self::Completion, Self::System];

    /// Returns the name in options and messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Completion => "completion",
            Self::System => "system",
        }
    }
}

impl Mapping {
    /// Returns the key of that part.
    fn key(&self, part: Mapped) -> Option<&str> {
        match part {
            Mapped::Prompt => Some(&self.prompt),
            Mapped::Completion => self.completion.as_deref(),
            Mapped::System => self.system.as_deref(),
        }
    }

    /// Returns the part that `key` holds. Headers of tables are compared without regard to case, and so are keys.
    #[must_use]
    pub fn part_of(&self, key: Text<'_>) -> Option<Mapped> {
        let found = key.decode();
        self.part_called(&found)
    }

    fn part_called(&self, key: &str) -> Option<Mapped> {
        let is_it = |wanted: &str| wanted.trim().eq_ignore_ascii_case(key.trim());
        let mut parts = Mapped::ALL.into_iter();
        parts.find(|part| self.key(*part).is_some_and(is_it))
    }

    /// Returns true if `root` has the key of the question.
    #[must_use]
    pub fn fits(&self, root: Value<'_>) -> bool {
        let mut members = root.members();
        members.any(|member| self.part_of(member.key) == Some(Mapped::Prompt))
    }

    /// Returns true if one of `columns` has the name of the question's key.
    #[must_use]
    pub fn fits_columns(&self, columns: &[String]) -> bool {
        let mut columns = columns.iter();
        columns.any(|name| self.part_called(name) == Some(Mapped::Prompt))
    }
}
