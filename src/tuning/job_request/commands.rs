//! The commands to type, in order.

use super::bedrock::OUTPUT;
use super::names::{given, is_arn};
use super::rules::{fact, number};
use super::shell::{command, option, path};
use super::{Command, JobFields, JobFile, Names, Upload};
use crate::models::CustomizationType;

/// The commands of a job that Bedrock's own API takes.
#[must_use]
pub fn commands(
    kind: CustomizationType,
    fields: &JobFields,
    names: &Names,
    uploads: &[(Upload, &JobFile)],
) -> Vec<Command> {
    let mut all = vec![bucket(names)];
    if given(&fields.role).is_none_or(|role| !is_arn(&role)) {
        all.extend([role(names), policy(names)]);
    }
    let puts = uploads.iter().map(|(upload, file)| {
        let is_training = std::ptr::eq(*file, &raw const fields.training);
        put(names, is_training, upload, file)
    });
    all.extend(puts);
    all.extend([job(names), status(names)]);
    // Reinforcement has rewards instead of losses.
    if kind != CustomizationType::ReinforcementFineTuning {
        all.extend([wait(names), metrics(names)]);
    }
    all
}

fn aws(names: &Names, service: &str, action: &str) -> Vec<String> {
    let mut words = line(["aws", service, action]);
    words.extend(option("--region", &names.region));
    words
}

fn line<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn bucket(names: &Names) -> Command {
    let mut lines = vec![
        aws(names, "s3api", "create-bucket"),
        option("--bucket", &names.bucket),
    ];
    if names.bucket.ends_with(&names.fill(fact("ownNamespace"))) {
        lines.push(line(["--bucket-namespace", "account-regional"]));
    }
    if names.region != fact("defaultRegion") {
        let place = format!("LocationConstraint={}", names.region);
        lines.push(option("--create-bucket-configuration", &place));
    }
    Command {
        name: "bucket",
        title: "Create the bucket",
        says: format!(
            "Skip this if the bucket exists; it must be in {}, the Region of the job.",
            names.region
        ),
        text: command(&lines),
    }
}

fn role(names: &Names) -> Command {
    Command {
        name: "role",
        title: "Create the role",
        says: "Skip this if the role exists.".to_owned(),
        text: command(&[
            aws(names, "iam", "create-role"),
            option("--role-name", names.role()),
            line(["--assume-role-policy-document", "file://trust-policy.json"]),
        ]),
    }
}

fn policy(names: &Names) -> Command {
    Command {
        name: "policy",
        title: "Attach the policy to the role",
        says: "Wait a few seconds for IAM to propagate a new role.".to_owned(),
        text: command(&[
            aws(names, "iam", "put-role-policy"),
            option("--role-name", names.role()),
            option("--policy-name", &names.custom_model),
            line(["--policy-document", "file://permission-policy.json"]),
        ]),
    }
}

fn put(names: &Names, is_training: bool, upload: &Upload, file: &JobFile) -> Command {
    let (name, title) = if is_training {
        ("upload-training", "Upload the training file")
    } else {
        ("upload-validation", "Upload the validation file")
    };
    if file.bytes.is_some_and(|bytes| bytes > number("largestPut")) {
        return Command {
            name,
            title,
            says: "Multipart upload with a checksum per part; the checksum of the whole file is only in the report."
                .to_owned(),
            text: command(&[
                aws(names, "s3", "cp"),
                line(["--checksum-algorithm", "SHA256"]),
                line([&path(&upload.file), &upload.s3_uri]),
            ]),
        };
    }
    let mut lines = vec![
        aws(names, "s3api", "put-object"),
        option("--bucket", &names.bucket),
        option("--key", &upload.key),
        line(["--body", &path(&upload.file)]),
        line(["--checksum-algorithm", "SHA256"]),
    ];
    let mut says = String::new();
    if let Some(sha256) = &upload.sha256 {
        lines.push(option("--checksum-sha256", sha256));
        "S3 verifies the checksum and rejects a damaged upload.".clone_into(&mut says);
    }
    Command {
        name,
        title,
        says,
        text: command(&lines),
    }
}

fn job(names: &Names) -> Command {
    Command {
        name: "job",
        title: "Start the job",
        says: "Costs start here.".to_owned(),
        text: command(&[
            aws(names, "bedrock", "create-model-customization-job"),
            line(["--cli-input-json", "file://job.json"]),
        ]),
    }
}

fn status(names: &Names) -> Command {
    Command {
        name: "status",
        title: "Check status",
        says: "InProgress, Completed, Failed, Stopping or Stopped; if the job failed, with the reason."
            .to_owned(),
        text: ask(names, "[status, failureMessage]"),
    }
}

fn ask(names: &Names, query: &str) -> String {
    command(&[
        aws(names, "bedrock", "get-model-customization-job"),
        option("--job-identifier", &names.job),
        line(["--query", query]),
        line(["--output", "text"]),
    ])
}

/// Harmless if typed by hand; a script that stops at errors continues only with a completed job.
fn wait(names: &Names) -> Command {
    let (status, reason) = (ask(names, "status"), ask(names, "[status, failureMessage]"));
    Command {
        name: "wait",
        title: "Wait for completion",
        says: "Checks once a minute, possibly for hours; the next step requires a completed job."
            .to_owned(),
        text: format!(
            "while {status} \\\n  | grep -E '^(InProgress|Stopping)'\ndo sleep 60; done\n{reason}\ntest \"$({status})\" = Completed"
        ),
    }
}

fn metrics(names: &Names) -> Command {
    let copy = command(&[
        aws(names, "s3", "cp"),
        line(["--recursive", &names.uri(&names.key(OUTPUT)), "metrics"]),
    ]);
    Command {
        name: "metrics",
        title: "After completion, view the loss curves",
        says: "You can also drop the folder's CSV files on the Tuneset page.".to_owned(),
        text: format!("{copy}\ntuneset metrics metrics"),
    }
}
