//! The plan of a job: documents, commands, and the faults of the fields.

use serde::Serialize;

use crate::diagnostic::finding::Severity;
use crate::models::Api;

/// The request of a job, and the steps around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct JobPlan {
    /// The API that takes the request.
    pub api: Api,
    /// True if nothing is missing and AWS would refuse nothing.
    pub ready: bool,
    /// Fields that are missing, that AWS would refuse, or that are doubtful, in the order of the fields.
    pub faults: Vec<Fault>,
    /// Names as in the request, defaults filled in; unknown ones read `<bucket>`, `<account>`.
    pub names: Names,
    /// Files that have to be in S3 before the job begins.
    pub uploads: Vec<Upload>,
    /// Files to write beside the data.
    pub documents: Vec<Document>,
    /// Commands to run, in this order.
    pub commands: Vec<Command>,
    /// Commands as one script for a POSIX shell, each with its title as a comment.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub script: String,
}

/// Names of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobNames"))]
#[serde(rename_all = "camelCase")]
pub struct Names {
    /// Name of the job.
    pub job: String,
    /// Name of the customized model.
    pub custom_model: String,
    /// Value of `baseModelIdentifier`.
    pub base_model: String,
    /// AWS Region.
    pub region: String,
    /// AWS account.
    pub account: String,
    /// ARN of the role.
    pub role_arn: String,
    /// S3 bucket.
    pub bucket: String,
    /// Folder in the bucket, without slashes around it; empty for the top of the bucket.
    pub prefix: String,
}

/// A field of the request that AWS would refuse, or that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobFault"))]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Path of the field in `JobFields`: `jobName`, `tags.0.key`, `hyperparameters.epochCount`.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub field: String,
    /// `error` if AWS would refuse the request, or it cannot be made; `warning` if sources do not know the value.
    pub severity: Severity,
    /// True if the field is not filled in.
    pub missing: bool,
    /// The problem, in a sentence.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub message: String,
    /// The solution, in a sentence.
    pub help: String,
    /// Title and tag of the source, as in the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub source: Option<String>,
}

/// A file and its place in S3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobUpload"))]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// Name of the file.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub file: String,
    /// Key in the bucket.
    pub key: String,
    /// Address in S3.
    pub s3_uri: String,
    /// SHA-256 of the file in Base64, as S3 takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub sha256: Option<String>,
}

/// A file to write beside the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobDocument"))]
pub struct Document {
    /// Name of the file.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub name: &'static str,
    /// Title.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub title: &'static str,
    /// Purpose, in a sentence.
    pub says: String,
    /// Content, with a line feed at its end.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub text: String,
}

/// A command for a POSIX shell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "JobCommand"))]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// Name in kebab-case: `bucket`, `role`, `policy`, `upload-training`, `upload-validation`, `job`, `status`, `metrics`.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub name: &'static str,
    /// Title.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub title: &'static str,
    /// Condition for leaving it out, or event to wait for, in a sentence; empty if there is none.
    pub says: String,
    /// The command.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub text: String,
}
