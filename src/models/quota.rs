//! Quotas that AWS raises for an account, and limits that one source sets looser: the user's own numbers in the place of the catalogue's.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::{Limit, Limits, Model, find};
use crate::diagnostic::numbers::grouped;
use crate::diagnostic::suggest;

/// A quota that the caller set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SetLimit"))]
pub struct SetQuota {
    /// Name as in `CheckOptions.limits`: `max-records`.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]+(-[a-z]+)*$")))]
    pub name: &'static str,
    /// The caller's number.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub value: u64,
    /// The catalogue's number.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub default: u64,
}

/// The largest number that JavaScript holds exactly: 2^53 - 1.
const LARGEST_WHOLE_NUMBER: u64 = (1 << 53) - 1;

impl Model {
    /// Returns the model with an account's quotas, by name.
    ///
    /// # Errors
    /// A sentence that lists the adjustable quotas, for an unknown name or a value that is not a number.
    pub fn with_quotas(&self, wanted: &BTreeMap<String, Value>) -> Result<Self, String> {
        let mut model = self.clone();
        for (name, value) in wanted {
            let found = Limits::NAMES.iter().find(|(known, _)| known == name);
            let (_, limit_of) = found.ok_or_else(|| self.refuse(name))?;
            let limit = limit_of(&mut model.limits)
                .as_mut()
                .filter(|limit| limit.can_be_set())
                .ok_or_else(|| self.refuse(name))?;
            let number = whole_number(value).ok_or_else(|| {
                format!("the limit {name} must be a whole number from 1 up, not {value}")
            })?;
            let quota = std::mem::replace(limit, limit.set_by_user(number));
            if name == "max-records" {
                model.limits.follow(&quota, number);
            }
        }
        Ok(model)
    }

    /// The quotas whose numbers are the user's.
    #[must_use]
    pub fn quotas_set(&self) -> Vec<SetQuota> {
        let catalogue = find(&self.id).map(|model| model.limits.quotas());
        let set = self.limits.quotas().into_iter();
        set.zip(catalogue.unwrap_or_default())
            .filter(|((_, limit), _)| limit.by_user)
            .map(|((name, limit), (_, default))| SetQuota {
                name,
                value: limit.value,
                default: default.value,
            })
            .collect()
    }

    /// Builds the error for a name that cannot be set, with the names that can.
    fn refuse(&self, name: &str) -> String {
        let names = Limits::NAMES.iter().map(|(known, _)| *known);
        let why = if names.clone().any(|known| known == name) {
            format!("{name} is not an adjustable quota of {}", self.name)
        } else if let Some(closest) = suggest::closest(name, names) {
            format!("there is no limit \"{name}\"; did you mean {closest}?")
        } else {
            format!("there is no limit \"{name}\"")
        };
        let quotas: Vec<_> = self
            .limits
            .quotas()
            .iter()
            .map(|(name, limit)| format!("{name} ({} unless set)", grouped(limit.value)))
            .collect();
        let stop = if why.ends_with('?') { "" } else { ";" };
        match &quotas[..] {
            [] => format!("{why}{stop} none of its limits can be set"),
            quotas => format!("{why}{stop} what can be set is {}", quotas.join(", ")),
        }
    }
}

impl Limits {
    /// The limits that AWS adjusts, and those on which a caller may follow another source.
    fn quotas(&self) -> Vec<(&'static str, Limit)> {
        let mut limits = self.clone();
        Self::NAMES
            .iter()
            .filter_map(|(name, limit_of)| Some((*name, limit_of(&mut limits).take()?)))
            .filter(|(_, limit)| limit.can_be_set())
            .collect()
    }

    /// A training file may take all of a raised quota on both files together: where its documented maximum is but that
    /// quota's default, it goes along.
    fn follow(&mut self, quota: &Limit, number: u64) {
        if let Some(train) = &mut self.max_train_records
            && train.value >= quota.value
            && !train.adjustable
        {
            *train = train.set_by_user(number);
        }
    }
}

/// 50000 and "50000" alike: command lines and pages hold text.
fn whole_number(value: &Value) -> Option<u64> {
    let number = match value {
        Value::Number(number) => number.as_u64()?,
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().ok()?
        }
        _ => return None,
    };
    (1..=LARGEST_WHOLE_NUMBER)
        .contains(&number)
        .then_some(number)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::SetQuota;
    use crate::models::{Model, all, find};

    fn with(id: &str, name: &str, value: Value) -> Result<Model, String> {
        let wanted = BTreeMap::from([(name.to_owned(), value)]);
        find(id).expect("a model").with_quotas(&wanted)
    }

    #[test]
    fn a_quota_takes_the_users_number() {
        for value in [json!(50_000), json!("50000")] {
            let model = with("nova-lite", "max-records", value).expect("an adjustable quota");
            let records = model.limits.max_records.as_ref().expect("a limit");
            assert_eq!(records.above(50_000), None);
            let breach = records.above(50_001).expect("a breach");
            assert_eq!(breach.to_string(), "50,000 (set by you)");
            assert!(breach.certain);
            let set = SetQuota {
                name: "max-records",
                value: 50_000,
                default: 20_000,
            };
            assert_eq!(model.quotas_set(), [set]);
        }
        let untouched = find("nova-lite").expect("a model");
        assert!(untouched.quotas_set().is_empty());
    }

    #[test]
    fn the_training_file_may_take_all_of_a_raised_quota() {
        let model = with("claude-3-haiku", "max-records", json!(50_000)).expect("a quota");
        let train = model.limits.max_train_records.as_ref().expect("a limit");
        assert_eq!(train.above(50_000), None);
        let validation = model
            .limits
            .max_validation_records
            .as_ref()
            .expect("a limit");
        assert!(
            validation.above(1_001).is_some(),
            "that of validation stays"
        );
        let lower = with("claude-3-haiku", "max-records", json!(500)).expect("a quota");
        assert!(
            lower
                .limits
                .max_records
                .is_some_and(|limit| limit.above(501).is_some())
        );
    }

    #[test]
    fn a_users_number_ends_a_dispute() {
        let of = |model: &Model| model.limits.max_train_records.clone().expect("a limit");
        let catalogue = of(find("titan-multimodal-embeddings").expect("a model"));
        assert!(
            catalogue
                .above(60_000)
                .is_some_and(|breach| !breach.certain)
        );
        let model = with(
            "titan-multimodal-embeddings",
            "max-train-records",
            json!(60_000),
        );
        assert_eq!(of(&model.expect("a quota")).above(60_000), None);
    }

    #[test]
    fn a_caller_may_go_by_an_outvoted_source() {
        let model = with("nova-2-lite", "min-train-records", json!(8)).expect("two sources");
        let least = model.limits.min_train_records.as_ref().expect("a limit");
        assert_eq!(least.below(8), None);
        let breach = least.below(7).expect("a breach").to_string();
        assert_eq!(breach, "8 (set by you)");
        let set = model.quotas_set();
        assert_eq!(set[0].name, "min-train-records");
        assert_eq!((set[0].value, set[0].default, set.len()), (8, 200, 1));
    }

    #[test]
    fn what_cannot_be_set_gets_a_sentence() {
        for (id, name, value, said) in [
            (
                "nova-lite",
                "max-tokens",
                json!(1),
                "max-tokens is not an adjustable quota of Amazon Nova Lite; what can be set is max-records (20,000 unless set)",
            ),
            (
                "nova-lite",
                "max-validation-bytes",
                json!(1),
                "max-validation-bytes is not an adjustable quota of Amazon Nova Lite; what can be set is max-records (20,000 unless set)",
            ),
            (
                "nova-lite",
                "maxRecords",
                json!(1),
                "there is no limit \"maxRecords\"; did you mean max-records? what can be set is max-records (20,000 unless set)",
            ),
            (
                "cohere-command",
                "zebra",
                json!(1),
                "there is no limit \"zebra\"; none of its limits can be set",
            ),
            (
                "nova-lite",
                "max-records",
                json!("many"),
                "the limit max-records must be a whole number from 1 up, not \"many\"",
            ),
            (
                "nova-lite",
                "max-records",
                json!(0),
                "the limit max-records must be a whole number from 1 up, not 0",
            ),
            (
                "nova-lite",
                "max-records",
                json!(1.5),
                "the limit max-records must be a whole number from 1 up, not 1.5",
            ),
            (
                "nova-lite",
                "max-records",
                json!("99999999999999999999"),
                "the limit max-records must be a whole number from 1 up, not \"99999999999999999999\"",
            ),
        ] {
            assert_eq!(with(id, name, value).expect_err(name), said);
        }
    }

    #[test]
    fn every_limit_can_be_named() {
        for model in all() {
            let Value::Object(limits) = serde_json::to_value(&model.limits).expect("JSON") else {
                panic!("limits are an object")
            };
            for name in limits.keys() {
                let kebab = name.chars().fold(String::new(), |mut text, letter| {
                    if letter.is_ascii_uppercase() {
                        text.push('-');
                    }
                    text.push(letter.to_ascii_lowercase());
                    text
                });
                assert!(
                    super::Limits::NAMES
                        .iter()
                        .any(|(known, _)| *known == kebab),
                    "{kebab}"
                );
            }
        }
    }
}
