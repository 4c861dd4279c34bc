//! The next steps in the report.

use serde::Serialize;

/// Something to do with the data, in the order in which it is best done.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextStep {
    /// What to do.
    pub action: Action,
    /// Number of things that it is about.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub count: u64,
    /// The things that are counted.
    pub unit: Unit,
    /// The step as a request, without a full stop: `Convert 1,000 records to bedrock-conversation-2024`.
    pub text: String,
    /// What it changes, or what happens otherwise, without a full stop.
    pub effect: String,
    /// Arguments of the command line that do it: `["--convert"]`; absent where a person has to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub option: Vec<String>,
    /// Id of the model to choose, where one is proposed: the chosen one is closed, or only one is meant by such records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Names of the files to replace; absent for other steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

/// Kind of a step. The steps of a report come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "NextStepAction")
)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Choose another file instead of one that holds no record, or leave it out.
    ReplaceFile,
    /// Choose a model: none is chosen, or one that takes no new job.
    ChooseModel,
    /// Convert records to the wanted format.
    Convert,
    /// Name the fields of records of no known format, so that they can be converted.
    Map,
    /// Apply safe fixes.
    Fix,
    /// Apply suggested fixes, and look at each.
    FixSuggested,
    /// Look at records that stay rejected.
    Review,
    /// Decide on near-duplicates that are kept.
    Duplicates,
    /// Look at prompts with conflicting answers.
    Conflicts,
    /// Remove records that a comparison file has, too.
    Leakage,
    /// Write the files for a job.
    Export,
}

/// Things that a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "NextStepUnit"))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Records.
    Records,
    /// Findings.
    Findings,
    /// Groups of records.
    Groups,
    /// Files for a job: training, and validation if there is one.
    Files,
}
