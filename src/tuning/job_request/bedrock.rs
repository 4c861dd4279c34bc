//! The request of `CreateModelCustomizationJob`.

use super::json::Json;
use super::names::{given, trimmed};
use super::{JobFields, Names, Tag};
use crate::models::{CustomizationType, Model};

/// Folder of the results, below the folder of the job.
pub const OUTPUT: &str = "output/";

/// The request, its keys in the order of the API's reference.
#[must_use]
pub fn request(model: &Model, kind: CustomizationType, fields: &JobFields, names: &Names) -> Json {
    let at = |key: &str| Json::object([("s3Uri", Some(names.uri(&names.key(key)).into()))]);
    let validation = fields.validation.as_ref().map(|file| {
        let validators = Json::List(vec![at(&file.name)]);
        Json::object([("validators", Some(validators))])
    });
    let in_config = kind == CustomizationType::ReinforcementFineTuning;
    let tags = tags(&fields.tags);
    Json::object([
        ("jobName", Some((&*names.job).into())),
        ("customModelName", Some((&*names.custom_model).into())),
        ("roleArn", Some((&*names.role_arn).into())),
        (
            "clientRequestToken",
            given(&fields.client_request_token).map(Json::from),
        ),
        ("baseModelIdentifier", Some((&*names.base_model).into())),
        ("customizationType", Some(kind.name().into())),
        (
            "customModelKmsKeyId",
            given(&fields.kms_key).map(Json::from),
        ),
        ("jobTags", tags.clone()),
        ("customModelTags", tags),
        ("trainingDataConfig", Some(training(fields, at))),
        ("validationDataConfig", validation),
        ("outputDataConfig", Some(at(OUTPUT))),
        (
            "hyperParameters",
            (!in_config && !fields.hyperparameters.is_empty()).then(|| texts(fields)),
        ),
        (
            "vpcConfig",
            fields.vpc.as_ref().map(|vpc| {
                Json::object([
                    ("subnetIds", Some(Json::texts(ids(&vpc.subnet_ids)))),
                    (
                        "securityGroupIds",
                        Some(Json::texts(ids(&vpc.security_group_ids))),
                    ),
                ])
            }),
        ),
        ("customizationConfig", config(kind, fields, model)),
    ])
}

fn training(fields: &JobFields, at: impl Fn(&str) -> Json) -> Json {
    let Some(logs) = &fields.invocation_logs else {
        let name = given(&fields.training.name);
        return at(name.as_deref().unwrap_or("train.jsonl"));
    };
    let source = Json::object([("s3Uri", Some(trimmed(&logs.s3_uri).into()))]);
    let config = Json::object([
        (
            "usePromptResponse",
            Some(Json::Bare(logs.use_prompt_response.to_string())),
        ),
        ("invocationLogSource", Some(source)),
    ]);
    Json::object([("invocationLogsConfig", Some(config))])
}

/// Returns the part of the request that only some kinds of jobs have.
fn config(kind: CustomizationType, fields: &JobFields, model: &Model) -> Option<Json> {
    match kind {
        CustomizationType::Distillation => {
            let teacher = given(&fields.teacher).unwrap_or_else(|| Names::TEACHER.to_owned());
            let length = fields.max_response_length;
            let teacher = Json::object([
                ("teacherModelIdentifier", Some(teacher.into())),
                (
                    "maxResponseLengthForInference",
                    length.map(|tokens| Json::Bare(tokens.to_string())),
                ),
            ]);
            let distillation = Json::object([("teacherModelConfig", Some(teacher))]);
            Some(Json::object([("distillationConfig", Some(distillation))]))
        }
        CustomizationType::ReinforcementFineTuning => {
            let function =
                given(&fields.reward_function).unwrap_or_else(|| Names::REWARD_FUNCTION.to_owned());
            let lambda = Json::object([("lambdaArn", Some(function.into()))]);
            let grader = Json::object([("lambdaGrader", Some(lambda))]);
            let rft = Json::object([
                ("graderConfig", Some(grader)),
                ("hyperParameters", numbers(model, fields)),
            ]);
            Some(Json::object([("rftConfig", Some(rft))]))
        }
        CustomizationType::FineTuning | CustomizationType::ContinuedPreTraining => None,
    }
}

/// Hyperparameters as texts, which the API takes of most jobs.
fn texts(fields: &JobFields) -> Json {
    let texts = fields.hyperparameters.iter();
    Json::Object(
        texts
            .map(|(name, value)| (name.clone(), trimmed(value).into()))
            .collect(),
    )
}

/// Hyperparameters as numbers, where they are any; words stay words.
#[must_use]
pub fn numbers(model: &Model, fields: &JobFields) -> Option<Json> {
    use crate::models::HyperparameterKind::Choice;
    let one = |(name, value): (&String, &String)| {
        let known = model.hyperparameters.get(name);
        let is_word = known.is_some_and(|known| known.kind == Choice)
            || serde_json::from_str::<serde_json::Number>(trimmed(value)).is_err();
        let value = trimmed(value);
        let value = if is_word {
            Json::from(value)
        } else {
            Json::Bare(value.to_owned())
        };
        (name.clone(), value)
    };
    (!fields.hyperparameters.is_empty())
        .then(|| Json::Object(fields.hyperparameters.iter().map(one).collect()))
}

fn tags(tags: &[Tag]) -> Option<Json> {
    let tag = |tag: &Tag| {
        Json::object([
            ("key", Some((&*tag.key).into())),
            ("value", Some((&*tag.value).into())),
        ])
    };
    (!tags.is_empty()).then(|| Json::List(tags.iter().map(tag).collect()))
}

fn ids(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| trimmed(text))
}
