//! The job request: from a few fields to the documents and commands that make a job. Nothing is sent; the fields stay here.
//!
//! ```text
//! fields ─► names (defaults filled in) ─► faults
//!                      └────────────────► request, policies ─► documents, commands
//! ```

mod base64;
mod bedrock;
mod commands;
mod fields;
mod json;
mod names;
mod plan;
mod shell;

pub use fields::{InvocationLogs, JobFields, JobFile, Tag, Vpc};
pub use plan::{Command, Document, Fault, JobPlan, Names, Upload};

use crate::models::{Api, Model};

/// What a job for this model takes, from what is filled in so far. What is missing is told and stands as `<…>` in the texts, so
/// that no command with a gap in it can do anything.
#[must_use]
pub fn request(model: &Model, fields: &JobFields) -> JobPlan {
    let api = model
        .customization
        .first()
        .map_or(Api::Bedrock, |way| way.api);
    let names = Names::of(model, fields);
    let files = [Some(&fields.training), fields.validation.as_ref()];
    let uploads: Vec<(Upload, &JobFile)> = files
        .into_iter()
        .flatten()
        .map(|file| (upload(&names, file), file))
        .collect();
    let documents = vec![Document {
        name: "job.json",
        title: "The job request",
        says: "What CreateModelCustomizationJob is given.".to_owned(),
        text: bedrock::request(model, fields, &names).document(),
    }];
    let commands = commands::commands(fields, &names, &uploads);
    let faults = Vec::new();
    JobPlan {
        api,
        ready: faults.is_empty(),
        faults,
        uploads: uploads.into_iter().map(|(upload, _)| upload).collect(),
        documents,
        commands,
        names,
    }
}

fn upload(names: &Names, file: &JobFile) -> Upload {
    let key = names.key(&file.name);
    Upload {
        file: file.name.clone(),
        s3_uri: names.uri(&key),
        sha256: file.sha256.as_deref().and_then(base64::base64_of_hex),
        key,
    }
}
