//! `invalid-schema-version`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::json::Value;
use crate::lint::collector::Collector;
use crate::lint::{Check, Effect, RecordFinding, Rule};
use crate::models::{Model, SchemaVersion};
use crate::record::format::{Format, Shape};
use crate::record::recognise::{is_log, recognise};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-schema-version",
    severity: Severity::Error,
    what: "Invalid schemaVersion, not `bedrock-conversation-2024`. For Nova, another string is a warning, because its guide allows any and AWS's own data sets use others; for Llama and distillation it is an error. A missing schemaVersion is info, but an error in a prompt for distillation. The safe fix writes the only value that every source accepts.",
    why: "`bedrock-conversation-2024` is the only value that every source accepts.",
    example: r#"{"schemaVersion": "2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("llama-3-3-70b"),
    source: r#"N1-prep, N2-prep: "can be any string value"; V-nova25: optional; V-llama: constant if present; V-forge, V-dist: required constant; UG-dist-o1 spells it bedrock-conversion-2024 in a sentence, and not in its example."#,
    bedrock: Effect::Unknown,
    evidence: "V-llama, V-forge and V-dist reject another value, N1-prep and N2-prep allow any string; the service itself is not documented.",
    fixable: true,
    check: Check::AmendedAs(amend),
};

/// The value that every source accepts.
const VERSION: &str = "bedrock-conversation-2024";

fn wrong(found: &str, why: &str, severity: Severity) -> Message {
    Message::new(
        format!("schemaVersion is {found}; {why}"),
        format!("use \"schemaVersion\": \"{VERSION}\""),
    )
    .at(severity)
}

fn absent(format: Format) -> Message {
    if format == Format::Distillation {
        return Message::new(
            "missing schemaVersion, which distillation requires",
            format!("use \"schemaVersion\": \"{VERSION}\""),
        );
    }
    Message::new(
        "missing schemaVersion; AWS's sources disagree on whether it is required",
        format!("use \"schemaVersion\": \"{VERSION}\""),
    )
    .at(Severity::Info)
}

/// Looks at the record's `schemaVersion`.
pub fn check(root: Value<'_>, format: Format, model: Option<&Model>, findings: &mut Collector<'_>) {
    let Some(version) = root.get("schemaVersion") else {
        let message = match added(root).filter(|_| format == Format::Distillation) {
            Some(fix) => absent(format).fixed_by(findings.shown(fix)),
            None => absent(format),
        };
        findings.report_fact(&RULE, root, root.span(), "absent", || message);
        return;
    };
    if version.as_text().is_some_and(|text| text.eq_str(VERSION)) {
        return;
    }
    if findings.wants(&RULE) {
        let message = findings.of_record(other(version, format, model));
        findings.report_fact(&RULE, root, version.span(), "other", || message);
    }
}

/// The message for a version that is not the constant.
#[cold]
fn other(version: Value<'_>, format: Format, model: Option<&Model>) -> Message {
    let found = version.raw();
    let fixes = |model: &&Model| {
        let stated = model.schema_version.as_ref().map(|stated| stated.value);
        stated != Some(SchemaVersion::Any)
    };
    let message = match model.filter(fixes) {
        _ if version.as_text().is_none() => wrong(found, "it must be a string", Severity::Error),
        Some(model) => {
            let why = format!("{} accepts only \"{VERSION}\"", model.name);
            wrong(found, &why, Severity::Error)
        }
        None if format == Format::Distillation => {
            let why = format!("distillation accepts only \"{VERSION}\"");
            wrong(found, &why, Severity::Error)
        }
        None => wrong(
            found,
            "Nova's guide allows any string, other AWS tools do not",
            Severity::Warning,
        ),
    };
    let edit = FixEdit {
        offset: u64::from(version.span().start),
        length: version.span().len(),
        text: format!("\"{VERSION}\"").into(),
    };
    let title = format!("use \"{VERSION}\"");
    message.fixed_by(Fix::of_edits(true, title, vec![edit]))
}

/// The fix that adds the key, which distillation requires.
#[cold]
fn added(root: Value<'_>) -> Option<Fix> {
    let first = root.members().next()?;
    let edit = FixEdit {
        offset: u64::from(first.key.span().start),
        length: 0,
        text: format!("\"schemaVersion\": \"{VERSION}\", ").into(),
    };
    let title = format!("add \"schemaVersion\": \"{VERSION}\"");
    Some(Fix::of_edits(true, title, vec![edit]))
}

fn amend(root: Value<'_>, format: Option<Format>) -> Option<RecordFinding> {
    let Some(version) = root.get("schemaVersion") else {
        let is_wanted = format == Some(Format::Distillation) && !is_log(root);
        let fix = added(root).filter(|_| is_wanted)?;
        return Some(RecordFinding {
            span: root.span(),
            message: absent(Format::Distillation).fixed_by(fix),
        });
    };
    if version.as_text().is_some_and(|text| text.eq_str(VERSION)) {
        return None;
    }
    let is_blocks = |format: &Format| format.shape() == Shape::Blocks && !is_log(root);
    let format = recognise(root).format().filter(is_blocks)?;
    Some(RecordFinding {
        span: version.span(),
        message: other(version, format, None),
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, HI, converse, converse_with, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("llama-3-3-70b", converse(HI, HELLO)),
                ("nova-lite", converse(HI, HELLO)),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse_with(r#""schemaVersion": "2024""#, HI, HELLO),
                    r#"warning: schemaVersion is "2024""#,
                    r#""2024""#,
                ),
                (
                    "llama-3-3-70b",
                    converse_with(r#""schemaVersion": "2024""#, HI, HELLO),
                    r#"error: schemaVersion is "2024"; Meta Llama 3.3 70B Instruct accepts only "bedrock-conversation-2024""#,
                    r#""2024""#,
                ),
                (
                    "nova-lite",
                    converse_with(r#""schemaVersion": null"#, HI, HELLO),
                    "error: schemaVersion is null; it must be a string",
                    "null",
                ),
                (
                    "",
                    r#"{"schemaVersion": "bedrock-conversion-2024", "messages": [{"role": "user", "content": [{"text": "a"}]}]}"#.to_owned(),
                    "error: schemaVersion is \"bedrock-conversion-2024\"; distillation accepts only \"bedrock-conversation-2024\"",
                    r#""bedrock-conversion-2024""#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}]}"#.to_owned(),
                    "error: missing schemaVersion, which distillation requires",
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}]}"#,
                ),
            ],
        );
    }
}
