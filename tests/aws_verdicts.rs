//! Verdicts of AWS's own validators on small data sets, beside Tuneset's: agreement, or a reason in docs/aws-agreement.md, and on
//! the same line. `cargo test --test aws_verdicts -- --nocapture` prints the table; with `TUNESET_WRITE_DOCS` set the
//! page gets its table and its lists of data sets anew.

mod run;
#[path = "verdicts/mod.rs"]
mod verdicts;

use std::path::Path;
use std::sync::LazyLock;

use tuneset::rules;

use verdicts::cases::{self, Validator};
use verdicts::page;
use verdicts::row::{Outcome, Row, judge};

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut first = cases::all();
    let second = first.split_off(first.len() / 2);
    let judged = |cases: Vec<_>| cases.into_iter().map(judge).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let rest = scope.spawn(|| judged(second));
        let mut rows = judged(first);
        rows.extend(rest.join().expect("no data set ends the thread"));
        rows
    })
});

const PAGE: &str = "docs/aws-agreement.md";

fn of(outcome: Outcome) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.outcome == outcome)
}

#[test]
fn every_data_set_was_judged() {
    let count = |validator: Validator| {
        let ran = |row: &&Row| row.case.verdicts.iter().any(|(of, _)| *of == validator);
        ROWS.iter().filter(ran).count()
    };
    assert_eq!(Validator::ALL.map(count), [206, 82, 147, 769, 771]);
}

#[test]
fn a_refused_data_set_has_an_error_on_the_line_that_was_changed() {
    // The format of a whole file is wrong at its first line.
    for row in of(Outcome::Elsewhere) {
        assert_eq!(row.found, [("wrong-format", 1)], "{}", row.case.name);
    }
    assert_eq!(of(Outcome::Elsewhere).count(), 8);
}

/// Two rules follow a document of AWS's that takes what both validators refuse.
#[test]
fn data_that_two_validators_refuse_have_an_error_unless_a_document_takes_them() {
    let refused_by_both = of(Outcome::Laxer).chain(of(Outcome::Silent)).filter(|row| {
        let verdicts = &row.case.verdicts;
        verdicts.len() > 1 && verdicts.iter().all(|(_, refused)| *refused)
    });
    let mut rules: Vec<_> = refused_by_both
        .flat_map(|row| row.found.iter().map(|(rule, _)| *rule))
        .collect();
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(
        rules,
        ["invalid-reference-answer", "script-reserved-string"]
    );
}

#[test]
fn the_page_explains_every_difference_and_nothing_else() {
    println!("{}", page::table(&ROWS));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let found = std::fs::read_to_string(&path).expect("the page can be read");
    let made = page::made_anew(&found, &ROWS).unwrap_or_else(|faults| panic!("{PAGE}:\n{faults}"));
    if std::env::var_os("TUNESET_WRITE_DOCS").is_some() {
        std::fs::write(path, made).expect("the page can be written");
    } else {
        assert!(
            made == found,
            "{PAGE} is stale: TUNESET_WRITE_DOCS=1 cargo test --test aws_verdicts"
        );
    }
}

#[test]
fn the_script_of_2026_refuses_nothing_that_passes_in_silence() {
    let silent = of(Outcome::Silent).filter(|row| {
        let mut verdicts = row.case.verdicts.iter();
        let is_refused = verdicts.any(|(of, refused)| *refused && *of != Validator::Forge);
        // The script finds `bot:` in it, and the guide takes the word.
        is_refused && !row.case.name.contains("word robot:")
    });
    let silent: Vec<_> = silent.map(|row| &row.case.name).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_page_names_rules_that_exist() {
    for row in of(Outcome::Stricter).chain(of(Outcome::Laxer)) {
        for (rule, _) in &row.found {
            assert!(rules::find(rule).is_some(), "{rule}");
        }
    }
}
