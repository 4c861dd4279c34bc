//! The registry: every rule, in the order of reading; people see them in that of `order`. Docs, `tuneset rules`, the page's help and the tests derive from it.

use serde::Serialize;

use crate::diagnostic::finding::Severity;
use crate::lint::rule_set::RuleSet;
use crate::lint::settings::{RuleSettings, Setting};
use crate::lint::{Effect, Rule};

pub mod order;
mod placeholder;
mod plain;
mod tool_input;
mod tool_schema;

macro_rules! registry {
    ($($module:ident),* $(,)?) => {
        $(pub mod $module;)*
        /// Every rule, in the order in which data is read and fixes are carried out.
        pub static RULES: [&Rule; [$(stringify!($module)),*].len()] = [$(&$module::RULE),*];
    };
}

registry![
    // Files.
    empty_file,
    invalid_file_name,
    binary_file,
    not_json_lines,
    corrupt_archive,
    decompression_bomb,
    utf16_file,
    json_array_file,
    pretty_printed_json,
    wrapped_records,
    unclosed_array,
    carriage_return_file,
    csv_file,
    file_too_large,
    line_too_long,
    engine_fault,
    // Lines.
    byte_order_mark,
    invalid_utf8,
    blank_line,
    comment_line,
    crlf_line_ending,
    carriage_return,
    missing_final_newline,
    ragged_row,
    unclosed_quote,
    // JSON.
    invalid_json,
    multiple_values_on_line,
    encoded_record,
    not_an_object,
    duplicate_key,
    unpaired_surrogate,
    number_out_of_range,
    // Records of the format.
    wrong_format,
    mixed_formats,
    not_converted,
    lost_in_conversion,
    missing_key,
    unknown_key,
    null_field,
    null_argument,
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
    // Contents of records.
    reserved_string,
    script_reserved_string,
    chat_template_marker,
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
    mismatched_tool_input,
    record_too_long,
    long_system_prompt,
    control_character,
    replacement_character,
    lost_letter,
    mojibake,
    html_entity,
    html_tag,
    double_escape,
    legacy_separator,
    zero_width_character,
    run_of_spaces,
    unfilled_placeholder,
    translator_remark,
    transcript_in_text,
    confusable_characters,
    probable_secret,
    personal_data,
    // The data set as a whole.
    model_closed,
    too_few_records,
    too_many_records,
    inconsistent_fields,
    duplicate_record,
    near_duplicate_record,
    near_duplicate_prompt,
    repeated_answer,
    conflicting_completion,
    conflicting_label,
    overlapping_record,
    // Effects of the answers on training.
    inconsistent_completion_format,
    class_imbalance,
    rare_class,
    inconsistent_label,
    near_empty_completion,
    completion_repeats_prompt,
    truncated_completion,
    boilerplate_answer,
    length_outlier,
    script_outlier,
];

const _: () = assert!(RULES.len() <= RuleSet::CAPACITY);

/// Returns the place of a rule in [`RULES`].
///
/// # Panics
/// If the rule is not registered.
#[must_use]
pub fn index(rule: &'static Rule) -> usize {
    rule.index_in(&RULES)
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// Rules that are off unless the user gives them a severity.
const OFF: [&Rule; 1] = [&script_reserved_string::RULE];

/// Returns the settings of a user who changes none.
#[must_use]
pub fn default_settings() -> RuleSettings {
    let mut settings = RuleSettings::new(&RULES);
    for rule in OFF {
        settings.set(rule, Setting::Off);
    }
    settings
}

/// Returns the setting of a rule for files that only need to be readable.
#[must_use]
pub fn only_unreadable(rule: &'static Rule) -> Setting {
    const UNREADABLE: [&Rule; 14] = [
        &binary_file::RULE,
        &not_json_lines::RULE,
        &corrupt_archive::RULE,
        &decompression_bomb::RULE,
        &utf16_file::RULE,
        &csv_file::RULE,
        &line_too_long::RULE,
        &invalid_utf8::RULE,
        &carriage_return::RULE,
        &ragged_row::RULE,
        &unclosed_quote::RULE,
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

/// Rules that were renamed: the former name, and the rule of today.
const RENAMED: [(&str, &Rule); 6] = [
    ("forge-reserved-string", &script_reserved_string::RULE),
    ("mixed-scripts", &confusable_characters::RULE),
    ("outlying-length", &length_outlier::RULE),
    ("outlying-script", &script_outlier::RULE),
    ("few-examples-of-class", &rare_class::RULE),
    ("open-quote", &unclosed_quote::RULE),
];

/// Returns the rule that had that name before it was renamed.
#[must_use]
pub fn renamed(former: &str) -> Option<&'static Rule> {
    let mut renamed = RENAMED.into_iter();
    renamed.find_map(|(name, rule)| (name == former).then_some(rule))
}

/// The rule whose name is most like `name`, for "did you mean".
#[must_use]
pub fn closest(name: &str) -> Option<&'static str> {
    crate::diagnostic::suggest::closest(name, RULES.iter().map(|rule| rule.name))
}

/// A rule of the registry: a kind of problem that Tuneset looks for.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(crate) struct RuleInfo {
    /// Unique name in kebab-case.
    name: &'static str,
    /// Names that it had in earlier versions; absent if it had no other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    former_names: Vec<&'static str>,
    /// Severity, unless a finding or the caller sets another.
    severity: Severity,
    /// The problem that it reports, as a phrase.
    summary: &'static str,
    /// Markdown with fixed headings: Checks, Why it matters, Bedrock's behavior, Example, Instead, Source.
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

fn former_names(rule: &Rule) -> Vec<&'static str> {
    let former = RENAMED.iter().filter(|(_, now)| now.name == rule.name);
    former.map(|(name, _)| *name).collect()
}

/// Returns the registry as JSON: `RuleInfo[]` of the npm package.
///
/// # Panics
/// Never: the registry holds text only.
#[must_use]
pub fn to_json() -> String {
    let infos: Vec<RuleInfo> = order::in_order()
        .into_iter()
        .map(|rule| RuleInfo {
            name: rule.name,
            former_names: former_names(rule),
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
