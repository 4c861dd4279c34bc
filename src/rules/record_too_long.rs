//! `record-too-long`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::models::{Breach, Limit, Model};
use crate::rules::{Check, Effect, Rule};
use crate::sample::Sample;
use crate::tokens::{CHARACTERS_PER_TOKEN_CAREFUL, CHARACTERS_PER_TOKEN_LOW};

/// The rule.
pub static RULE: Rule = Rule {
    name: "record-too-long",
    severity: Severity::Error,
    what: "Reports a record of more text than the model takes. It is an error past a documented number of characters, or where even six characters a token are too many tokens; a warning where three characters a token would be.",
    why: "Bedrock counts tokens itself, and fails the job after the upload, sometimes after hours.",
    example: "(a prompt of 30,000 characters for titan-text-express, which takes 24,576)",
    instead: "(a shorter prompt)",
    model: Some("titan-text-express"),
    source: "UG-prep: token quotas, and characters as tokens x 6; V-claude: characters / 3; I-224: a real job counted 2 characters a token.",
    bedrock: Effect::Rejects,
    fixable: false,
    check: Check::Sample(check),
};

fn too_many_characters(characters: u64, breach: Breach<'_>, model: &str) -> Message {
    soften(
        Message::new(
            format!(
                "the record has {characters} characters of text; {model} takes at most {} ({})",
                breach.value, breach.source
            ),
            "shorten it, or make several records of it",
        ),
        breach,
    )
}

fn too_many_tokens(
    what: &str,
    characters: u64,
    per_token: u64,
    breach: Breach<'_>,
    model: &str,
    how_sure: &str,
) -> Message {
    soften(
        Message::new(
            format!(
                "{what} {how_sure} at most {} tokens that {model} takes ({}): {characters} characters are an estimated {} tokens at {per_token} characters a token",
                breach.value,
                breach.source,
                characters / per_token
            ),
            "shorten it, or make several records of it",
        ),
        breach,
    )
}

fn soften(message: Message, breach: Breach<'_>) -> Message {
    if breach.certain {
        message
    } else {
        message.at(Severity::Warning)
    }
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Findings<'_>) {
    let Some(model) = model else { return };
    let (input, output) = sample.extents();
    let all = input.plus(output).characters;
    let limits = &model.limits;
    let span = sample.root.span();
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
            source: &per_token.source,
            ..breach
        };
        findings.report_in(&RULE, sample.root, span, || {
            too_many_tokens(
                "the record has more than the",
                all,
                per_token.value,
                breach,
                &model.name,
                "",
            )
        });
        return;
    }
    for (what, characters, limit) in [
        ("the record", all, &limits.max_tokens),
        ("the input", input.characters, &limits.max_input_tokens),
        ("the output", output.characters, &limits.max_output_tokens),
    ] {
        let Some(limit) = limit else { continue };
        if report(what, characters, limit, model, sample, findings) {
            return;
        }
    }
}

fn report(
    what: &str,
    characters: u64,
    limit: &Limit,
    model: &Model,
    sample: &Sample<'_>,
    findings: &mut Findings<'_>,
) -> bool {
    let span = sample.root.span();
    if let Some(breach) = limit.above(characters / CHARACTERS_PER_TOKEN_LOW) {
        findings.report_in(&RULE, sample.root, span, || {
            too_many_tokens(
                what,
                characters,
                CHARACTERS_PER_TOKEN_LOW,
                breach,
                &model.name,
                "has more than the",
            )
        });
        return true;
    }
    if let Some(breach) = limit.above(characters / CHARACTERS_PER_TOKEN_CAREFUL) {
        findings.report_in(&RULE, sample.root, span, || {
            too_many_tokens(
                what,
                characters,
                CHARACTERS_PER_TOKEN_CAREFUL,
                breach,
                &model.name,
                "may have more than the",
            )
            .at(Severity::Warning)
        });
        return true;
    }
    false
}
