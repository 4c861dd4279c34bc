//! A model as the build script embeds it.

use std::sync::OnceLock;

use super::Model;

/// A model's JSON, with its keys for lookups that do not parse it.
pub(super) struct Entry {
    /// Id of the model.
    pub(super) id: &'static str,
    /// Name of its format.
    pub(super) format: &'static str,
    /// The model, all of it.
    pub(super) json: &'static str,
    model: OnceLock<Model>,
}

// The build script's output from `models.toml`: `ALL`.
include!(concat!(env!("OUT_DIR"), "/models.rs"));

impl Entry {
    const fn new(id: &'static str, format: &'static str, json: &'static str) -> Self {
        let model = OnceLock::new();
        Self {
            id,
            format,
            json,
            model,
        }
    }

    /// Returns the model, read at the first call.
    ///
    /// # Panics
    /// If `models.toml` has a field that `Model` lacks: a test reads every entry.
    pub(super) fn model(&'static self) -> &'static Model {
        self.model.get_or_init(|| {
            serde_json::from_str(self.json)
                .expect("every field of src/models/models.toml is one of src/models/mod.rs")
        })
    }
}
