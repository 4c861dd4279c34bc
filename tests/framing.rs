//! Beginnings and ends of records, wherever a file is cut: text in comments and in strings separates nothing.

mod run;

use run::{Cut, check, options};
use tuneset::Framing::{self, CommaSeparated, Lines, Opaque, Returns, Values};
use tuneset::{boundary, frames};

/// Each record with its line, and how many lines end in all, of a file that is read so many bytes at a time.
fn read(text: &str, framing: Framing, size: usize) -> (Vec<(String, u32)>, u32) {
    let bytes = text.as_bytes();
    let (mut records, mut line, mut at, mut end) = (Vec::new(), 0, 0, size.min(bytes.len()));
    while at < bytes.len() {
        let cut = boundary(&bytes[at..end], framing, end == bytes.len());
        let chunk = &bytes[at..at + cut];
        let mut found = frames(chunk, framing);
        for frame in found.by_ref() {
            let record = String::from_utf8_lossy(&chunk[frame.start..frame.end]);
            records.push((record.into_owned(), line + frame.line));
        }
        line += found.line_feeds();
        at += cut;
        end = (end + size).min(bytes.len());
    }
    (records, line)
}

/// The records and the lines are those, wherever the file is cut.
fn is_read_as(text: &str, framing: Framing, expected: &[(&str, u32)], lines: u32) {
    for size in (1..=text.len()).rev() {
        let (records, found) = read(text, framing, size);
        let records: Vec<_> = records
            .iter()
            .map(|(text, line)| (&**text, *line))
            .collect();
        assert_eq!(
            records, expected,
            "{framing:?}, {size} bytes at a time: {text:?}"
        );
        assert_eq!(
            found, lines,
            "{framing:?}, {size} bytes at a time: {text:?}"
        );
    }
}

#[test]
fn brackets_and_quotes_in_comments_are_none() {
    is_read_as(
        "{\"a\": 1, // }\n\"b\": /* } \" */ 2, # ]}\n\"c\": 3} /* [ */\n# {\n[4] // {\n",
        Values,
        &[
            ("{\"a\": 1, // }\n\"b\": /* } \" */ 2, # ]}\n\"c\": 3}", 0),
            ("/* [ */", 2),
            ("# {", 3),
            ("[4]", 4),
            ("// {", 4),
        ],
        5,
    );
}

#[test]
fn a_slash_and_an_apostrophe_in_a_value_begin_nothing() {
    is_read_as(
        "{\"a\": 1/2, \"b\": it's, 'c}': '}\\'{'}\n{'d' : {'e': ['[']}} x/y\n'f}\"'\n\"g}\\\"\"\n/z,{}\n",
        Values,
        &[
            ("{\"a\": 1/2, \"b\": it's, 'c}': '}\\'{'}", 0),
            ("{'d' : {'e': ['[']}}", 1),
            ("x/y", 1),
            ("'f}\"'", 2),
            ("\"g}\\\"\"", 3),
            ("/z", 4),
            ("{}", 4),
        ],
        5,
    );
}

#[test]
fn a_string_ends_with_its_line() {
    is_read_as(
        "{\"a\": \"b\n, \"c\": 1}\n{\"d\\\\\": 2}\n",
        Values,
        &[("{\"a\": \"b\n, \"c\": 1}", 0), ("{\"d\\\\\": 2}", 2)],
        3,
    );
}

#[test]
fn scalars_end_at_what_separates_them() {
    is_read_as(
        "[1, true,\nnull]\n12\n\n\"x\",7]",
        Values,
        &[("[1, true,\nnull]", 0), ("12", 2), ("\"x\"", 4), ("7", 4)],
        4,
    );
}

#[test]
fn lines_of_an_old_macintosh_end_in_returns() {
    is_read_as(
        "a\rb\r\nc\n\rd\r\r",
        Returns,
        &[("a", 0), ("b", 1), ("c", 2), ("", 3), ("d", 4), ("", 5)],
        6,
    );
    is_read_as("a\rb", Returns, &[("a", 0), ("b", 1)], 1);
    is_read_as("a\r\rb\r", Lines, &[("a\r\rb\r", 0)], 0);
    is_read_as("a\r\n\nb\r", Opaque, &[("a\r", 0), ("", 1), ("b\r", 2)], 2);
}

#[test]
fn rows_go_over_lines_in_quotes() {
    is_read_as(
        "a,b\r\n\r\n\"x\n\ny\",1\n\n\n2,\"\n\"",
        CommaSeparated,
        &[("a,b", 0), ("\"x\n\ny\",1", 2), ("2,\"\n\"", 7)],
        8,
    );
}

#[test]
fn line_ends_between_values_are_no_part_of_them() {
    let text = "[\r\n{\"prompt\": \"a\", \"completion\": \"b\"},\r\n12\r\n]\r\n";
    for size in [1, 7, 100] {
        let report = check(
            &[("data.jsonl", text.as_bytes())],
            &options("{}"),
            &Cut::every(size),
        );
        let mut rules: Vec<_> = report.rules.keys().map(ToString::to_string).collect();
        rules.sort_unstable();
        assert_eq!(rules, ["json-array-file", "not-an-object"], "{size}");
        let found = &report.rules["not-an-object"].examples[0];
        assert_eq!((found.line, found.column), (3, 1));
    }
}

#[test]
fn records_are_whole_as_far_as_is_known() {
    for (framing, text, whole) in [
        // A scalar, a comment of one line or a return may go on in the next bytes.
        (Values, "1\n{", 1),
        (Values, "12", 0),
        (Values, "12,3", 2),
        (Values, "{}//", 2),
        (Values, "{}//\n", 5),
        (Values, "{}/* */ ", 8),
        (Values, "{}/* *", 2),
        (Values, "\"a\"", 3),
        (Values, "[1][", 3),
        (Returns, "a\r", 0),
        (Returns, "a\rb\r", 2),
        (Returns, "a\r\nb", 3),
        (Returns, "a\rb\r\n", 5),
        (Returns, "a\rb", 2),
        (Lines, "a\nb", 2),
        (Lines, "ab", 0),
        (CommaSeparated, "a\n\"b\n", 2),
    ] {
        assert_eq!(boundary(text.as_bytes(), framing, false), whole, "{text:?}");
        assert_eq!(
            boundary(text.as_bytes(), framing, true),
            text.len(),
            "{text:?}"
        );
    }
}

#[test]
fn a_text_that_a_raw_line_end_breaks_goes_on_in_the_next_lines() {
    for (text, expected, lines) in [
        (
            "{\"a\": \"b\"}\n{\"a\": \"c\n\nd\", \"e\": \"f\r\ng\"}\r\n{\"a\": 1}\n",
            &[
                ("{\"a\": \"b\"}", 0),
                ("{\"a\": \"c\n\nd\", \"e\": \"f\r\ng\"}\r", 1),
                ("{\"a\": 1}", 5),
            ][..],
            6,
        ),
        // Code in a text begins no record.
        (
            "{\"a\": \"if x\n{\n  y\n}\"}\n[2]\n",
            &[("{\"a\": \"if x\n{\n  y\n}\"}", 0), ("[2]", 4)],
            5,
        ),
        // Cut off: the next line is a record.
        (
            "{\"a\": \"b\n{\"a\": \"c\"}\n",
            &[("{\"a\": \"b", 0), ("{\"a\": \"c\"}", 1)],
            2,
        ),
        // Together they are no JSON.
        (
            "{\"a\": \"b\nc\", d}\n",
            &[("{\"a\": \"b", 0), ("c\", d}", 1)],
            2,
        ),
        ("{\"a\": \"b\nc\"}", &[("{\"a\": \"b\nc\"}", 0)], 1),
        ("\"a\nb\"\n", &[("\"a", 0), ("b\"", 1)], 2),
    ] {
        is_read_as(text, Lines, expected, lines);
    }
}

#[test]
fn an_object_printed_among_lines_is_one_record() {
    is_read_as(
        "{\"a\": 1}\n{\n  \"a\": {\n    \"b\": [\n{}\n]\n  }\n}\n{\n  \"a\": [\n    2\n  ]\n}\n\n{\"a\": 3,\n \"b\": 4}\n",
        Lines,
        &[
            ("{\"a\": 1}", 0),
            ("{", 1),
            ("  \"a\": {", 2),
            ("    \"b\": [", 3),
            ("{}", 4),
            ("]", 5),
            ("  }", 6),
            ("}", 7),
            ("{\n  \"a\": [\n    2\n  ]\n}", 8),
            ("", 13),
            ("{\"a\": 3,\n \"b\": 4}", 14),
        ],
        16,
    );
}

/// The download broke off between two records: all that came are checked, and the file does not pass for the whole.
#[test]
fn an_array_that_is_cut_behind_a_whole_record_is_not_taken_for_the_whole() {
    let record = r#"{"prompt": "What is a ]?", "completion": "a [bracket"}"#;
    for (text, records, place) in [
        (format!("[{record},\n{record},\n"), 2, Some((3, 1))),
        (format!("[{record}, {record}"), 2, Some((1, 112))),
        (format!("[{record}]\n[{record},"), 2, Some((2, 57))),
        (
            format!("{{\"data\": [{record}, {record}"),
            2,
            Some((1, 121)),
        ),
        (format!("[{record},\n{record},\n]\n// the end\n"), 2, None),
        (format!("[{record}]\n[\n{record}\n]"), 2, None),
        (
            format!("{{\"data\": [{record}], \"tags\": [\"[\"]}}"),
            1,
            None,
        ),
        (
            format!("{{\"train\": [{record}], \"test\": [{record}]}}"),
            2,
            None,
        ),
        // The record that is cut is reported.
        (format!("[{record},\n{{\"prompt\": \"a\", \"compl"), 2, None),
        (format!("{record},\n{record},\n"), 2, None),
    ] {
        for size in [1, 5, 60, usize::MAX] {
            let report = check(
                &[("data.json", text.as_bytes())],
                &options("{}"),
                &Cut::every(size),
            );
            assert_eq!(report.counts.records, records, "{text:?}");
            let found = report.rules.get("unclosed-array");
            let found = found.map(|rule| (rule.examples[0].line, rule.examples[0].column));
            assert_eq!(found, place, "{size} bytes at a time: {text:?}");
        }
    }
}
