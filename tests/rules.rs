//! Every rule of the registry: its name and docs, data that it reports and data that it does not.
//!
//! `tests/fixtures/rules/RULE/fires*.*` and `clean*.*` are data files, with the model in the name if one is needed:
//! `fires-absent.nova-lite.jsonl`. The report as text is a snapshot in `tests/snapshots/rules`.

mod built;
mod run;
#[path = "rules/shown.rs"]
mod shown;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use run::{Cut, options};
use shown::shown;
use tuneset::report::{Diagnostic, Report};
use tuneset::rules::RULES;
use tuneset::{Convert, Options, RuleSetting};
use tuneset::{Effect, Rule};

/// Rules that fire if a conversion is requested.
const OF_CONVERSION: [&str; 4] = [
    "lost-in-conversion",
    "not-converted",
    "unclosed-quote",
    "ragged-row",
];

/// Rules that are off unless they are selected.
const OFF: [&str; 1] = ["script-reserved-string"];

#[test]
fn every_rule_reports_what_it_should_and_nothing_else() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/rules");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for (rule, fixtures) in FIXTURES.iter() {
        let mut seen = String::new();
        for fires in [true, false] {
            assert!(
                fixtures.iter().any(|fixture| fixture.fires() == fires),
                "{} has no {} fixture",
                rule.name,
                if fires { "fires" } else { "clean" }
            );
        }
        for fixture in fixtures {
            let found = fixture.report.rules.contains_key(rule.name);
            assert_eq!(found, fixture.fires(), "{} on {}", rule.name, fixture.name);
            let _ = writeln!(seen, "{}\n", shown(fixture).trim_end());
        }
        insta::assert_snapshot!(rule.name, seen);
    }
}

#[test]
fn every_fixture_and_snapshot_belongs_to_a_rule() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    for (folder, suffix) in [("fixtures/rules", ""), ("snapshots/rules", ".snap")] {
        for path in listed(&tests().join(folder)) {
            let name = file_name(&path);
            let rule = name.strip_suffix(suffix).unwrap_or(&name);
            assert!(names.contains(rule), "{} has no rule", path.display());
        }
    }
}

#[test]
fn names_are_unique_and_kebab_case() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for name in names {
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(name.split('-').all(is_word), "{name}");
    }
}

#[test]
fn docs_have_every_heading_and_a_summary() {
    for rule in RULES {
        let docs = rule.docs();
        let headings: Vec<_> = docs
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .map(|heading| heading.split(" (").next().unwrap_or(heading))
            .collect();
        assert_eq!(
            headings,
            [
                "Checks",
                "Why it matters",
                "Bedrock's behavior",
                "Example",
                "Instead",
                "Source"
            ],
            "{}",
            rule.name
        );
        for text in [
            rule.what,
            rule.why,
            rule.source,
            rule.evidence,
            rule.example,
            rule.instead,
        ] {
            assert!(!text.trim().is_empty(), "{} lacks docs", rule.name);
        }
        let summary = rule.summary();
        assert!(
            !summary.starts_with("Reports ") && summary.ends_with('.') && summary.len() < 120,
            "{}: {summary}",
            rule.name
        );
        assert!(
            rule.model
                .is_none_or(|model| tuneset::find_model(model).is_some()),
            "{}",
            rule.name
        );
    }
}

/// Effects on Bedrock come with their evidence: a page, a script, a job's own words, or that it is inferred.
#[test]
fn effects_are_shown_with_their_evidence() {
    const SOURCES: [&str; 15] = [
        "UG-", "N1-", "N2-", "V-", "I-", "GR", "API", "rePost", "RFC", "Cohere", "scripts",
        "Inferred", "tried", "document", "AWS",
    ];
    for rule in RULES {
        let Rule { name, evidence, .. } = rule;
        assert!(evidence.ends_with(['.', '"']), "{name}: {evidence}");
        assert!(
            SOURCES.iter().any(|source| evidence.contains(source)),
            "{name}: {evidence}"
        );
        let shown = format!(
            "## Bedrock's behavior\n{} {evidence}\n",
            rule.bedrock.sentence()
        );
        assert!(rule.docs().contains(&shown), "{name}");
        let json = tuneset::rules::to_json();
        assert!(
            json.contains(&serde_json::to_string(evidence).expect("text")),
            "{name}"
        );
        if rule.bedrock == Effect::Unknown {
            let admits = ["document", "says", "known", "speaks"];
            assert!(
                admits.iter().any(|word| evidence.contains(word)),
                "{name}: {evidence}"
            );
        }
    }
}

/// A tag such as UG-prep in a rule's docs can be looked up in the catalogue.
#[test]
fn every_source_that_is_named_stands_in_the_catalogue() {
    let catalogue = include_str!("../src/models/models.toml");
    let is_tag = |word: &&str| {
        ["UG-", "N1-", "N2-", "V-", "I-"]
            .iter()
            .any(|start| word.starts_with(start))
            || ["GR", "API", "API-rt", "rePost", "Cohere"].contains(word)
    };
    for rule in RULES {
        let text = format!("{} {}", rule.source, rule.evidence);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        for tag in words.filter(is_tag) {
            let section = format!("\n[sources.{tag}]\n");
            assert!(catalogue.contains(&section), "{} names {tag}", rule.name);
        }
    }
}

/// Examples in the docs are checked: the first fires, its replacement does not.
#[test]
fn examples_in_docs_fire_and_what_stands_instead_does_not() {
    for rule in RULES {
        for (data, fires) in [(rule.example, true), (rule.instead, false)] {
            if !data.starts_with('(') {
                let report = check(&format!("{data}\n").into_bytes(), rule.model, rule);
                assert_eq!(
                    report.rules.contains_key(rule.name),
                    fires,
                    "{} on {data}",
                    rule.name
                );
            }
        }
    }
}

/// Messages and helps are read one after the other: one manner for all.
#[test]
fn messages_and_helps_are_phrases() {
    for (rule, finding) in findings_of_all() {
        let rule = rule.name;
        let Diagnostic { message, help, .. } = finding;
        assert!(!message.is_empty() && !help.is_empty(), "{rule}");
        assert!(!message.ends_with('.'), "{rule}: {message}");
        // The JSON reader's help consists of sentences.
        if finding.rule != "invalid-json" {
            assert!(!help.ends_with('.'), "{rule}: {help}");
            assert!(!help.starts_with(char::is_uppercase), "{rule}: {help}");
        }
    }
}

#[test]
fn rules_have_the_fixes_and_the_severity_that_they_announce() {
    for rule in RULES {
        let own = || findings_of_all().filter(|(of, _)| of.name == rule.name);
        let is_fixable = own().any(|(_, finding)| finding.fix.as_ref().is_some_and(|fix| fix.safe));
        assert_eq!(is_fixable, rule.fixable, "{}", rule.name);
        let worst = own().map(|(_, finding)| finding.severity).max();
        assert_eq!(worst, Some(rule.severity), "{}", rule.name);
    }
}

struct Fixture {
    name: String,
    model: Option<String>,
    report: Report,
}

impl Fixture {
    fn fires(&self) -> bool {
        self.name.starts_with("fires")
    }
}

/// Findings of each rule in its own fixtures.
fn findings_of_all() -> impl Iterator<Item = (&'static Rule, &'static Diagnostic)> {
    FIXTURES.iter().flat_map(|(rule, fixtures)| {
        fixtures
            .iter()
            .filter_map(|fixture| fixture.report.rules.get(rule.name))
            .flat_map(|found| &found.examples)
            .map(|finding| (*rule, finding))
    })
}

/// Every rule with its fixtures, checked once for all tests.
static FIXTURES: LazyLock<Vec<(&Rule, Vec<Fixture>)>> = LazyLock::new(|| {
    RULES
        .into_iter()
        .map(|rule| (rule, fixtures(rule)))
        .collect()
});

fn fixtures(rule: &'static Rule) -> Vec<Fixture> {
    let is_built = built::RULES.contains(&rule.name);
    assert_ne!(
        is_built,
        folder(rule).exists(),
        "{}: files, or built",
        rule.name
    );
    if is_built {
        built::fixtures(rule.name)
    } else {
        files(rule)
    }
}

fn files(rule: &'static Rule) -> Vec<Fixture> {
    listed(&folder(rule))
        .into_iter()
        .map(|path| {
            let name = file_name(&path);
            assert!(
                name.starts_with("fires") || name.starts_with("clean"),
                "{}",
                path.display()
            );
            let model = name
                .split('.')
                .find(|part| tuneset::find_model(part).is_some())
                .map(str::to_owned);
            let bytes = std::fs::read(&path).expect("a fixture can be read");
            let report = check(&bytes, model.as_deref(), rule);
            Fixture {
                name,
                model,
                report,
            }
        })
        .collect()
}

fn check(bytes: &[u8], model: Option<&str>, rule: &Rule) -> Report {
    run::check(
        &[("train.jsonl", bytes)],
        &quiet(model, rule.name),
        &Cut::default(),
    )
}

/// No split. Every fixture is small and mixed, so findings about that are off except for their own fixtures.
fn quiet(model: Option<&str>, rule: &str) -> Options {
    let mut options = Options {
        model: model.map(str::to_owned),
        split: None,
        convert: OF_CONVERSION
            .contains(&rule)
            .then_some(Convert::Wanted(true)),
        ..options("{}")
    };
    if OFF.contains(&rule) {
        options.rules.insert(rule.to_owned(), RuleSetting::On);
    }
    for about_the_whole in ["too-few-records", "inconsistent-fields", "model-closed"] {
        if rule != about_the_whole {
            options
                .rules
                .insert(about_the_whole.to_owned(), RuleSetting::Off);
        }
    }
    options
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn folder(rule: &Rule) -> PathBuf {
    tests().join("fixtures/rules").join(rule.name)
}

/// Entries of a folder, by name; hidden files left out.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| !file_name(path).starts_with('.'));
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}
