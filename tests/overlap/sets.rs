//! Data sets that have much in common, and their overlap counted by comparing every pair.

use std::collections::HashMap;

use serde_json::Value;
use tuneset::similarity::frequent_shingles::most_records;
use tuneset::similarity::jaccard::similarity;
use tuneset::similarity::shingles::shingles_of;

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % bound).expect("a small number")
    }

    fn words(&mut self, count: u64) -> Vec<String> {
        let syllables = ["ba", "ke", "li", "mo", "nu", "pra", "ste", "vi", "zor"];
        let word = |random: &mut Self| {
            (0..3)
                .map(|_| syllables[random.below(9)])
                .collect::<String>()
        };
        (0..count).map(|_| word(self)).collect()
    }
}

/// Ways to write one record: unchanged, with another order of keys, in capitals, with a few words replaced, with another answer.
fn written(random: &mut Random, prompt: &[String], completion: &[String]) -> String {
    let (mut prompt, mut completion) = (prompt.to_vec(), completion.to_vec());
    match random.below(6) {
        0 => {}
        1 => {
            return format!(
                r#"{{"completion":"{}","prompt": "{}?"}}"#,
                completion.join(" "),
                prompt.join(" ")
            );
        }
        2 => {
            for word in &mut prompt {
                *word = word.to_uppercase();
            }
        }
        3 => {
            for _ in 0..=random.below(5) {
                let at = random.below(completion.len() as u64);
                completion[at] = random.words(1).remove(0);
            }
        }
        4 => completion = random.words(9),
        _ => prompt = random.words(12),
    }
    format!(
        r#"{{"prompt": "{}?", "completion": "{}"}}"#,
        prompt.join(" "),
        completion.join(" ")
    )
}

/// Two data sets that have much in common.
pub fn made(seed: u64) -> (Vec<String>, Vec<String>) {
    let mut random = Random(seed);
    let originals: Vec<(Vec<String>, Vec<String>)> = (0..60)
        .map(|_| {
            let (asked, said) = (8 + random.below(20) as u64, 10 + random.below(60) as u64);
            (random.words(asked), random.words(said))
        })
        .collect();
    let mut set = |size: usize| {
        let mut lines = Vec::new();
        for _ in 0..size {
            let (prompt, completion) = &originals[random.below(60)];
            lines.push(written(&mut random, prompt, completion));
        }
        lines
    };
    (set(150), set(90))
}

fn text(line: &str) -> [String; 2] {
    let value: Value = serde_json::from_str(line).expect("a record");
    ["prompt", "completion"].map(|key| value[key].as_str().expect("a text").to_owned())
}

/// The text as near matching sees it: of the made texts, only case does not count.
fn words(line: &str) -> String {
    text(line).join("|").to_lowercase()
}

/// Shingles of every distinct text of both, without those that too many have; ascending.
pub fn shingles(ours: &[String], theirs: &[String]) -> HashMap<String, Vec<u32>> {
    let mut sets: HashMap<String, Vec<u32>> = HashMap::new();
    for line in ours.iter().chain(theirs) {
        sets.entry(words(line)).or_insert_with(|| {
            let [prompt, completion] = text(line);
            shingles_of(&[&prompt, &completion])
        });
    }
    let most = most_records(sets.len());
    let mut holders: HashMap<u32, usize> = HashMap::new();
    for &shingle in sets.values().flatten() {
        *holders.entry(shingle).or_default() += 1;
    }
    for set in sets.values_mut() {
        set.retain(|shingle| holders[shingle] <= most);
        set.sort_unstable();
    }
    sets
}

/// A record as used in the comparison.
pub struct Record<'r> {
    pub line: &'r str,
    pub value: Value,
    pub words: String,
    pub asked: String,
    pub shingles: &'r [u32],
}

pub fn records<'r>(lines: &'r [String], sets: &'r HashMap<String, Vec<u32>>) -> Vec<Record<'r>> {
    let record = |line: &'r String| {
        let words = words(line);
        Record {
            line,
            value: serde_json::from_str(line).expect("a record"),
            asked: text(line)[0].to_lowercase(),
            shingles: &sets[&words],
            words,
        }
    };
    lines.iter().map(record).collect()
}

/// exact, canonical, normalized, near, same prompt, each with those before it but for the last.
pub fn truth(ours: &[Record], theirs: &[Record], threshold: f64) -> [u64; 5] {
    let mut counts = [0; 5];
    for their in theirs {
        let any = |holds: &dyn Fn(&Record) -> bool| ours.iter().any(holds);
        let exact = any(&|our| our.line == their.line);
        let canonical = exact || any(&|our| our.value == their.value);
        let normalized = canonical || any(&|our| our.words == their.words);
        let near = normalized
            || any(&|our| {
                let found = similarity(our.shingles, their.shingles);
                found.shared > 0 && found.value() >= threshold
            });
        let asked = any(&|our| our.asked == their.asked);
        for (count, holds) in counts
            .iter_mut()
            .zip([exact, canonical, normalized, near, asked])
        {
            *count += u64::from(holds);
        }
    }
    counts
}
