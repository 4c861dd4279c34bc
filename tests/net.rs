//! The net under writing: bugs are planted between the data set, the writer and the outputs, and each is caught where it
//! happened, in a sentence, before any output could be taken for whole.

mod run;

use run::{options, probed};
use tuneset::narrow_digest;
use tuneset::{Checker, ChunkAssignments, Options, Piece, Pieces, RuleSet};
use tuneset::{Dataset, Output, Refusal, Written};

/// Lines 3 and 6 are copies, line 4 is no JSON, line 5 is blank, line 8 is one more record.
const LINES: [&str; 8] = [
    r#"{"prompt": "one", "completion": "1"}"#,
    r#"{"prompt": "two", "completion": "2"}"#,
    r#"{"prompt": "one", "completion": "1"}"#,
    r#"{"prompt": "cut off"#,
    "",
    r#"{"prompt": "two", "completion": "2"}"#,
    r#"{"prompt": "three", "completion": "3"}"#,
    r#"{"prompt": "four", "completion": "4"}"#,
];

/// Two chunks of four lines, checked, and what each is to be written by.
struct Planted {
    dataset: Dataset,
    checker: Checker,
    chunks: [String; 2],
    assignments: [ChunkAssignments; 2],
}

fn options_of_all() -> Options {
    options(r#"{"split": {"validation": 2}}"#)
}

impl Planted {
    fn new() -> Self {
        let options = options_of_all();
        let chunks = [&LINES[..4], &LINES[4..]].map(|lines| lines.join("\n") + "\n");
        let whole = chunks.concat();
        let probe = probed(whole.as_bytes(), &options);
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.begin_file("data.jsonl", whole.len() as u64, &probe);
        for chunk in &chunks {
            dataset.add(&checker.check(chunk.as_bytes()));
        }
        dataset.end_file();
        let assignments = [0, 1].map(|at| dataset.assignments(at).expect("good options"));
        dataset.begin_writing();
        Self {
            dataset,
            checker,
            chunks,
            assignments,
        }
    }

    fn write(&mut self, chunk: usize, assignments: &ChunkAssignments) -> Pieces {
        self.checker
            .write(self.chunks[chunk].as_bytes(), assignments)
    }

    fn pieces(&mut self, chunk: usize) -> Pieces {
        let assignments = self.assignments[chunk].clone();
        self.write(chunk, &assignments)
    }

    /// Gives pieces to the outputs, and returns the data set's answer.
    fn give(&mut self, pieces: &Pieces) -> Result<(), String> {
        let given = [&pieces.train, &pieces.validation, &pieces.set_aside];
        told(
            self.dataset
                .wrote(&pieces.receipt, given.map(|piece| Piece::of(piece))),
        )
    }

    /// Writes the first chunk by these assignments, and returns the answer.
    fn with(change: impl Fn(&mut ChunkAssignments)) -> Result<(), String> {
        let mut planted = Self::new();
        let mut assignments = planted.assignments[0].clone();
        change(&mut assignments);
        let pieces = planted.write(0, &assignments);
        planted.give(&pieces)
    }
}

fn told(noted: Result<(), Refusal>) -> Result<(), String> {
    noted.map_err(|refusal| match refusal {
        Refusal::Changed(name) => format!("{name} changed"),
        Refusal::Difference(sentence) => sentence,
    })
}

/// The sentence about a place.
fn bug(place: &str, what: &str) -> Result<(), String> {
    Err(format!(
        "What was written is not what was checked, so nothing of it is kept ({place}: {what}). This is a bug in Tuneset, please report it."
    ))
}

fn output(bytes: &[u8]) -> Output {
    Output {
        bytes: bytes.len() as u64,
        sha256: "00".repeat(32),
    }
}

#[test]
fn what_is_right_passes_and_is_counted_from_what_was_written() {
    let mut planted = Planted::new();
    let pieces = [0, 1].map(|at| planted.pieces(at));
    for piece in &pieces {
        assert_eq!(planted.give(piece), Ok(()));
    }
    let join =
        |of: fn(&Pieces) -> &Vec<u8>| [of(&pieces[0]).clone(), of(&pieces[1]).clone()].concat();
    let train = join(|pieces| &pieces.train);
    let validation = join(|pieces| &pieces.validation);
    let aside = join(|pieces| &pieces.set_aside);
    let written = Written {
        train: Some(output(&train)),
        validation: Some(output(&validation)),
        set_aside: Some(output(&aside)),
    };
    assert_eq!(planted.dataset.set_written(written), Ok(()));
    let split = planted.dataset.report_now(true).split.expect("a split");
    assert_eq!(split.train.records, 2);
    assert_eq!(split.validation.expect("a validation part").records, 2);
    assert_eq!(split.set_aside.records, 4);
    assert_eq!(split.leakage, 0);
}

#[test]
fn assignments_of_another_chunk_are_not_carried_out() {
    let mut planted = Planted::new();
    let [first, second] = planted.assignments.clone();
    let pieces = planted.write(0, &second);
    assert_eq!((&*pieces.train, &*pieces.validation), (&b""[..], &b""[..]));
    assert_eq!(
        planted.give(&pieces),
        bug("data.jsonl, lines 1 to 4", "expected part 1, found part 2")
    );

    // Nor where the wrong ones come under the right number.
    let mut mixed = second;
    (mixed.chunk, mixed.digest) = (first.chunk, first.digest);
    let pieces = planted.write(0, &mixed);
    let another = "expected the record that was checked, found another one";
    assert_eq!(planted.give(&pieces), bug("data.jsonl, line 1", another));
}

#[test]
fn assignments_that_do_not_come_out_even_are_told() {
    let few = Planted::with(|assignments| {
        assignments.destinations.pop();
    });
    let more = "expected 3 records, found more";
    assert_eq!(few, bug("data.jsonl, line 4", more));
    let many = Planted::with(|assignments| {
        assignments.destinations.push(0);
        assignments.seals.extend([0; 4]);
    });
    let less = "expected 5 records, found 4";
    assert_eq!(many, bug("data.jsonl, lines 1 to 4", less));
    let none = Planted::with(|assignments| assignments.kept.clear());
    let kept = "expected what stays in the place of its record, found nothing";
    assert_eq!(none, bug("data.jsonl, line 3", kept));
    let left = Planted::with(|assignments| assignments.kept.push(None));
    let fewer = "expected 2 records left out, found 1";
    assert_eq!(left, bug("data.jsonl, lines 1 to 4", fewer));
    let unnamed = Planted::with(|assignments| assignments.refused.clear());
    let rules = "expected the rules that refuse its record, found none";
    assert_eq!(unnamed, bug("data.jsonl, line 4", rules));
    let more = Planted::with(|assignments| assignments.refused.push(RuleSet::default()));
    let fewer = "expected 2 records with an error, found 1";
    assert_eq!(more, bug("data.jsonl, lines 1 to 4", fewer));
    let unknown = Planted::with(|assignments| assignments.destinations[1] = 9);
    let nowhere = "expected a side for its record, found none";
    assert_eq!(unknown, bug("data.jsonl, line 2", nowhere));
}

#[test]
fn a_shift_and_a_swap_of_sides_are_told() {
    // As many records on each side as before, in other places.
    let swapped = Planted::with(|assignments| {
        let other = usize::from(assignments.destinations[0] == assignments.destinations[1]) + 1;
        assignments.destinations.swap(0, other);
    });
    let sentence = swapped.expect_err("it is a bug");
    assert!(
        sentence.contains("(data.jsonl, lines 1 to 4: "),
        "{sentence}"
    );

    let shifted = Planted::with(|assignments| {
        assignments.seals.rotate_left(4);
    });
    let another = "expected the record that was checked, found another one";
    assert_eq!(shifted, bug("data.jsonl, line 1", another));
}

#[test]
fn a_file_that_was_changed_meanwhile_is_no_bug() {
    let mut planted = Planted::new();
    planted.chunks[0] = planted.chunks[0].replace("one", "ONE");
    let pieces = planted.pieces(0);
    assert_eq!((&*pieces.train, &*pieces.set_aside), (&b""[..], &b""[..]));
    assert_eq!(planted.give(&pieces), Err("data.jsonl changed".to_owned()));
}

/// A writer that reads other records out of the same bytes than the checker did is caught at the first of them.
#[test]
fn a_record_made_otherwise_than_it_was_checked_is_told() {
    let swapped = [LINES[1], LINES[0], LINES[2], LINES[3]].join("\n") + "\n";
    let cut = LINES[..3].join("\n") + "\n" + &LINES[3].replace("cut", "Cut") + "\n";
    let spread = LINES[..4].join("\n\n") + "\n";
    let another = "expected the record that was checked, found another one";
    let aside = "expected 2 lines for what is set aside, found 5";
    for (chunk, place, what) in [
        (swapped, "data.jsonl, line 1", another),
        (cut, "data.jsonl, line 4", another),
        (spread, "data.jsonl, lines 1 to 4", aside),
    ] {
        let mut planted = Planted::new();
        // As if the bytes were the same.
        planted.assignments[0].digest = narrow_digest(chunk.as_bytes());
        planted.chunks[0] = chunk;
        let pieces = planted.pieces(0);
        assert_eq!(planted.give(&pieces), bug(place, what));
    }

    // Fixed by the writer alone.
    let mut planted = Planted::new();
    let fixing = options(r#"{"split": {"validation": 2}, "fix": true, "unsafeFixes": true}"#);
    let probe = probed(planted.chunks.concat().as_bytes(), &fixing);
    planted.checker = Checker::new(&fixing, &probe).expect("good options");
    planted.chunks[0] = planted.chunks[0].replace("\"cut off", "\"cut off\",}");
    planted.assignments[0].digest = narrow_digest(planted.chunks[0].as_bytes());
    let pieces = planted.pieces(0);
    let another = "expected the record that was checked, found another one";
    assert_eq!(planted.give(&pieces), bug("data.jsonl, line 4", another));
}

#[test]
fn pieces_lost_doubled_or_mixed_up_on_their_way_are_told() {
    type Mix = fn(&mut Pieces);
    let cases: [(Mix, &str); 6] = [
        (
            |pieces| pieces.train.clear(),
            "expected 2 lines for the training file, found 0",
        ),
        (
            |pieces| pieces.train.extend(pieces.train.clone()),
            "expected 2 lines for the training file, found 4",
        ),
        (
            |pieces| std::mem::swap(&mut pieces.train, &mut pieces.set_aside),
            "expected 74 bytes for the training file, found 266",
        ),
        (
            |pieces| pieces.set_aside.truncate(3),
            "expected 2 lines for what is set aside, found 0",
        ),
        (
            |pieces| pieces.train[2] ^= 1,
            "expected 74 bytes for the training file, found others",
        ),
        (
            |pieces| pieces.train.insert(2, b' '),
            "expected 74 bytes for the training file, found 75",
        ),
    ];
    for (mix, what) in cases {
        let mut planted = Planted::new();
        let mut pieces = planted.pieces(0);
        mix(&mut pieces);
        let sentence = planted.give(&pieces).expect_err(what);
        assert!(sentence.contains(what), "{sentence}");
        assert!(
            sentence.contains("(data.jsonl, lines 1 to 4: "),
            "{sentence}"
        );
    }
    for order in [[0, 0], [1, 0]] {
        let mut planted = Planted::new();
        let pieces = order.map(|at| planted.pieces(at));
        let said: Vec<_> = pieces.iter().map(|piece| planted.give(piece)).collect();
        assert!(said.iter().any(Result::is_err), "{order:?}");
    }
    let mut planted = Planted::new();
    let pieces = [0, 1, 1].map(|at| planted.pieces(at));
    let said = pieces.map(|piece| planted.give(&piece));
    assert_eq!(said[2], bug("the input", "expected 2 parts, found more"));
}

#[test]
fn an_output_that_holds_less_or_more_than_it_was_given_is_told() {
    let mut planted = Planted::new();
    let mut sizes = [0; 3];
    for at in 0..2 {
        let pieces = planted.pieces(at);
        if at == 1 {
            let early = planted.dataset.set_written(Written::default());
            let parts = "expected 2 parts, found 1";
            assert_eq!(told(early), bug("the input", parts));
        }
        assert_eq!(planted.give(&pieces), Ok(()));
        for (size, piece) in
            sizes
                .iter_mut()
                .zip([pieces.train, pieces.validation, pieces.set_aside])
        {
            *size += piece.len();
        }
    }
    let told_of = |planted: &mut Planted, sizes: [Option<usize>; 3]| {
        let [train, validation, set_aside] =
            sizes.map(|size| size.map(|size| output(&vec![b'x'; size])));
        told(planted.dataset.set_written(Written {
            train,
            validation,
            set_aside,
        }))
    };
    let all = sizes.map(Some);
    for (at, name) in [
        "the training file",
        "the validation file",
        "what is set aside",
    ]
    .into_iter()
    .enumerate()
    {
        for size in [Some(sizes[at] - 1), Some(sizes[at] + 1), None] {
            // The set-aside file is optional.
            if at == 2 && size.is_none() {
                continue;
            }
            let mut wrong = all;
            wrong[at] = size;
            let what = format!(
                "expected {} bytes, found {}",
                sizes[at],
                size.unwrap_or_default()
            );
            assert_eq!(told_of(&mut planted, wrong), bug(name, &what));
            let split = planted.dataset.report_now(true).split.expect("a split");
            assert_eq!(split.train.sha256, None, "nothing is vouched for");
        }
    }
    assert_eq!(told_of(&mut planted, [all[0], all[1], None]), Ok(()));
    assert_eq!(told_of(&mut planted, all), Ok(()));
}

/// A line too long to be read, a record that the engine failed on, and comments before them are written and counted as all else
/// is, each at its own line.
#[test]
fn lines_that_are_not_read_are_counted_too() {
    let options = options("{}");
    let text = b"\n// a remark\n[\n";
    let fault = b",\n\n  {\"prompt\": \n1}\n";
    let probe = probed(text, &options);
    let mut checker = Checker::new(&options, &probe).expect("good options");
    let mut dataset = Dataset::new(options).expect("good options");
    dataset.begin_file("data.json", 0, &probe);
    dataset.add_oversize(5_000, true);
    dataset.add_fault(fault, "panicked", "a glimpse");
    dataset.end_file();
    dataset.begin_writing();
    let mut set_aside = Vec::new();
    for (number, chunk) in [&b""[..], fault].into_iter().enumerate() {
        let assignments = dataset.assignments(number).expect("good options");
        let pieces = checker.write(chunk, &assignments);
        let given = [&pieces.train, &pieces.validation, &pieces.set_aside];
        let noted = dataset.wrote(&pieces.receipt, given.map(|piece| Piece::of(piece)));
        assert_eq!(noted, Ok(()));
        set_aside.extend(pieces.set_aside);
    }
    let rows = serde_json::Deserializer::from_slice(&set_aside).into_iter();
    let rows: Vec<serde_json::Value> = rows.map(|row| row.expect("a row")).collect();
    let lines: Vec<_> = rows
        .iter()
        .map(|row| (&row["reason"], &row["line"]))
        .collect();
    let [comment, long, failed] = ["comment-line", "line-too-long", "engine-fault"].map(Into::into);
    let [second, third, sixth] = [2, 3, 6].map(Into::into);
    assert_eq!(
        lines,
        [(&comment, &second), (&long, &third), (&failed, &sixth)]
    );
    let written = Written {
        train: Some(output(b"")),
        validation: None,
        set_aside: Some(output(&set_aside)),
    };
    assert_eq!(dataset.set_written(written), Ok(()));
}
