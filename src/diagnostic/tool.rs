//! The name and version that every report carries.

use serde::Serialize;

/// The program that made a report.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// Always `tuneset`.
    #[cfg_attr(test, schemars(extend("const" = "tuneset")))]
    pub name: &'static str,
    /// Its version, such as `0.1.0`.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub version: &'static str,
}

impl Tool {
    /// Returns this program at this version.
    #[must_use]
    pub const fn current() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
