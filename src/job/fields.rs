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
