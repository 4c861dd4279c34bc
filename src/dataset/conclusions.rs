//! What is said of records once all are known: how they differ from the rest, and what the rest has in common.

use super::{Dataset, Kept};
use crate::answers::Answers;
use crate::diagnostic::{Message, Severity};
use crate::facet::Met;
use crate::rules::{Check, RULES, Rule, long_system_prompt};

/// Findings of one rule that one look at the whole data set made.
pub struct Conclusion {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Its weight.
    pub severity: Severity,
    /// How many findings these are.
    pub count: u64,
    /// The first of them. Without a place, it is about the data set.
    pub found: Vec<(Option<Kept>, Message)>,
}

impl Conclusion {
    /// One finding about the data set.
    pub fn on_the_whole(rule: &'static Rule, message: Message) -> Self {
        Self {
            rule,
            severity: message.severity.unwrap_or(rule.severity),
            count: 1,
            found: vec![(None, message)],
        }
    }

    /// One finding at one place.
    pub fn at(rule: &'static Rule, place: &Kept, message: Message) -> Self {
        Self {
            found: vec![(Some(place.clone()), message.clone())],
            ..Self::on_the_whole(rule, message)
        }
    }

    /// The same finding wherever a value was met.
    pub fn wherever(rule: &'static Rule, met: &Met<Kept>, message: &Message) -> Self {
        let places = met.places.iter();
        Self {
            rule,
            severity: message.severity.unwrap_or(rule.severity),
            count: met.count,
            found: places
                .map(|place| (Some(place.clone()), message.clone()))
                .collect(),
        }
    }
}

/// Says what it finds in the answers of the whole data set.
pub type AnswersCheck = fn(&Answers<Kept>, &mut Vec<Conclusion>);

impl Dataset {
    /// What there is to say, each at the severity that the user wants it to have.
    pub(crate) fn conclusions(&self) -> Vec<Conclusion> {
        let mut conclusions = Vec::new();
        for rule in RULES {
            if let Check::Answers(check) = rule.check {
                check(&self.answers, &mut conclusions);
            }
        }
        long_system_prompt::conclude(&self.totals.stats, &mut conclusions);
        let wanted = |mut conclusion: Conclusion| {
            conclusion.severity = self.settings[conclusion.rule.index()].of(conclusion.severity)?;
            Some(conclusion)
        };
        conclusions.into_iter().filter_map(wanted).collect()
    }
}
