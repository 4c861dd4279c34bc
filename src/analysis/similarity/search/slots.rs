//! Parts clusters of short prompts that are alike but for what fills a place in them.

use std::collections::BTreeMap;

use super::Search;
use crate::analysis::similarity::compared::Likeness;
use crate::analysis::similarity::shingle_sets::ShingleStore;
use crate::diagnostic::position::narrow;

/// Texts of one cluster that are compared each with each; more of them stay as they are.
const MOST_COMPARED: usize = 512;

impl Search {
    /// Parts the texts of clusters that `ask_otherwise`: they only stay together in the split.
    pub fn part(
        &mut self,
        shingle_store: &mut ShingleStore,
        ask_otherwise: &dyn Fn(u32, u32) -> bool,
    ) {
        let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for text in 0..narrow(self.slots.len()) {
            if self.links[text as usize].is_some() {
                clusters
                    .entry(self.groups.first(text))
                    .or_default()
                    .push(text);
            }
        }
        for texts in clusters
            .into_values()
            .filter(|texts| texts.len() <= MOST_COMPARED)
        {
            let texts = &texts;
            let pairs = || {
                let earlier = |at: usize| texts[..at].iter().map(move |&other| (texts[at], other));
                (1..texts.len()).flat_map(earlier)
            };
            let other: Vec<(u32, u32)> = pairs()
                .filter(|&(one, other)| ask_otherwise(one, other))
                .collect();
            if other.is_empty() {
                continue;
            }
            for (one, other) in other {
                self.alike.part(one, other);
                self.answers.union(one, other);
            }
            self.groups.separate(texts);
            for &text in texts {
                self.links[text as usize] = None;
                self.sorted(shingle_store, text);
            }
            for (one, other) in pairs() {
                let [one_set, other_set] =
                    [one, other].map(|text| shingle_store.compared(self.slots[text as usize]));
                let found = self.alike.of((one, one_set), (other, other_set));
                if let Some((similarity, Likeness::Record)) = found {
                    self.groups.union(one, other);
                    self.links[one as usize].get_or_insert((other, similarity));
                    self.links[other as usize].get_or_insert((one, similarity));
                }
            }
        }
    }
}
