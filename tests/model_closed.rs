//! Models that take no new job: the findings about them, their sources, and the unchanged rest.

mod run;

use run::{Cut, check, options, prepare};
use serde_json::{Value, json};
use tuneset::report::Report;
use tuneset::{Severity, Verdict};

fn pairs(count: usize) -> Vec<u8> {
    let record = |n| format!("{{\"prompt\": \"question {n}\", \"completion\": \"answer {n}\"}}\n");
    (0..count).map(record).collect::<String>().into_bytes()
}

fn conversations(count: usize) -> Vec<u8> {
    let record = |n| {
        format!(
            "{{\"schemaVersion\": \"bedrock-conversation-2024\", \"messages\": [{{\"role\": \"user\", \"content\": [{{\"text\": \"question {n}\"}}]}}, {{\"role\": \"assistant\", \"content\": [{{\"text\": \"answer {n}\"}}]}}]}}\n"
        )
    };
    (0..count).map(record).collect::<String>().into_bytes()
}

fn report(bytes: &[u8], asked: &Value) -> Report {
    check(
        &[("train.jsonl", bytes)],
        &options(&asked.to_string()),
        &Cut::default(),
    )
}

/// Severity, message and help of the one finding.
fn told(report: &Report) -> Option<(Severity, String, String)> {
    let found = report.rules.get("model-closed")?;
    assert_eq!((found.count, found.examples.len()), (1, 1));
    let finding = &found.examples[0];
    Some((
        finding.severity,
        finding.message.clone(),
        finding.help.clone(),
    ))
}

#[test]
fn an_ended_model_is_an_error_that_names_dates_the_open_model_and_the_command_to_ask_aws() {
    let report = report(
        &conversations(200),
        &json!({"model": "llama-3-2-1b", "split": null}),
    );
    let (severity, message, help) = told(&report).expect("it has ended");
    assert_eq!(severity, Severity::Error);
    assert_eq!(
        message,
        "Meta Llama 3.2 1B Instruct is not available for new jobs: legacy from 2026-01-07, end of life on 2026-07-07 according to Amazon Bedrock \
         User Guide of spring 2026, Model lifecycle (UG-life-spring) as of 2026-11-29; Amazon Bedrock User Guide, Customize \
         a model with fine-tuning (UG-ft): the page still lists it for us-west-2"
    );
    assert_eq!(
        help,
        "choose Amazon Nova Micro (--model nova-micro), which is open to new jobs and accepts these records; check the current \
         state with AWS: aws bedrock get-foundation-model --region us-west-2 --model-identifier \
         meta.llama3-2-1b-instruct-v1:0 --query modelDetails.modelLifecycle"
    );
    assert_eq!(report.readiness.verdict, Verdict::NotReady);
    assert!(!report.ok);
    assert_eq!((report.counts.errors, report.counts.valid), (1, 200));
}

#[test]
fn a_model_that_its_card_alone_calls_legacy_is_a_warning_that_says_who_says_so() {
    let report = report(
        &pairs(200),
        &json!({"model": "llama-3-1-8b", "split": null}),
    );
    let (severity, message, help) = told(&report).expect("it is disputed");
    assert_eq!(severity, Severity::Warning);
    assert_eq!(
        message,
        "Meta Llama 3.1 8B Instruct may not be available for new jobs: legacy from 2026-09-30, end of life on 2027-03-30 according to Amazon \
         Bedrock User Guide, model cards of Meta Llama (UG-card) as of 2026-11-29; the card says Legacy since a day that it \
         does not name, at least 6 months before the end; Amazon Bedrock User Guide, Model lifecycle (Legacy) (UG-life): \
         its tables have no row for the model; Amazon Bedrock User Guide, Customize a model with fine-tuning (UG-ft): the \
         page still lists it for us-west-2"
    );
    assert!(
        help.starts_with("check the current state with AWS: aws bedrock get-foundation-model "),
        "{help}"
    );
    assert!(
        help.ends_with(
            "if the answer is LEGACY: no model open to new jobs accepts prompt-completion; convert to \
             bedrock-conversation-2024 for Amazon Nova Micro (--model nova-micro --convert)"
        ),
        "{help}"
    );
    assert_eq!(report.readiness.verdict, Verdict::ReadyWithWarnings);
}

#[test]
fn an_open_model_is_not_spoken_of() {
    for model in ["nova-micro", "nova-lite", "nova-pro", "nova-2-lite"] {
        let report = report(&conversations(300), &json!({"model": model}));
        assert_eq!(told(&report), None, "{model}");
        assert_eq!(report.counts.errors, 0, "{model}");
    }
}

#[test]
fn the_rule_can_be_switched_off_or_made_a_warning() {
    let of = |setting: &str| {
        let asked = json!({"model": "llama-3-2-1b", "rules": {"model-closed": setting}});
        report(&conversations(200), &asked)
    };
    let off = of("off");
    assert_eq!(told(&off), None);
    assert_ne!(off.readiness.verdict, Verdict::NotReady);
    let warning = of("warning");
    assert_eq!(told(&warning).expect("a finding").0, Severity::Warning);
    assert_eq!(warning.readiness.verdict, Verdict::ReadyWithWarnings);
}

#[test]
fn files_are_written_for_a_closed_model_and_it_stays_not_ready() {
    let outputs = prepare(
        &[("train.jsonl", &conversations(200))],
        &options(r#"{"model": "llama-3-2-1b"}"#),
        &Cut::default(),
    );
    assert_eq!(
        outputs.train.lines().count() + outputs.validation.lines().count(),
        200
    );
    assert_eq!(outputs.set_aside, "");
}

#[test]
fn whoever_has_images_is_sent_to_a_model_that_takes_them() {
    let image = r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "What is it?"}, {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://wales-guide/castle.png"}}}}]}, {"role": "assistant", "content": [{"text": "A castle."}]}]}"#;
    let report = report(image.as_bytes(), &json!({"model": "llama-3-2-11b"}));
    let (_, _, help) = told(&report).expect("it has ended");
    assert!(
        help.starts_with("choose Amazon Nova Lite (--model nova-lite)"),
        "{help}"
    );
    let next = report.next_steps.first().expect("a next step");
    assert_eq!(next.model.as_deref(), Some("nova-lite"));
}

#[test]
fn no_embeddings_are_offered_to_whoever_wants_images() {
    let image = r#"{"image-ref": "s3://wales-guide/castle.png", "caption": "a castle on a hill"}"#;
    for model in ["nova-canvas", "titan-image-v2"] {
        let report = report(image.as_bytes(), &json!({"model": model}));
        let (_, _, help) = told(&report).expect("it has ended");
        assert!(
            help.ends_with("no model open to new jobs accepts such data"),
            "{help}"
        );
    }
}

#[test]
fn prompts_and_completions_without_a_model_are_told_that_no_open_model_takes_them() {
    let report = report(&pairs(600), &json!({"split": null}));
    let reason = report
        .readiness
        .reasons
        .iter()
        .find(|reason| json!(reason.code) == "no-open-model")
        .expect("a reason");
    assert_eq!(reason.severity, Severity::Warning);
    assert_eq!(
        reason.message,
        "No model open to new jobs accepts prompt-completion, according to AWS's pages of 2026-11-22 (Meta Llama 3.1 8B Instruct \
         and Meta Llama 3.1 70B Instruct are legacy only by their model cards); convert to bedrock-conversation-2024, for \
         example for Amazon Nova Micro (--model nova-micro --convert)"
    );
    assert_eq!((report.counts.errors, report.counts.warnings), (0, 0));
    let conversations = self::report(&conversations(600), &json!({"split": null}));
    assert_eq!(conversations.readiness.verdict, Verdict::Ready);
}

#[test]
fn what_is_nearest_and_what_nothing_takes_follows_from_the_catalogue() {
    for model in tuneset::all_models() {
        let is_open = model.new_jobs == tuneset::NewJobs::Open;
        assert_eq!(model.closure().is_none(), is_open, "{}", model.id);
        if let Some(open) = model.nearest_open(&[]) {
            assert_eq!(open.new_jobs, tuneset::NewJobs::Open, "{}", model.id);
        }
        let takers = tuneset::all_models().filter(|one| one.format == model.format);
        let is_taken = takers
            .clone()
            .any(|one| one.new_jobs == tuneset::NewJobs::Open);
        let told = tuneset::no_open_model_takes(model.format, &[]);
        assert_eq!(told.is_none(), is_taken, "{told:?}");
    }
}

#[test]
fn ids_of_models_that_bedrock_does_not_customize_are_answered_so() {
    let refused = |model: &str| {
        let asked = json!({"model": model}).to_string();
        let refusal = tuneset::Options::from_json(&asked).err();
        refusal.expect("it is refused").to_string()
    };
    for model in [
        "claude-3-5-sonnet",
        "anthropic.claude-3-5-sonnet-20241022-v2:0",
        "us.anthropic.claude-sonnet-4-20250514-v1:0",
        "meta.llama2-13b-v1:0:4k",
        "llama2",
        "arn:aws:bedrock:us-east-1::foundation-model/mistral.mistral-7b-instruct-v0:2",
        "arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-premier-v1:0",
    ] {
        let said = refused(model);
        assert!(
            said.starts_with(&format!(
                "Amazon Bedrock cannot customize \"{model}\": AWS's pages on"
            )),
            "{said}"
        );
    }
    let said = refused("nova-premier");
    assert!(
        said.contains(
            "it can only be a teacher in distillation (legacy from 2026-03-13, end of life on 2026-09-14"
        ),
        "{said}"
    );
    for (typo, meant) in [
        ("nova-lit", "nova-lite"),
        ("claude-haiku", "claude-3-haiku"),
        ("llama3-1-8b", "llama-3-1-8b"),
    ] {
        assert_eq!(
            refused(typo),
            format!("there is no model \"{typo}\"; did you mean {meant}?")
        );
    }
}

#[test]
fn no_conversion_is_advised_that_no_record_survives() {
    let advice = |bytes: &[u8]| {
        let report = report(bytes, &json!({"split": null}));
        let reasons = &report.readiness.reasons;
        let found = reasons
            .iter()
            .find(|reason| json!(reason.code) == "no-open-model");
        found
            .map(|reason| reason.message.clone())
            .expect("no open model takes such records")
    };
    assert!(advice(&pairs(100)).contains("--convert"));
    let blank = "{\"prompt\": \"\", \"completion\": \"an answer\"}\n".repeat(100);
    let told = advice(blank.as_bytes());
    assert!(!told.contains("convert"), "{told}");
}
