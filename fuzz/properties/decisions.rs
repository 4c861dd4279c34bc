//! Decisions and edits about lines of a file: each is applied or reported, the edited text is read instead, and every other
//! line has the same result as without them. The fuzz target `decisions` checks this with any input.

use serde_json::Value;
use tuneset::Framing;
use tuneset::record_at;
use tuneset::{Amount, Dedupe, Near, Options, SplitOptions};
use tuneset::{Decided, Decisions, Replaced};

use crate::choices::split_off;
use crate::run::{Cut, Outputs, prepare, probed, rows};

const NAME: &str = "train.jsonl";

/// Panics where one of these does not hold for an input: options and a cut, how long the decisions are, these, and the data.
pub fn holds_for(input: &[u8]) {
    let (options, cut, rest) = split_off(input);
    let Some((length, rest)) = rest.split_first() else {
        return;
    };
    let (texts, data) = rest.split_at(rest.len().min(usize::from(*length)));
    let (named, texts) = texts.split_at(texts.len().min(9));
    let texts = String::from_utf8_lossy(texts);
    holds(data, named, &texts, &options, &cut);
}

/// `choices` name, by three bytes each, lines and what is decided of them; the
/// lines of `texts` are what is written anew.
fn holds(data: &[u8], choices: &[u8], texts: &str, options: &Options, cut: &Cut) {
    let decisions = decisions(data, choices, texts);
    if decisions.check().is_err() {
        return;
    }
    let with = |decisions: Option<&Decisions>| Options {
        dedupe: Dedupe::Off,
        near: Near::Text("off".to_owned()),
        split: Some(SplitOptions {
            validation: Amount::Number(0.0),
            decisions: decisions.cloned(),
            ..SplitOptions::default()
        }),
        ..options.clone()
    };
    let outputs = prepare(&[(NAME, data)], &with(Some(&decisions)), cut);
    let again = prepare(&[(NAME, data)], &with(Some(&decisions)), &Cut::default());
    assert_eq!(outputs, again, "{decisions:?} {cut:?}");
    let told = &report(&outputs)["split"]["decisions"];
    let number = |what: &str| told[what].as_u64().unwrap_or_default();
    let not_applied = told["notApplied"].as_array().map_or(0, Vec::len) as u64;
    let asked = decisions.keep.len() + decisions.drop.len() + decisions.replace.len();
    // One record may be named twice.
    let done = number("kept") + number("dropped") + number("replaced") + not_applied;
    assert!(
        done <= asked as u64 && not_applied <= done,
        "{told} {decisions:?}"
    );
    if probed(data, options).framing != Framing::Lines
        || options.fixes().is_ok_and(|fixes| fixes.any())
    {
        return;
    }
    let plain = prepare(&[(NAME, data)], &with(None), cut);
    let is_named = |line: u64| {
        let all = decisions.drop.iter().map(|one| one.line);
        all.chain(decisions.replace.iter().map(|one| one.line))
            .any(|named| named == line)
    };
    let [before, after] = [&plain, &outputs].map(|outputs| fates(data, outputs));
    assert_eq!(before.len(), after.len(), "{outputs:?}");
    for (at, (before, after)) in (1..).zip(before.iter().zip(&after)) {
        assert!(
            is_named(at) || before == after,
            "line {at}: {before:?} {after:?} {decisions:?}"
        );
    }
}

fn report(outputs: &Outputs) -> Value {
    serde_json::from_str(&outputs.report).expect("a report is JSON")
}

/// Fate of each line: the text it was written as, or the reason why it was not.
fn fates(data: &[u8], outputs: &Outputs) -> Vec<Result<String, String>> {
    let aside = rows(outputs);
    let mut aside = aside.iter().peekable();
    let mut train = outputs.train.split_terminator('\n');
    let count = data
        .strip_suffix(b"\n")
        .unwrap_or(data)
        .split(|byte| *byte == b'\n')
        .count();
    let lines = if data.is_empty() { 0 } else { count };
    (1..=lines as u64)
        .map(|line| match aside.next_if(|row| row["line"] == line) {
            Some(row) => Err(row["reason"].to_string()),
            None => Ok(train
                .next()
                .expect("a line is written or set aside")
                .to_owned()),
        })
        .collect()
}

fn decisions(data: &[u8], choices: &[u8], texts: &str) -> Decisions {
    let mut decisions = Decisions {
        schema_version: 1,
        ..Decisions::default()
    };
    let mut texts = texts.lines();
    for choice in choices.chunks_exact(3) {
        let &[what, line, other] = choice else {
            continue;
        };
        let line = u64::from(line);
        let found = u32::try_from(line.saturating_sub(1)).ok();
        let stands = found.and_then(|line| record_at(data, Framing::Lines, line, 0));
        let digest = match stands {
            Some(stands) if other != 0 => stands.digest,
            _ => format!("{other:016x}"),
        };
        let file = NAME.to_owned();
        match what % 4 {
            0 => decisions.keep.push(Decided {
                file,
                line,
                digest: digest_of(data, line).unwrap_or(digest),
            }),
            1 => decisions.drop.push(Decided {
                file,
                line,
                digest: digest_of(data, line).unwrap_or(digest),
            }),
            _ => decisions.replace.push(Replaced {
                file,
                line,
                digest,
                record: texts
                    .next()
                    .unwrap_or("{\"prompt\": \"p\", \"completion\": \"c\"}")
                    .to_owned(),
            }),
        }
    }
    decisions
}

/// Place and digest that a decision about the record of a line names, if it can be read.
fn digest_of(data: &[u8], line: u64) -> Option<String> {
    let at = usize::try_from(line.checked_sub(1)?).ok()?;
    let text = std::str::from_utf8(data.split(|byte| *byte == b'\n').nth(at)?).ok()?;
    let mut parser = tuneset::Parser::new();
    let root = parser.parse(text).ok()?;
    let mut canonical = tuneset::similarity::fingerprint::Canonical::default();
    let found = canonical.fingerprint(
        root,
        tuneset::similarity::text_digests::TextDigests::default(),
    );
    Some(tuneset::hex::digest(
        u64::try_from(found.canonical & u128::from(u64::MAX)).ok()?,
    ))
}
