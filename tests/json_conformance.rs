//! Our own table of valid and invalid JSON: one file a case, in `tests/fixtures/json/`.
//!
//! `valid` must be read, `invalid` must be refused with the words in `invalid.snap`, and `either`
//! is what RFC 8259 leaves to the reader: what this one does is asserted below.

use std::fmt::Write as _;
use std::path::PathBuf;

use tuneset::{Kind, Parser, Value};

/// Names and bytes of the cases in a folder, by name.
fn cases(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "fixtures",
        "json",
        folder,
    ]
    .iter()
    .collect();
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("a readable fixture"))
        })
        .collect();
    cases.sort();
    cases
}

#[test]
fn valid_texts_are_read_to_the_last_byte() {
    let cases = cases("valid");
    assert!(cases.len() >= 104, "fixtures are missing: {}", cases.len());
    for (name, bytes) in cases {
        let text = std::str::from_utf8(&bytes).expect(&name);
        let mut parser = Parser::new();
        let value = parser
            .parse(text)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(
            value.raw(),
            text.trim_matches([' ', '\t', '\r', '\n']),
            "{name}"
        );
        // Written again without white space it is still the same record to others.
        let theirs: serde_json::Value = serde_json::from_str(text).expect(&name);
        let again: serde_json::Value = serde_json::from_str(&compact(value)).expect(&name);
        assert_eq!(again, theirs, "{name}");
    }
}

#[test]
fn invalid_texts_are_refused_in_words() {
    let cases = cases("invalid");
    assert!(cases.len() >= 179, "fixtures are missing: {}", cases.len());
    let mut told = String::new();
    for (name, bytes) in cases {
        let Ok(text) = std::str::from_utf8(&bytes) else {
            writeln!(told, "{name}: not UTF-8").expect("a string");
            continue;
        };
        let mut parser = Parser::new();
        let Err(error) = parser.parse(text) else {
            panic!("{name} was accepted")
        };
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{name} is JSON to others"
        );
        let (start, end) = (error.span.start, error.span.end);
        let found = &text[error.span.range()];
        writeln!(told, "{name}: {start}..{end} {found:?} {}", error.message()).expect("a string");
        if let Some(opened) = error.opened_at {
            writeln!(told, "    opened at {}", opened.start).expect("a string");
        }
        writeln!(told, "    {}", error.help()).expect("a string");
    }
    insta::with_settings!({ snapshot_path => "fixtures/json", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("invalid", told);
    });
}

#[test]
fn what_the_standard_leaves_open_is_decided() {
    /// Case, the record without white space and escapes, whether `serde_json` accepts it as well.
    const DECIDED: &[(&str, &str, bool)] = &[
        ("duplicate-keys", r#"{"a":1,"b":2,"a":3}"#, true),
        ("duplicate-keys-equal", r#"{"a":1,"a":1}"#, true),
        ("duplicate-keys-escaped", r#"{"a":1,"a":2}"#, true),
        ("number-beyond-f64", "1e400", false),
        ("number-beyond-f64-negative", "-1e400", false),
        (
            "number-digits-lost",
            "0.1000000000000000055511151231257827",
            true,
        ),
        ("number-exponent-huge", "1e99999999999999999999", false),
        ("number-integer-digits-lost", "9007199254740993", true),
        ("scalar-at-top", "7", true),
        ("surrogate-high-alone", "\"\u{fffd}\"", false),
        ("surrogate-high-then-escape", "\"\u{fffd}\\n\"", false),
        ("surrogate-high-then-text", "\"\u{fffd}x\"", false),
        ("surrogate-high-twice", "\"\u{fffd}😀\"", false),
        ("surrogate-in-key", "{\"\u{fffd}\":1}", false),
        ("surrogate-low-alone", "\"\u{fffd}\"", false),
        ("surrogates-reversed", "\"\u{fffd}\u{fffd}\"", false),
    ];
    let cases = cases("either");
    let names: Vec<_> = cases.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        DECIDED.iter().map(|(name, ..)| *name).collect::<Vec<_>>()
    );
    for ((name, bytes), (_, read, others_accept)) in cases.iter().zip(DECIDED) {
        let text = std::str::from_utf8(bytes).expect(name);
        let mut parser = Parser::new();
        let value = parser
            .parse(text)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(compact(value), *read, "{name}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(text).is_ok(),
            *others_accept,
            "{name}"
        );
    }
}

/// The value as text without white space, every member kept, strings with as few escapes as can be.
fn compact(value: Value) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a string");
    let joined = |items: Vec<String>| items.join(",");
    match value.kind() {
        Kind::Object => {
            let member = |member: tuneset::Member| {
                format!("{}:{}", quoted(&member.key.decode()), compact(member.value))
            };
            format!("{{{}}}", joined(value.members().map(member).collect()))
        }
        Kind::Array => format!("[{}]", joined(value.elements().map(compact).collect())),
        Kind::String => quoted(&value.as_text().expect("a string").decode()),
        Kind::Null | Kind::Bool | Kind::Number => value.raw().to_owned(),
    }
}
