//! What comes of it: the documents and commands, and what is wrong with the fields.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::models::Api;

/// All that a job takes. Serializes as `JobPlan` of `js/job.ts`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JobPlan {
    /// Which API takes the request.
    pub api: Api,
    /// Nothing is missing and nothing would be refused.
    pub ready: bool,
    /// What is missing, what would be refused, what is doubtful, in the order of the fields.
    pub faults: Vec<Fault>,
    /// The names as the request has them, defaults filled in; what nobody can know reads `<bucket>`, `<account>`.
    pub names: Names,
    /// What lies in S3 before the job begins.
    pub uploads: Vec<Upload>,
    /// Files to write beside the data.
    pub documents: Vec<Document>,
    /// What to type, in this order.
    pub commands: Vec<Command>,
    /// The commands as one script, each with its title as a comment.
    pub script: String,
}

/// The names of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Names {
    /// The job.
    pub job: String,
    /// The customized model.
    pub custom_model: String,
    /// What `baseModelIdentifier` is.
    pub base_model: String,
    /// The AWS Region.
    pub region: String,
    /// The account.
    pub account: String,
    /// The role.
    pub role_arn: String,
    /// The bucket.
    pub bucket: String,
    /// The folder, without slashes around it; empty for the top of the bucket.
    pub prefix: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The field's path in `JobFields`: `jobName`, `tags.0.key`, `hyperparameters.epochCount`.
    pub field: String,
    /// Error: the request would be refused, or cannot be made. Warning: sources do not know of it.
    pub severity: Severity,
    /// It is not filled in, rather than wrong.
    pub missing: bool,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What would be right, in a sentence.
    pub help: String,
    /// Who says so: title and tag, as in the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A file and its place in S3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// The file's name.
    pub file: String,
    /// Its key in the bucket.
    pub key: String,
    /// Its address.
    pub s3_uri: String,
    /// Its SHA-256 in Base64, as S3 takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it is for, in a sentence.
    pub says: String,
    /// All of it, with a line feed at its end.
    pub text: String,
}

/// A command for a POSIX shell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// Kebab-case: `bucket`, `role`, `policy`, `upload-training`, `upload-validation`, `job`, `status`, `metrics`.
    pub name: &'static str,
    /// What it does, in a few words.
    pub title: &'static str,
    /// When to leave it out, or what to wait for, in a sentence; empty where there is nothing to say.
    pub says: String,
    /// What to type.
    pub text: String,
}
