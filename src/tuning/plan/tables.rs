//! The plan's numbers as tables, which `build.rs` generates from `src/tuning/plan/plan.toml`; that file names the source of each.

/// A number of the estimate that the user may edit.
pub struct Price {
    /// As in `--price NAME=VALUE`.
    pub name: &'static str,
    /// Common name.
    pub label: &'static str,
    /// Unit of the amount.
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
    /// Addition to the bare number.
    pub note: Option<&'static str>,
    /// Other numbers for some models.
    pub of: &'static [PriceOf],
}

/// A [`Price`] for some models.
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
    /// Addition to the bare number.
    pub note: Option<&'static str>,
}

/// The advised amount of data for a task.
pub struct Size {
    /// The task's name, as in `--task`.
    pub task: &'static str,
    /// Common name.
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

/// The number of epochs to start with.
pub struct Epochs {
    /// Family of models; none for all that no other entry names.
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

/// The number of warm-up steps that AWS advises.
pub struct WarmUp {
    /// The model's id.
    pub model: &'static str,
    /// One step for so many records.
    pub records: u64,
    /// Title and tag.
    pub source: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/plan.rs"));
