//! Options and a way to cut the work up, from a few bytes that the fuzzer may choose.

#![allow(dead_code, reason = "each test uses its part")]

use std::collections::BTreeMap;

use crate::run::Cut;
use tuneset::FixSetting;
use tuneset::{Amount, Convert, Dedupe, Keep, Near, Options, RuleSetting, SplitOptions};

const MODELS: [Option<&str>; 12] = [
    None,
    None,
    Some("nova-lite"),
    Some("nova-micro"),
    Some("llama-3-3-70b"),
    Some("claude-3-haiku"),
    Some("titan-text-express"),
    Some("nova-2-lite"),
    Some("nova-2-lite-rft"),
    Some("distillation"),
    Some("nova-canvas"),
    Some("titan-text-lite-cpt"),
];

/// Settings that affect the recognition or validity of records.
const RULES: [(&str, RuleSetting); 8] = [
    ("json-array-file", RuleSetting::Off),
    ("pretty-printed-json", RuleSetting::Warning),
    ("utf-16-file", RuleSetting::Off),
    ("blank-line", RuleSetting::Warning),
    ("byte-order-mark", RuleSetting::Off),
    ("crlf-line-ending", RuleSetting::Error),
    ("invalid-json", RuleSetting::Off),
    ("wrong-format", RuleSetting::Off),
];

/// Rules whose findings are repaired by themselves; those of two carriage returns at a line's end only together, as the second
/// is the line's end once the first is gone.
const FIXED: [&[&str]; 5] = [
    &["invalid-json"],
    &["crlf-line-ending", "carriage-return"],
    &["multiple-values-on-line"],
    &["byte-order-mark"],
    &["json-array-file"],
];

/// Decodes the options and the cut from four bytes.
pub fn choose([model, flags, rule, size]: [u8; 4]) -> (Options, Cut) {
    let bit = |at: u8| flags >> at & 1 == 1;
    let rules = RULES.get(usize::from(rule & 0x3F)).into_iter();
    let options = Options {
        model: MODELS[usize::from(model) % MODELS.len()].map(str::to_owned),
        rules: rules
            .map(|(name, setting)| ((*name).to_owned(), *setting))
            .collect(),
        max_examples_per_rule: if bit(0) { 1 } else { 20 },
        fix: bit(1),
        unsafe_fixes: rule & 0x40 != 0,
        fixes: fixes(model),
        near: match rule >> 6 {
            0 => Near::Similarity(0.5),
            1 => Near::Similarity(0.9),
            _ => Near::Text("off".to_owned()),
        },
        convert: (rule & 0x80 != 0).then_some(Convert::Wanted(true)),
        dedupe: match (bit(2), bit(3)) {
            (true, true) if rule & 0x80 == 0 => Dedupe::Near,
            (true, _) if size & 1 == 1 => Dedupe::Normalized,
            (true, _) => Dedupe::Canonical,
            (_, true) => Dedupe::Exact,
            _ => Dedupe::Off,
        },
        keep: match (bit(4), bit(5)) {
            (true, _) => Keep::First,
            (_, true) => Keep::Longest,
            _ => Keep::Last,
        },
        split: bit(6).then(|| SplitOptions {
            validation: Amount::Text("40%".to_owned()),
            seed: u64::from(size),
            ..SplitOptions::default()
        }),
        ..Options::default()
    };
    let cut = Cut {
        sizes: vec![usize::from(size % 61) + 1, usize::from(size) * 3 + 1],
        checkers: if bit(7) { 3 } else { 1 },
        order: u64::from(size),
    };
    (options, cut)
}

/// For one choice in four, the repairs of single rules: each of them off, safe or unsafe.
fn fixes(choice: u8) -> BTreeMap<String, FixSetting> {
    let of = |(at, rules): (u32, &'static &[&str])| {
        let settings = [FixSetting::Off, FixSetting::Safe, FixSetting::Unsafe];
        let setting = settings[usize::from(choice) / 3_usize.pow(at) % 3];
        rules.iter().map(move |rule| ((*rule).to_owned(), setting))
    };
    let chosen = (0..).zip(&FIXED).flat_map(of);
    chosen.filter(|_| choice >= 192).collect()
}

/// Splits an input into the choice and the data behind it.
pub fn split_off(input: &[u8]) -> (Options, Cut, &[u8]) {
    let (choice, data) = input.split_first_chunk().unwrap_or((&[0; 4], input));
    let (options, cut) = choose(*choice);
    (options, cut, data)
}
