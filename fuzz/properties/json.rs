//! The JSON reader against `serde_json`: what must hold for every text. `tests/json_oracle.rs` asks
//! it of random documents, the fuzz target `json` of whatever it can think of.

use serde_json::Value as Theirs;
use tuneset::{Kind, Parser, SyntaxError, Text, Value as Ours};

/// Panics where the reader and the oracle disagree about the text.
pub fn holds(text: &str) {
    let mut parser = Parser::new();
    match (parser.parse(text), serde_json::from_str(text)) {
        (Ok(ours), Ok(theirs)) => same(ours, &theirs),
        (Ok(_), Err(error)) => {
            // The two exceptions, taken out of the text: what remains must be accepted and equal.
            let ordinary = without_exceptions(text);
            assert_ne!(ordinary, text, "only serde_json rejects: {text:?}: {error}");
            let theirs = serde_json::from_str(&ordinary)
                .unwrap_or_else(|error| panic!("{text:?} as {ordinary:?}: {error}"));
            same(Parser::new().parse(&ordinary).expect("as before"), &theirs);
        }
        (Err(error), Ok(_)) => panic!("only serde_json accepts: {text:?}: {error}"),
        (Err(error), Err(_)) => useful(text, error),
    }
}

/// The same tree: kinds, texts, numbers; for objects the last of each name. Every place found
/// again.
fn same(ours: Ours, theirs: &Theirs) {
    match (ours.kind(), theirs) {
        (Kind::Null, Theirs::Null) => assert_eq!(ours.raw(), "null"),
        (Kind::Bool, Theirs::Bool(theirs)) => assert_eq!(ours.as_bool(), Some(*theirs)),
        (Kind::Number, Theirs::Number(theirs)) => {
            let number = serde_json::from_str(ours.as_number().expect("a number"));
            assert_eq!(number.ok().as_ref(), Some(theirs));
        }
        (Kind::String, Theirs::String(theirs)) => {
            same_text(ours.as_text().expect("a string"), theirs);
        }
        (Kind::Array, Theirs::Array(theirs)) => {
            assert_eq!(
                (ours.len(), ours.elements().count()),
                (theirs.len(), theirs.len())
            );
            ours.elements()
                .zip(theirs)
                .for_each(|(ours, theirs)| same(ours, theirs));
        }
        (Kind::Object, Theirs::Object(theirs)) => {
            assert_eq!(ours.len(), ours.members().count());
            let names: std::collections::BTreeSet<_> =
                ours.members().map(|member| member.key.decode()).collect();
            assert!(names.iter().eq(theirs.keys()), "{ours:?}");
            for (name, theirs) in theirs {
                same(ours.get(name).expect(name), theirs);
            }
        }
        _ => panic!("{ours:?} is not {theirs}"),
    }
    assert_eq!(ours.pointer_at(ours.span().start), ours.pointer());
}

fn same_text(ours: Text, theirs: &str) {
    assert_eq!(ours.decode(), theirs);
    assert!(ours.eq_str(theirs));
    assert_eq!(ours.chars(), theirs.chars().count());
    assert_eq!(ours.is_blank(), theirs.trim().is_empty());
    let mut bytes = Vec::new();
    ours.decode_wtf8_into(&mut bytes);
    assert_eq!(bytes, theirs.as_bytes());
    assert_eq!(ours.unpaired_surrogate_span(), None);
}

/// The text with U+FFFD for every unpaired surrogate and 0 for every number that no `f64` holds.
fn without_exceptions(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some((range, ordinary)) = exception(Parser::new().parse(&text).expect("as before")) {
        text.replace_range(range, ordinary);
    }
    text
}

fn exception(value: Ours) -> Option<(std::ops::Range<usize>, &'static str)> {
    let in_text = |text: Text| Some((text.unpaired_surrogate_span()?.range(), "\\ufffd"));
    match value.kind() {
        Kind::String => in_text(value.as_text()?),
        Kind::Number => {
            let error = serde_json::from_str::<Theirs>(value.raw())
                .err()?
                .to_string();
            error
                .starts_with("number out of range")
                .then_some((value.span().range(), "0"))
        }
        Kind::Array => value.elements().find_map(exception),
        Kind::Object => value
            .members()
            .find_map(|member| in_text(member.key).or_else(|| exception(member.value))),
        _ => None,
    }
}

/// An error has spans at whole characters of the text, and a message.
fn useful(text: &str, error: SyntaxError) {
    for span in [Some(error.span), error.opened_at].into_iter().flatten() {
        assert!(text.get(span.range()).is_some(), "{text:?}: {error:?}");
    }
    assert!(!error.message().is_empty() && !error.help().is_empty());
}
