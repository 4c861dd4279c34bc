//! Answers to the prompts of another test set: they are refused, as a score by their order would mean nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::{Given, Identity, Reference, SAMPLE};

/// Words that more than one of so many prompts has are those of a template, which other test sets of a task have, too.
const COMMON: usize = 10;

/// Returns the number of prompts in common if both files have prompts and the answers are those to other ones.
#[must_use]
pub fn prompts_in_common(references: &[Reference], answers: &[Given]) -> Option<u64> {
    let asked: BTreeSet<u128> = references
        .iter()
        .filter_map(|reference| reference.identity.prompt)
        .collect();
    let given: Vec<u128> = answers
        .iter()
        .filter_map(|answer| answer.identity.prompt)
        .collect();
    if given.len() * 2 < answers.len() || asked.len() * 2 < references.len() || given.is_empty() {
        return None;
    }
    let mut prompts_with: BTreeMap<u64, usize> = BTreeMap::new();
    let sample = references.iter().take(SAMPLE);
    for word in sample.flat_map(|reference| distinct(&reference.identity)) {
        *prompts_with.entry(word).or_default() += 1;
    }
    let most = references.len().min(SAMPLE).div_ceil(COMMON);
    let (mut alike, mut judged) = (0, 0);
    for (reference, answer) in references.iter().zip(answers).take(SAMPLE) {
        let mut own = distinct(&reference.identity);
        own.retain(|word| prompts_with.get(word).is_some_and(|count| *count <= most));
        let said = distinct(&answer.identity);
        if own.is_empty() || said.is_empty() {
            continue;
        }
        judged += 1;
        // Most of the words that are the prompt's own: a template around it, or a part of it.
        alike += usize::from(own.intersection(&said).count() * 2 >= own.len());
    }
    if judged == 0 || alike * 2 >= judged {
        return None;
    }
    let common = given.iter().filter(|prompt| asked.contains(prompt)).count();
    Some(common as u64)
}

fn distinct(identity: &Identity) -> BTreeSet<u64> {
    identity.words.iter().copied().collect()
}
