//! Near-duplicates against the truth: every pair of a generated set is compared, and the edits of each text are known.

mod made;
mod run;

use std::collections::HashMap;

use made::{Change, Made, made};
use run::{Cut, options, prepare};
use serde_json::{Value, json};
use tuneset::similarity::clusters::{Member, Neighbours};
use tuneset::similarity::frequent_shingles::most_records;
use tuneset::similarity::jaccard::{Similarity, similarity, similarity_from};
use tuneset::similarity::search::neighbours;
use tuneset::similarity::shingle_sets::{ShingleSets, ShingleStore};
use tuneset::similarity::shingles::shingles_of;

/// The sets, stored in lists of `a_set_list` each.
fn shingle_store(sets: &[Vec<u32>], a_set_list: usize) -> ShingleStore {
    let mut shingle_store = ShingleStore::default();
    for sets in sets.chunks(a_set_list) {
        let mut shingle_sets = ShingleSets::default();
        for set in sets {
            shingle_sets.shingles.extend(set);
            shingle_sets.end_record();
        }
        shingle_store.add(&shingle_sets, |_| true);
    }
    shingle_store
}

fn found(sets: &[Vec<u32>], a_set_list: usize, threshold: f64) -> Neighbours {
    let records: Vec<u32> = (0..).take(sets.len()).collect();
    neighbours(&mut shingle_store(sets, a_set_list), &records, threshold)
}

/// Every pair from the threshold on, each compared with each, by what not too many have in common; where that is little, by all. The
/// similarity is that by all.
fn truth(sets: &[Vec<u32>], threshold: f64) -> Vec<(usize, usize, Similarity)> {
    let mut holders: HashMap<u32, usize> = HashMap::new();
    for &shingle in sets.iter().flatten() {
        *holders.entry(shingle).or_default() += 1;
    }
    let most = most_records(sets.len());
    let mut sorted = sets.to_vec();
    for set in &mut sorted {
        set.sort_unstable();
    }
    let all = sorted.clone();
    for set in &mut sorted {
        set.retain(|shingle| holders[shingle] <= most);
    }
    let is_little = |at: usize| {
        let (left, all) = (sorted[at].len(), all[at].len());
        left < all && (left < 8 || left * 10 < all * 3)
    };
    let mut pairs = Vec::new();
    for one in 0..sorted.len() {
        for other in 0..one {
            if similarity_from(&sorted[one], &sorted[other], threshold).is_none() {
                continue;
            }
            let found = similarity(&all[one], &all[other]);
            if found.value() >= threshold || !(is_little(one) || is_little(other)) {
                pairs.push((other, one, found));
            }
        }
    }
    pairs
}

#[test]
fn what_is_similar_is_found_and_what_is_found_is_similar() {
    let made = made(20_261_122, 240);
    let sets: Vec<Vec<u32>> = made.iter().map(|made| shingles_of(&[&made.text])).collect();
    for threshold in [0.5, 0.7, 0.8, 0.9] {
        let truth = truth(&sets, threshold);
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
        // Precision: the similarity of each pair is right, and clusters consist of such pairs only.
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
                    assert_eq!(similarity(member.text, member.representative), None);
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
    // A word or two with one sentence behind them are alike whatever they are.
    let long = |member: &&Member| made[member.text as usize].text.len() > 200;
    for member in neighbours.members().iter().filter(long) {
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
    for a_set_list in [1, 7, 50] {
        assert_eq!(found(&sets, a_set_list, 0.7).members(), whole.members());
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
    // The two shingles at the seam of instruction and text differ in each record.
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
    let mut shingle_store = shingle_store(&sets, 50);
    let neighbours = neighbours(&mut shingle_store, &records, 0.7);
    for is_last in [false, true] {
        let rank = |text| Some(if is_last { u32::MAX - text } else { text });
        let stand_ins = neighbours.stand_ins(&shingle_store, rank, |_, _| false);
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

/// Conversations with the texts as the user's turns; every second one with a system prompt of 7 KB.
fn conversations(made: &[Made]) -> Vec<u8> {
    let system = made[1].text.repeat(7_000 / made[1].text.len() + 1);
    let line = |(number, made): (usize, &Made)| {
        let mut record = json!({
            "schemaVersion": "bedrock-conversation-2024",
            "messages": [
                {"role": "user", "content": [{"text": made.text}]},
                {"role": "assistant", "content": [{"text": "the answer to all"}]},
            ],
        });
        if number % 2 == 1 {
            record["system"] = json!([{"text": system}]);
        }
        record.to_string() + "\n"
    };
    let lines: String = made.iter().enumerate().map(line).collect();
    lines.into_bytes()
}

/// Every pair of those conversations from the threshold on.
fn similar_conversations(made: &[Made], threshold: f64) -> Vec<(usize, usize, Similarity)> {
    let said = made.iter();
    let sets: Vec<Vec<u32>> = said
        .map(|made| shingles_of(&[&made.text, "the answer to all"]))
        .collect();
    truth(&sets, threshold)
}

#[test]
fn of_conversations_the_similar_ones_and_no_others_are_left_out() {
    let made = made(17, 75);
    let bytes = conversations(&made);
    for threshold in [0.7, 0.8] {
        let asked =
            options(&json!({"near": threshold, "dedupe": "near", "split": null}).to_string());
        let outputs = prepare(&[("train.jsonl", &bytes)], &asked, &Cut::default());
        let truth = similar_conversations(&made, threshold);
        let mut is_out = vec![false; made.len()];
        let set_aside: Vec<Value> = outputs
            .set_aside
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let number =
            |line: &Value| usize::try_from(line.as_u64().expect("a line") - 1).expect("few");
        for out in &set_aside {
            is_out[number(&out["line"])] = true;
        }
        for out in &set_aside {
            let (one, other) = (number(&out["line"]), number(&out["duplicateOf"]["line"]));
            let pair = (one.min(other), one.max(other));
            let known = truth.iter().find(|(one, other, _)| (*one, *other) == pair);
            // Prompts of up to 14 words are compared by words, too.
            let words = |made: &Made| made.text.split_whitespace().count();
            match known {
                Some((.., similarity)) if words(&made[one]) > 14 => {
                    assert_eq!(out["duplicateOf"]["similarity"], similarity.shown());
                }
                Some(_) => {}
                None => assert!(words(&made[one]) <= 14 && words(&made[other]) <= 14),
            }
            assert!(!is_out[other]);
        }
        let missed = truth
            .iter()
            .filter(|(one, other, _)| !is_out[*one] && !is_out[*other]);
        let missed = missed.count();
        assert!(
            missed * 1_000 <= truth.len() * 2,
            "{missed} of {}",
            truth.len()
        );
        assert!(set_aside.len() > 80);
        let cut = Cut {
            sizes: vec![10_000, 333, 70_000],
            checkers: 3,
            order: 5,
        };
        assert_eq!(prepare(&[("train.jsonl", &bytes)], &asked, &cut), outputs);
    }
}

#[test]
fn no_similar_conversations_are_on_two_sides_of_a_split() {
    let made = made(19, 90);
    let bytes = conversations(&made);
    let lines: Vec<&str> = std::str::from_utf8(&bytes)
        .expect("UTF-8")
        .lines()
        .collect();
    for (threshold, seed) in [(0.7, 1), (0.8, 2)] {
        let asked = json!({"near": threshold, "split": {"validation": 0.3, "seed": seed}});
        let outputs = prepare(
            &[("train.jsonl", &bytes)],
            &options(&asked.to_string()),
            &Cut::default(),
        );
        let validation: Vec<&str> = outputs.validation.lines().collect();
        let is_validation: Vec<bool> = lines.iter().map(|line| validation.contains(line)).collect();
        assert!(validation.len() * 4 > lines.len());
        for (one, other, _) in similar_conversations(&made, threshold) {
            assert_eq!(
                is_validation[one], is_validation[other],
                "{one} and {other}"
            );
        }
    }
}

/// Mathematics, markup, boards and rulers: hardly a letter between two symbols, at every place of the blocks that words are
/// read by.
#[test]
fn records_dense_with_symbols_are_checked_and_compared() {
    for dense in [
        format!("{}{}", "a".repeat(64), "=".repeat(64)),
        "<s>".repeat(64),
        "<p><b><i><u>".repeat(20),
        "x^2+y^2=z^2||".repeat(30),
        "|".repeat(300),
        "`~$+".repeat(100),
    ] {
        let record = |at: usize| {
            let prompt = format!("{}{dense}", "a".repeat(at / 2));
            let answer = ["b", "c"][at % 2];
            format!("{}\n", json!({"prompt": prompt, "completion": answer}))
        };
        let file: String = (0..140).map(record).collect();
        let options = options(r#"{"near": 0.8, "split": null}"#);
        let outputs = prepare(
            &[("train.jsonl", file.as_bytes())],
            &options,
            &Cut::every(999),
        );
        let report: Value = serde_json::from_str(&outputs.report).expect("a report is JSON");
        assert_eq!(report["counts"]["records"], 140, "{dense}");
        assert_eq!(report["counts"]["invalid"], 0, "{dense}");
        let written = outputs.train.lines().count() + outputs.validation.lines().count();
        assert_eq!(written, 140, "{dense}");
    }
}
