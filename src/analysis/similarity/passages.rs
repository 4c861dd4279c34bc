//! Parts clusters whose texts ask about one passage: outside of it, they must be alike, too.

use std::collections::BTreeMap;

use super::alike::Alike;
use super::compared::Likeness;
use super::jaccard::Similarity;
use crate::analysis::similarity::shingle_sets::{ShingleStore, Slot};
use crate::analysis::similarity::union_find::UnionFind;

/// Of texts in a cluster, one that asks something else about their passage.
pub type Passages = BTreeMap<u32, u32>;

type Links = Vec<Option<(u32, Similarity)>>;

/// Texts of one cluster that are compared each with each; more of them stay as they are.
const MOST_COMPARED: usize = 256;

/// Parts the clusters in which a text has a link to another prompt: of two texts in a cluster that ask something else, the later
/// one becomes a text with the prompt of the other and another answer. `prompt_links` are of texts that are similar but for the answer.
pub fn part(
    (groups, links): (&mut UnionFind, &mut Links),
    prompt_links: &mut Links,
    shingle_store: &mut ShingleStore,
    (slots, alike): (&[Slot], &Alike),
) -> Passages {
    let mut passages = Passages::new();
    let texts = 0..crate::diagnostic::position::narrow(slots.len());
    let mut thirds: BTreeMap<u32, u32> = BTreeMap::new();
    for text in texts.clone() {
        if let (Some((third, _)), true) =
            (prompt_links[text as usize], links[text as usize].is_some())
        {
            thirds.entry(groups.first(text)).or_insert(third);
        }
    }
    if thirds.is_empty() {
        return passages;
    }
    let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for text in texts.filter(|&text| links[text as usize].is_some()) {
        let first = groups.first(text);
        if thirds.contains_key(&first) {
            clusters.entry(first).or_default().push(text);
        }
    }
    clusters.retain(|_, texts| texts.len() <= MOST_COMPARED);
    for (first, texts) in &clusters {
        let third = thirds[first];
        groups.separate(texts);
        for &text in texts.iter().chain([&third]) {
            shingle_store.sort(slots[text as usize]);
        }
        let of = |text: u32| shingle_store.compared(slots[text as usize]);
        let mut kept: Vec<(u32, Option<(u32, Similarity)>)> =
            texts.iter().map(|&text| (text, None)).collect();
        for at in 1..texts.len() {
            for before in 0..at {
                let (one, other) = (texts[at], texts[before]);
                let pair = ((one, of(one)), (other, of(other)));
                let Some((similarity, Likeness::Record)) = alike.of(pair.0, pair.1) else {
                    continue;
                };
                if of(one).asks_like(of(other), of(third)) {
                    groups.union(one, other);
                    kept[at].1.get_or_insert((other, similarity));
                    kept[before].1.get_or_insert((one, similarity));
                } else {
                    prompt_links[one as usize].get_or_insert((other, similarity));
                    prompt_links[other as usize].get_or_insert((one, similarity));
                }
            }
        }
        for (text, link) in kept {
            links[text as usize] = link;
            passages.insert(text, third);
        }
    }
    passages
}
