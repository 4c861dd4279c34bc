//! The repairs that are made, by rule.

use serde::{Deserialize, Serialize};

use crate::input::repair::Fixes;
use crate::lint::Rule;
use crate::lint::rules::{self, RULES};

/// Repairs that the user wants of one rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FixSetting {
    /// None of them.
    Off,
    /// Those that leave no doubt about the intended text.
    Safe,
    /// Those that guess, too.
    Unsafe,
}

impl From<FixSetting> for Fixes {
    fn from(setting: FixSetting) -> Self {
        match setting {
            FixSetting::Off => Self::None,
            FixSetting::Safe => Self::Safe,
            FixSetting::Unsafe => Self::Unsafe,
        }
    }
}

/// Level of repair for the findings of each rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixChoice {
    /// By index into [`RULES`].
    levels: Vec<Fixes>,
}

impl FixChoice {
    /// Sets one level for all rules.
    #[must_use]
    pub fn all(level: Fixes) -> Self {
        Self {
            levels: vec![level; RULES.len()],
        }
    }

    /// Sets the level of `rule`.
    pub fn set(&mut self, rule: &'static Rule, level: Fixes) {
        self.levels[rules::index(rule)] = level;
    }

    /// Raises all levels to safe repairs at least.
    #[must_use]
    pub fn at_least_safe(mut self) -> Self {
        for level in &mut self.levels {
            *level = (*level).max(Fixes::Safe);
        }
        self
    }

    /// Returns the level of repair for findings of `rule`.
    #[must_use]
    pub fn of(&self, rule: &'static Rule) -> Fixes {
        self.levels[rules::index(rule)]
    }

    /// Returns true if safe fixes are applied to findings of `rule`.
    #[must_use]
    pub fn repairs(&self, rule: &'static Rule) -> bool {
        self.of(rule) > Fixes::None
    }

    /// Returns true if findings of any rule are repaired.
    #[must_use]
    pub fn any(&self) -> bool {
        self.levels.iter().any(|level| *level > Fixes::None)
    }
}
