//! Reasons for which records and lines are left out.

use serde::Serialize;

use crate::lint::rules::{
    blank_line, comment_line, duplicate_record, near_duplicate_record, overlapping_record,
};

/// Reason for setting a record or line aside: a key of `byReason`, and the `reason` of a row in the set-aside file, in which the
/// name of the first rule that refuses the record takes the place of `invalid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SetAsideReason {
    /// The line is blank.
    BlankLine,
    /// The line holds only a comment.
    CommentLine,
    /// The caller left the record out.
    DroppedByDecision,
    /// The record repeats another one byte for byte or as a JSON value.
    DuplicateRecord,
    /// The record has an error.
    Invalid,
    /// The record repeats another one in words, or nearly.
    NearDuplicateRecord,
    /// A file to compare with has the record, too.
    OverlappingRecord,
}

impl SetAsideReason {
    /// Returns the name in reports and rows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BlankLine => blank_line::RULE.name,
            Self::CommentLine => comment_line::RULE.name,
            Self::DroppedByDecision => "dropped-by-decision",
            Self::DuplicateRecord => duplicate_record::RULE.name,
            Self::Invalid => "invalid",
            Self::NearDuplicateRecord => near_duplicate_record::RULE.name,
            Self::OverlappingRecord => overlapping_record::RULE.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::SetAsideReason::{
        BlankLine, CommentLine, DroppedByDecision, DuplicateRecord, Invalid, NearDuplicateRecord,
        OverlappingRecord,
    };

    #[test]
    fn reasons_have_one_name_in_the_report_and_in_the_set_aside_file() {
        for reason in [
            BlankLine,
            CommentLine,
            DroppedByDecision,
            DuplicateRecord,
            Invalid,
            NearDuplicateRecord,
            OverlappingRecord,
        ] {
            assert_eq!(json!(reason), reason.name());
        }
    }
}
