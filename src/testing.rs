//! Helpers of unit tests: they may use every room.

use crate::check::checker::Checker;
use crate::check::probe::probe;
use crate::dataset::layout_finding;
use crate::diagnostic::finding::Finding;
use crate::json::Parser;
use crate::lint::Rule;
use crate::lint::collector::Collector;
use crate::lint::rules;
use crate::lint::schema;
use crate::lint::unexpected_layout::UnexpectedLayout;
use crate::options::Options;
use crate::record::format::Format;
use crate::record::sample::Sample;

/// A user's text for tests in which it does not matter.
pub const HI: &str = r#"{"text": "Hi"}"#;
/// The answer to it.
pub const HELLO: &str = r#"{"text": "Hello."}"#;

/// A record of content blocks, from the blocks of its two messages.
pub fn converse(user: &str, assistant: &str) -> String {
    converse_with(
        r#""schemaVersion": "bedrock-conversation-2024""#,
        user,
        assistant,
    )
}

/// A record of content blocks, with `members` before its messages.
pub fn converse_with(members: &str, user: &str, assistant: &str) -> String {
    format!(
        r#"{{{members}, "messages": [{{"role": "user", "content": [{user}]}}, {{"role": "assistant", "content": [{assistant}]}}]}}"#
    )
}

/// A prompt for distillation, with `members` before its message and the blocks of that.
pub fn prompt_with(members: &str, user: &str) -> String {
    format!(
        r#"{{"schemaVersion": "bedrock-conversation-2024", {members}, "messages": [{{"role": "user", "content": [{user}]}}]}}"#
    )
}

/// An image, video or document block.
pub fn media(kind: &str, format: &str, uri: &str) -> String {
    format!(
        r#"{{"{kind}": {{"format": "{format}", "source": {{"s3Location": {{"uri": "{uri}"}}}}}}}}"#
    )
}

/// Fails if the rule reports anything in a record. An empty model means none.
pub fn passes<R: AsRef<str>>(
    rule: &'static Rule,
    records: impl IntoIterator<Item = (&'static str, R)>,
) {
    for (model, record) in records {
        let found = findings(rule, model, record.as_ref());
        assert!(
            found.is_empty(),
            "{} fires on {} ({model}): {found:#?}",
            rule.name,
            record.as_ref()
        );
    }
}

/// Fails unless the rule reports each record once, with the expected severity, part of the message, and marked text. An empty
/// model means none.
pub fn fails<'r, R: AsRef<str>>(
    rule: &'static Rule,
    records: impl IntoIterator<Item = (&'static str, R, &'static str, &'r str)>,
) {
    for (model, record, message, marked) in records {
        let record = record.as_ref();
        let found = findings(rule, model, record);
        let [one] = found.as_slice() else {
            panic!(
                "{} fires {} times on {record} ({model}): {found:#?}",
                rule.name,
                found.len()
            )
        };
        let start = usize::try_from(one.offset).expect("a small record");
        let place = &record[start..start + one.length as usize];
        let said = format!("{:?}: {}", one.severity, one.message).to_lowercase();
        assert!(
            said.contains(&message.to_lowercase()),
            "{} says of {record} ({model}): {said}",
            rule.name
        );
        assert_eq!(place, marked, "{} on {record} ({model})", rule.name);
    }
}

fn findings(rule: &'static Rule, model: &str, record: &str) -> Vec<Finding> {
    let options = Options {
        model: (!model.is_empty()).then(|| model.to_owned()),
        ..Options::default()
    };
    let probe = probe(record.as_bytes(), true, &options).expect("good options");
    let mut checker = Checker::new(&options, &probe).expect("good options");
    let report = checker.check(record.as_bytes());
    let model = options.resolve().expect("good options").model;
    let finding = |unexpected_layouts: &UnexpectedLayout| {
        layout_finding(unexpected_layouts, model.as_deref(), probe.format)
    };
    let mut found = report.examples;
    found.extend(report.unexpected_layouts.iter().map(finding));
    found.extend(report.facts.into_values().flat_map(|fact| fact.places));
    found.retain(|example| usize::from(example.rule) == rules::index(rule));
    found
}

/// Calls `read` with `record` as its format reads it.
pub fn with_sample<T>(format: Format, record: &str, read: impl FnOnce(&Sample<'_>) -> T) -> T {
    let mut parser = Parser::new();
    let root = parser.parse(record).expect(record);
    let settings = rules::default_settings();
    let mut findings = Collector::new(&settings, 0, record.as_bytes());
    read(&schema::walk(format, root, None, &mut findings))
}
