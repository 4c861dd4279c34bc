mod many_errors;

use super::{Doubt, EditKind, Keys, repair, title};
use crate::json::Parser;

/// Returns the records that `text` becomes, and whether the repair is safe.
fn repaired(text: &str) -> Result<(Vec<String>, bool, String), Doubt> {
    let repair = repair(&mut Parser::new(), text, true, &Keys::default())?;
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
            (
                r#"{"prompt":"a","score": NaN}"#,
                r#"{"prompt":"a","score": null}"#,
                "replace the invalid number with null",
            ),
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
                "put each record on its own line",
            ),
            (
                "{\"a\":1,\r\"b\":\"c\rd\"}\r",
                r#"{"a":1,"b":"c\rd"}"#,
                "remove 2 carriage returns and escape the control character",
            ),
            (
                "{\"a\":1}\r{\"b\":2}",
                "{\"a\":1}\n{\"b\":2}",
                "remove the carriage return and put each record on its own line",
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
                "use double quotes and use true, false or null",
            ),
            (
                r#"{'a': 'it\'s "here"', 'b': "it's"}"#,
                r#"{"a": "it's \"here\"", "b": "it's"}"#,
                "use double quotes",
            ),
            (
                "{'a': 'what's up'}",
                r#"{"a": "what's up"}"#,
                "use double quotes",
            ),
            (
                r"{'a': 'caf\xe9'}",
                r#"{"a": "caf\u00e9"}"#,
                "use double quotes and correct the escape",
            ),
            (
                "{“role”: “he said “yes””, „a“: ‘b’}",
                "{\"role\": \"he said “yes”\", \"a\": \"b\"}",
                "use straight quotes",
            ),
            (
                r#"{role: "user", content-type: 1}"#,
                r#"{"role": "user", "content-type": 1}"#,
                "quote the keys",
            ),
            (
                r#"{"a": 1, role": "user"}"#,
                r#"{"a": 1, "role": "user"}"#,
                "add the missing quote",
            ),
            (
                r#"{"role: "user"}"#,
                r#"{"role": "user"}"#,
                "add the missing quote",
            ),
            (
                r#"{"role": "user, "content": "x"}"#,
                r#"{"role": "user", "content": "x"}"#,
                "add the missing quote",
            ),
            (
                r#"{"role": user", "content": What is 2+2?"}"#,
                r#"{"role": "user", "content": "What is 2+2?"}"#,
                "add 2 missing quotes",
            ),
            (
                r#"{"date": 2024-01-01", "n": 1}"#,
                r#"{"date": "2024-01-01", "n": 1}"#,
                "add the missing quote",
            ),
            (
                r#"{"messages":[{"content":[{"text":"hello}]}]}"#,
                r#"{"messages":[{"content":[{"text":"hello"}]}]}"#,
                "add the missing quote",
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
                "remove 2 unmatched closing brackets and remove the comma",
            ),
            (
                r#"{"a":[{"b":1}"#,
                r#"{"a":[{"b":1}]}"#,
                "add the missing closing brackets",
            ),
            (
                r#"{"a":[{"b":1},}"#,
                r#"{"a":[{"b":1}]}"#,
                "remove the comma and add the missing closing brackets",
            ),
            (
                r#"{"a":1]"#,
                r#"{"a":1}"#,
                "use the matching closing bracket",
            ),
            (
                r#"{"a":"it\'s \d+"}"#,
                r#"{"a":"it's \\d+"}"#,
                "correct 2 escapes",
            ),
            (r#"{"a":[1,,2]}"#, r#"{"a":[1,2]}"#, "remove the comma"),
            (r#"{"a":[1,,2,]}"#, r#"{"a":[1,2]}"#, "remove 2 commas"),
            (
                r#"{"a":[{"b":"x"],"c":{"d":[1},"e":2}"#,
                r#"{"a":[{"b":"x"}],"c":{"d":[1]},"e":2}"#,
                "add the missing closing brackets",
            ),
            (
                r#"{"a":[{"b":"x"],{"b":"y"}]}"#,
                r#"{"a":[{"b":"x"},{"b":"y"}]}"#,
                "use the matching closing bracket",
            ),
            (
                r#"{"a":[{"b":"x",{"b":"y"}]}"#,
                r#"{"a":[{"b":"x"},{"b":"y"}]}"#,
                "add the missing closing brackets",
            ),
            (
                r#"{"a":"He said "hi" to me."}"#,
                r#"{"a":"He said \"hi\" to me."}"#,
                "escape 2 quotes in the string",
            ),
            (
                "{\"a\":\"one\ntwo\"}",
                r#"{"a":"one\ntwo"}"#,
                "escape the line break as \\n",
            ),
            (
                "{\n \"a\": \"one,\n \"b\": \"two\n}",
                "{\n \"a\": \"one\",\n \"b\": \"two\"\n}",
                "add 2 missing quotes",
            ),
        ],
    );
}

#[test]
fn other_signs_than_those_of_json() {
    becomes(
        false,
        &[
            (
                r#"{"a" 1, "b""x"}"#,
                r#"{"a": 1, "b":"x"}"#,
                "add 2 missing colons",
            ),
            (
                r#"{"a"=1, "b" => [2]}"#,
                r#"{"a":1, "b" : [2]}"#,
                "replace 2 characters with colons",
            ),
            (
                r#"{"a":"x; y"; "b":1; "c":[1;2]}"#,
                r#"{"a":"x; y", "b":1, "c":[1,2]}"#,
                "replace 3 characters with commas",
            ),
            (
                r#"{"a":"say "hi", he said"}"#,
                r#"{"a":"say \"hi\", he said"}"#,
                "escape 2 quotes in the string",
            ),
            (
                r#"{"a":"C:\Users\new, \d+"}"#,
                r#"{"a":"C:\\Users\\new, \\d+"}"#,
                "correct 3 escapes",
            ),
            (
                r#"{"a":"$\alpha \times x$\n"}"#,
                r#"{"a":"$\\alpha \\times x$\n"}"#,
                "correct 2 escapes",
            ),
            (
                r#"{"a":1} Hope this helps!"#,
                r#"{"a":1}"#,
                "remove the text after the record",
            ),
            (
                r#"data: {"a":1}"#,
                r#"{"a":1}"#,
                "remove the text before the record",
            ),
            (
                r#"{"a":[{"b":"be nice.}],"c":1}"#,
                r#"{"a":[{"b":"be nice."}],"c":1}"#,
                "add the missing quote",
            ),
        ],
    );
}

#[test]
fn keys_of_the_other_records_leave_one_reading() {
    let mut keys = Keys::default();
    for record in [
        r#"{"prompt": "a", "completion": "b"}"#,
        r#"{"prompt": "a", "completion": "b", "id": 1}"#,
    ] {
        keys.meet(Parser::new().parse(record).expect("it is JSON"));
    }
    let read = |text: &str| -> Result<Vec<String>, Doubt> {
        let repair = repair(&mut Parser::new(), text, true, &keys)?;
        assert!(!repair.is_safe(), "{text}");
        let records = repair.records(text).into_iter();
        Ok(records
            .map(|(_, mapped)| mapped.text().to_owned())
            .collect())
    };
    for (text, record) in [
        (
            r#"{"prompt":"A 5" pipe?","completion":"as" so"}"#,
            r#"{"prompt":"A 5\" pipe?","completion":"as\" so"}"#,
        ),
        (
            r#"{"prompt":"x","completion":"{"a": 1, "b": "y"}","id":2}"#,
            r#"{"prompt":"x","completion":"{\"a\": 1, \"b\": \"y\"}","id":2}"#,
        ),
        (
            r#"{"prompt":"x""completion":"y"}"#,
            r#"{"prompt":"x","completion":"y"}"#,
        ),
        (
            r#""prompt":"x","completion":"y"}"#,
            r#"{"prompt":"x","completion":"y"}"#,
        ),
        (
            r#"{"prompt":"is cu{"prompt":"x","completion":"y"}"#,
            r#"{"prompt":"x","completion":"y"}"#,
        ),
        // A value that nothing was done to may be of another kind than elsewhere.
        (
            r#"{"prompt":"x", completion":"y","id":{"of": "z"}}"#,
            r#"{"prompt":"x", "completion":"y","id":{"of": "z"}}"#,
        ),
    ] {
        assert_eq!(read(text), Ok(vec![record.to_owned()]), "{text}");
    }
    for text in [
        // Either of them may belong to the record.
        r#"{"prompt":"Write {"prompt":"x","completion":"y"}","completion":"z"}"#,
        // A key is missing, or appears twice.
        r#"{"prompt":"A 5" pipe?"}"#,
        r#"{"prompt":"x"} completion: y"#,
        r#"{"prompt":"a 5" b","prompt":"x","completion":"y"}"#,
        // A whole record would be lost.
        r#"{"prompt":"x","completion":"y"}{"prompt":"cu{"prompt":"x","completion":"y"}"#,
    ] {
        assert!(read(text).is_err(), "{text}: {:?}", read(text));
    }
}

#[test]
fn what_nobody_can_know_is_left_alone() {
    for (text, doubt) in [
        // The rest was never written, or was lost.
        (r#"{"a":"#, Doubt::Hopeless),
        (r#"{"a":1,"#, Doubt::Hopeless),
        (r#"{"messages": ["#, Doubt::Hopeless),
        (r#"{"a":,"b":1}"#, Doubt::Hopeless),
        // Not a record at all.
        ("", Doubt::Hopeless),
        ("// {}", Doubt::Hopeless),
        ("prompt,completion", Doubt::Hopeless),
        (r#""a", "b""#, Doubt::Hopeless),
        (r#"},{"a":1}"#, Doubt::Hopeless),
        (r#"{"a":1}[1]"#, Doubt::Hopeless),
        // Two readings.
        (r#"{"a":"hel"#, Doubt::Ambiguous),
        (r#"{"a":"{b: 1}"#, Doubt::Ambiguous),
        (r#"{"completion":NaN}"#, Doubt::Ambiguous),
        (r#"{"messages":[{"score":NaN}]}"#, Doubt::Ambiguous),
        (r#"{"a":hello}"#, Doubt::Ambiguous),
        (r#"{"a":"a 5" pipe"}"#, Doubt::Ambiguous),
        (r#"{"a":"b""c":1}"#, Doubt::Ambiguous),
        (r#"{"a":"\_"}"#, Doubt::Ambiguous),
        (r#"{"a":"\x41"}"#, Doubt::Ambiguous),
        (r#"{"a":"hel\lo"}"#, Doubt::Ambiguous),
        (r#"{"a":"\d+\name"}"#, Doubt::Ambiguous),
        // Of the text around it, something may be part of the record.
        (r#"{"a":1} "b":2"#, Doubt::Hopeless),
        (r#""b":2} {"a":1}"#, Doubt::Ambiguous),
        (r#"{"a":1} and {"a":2}"#, Doubt::Hopeless),
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
    let repair =
        repair(&mut Parser::new(), text, true, &Keys::default()).expect("it can be repaired");
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
