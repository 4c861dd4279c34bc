//! The registry: every rule, in the order they are shown. Docs, `tuneset rules`, the page's help and the tests derive from it.

use serde::Serialize;

use crate::dataset_finding::AnswersCheck;
use crate::diagnostic::Severity;
use crate::findings::{Findings, Setting};
use crate::json::{Kind, Value};
use crate::models::Model;
use crate::sample::Sample;

mod plain;
#[cfg(test)]
mod testing;

macro_rules! registry {
    ($($module:ident),* $(,)?) => {
        $(pub mod $module;)*
        /// Every rule, in the order they are shown.
        pub static RULES: [&Rule; [$(stringify!($module)),*].len()] = [$(&$module::RULE),*];
    };
}

registry![
    // What a file is.
    empty_file,
    invalid_file_name,
    binary_file,
    corrupt_archive,
    decompression_bomb,
    utf16_file,
    json_array_file,
    pretty_printed_json,
    carriage_return_file,
    csv_file,
    file_too_large,
    line_too_long,
    engine_fault,
    // What a line is.
    byte_order_mark,
    invalid_utf8,
    blank_line,
    comment_line,
    crlf_line_ending,
    carriage_return,
    missing_final_newline,
    ragged_row,
    open_quote,
    // Whether it is JSON.
    invalid_json,
    multiple_values_on_line,
    not_an_object,
    duplicate_key,
    unpaired_surrogate,
    number_out_of_range,
    // Whether it is a record of the format.
    wrong_format,
    mixed_formats,
    not_converted,
    lost_in_conversion,
    missing_key,
    unknown_key,
    forbidden_key,
    wrong_type,
    invalid_schema_version,
    system_block_count,
    too_few_messages,
    too_many_messages,
    invalid_role,
    role_order,
    empty_content,
    content_block_count,
    empty_text,
    unknown_block,
    misplaced_block,
    invalid_record_id,
    invalid_reference_answer,
    invalid_request_metadata,
    // What stands in it.
    reserved_string,
    caption_length,
    media_not_supported,
    invalid_media,
    too_much_media,
    mixed_media,
    mixed_buckets,
    invalid_s3_uri,
    unsupported_reasoning,
    thinking_tag,
    unsupported_tools,
    missing_tools,
    invalid_tool_config,
    invalid_tool_block,
    unmatched_tool_call,
    record_too_long,
    long_system_prompt,
    mixed_scripts,
    probable_secret,
    personal_data,
    // The data set as a whole.
    too_few_records,
    too_many_records,
    inconsistent_fields,
    duplicate_record,
    near_duplicate_record,
    conflicting_completion,
    overlapping_record,
    // What the answers teach.
    inconsistent_completion_format,
    class_imbalance,
    few_examples_of_class,
    inconsistent_label,
    near_empty_completion,
    completion_repeats_prompt,
    truncated_completion,
    outlying_length,
    outlying_script,
];

/// Reaction of Bedrock to a finding, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "RuleEffect"))]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The job fails.
    Rejects,
    /// The record is left out of the training.
    Drops,
    /// Nothing happens.
    Ignores,
    /// AWS does not document it.
    Unknown,
}

/// Looks at a value of the record, whose root comes first.
pub type NodeCheck = fn(Value<'_>, Value<'_>, &mut Findings<'_>);

/// Looks at a record as its format reads it.
pub type SampleCheck = fn(&Sample<'_>, Option<&Model>, &mut Findings<'_>);

/// Where a rule looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// Bytes, lines, files, the data set: reported by the code that reads them.
    Reading,
    /// Every value of that kind in the record, keys among the strings, whatever the format.
    Node(Kind, NodeCheck),
    /// The shape: reported while a format is walked.
    Shape,
    /// The record as its format reads it.
    Sample(SampleCheck),
    /// The same, where it holds more than text: media, reasoning, tools.
    Blocks(SampleCheck),
    /// The answers of the whole data set, once all are known.
    Answers(AnswersCheck),
}

/// A rule: what it is called, why it is there, and how it looks.
pub struct Rule {
    /// Kebab-case, names the finding.
    pub name: &'static str,
    /// Severity unless a finding or the user says otherwise.
    pub severity: Severity,
    /// What it does, in sentences; the first one is the summary.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Data that it reports; where that cannot be shown in a few lines, words in parentheses.
    pub example: &'static str,
    /// The same data as it should be.
    pub instead: &'static str,
    /// The model that the example is for, where it takes one.
    pub model: Option<&'static str>,
    /// Who says so: a tag of the catalogue's sources, and words.
    pub source: &'static str,
    /// What Bedrock does about it.
    pub bedrock: Effect,
    /// How that is known, or why it is not: a tag of the catalogue's sources, and words.
    pub evidence: &'static str,
    /// Whether a safe fix exists.
    pub fixable: bool,
    /// Where it looks.
    pub check: Check,
}

impl Effect {
    /// The effect as a sentence of the docs.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Rejects => "Rejects the job.",
            Self::Drops => "Leaves the record out of the training.",
            Self::Ignores => "Takes it as it is.",
            Self::Unknown => "Not known.",
        }
    }
}

impl Rule {
    /// Its place in [`RULES`].
    ///
    /// # Panics
    /// Where the rule is not registered.
    #[must_use]
    pub fn index(&'static self) -> usize {
        RULES
            .iter()
            .position(|rule| std::ptr::eq(*rule, self))
            .expect("every rule stands in the registry")
    }

    /// Its docs as Markdown, under fixed headings.
    #[must_use]
    pub fn docs(&self) -> String {
        let model = self
            .model
            .map(|model| format!(" (model `{model}`)"))
            .unwrap_or_default();
        let block = |text: &str| {
            if text.starts_with('(') {
                text.to_owned()
            } else {
                format!("```jsonl\n{text}\n```")
            }
        };
        format!(
            "## What it does\n{}\n\n## Why it matters\n{}\n\n## What Bedrock does\n{} {}\n\n## Example{model}\n{}\n\n## Instead\n{}\n\n## Source\n{}\n",
            self.what,
            self.why,
            self.bedrock.sentence(),
            self.evidence,
            block(self.example),
            block(self.instead),
            self.source
        )
    }

    /// The first sentence of its docs.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.what
            .split_inclusive(". ")
            .next()
            .unwrap_or(self.what)
            .trim_end()
    }
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// The setting of a rule where all that matters is whether records can be read.
#[must_use]
pub fn only_unreadable(rule: &'static Rule) -> Setting {
    const UNREADABLE: [&Rule; 13] = [
        &binary_file::RULE,
        &corrupt_archive::RULE,
        &decompression_bomb::RULE,
        &utf16_file::RULE,
        &csv_file::RULE,
        &line_too_long::RULE,
        &invalid_utf8::RULE,
        &carriage_return::RULE,
        &ragged_row::RULE,
        &open_quote::RULE,
        &invalid_json::RULE,
        &multiple_values_on_line::RULE,
        &not_an_object::RULE,
    ];
    if UNREADABLE.iter().any(|known| std::ptr::eq(*known, rule)) {
        Setting::Default
    } else {
        Setting::Off
    }
}

/// The rule whose name is most like `name`, for "did you mean".
#[must_use]
pub fn closest(name: &str) -> Option<&'static str> {
    crate::spelling::closest(name, RULES.iter().map(|rule| rule.name))
}

/// A rule of the registry: a kind of problem that Tuneset looks for.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RuleInfo {
    /// Unique name in kebab-case.
    name: &'static str,
    /// Severity, unless a finding or the caller sets another.
    severity: Severity,
    /// The problem that it reports, as a phrase.
    summary: &'static str,
    /// Markdown with fixed headings: What it does, Why it matters, What Bedrock does, Example, Instead, Source.
    docs: String,
    /// Reaction of Bedrock to such data.
    bedrock: Effect,
    /// Evidence for this reaction, or the reason why it is not known.
    evidence: &'static str,
    /// True if there is a safe fix.
    fixable: bool,
    /// Source in which AWS documents the requirement.
    source: &'static str,
}

/// Returns the registry as JSON: `RuleInfo[]` of the npm package.
///
/// # Panics
/// Never: the registry holds text only.
#[must_use]
pub fn to_json() -> String {
    let infos: Vec<RuleInfo> = RULES
        .iter()
        .map(|rule| RuleInfo {
            name: rule.name,
            severity: rule.severity,
            summary: rule.summary(),
            docs: rule.docs(),
            bedrock: rule.bedrock,
            evidence: rule.evidence,
            fixable: rule.fixable,
            source: rule.source,
        })
        .collect();
    serde_json::to_string(&infos).expect("text serializes")
}
