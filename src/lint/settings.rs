//! The user's settings of the registered rules.

use crate::diagnostic::finding::Severity;
use crate::lint::Rule;

/// The user's setting of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The rule's own severity.
    Default,
    /// Always this severity.
    Always(Severity),
    /// Never report it.
    Off,
}

impl Setting {
    /// Returns the severity of a finding with its `own` severity; `None` if the rule is off.
    #[must_use]
    pub fn of(self, own: Severity) -> Option<Severity> {
        match self {
            Self::Default => Some(own),
            Self::Always(severity) => Some(severity),
            Self::Off => None,
        }
    }
}

/// A setting for each rule of a registry.
#[derive(Clone, Default)]
pub struct RuleSettings {
    registry: &'static [&'static Rule],
    settings: Vec<Setting>,
}

impl RuleSettings {
    /// Returns the default setting for each rule of `registry`.
    #[must_use]
    pub fn new(registry: &'static [&'static Rule]) -> Self {
        Self {
            registry,
            settings: vec![Setting::Default; registry.len()],
        }
    }

    /// Changes the setting of a rule.
    ///
    /// # Panics
    /// If the rule is not registered.
    pub fn set(&mut self, rule: &'static Rule, setting: Setting) {
        let index = self.index(rule);
        self.settings[index] = setting;
    }

    /// Returns the setting of a rule.
    ///
    /// # Panics
    /// If the rule is not registered.
    #[must_use]
    pub fn of(&self, rule: &'static Rule) -> Setting {
        self.settings[self.index(rule)]
    }

    /// Returns true unless the user has turned the rule off.
    #[must_use]
    pub fn wants(&self, rule: &'static Rule) -> bool {
        self.of(rule) != Setting::Off
    }

    /// Returns the place of a rule in the registry.
    ///
    /// # Panics
    /// If the rule is not registered.
    #[must_use]
    pub fn index(&self, rule: &'static Rule) -> usize {
        rule.index_in(self.registry)
    }

    /// Returns the number of registered rules.
    #[must_use]
    pub fn count(&self) -> usize {
        self.registry.len()
    }
}
