//! Findings that are one like the other, counted many at once.

use super::Collector;
use crate::lint::Rule;

impl Collector<'_> {
    /// Returns true if a further finding of the rule would only be counted.
    #[must_use]
    pub fn only_counts(&self, rule: &'static Rule) -> bool {
        self.kept[self.settings.index(rule)] >= self.max_examples || !self.wants(rule)
    }

    /// Counts findings of the rule's own severity, each of another line, which a safe fix repairs or has repaired.
    pub fn count_fixable(&mut self, rule: &'static Rule, is_fixed: bool, count: u64) {
        let index = self.settings.index(rule);
        let Some(severity) = self.settings.of(rule).of(rule.severity) else {
            return;
        };
        self.tallies[index].count_fixable(severity, is_fixed, count);
    }
}
