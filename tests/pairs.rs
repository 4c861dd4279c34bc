//! Teachers and students of a distillation: AWS's table of pairs, their lifecycles, and their common Region.

use serde_json::{Value, json};
use tuneset::Severity;
use tuneset::job_request::{JobFields, JobPlan, request};

fn plan(fields: &Value) -> JobPlan {
    let fields = JobFields::from_json(&fields.to_string()).expect("good fields");
    request(
        tuneset::find_model("distillation").expect("a model"),
        &fields,
    )
}

/// The fields of a distillation, sound but for what the pair may bring.
fn fields(teacher: &str, student: &str, region: Option<&str>) -> Value {
    let mut fields = json!({
        "bucket": "acme-tickets",
        "role": "arn:aws:iam::123456789012:role/Trainer",
        "training": { "name": "train.jsonl" },
        "teacher": teacher,
        "baseModel": student,
    });
    if let Some(region) = region {
        fields["region"] = json!(region);
    }
    fields
}

/// Field, severity, message and help of each fault.
fn of_pair(
    teacher: &str,
    student: &str,
    region: Option<&str>,
) -> Vec<(String, Severity, String, String)> {
    let faults = plan(&fields(teacher, student, region)).faults;
    faults
        .into_iter()
        .map(|fault| (fault.field, fault.severity, fault.message, fault.help))
        .collect()
}

const NOVA_PAIR: &str = "Amazon Nova Pro (amazon.nova-pro-v1:0) can be a teacher of Amazon Nova Lite (amazon.nova-lite-v1:0:300k) and \
                         Amazon Nova Micro (amazon.nova-micro-v1:0:128k), in us-east-1.";

#[test]
fn a_pair_of_open_models_has_no_fault() {
    for teacher in ["amazon.nova-pro-v1:0", "us.amazon.nova-pro-v1:0"] {
        for student in [
            "amazon.nova-lite-v1:0:300k",
            "amazon.nova-micro-v1:0:128k",
            "amazon.nova-micro-v1:0",
        ] {
            assert_eq!(of_pair(teacher, student, None), [], "{teacher} {student}");
        }
    }
}

#[test]
fn teacher_and_student_upside_down_are_a_fault() {
    let faults = of_pair("amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0:300k", None);
    let [(field, severity, message, help)] = faults.as_slice() else {
        panic!("one fault: {faults:?}");
    };
    assert_eq!((field.as_str(), *severity), ("teacher", Severity::Error));
    assert_eq!(
        message,
        "Teacher and student are swapped: Amazon Nova Pro is the teacher of Amazon Nova Lite, not the other way around."
    );
    assert_eq!(help, NOVA_PAIR);
}

#[test]
fn an_ended_teacher_is_a_fault_with_its_dates() {
    for (teacher, student, dates) in [
        (
            "us.amazon.nova-premier-v1:0",
            "amazon.nova-pro-v1:0:300k",
            "end of life on 2026-09-14",
        ),
        (
            "meta.llama3-1-405b-instruct-v1:0",
            "meta.llama3-1-8b-instruct-v1:0:128k",
            "end of life on 2026-07-07",
        ),
    ] {
        let faults = of_pair(teacher, student, None);
        let (field, severity, message, help) = &faults[0];
        assert_eq!(
            (field.as_str(), *severity),
            ("teacher", Severity::Error),
            "{faults:?}"
        );
        assert!(
            message.contains("can no longer be a teacher: legacy from"),
            "{message}"
        );
        assert!(message.contains(dates), "{message}");
        assert_eq!(help, NOVA_PAIR);
    }
}

#[test]
fn models_of_anthropic_are_not_distilled() {
    let faults = of_pair(
        "anthropic.claude-3-5-sonnet-20241022-v2:0",
        "anthropic.claude-3-haiku-20240307-v1:0:200k",
        None,
    );
    assert_eq!(faults.len(), 2, "{faults:?}");
    for (_, severity, message, _) in faults {
        assert_eq!(severity, Severity::Error);
        assert!(
            message.starts_with("Distillation is not available for Anthropic models"),
            "{message}"
        );
    }
}

#[test]
fn a_model_that_does_not_learn_from_the_teacher_is_a_fault() {
    let faults = of_pair("amazon.nova-pro-v1:0", "amazon.nova-2-lite-v1:0:256k", None);
    assert_eq!(
        faults[0].2,
        "Amazon Nova 2 Lite cannot be trained with Amazon Nova Pro as its teacher."
    );
    let faults = of_pair(
        "openai.gpt-oss-120b-1:0",
        "amazon.nova-lite-v1:0:300k",
        None,
    );
    assert_eq!(
        faults[0].2,
        "\"openai.gpt-oss-120b-1:0\" cannot be a teacher in distillation."
    );
}

#[test]
fn a_distillation_of_llama_runs_in_oregon_and_both_models_are_disputed() {
    let [teacher, student] = [
        "meta.llama3-1-70b-instruct-v1:0",
        "meta.llama3-1-8b-instruct-v1:0:128k",
    ];
    let faults = of_pair(teacher, student, None);
    assert!(
        faults
            .iter()
            .all(|(_, severity, ..)| *severity == Severity::Warning),
        "{faults:?}"
    );
    let named: Vec<_> = faults.iter().map(|(field, ..)| field.as_str()).collect();
    assert_eq!(named, ["teacher", "baseModel"]);
    assert_eq!(
        plan(&fields(teacher, student, None)).names.region,
        "us-west-2"
    );
    let elsewhere = of_pair(teacher, student, Some("us-east-1"));
    let (_, severity, message, help) = elsewhere
        .iter()
        .find(|(field, ..)| field == "region")
        .expect("a fault");
    assert_eq!(*severity, Severity::Error);
    assert_eq!(
        (message.as_str(), help.as_str()),
        (
            "Distillation from Meta Llama 3.1 70B Instruct is not available in us-east-1.",
            "It is available only in us-west-2."
        )
    );
}
