//! A report may be shared: it holds no secret and no person's address, wherever in the data it was found.

mod run;

use run::{Cut, check, options};
use tuneset::report::Report;

/// An address, a key and a card, made here so that no scanner takes this file for a leak.
fn things() -> [String; 3] {
    [
        format!("jane.doe@{}.com", "acme"),
        format!("ghp_{}", "a7Bc9Kq2Zx".repeat(4)[..36].to_owned()),
        format!("4539 5787 {}", "6362 1486"),
    ]
}

fn of(lines: &[String], settings: &str) -> (Report, String) {
    let text = lines.join("\n") + "\n";
    let report = check(
        &[("train.jsonl", text.as_bytes())],
        &options(settings),
        &Cut::default(),
    );
    let json = serde_json::to_string(&report).expect("a report serializes");
    (report, json)
}

/// Every other rule quotes, too: the excerpt around its place, a key's name, a value, a class.
#[test]
fn no_rule_shows_what_should_not_travel() {
    for thing in things() {
        let record = |prompt: &str, completion: &str| {
            format!(r#"{{"prompt": "{prompt}", "completion": "{completion}"}}"#)
        };
        let mut lines = vec![
            record(&format!("I am {thing}"), "Hello."),
            // Not JSON, a key twice, a key unknown, half a pair, a role unknown.
            format!(r#"{{"prompt": "{thing}, "completion": "a"}}"#),
            format!(r#"{{"{thing}": 1, "{thing}": 2, "prompt": "a", "completion": "b"}}"#),
            format!(r#"{{"prompt": "{thing} \ud83d", "completion": "b"}}"#),
            format!(r#"{{"prompt": ["{thing}"], "completion": 4}}"#),
            format!(
                r#"{{"messages": [{{"role": "{thing}", "content": "a"}}, {{"role": "assistant", "content": "b"}}]}}"#
            ),
            format!(r"// {thing}"),
            format!(
                r#"{{"prompt": "x", "completion": "y"}} {{"prompt": "{thing}", "completion": "z"}}"#
            ),
            thing.clone(),
        ];
        // A class whose name is one, in two spellings and too rare.
        lines.extend((0..40).map(|at| record(&format!("to {at}?"), &thing)));
        lines.extend((0..160).map(|at| record(&format!("whom {at}?"), "nobody")));
        lines.push(record("to whom?", &thing.to_uppercase()));
        for settings in [
            r#"{"split": null}"#,
            r#"{"split": null, "model": "nova-lite"}"#,
            r#"{"split": null, "fix": true, "unsafeFixes": true}"#,
            r#"{"split": null, "rules": {"probable-secret": "off", "personal-data": "off"}}"#,
        ] {
            let (report, json) = of(&lines, settings);
            assert!(
                report.rules.len() > 3,
                "{settings}: {:?}",
                report.rules.keys()
            );
            assert!(
                !json.contains(&thing),
                "{settings}: {}",
                around(&json, &thing)
            );
        }
    }
}

fn around<'j>(json: &'j str, thing: &str) -> &'j str {
    let at = json.find(thing).unwrap_or_default();
    &json[at.saturating_sub(200)..json.len().min(at + 200)]
}

/// Counts are those of the data, however few are shown; places are those of the values.
#[test]
fn all_are_counted_and_each_has_its_place() {
    let [address, key, card] = things();
    let line = format!(r#"{{"prompt": "é {address} and {key}", "completion": "{card}"}}"#);
    let mut lines: Vec<_> = (0..50).map(|_| line.clone()).collect();
    // A finding of all records would be reported once.
    lines.push(r#"{"prompt": "Hello?", "completion": "Yes."}"#.to_owned());
    let (report, _) = of(&lines, r#"{"split": null}"#);
    let counts = ["personal-data", "probable-secret"].map(|rule| report.rules[rule].count);
    assert_eq!(counts, [100, 50]);
    let found = &report.rules["personal-data"].examples;
    // One finding for each address and card.
    assert_eq!(found.len(), 2);
    let second = &found[1];
    assert_eq!((second.line, second.pointer.as_str()), (1, "/completion"));
    assert_eq!(second.records, Some(50));
    assert!(second.message.starts_with("50 of 51 records: "));
    let start = usize::try_from(second.byte_offset).expect("small");
    assert_eq!(&line[start..start + second.byte_length as usize], card);
    let column = line[..line.find(&card).expect("stands there")]
        .encode_utf16()
        .count() as u64;
    assert_eq!(second.column, column + 1);
}

#[test]
fn any_cut_finds_the_same() {
    let [address, key, card] = things();
    let lines: Vec<_> = (0..60)
        .map(|at| {
            format!(
                r#"{{"prompt": "{at} {address}", "completion": "{} {key} {card}"}}"#,
                "x".repeat(at * 7)
            )
        })
        .collect();
    let text = lines.join("\n") + "\n";
    let options = options(r#"{"split": null}"#);
    let of = |cut: &Cut| {
        serde_json::to_string(&check(&[("a.jsonl", text.as_bytes())], &options, cut))
            .expect("serializes")
    };
    let whole = of(&Cut::default());
    for bytes in [1, 700, 4_000] {
        assert_eq!(of(&Cut::every(bytes)), whole, "{bytes}");
    }
}
