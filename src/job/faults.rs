//! What is missing in the fields, and what would be refused.

use std::collections::BTreeSet;

use super::names::{given, is_arn};
use super::rules::{self, Breach, Rule, fact};
use super::{Fault, JobFields, JobFile, Names};
use crate::diagnostic::Severity;
use crate::models::{Api, CustomizationType, Family, Model, Status};
use crate::remark::quoted;

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
            faults.region(names);
            faults.role(fields, names);
            faults.data(fields, names);
            faults.base_model(fields, names);
            faults.variant(fields);
            faults.surroundings(fields);
        }
        Api::Openai => {
            faults.region(names);
            faults.file("training", &fields.training);
            faults.base_model(fields, names);
            faults.variant(fields);
            faults.not_sent(fields);
        }
    }
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
        let breach = rule.breach(text.trim());
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

    fn model(&mut self) {
        let severity = match self.model.status {
            Status::Current => return,
            Status::Legacy => Severity::Warning,
            Status::Deprecated => Severity::Error,
        };
        let said = self.model.lifecycle.as_ref();
        let message = format!(
            "{} is {}{}.",
            self.model.name,
            self.model.status.name(),
            said.map_or(String::new(), |said| format!(": {}", said.sentence()))
        );
        let breach = breach(&message, "Choose a model that is still customized.");
        self.say("model", severity, breach, None);
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
                "The bucket is missing.",
                "Name the bucket that data and results lie in; a new one is made where there is none.",
            );
        } else if self.check("bucket", &names.bucket, rules::field("bucket")) {
            let suffix = names.fill(fact("ownNamespace"));
            if names.bucket.ends_with("-an") && !names.bucket.ends_with(&suffix) {
                let message = format!(
                    "{} ends with -an, as only buckets of an account's own namespace do.",
                    quoted(&names.bucket)
                );
                let help = format!("Choose another ending, or {suffix}.");
                let breach = breach(&message, &help);
                self.say(
                    "bucket",
                    Severity::Error,
                    breach,
                    Some(&rules::field("bucket").source),
                );
            }
        }
        if !names.prefix.is_empty() {
            self.check("prefix", &names.prefix, rules::field("prefix"));
            self.check_nova("prefix", &names.prefix);
        }
    }

    fn region(&mut self, names: &Names) {
        let known = &self.model.regions;
        if names.region == Names::REGION {
            self.missing(
                "region",
                "The AWS Region is missing.",
                "Name the Region that the job runs in, such as us-east-1.",
            );
        } else if self.check("region", &names.region, rules::field("region"))
            && !known.is_empty()
            && !known.contains(&names.region)
        {
            let message = format!("{} is not customized in {}.", self.model.name, names.region);
            let help = format!("It is customized in {}.", known.join(" and "));
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
                let message = format!("The role is not one of account {}.", names.account);
                let help = "A job takes a role of the account that starts it.";
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
                "The role that Bedrock takes on is missing.",
                "Give a role's ARN; or the account's number, and the commands make the role.",
            );
        }
    }

    fn data(&mut self, fields: &JobFields, names: &Names) {
        match &fields.invocation_logs {
            Some(logs) => {
                let rule = rules::field("s3Uri");
                self.check("invocationLogs.s3Uri", &logs.s3_uri, rule);
                let takes_logs = matches!(
                    self.kind,
                    CustomizationType::Distillation | CustomizationType::ReinforcementFineTuning
                );
                if !takes_logs {
                    let message = format!(
                        "A job of type {} takes no invocation logs.",
                        self.kind.name()
                    );
                    let help = "Distillation and reinforcement fine-tuning do.";
                    self.say(
                        "invocationLogs",
                        Severity::Error,
                        breach(&message, help),
                        None,
                    );
                }
            }
            None => self.file("training", &fields.training),
        }
        if let Some(validation) = &fields.validation {
            self.file("validation", validation);
            self.validation_file();
            if validation.name == fields.training.name && given(&validation.name).is_some() {
                let message = "Training and validation file have the same name.";
                let help = "Rename one: in the bucket the second would replace the first.";
                self.say(
                    "validation.name",
                    Severity::Error,
                    breach(message, help),
                    None,
                );
            }
        }
        // Each part may be right, and all of them together too long.
        let parts = ["bucket", "prefix", "training.name"];
        if self
            .list
            .iter()
            .all(|fault| !parts.contains(&&*fault.field))
        {
            let uri = names.uri(&names.key(&fields.training.name));
            self.check("prefix", &uri, rules::field("s3Uri"));
        }
    }

    fn file(&mut self, field: &str, file: &JobFile) {
        let name = format!("{field}.name");
        if given(&file.name).is_none() {
            return self.missing(
                &name,
                &format!("The {field} file is missing."),
                "Prepare the data set first; its files go into the request.",
            );
        }
        self.check(&*name, &file.name, rules::field("fileName"));
        self.check_nova(&name, &file.name);
        let is_digest =
            |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if file
            .sha256
            .as_deref()
            .is_some_and(|digest| !is_digest(digest))
        {
            let message = format!("The checksum of the {field} file is no SHA-256.");
            let help = "It has 64 hexadecimal digits.";
            let breach = breach(&message, help);
            self.say(format!("{field}.sha256"), Severity::Error, breach, None);
        }
    }

    fn validation_file(&mut self) {
        let stated = &self.model.validation_file;
        if stated.value {
            return;
        }
        let others = stated.disputed.iter().find(|other| other.value);
        let severity = if others.is_some() {
            Severity::Warning
        } else {
            Severity::Error
        };
        let message = format!(
            "{} takes no validation file{}.",
            self.model.name,
            others.map_or(String::new(), |other| format!(
                "; {} says it does",
                other.source
            ))
        );
        let help = "Leave it out, and keep it for the evaluation after the job.";
        let source = stated.source.clone();
        self.say(
            "validation",
            severity,
            breach(&message, help),
            Some(&source),
        );
    }

    fn check_nova(&mut self, field: &str, name: &str) {
        let rule = rules::field("novaFile");
        if !matches!(self.model.family, Family::Nova | Family::NovaCanvas) {
            return;
        }
        // What every model refuses is said already.
        let is_refused = self.list.iter().any(|fault| fault.field == field);
        if let Some(breach) = rule.breach(name).filter(|_| !is_refused) {
            self.say(field, Severity::Warning, breach, Some(&rule.source));
        }
    }

    fn base_model(&mut self, fields: &JobFields, names: &Names) {
        if names.base_model == Names::BASE_MODEL {
            let (message, help) = if self.kind == CustomizationType::Distillation {
                (
                    "The student is missing.",
                    "Give the id of the model that learns, such as amazon.nova-lite-v1:0:300k.",
                )
            } else {
                (
                    "No source gives this model's id for customization.",
                    "Take it from the Bedrock console.",
                )
            };
            return self.missing("baseModel", message, help);
        }
        self.check_given("baseModel", &fields.base_model);
    }

    /// What only some kinds of jobs have: asked for there, told to be left out elsewhere.
    fn variant(&mut self, fields: &JobFields) {
        let is_distillation = self.kind == CustomizationType::Distillation;
        let has_reward = self.kind == CustomizationType::ReinforcementFineTuning;
        if !is_distillation {
            let given = given(&fields.teacher).is_some();
            self.left_out("teacher", given, "distillation");
            let given = fields.max_response_length.is_some();
            self.left_out("maxResponseLength", given, "distillation");
        } else if given(&fields.teacher).is_none() {
            self.missing(
                "teacher",
                "The teacher is missing.",
                "Give the id of the model that answers, such as amazon.nova-pro-v1:0.",
            );
        } else {
            self.check_given("teacher", &fields.teacher);
        }
        if !has_reward {
            let given = given(&fields.reward_function).is_some();
            self.left_out("rewardFunction", given, "reinforcement fine-tuning");
        } else if given(&fields.reward_function).is_none() {
            self.missing(
                "rewardFunction",
                "The reward function is missing.",
                "Give the ARN of the Lambda function that judges answers.",
            );
        } else {
            self.check_given("rewardFunction", &fields.reward_function);
        }
    }

    fn left_out(&mut self, field: &str, is_given: bool, kind: &str) {
        if is_given {
            let message = format!("Only {kind} has this; it is left out of the request.");
            let breach = breach(
                &message,
                "Clear the field, or choose another way to customize.",
            );
            self.say(field, Severity::Warning, breach, None);
        }
    }

    fn surroundings(&mut self, fields: &JobFields) {
        self.check_given("kmsKey", &fields.kms_key);
        self.count("tags".to_owned(), "tags", fields.tags.len());
        let mut keys = BTreeSet::new();
        for (place, tag) in fields.tags.iter().enumerate() {
            let key = format!("tags.{place}.key");
            self.check(&*key, &tag.key, rules::field("tagKey"));
            let value = format!("tags.{place}.value");
            self.check(value, &tag.value, rules::field("tagValue"));
            if !keys.insert(&tag.key) {
                let message = format!("Two tags have the key {}.", quoted(&tag.key));
                let breach = breach(&message, "A key stands once.");
                self.say(key, Severity::Error, breach, None);
            }
        }
        if let Some(vpc) = &fields.vpc {
            let lists = [
                ("subnetIds", "subnetId", &vpc.subnet_ids),
                (
                    "securityGroupIds",
                    "securityGroupId",
                    &vpc.security_group_ids,
                ),
            ];
            for (list, rule, ids) in lists {
                self.count(format!("vpc.{list}"), list, ids.len());
                for (place, id) in ids.iter().enumerate() {
                    self.check(format!("vpc.{list}.{place}"), id, rules::field(rule));
                }
            }
        }
        self.check_given("clientRequestToken", &fields.client_request_token);
    }

    fn count(&mut self, field: String, list: &str, count: usize) {
        let rule = rules::list(list);
        if let Some(breach) = rule.breach_of_count(count) {
            self.say(field, Severity::Error, breach, Some(&rule.source));
        }
    }

    /// What the OpenAI-compatible API has no place for.
    fn not_sent(&mut self, fields: &JobFields) {
        let given = |text: &str| given(text).is_some();
        let there = [
            ("jobName", given(&fields.job_name)),
            ("customModelName", given(&fields.custom_model_name)),
            ("bucket", given(&fields.bucket)),
            ("prefix", given(&fields.prefix)),
            ("role", given(&fields.role)),
            ("validation", fields.validation.is_some()),
            ("invocationLogs", fields.invocation_logs.is_some()),
            ("kmsKey", given(&fields.kms_key)),
            ("tags", !fields.tags.is_empty()),
            ("vpc", fields.vpc.is_some()),
            ("clientRequestToken", given(&fields.client_request_token)),
        ];
        for (field, _) in there.into_iter().filter(|(_, is_given)| *is_given) {
            let message = "The OpenAI-compatible API takes none; it is left out of the request.";
            self.say(field, Severity::Info, breach(message, ""), None);
        }
    }
}

fn breach(message: &str, help: &str) -> Breach {
    Breach {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}
