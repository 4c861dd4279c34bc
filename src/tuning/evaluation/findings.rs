//! Findings on references and answers.

use crate::diagnostic::finding::Severity;
use crate::tuning::file_findings::FileFinding;

pub const UNREADABLE_FILE: FileFinding = FileFinding {
    name: "unreadable-file",
    severity: Severity::Error,
    help: "give JSON Lines, the output of a batch inference job, or CSV with a header",
};
pub const UNREADABLE_LINE: FileFinding = FileFinding {
    name: "unreadable-line",
    severity: Severity::Error,
    help: "fix the line (`tuneset check` explains it)",
};
pub const NO_REFERENCE_ANSWER: FileFinding = FileFinding {
    name: "no-reference-answer",
    severity: Severity::Error,
    help: "a reference is a record of any training format, whose last turn is the answer, or has a key such as completion, reference or label (`--reference-key` names another)",
};
pub const NO_ANSWER: FileFinding = FileFinding {
    name: "no-answer",
    severity: Severity::Error,
    help: "an answer is under a key such as answer, completion or response, or in modelOutput (`--answer-key` names another)",
};
pub const FAILED_INFERENCE: FileFinding = FileFinding {
    name: "failed-inference",
    severity: Severity::Warning,
    help: "Bedrock gave an error instead of an answer; run these records again, or the comparison is of the others only",
};
pub const CUT_OFF_ANSWER: FileFinding = FileFinding {
    name: "cut-off-answer",
    severity: Severity::Warning,
    help: "the answer ended at the token limit; raise maxTokens of the inference, or good answers count as wrong ones",
};
pub const UNMATCHED_ANSWER: FileFinding = FileFinding {
    name: "unmatched-answer",
    severity: Severity::Warning,
    help: "it belongs to no reference and was left out; is it the answer to another file?",
};
pub const REPEATED_ANSWER: FileFinding = FileFinding {
    name: "repeated-answer",
    severity: Severity::Warning,
    help: "the reference has an answer already; the first counts",
};
pub const REPEATED_ID: FileFinding = FileFinding {
    name: "repeated-id",
    severity: Severity::Error,
    help: "two references have this id, so that answers by it go to the first",
};
pub const UNANSWERED_REFERENCE: FileFinding = FileFinding {
    name: "unanswered-reference",
    severity: Severity::Warning,
    help: "it has no answer and is in no figure of this model",
};
pub const OTHER_FORM: FileFinding = FileFinding {
    name: "other-form-than-training",
    severity: Severity::Warning,
    help: "a model that learned the form of the training data cannot hit this one; fix it, or train on such answers too",
};
pub const OTHER_TEST_SET: FileFinding = FileFinding {
    name: "other-test-set",
    severity: Severity::Error,
    help: "choose the answers to this test set; if the prompts were rewritten for the model, add ids to both files, or match them by order (`--match order`)",
};
pub const COUNT_MISMATCH: FileFinding = FileFinding {
    name: "count-mismatch",
    severity: Severity::Error,
    help: "answers without ids or prompts are matched by their order: where one is missing, all after it are compared with the wrong reference; add ids to both files",
};
