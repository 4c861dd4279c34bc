//! What the user asks for: read from JSON, checked once, with the defaults of the command line.

pub mod refusal;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::convert::Target;
use crate::diagnostic::Severity;
use crate::fix_settings::{FixChoice, FixSetting};
use crate::format::Format;
use crate::models::{self, Model};
use crate::option_decisions::Decisions;
use crate::option_error::OptionError;
use crate::pointer::Pointer;
use crate::repair::Fixes;
use crate::rule::Rule;
use crate::rules;
use crate::rules::RULES;
use crate::settings::{RuleSettings, Setting};

/// Everything that changes what is found or written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// A model id of the catalogue; without it only the rules of the recognised format apply.
    pub model: Option<String>,
    /// The user's own numbers for quotas of the model that AWS raises, by their names in the catalogue: whole numbers, or
    /// their digits as text.
    pub limits: BTreeMap<String, serde_json::Value>,
    /// Severity by rule name, or off.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Findings kept as examples for each rule.
    pub max_examples_per_rule: usize,
    /// Apply the safe fixes.
    pub fix: bool,
    /// Apply the fixes that guess, and the safe ones with them.
    pub unsafe_fixes: bool,
    /// What to apply to the findings of single rules, by name, whatever is wanted of the others.
    pub fixes: BTreeMap<String, FixSetting>,
    /// From which similarity on records are near-duplicates.
    pub near: Near,
    /// Turn records into those of one format: true for that of the model, or a format's name.
    pub convert: Option<Convert>,
    /// Which copies are left out.
    pub dedupe: Dedupe,
    /// Which of the copies stays.
    pub keep: Keep,
    /// How records are shared out; none for a single output.
    pub split: Option<SplitOptions>,
    /// Of files to compare with: only what cannot be read is looked for. The data set sets it, not the user.
    pub compared: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            model: None,
            limits: BTreeMap::new(),
            rules: BTreeMap::new(),
            max_examples_per_rule: 20,
            fix: false,
            unsafe_fixes: false,
            fixes: BTreeMap::new(),
            near: Near::Similarity(USUAL_SIMILARITY),
            convert: None,
            dedupe: Dedupe::Canonical,
            keep: Keep::First,
            split: Some(SplitOptions::default()),
            compared: false,
        }
    }
}

/// What records are turned into, as the user says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Convert {
    /// What the model takes, or nothing.
    Wanted(bool),
    /// The format of that name.
    Format(String),
}

/// A rule's severity as the user sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSetting {
    /// Report as an error.
    Error,
    /// Report as a warning.
    Warning,
    /// Report as information.
    Info,
    /// Do not report.
    Off,
}

/// Of a hundred words in a row 96 are the same: what people take for the same text, edited.
const USUAL_SIMILARITY: f64 = 0.8;

/// Below this, texts of one subject are alike.
const LEAST_SIMILARITY: f64 = 0.5;

/// From which similarity on records are near-duplicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Near {
    /// From 0.5 to 1.
    Similarity(f64),
    /// The same as text, or `off`.
    Text(String),
}

impl Near {
    /// The similarity; none where near-duplicates are not looked for.
    ///
    /// # Errors
    /// A sentence, for anything but `off` and a number from 0.5 to 1.
    pub fn threshold(&self) -> Result<Option<f64>, OptionError> {
        let (similarity, shown) = match self {
            Self::Similarity(similarity) => (Some(*similarity), similarity.to_string()),
            Self::Text(text) if text.trim() == "off" => return Ok(None),
            Self::Text(text) => (text.trim().parse().ok(), text.clone()),
        };
        let in_range = |similarity: &f64| (LEAST_SIMILARITY..=1.0).contains(similarity);
        similarity.filter(in_range).map(Some).ok_or_else(|| {
            OptionError(format!("near \"{shown}\" is neither a similarity from {LEAST_SIMILARITY} to 1, such as 0.8, nor off"))
        })
    }
}

/// Which records count as copies that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dedupe {
    /// The same bytes.
    Exact,
    /// The same JSON value, whatever its spacing, escapes and order of keys.
    Canonical,
    /// The same words, whatever case, white space and punctuation.
    Normalized,
    /// All that are similar enough to one that stays.
    Near,
    /// Leave nothing out; copies stay on one side of the split.
    Off,
}

/// Which of several copies stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// The first in file order.
    First,
    /// The last in file order.
    Last,
    /// The one of most bytes; the first of these.
    Longest,
}

/// How records are shared out between training and validation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SplitOptions {
    /// A share or a count.
    pub validation: Amount,
    /// Another seed, another split; the same seed, the same one.
    pub seed: u64,
    /// A JSON Pointer: records with the same value there stay on one side.
    pub group_by: Option<String>,
    /// What was decided of single records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<Decisions>,
    /// What both sides have the same shares of: `auto` for the classes of the answers, where they have such, a JSON Pointer, or
    /// `off`.
    pub stratify_by: String,
}

impl Default for SplitOptions {
    fn default() -> Self {
        Self {
            validation: Amount::Text("20%".to_owned()),
            seed: 42,
            group_by: None,
            decisions: None,
            stratify_by: AUTO.to_owned(),
        }
    }
}

/// The classes of the answers, where they look like classes.
const AUTO: &str = "auto";
const OFF: &str = "off";

/// What both sides have the same shares of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stratify {
    /// The classes of the answers, where they look like classes.
    Auto,
    /// What a pointer leads to.
    Pointer,
    /// Nothing.
    Off,
}

impl SplitOptions {
    /// What records are grouped by.
    ///
    /// # Errors
    /// A sentence, for what is no JSON Pointer.
    pub fn group_pointer(&self) -> Result<Option<Pointer>, OptionError> {
        let given = self.group_by.as_deref();
        given
            .map(|text| Pointer::parse(text, "group-by"))
            .transpose()
    }

    /// What both sides have the same shares of.
    #[must_use]
    pub fn stratify(&self) -> Stratify {
        match self.stratify_by.as_str() {
            AUTO => Stratify::Auto,
            OFF => Stratify::Off,
            _ => Stratify::Pointer,
        }
    }

    /// Where the classes stand that both sides have the same shares of, if the user says so.
    ///
    /// # Errors
    /// A sentence, for what is neither a JSON Pointer nor auto or off.
    pub fn class_pointer(&self) -> Result<Option<Pointer>, OptionError> {
        if self.stratify() != Stratify::Pointer {
            return Ok(None);
        }
        let option = format!("neither {AUTO} nor {OFF}: stratify-by");
        Pointer::parse(&self.stratify_by, &option).map(Some)
    }
}

/// A share ("20%", 0.2) or a count (500) of records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// Below 1 a share, from 1 on a count.
    Number(f64),
    /// The same as text, or a percentage.
    Text(String),
}

/// What an [`Amount`] means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// From 0 up to, not including, 1.
    Share(f64),
    /// A number of records.
    Count(u64),
}

/// Seeds and counts cross the boundary as JavaScript numbers: 2^53 - 1.
const LARGEST_WHOLE_NUMBER: u64 = (1 << 53) - 1;

impl Amount {
    /// The share or count that is meant.
    ///
    /// # Errors
    /// A sentence, for anything but a share of 0 to under 100 % or a whole number of records.
    pub fn quantity(&self) -> Result<Quantity, OptionError> {
        let refused = |shown: &str| {
            OptionError(format!(
                "validation \"{shown}\" is neither a share such as 20% or 0.2 nor a whole number of records such as 500"
            ))
        };
        let (number, shown) = match self {
            Self::Number(number) => (*number, number.to_string()),
            Self::Text(text) => {
                let trimmed = text.trim();
                if let Some(percent) = trimmed.strip_suffix('%') {
                    let share = percent.trim().parse::<f64>().map_err(|_| refused(text))? / 100.0;
                    return if (0.0..1.0).contains(&share) {
                        Ok(Quantity::Share(share))
                    } else {
                        Err(refused(text))
                    };
                }
                (
                    trimmed.parse::<f64>().map_err(|_| refused(text))?,
                    text.clone(),
                )
            }
        };
        if (0.0..1.0).contains(&number) {
            return Ok(Quantity::Share(number));
        }
        #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact in f64")]
        let largest = LARGEST_WHOLE_NUMBER as f64;
        if number.fract() != 0.0 || !(1.0..=largest).contains(&number) {
            return Err(refused(&shown));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number within range"
        )]
        Ok(Quantity::Count(number as u64))
    }
}

impl Options {
    /// Options from JSON text.
    ///
    /// # Errors
    /// A sentence that names the unknown key, rule or model, or the impossible value.
    pub fn from_json(text: &str) -> Result<Self, OptionError> {
        let options: Self = refusal::read(text)?;
        options.settings()?;
        options.fixes()?;
        options.find_model()?;
        if options.near.threshold()?.is_none() && options.dedupe == Dedupe::Near {
            return Err(OptionError(
                "dedupe near leaves out records from a similarity on, which near off does not look for".to_owned(),
            ));
        }
        options.conversion()?;
        if let Some(split) = &options.split {
            split.validation.quantity()?;
            split.group_pointer()?;
            split.class_pointer()?;
            if let Some(decisions) = &split.decisions {
                decisions.check()?;
            }
            if split.seed > LARGEST_WHOLE_NUMBER {
                return Err(OptionError(format!(
                    "the seed must be a whole number from 0 to {LARGEST_WHOLE_NUMBER}"
                )));
            }
        }
        Ok(options)
    }

    /// Which repairs are made.
    ///
    /// # Errors
    /// A sentence, for a rule that does not exist, and for one whose findings nothing repairs.
    pub fn fixes(&self) -> Result<FixChoice, OptionError> {
        let mut choice = FixChoice::all(match self {
            Self {
                unsafe_fixes: true, ..
            } => Fixes::Unsafe,
            Self { fix: true, .. } => Fixes::Safe,
            _ => Fixes::None,
        });
        for (name, wanted) in &self.fixes {
            let rule = named_rule(name)?;
            if !rule.fixable {
                let fixable = RULES.iter().filter(|rule| rule.fixable);
                let names: Vec<&str> = fixable.map(|rule| rule.name).collect();
                return Err(OptionError(format!(
                    "nothing repairs {name}; there are fixes for {}",
                    names.join(", ")
                )));
            }
            choice.set(rule, (*wanted).into());
        }
        Ok(choice)
    }

    /// What records are turned into; none where they stay what they are.
    ///
    /// # Errors
    /// A sentence, for a name that no format has, or a format that the model does not take.
    pub fn conversion(&self) -> Result<Option<Target>, OptionError> {
        if matches!(self.convert, None | Some(Convert::Wanted(false))) {
            return Ok(None);
        }
        let model = self.find_model()?;
        let model = model.as_deref();
        let own = model.map_or(Format::BedrockConversation2024, |model| model.format);
        let format = match &self.convert {
            None | Some(Convert::Wanted(_)) => own,
            Some(Convert::Format(name)) => Format::named(name).ok_or_else(|| {
                let names = Format::ALL.map(Format::name);
                OptionError(match crate::spelling::closest(name, names) {
                    Some(closest) => {
                        format!("there is no format \"{name}\"; did you mean {closest}?")
                    }
                    None => format!(
                        "there is no format \"{name}\"; there are {}",
                        names.join(", ")
                    ),
                })
            })?,
        };
        if let Some(model) = model.filter(|_| format != own) {
            return Err(OptionError(format!(
                "{} takes {} records; convert to that, or leave the model out",
                model.name,
                own.name()
            )));
        }
        Ok(Some(Target {
            format,
            one_system_text: model
                .and_then(|model| model.system_blocks.as_ref())
                .is_some_and(|blocks| blocks.value == 1),
        }))
    }

    /// The model that was asked for, with the user's own numbers where they set any.
    ///
    /// # Errors
    /// A sentence with the closest id, for an id that the catalogue does not hold; one that says what can be set, for
    /// limits that cannot be set like this.
    pub fn find_model(&self) -> Result<Option<Cow<'static, Model>>, OptionError> {
        let Some(id) = &self.model else {
            return match self.limits.keys().next() {
                None => Ok(None),
                Some(name) => Err(OptionError(format!(
                    "the limit {name} is one of a model: name the model too"
                ))),
            };
        };
        let model = models::find(id)
            .ok_or_else(|| OptionError(unknown("model", id, models::closest(id), "models")))?;
        if self.limits.is_empty() {
            return Ok(Some(Cow::Borrowed(model)));
        }
        let model = model.with_quotas(&self.limits).map_err(OptionError)?;
        Ok(Some(Cow::Owned(model)))
    }

    /// Returns the setting of each rule.
    ///
    /// # Errors
    /// A sentence with the closest name, for a rule that does not exist.
    pub fn settings(&self) -> Result<RuleSettings, OptionError> {
        let mut settings = rules::default_settings();
        if self.compared {
            for rule in RULES {
                settings.set(rule, rules::only_unreadable(rule));
            }
            return Ok(settings);
        }
        for (name, wanted) in &self.rules {
            let rule = named_rule(name)?;
            let setting = match wanted {
                RuleSetting::Error => Setting::Always(Severity::Error),
                RuleSetting::Warning => Setting::Always(Severity::Warning),
                RuleSetting::Info => Setting::Always(Severity::Info),
                RuleSetting::Off => Setting::Off,
            };
            settings.set(rule, setting);
        }
        Ok(settings)
    }
}

fn named_rule(name: &str) -> Result<&'static Rule, OptionError> {
    let unknown = || OptionError(unknown("rule", name, rules::closest(name), "rules"));
    rules::find(name).ok_or_else(unknown)
}

fn unknown(kind: &str, given: &str, closest: Option<&str>, list: &str) -> String {
    match closest {
        Some(name) => format!("there is no {kind} \"{given}\"; did you mean {name}?"),
        None => format!("there is no {kind} \"{given}\"; `tuneset {list}` lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Near, Options, Quantity};

    #[test]
    fn validation_is_a_share_or_a_count() {
        let text = |text: &str| Amount::Text(text.to_owned()).quantity();
        assert_eq!(text("20%"), Ok(Quantity::Share(0.2)));
        assert_eq!(text("0.2"), Ok(Quantity::Share(0.2)));
        assert_eq!(text("500"), Ok(Quantity::Count(500)));
        assert_eq!(text("0"), Ok(Quantity::Share(0.0)));
        assert_eq!(Amount::Number(500.0).quantity(), Ok(Quantity::Count(500)));
        for wrong in ["", "x", "-1", "100%", "1.5", "NaN", "inf", "1e300"] {
            let error = text(wrong).expect_err(wrong);
            assert!(error.0.contains("neither a share"), "{error}");
        }
    }

    #[test]
    fn near_is_a_similarity_or_off() {
        let text = |text: &str| Near::Text(text.to_owned()).threshold();
        assert_eq!(text("0.8"), Ok(Some(0.8)));
        assert_eq!(text("off"), Ok(None));
        assert_eq!(Near::Similarity(1.0).threshold(), Ok(Some(1.0)));
        assert_eq!(Options::default().near.threshold(), Ok(Some(0.8)));
        for wrong in ["", "on", "0.49", "1.01", "80%", "NaN"] {
            let error = text(wrong).expect_err(wrong);
            assert!(error.0.contains("neither a similarity"), "{error}");
        }
    }

    #[test]
    fn wrong_options_get_a_sentence() {
        for (json, sentence) in [
            (
                r#"{"modle": "nova-lite"}"#,
                "there is no option \"modle\"; there are model",
            ),
            (r#"{"model": "nova-light"}"#, "did you mean nova-lite?"),
            (
                r#"{"rules": {"role-ordr": "off"}}"#,
                "did you mean role-order?",
            ),
            (
                r#"{"fixes": {"invalid-jsn": "safe"}}"#,
                "did you mean invalid-json?",
            ),
            (
                r#"{"fixes": {"role-order": "safe"}}"#,
                "nothing repairs role-order; there are fixes for",
            ),
            (
                r#"{"split": {"seed": 9007199254740992}}"#,
                "whole number from 0 to",
            ),
            (r#"{"limits": {"max-records": 9}}"#, "name the model too"),
            (
                r#"{"model": "nova-lite", "limits": {"max-tokens": 9}}"#,
                "what can be set is max-records",
            ),
            (r#"{"near": 0.3}"#, "a similarity from 0.5 to 1"),
            (
                r#"{"near": "off", "dedupe": "near"}"#,
                "which near off does not look for",
            ),
        ] {
            let error = Options::from_json(json).expect_err(json);
            assert!(error.0.contains(sentence), "{error}");
        }
    }
}
