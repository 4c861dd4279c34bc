//! Conclusions about all records: how some differ from the rest, and what the rest has in common.

use super::Dataset;
use crate::lint::Check;
use crate::lint::dataset_finding::Conclusion;
use crate::lint::rules::{RULES, long_system_prompt};

impl Dataset {
    /// Returns all conclusions, each at the severity that the user wants.
    pub(crate) fn conclusions(&self) -> Vec<Conclusion> {
        let mut conclusions = Vec::new();
        for rule in RULES {
            if let Check::Answers(check) = rule.check {
                check(&self.answers, &mut conclusions);
            }
        }
        long_system_prompt::conclude(&self.totals.stats, &mut conclusions);
        let wanted = |mut conclusion: Conclusion| {
            conclusion.severity = self.settings.of(conclusion.rule).of(conclusion.severity)?;
            Some(conclusion)
        };
        conclusions.into_iter().filter_map(wanted).collect()
    }
}
