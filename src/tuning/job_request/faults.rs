//! Missing fields, and values that would be refused.

mod data;
mod pair;

use super::control::{held, quoted_shown};
use super::names::{given, is_arn, trimmed};
use super::policies::media_elsewhere;
use super::rules::{self, Breach, Rule, fact};
use super::{Fault, JobFields, Names};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::quote::quoted;
use crate::lint::rules::mixed_buckets;
use crate::models::{Api, CustomizationType, Model, NewJobs};

/// All faults, in the order of the fields.
#[must_use]
pub fn faults(
    model: &Model,
    api: Api,
    kind: CustomizationType,
    fields: &JobFields,
    names: &Names,
) -> Vec<Fault> {
    let mut faults = Faults {
        model,
        kind,
        list: Vec::new(),
    };
    faults.model();
    match api {
        Api::Bedrock => {
            faults.names(fields, names);
            faults.place(fields, names);
            faults.region(fields, names);
            faults.role(fields, names);
            faults.data(fields, names);
            faults.base_model(fields, names);
            faults.variant(fields);
            faults.pair(fields, names);
            faults.surroundings(fields);
        }
        Api::Openai => {
            faults.region(fields, names);
            faults.file("training", &fields.training);
            faults.base_model(fields, names);
            faults.variant(fields);
            faults.not_sent(fields);
        }
    }
    faults.controls(fields);
    faults.list
}

struct Faults<'a> {
    model: &'a Model,
    kind: CustomizationType,
    list: Vec<Fault>,
}

impl Faults<'_> {
    fn say(
        &mut self,
        field: impl Into<String>,
        severity: Severity,
        breach: Breach,
        source: Option<&str>,
    ) {
        self.list.push(Fault {
            field: field.into(),
            severity,
            missing: false,
            message: breach.message,
            help: breach.help,
            source: source.map(str::to_owned),
        });
    }

    fn missing(&mut self, field: &str, message: &str, help: &str) {
        let breach = breach(message, help);
        self.say(field, Severity::Error, breach, None);
        if let Some(fault) = self.list.last_mut() {
            fault.missing = true;
        }
    }

    /// Holds a text against a rule; whether it keeps it.
    fn check(&mut self, field: impl Into<String>, text: &str, rule: &Rule) -> bool {
        let breach = rule.breach(trimmed(text));
        let keeps = breach.is_none();
        if let Some(breach) = breach {
            self.say(field, Severity::Error, breach, Some(&rule.source));
        }
        keeps
    }

    fn check_given(&mut self, field: &str, text: &str) {
        if given(text).is_some() {
            self.check(field, text, rules::field(field));
        }
    }

    /// Refuses line breaks and other control characters wherever no rule has done so.
    fn controls(&mut self, fields: &JobFields) {
        for (field, text) in fields.texts() {
            let is_refused =
                |fault: &Fault| fault.field == field && fault.severity == Severity::Error;
            if let Some(control) = held(text).filter(|_| !self.list.iter().any(is_refused)) {
                let message = format!("Invalid {}: {control}.", quoted_shown(text));
                let breach = breach(&message, "Remove it.");
                self.say(field, Severity::Error, breach, None);
            }
        }
    }

    fn model(&mut self) {
        let Some(closure) = self.model.closure() else {
            return;
        };
        let severity = match self.model.new_jobs {
            NewJobs::Closed => Severity::Error,
            _ => Severity::Warning,
        };
        let said = self
            .model
            .lifecycle
            .as_ref()
            .map(|said| said.source.clone());
        let breach = breach(&format!("{closure}."), &sentence(&self.model.way_out(&[])));
        self.say("model", severity, breach, said.as_deref());
    }

    fn names(&mut self, fields: &JobFields, names: &Names) {
        let job = self.check("jobName", &names.job, rules::field("jobName"));
        if job || given(&fields.custom_model_name).is_some() {
            let rule = rules::field("customModelName");
            self.check("customModelName", &names.custom_model, rule);
        }
    }

    fn place(&mut self, fields: &JobFields, names: &Names) {
        if given(&fields.bucket).is_none() {
            self.missing(
                "bucket",
                "Enter the S3 bucket for data and output.",
                "It is created if it does not exist.",
            );
        } else if self.check("bucket", &names.bucket, rules::field("bucket")) {
            let suffix = names.fill(fact("ownNamespace"));
            if names.bucket.ends_with("-an") && !names.bucket.ends_with(&suffix) {
                let message = format!(
                    "{} ends with -an, which is reserved for buckets in an account's own namespace.",
                    quoted(&names.bucket)
                );
                let help = format!("Use another ending, or {suffix}.");
                let breach = breach(&message, &help);
                self.say(
                    "bucket",
                    Severity::Error,
                    breach,
                    Some(&rules::field("bucket").source),
                );
            }
        }
        if given(&fields.bucket).is_some() {
            self.media(fields, names);
        }
        if !names.prefix.is_empty() {
            self.check("prefix", &names.prefix, rules::field("prefix"));
            self.check_nova("prefix", &names.prefix);
        }
    }

    /// Media in another bucket than the data: some models take none of these; of the others the role must be able to read them.
    fn media(&mut self, fields: &JobFields, names: &Names) {
        let elsewhere: Vec<String> = media_elsewhere(fields, names).map(quoted).collect();
        if elsewhere.is_empty() {
            return;
        }
        let others = elsewhere.join(" and ");
        if self
            .model
            .media
            .as_ref()
            .is_some_and(|media| media.same_bucket)
        {
            let message = format!(
                "The data refers to media in the bucket {others}; {} requires all media in the bucket of the data.",
                self.model.name
            );
            let help = "Use that bucket, or copy the media into this one and update their URIs.";
            let source = mixed_buckets::RULE.source;
            self.say(
                "bucket",
                Severity::Error,
                breach(&message, help),
                Some(source),
            );
        } else {
            let message =
                format!("The data refers to media in the bucket {others}, not in this one.");
            let help = "The role's policy allows it to read that bucket, too; the policy of a bucket in another account must also allow the role.";
            self.say("bucket", Severity::Warning, breach(&message, help), None);
        }
    }

    fn region(&mut self, fields: &JobFields, names: &Names) {
        let known = self.regions(fields).to_vec();
        if names.region == Names::REGION {
            self.missing(
                "region",
                "Enter the AWS Region.",
                "The job runs there, such as us-east-1.",
            );
        } else if self.check("region", &names.region, rules::field("region"))
            && !known.is_empty()
            && !known.contains(&names.region)
        {
            let known = known.join(" and ");
            let (message, help) = match self.model.teacher(&fields.teacher) {
                Some(teacher) => (
                    format!(
                        "Distillation from {} is not available in {}.",
                        teacher.name, names.region
                    ),
                    format!("It is available only in {known}."),
                ),
                None => (
                    format!(
                        "{} cannot be fine-tuned in {}.",
                        self.model.name, names.region
                    ),
                    format!("It can be fine-tuned only in {known}."),
                ),
            };
            let source = self.model.source.clone();
            self.say(
                "region",
                Severity::Error,
                breach(&message, &help),
                Some(&source),
            );
        }
    }

    fn role(&mut self, fields: &JobFields, names: &Names) {
        let is_arn = is_arn(&fields.role);
        if is_arn {
            self.check("role", &fields.role, rules::field("role"));
        } else if given(&fields.role).is_some() {
            self.check("role", &fields.role, rules::field("roleName"));
        }
        if given(&fields.account).is_some() {
            let is_number = self.check("account", &fields.account, rules::field("account"));
            if is_number && is_arn && !names.role_arn.contains(&format!("::{}:", names.account)) {
                let message = format!("The role does not belong to account {}.", names.account);
                let help = "A job requires a role of the account that starts it.";
                self.say("role", Severity::Error, breach(&message, help), None);
            }
        } else if !is_arn {
            let field = if given(&fields.role).is_some() {
                "account"
            } else {
                "role"
            };
            self.missing(
                field,
                "Enter a role ARN, or an account ID to create a role.",
                "Bedrock assumes this role to read the data and write the output.",
            );
        }
    }
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut characters = phrase.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

fn breach(message: &str, help: &str) -> Breach {
    Breach {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}
