use super::repaired;
use crate::input::repair::Doubt;

#[test]
fn a_hundred_thousand_errors_are_no_more_than_that() {
    let many = |text: &str| text.repeat(100_000);
    let ok = |text: String, title: &'static str| (text, Ok(title));
    let no = |text: String, doubt: Doubt| (text, Err(doubt));
    for (text, comes_to) in [
        ok(
            format!("{{\"a\":[{}1]}}", many("'b',")),
            "use double quotes",
        ),
        ok(
            format!("{{\"a\":[{}1]}}", many("1 ")),
            "add 100000 missing commas",
        ),
        ok(format!("{{\"a\":[{}]}}", many(",")), "remove 100000 commas"),
        ok(
            format!("{{\"a\":\"{}\"}}", many(" \"b\" ")),
            "escape 200000 quotes in the string",
        ),
        ok(
            format!("{{{}}}", many("\"a\": \"b, ")),
            "add 100000 missing quotes",
        ),
        ok(
            format!("{{\"a\":1}}{}", many("}")),
            "remove 100000 unmatched closing brackets",
        ),
        ok(
            many("{\"a\":1,},"),
            "remove 100001 commas and put each record on its own line",
        ),
        no(format!("{{\"a\":\"{}\"}}", many("\" ")), Doubt::Ambiguous),
        ok(
            format!("{{\"a\":1}}{}", many("/*")),
            "remove the comment and remove the text after the record",
        ),
        no(format!("{{\"a\":\"{}\"}}", many("\\a")), Doubt::Ambiguous),
        ok(
            format!("{{\"a\":\"{}\"}}", many("\\d")),
            "correct 100000 escapes",
        ),
        no(
            format!("{{\"a\":{{}}{}}}", many(",\"/*\":\"\"//")),
            Doubt::Ambiguous,
        ),
        no(format!("{{\"a\":\"{}\"}}", many("\"//")), Doubt::Ambiguous),
        no(format!("{{\"a\":\"{}", many("\\'")), Doubt::Ambiguous),
        no(format!("{{\"a\":{}", many("'x")), Doubt::Ambiguous),
        ok(format!("{{\"a\":“{}}}", many("“ ”")), "use straight quotes"),
        no(many("{"), Doubt::Hopeless),
        no(many("[1,"), Doubt::Hopeless),
    ] {
        let found = repaired(&text).map(|(_, _, title)| title);
        let beginning: String = text.chars().take(20).collect();
        assert_eq!(found, comes_to.map(str::to_owned), "{beginning}");
    }
}
