//! A user's own validation file is an input whose records stay on that side.

use tuneset::report::Report;
use tuneset::{Checker, Dataset, Options, probe};

fn pair(prompt: &str, completion: &str) -> String {
    format!("{{\"prompt\": \"{prompt}\", \"completion\": \"{completion}\"}}\n")
}

/// Ten records that have nothing in common with each other.
fn training() -> Vec<String> {
    let subjects = [
        "granite",
        "violins",
        "tariffs",
        "glaciers",
        "sourdough",
        "turbines",
        "orchids",
        "mortgages",
        "satellites",
        "dialects",
    ];
    let line = |word: &&str| {
        pair(
            &format!("What is there to know of {word}?"),
            &format!("{word} alone"),
        )
    };
    subjects.iter().map(line).collect()
}

/// Checks a training file, and a validation file behind it.
fn dataset(training: &str, validation: &str, options: &str) -> Dataset {
    let mut options: Options = Options::from_json(options).expect("good options");
    options.validation_files = 1;
    let mut dataset = Dataset::new(options.clone()).expect("good options");
    let files = [("train.jsonl", training), ("val.jsonl", validation)];
    dataset.expect_files(&files.map(|(name, _)| name.to_owned()));
    for (name, text) in files {
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        dataset.begin_file(name, text.len() as u64, &probe);
        dataset.add(&checker.check(text.as_bytes()));
        dataset.end_file();
    }
    dataset
}

fn report(training: &str, validation: &str, options: &str) -> Report {
    dataset(training, validation, options).report_now(true)
}

fn reasons(report: &Report) -> Vec<&str> {
    let reasons = report.readiness.reasons.iter();
    reasons.map(|reason| reason.message.as_str()).collect()
}

fn sides(report: &Report) -> (u64, u64) {
    let split = report.split.as_ref().expect("a split");
    let validation = split.validation.as_ref();
    (
        split.train.records,
        validation.map_or(0, |output| output.records),
    )
}

#[test]
fn my_validation_file_was_given_and_a_fifth_of_my_training_file_was_taken_all_the_same() {
    let validation =
        pair("Where do swifts nest?", "Under roofs") + &pair("Who tuned it?", "Nobody");
    let report = report(&training().concat(), &validation, "{}");
    assert_eq!(sides(&report), (10, 2));
    assert!(report.files[1].validation && !report.files[0].validation);
    assert!(reasons(&report).iter().any(|reason| {
        *reason == "leakage check passed: no record of val.jsonl also occurs in the training data; 2 were compared"
    }));
}

#[test]
fn three_broken_records_in_my_validation_file_and_the_verdict_said_ready() {
    let validation = "{\"prompt\": \"no answer\"}\n".repeat(3);
    for options in ["{\"split\": null}", "{}"] {
        let report = report(&training().concat(), &validation, options);
        assert!(!report.ok);
        assert!(
            reasons(&report).contains(&"3 of 3 records of val.jsonl would be rejected"),
            "{:?}",
            reasons(&report)
        );
        assert!(
            !reasons(&report)
                .iter()
                .any(|reason| reason.contains("leakage check passed"))
        );
    }
    let nothing = report(&training().concat(), &validation, "{}");
    assert_eq!(sides(&nothing), (10, 0));
    assert!(
        reasons(&nothing).contains(&"there is no validation file: no record of val.jsonl is valid")
    );
}

#[test]
fn a_record_on_both_sides_stays_in_the_validation_file_and_leaves_training() {
    let training = training();
    let validation = training[3].clone() + &pair("Where do swifts nest?", "Under roofs");
    for keep in ["first", "last", "longest"] {
        let options = format!("{{\"keep\": \"{keep}\"}}");
        let report = report(&training.concat(), &validation, &options);
        assert_eq!(sides(&report), (9, 2), "{keep}");
        // Told as a leak, not as a duplicate; and none is left in the outputs.
        assert!(!report.rules.contains_key("duplicate-record"));
        assert!(!report.rules.contains_key("overlapping-record"));
        assert!(reasons(&report).contains(
            &"leakage check passed: 1 of 2 records of val.jsonl was also in the training data, and it is left out of one side"
        ));
        let overlap = report.overlap.as_ref().expect("a comparison");
        assert_eq!(
            (
                overlap.records,
                overlap.exact,
                overlap.overlapping,
                overlap.leaking
            ),
            (2, 1, 1, 0)
        );
    }
    let unprepared = report(&training.concat(), &validation, "{\"split\": null}");
    let found = &unprepared.rules["overlapping-record"].examples[0];
    assert_eq!((found.file.as_str(), found.line), ("val.jsonl", 1));
    assert_eq!(found.message, "leakage: identical to line 4 of train.jsonl");
    assert!(reasons(&unprepared).contains(
        &"leakage: 1 of 2 records of val.jsonl also occurs in the training data, so validation loss will be too optimistic"
    ));
}

#[test]
fn a_question_asked_on_both_sides_leaks_until_one_side_gives_it_up() {
    let training = training();
    let validation = pair("What is there to know of glaciers?", "They move")
        + &pair("Where do swifts nest?", "Under roofs");
    let with = |drop: &str| {
        let options = format!("{{\"split\": {{\"dropOverlap\": {drop}}}}}");
        report(&training.concat(), &validation, &options)
    };
    let kept = with("false");
    assert_eq!(sides(&kept), (10, 2));
    assert_eq!(kept.rules["overlapping-record"].count, 1);
    let dropped = with("true");
    assert_eq!(sides(&dropped), (9, 2));
    assert!(!dropped.rules.contains_key("overlapping-record"));
    assert!(
        reasons(&dropped)
            .contains(&"1 record is excluded: also in val.jsonl, the same or nearly the same")
    );
    let other = with("\"validation\"");
    assert_eq!(sides(&other), (10, 1));
    assert!(reasons(&other).contains(
        &"1 validation record is excluded: also in the training data, the same or nearly the same"
    ));
}

#[test]
fn the_validation_limits_of_the_model_are_judged_by_the_validation_file() {
    let record = |number: u32| {
        format!(
            "{{\"system\": \"s\", \"messages\": [{{\"role\": \"user\", \"content\": \"question {number} of {}\"}}, {{\"role\": \"assistant\", \"content\": \"answer {number}\"}}]}}\n",
            number * 7919
        )
    };
    let training: String = (0..40).map(record).collect();
    let validation: String = (100..105).map(record).collect();
    let report = report(
        &training,
        &validation,
        "{\"model\": \"claude-3-haiku\", \"split\": null}",
    );
    let few = &report.rules["too-few-records"].examples;
    assert_eq!(
        few.len(),
        1,
        "{few:?}",
        few = few.iter().map(|found| &found.message).collect::<Vec<_>>()
    );
    assert!(
        few[0].message.contains("5 validation records"),
        "{}",
        few[0].message
    );
}

#[test]
fn a_model_that_takes_no_validation_file_is_named() {
    let validation = pair("Where do swifts nest?", "Under roofs");
    for split in ["null", "{}"] {
        let options = format!("{{\"model\": \"nova-canvas\", \"split\": {split}}}");
        let report = report(&training().concat(), &validation, &options);
        let said = reasons(&report);
        let said = said
            .iter()
            .find(|reason| reason.contains("accepts no validation file"));
        let said = said.expect("a reason");
        assert!(said.ends_with("the job goes without val.jsonl"), "{said}");
    }
}

/// "prepare said Ready, and then that nothing was written: my validation file was a copy of my training file."
#[test]
fn no_record_is_left_to_train_on_and_the_verdict_says_so() {
    let training = training().concat();
    let report = report(&training, &training, "{}");
    assert_eq!(sides(&report), (0, 10));
    assert!(reasons(&report).contains(&"no valid records left to train on"));
    assert!(
        report
            .next_steps
            .iter()
            .all(|step| !step.text.starts_with("Export"))
    );
}

/// "Leakage check passed, it said, before anything was converted; then there were four leaks."
#[test]
fn nothing_is_said_to_have_passed_before_a_training_record_is_valid() {
    let unconverted = "{\"question\": \"Who tuned it?\", \"answer\": \"Nobody\"}\n";
    let sound = r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Who tuned it?"}]}, {"role": "assistant", "content": [{"text": "Nobody"}]}]}"#;
    let options = r#"{"model": "nova-lite", "split": null}"#;
    let report = report(&unconverted.repeat(3), &format!("{sound}\n"), options);
    assert!(reasons(&report).contains(&"no leakage check yet: no training record is valid"));
}
