//! `long-system-prompt`

use crate::analysis::profile::stats::Stats;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several, share};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::dataset_finding::DatasetFinding;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::Sample;
use crate::record::token_estimate::Extent;

/// The rule.
pub static RULE: Rule = Rule {
    name: "long-system-prompt",
    severity: Severity::Info,
    what: "Long system prompt, of about 2,030 tokens or more. Shorter ones are reported if they are repeated in so many records that they make up half of all tokens.",
    why: "A fine-tuned model can do without most of it, which saves tokens on each request. Use the same prompt in training and in requests.",
    example: "(a system prompt of 10,000 characters)",
    instead: "(the same prompt, shortened to what training cannot teach)",
    model: None,
    source: "N2-prep: use the same system prompt in training and inference; UG-cm: training is billed by tokens.",
    bedrock: Effect::Ignores,
    evidence: "N2-prep only requires the same system prompt in training and inference.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

/// From this estimate on a system prompt is what fine-tuning may save.
pub const LONG_SYSTEM_PROMPT_TOKENS: u64 = 2_000;

fn message(tokens: u64) -> Message {
    Message::new(
        format!("the system prompt has about {} tokens", grouped(tokens)),
        "train with a shorter one, and use the same one in requests: the model learns the rest from the examples",
    )
}

/// Half of all tokens, in so many records, one prompt in five of them at least the same, of so many tokens.
const FEWEST_RECORDS: u64 = 10;
const REPEATED: u64 = 5;
const FEWEST_TOKENS: u64 = 100;

fn repeated(stats: &Stats) -> Message {
    let distinct = stats.distinct_system_prompts.len() as u64;
    Message::new(
        format!(
            "{} of all tokens, about {} per epoch, are {} in {}: training is billed for them",
            share(stats.system_prompt_tokens, stats.tokens.likely),
            grouped(stats.system_prompt_tokens),
            several(distinct, "system prompt"),
            several(stats.system_prompts, "record")
        ),
        "train with a shorter one, and use the same one in requests: the model learns the rest from the examples",
    )
}

/// Adds the conclusion about the system prompts of all records.
pub fn conclude(stats: &Stats, found: &mut Vec<DatasetFinding>) {
    let records = stats.system_prompts;
    let is_repeated = records >= FEWEST_RECORDS
        && stats.distinct_system_prompts.len() as u64 * REPEATED <= records
        && stats.system_prompt_tokens >= records * FEWEST_TOKENS
        && stats.system_prompt_tokens * 2 >= stats.tokens.likely;
    if is_repeated {
        found.push(DatasetFinding::on_the_whole(&RULE, repeated(stats)));
    }
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    // A token is one byte at least.
    let bytes: usize = sample.system.iter().map(|text| text.raw().len()).sum();
    if (bytes as u64) < LONG_SYSTEM_PROMPT_TOKENS {
        return;
    }
    let mut extent = Extent::default();
    for text in &sample.system {
        extent.add(*text);
    }
    let tokens = extent.tokens().likely;
    if let Some(first) = sample
        .system
        .first()
        .filter(|_| tokens >= LONG_SYSTEM_PROMPT_TOKENS)
    {
        findings.report_in(&RULE, sample.root, first.span(), || message(tokens));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse_with, fails, passes};

    #[test]
    fn table() {
        let prompt =
            |length: usize| format!(r#""system": [{{"text": "{}"}}]"#, "word ".repeat(length));
        let record = |length| converse_with(&prompt(length), HI, HELLO);
        passes(&RULE, [("", record(2_400))]);
        let text = format!("\"{}\"", "word ".repeat(2_500));
        fails(
            &RULE,
            [(
                "",
                record(2_500),
                "info: the system prompt has about 2,030 tokens",
                text.as_str(),
            )],
        );
    }
}
