//! A teacher of distillation, with its students.

use serde::{Deserialize, Serialize};

use super::{Lifecycle, Model, NewJobs, Status, aws_name, find};

/// A model whose answers others learn from in a distillation.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Teacher {
    /// Id of AWS's, as a request names it.
    pub id: String,
    /// Name, as AWS writes it.
    pub name: String,
    /// Id of its entry in the catalogue, if it can be customized too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Ids of the models that may learn from it.
    pub students: Vec<String>,
    /// AWS Regions that such a job runs in.
    pub regions: Vec<String>,
    /// Stage of its life on the day the sources were read.
    pub status: Status,
    /// Answer to whether it takes part in new jobs.
    pub new_jobs: NewJobs,
    /// Dates on which AWS stops offering it, if a source gives any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    /// Title and tag of the page or script: `AWS General Reference, … (GR)`.
    pub source: String,
    /// Day on which the source was read, as `2026-11-22`.
    #[cfg_attr(test, schemars(extend("format" = "date")))]
    pub as_of: String,
}

impl Teacher {
    /// The names of its students.
    #[must_use]
    pub fn students_in_words(&self) -> String {
        let students = self.students.iter().filter_map(|id| find(id));
        let names: Vec<_> = students.map(|model| model.name.as_str()).collect();
        crate::diagnostic::quote::listed(&names)
    }

    /// Returns true if the model may learn from it.
    #[must_use]
    pub fn teaches(&self, student: &Model) -> bool {
        self.students.contains(&student.id)
    }
}

impl Model {
    /// Returns the teacher with this id of AWS's, the ARN or the Regions of an inference profile left out.
    #[must_use]
    pub fn teacher(&self, id: &str) -> Option<&Teacher> {
        let wanted = aws_name(id);
        self.teachers.iter().find(|teacher| teacher.id == wanted)
    }
}
