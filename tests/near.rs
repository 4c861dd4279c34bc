//! Near-duplicates against the truth: every pair of a made set compared, and what was done to each text known.

use std::collections::HashMap;

use tuneset::near::clusters::Neighbours;
use tuneset::near::commonplace::most_records;
use tuneset::near::jaccard::{Similarity, similarity_from};
use tuneset::near::shelf::{Shelf, Shelves};
use tuneset::near::shingles::shingles_of;

/// A made text, and the text that it was made from.
struct Made {
    text: String,
    original: usize,
    change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    None,
    /// Words in a hundred that were replaced, left out or put in.
    Edited(u64),
    /// The second half of its sentences first.
    Reordered,
    /// By a sentence that is put behind many.
    Extended,
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    /// Rare words and common ones, as in a language.
    fn word(&mut self) -> String {
        let rank = self.below(3_000);
        let rank = rank * self.below(3_000) / 3_000;
        let syllables = [
            "ba", "ke", "li", "mo", "nu", "pra", "ste", "vi", "zor", "qua",
        ];
        let mut word = String::new();
        let mut rest = rank + 10;
        while rest > 0 {
            word.push_str(syllables[usize::try_from(rest % 10).expect("a digit")]);
            rest /= 10;
        }
        word
    }

    fn sentence(&mut self) -> Vec<String> {
        (0..5 + self.below(12)).map(|_| self.word()).collect()
    }
}

fn made(seed: u64, originals: usize) -> Vec<Made> {
    let mut random = Random(seed);
    let mut all: Vec<Made> = Vec::new();
    let boilerplate = random.sentence();
    let changes = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30].map(Change::Edited);
    for number in 0..originals {
        let sentences: Vec<Vec<String>> = (0..2 + random.below(14))
            .map(|_| random.sentence())
            .collect();
        let original = all.len();
        let changes = [Change::None, Change::Reordered, Change::Extended]
            .into_iter()
            .chain(changes);
        for change in changes.take(if number % 3 == 0 { 13 } else { 1 }) {
            let mut sentences = sentences.clone();
            match change {
                Change::None => {}
                Change::Edited(percent) => edit(&mut random, &mut sentences, percent),
                Change::Reordered => {
                    let half = sentences.len() / 2;
                    sentences.rotate_left(half);
                }
                Change::Extended => sentences.push(boilerplate.clone()),
            }
            let sentences: Vec<String> = sentences.iter().map(|words| words.join(" ")).collect();
            all.push(Made {
                text: sentences.join(". "),
                original,
                change,
            });
        }
    }
    all
}

fn edit(random: &mut Random, sentences: &mut [Vec<String>], percent: u64) {
    let words: usize = sentences.iter().map(Vec::len).sum();
    for _ in 0..(words as u64 * percent).div_ceil(100) {
        let sentence = usize::try_from(random.below(sentences.len() as u64)).expect("few");
        let words = &mut sentences[sentence];
        let at = usize::try_from(random.below(words.len().max(1) as u64)).expect("few");
        match random.below(4) {
            0 => words.insert(at, random.word()),
            1 if words.len() > 1 => drop(words.remove(at)),
            _ => {
                if let Some(word) = words.get_mut(at) {
                    *word = random.word();
                }
            }
        }
    }
}

/// The sets, each in a shelf of so many.
fn shelves(sets: &[Vec<u32>], a_shelf: usize) -> Shelves {
    let mut shelves = Shelves::default();
    for sets in sets.chunks(a_shelf) {
        let mut shelf = Shelf::default();
        for set in sets {
            shelf.shingles.extend(set);
            shelf.end_record();
        }
        shelves.add(&shelf, |_| true);
    }
    shelves
}

fn found(sets: &[Vec<u32>], a_shelf: usize, threshold: f64) -> Neighbours {
    let records: Vec<u32> = (0..).take(sets.len()).collect();
    Neighbours::among(&mut shelves(sets, a_shelf), &records, threshold)
}

/// Every pair from the threshold on, each compared with each; what too many have in common is left out.
fn truth(sets: &[Vec<u32>], threshold: f64) -> Vec<(usize, usize, Similarity)> {
    let mut holders: HashMap<u32, usize> = HashMap::new();
    for &shingle in sets.iter().flatten() {
        *holders.entry(shingle).or_default() += 1;
    }
    let most = most_records(sets.len());
    let mut sorted = sets.to_vec();
    for set in &mut sorted {
        set.retain(|shingle| holders[shingle] <= most);
        set.sort_unstable();
    }
    let mut pairs = Vec::new();
    for one in 0..sorted.len() {
        for other in 0..one {
            pairs.extend(
                similarity_from(&sorted[one], &sorted[other], threshold)
                    .map(|found| (other, one, found)),
            );
        }
    }
    pairs
}

#[test]
fn what_is_similar_is_found_and_what_is_found_is_similar() {
    let made = made(20_261_122, 300);
    let sets: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    let mut truth = truth(&sets, 0.5);
    for threshold in [0.5, 0.7, 0.8, 0.9] {
        truth.retain(|(.., found)| found.value() >= threshold);
        let neighbours = found(&sets, 97, threshold);
        let mut cluster: Vec<usize> = (0..sets.len()).collect();
        for member in neighbours.members() {
            cluster[member.text as usize] = member.representative as usize;
        }
        let together = truth
            .iter()
            .filter(|(one, other, _)| cluster[*one] == cluster[*other])
            .count();
        assert!(
            together * 1_000 >= truth.len() * 998,
            "{threshold}: {together} of {} pairs",
            truth.len()
        );
        // Precision: what is said of each pair is so, and nothing is in a cluster but by such pairs.
        let similarity = |one: u32, other: u32| {
            let pair = (one.min(other) as usize, one.max(other) as usize);
            truth
                .iter()
                .find(|(one, other, _)| (*one, *other) == pair)
                .map(|found| found.2)
        };
        assert!(!neighbours.members().is_empty());
        for member in neighbours.members() {
            match member.link {
                None => assert_eq!(
                    similarity(member.text, member.representative),
                    Some(member.similarity)
                ),
                Some((other, found)) => {
                    assert!(member.similarity.value() < threshold);
                    assert_eq!(cluster[other as usize], member.representative as usize);
                    assert_eq!(similarity(member.text, other), Some(found));
                }
            }
        }
    }
}

#[test]
fn texts_are_found_by_what_was_done_to_them() {
    let made = made(7, 450);
    let sets: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    let neighbours = found(&sets, 1_000, 0.8);
    let together = |change: Change| {
        let changed = made
            .iter()
            .enumerate()
            .filter(|(_, made)| made.change == change && made.text.len() > 500);
        let (mut all, mut found) = (0, 0);
        for (text, made) in changed {
            all += 1;
            let of = |text: usize| {
                let member = neighbours
                    .members()
                    .iter()
                    .find(|member| member.text as usize == text);
                member.map_or(text, |member| member.representative as usize)
            };
            found += usize::from(of(text) == of(made.original));
        }
        f64::from(u32::try_from(found).expect("few")) / f64::from(u32::try_from(all).expect("few"))
    };
    assert!(together(Change::Edited(1)) >= 0.998);
    assert!(together(Change::Edited(2)) >= 0.95);
    assert!(
        together(Change::Reordered) >= 0.95,
        "only where they meet are there other shingles"
    );
    assert!(together(Change::Extended) >= 0.95);
    assert!(
        together(Change::Edited(30)) <= 0.05,
        "a third of the words is another text"
    );
    for member in neighbours.members() {
        let [one, other] =
            [member.text, member.representative].map(|text| made[text as usize].original);
        assert_eq!(one, other, "unrelated texts are in one cluster");
    }
}

#[test]
fn clusters_do_not_depend_on_how_the_records_came() {
    let made = made(3, 60);
    let sets: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    let whole = found(&sets, sets.len(), 0.7);
    assert!(!whole.members().is_empty());
    for a_shelf in [1, 7, 50] {
        assert_eq!(found(&sets, a_shelf, 0.7).members(), whole.members());
    }
}

#[test]
fn what_all_have_in_common_makes_no_duplicates() {
    let made = made(5, 600);
    let instruction = made[1].text.repeat(20);
    let with_instruction = |made: &Made| shingles_of(&[&format!("{instruction}. {}", made.text)]);
    let plain: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    let instructed: Vec<Vec<u32>> = made.iter().map(with_instruction).collect();
    let found = |sets: &[Vec<u32>]| found(sets, 64, 0.8);
    let (plain, instructed) = (found(&plain), found(&instructed));
    let pairs = |neighbours: &Neighbours| -> Vec<(u32, u32)> {
        neighbours
            .members()
            .iter()
            .map(|member| (member.text, member.representative))
            .collect()
    };
    let (plain, instructed) = (pairs(&plain), pairs(&instructed));
    // The two shingles where the instruction meets the text are each record's own.
    let same = plain
        .iter()
        .filter(|pair| instructed.contains(pair))
        .count();
    assert!(same * 100 >= plain.len() * 95, "{same} of {}", plain.len());
    assert!(
        instructed.len() <= plain.len() * 105 / 100,
        "{} of {}",
        instructed.len(),
        plain.len()
    );
}

#[test]
fn a_long_chain_is_one_cluster_whose_ends_are_linked_only() {
    // Each text has nine tenths of the one before.
    let sets: Vec<Vec<u32>> = (0..200_u32)
        .map(|text| (text * 10 + 1..text * 10 + 101).collect())
        .collect();
    let neighbours = found(&sets, 32, 0.8);
    assert_eq!(neighbours.members().len(), 199);
    assert_eq!(
        neighbours
            .members()
            .iter()
            .filter(|member| member.link.is_none())
            .count(),
        1
    );
    let last = neighbours.members()[198];
    assert_eq!((last.representative, last.similarity.value()), (0, 0.0));
    assert_eq!(last.link.map(|(text, _)| text), Some(198));
}

#[test]
fn only_what_is_similar_to_what_stays_can_be_left_out() {
    let made = made(11, 120);
    let sets: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    let records: Vec<u32> = (0..).take(sets.len()).collect();
    let truth = truth(&sets, 0.7);
    let similar = |one: u32, other: u32| {
        let pair = (one.min(other) as usize, one.max(other) as usize);
        truth.iter().find(|(one, other, _)| (*one, *other) == pair)
    };
    let mut shelves = shelves(&sets, 50);
    let neighbours = Neighbours::among(&mut shelves, &records, 0.7);
    for is_last in [false, true] {
        let rank = |text| if is_last { u32::MAX - text } else { text };
        let stand_ins = neighbours.stand_ins(&shelves, rank);
        let is_out = |text: u32| stand_ins.iter().any(|stand_in| stand_in.text == text);
        assert!(!stand_ins.is_empty());
        for stand_in in &stand_ins {
            let found = similar(stand_in.text, stand_in.stays).expect("a pair of the truth");
            assert_eq!(found.2, stand_in.similarity);
            assert!(!is_out(stand_in.stays) && rank(stand_in.stays) < rank(stand_in.text));
        }
        for (one, other, _) in &truth {
            let [one, other] = [*one, *other].map(|text| u32::try_from(text).expect("few"));
            assert!(is_out(one) || is_out(other), "{one} and {other} both stay");
        }
    }
}
