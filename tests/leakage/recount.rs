//! Recounts leaks from the output files, by a reader that shares no code with the core.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;

use crate::run::Outputs;

/// Similarity by which this count and the core's may differ, as their words are not quite the same.
const MARGIN: f64 = 0.05;

/// Key of a written record.
struct Seen {
    value: Value,
    words: String,
    question: String,
    shingles: HashSet<String>,
    group: Option<Value>,
}

/// All texts of the messages, or of the members that hold text.
fn said(record: &Value) -> Vec<String> {
    fn texts(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Number(number) => into.push(number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
            Value::Object(members) => {
                let has_role = members.contains_key("role");
                let skipped =
                    |key: &str| ["role", "schemaVersion", "type", "system", "tools"].contains(&key);
                for (key, value) in members.iter().filter(|(key, _)| !skipped(key)) {
                    if !has_role
                        && !["text", "prompt", "completion", "messages"].contains(&key.as_str())
                    {
                        into.push(key.clone());
                    }
                    texts(value, into);
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut all = Vec::new();
    for name in ["prompt", "completion", "messages", "reference_answer"] {
        if let Some(value) = record.get(name) {
            texts(value, &mut all);
        }
    }
    all
}

fn words(texts: &[String]) -> String {
    let text = texts.join(" \u{1} ").to_lowercase();
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_ascii_punctuation());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs of three words of a record, found without the core: runs of letters and digits, lower case, and each letter of a script
/// that has no spaces.
fn shingles(texts: &[String]) -> HashSet<String> {
    let text = texts.join("\n").to_lowercase();
    let mut words = vec![String::new()];
    for letter in text.chars() {
        let is_alone = matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{3040}'..='\u{9fff}');
        if is_alone {
            words.push(letter.to_string());
        }
        if is_alone || !letter.is_alphanumeric() {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    if words.len() < 3 {
        return HashSet::from([words.join(" ")]);
    }
    words.windows(3).map(|run| run.join(" ")).collect()
}

/// Records of `texts` distinct ones that may share a shingle before it is ignored as frequent: 5%, at least 50, at most 1,000.
fn most_records(texts: usize) -> usize {
    (texts / 20).clamp(50, 1_000)
}

/// All but the last answer, whatever case and space it is written in.
fn question(record: &Value) -> String {
    let mut record = record.clone();
    let members = record.as_object_mut().expect("an object");
    let answers = match members.get_mut("messages") {
        Some(Value::Array(messages)) => {
            let is_answer = |message: &Value| message["role"] == "assistant";
            messages
                .last()
                .is_some_and(is_answer)
                .then(|| messages.pop())
                .is_some()
        }
        _ => members.remove("completion").is_some(),
    };
    for name in ["reference_answer", "id", "customer", "label"] {
        members.remove(name);
    }
    let text = record.to_string().to_lowercase();
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !answers {
        text.push_str(" (all)");
    }
    text
}

fn seen(side: &str, pointer: &str) -> Vec<Seen> {
    let read = |line| serde_json::from_str::<Value>(line).expect("what is written is JSON");
    let records = side.lines().map(read);
    records
        .map(|value| {
            let said = said(&value);
            let group = value.pointer(pointer).filter(|_| !pointer.is_empty());
            let group = group
                .filter(|found| !found.is_null() && **found != "")
                .cloned();
            Seen {
                words: words(&said),
                question: question(&value),
                shingles: shingles(&said),
                group,
                value,
            }
        })
        .collect()
}

/// Leaks of each kind: values, words, groups, questions, near-duplicates.
pub fn leaks(outputs: &Outputs, pointer: &str, near: f64) -> BTreeMap<&'static str, usize> {
    let (mut train, mut validation) = (
        seen(&outputs.train, pointer),
        seen(&outputs.validation, pointer),
    );
    let texts: BTreeSet<&str> = train
        .iter()
        .chain(&validation)
        .map(|record| record.words.as_str())
        .collect();
    let most = most_records(texts.len());
    let mut holders: HashMap<String, usize> = HashMap::new();
    let mut counted = HashSet::new();
    for record in train.iter().chain(&validation) {
        if counted.insert(record.words.clone()) {
            for shingle in &record.shingles {
                *holders.entry(shingle.clone()).or_default() += 1;
            }
        }
    }
    for record in train.iter_mut().chain(&mut validation) {
        record.shingles.retain(|shingle| holders[shingle] <= most);
    }
    // A question with many answers is open.
    let mut answers: HashMap<&str, HashSet<&str>> = HashMap::new();
    for record in train.iter().chain(&validation) {
        answers
            .entry(&record.question)
            .or_default()
            .insert(&record.words);
    }
    let mut holding: HashMap<&String, Vec<usize>> = HashMap::new();
    for (at, record) in train.iter().enumerate() {
        for shingle in &record.shingles {
            holding.entry(shingle).or_default().push(at);
        }
    }
    let mut leaks = BTreeMap::new();
    for one in &validation {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in one
            .shingles
            .iter()
            .filter_map(|shingle| holding.get(shingle))
            .flatten()
        {
            *shared.entry(*at).or_default() += 1;
        }
        let is_near = |(at, shared): (&usize, &usize)| {
            let either = one.shingles.len() + train[*at].shingles.len() - shared;
            ratio(*shared, either) >= near + MARGIN
        };
        let other = |is_alike: &dyn Fn(&Seen) -> bool| train.iter().any(is_alike);
        let is_asked = answers[one.question.as_str()].len() <= most;
        for (kind, is_leak) in [
            ("value", other(&|other| one.value == other.value)),
            ("words", other(&|other| one.words == other.words)),
            (
                "group",
                one.group.is_some() && other(&|other| one.group == other.group),
            ),
            (
                "question",
                is_asked && other(&|other| one.question == other.question),
            ),
            ("near", shared.iter().any(is_near)),
        ] {
            if is_leak {
                *leaks.entry(kind).or_default() += 1;
            }
        }
    }
    leaks
}

pub fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).expect("few"));
    number(part) / number(whole.max(1))
}
