//! Documents as found in the wild, broken in the manner of examples on AWS's own pages: each is recognised, reported, and
//! repaired into the file beside it. `safe/` needs no guess, `unsafe/` does.
//! The same files are repaired through the command line in `tests/js/repair.test.mjs`.

mod run;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use run::{Cut, options, prepare};
use serde_json::Value;

/// Option for fixes of that kind, and whether they guess.
const KINDS: [(&str, &str, bool); 2] = [
    ("safe", r#"{"fix": true}"#, false),
    ("unsafe", r#"{"unsafeFixes": true}"#, true),
];

fn documents(kind: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/messy")
        .join(kind);
    let entries = std::fs::read_dir(&folder).expect("the documents stand there");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "expected"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 8, "{kind}");
    let name = |path: &Path| {
        path.file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned()
    };
    paths.into_iter().map(|path| (name(&path), path)).collect()
}

/// `prepare` writes every record.
fn prepared(bytes: &[u8], json: &str, cut: &Cut) -> run::Outputs {
    let mut options = options(json);
    options.dedupe = tuneset::Dedupe::Off;
    options.split = None;
    prepare(&[("train.jsonl", bytes)], &options, cut)
}

fn report(outputs: &run::Outputs) -> Value {
    serde_json::from_str(&outputs.report).expect("a report is JSON")
}

#[test]
fn each_becomes_what_was_meant() {
    for (kind, json, _) in KINDS {
        for (name, path) in documents(kind) {
            let bytes = std::fs::read(&path).expect("a document");
            let expected = std::fs::read_to_string(path.with_extension("expected"));
            let expected = expected.unwrap_or_else(|error| panic!("{name}: {error}"));
            for cut in [Cut::default(), Cut::every(7)] {
                let outputs = prepared(&bytes, json, &cut);
                assert_eq!(outputs.train, expected, "{name}");
                let counts = &report(&outputs)["counts"];
                assert_eq!(
                    (&counts["errors"], &counts["invalid"]),
                    (&0.into(), &0.into()),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn none_is_repaired_without_being_asked_for() {
    for (kind, _, guesses) in KINDS {
        for (name, path) in documents(kind) {
            let bytes = std::fs::read(&path).expect("a document");
            let report = report(&prepared(&bytes, "{}", &Cut::default()));
            assert_eq!(report["ok"], false, "{name}");
            let rules = report["rules"].as_object().expect("rules").values();
            let errors: Vec<_> = rules.filter(|rule| rule["severity"] == "error").collect();
            let fixable = |which: &str| {
                let counts = errors.iter().map(|rule| rule["fixable"][which].as_u64());
                counts.map(|count| count.unwrap_or(0)).sum::<u64>()
            };
            let all: u64 = errors
                .iter()
                .filter_map(|rule| rule["count"].as_u64())
                .sum();
            assert_eq!(fixable("safe") + fixable("unsafe"), all, "{name}: {report}");
            assert_eq!(fixable("unsafe") > 0, guesses, "{name}");
        }
    }
}

#[test]
fn what_needs_a_guess_is_not_repaired_by_the_safe_fixes() {
    for (name, path) in documents("unsafe") {
        let bytes = std::fs::read(&path).expect("a document");
        let outputs = prepared(&bytes, r#"{"fix": true}"#, &Cut::default());
        let invalid = report(&outputs)["counts"]["invalid"].as_u64();
        assert!(invalid > Some(0), "{name}");
    }
}

/// Findings of each, as a user reads them.
#[test]
fn each_is_said_what_it_is() {
    let mut said = String::new();
    for (kind, _, _) in KINDS {
        for (name, path) in documents(kind) {
            let bytes = std::fs::read(&path).expect("a document");
            let report = report(&prepared(&bytes, "{}", &Cut::default()));
            let _ = writeln!(said, "{kind}/{name}");
            let rules = report["rules"].as_object().expect("rules");
            for (rule, found) in rules
                .iter()
                .filter(|(_, found)| found["severity"] == "error")
            {
                for example in found["examples"].as_array().expect("examples") {
                    let (message, fix) = (&example["message"], &example["fix"]);
                    let place = format!("{}:{}", example["line"], example["column"]);
                    let message = message.as_str().expect("a message");
                    let title = fix["title"].as_str().unwrap_or("none");
                    let _ = writeln!(said, "  {place} {rule}: {message} -> {title}");
                }
            }
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("messy", said));
}
