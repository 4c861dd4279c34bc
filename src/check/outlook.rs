//! What would become of records with the steps that need no person: a conversion and fixes.

use serde::{Deserialize, Serialize};

/// Records that would be kept, and what that takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// All of them.
    pub records: u64,
    /// Those that are converted.
    pub converted: u64,
    /// Those that need safe fixes.
    pub fixed: u64,
    /// Those that need suggested fixes.
    pub guessed: u64,
}

impl Outlook {
    /// Adds other records.
    pub fn add(&mut self, other: &Self) {
        self.records += other.records;
        self.converted += other.converted;
        self.fixed += other.fixed;
        self.guessed += other.guessed;
    }

    /// Returns the number of records that are kept without a suggested fix.
    #[must_use]
    pub const fn without_guesses(&self) -> u64 {
        self.records - self.guessed
    }

    /// Returns it with no part larger than the whole.
    #[must_use]
    pub fn within(self) -> Self {
        let all = self.records;
        Self {
            records: all,
            converted: self.converted.min(all),
            fixed: self.fixed.min(all),
            guessed: self.guessed.min(all),
        }
    }
}
