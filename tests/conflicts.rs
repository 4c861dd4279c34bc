//! One question with several answers: where they are classes each is a mistake, where they are free text it depends.

mod run;

use run::{Cut, check, options};
use serde_json::json;
use tuneset::Severity;
use tuneset::report::{Diagnostic, Report};

type Pairs = Vec<(String, String)>;

fn lines(pairs: &[(String, String)]) -> String {
    let line = |(prompt, completion): &(String, String)| {
        json!({"prompt": prompt, "completion": completion}).to_string() + "\n"
    };
    pairs.iter().map(line).collect()
}

fn report(files: &[(&str, &str)]) -> Report {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    check(&files, &options(r#"{"split": null}"#), &Cut::default())
}

/// What is said of several answers to one question.
fn said(report: &Report) -> Vec<&Diagnostic> {
    let found = report.rules.get("conflicting-completion");
    found.into_iter().flat_map(|rule| &rule.examples).collect()
}

const PLACES: [&str; 10] = [
    "Calais", "Dover", "Ostend", "Dublin", "Bergen", "Oslo", "Gdansk", "Riga", "Turku", "Malmo",
];

/// Questions to a ferry line, each with an answer of its own.
fn questions(count: usize) -> Pairs {
    (0..count)
        .map(|at| {
            let place = PLACES[at % 10];
            (
                format!("From which pier does boat number {at} leave for {place} today?"),
                format!("{place} boat {at} is at pier {} until noon.", at * 7 % 31),
            )
        })
        .collect()
}

/// Of 300 questions and answers six questions stood twice, with other answers, and each was a warning of its own; or nothing was
/// said, as these were more than one in a hundred.
#[test]
fn questions_that_stand_twice_with_other_answers_are_one_note_with_their_lines() {
    let mut pairs = questions(300);
    for at in [3, 50, 90, 120, 200, 250] {
        let again = "Nobody knows, ask at the desk beside the gate.".to_owned();
        pairs.push((pairs[at].0.clone(), again));
    }
    let report = report(&[("train.jsonl", &lines(&pairs))]);
    let [note] = said(&report)[..] else {
        panic!("{} findings", said(&report).len());
    };
    assert_eq!(note.severity, Severity::Info);
    assert_eq!(
        note.message,
        "12 records share 6 prompts but have different answers: line 4 and line 301, line 51 and line 302, line 91 and line \
         303 and more"
    );
    assert_eq!((note.line, note.related[0].line), (301, 4));
}

/// A set of small talk with three replies to each line was told that its records contradict each other.
#[test]
fn several_replies_to_every_line_are_the_manner_of_the_data() {
    let mut pairs = questions(40);
    let replies = [
        "Nobody knows, ask at the desk beside the gate.",
        "My cousin sails on it, so I could find out.",
    ];
    for at in 0..20 {
        for reply in replies {
            pairs.push((pairs[at].0.clone(), reply.to_owned()));
        }
    }
    assert!(said(&report(&[("train.jsonl", &lines(&pairs))])).is_empty());
    // In a large set the same is rare, and worth a look.
    let mut pairs = questions(1_000);
    for reply in replies {
        pairs.push((pairs[5].0.clone(), reply.to_owned()));
    }
    let report = report(&[("train.jsonl", &lines(&pairs))]);
    let [note] = said(&report)[..] else {
        panic!("{} findings", said(&report).len());
    };
    assert_eq!(
        note.message,
        "3 records share one prompt but have different answers, up to 3 per prompt: line 6 and line 1,001"
    );
}

/// The second answer stood in another file, and the note named its line without the file.
#[test]
fn the_note_names_the_other_file() {
    let pairs = questions(20);
    let other = [(pairs[2].0.clone(), "At the old one, ask there.".to_owned())];
    let report = report(&[("a.jsonl", &lines(&pairs)), ("b.jsonl", &lines(&other))]);
    let [note] = said(&report)[..] else {
        panic!("{} findings", said(&report).len());
    };
    assert_eq!(note.file, "b.jsonl");
    assert_eq!(
        note.message,
        "2 records share one prompt but have different answers: line 3 of a.jsonl and line 1"
    );
}

/// Two labels of one question are a mistake, however many there are: each is a warning at its line.
#[test]
fn each_label_that_contradicts_another_is_a_warning() {
    let label = |at: usize| ["departure", "arrival"][at % 2].to_owned();
    let mut pairs: Pairs = (0..)
        .zip(questions(40))
        .map(|(at, (prompt, _))| (prompt, label(at)))
        .collect();
    for at in 0..6 {
        pairs.push((pairs[at].0.clone(), label(at + 1)));
    }
    let report = report(&[("train.jsonl", &lines(&pairs))]);
    let lines: Vec<_> = said(&report)
        .iter()
        .map(|found| (found.severity, found.line, found.related[0].line))
        .collect();
    let expected: Vec<_> = (0..6)
        .map(|at| (Severity::Warning, 41 + at, 1 + at))
        .collect();
    assert_eq!(lines, expected);
}

/// What differs in a sign was one prompt with two answers: `{1,2,3} - {2,3,4}` and `{1,2,3} & {2,3,4}`.
#[test]
fn each_sign_of_code_makes_another_prompt() {
    let mut pairs = questions(40);
    for (code, printed) in [
        ("{1,2,3} - {2,3,4}", "{1}"),
        ("{1,2,3} & {2,3,4}", "{2, 3}"),
        ("' '.join(['a', 'b'])", "a b"),
        ("''.join(['a', 'b'])", "ab"),
    ] {
        let prompt = format!("What does this line of Python print?\nprint({code})");
        pairs.push((prompt, printed.to_owned()));
    }
    let report = report(&[("train.jsonl", &lines(&pairs))]);
    assert!(said(&report).is_empty());
}
