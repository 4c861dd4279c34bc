//! The plan's numbers as tables: `build.rs` makes them of `src/tuning/plan/plan.toml`, which says where each comes from.

/// A number of the estimate that the user may edit.
pub struct Price {
    /// As in `--price NAME=VALUE`.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it counts.
    pub unit: &'static str,
    /// The likeliest of the quotes.
    pub value: f64,
    /// The lowest of them.
    pub low: f64,
    /// The highest of them.
    pub high: f64,
    /// Title and tag.
    pub source: &'static str,
    /// The day the source was read.
    pub as_of: &'static str,
    /// What the bare number does not say.
    pub note: Option<&'static str>,
    /// Other numbers for some models.
    pub of: &'static [PriceOf],
}

/// What a [`Price`] is for some models.
pub struct PriceOf {
    /// Their ids.
    pub models: &'static [&'static str],
    /// As in [`Price::value`].
    pub value: f64,
    /// As in [`Price::low`].
    pub low: f64,
    /// As in [`Price::high`].
    pub high: f64,
    /// Title and tag.
    pub source: &'static str,
    /// The day the source was read.
    pub as_of: &'static str,
    /// What the bare number does not say.
    pub note: Option<&'static str>,
}

/// How much data a task is advised to have.
pub struct Size {
    /// The task's name, as in `--task`.
    pub task: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Examples from here on.
    pub min: u64,
    /// Examples up to here.
    pub max: u64,
    /// Of what: `class` or `data set`.
    pub each: &'static str,
    /// Title and tag.
    pub source: &'static str,
    /// The day the source was read.
    pub as_of: &'static str,
}

/// How many epochs to start with.
pub struct Epochs {
    /// Whose models; none for all that no other entry names.
    pub family: Option<&'static str>,
    /// From so many records on.
    pub from: u64,
    /// The epochs.
    pub count: u64,
    /// Title and tag.
    pub source: &'static str,
    /// The reason.
    pub note: &'static str,
}

/// How many warm-up steps AWS advises.
pub struct WarmUp {
    /// The model's id.
    pub model: &'static str,
    /// One step for so many records.
    pub records: u64,
    /// Title and tag.
    pub source: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/plan.rs"));
