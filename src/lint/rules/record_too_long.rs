//! `record-too-long`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Breach, Limit, Model};
use crate::record::recognise;
use crate::record::sample::Sample;
use crate::record::token_estimate::{
    CHARACTERS_PER_TOKEN_CAREFUL, CHARACTERS_PER_TOKEN_LOW, Extent,
};

/// The rule.
pub static RULE: Rule = Rule {
    name: "record-too-long",
    severity: Severity::Error,
    what: "Record longer than the model's limit. It is an error above a documented number of characters, or if there are too many tokens even at six characters per token. It is a warning if there are too many tokens at three characters per token, or if the text needs more tokens than that, such as identifiers, rare scripts and emoji. For distillation, the limit is in bytes per line.",
    why: "Bedrock counts tokens after the upload and then fails the job, sometimes after hours.",
    example: "(a prompt of 30,000 characters for titan-text-express, which takes 24,576)",
    instead: "(a shorter prompt)",
    model: Some("titan-text-express"),
    source: "UG-prep: token quotas, and characters as tokens x 6; GR: 16 KB per line for distillation; V-claude: characters / 3; I-224: a real job counted 2 characters per token.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts: "Input size exceeded in file …", "Maximum input token count 4097 exceeds limit of 4096"; seen hours into a job (I-224, I-270)."#,
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

fn too_many_bytes(bytes: u64, breach: Breach<'_>, model: &str) -> Message {
    breach.weigh(Message::new(
        format!(
            "the line has {} bytes; {model} allows at most {breach}",
            grouped(bytes)
        ),
        "shorten it, or split it into several records",
    ))
}

fn too_many_characters(characters: u64, breach: Breach<'_>, model: &str) -> Message {
    breach.weigh(Message::new(
        format!(
            "the record has {} characters of text; {model} allows at most {breach}",
            grouped(characters)
        ),
        "shorten it, or split it into several records",
    ))
}

fn too_many_tokens(
    has: &str,
    characters: u64,
    per_token: u64,
    breach: Breach<'_>,
    model: &str,
) -> Message {
    breach.weigh(Message::new(
        format!(
            "{has} {} tokens ({} characters at {per_token} per token); {model} allows at most {breach}",
            grouped(characters / per_token),
            grouped(characters),
        ),
        "shorten it, or split it into several records",
    ))
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(model) = model else { return };
    let (input, output) = sample.extents();
    let all = input.plus(output).characters;
    let limits = &model.limits;
    let span = sample.root.span();
    let bytes = sample.root.raw().len() as u64;
    if let Some(breach) = limits
        .max_record_bytes
        .as_ref()
        .and_then(|limit| limit.above(bytes))
    {
        let is_log = recognise::is_log(sample.root);
        findings.report_in(&RULE, sample.root, span, || {
            let message = too_many_bytes(bytes, breach, &model.name);
            // The quota is about lines of input files; AWS does not mention logs.
            if is_log {
                message.at(Severity::Warning)
            } else {
                message
            }
        });
        return;
    }
    if let Some(breach) = limits
        .max_characters
        .as_ref()
        .and_then(|limit| limit.above(all))
    {
        findings.report_in(&RULE, sample.root, span, || {
            too_many_characters(all, breach, &model.name)
        });
        return;
    }
    if let (Some(per_token), Some(limit)) =
        (&limits.characters_per_token_refused, &limits.max_tokens)
        && let Some(breach) = limit.above(sample.tokens_at(per_token.value))
    {
        let breach = Breach {
            whose: per_token.whose(),
            ..breach
        };
        let counts = "the record counts as";
        findings.report_in(&RULE, sample.root, span, || {
            too_many_tokens(counts, all, per_token.value, breach, &model.name)
        });
        return;
    }
    for (what, extent, limit) in [
        ("the record", input.plus(output), &limits.max_tokens),
        ("the input", input, &limits.max_input_tokens),
        ("the output", output, &limits.max_output_tokens),
    ] {
        let Some(limit) = limit else { continue };
        if report(what, extent, limit, model, sample, findings) {
            return;
        }
    }
}

fn report(
    what: &str,
    extent: Extent,
    limit: &Limit,
    model: &Model,
    sample: &Sample<'_>,
    findings: &mut Collector<'_>,
) -> bool {
    let span = sample.root.span();
    let characters = extent.characters;
    let says = |verb: &str, per_token, breach| {
        let has = format!("{what} {verb}");
        too_many_tokens(&has, characters, per_token, breach, &model.name)
    };
    if let Some(breach) = limit.above(characters / CHARACTERS_PER_TOKEN_LOW) {
        findings.report_in(&RULE, sample.root, span, || {
            says("has about", CHARACTERS_PER_TOKEN_LOW, breach)
        });
        return true;
    }
    if let Some(breach) = limit.above(characters / CHARACTERS_PER_TOKEN_CAREFUL) {
        findings.report_in(&RULE, sample.root, span, || {
            says("may have", CHARACTERS_PER_TOKEN_CAREFUL, breach).at(Severity::Warning)
        });
        return true;
    }
    // Identifiers, rare scripts and emoji take more tokens than three characters each.
    let likely = extent.tokens().likely;
    if let Some(breach) = limit.above(likely) {
        findings.report_in(&RULE, sample.root, span, || {
            breach
                .weigh(Message::new(
                    format!(
                        "{what} may have about {} tokens ({} characters of a kind that needs many); {} allows at most {breach}",
                        grouped(likely),
                        grouped(characters),
                        model.name
                    ),
                    "shorten it, or split it into several records",
                ))
                .at(Severity::Warning)
        });
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let pair = |prompt: usize, completion: usize| {
            let (prompt, completion) = (
                "a à ".repeat(prompt / 4) + &"à".repeat(prompt % 4),
                "b ".repeat(completion / 2) + &"b".repeat(completion % 2),
            );
            format!(r#"{{"prompt": "{prompt}", "completion": "{completion}"}}"#)
        };
        passes(
            &RULE,
            [
                ("titan-text-express", pair(12_000, 288)),
                ("llama-3-1-8b", pair(47_000, 1_000)),
                ("", pair(100_000, 1)),
            ],
        );
        // The same number of characters, of kinds that take more tokens.
        let hex = "3f9a07c1be5d".repeat(1_000);
        let amharic = "የሰውልጅሁሉሲወለድነጻ".repeat(800);
        let pairs =
            [hex, amharic].map(|text| format!(r#"{{"prompt": "{text}", "completion": "b"}}"#));
        for record in &pairs {
            let said = "warning: the record may have about";
            fails(
                &RULE,
                [("titan-text-express", record, said, record.as_str())],
            );
        }
        for (model, record, said) in [
            (
                "titan-text-express",
                pair(24_576, 1),
                "error: the record has 24,577 characters",
            ),
            (
                "titan-text-express",
                pair(12_288, 3),
                "warning: the record may have 4,097 tokens",
            ),
            (
                "cohere-command",
                pair(5, 6_200),
                "warning: the output may have 2,066 tokens",
            ),
        ] {
            fails(&RULE, [(model, &record, said, record.as_str())]);
        }
    }
}
