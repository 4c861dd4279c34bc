//! The order in which people see rules: errors, then warnings by how sure they are, then notes. Registry order is that of reading.

use std::collections::BTreeMap;

use super::{
    RULES, chat_template_marker, class_imbalance, completion_repeats_prompt,
    conflicting_completion, conflicting_label, confusable_characters, control_character,
    double_escape, duplicate_record, html_entity, inconsistent_completion_format,
    inconsistent_fields, inconsistent_label, legacy_separator, lost_in_conversion, lost_letter,
    mismatched_tool_input, mojibake, near_duplicate_record, near_empty_completion, null_argument,
    null_field, number_out_of_range, overlapping_record, personal_data, probable_secret,
    rare_class, replacement_character, script_reserved_string, thinking_tag, too_many_messages,
    truncated_completion, unclosed_array, unfilled_placeholder, unknown_key, unpaired_surrogate,
    unsupported_tools,
};
use crate::diagnostic::finding::Severity;
use crate::lint::Rule;

/// The warnings: first what is so whatever the data is for, then by the share that readers found useful (tests/precision/README.md),
/// at last what is a matter of taste.
const WARNINGS: [&Rule; 37] = [
    &unclosed_array::RULE,
    &duplicate_record::RULE,
    &overlapping_record::RULE,
    &probable_secret::RULE,
    &completion_repeats_prompt::RULE,
    &conflicting_label::RULE,
    &mismatched_tool_input::RULE,
    &chat_template_marker::RULE,
    &thinking_tag::RULE,
    &replacement_character::RULE,
    &lost_letter::RULE,
    &mojibake::RULE,
    &double_escape::RULE,
    &control_character::RULE,
    &unpaired_surrogate::RULE,
    &number_out_of_range::RULE,
    &too_many_messages::RULE,
    &null_argument::RULE,
    &null_field::RULE,
    &inconsistent_label::RULE,
    &inconsistent_fields::RULE,
    &unfilled_placeholder::RULE,
    &inconsistent_completion_format::RULE,
    &near_empty_completion::RULE,
    &near_duplicate_record::RULE,
    &truncated_completion::RULE,
    &conflicting_completion::RULE,
    &rare_class::RULE,
    &confusable_characters::RULE,
    &personal_data::RULE,
    &lost_in_conversion::RULE,
    &unsupported_tools::RULE,
    &unknown_key::RULE,
    &html_entity::RULE,
    &legacy_separator::RULE,
    &class_imbalance::RULE,
    &script_reserved_string::RULE,
];

/// Returns every rule in the order that people see.
pub fn in_order() -> Vec<&'static Rule> {
    let mut rules = RULES.to_vec();
    let place = |rule: &Rule| WARNINGS.iter().position(|known| known.name == rule.name);
    rules.sort_by_key(|rule| {
        let severity = std::cmp::Reverse(rule.severity);
        let surest = place(rule).filter(|_| rule.severity == Severity::Warning);
        (severity, surest)
    });
    rules
}

/// Returns numbers of findings by rule in the order of tables, rules whose worst finding is an error before the others.
pub fn ordered(
    counts: &BTreeMap<&'static str, u64>,
    severity_of: impl Fn(&str) -> Severity,
) -> Vec<(&'static str, u64)> {
    let counted = |rule: &Rule| Some((rule.name, *counts.get(rule.name)?));
    let mut all: Vec<_> = in_order().into_iter().filter_map(counted).collect();
    all.sort_by_key(|(name, _)| std::cmp::Reverse(severity_of(name)));
    all
}

#[cfg(test)]
mod tests {
    use super::{WARNINGS, in_order};
    use crate::diagnostic::finding::Severity;

    #[test]
    fn errors_come_first_then_each_warning_at_its_place_then_notes() {
        let rules = in_order();
        assert!(rules.is_sorted_by_key(|rule| std::cmp::Reverse(rule.severity)));
        let is_warning = |rule: &&_| -> bool {
            let rule: &crate::lint::Rule = rule;
            rule.severity == Severity::Warning
        };
        let names = |rules: &[&crate::lint::Rule]| -> Vec<&str> {
            rules.iter().map(|rule| rule.name).collect()
        };
        let warnings: Vec<_> = rules.into_iter().filter(is_warning).collect();
        assert_eq!(
            names(&warnings),
            names(&WARNINGS),
            "a new warning needs a place"
        );
    }
}
