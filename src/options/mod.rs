//! Options: read from JSON, checked once, with the defaults of the command line, and resolved against rules, models and formats.
//!
//! Uses `diagnostic`, `json`, `record`, `input`, `models` and `lint`. Start reading here, then at `resolve`.

mod amount;
pub mod decisions;
pub mod refusal;
mod resolve;
mod split;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::option_error::OptionError;
use crate::lint::fix_settings::FixSetting;

use amount::LARGEST_WHOLE_NUMBER;
pub use amount::{Amount, Quantity};
pub(crate) use resolve::Resolved;
pub use split::{MediaGroups, Side, SplitOptions, Stratify};

/// Options of `check` and `prepare` that the result depends on, except those of the split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "DataOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// A model id of `models`; without it the format is recognised and its common rules apply.
    pub model: Option<String>,
    /// Your own numbers for limits of the model, by name: `{"max-records": 50000}`. Names are those of `ModelInfo.limits` in
    /// kebab-case. Two kinds can be set: adjustable limits, which AWS raised for your account, and outvoted ones, for which one
    /// source gives another number.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::numbers_or_words")
    )]
    pub limits: BTreeMap<String, serde_json::Value>,
    /// Severity by rule name; `off` silences the rule.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Findings kept as examples for each rule, first ones in file order; all are counted. Above 500, findings that are reported once
    /// for many records are listed for each.
    pub max_examples_per_rule: usize,
    /// Take the data as the safe fixes make it: see `Diagnostic.fix`.
    pub fix: bool,
    /// The same with those fixes, too, that need a guess.
    pub unsafe_fixes: bool,
    /// Fixes to apply to the findings of single rules, whatever `fix` and `unsafeFixes` are: `{"blank-line": "off"}`. A line
    /// with a fault is repaired completely or not at all.
    pub fixes: BTreeMap<String, FixSetting>,
    /// The similarity, from 0.5 to 1, from which records are near-duplicates; or `off`.
    #[cfg_attr(
        test,
        schemars(schema_with = "crate::diagnostic::schema_parts::number_or_word")
    )]
    pub near: Near,
    /// Turn records into those of one format: true for that of the model (`bedrock-conversation-2024` without one), or a
    /// format's name.
    #[cfg_attr(
        test,
        schemars(
            schema_with = "crate::diagnostic::schema_parts::flag_or::<crate::record::format::Format>"
        )
    )]
    pub convert: Option<Convert>,
    /// The keys of flat records of no known layout, or the columns of a table: `{"prompt": "dialogue", "completion":
    /// "summary"}`, and optionally `system`. Records that have them are converted to the format of `convert`.
    pub map: BTreeMap<String, String>,
    /// Copies that are left out, each for one that stays: those of this kind of `MatchKind` and of the stricter ones.
    pub dedupe: Dedupe,
    /// The copy that stays.
    pub keep: Keep,
    /// Options of the split; none for a single output.
    #[cfg_attr(test, schemars(skip))]
    pub split: Option<SplitOptions>,
    /// So many of the last inputs are validation files: their records stay on that side, and no share of the others is drawn.
    #[cfg_attr(test, schemars(skip))]
    pub validation_files: usize,
    /// Of files to compare with: only what cannot be read is looked for. The data set sets it, not the user.
    #[cfg_attr(test, schemars(skip))]
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
            map: BTreeMap::new(),
            dedupe: Dedupe::Canonical,
            keep: Keep::First,
            split: Some(SplitOptions::default()),
            validation_files: 0,
            compared: false,
        }
    }
}

/// The conversion, as the user requests it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Convert {
    /// The model's format, or none.
    Wanted(bool),
    /// The format of that name.
    Format(String),
}

/// A rule's severity as the user sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RuleSetting {
    /// Report as an error.
    Error,
    /// Report as a warning.
    Warning,
    /// Report as information.
    Info,
    /// Report with the rule's own severity: switches on a rule that is off by default.
    On,
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
    /// Returns the similarity; none if near-duplicates are not searched.
    pub(crate) fn threshold(&self) -> Result<Option<f64>, OptionError> {
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

/// The kinds of copies that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// The one of several copies that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// The first in file order.
    First,
    /// The last in file order.
    Last,
    /// The one of most bytes; the first of these.
    Longest,
}

impl Options {
    /// Options from JSON text.
    ///
    /// # Errors
    /// A sentence that names the unknown key, rule or model, or the impossible value.
    pub fn from_json(text: &str) -> Result<Self, OptionError> {
        let options: Self = refusal::read(text)?;
        let resolved = options.resolve()?;
        if resolved.near.is_none() && options.dedupe == Dedupe::Near {
            return Err(OptionError(
                "dedupe near requires near, which is off".to_owned(),
            ));
        }
        if let Some(split) = &options.split {
            split.validation.quantity()?;
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
                r#"{"fixes": {"missing-key": "safe"}}"#,
                "there is no fix for missing-key; fixes exist for",
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
                "dedupe near requires near",
            ),
        ] {
            let error = Options::from_json(json).expect_err(json);
            assert!(error.0.contains(sentence), "{error}");
        }
    }
}
