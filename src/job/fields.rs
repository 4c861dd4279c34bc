//! What a person fills in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::options::OptionError;

/// What a person fills in; an empty text is a field that is not filled in yet. Reads `JobFields` of `js/job.ts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct JobFields {
    /// The job's name; unless given one is made of the model's id.
    pub job_name: String,
    /// What the customized model will be called; unless given as the job.
    pub custom_model_name: String,
    /// The bucket that data and results lie in.
    pub bucket: String,
    /// The folder in it, with or without slashes around it; unless given the job's name.
    pub prefix: String,
    /// The AWS Region; unless given the first that customizes the model.
    pub region: String,
    /// The account's 12 digits; not needed where `role` is an ARN.
    pub account: String,
    /// The ARN of the role that Bedrock takes on, or the name of one that is yet to be made.
    pub role: String,
    /// The training file as it was written.
    pub training: JobFile,
    /// The validation file, where there is one.
    pub validation: Option<JobFile>,
    /// By the names of the API; what is not here has its default.
    pub hyperparameters: BTreeMap<String, String>,
    /// What the request names as its base model instead of the catalogue's id: the ARN of a custom model, or the student of
    /// a distillation.
    pub base_model: String,
    /// The teacher of a distillation: a model id or an inference profile.
    pub teacher: String,
    /// The longest answer of the teacher, in tokens.
    pub max_response_length: Option<u32>,
    /// The ARN of the Lambda function that judges answers in reinforcement fine-tuning.
    pub reward_function: String,
    /// Invocation logs in S3 instead of a training file.
    pub invocation_logs: Option<InvocationLogs>,
    /// The key that encrypts the customized model: an ARN, an id or an alias.
    pub kms_key: String,
    /// Tags of the job and of the model.
    pub tags: Vec<Tag>,
    /// The network that the job runs in.
    pub vpc: Option<Vpc>,
    /// With the same token a request that is sent twice makes one job.
    pub client_request_token: String,
}

impl JobFields {
    /// Fields as JSON.
    ///
    /// # Errors
    /// What is wrong with them, as a sentence.
    pub fn from_json(json: &str) -> Result<Self, OptionError> {
        serde_json::from_str(json).map_err(|error| OptionError(error.to_string()))
    }
}

impl JobFields {
    /// Every text that is filled in, by the path of its field.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, &str)> {
        let mut texts: Vec<(String, &str)> = [
            ("jobName", &self.job_name),
            ("customModelName", &self.custom_model_name),
            ("bucket", &self.bucket),
            ("prefix", &self.prefix),
            ("region", &self.region),
            ("account", &self.account),
            ("role", &self.role),
            ("baseModel", &self.base_model),
            ("teacher", &self.teacher),
            ("rewardFunction", &self.reward_function),
            ("kmsKey", &self.kms_key),
            ("clientRequestToken", &self.client_request_token),
        ]
        .map(|(field, text)| (field.to_owned(), &**text))
        .into();
        let files = [
            ("training", Some(&self.training)),
            ("validation", self.validation.as_ref()),
        ];
        for (field, file) in files {
            let Some(file) = file else { continue };
            texts.push((format!("{field}.name"), &file.name));
            let digest = file.sha256.as_deref().unwrap_or_default();
            texts.push((format!("{field}.sha256"), digest));
        }
        for (name, value) in &self.hyperparameters {
            let field = format!("hyperparameters.{name}");
            texts.extend([(field.clone(), &**name), (field, value)]);
        }
        if let Some(logs) = &self.invocation_logs {
            texts.push(("invocationLogs.s3Uri".to_owned(), &logs.s3_uri));
        }
        for (place, tag) in self.tags.iter().enumerate() {
            texts.push((format!("tags.{place}.key"), &tag.key));
            texts.push((format!("tags.{place}.value"), &tag.value));
        }
        let lists = self.vpc.as_ref().map(|vpc| {
            [
                ("subnetIds", &vpc.subnet_ids),
                ("securityGroupIds", &vpc.security_group_ids),
            ]
        });
        for (list, ids) in lists.into_iter().flatten() {
            for (place, id) in ids.iter().enumerate() {
                texts.push((format!("vpc.{list}.{place}"), id));
            }
        }
        texts
    }
}

/// A file that is uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct JobFile {
    /// Its name: `train.jsonl`.
    pub name: String,
    /// Its SHA-256 in hexadecimal, as reports have it; without it S3 checks nothing.
    pub sha256: Option<String>,
    /// Its size, where that is known.
    pub bytes: Option<u64>,
}

/// Invocation logs as training data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InvocationLogs {
    /// Where they lie: a file or a folder in S3.
    pub s3_uri: String,
    /// The answers in them are used too, not the prompts only.
    pub use_prompt_response: bool,
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its value.
    #[serde(default)]
    pub value: String,
}

/// A network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Vpc {
    /// Its subnets.
    pub subnet_ids: Vec<String>,
    /// Its security groups.
    pub security_group_ids: Vec<String>,
}
