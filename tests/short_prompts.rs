//! Near-duplicates among short prompts, and among prompts that share a line, with labels for answers.

mod run;

use run::{Cut, check, options};
use serde_json::json;
use tuneset::report::Report;

const NOUNS: [&str; 20] = [
    "gas", "rent", "phone", "train", "school", "club", "garden", "doctor", "dentist", "cinema",
    "boat", "piano", "taxi", "laundry", "parking", "ski", "bread", "milk", "coal", "wood",
];

/// Prompts about bills, of three classes.
fn bills() -> Vec<(String, &'static str)> {
    let classes = ["pay", "show", "cancel"];
    let of_class = |class: &'static str| {
        NOUNS.iter().flat_map(move |noun| {
            [
                (
                    format!("please {class} my {noun} bill for this month"),
                    class,
                ),
                (
                    format!("what is the amount that i need to {class} for the {noun}"),
                    class,
                ),
            ]
        })
    };
    classes.into_iter().flat_map(of_class).collect()
}

fn report(records: &[(String, &str)]) -> Report {
    let line = |(prompt, completion): &(String, &str)| {
        json!({"prompt": prompt, "completion": completion}).to_string() + "\n"
    };
    let data: String = records.iter().map(line).collect();
    let files = [("train.jsonl", data.as_bytes())];
    check(&files, &options(r#"{"split": null}"#), &Cut::default())
}

/// Pairs of lines that are reported as near-duplicates.
fn near(report: &Report) -> Vec<(u64, u64)> {
    let found = report.rules.get("near-duplicate-record");
    let found = found.into_iter().flat_map(|rule| &rule.examples);
    found.map(|one| (one.related[0].line, one.line)).collect()
}

/// Of each pair, whether it is reported when it is added to the bills.
fn are_near(pairs: &[(&str, &str)]) -> Vec<bool> {
    let mut records = bills();
    let first = records.len() as u64 + 1;
    for (one, other) in pairs {
        records.extend([one, other].map(|prompt| ((*prompt).to_owned(), "pay")));
    }
    let found = near(&report(&records));
    let places = (first..).step_by(2).take(pairs.len());
    places
        .map(|line| found.contains(&(line, line + 1)))
        .collect()
}

/// `what's` and `whats` were two words and one, and `isnt` beside `is not` hid a pair.
#[test]
fn apostrophes_that_people_leave_out_hide_no_pair() {
    let pairs = [
        (
            "whats the amount for this month",
            "what's the amount for this month",
        ),
        (
            "the bill isn't for the piano",
            "the bill isnt for the piano",
        ),
        (
            "my phone bill isn't what i need",
            "my phone bill is not what i need",
        ),
        (
            "please show my bill it's for the boat",
            "please show my bill it is for the boat",
        ),
        (
            "what is the amount for the boat",
            "what's the amount for the boat",
        ),
    ];
    assert_eq!(are_near(&pairs), [true; 5]);
}

/// "Pay my gas bill" was nearly "pay my bill, please", and "that is not false" nearly "that is false".
#[test]
fn a_negation_or_what_fills_a_place_makes_another_prompt() {
    let pairs = [
        ("please pay my bill", "please pay my gas bill"),
        ("this is the bill", "this is not the bill"),
        (
            "i need to pay the rent for this month in paris",
            "i need to pay the rent for this month in london",
        ),
    ];
    assert_eq!(are_near(&pairs), [false; 3]);
    assert_eq!(
        are_near(&[("please pay my bill", "pay my bill, please")]),
        [false]
    );
    assert_eq!(
        are_near(&[("i need to pay my bill", "i need to pay the bill")]),
        [true]
    );
}

/// A flight from one city to the other was the flight back, and one city nearly another where prompts name many.
#[test]
fn cities_that_are_exchanged_make_another_prompt() {
    let cities = [
        "bern", "oslo", "riga", "rome", "cork", "lyon", "graz", "kyiv", "lund", "brno", "vigo",
        "bari",
    ];
    let mut records = bills();
    let first = records.len() as u64 + 1;
    for (at, from) in cities.iter().enumerate() {
        for step in [1, 2, 5, 11] {
            let to = cities[(at + step) % cities.len()];
            records.push((
                format!("please show me the flights from {from} to {to} for this month"),
                "show",
            ));
        }
    }
    let found = near(&report(&records));
    assert!(found.iter().all(|&(one, _)| one < first), "{found:?}");
}

/// Texts of one class were near-duplicates, as they have a long instruction in common.
#[test]
fn lines_that_prompts_share_are_no_reason_to_pair_them() {
    let instruction = "Read the review of a guest below with care, and say in one word, without any explanation, if the guest is content \
                       with the room, the food, the staff and the place as a whole, or not.";
    let reviews = [
        "The soup was cold.",
        "Nobody answered the phone.",
        "Our balcony faces a wall.",
        "Nobody answered our phone.",
    ];
    let records: Vec<_> = reviews
        .iter()
        .map(|review| (format!("{instruction}\n{review}"), "discontent"))
        .collect();
    assert_eq!(near(&report(&records)), [(2, 4)]);
}

/// Questions on what code prints were near-duplicates where the code is another and the answer the same.
#[test]
fn other_code_makes_another_question() {
    let printed = [
        ("print(bool([]))", "False"),
        ("print(bool(None))", "False"),
        ("console.log(typeof null)", "object"),
        ("console.log(typeof [])", "object"),
        ("print(' '.join(['a']))", "a"),
        ("print(''.join(['a']))", "a"),
    ];
    let records: Vec<_> = printed
        .iter()
        .map(|(code, said)| (format!("What does this line of code print?\n{code}"), *said))
        .collect();
    assert_eq!(near(&report(&records)), []);
    let again = "What does this line of code print?\nprint( bool([]) )".to_owned();
    let mut records = records;
    records.push((again, "False"));
    assert_eq!(near(&report(&records)), [(1, 7)]);
}
