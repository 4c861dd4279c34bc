//! `model-closed`

use crate::diagnostic::finding::{Message, Severity};
use crate::lint::{Check, Effect, Rule};
use crate::models::{Model, NewJobs};
use crate::record::sample::MediaKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "model-closed",
    severity: Severity::Error,
    what: "Model not available for new jobs: it has ended, or is legacy in AWS's lifecycle table. If only the model's card says legacy, that is a warning. The data may be valid; files are still written.",
    why: "No new fine-tuning job can be created on a legacy model, nor Provisioned Throughput bought for it; on an ended one every request fails. The state differs by Region and changes: `modelLifecycle` in the output of `aws bedrock get-foundation-model` shows the current state.",
    example: "(--model claude-3-haiku, which ended on 2026-09-10)",
    instead: "(--model nova-micro --convert)",
    model: Some("claude-3-haiku"),
    source: "UG-life, UG-life-26, UG-life-spring, UG-life-25: tables of dates; UG-card: the cards of Llama 3.1 and 3.3.",
    bedrock: Effect::Rejects,
    evidence: "UG-life says that a model in Legacy state accepts no new fine-tuning job.",
    fixable: false,
    check: Check::Reading,
};

/// Returns the message about a closed model, for data with media of these kinds; `None` for an open model.
pub fn message(model: &Model, kinds: &[MediaKind]) -> Option<Message> {
    let message = Message::new(model.closure()?, model.way_out(kinds));
    Some(match model.new_jobs {
        NewJobs::Disputed => message.at(Severity::Warning),
        NewJobs::Open | NewJobs::Closed => message,
    })
}
