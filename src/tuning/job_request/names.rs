//! The names of a job: as filled in, derived from others, or `<…>` if unknown.

use super::{JobFields, Names};
use crate::models::Model;

/// Default name of a role that is yet to be made.
const ROLE_NAME: &str = "tuneset-bedrock-customization";

impl Names {
    /// Placeholder for a Region that is not known yet.
    pub const REGION: &str = "<region>";
    /// Placeholder for the base model.
    pub const BASE_MODEL: &str = "<base model>";
    /// Placeholder for the teacher.
    pub const TEACHER: &str = "<teacher>";
    /// Placeholder for the reward function.
    pub const REWARD_FUNCTION: &str = "<reward function>";

    /// The names of the job of these fields.
    #[must_use]
    pub fn of(model: &Model, fields: &JobFields) -> Self {
        let job = given(&fields.job_name).unwrap_or_else(|| format!("tuneset-{}", model.id));
        let account = given(&fields.account)
            .or_else(|| account_of(&fields.role).map(str::to_owned))
            .unwrap_or_else(|| "<account>".to_owned());
        let region = given(&fields.region)
            .or_else(|| {
                let teacher = model.teacher(&fields.teacher);
                let regions = teacher.map_or(&model.regions, |teacher| &teacher.regions);
                regions.first().cloned()
            })
            .unwrap_or_else(|| Self::REGION.to_owned());
        let role = given(&fields.role).unwrap_or_else(|| ROLE_NAME.to_owned());
        let prefix = given(&fields.prefix)
            .map_or_else(|| plain(&job), |prefix| prefix.trim_matches('/').to_owned());
        Self {
            custom_model: given(&fields.custom_model_name).unwrap_or_else(|| plain(&job)),
            base_model: given(&fields.base_model)
                .or_else(|| model.base_model_id.clone())
                .unwrap_or_else(|| Self::BASE_MODEL.to_owned()),
            role_arn: if is_arn(&role) {
                role
            } else {
                format!("arn:{}:iam::{account}:role/{role}", partition(&region))
            },
            bucket: given(&fields.bucket).unwrap_or_else(|| "<bucket>".to_owned()),
            job,
            region,
            account,
            prefix,
        }
    }

    /// The name of the role, without the path before it.
    #[must_use]
    pub fn role(&self) -> &str {
        self.role_arn.rsplit('/').next().unwrap_or_default()
    }

    /// The key of a file in the bucket.
    #[must_use]
    pub fn key(&self, file: &str) -> String {
        if self.prefix.is_empty() {
            return file.to_owned();
        }
        format!("{}/{file}", self.prefix)
    }

    /// A text of the catalogue with the names in their places.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        text.replace("{partition}", partition(&self.region))
            .replace("{region}", &self.region)
            .replace("{account}", &self.account)
    }

    /// The address of a key in the bucket.
    #[must_use]
    pub fn uri(&self, key: &str) -> String {
        format!("s3://{}/{key}", self.bucket)
    }
}

/// The text without spaces around it. Line breaks stay: they are refused.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(' ')
}

/// Returns the value, if the field is filled in.
#[must_use]
pub fn given(text: &str) -> Option<String> {
    let text = trimmed(text);
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns true if the text looks like an ARN rather than a name.
#[must_use]
pub fn is_arn(text: &str) -> bool {
    trimmed(text).starts_with("arn:")
}

/// The account in an ARN.
fn account_of(arn: &str) -> Option<&str> {
    let account = arn.split(':').nth(4)?;
    (!account.is_empty()).then_some(account)
}

/// The part of AWS that a Region belongs to.
#[must_use]
pub fn partition(region: &str) -> &'static str {
    match region.split('-').next() {
        Some("cn") => "aws-cn",
        _ if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// A job's name as the name of a model or a folder: letters and digits, single hyphens between them.
fn plain(job: &str) -> String {
    let mut name = String::with_capacity(job.len());
    for character in job.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::super::JobFields;
    use super::{Names, plain};
    use crate::models;

    #[test]
    fn names_follow_from_others() {
        let model = models::find("llama-3-3-70b").expect("a model of the catalogue");
        let names = Names::of(model, &JobFields::default());
        assert_eq!(names.job, "tuneset-llama-3-3-70b");
        assert_eq!(
            (&*names.bucket, &*names.region),
            ("<bucket>", &*model.regions[0])
        );
        assert_eq!(
            names.role_arn,
            "arn:aws:iam::<account>:role/tuneset-bedrock-customization"
        );
        let fields = JobFields {
            role: " arn:aws-us-gov:iam::123456789012:role/a/b ".into(),
            region: "us-gov-west-1".into(),
            prefix: "/".into(),
            ..JobFields::default()
        };
        let names = Names::of(model, &fields);
        assert_eq!((&*names.account, names.role()), ("123456789012", "b"));
        assert_eq!(names.key("train.jsonl"), "train.jsonl");
        let fields = JobFields {
            role: "trainer".into(),
            account: "123456789012".into(),
            ..fields
        };
        assert_eq!(
            Names::of(model, &fields).role_arn,
            "arn:aws-us-gov:iam::123456789012:role/trainer"
        );
    }

    #[test]
    fn a_plain_name_has_single_hyphens_between_letters_and_digits() {
        assert_eq!(plain("a.b--c+d"), "a-b-c-d");
        assert_eq!(plain("v1."), "v1-");
        assert_eq!(plain("é"), "");
    }
}
