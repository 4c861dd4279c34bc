//! Around the job: the plan, the job request, the metrics of a run, and the evaluation of the tuned model.
//!
//! Reads reports and files, never the data set. Uses `diagnostic` to `check`. Start reading at `plan`.

pub mod evaluation;
pub mod file_findings;
pub mod job_request;
pub mod metrics;
pub mod order;
pub mod plan;
