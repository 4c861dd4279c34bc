//! The user's answers and settings beside the data.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::models::{self, Model};
use crate::options::refusal;
use crate::tuning::job_request::JobFields;

/// Options of `plan`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PlanOptions {
    /// A model id of `models` (default: the one of the report).
    pub model: Option<String>,
    /// Answers to questions that the data cannot answer; names and values are those of `PlanAdvice.questions`.
    pub answers: BTreeMap<String, String>,
    /// Requests to the model per day (default: 1,000).
    pub requests_per_day: Option<f64>,
    /// Values for the job, by the names of the API.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::numbers_or_words")
    )]
    pub hyperparameters: BTreeMap<String, Value>,
    /// Your own numbers instead of the catalogue's, by the names of `PlanCost.prices`.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::numbers_or_words")
    )]
    pub prices: BTreeMap<String, Value>,
    /// Fields of the job's request; files and hyperparameters default to those of report and plan.
    pub job: JobFields,
}

/// A question that the data cannot answer.
pub struct Question {
    /// As in `answers`.
    pub name: &'static str,
    /// The question.
    pub text: &'static str,
    /// Each possible answer: its name, and how it reads.
    pub choices: &'static [(&'static str, &'static str)],
}

/// The questions, in their order.
pub const QUESTIONS: [Question; 4] = [
    Question {
        name: "prompting",
        text: "Have you already tried prompt engineering?",
        choices: &[
            ("exhausted", "Yes, not good enough"),
            ("untried", "Not seriously"),
        ],
    },
    Question {
        name: "knowledge",
        text: "How often do the facts in the answers change?",
        choices: &[("stable", "Rarely"), ("changing", "Monthly or more often")],
    },
    Question {
        name: "task",
        text: "What type of task is it?",
        choices: &[
            ("classification", "Classification"),
            ("generation", "Writing or extracting text"),
            ("reasoning", "Complex reasoning"),
            ("general", "General Q&A"),
        ],
    },
    Question {
        name: "language",
        text: "Does it use specialized vocabulary?",
        choices: &[("domain", "Yes, domain-specific terms"), ("everyday", "No")],
    },
];

impl PlanOptions {
    /// Options from JSON text.
    ///
    /// # Errors
    /// A sentence that names the unknown key, question or answer, or the impossible number.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let options: Self = refusal::read(text).map_err(|error| error.to_string())?;
        for (name, answer) in &options.answers {
            let question = QUESTIONS.iter().find(|question| question.name == name);
            let Some(question) = question else {
                return Err(format!(
                    "there is no question \"{name}\"; there are {}",
                    QUESTIONS.map(|question| question.name).join(", ")
                ));
            };
            if !question.choices.iter().any(|(choice, _)| choice == answer) {
                let choices: Vec<_> = question.choices.iter().map(|(choice, _)| *choice).collect();
                return Err(format!(
                    "the answer to {name} is one of {}, not \"{answer}\"",
                    choices.join(", ")
                ));
            }
        }
        let requests = options.requests_per_day.unwrap_or_default();
        if !(0.0..=1e12).contains(&requests) {
            return Err(format!(
                "requests per day must be a number from 0 up, not {requests}"
            ));
        }
        Ok(options)
    }

    /// The answer to a question, if it was given.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&str> {
        self.answers.get(question).map(String::as_str)
    }

    /// Hyperparameters as given, here or among the fields of the job.
    #[must_use]
    pub fn given(&self) -> BTreeMap<String, Value> {
        let mut given = self.hyperparameters.clone();
        let of_job = self.job.hyperparameters.iter();
        given.extend(of_job.map(|(name, value)| (name.clone(), value.as_str().into())));
        given
    }

    /// The model that the plan is for, with the user's own quotas where the report has them for it.
    ///
    /// # Errors
    /// A sentence, for an id that the catalogue does not have.
    pub fn find_model(
        &self,
        of_report: Option<&str>,
        quotas: &[(String, Value)],
    ) -> Result<Option<Model>, String> {
        let Some(id) = self.model.as_deref().or(of_report) else {
            return Ok(None);
        };
        let Some(model) = models::find(id) else {
            if let Some(told) = models::uncustomized(id) {
                return Err(told);
            }
            let closest = models::closest(id);
            let meant = closest.map(|closest| format!("; did you mean {closest}?"));
            return Err(format!(
                "there is no model \"{id}\" in the catalogue{}",
                meant.unwrap_or_default()
            ));
        };
        if of_report == Some(id) {
            let quotas = quotas.iter().cloned().collect();
            return model.with_quotas(&quotas).map(Some);
        }
        Ok(Some(model.clone()))
    }
}

/// A number, or its digits as text: command lines and pages hold text.
#[must_use]
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::PlanOptions;
    use crate::options::refusal::read;

    #[test]
    fn a_typo_is_answered_with_the_options_of_a_plan() {
        let refused = read::<PlanOptions>(r#"{"modle": "nova-lite"}"#).expect_err("a typo");
        assert_eq!(
            refused.0,
            "there is no option \"modle\"; there are model, answers, requestsPerDay, hyperparameters, prices, job"
        );
    }
}
