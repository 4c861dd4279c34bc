//! The job request: from a few fields to the documents and commands that make a job. Nothing is sent; the fields stay here.
//!
//! ```text
//! fields ─► names (defaults filled in) ─► faults
//!                      └────────────────► request, policies ─► documents, commands
//! ```

mod base64;
mod bedrock;
mod commands;
pub mod control;
mod faults;
mod fields;
mod json;
mod names;
mod openai;
mod pattern;
mod plan;
mod policies;
mod rules;
mod shell;

pub use fields::{InvocationLogs, JobFields, JobFile, Tag, Vpc};
pub use names::trimmed;
pub use plan::{Command, Document, Fault, JobPlan, Names, Upload};

use crate::diagnostic::finding::Severity;
use crate::models::{Api, CustomizationType, Model};

/// Makes the request of a job for this model from the fields filled in so far. Missing values are reported and appear as `<…>` in the texts, so
/// that no command with a gap in it can do anything.
#[must_use]
pub fn request(model: &Model, fields: &JobFields) -> JobPlan {
    let (api, kind) = model
        .customization
        .first()
        .map_or((Api::Bedrock, CustomizationType::FineTuning), |way| {
            (way.api, way.kind)
        });
    let fields = &with_trimmed_files(fields);
    let names = Names::of(model, fields);
    let faults = faults::faults(model, api, kind, fields, &names);
    let job = |json: json::Json, function: &str| Document {
        name: "job.json",
        title: "Job request",
        says: format!("Input for {function}."),
        text: json.document(),
    };
    let (uploads, documents, commands) = match api {
        Api::Bedrock => {
            let training = fields.invocation_logs.is_none().then_some(&fields.training);
            let files = training.into_iter().chain(&fields.validation);
            let uploads: Vec<_> = files.map(|file| (upload(&names, file), file)).collect();
            let commands = commands::commands(kind, fields, &names, &uploads);
            let request = bedrock::request(model, kind, fields, &names);
            let mut documents = vec![job(request, "CreateModelCustomizationJob")];
            documents.extend(policies(kind, fields, &names));
            let uploads = uploads.into_iter().map(|(upload, _)| upload).collect();
            (uploads, documents, commands)
        }
        Api::Openai => {
            let request = openai::request(model, fields, &names);
            let documents = vec![
                job(request, "fine_tuning.jobs"),
                Document {
                    name: "permission-policy.json",
                    title: "Permission policy",
                    says: "Attach it to the role or user of the API key, in addition to AmazonBedrockMantleFullAccess."
                        .to_owned(),
                    text: policies::reward(fields).document(),
                },
            ];
            (Vec::new(), documents, openai::commands(fields, &names))
        }
    };
    JobPlan {
        api,
        ready: faults.iter().all(|fault| fault.severity < Severity::Error),
        faults,
        names,
        uploads,
        documents,
        script: shell::script(&commands),
        commands,
    }
}

/// The fields with file names as requests and commands have them.
fn with_trimmed_files(fields: &JobFields) -> JobFields {
    let mut fields = fields.clone();
    let files = [Some(&mut fields.training), fields.validation.as_mut()];
    for file in files.into_iter().flatten() {
        file.name = trimmed(&file.name).to_owned();
    }
    fields
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

fn policies(kind: CustomizationType, fields: &JobFields, names: &Names) -> Vec<Document> {
    let document = |name, title, says: &str, json: json::Json| Document {
        name,
        title,
        says: says.to_owned(),
        text: json.document(),
    };
    let mut all = vec![
        document(
            "trust-policy.json",
            "Trust policy of the role",
            "Allows Bedrock to assume the role for jobs in this account and Region.",
            policies::trust(names),
        ),
        document(
            "permission-policy.json",
            "Permission policy of the role",
            "Allows the role to read the bucket and media buckets, and to write only under the output prefix.",
            policies::permission(kind, fields, names),
        ),
    ];
    if names::given(&fields.kms_key).is_some() {
        all.push(document(
            "key-policy-statement.json",
            "Statement for the key policy",
            "Add it to the key policy; the role's policy alone does not grant access to a key.",
            policies::key(names),
        ));
    }
    all
}
