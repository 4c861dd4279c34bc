//! Faults of the files, of fields that only some kinds of jobs have, and of the job's environment.

use std::collections::BTreeSet;

use super::{Faults, breach};
use crate::diagnostic::finding::Severity;
use crate::models::{CustomizationType, Family};
use crate::tuning::job_request::control::quoted_shown;
use crate::tuning::job_request::names::given;
use crate::tuning::job_request::{JobFields, JobFile, Names, rules};

impl Faults<'_> {
    pub(super) fn data(&mut self, fields: &JobFields, names: &Names) {
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
                        "Jobs of type {} do not support invocation logs.",
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
                let message = "The training and validation files have the same name.";
                let help = "Rename one: in the bucket, the second would overwrite the first.";
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

    pub(super) fn file(&mut self, field: &str, file: &JobFile) {
        let name = format!("{field}.name");
        if given(&file.name).is_none() {
            return self.missing(
                &name,
                &format!("The {field} file is missing."),
                "Export the files first; they go into the request.",
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
            let message = format!("The checksum of the {field} file is not a SHA-256 checksum.");
            let help = "Enter 64 hexadecimal digits.";
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
            "{} accepts no validation file{}.",
            self.model.name,
            others.map_or(String::new(), |other| format!(
                "; {} says it does",
                other.source
            ))
        );
        let help = "Leave it out, and use it for evaluation after the job.";
        let source = stated.source.clone();
        self.say(
            "validation",
            severity,
            breach(&message, help),
            Some(&source),
        );
    }

    pub(super) fn check_nova(&mut self, field: &str, name: &str) {
        let rule = rules::field("novaFile");
        if !matches!(self.model.family, Family::Nova | Family::NovaCanvas) {
            return;
        }
        // Values that every model refuses are reported already.
        let is_refused = self.list.iter().any(|fault| fault.field == field);
        if let Some(breach) = rule.breach(name).filter(|_| !is_refused) {
            self.say(field, Severity::Warning, breach, Some(&rule.source));
        }
    }

    pub(super) fn base_model(&mut self, fields: &JobFields, names: &Names) {
        if names.base_model == Names::BASE_MODEL {
            let (message, help) = if self.kind == CustomizationType::Distillation {
                (
                    "Enter the student model.",
                    "This is the model to train, such as amazon.nova-lite-v1:0:300k.",
                )
            } else {
                (
                    "This model's ID for customization is not documented.",
                    "Find it in the Bedrock console.",
                )
            };
            return self.missing("baseModel", message, help);
        }
        self.check_given("baseModel", &fields.base_model);
    }

    /// Checks the fields of some kinds of jobs: required there, refused elsewhere.
    pub(super) fn variant(&mut self, fields: &JobFields) {
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
                "Enter the teacher model.",
                "This is the model that generates the answers, such as amazon.nova-pro-v1:0.",
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
                "Enter the reward function.",
                "This is the ARN of the Lambda function that scores answers.",
            );
        } else {
            self.check_given("rewardFunction", &fields.reward_function);
        }
    }

    fn left_out(&mut self, field: &str, is_given: bool, kind: &str) {
        if is_given {
            let message = format!("Only {kind} supports this; it is not included in the request.");
            let breach = breach(
                &message,
                "Clear the field, or choose another customization type.",
            );
            self.say(field, Severity::Warning, breach, None);
        }
    }

    pub(super) fn surroundings(&mut self, fields: &JobFields) {
        self.check_given("kmsKey", &fields.kms_key);
        self.count("tags".to_owned(), "tags", fields.tags.len());
        let mut keys = BTreeSet::new();
        for (place, tag) in fields.tags.iter().enumerate() {
            let key = format!("tags.{place}.key");
            self.check(&*key, &tag.key, rules::field("tagKey"));
            let value = format!("tags.{place}.value");
            self.check(value, &tag.value, rules::field("tagValue"));
            if !keys.insert(&tag.key) {
                let message = format!("Duplicate tag key {}.", quoted_shown(&tag.key));
                let breach = breach(&message, "Each key can be used once.");
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

    /// Reports fields that the OpenAI-compatible API has no place for.
    pub(super) fn not_sent(&mut self, fields: &JobFields) {
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
            let message =
                "The OpenAI-compatible API does not support it; it is not included in the request.";
            self.say(field, Severity::Info, breach(message, ""), None);
        }
    }
}
