use super::{Doubt, EditKind, repair, title};
use crate::json::Parser;

/// Returns the records that `text` becomes, and whether the repair is safe.
fn repaired(text: &str) -> Result<(Vec<String>, bool, String), Doubt> {
    let repair = repair(&mut Parser::new(), text, true)?;
    let records = repair.records(text);
    let texts = records
        .into_iter()
        .map(|(_, mapped)| mapped.text().to_owned());
    Ok((texts.collect(), repair.is_safe(), title(&repair.edits)))
}

fn becomes(is_safe: bool, table: &[(&str, &str, &str)]) {
    for (text, records, does) in table {
        let (texts, safe, title) =
            repaired(text).unwrap_or_else(|doubt| panic!("{text}: {doubt:?}"));
        assert_eq!(texts.join("\n"), *records, "{text}");
        assert_eq!(title, *does, "{text}");
        assert_eq!(safe, is_safe, "{text}");
    }
}

#[test]
fn what_is_beyond_doubt() {
    becomes(
        true,
        &[
            (r#"{"a":1,}"#, r#"{"a":1}"#, "remove the comma"),
            (r#"{"a":[1,2,],}, "#, r#"{"a":[1,2]}"#, "remove 3 commas"),
            (r#", {"a":1}"#, r#"{"a":1}"#, "remove the comma"),
            (
                r#"{"messages":[{"role":"user"},]}"#,
                r#"{"messages":[{"role":"user"}]}"#,
                "remove the comma",
            ),
            (
                r#"{"a":1}{"b":2} {"c":3},{"d":4}"#,
                "{\"a\":1}\n{\"b\":2}\n{\"c\":3}\n{\"d\":4}",
                "put each record on a line of its own",
            ),
            (
                "{\"a\":1,\r\"b\":\"c\rd\"}\r",
                r#"{"a":1,"b":"c\rd"}"#,
                "remove 2 carriage returns and escape the control character",
            ),
            (
                "{\"a\":1}\r{\"b\":2}",
                "{\"a\":1}\n{\"b\":2}",
                "remove the carriage return and put each record on a line of its own",
            ),
            (
                r#"{"a": /* one */ 1} // that is all"#,
                r#"{"a":  1}"#,
                "remove 2 comments",
            ),
            (
                "/* first */ {\"a\":1} # last",
                r#"{"a":1}"#,
                "remove 2 comments",
            ),
            (
                "{\"a\":\"b\tc\u{0}\u{c}\"}",
                r#"{"a":"b\tc\u0000\f"}"#,
                "escape 3 control characters",
            ),
            (
                "{\u{a0}\"a\":\u{feff}1}\u{200b}",
                r#"{"a":1}"#,
                "remove 3 invisible characters",
            ),
        ],
    );
}

#[test]
fn what_needs_a_guess() {
    becomes(
        false,
        &[
            (
                "{'role': 'user', 'n': None, 'ok': True}",
                r#"{"role": "user", "n": null, "ok": true}"#,
                "write double quotation marks and write true, false or null",
            ),
            (
                r#"{'a': 'it\'s "here"', 'b': "it's"}"#,
                r#"{"a": "it's \"here\"", "b": "it's"}"#,
                "write double quotation marks",
            ),
            (
                "{'a': 'what's up'}",
                r#"{"a": "what's up"}"#,
                "write double quotation marks",
            ),
            (
                r"{'a': 'caf\xe9'}",
                r#"{"a": "caf\u00e9"}"#,
                "write double quotation marks and correct the escape",
            ),
            (
                "{“role”: “he said “yes””, „a“: ‘b’}",
                "{\"role\": \"he said “yes”\", \"a\": \"b\"}",
                "write straight quotation marks",
            ),
            (
                r#"{role: "user", content-type: 1}"#,
                r#"{"role": "user", "content-type": 1}"#,
                "put the keys in quotation marks",
            ),
            (
                r#"{"a": 1, role": "user"}"#,
                r#"{"a": 1, "role": "user"}"#,
                "add the missing quotation mark",
            ),
            (
                r#"{"role: "user"}"#,
                r#"{"role": "user"}"#,
                "add the missing quotation mark",
            ),
            (
                r#"{"role": "user, "content": "x"}"#,
                r#"{"role": "user", "content": "x"}"#,
                "add the missing quotation mark",
            ),
            (
                r#"{"role": user", "content": What is 2+2?"}"#,
                r#"{"role": "user", "content": "What is 2+2?"}"#,
                "add 2 missing quotation marks",
            ),
            (
                r#"{"date": 2024-01-01", "n": 1}"#,
                r#"{"date": "2024-01-01", "n": 1}"#,
                "add the missing quotation mark",
            ),
            (
                r#"{"messages":[{"content":[{"text":"hello}]}]}"#,
                r#"{"messages":[{"content":[{"text":"hello"}]}]}"#,
                "add the missing quotation mark",
            ),
        ],
    );
}

#[test]
fn what_needs_a_guess_about_the_shape() {
    becomes(
        false,
        &[
            (
                r#"{"a":"b" "c":1 "d":[1 "e" {"f":2}{}]}"#,
                r#"{"a":"b", "c":1, "d":[1, "e", {"f":2},{}]}"#,
                "add 5 missing commas",
            ),
            (
                r#"{"a":{"b":1}}}, ]"#,
                r#"{"a":{"b":1}}"#,
                "remove 2 brackets that close nothing and remove the comma",
            ),
            (
                r#"{"a":[{"b":1}"#,
                r#"{"a":[{"b":1}]}"#,
                "close the brackets that are still open",
            ),
            (
                r#"{"a":[{"b":1},}"#,
                r#"{"a":[{"b":1}]}"#,
                "remove the comma and close the brackets that are still open",
            ),
            (
                r#"{"a":1]"#,
                r#"{"a":1}"#,
                "remove the bracket that closes nothing and close the brackets that are still open",
            ),
            (
                r#"{"a":"it\'s \d+"}"#,
                r#"{"a":"it's \\d+"}"#,
                "correct 2 escapes",
            ),
            (r#"{"a":[1,,2]}"#, r#"{"a":[1,2]}"#, "remove the comma"),
            (
                r#"{"a":"He said "hi" to me."}"#,
                r#"{"a":"He said \"hi\" to me."}"#,
                "escape 2 quotation marks in the text",
            ),
            (
                "{\"a\":\"one\ntwo\"}",
                r#"{"a":"one\ntwo"}"#,
                "write the line break as \\n",
            ),
            (
                "{\n \"a\": \"one,\n \"b\": \"two\n}",
                "{\n \"a\": \"one\",\n \"b\": \"two\"\n}",
                "add 2 missing quotation marks",
            ),
        ],
    );
}

#[test]
fn what_nobody_can_know_is_left_alone() {
    for (text, doubt) in [
        // The rest was never written, or was lost.
        (r#"{"a":"#, Doubt::Hopeless),
        (r#"{"a":1,"#, Doubt::Hopeless),
        (r#"{"messages": ["#, Doubt::Hopeless),
        (r#"{"a":,"b":1}"#, Doubt::Hopeless),
        (r#"{"a" 1}"#, Doubt::Hopeless),
        // Never meant as a record.
        ("", Doubt::Hopeless),
        ("// {}", Doubt::Hopeless),
        ("prompt,completion", Doubt::Hopeless),
        (r#""a", "b""#, Doubt::Hopeless),
        (r#"},{"a":1}"#, Doubt::Hopeless),
        (r#"{"a":1}[1]"#, Doubt::Hopeless),
        // Two readings.
        (r#"{"a":"hel"#, Doubt::Ambiguous),
        (r#"{"a":NaN}"#, Doubt::Ambiguous),
        (r#"{"a":hello}"#, Doubt::Ambiguous),
        (r#"{"a":"a 5" pipe"}"#, Doubt::Ambiguous),
        (r#"{"a":"say "hi", he said"}"#, Doubt::Ambiguous),
        (r#"{"a":"b""c":1}"#, Doubt::Ambiguous),
        (r#"{"a":"\_"}"#, Doubt::Ambiguous),
        (r#"{"a":"\x41"}"#, Doubt::Ambiguous),
        (r#"{"a":"C:\Users\new"}"#, Doubt::Ambiguous),
        (r#"{"a":1, // "b":2}"#, Doubt::Hopeless),
        (r#"{"a":1 // "b":2}"#, Doubt::Ambiguous),
        ("{\"a\":\"x\" // y\n \"b\":2}", Doubt::Ambiguous),
        ("{'a': 'the boys' bikes'}", Doubt::Ambiguous),
    ] {
        assert_eq!(repaired(text), Err(doubt), "{text}");
    }
}

#[test]
fn places_lead_back_to_the_text_as_it_stood() {
    let text = r#"{'role': 'user', "n": None,}"#;
    let repair = repair(&mut Parser::new(), text, true).expect("it can be repaired");
    let (_, mapped) = repair.records(text).remove(0);
    let mut parser = Parser::new();
    let root = parser.parse(mapped.text()).expect("it is JSON");
    let origin = |key: &str| &text[mapped.origin(root.get(key).expect(key).span()).range()];
    assert_eq!(origin("role").trim_matches('\''), "user");
    assert_eq!(
        repair.edits.last().map(|edit| edit.kind),
        Some(EditKind::TrailingComma)
    );
}

#[test]
fn a_hundred_thousand_errors_are_no_more_than_that() {
    let many = |text: &str| text.repeat(100_000);
    let ok = |text: String, title: &'static str| (text, Ok(title));
    let no = |text: String, doubt: Doubt| (text, Err(doubt));
    for (text, comes_to) in [
        ok(
            format!("{{\"a\":[{}1]}}", many("'b',")),
            "write double quotation marks",
        ),
        ok(
            format!("{{\"a\":[{}1]}}", many("1 ")),
            "add 100000 missing commas",
        ),
        ok(format!("{{\"a\":[{}]}}", many(",")), "remove 100000 commas"),
        ok(
            format!("{{\"a\":\"{}\"}}", many(" \"b\" ")),
            "escape 200000 quotation marks in the text",
        ),
        ok(
            format!("{{{}}}", many("\"a\": \"b, ")),
            "add 100000 missing quotation marks",
        ),
        ok(
            format!("{{\"a\":1}}{}", many("}")),
            "remove 100000 brackets that close nothing",
        ),
        ok(
            many("{\"a\":1,},"),
            "remove 100001 commas and put each record on a line of its own",
        ),
        no(format!("{{\"a\":\"{}\"}}", many("\" ")), Doubt::Ambiguous),
        no(format!("{{\"a\":1}}{}", many("/*")), Doubt::Hopeless),
        no(
            format!("{{\"a\":{{}}{}}}", many(",\"/*\":\"\"//")),
            Doubt::Ambiguous,
        ),
        no(format!("{{\"a\":\"{}\"}}", many("\"//")), Doubt::Ambiguous),
        no(format!("{{\"a\":\"{}", many("\\'")), Doubt::Ambiguous),
        no(format!("{{\"a\":{}", many("'x")), Doubt::Ambiguous),
        ok(
            format!("{{\"a\":“{}}}", many("“ ”")),
            "write straight quotation marks",
        ),
        no(many("{"), Doubt::Hopeless),
        no(many("[1,"), Doubt::Hopeless),
    ] {
        let found = repaired(&text).map(|(_, _, title)| title);
        let beginning: String = text.chars().take(20).collect();
        assert_eq!(found, comes_to.map(str::to_owned), "{beginning}");
    }
}
