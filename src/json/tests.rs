//! Tests of the messages on broken records, and of the values of whole ones.

use super::{
    Kind, MAX_DEPTH, Parser, SyntaxError, SyntaxErrorKind as E, Value, error::NumberFault,
};

fn error(text: &str) -> SyntaxError {
    Parser::new().parse(text).expect_err(text)
}

fn with<R>(text: &str, look: impl FnOnce(Value) -> R) -> R {
    look(
        Parser::new()
            .parse(text)
            .unwrap_or_else(|error| panic!("{text}: {error}")),
    )
}

/// Record, kind, text of the span, text at `opened_at` with its offset, message.
type Row = (
    &'static str,
    E,
    &'static str,
    Option<(&'static str, u32)>,
    &'static str,
);

#[rustfmt::skip]
const BROKEN: &[Row] = &[
    ("", E::Empty, "", None, "only whitespace"),
    (" \t\r\n", E::Empty, " \t\r\n", None, "only whitespace"),
    ("\u{feff}{}", E::ByteOrderMark, "\u{feff}", None, "invisible byte order mark (U+FEFF)"),

    (r#"{"a":1,}"#, E::TrailingComma, ",", None, "trailing comma"),
    (r#"{"a":1, }"#, E::TrailingComma, ",", None, "trailing comma"),
    ("[1,\n]", E::TrailingComma, ",", None, "trailing comma"),
    (r#"{"a":1},"#, E::TrailingComma, ",", None, "trailing comma"),
    ("{\"a\":1} , \r\n", E::TrailingComma, ",", None, "trailing comma"),
    ("[1,,2]", E::ExtraComma, ",", None, "extra comma"),
    (r#"{,"a":1}"#, E::ExtraComma, ",", None, "extra comma"),
    (r#",{"a":1}"#, E::ExtraComma, ",", None, "extra comma"),
    (r#"{"a":1,,"b":2}"#, E::ExtraComma, ",", None, "extra comma"),

    ("[1 2]", E::MissingComma, "2", None, "missing comma"),
    (r#"{"a":"x" "b":1}"#, E::MissingComma, "\"", None, "missing comma"),
    (r#"{"a":"x""b":1}"#, E::MissingComma, "\"", None, "missing comma"),
    (r#"{"a":"x" b:1}"#, E::MissingComma, "b", None, "missing comma"),
    (r#"{"a":1;"b":2}"#, E::MissingComma, ";", None, "missing comma"),
    (r#"[{"a":1}{"b":2}]"#, E::MissingComma, "{", None, "missing comma"),

    (r#"{"a" 1}"#, E::MissingColon, "1", None, "missing colon after the key"),
    (r#"{"a"=1}"#, E::MissingColon, "=", None, "missing colon after the key"),
    (r#"{"a"}"#, E::MissingColon, "}", None, "missing colon after the key"),
    (r#"{"a","b"}"#, E::MissingColon, ",", None, "missing colon after the key"),
    (r#"{"a" "b"}"#, E::MissingColon, "\"", None, "missing colon after the key"),
    (r#"{"a":}"#, E::MissingValue, "}", None, "missing value after the colon"),
    (r#"{"a": ,"b":1}"#, E::MissingValue, ",", None, "missing value after the colon"),
    ("{:1}", E::MissingKey, ":", None, "missing key"),
    (r#"{{"a":1}}"#, E::MissingKey, "{", None, "missing key"),

    ("{prompt: 1}", E::UnquotedKey, "prompt", None, "unquoted key"),
    (r#"{"a":1,größe:2}"#, E::UnquotedKey, "größe", None, "unquoted key"),
    (r#"{1:"a"}"#, E::UnquotedKey, "1", None, "unquoted key"),
    (r#"{"a":hello world}"#, E::UnquotedText, "hello", None, "unquoted string"),
    ("prompt,completion", E::UnquotedText, "prompt", None, "unquoted string"),
    ("b'{\"a\":1}'", E::PythonBytes, "b'", None, "Python bytes literal, b'…'"),
    ("{&quot;a&quot;:1}", E::HtmlEntity, "&quot;", None, "HTML-escaped quotes, &quot;"),
    ("{'a':1}", E::SingleQuotes, "'", None, "single quotes"),
    (r#"{"a":'x'}"#, E::SingleQuotes, "'", None, "single quotes"),
    ("{“a”:1}", E::SmartQuotes('“'), "“", None, "curly quotes (“)"),
    (r#"{"a": “x”}"#, E::SmartQuotes('“'), "“", None, "curly quotes (“)"),
    (r#"{"a":"say "hi" now"}"#, E::UnescapedQuote, "\"", Some(("\"", 5)),
        "the string ends at this quote, but more text follows"),
    (r#"{"a":"say ""hi"" now"}"#, E::UnescapedQuote, "\"", Some(("\"", 5)),
        "the string ends at this quote, but more text follows"),
    (r#"{"prompt: "hi"}"#, E::UnescapedQuote, "\"", Some(("\"", 1)),
        "the string ends at this quote, but more text follows"),
    (r#"{"a":"he said "yes" and left"}"#, E::UnescapedQuote, "\"", Some(("\"", 5)),
        "the string ends at this quote, but more text follows"),
    (r#"{\"a\":1}"#, E::EscapedQuote, "\\\"", None, "backslash before a quote that opens a string"),

    (r#"{"a":"hel"#, E::UnclosedString, "", Some(("\"", 5)), "unterminated string"),
    ("{\"a\":\"hel\r\n", E::UnclosedString, "", Some(("\"", 5)), "unterminated string"),
    (r#"{"a":"hel\"#, E::UnclosedString, "", Some(("\"", 5)), "unterminated string"),
    (r#"{"a":"hel\u00"#, E::UnclosedString, "", Some(("\"", 5)), "unterminated string"),
    ("[1,[2]", E::UnclosedArray, "", Some(("[", 0)), "missing closing bracket ]"),
    (r#"{"a":[1,"#, E::UnclosedArray, "", Some(("[", 5)), "missing closing bracket ]"),
    ("{\"a\":1 \n", E::UnclosedObject, "", Some(("{", 0)), "missing closing brace }"),
    (r#"{"a":"#, E::UnclosedObject, "", Some(("{", 0)), "missing closing brace }"),
    (r#"{"a":tr"#, E::UnclosedObject, "", Some(("{", 0)), "missing closing brace }"),
    (r#"{"a":-1."#, E::UnclosedObject, "", Some(("{", 0)), "missing closing brace }"),
    (r#"{"a":[1}"#, E::MismatchedBracket('}'), "}", Some(("[", 5)), r#"mismatched bracket: "]" must close the "[", not "}""#),
    (r#"[{"a":1]"#, E::MismatchedBracket(']'), "]", Some(("{", 1)), r#"mismatched bracket: "}" must close the "{", not "]""#),
    (r#"{"a":1}}"#, E::ExtraBracket('}'), "}", None, r#"unmatched closing bracket "}""#),
    ("]", E::ExtraBracket(']'), "]", None, r#"unmatched closing bracket "]""#),

    ("{} // done", E::Comment, "// done", None, "comment"),
    ("{/* a */\"a\":1}", E::Comment, "/* a */", None, "comment"),
    ("# header\n{}", E::Comment, "# header", None, "comment"),
    (r#"{"a":NaN}"#, E::NotANumber("NaN"), "NaN", None, "NaN is not a JSON number"),
    ("[-Infinity]", E::NotANumber("-Infinity"), "-Infinity", None, "-Infinity is not a JSON number"),
    (r#"{"a":None}"#, E::PythonLiteral("None"), "None", None, "None is Python, not JSON"),
    (r#"{"a":True}"#, E::PythonLiteral("True"), "True", None, "True is Python, not JSON"),
    (r#"{"a":False}"#, E::PythonLiteral("False"), "False", None, "False is Python, not JSON"),
    (r#"{"a":undefined}"#, E::MisspelledLiteral, "undefined", None, "unknown literal, expected true, false or null"),
    ("[truely]", E::MisspelledLiteral, "truely", None, "unknown literal, expected true, false or null"),
    ("[NULL]", E::MisspelledLiteral, "NULL", None, "unknown literal, expected true, false or null"),

    ("{\"a\":\"x\ty\"}", E::ControlCharacter(9), "\t", Some(("\"", 5)), "unescaped tab in a string"),
    ("{\"a\":\"x\ny\"}", E::ControlCharacter(10), "\n", Some(("\"", 5)), "unescaped line break in a string"),
    ("{\"a\":\"x\0y\"}", E::ControlCharacter(0), "\0", Some(("\"", 5)), "NUL byte (0x00) in a string"),
    ("{\"a\":\"x\x1fy\"}", E::ControlCharacter(31), "\x1f", Some(("\"", 5)), "unescaped control character (0x1f) in a string"),
    (r#"{"a":"C:\data"}"#, E::InvalidEscape('d'), "\\d", Some(("\"", 5)), "invalid escape \\d"),
    (r#"{"a":"it\'s"}"#, E::InvalidEscape('\''), "\\'", Some(("\"", 5)), "invalid escape \\'"),
    ("{\"a\":\"\\é\"}", E::InvalidEscape('é'), "\\é", Some(("\"", 5)), "invalid escape \\é"),
    ("{\"a\":\"x\\\ny\"}", E::InvalidEscape('\n'), "\\\n", Some(("\"", 5)), "invalid escape: backslash before line break"),
    (r#"{"a":"\u12G4"}"#, E::InvalidUnicodeEscape, "\\u12", Some(("\"", 5)), "invalid escape: \\u needs four hexadecimal digits"),

    (r#"{"a":01}"#, E::InvalidNumber(NumberFault::LeadingZero), "01", None, "number with a leading zero"),
    ("[-007]", E::InvalidNumber(NumberFault::LeadingZero), "-007", None, "number with a leading zero"),
    ("[+1]", E::InvalidNumber(NumberFault::LeadingPlus), "+1", None, "number with a leading plus sign"),
    ("[.5]", E::InvalidNumber(NumberFault::NothingBeforePoint), ".5", None, "missing digit before the decimal point"),
    ("[-.5]", E::InvalidNumber(NumberFault::NothingBeforePoint), "-.5", None, "missing digit before the decimal point"),
    ("[1.]", E::InvalidNumber(NumberFault::NothingBehindPoint), "1.", None, "missing digit after the decimal point"),
    ("[1.e3]", E::InvalidNumber(NumberFault::NothingBehindPoint), "1.e3", None, "missing digit after the decimal point"),
    ("[1e+]", E::InvalidNumber(NumberFault::NothingBehindExponent), "1e+", None, "missing exponent after the e"),
    ("[1e-]", E::InvalidNumber(NumberFault::NothingBehindExponent), "1e-", None, "missing exponent after the e"),
    ("[-]", E::InvalidNumber(NumberFault::LoneMinus), "-", None, "minus sign without a number"),
    ("[0x1F]", E::InvalidNumber(NumberFault::Hexadecimal), "0x1F", None, "hexadecimal number"),
    ("[1_000]", E::InvalidNumber(NumberFault::Separator), "1_000", None, "underscores in a number"),
    ("[2024-01-01]", E::InvalidNumber(NumberFault::OtherCharacters), "2024-01-01", None,
        "malformed number"),

    (r#"{"a":1}{"b":2}"#, E::MultipleValues, "{", None, "a second value follows the first"),
    (r#"{"a":1},{"b":2}"#, E::MultipleValues, "{", None, "a second value follows the first"),
    ("1 2", E::MultipleValues, "2", None, "a second value follows the first"),
    ("{} null", E::MultipleValues, "n", None, "a second value follows the first"),
    (r#"{"a":1} xyz"#, E::UnexpectedCharacter('x'), "x", None, r#"unexpected "x""#),
    (r#"{"a":"x"} xyz"#, E::UnexpectedCharacter('x'), "x", None, r#"unexpected "x""#),
    (r#"[["x"]y]"#, E::UnexpectedCharacter('y'), "y", None, r#"unexpected "y""#),
    ("{\u{a0}\"a\":1}", E::UnexpectedCharacter('\u{a0}'), "\u{a0}", None, "unexpected non-ASCII space (U+00A0)"),
    ("{\0}", E::UnexpectedCharacter('\0'), "\0", None, "unexpected control character (U+0000)"),
    ("{\u{200b}}", E::UnexpectedCharacter('\u{200b}'), "\u{200b}", None, "unexpected invisible character (U+200B)"),
    (r#"["a":1]"#, E::UnexpectedCharacter(':'), ":", None, r#"unexpected ":""#),
];

#[test]
fn every_mistake_is_named_where_it_is() {
    let mut wrong = Vec::new();
    for &(text, kind, found, opened_at, message) in BROKEN {
        let error = error(text);
        let opened = error
            .opened_at
            .map(|span| (&text[span.range()], span.start));
        let said = (
            error.kind,
            &text[error.span.range()],
            opened,
            error.message(),
        );
        if said != (kind, found, opened_at, message.into()) {
            wrong.push(format!("{text:?}: {said:?}"));
        }
        assert!(error.help().ends_with('.'), "{text:?}: {}", error.help());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_place_is_the_one_a_person_would_look_at() {
    for (text, start) in [
        (r#"{"a":1}{"b":2}"#, 7),
        (r#"{"a":1},{"b":2}"#, 8),
        (r#"{"a":1},"#, 7),
        (r#"{"a":[1,2,],"b":3}"#, 9),
        (r#"{"a":"he said "yes" and left"}"#, 14),
        ("{\"a\":1   \n", 6),
        ("{\"a\":\"hel\r\n", 9),
        (r#"{"a":1}}"#, 7),
    ] {
        assert_eq!(error(text).span.start, start, "{text:?}");
    }
}

#[test]
fn depth_ends_at_the_limit_and_quickly() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(
        with(&nested(MAX_DEPTH), |value| value.elements().count()),
        1
    );
    let over = error(&nested(MAX_DEPTH + 1));
    assert_eq!((over.kind, over.span.start), (E::TooDeep, 127));
    assert_eq!(over.message(), "nested more than 127 levels deep");
    assert_eq!(error(&"[".repeat(100_000)).kind, E::TooDeep);
    assert_eq!(error(&"{\"a\":".repeat(100_000)).kind, E::TooDeep);
    // Siblings are not depth.
    assert_eq!(
        with(&format!("[{}[]]", "[],".repeat(1000)), |value| value
            .elements()
            .count()),
        1001
    );
}

#[test]
fn a_record_is_read_as_written() {
    let text =
        "\n{ \"role\": \"user\",\r\n\t\"tags\": [\"a\", 1.50, true, null, {}], \"role\": -0 }\n";
    with(text, |record| {
        assert_eq!(
            (record.kind(), record.len(), record.kind_name()),
            (Kind::Object, 3, "an object")
        );
        assert_eq!(record.raw(), text.trim());
        let keys: Vec<_> = record.members().map(|member| member.key.raw()).collect();
        assert_eq!(keys, ["role", "tags", "role"]);
        assert_eq!(record.get("role").and_then(Value::as_number), Some("-0"));
        assert!(record.get("rol").is_none());

        let tags = record.get("tags").unwrap();
        assert_eq!(
            (tags.len(), tags.elements().len(), tags.members().len()),
            (5, 5, 0)
        );
        assert!(tags.as_object().is_none() && record.as_array().is_none());
        let raws: Vec<_> = tags.elements().map(Value::raw).collect();
        assert_eq!(raws, ["\"a\"", "1.50", "true", "null", "{}"]);
        let names: Vec<_> = tags.elements().map(Value::kind_name).collect();
        assert_eq!(names, ["a string", "a number", "true", "null", "an object"]);
        let bools: Vec<_> = tags.elements().map(Value::as_bool).collect();
        assert_eq!(bools, [None, None, Some(true), None, None]);
        assert!(tags.elements().last().unwrap().is_empty());
    });
}

#[test]
fn a_parser_forgets_the_record_before() {
    let mut parser = Parser::new();
    assert_eq!(parser.parse("[1,[2,3]]").unwrap().len(), 2);
    assert_eq!(parser.parse("[[[").unwrap_err().kind, E::UnclosedArray);
    assert_eq!(parser.parse("7").unwrap().as_number(), Some("7"));
}

#[test]
fn pointers_lead_from_the_root() {
    let text = r#"{"a/b":[0,{"m~n":"x"}],"é":{"":1},"dup":1,"dup":[2]}"#;
    with(text, |record| {
        let nested = record.get("a/b").unwrap().elements().nth(1).unwrap();
        assert_eq!(record.pointer(), "");
        assert_eq!(nested.pointer(), "/a~1b/1");
        assert_eq!(nested.get("m~n").unwrap().pointer(), "/a~1b/1/m~0n");
        assert_eq!(record.get("é").unwrap().get("").unwrap().pointer(), "/é/");
        assert_eq!(
            record
                .get("dup")
                .unwrap()
                .elements()
                .next()
                .unwrap()
                .pointer(),
            "/dup/0"
        );

        let at =
            |needle: &str| record.pointer_at(u32::try_from(text.find(needle).unwrap()).unwrap());
        assert_eq!(at("{"), "");
        assert_eq!(at("/b"), "/a~1b", "inside a key");
        assert_eq!(at("0"), "/a~1b/0");
        assert_eq!(at(",{"), "/a~1b", "between elements");
        assert_eq!(at("x"), "/a~1b/1/m~0n");
        assert_eq!(at("]}"), "/dup");
        assert_eq!(nested.pointer_at(0), "", "always from the root");
        assert_eq!(record.pointer_at(u32::MAX), "");
    });
}

#[test]
fn texts_decode_count_and_compare() {
    /// A string token, its decoded text, whether it is blank.
    const TEXTS: &[(&str, &str, bool)] = &[
        (r#""""#, "", true),
        (r#""plain""#, "plain", false),
        (r#"" \t\u00a0\n""#, " \t\u{a0}\n", true),
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t", false),
        (r#""naïve \u00e9\u00E9 日本""#, "naïve éé 日本", false),
        (r#""a\ud83d\ude00b😀""#, "a😀b😀", false),
        (r#""\u0000""#, "\0", false),
    ];
    for &(token, decoded, blank) in TEXTS {
        with(token, |value| {
            let text = value.as_text().unwrap();
            assert_eq!(text.decode(), decoded, "{token}");
            assert_eq!(text.raw(), &token[1..token.len() - 1]);
            assert_eq!(text.span(), value.span());
            assert_eq!(text.has_escapes(), token.contains('\\'), "{token}");
            assert_eq!(text.chars(), decoded.chars().count(), "{token}");
            assert_eq!(text.is_blank(), blank, "{token}");
            assert!(text == decoded && text == *decoded, "{token}");
            assert!(
                !text.eq_str(&format!("{decoded}x")) && !text.eq_str("other"),
                "{token}"
            );
            let mut bytes = b"before ".to_vec();
            text.decode_wtf8_into(&mut bytes);
            assert_eq!(bytes, [b"before ", decoded.as_bytes()].concat(), "{token}");
            assert!(!text.has_unpaired_surrogate(), "{token}");
        });
    }
}

#[test]
fn unpaired_surrogates_are_kept_apart() {
    /// A string token, the span of its first unpaired surrogate, its text, its bytes for hashing,
    /// its length.
    type Row = (
        &'static str,
        std::ops::Range<usize>,
        &'static str,
        &'static [u8],
        usize,
    );
    const TEXTS: &[Row] = &[
        (r#""\ud800""#, 1..7, "\u{fffd}", b"\xED\xA0\x80", 1),
        (r#""a\udFFFb""#, 2..8, "a\u{fffd}b", b"a\xED\xBF\xBFb", 3),
        (
            r#""\ude00\ud83d""#,
            1..7,
            "\u{fffd}\u{fffd}",
            b"\xED\xB8\x80\xED\xA0\xBD",
            2,
        ),
        (
            r#""\ud83d\ud83d\ude00""#,
            1..7,
            "\u{fffd}😀",
            b"\xED\xA0\xBD\xF0\x9F\x98\x80",
            2,
        ),
        (r#""\ud83d\n""#, 1..7, "\u{fffd}\n", b"\xED\xA0\xBD\n", 2),
        (
            r#""\ud83d\ude00\ud83du""#,
            13..19,
            "😀\u{fffd}u",
            b"\xF0\x9F\x98\x80\xED\xA0\xBDu",
            3,
        ),
    ];
    for (token, span, decoded, wtf8, chars) in TEXTS {
        with(token, |value| {
            let text = value.as_text().unwrap();
            assert_eq!(
                text.unpaired_surrogate_span().unwrap().range(),
                *span,
                "{token}"
            );
            assert!(text.has_unpaired_surrogate(), "{token}");
            assert_eq!(text.decode(), *decoded, "{token}");
            let mut bytes = Vec::new();
            text.decode_wtf8_into(&mut bytes);
            assert_eq!(bytes, *wtf8, "{token}");
            assert_eq!(text.chars(), *chars, "{token}");
            assert!(!text.is_blank() && !text.eq_str(decoded), "{token}");
        });
    }
}
