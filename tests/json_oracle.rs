//! The JSON reader against `serde_json`, over random documents, damaged documents and token soup.
//! `PROPTEST_CASES=10000` runs more of each (times eight).

use proptest::prelude::*;
use tuneset::{Kind, Parser, Value};

#[path = "../fuzz/properties/json.rs"]
mod oracle;

/// The expected document, to compare with the result of the reader.
#[derive(Clone, Debug)]
enum Document {
    Scalar(String),
    String(String),
    Array(Vec<Document>),
    Object(Vec<(String, Document)>),
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
    ]
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,3}",
        "[ -~]{0,40}",
        "[\\x00-\\x20\"\\\\/\u{7f}é日😀\u{2028}]{0,20}",
        any::<String>(),
    ]
}

/// Few different ones, so that some appear twice in an object.
fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[ab]", string()]
}

fn document() -> impl Strategy<Value = Document> {
    let scalar = prop_oneof![
        prop::sample::select(vec!["null", "true", "false"])
            .prop_map(|word| Document::Scalar(word.into())),
        number().prop_map(Document::Scalar),
        string().prop_map(Document::String),
    ];
    scalar.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Document::Array),
            prop::collection::vec((key(), inner), 0..6).prop_map(Document::Object),
        ]
    })
}

/// Writes a document; the choices of white space and escapes are taken from `dice`, over and over.
struct Writer<'d> {
    dice: std::iter::Cycle<std::slice::Iter<'d, u8>>,
    text: String,
}

impl Writer<'_> {
    fn write(dice: &[u8], document: &Document) -> String {
        let mut writer = Writer {
            dice: dice.iter().cycle(),
            text: String::new(),
        };
        writer.space();
        writer.value(document);
        writer.space();
        writer.text
    }

    fn roll(&mut self) -> u8 {
        *self.dice.next().expect("dice are never empty")
    }

    fn space(&mut self) {
        let space = match self.roll() % 16 {
            0 => "\n",
            1 => " \t ",
            2 => "\r\n",
            3..=6 => " ",
            _ => "",
        };
        self.text.push_str(space);
    }

    fn value(&mut self, document: &Document) {
        match document {
            Document::Scalar(scalar) => self.text.push_str(scalar),
            Document::String(string) => self.string(string),
            Document::Array(elements) => self.container("[", "]", elements, Self::value),
            Document::Object(members) => {
                self.container("{", "}", members, |writer, (key, value)| {
                    writer.string(key);
                    writer.space();
                    writer.text.push(':');
                    writer.space();
                    writer.value(value);
                });
            }
        }
    }

    fn container<T>(
        &mut self,
        open: &str,
        close: &str,
        items: &[T],
        write: impl Fn(&mut Self, &T),
    ) {
        self.text.push_str(open);
        self.space();
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
                self.space();
            }
            write(self, item);
            self.space();
        }
        self.text.push_str(close);
    }

    fn string(&mut self, string: &str) {
        self.text.push('"');
        for char in string.chars() {
            let short = "\"\"\\\\//\u{8}b\u{c}f\nn\rr\tt".as_bytes().chunks(2);
            let short = short
                .filter(|pair| char::from(pair[0]) == char)
                .map(|pair| pair[1])
                .next();
            let must = char < ' ' || char == '"' || char == '\\';
            match (short, self.roll() % 8) {
                (Some(letter), 0..=3) => self.text.extend(['\\', char::from(letter)]),
                (_, 0) => self.units(char, |unit| format!("\\u{unit:04X}")),
                _ if must => self.units(char, |unit| format!("\\u{unit:04x}")),
                _ => self.text.push(char),
            }
        }
        self.text.push('"');
    }

    fn units(&mut self, char: char, escape: impl Fn(u16) -> String) {
        self.text.extend(
            char.encode_utf16(&mut [0; 2])
                .iter()
                .map(|&unit| escape(unit)),
        );
    }
}

/// Compares with the expected document: order, duplicate keys, numbers to the letter.
fn assert_read_as_meant(value: Value, document: &Document) {
    match document {
        Document::Scalar(scalar) => assert_eq!(value.raw(), scalar),
        Document::String(string) => {
            assert_eq!(value.as_text().expect("a string").decode(), *string);
        }
        Document::Array(elements) => {
            assert_eq!((value.kind(), value.len()), (Kind::Array, elements.len()));
            value
                .elements()
                .zip(elements)
                .for_each(|(value, meant)| assert_read_as_meant(value, meant));
        }
        Document::Object(members) => {
            assert_eq!((value.kind(), value.len()), (Kind::Object, members.len()));
            for (member, (key, meant)) in value.members().zip(members) {
                assert_eq!(member.key.decode(), *key);
                assert_read_as_meant(member.value, meant);
            }
        }
    }
}

const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"b\":",
    "\"\\n\"",
    "\\",
    "\\u",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\\uDC00",
    "0",
    "1",
    "-",
    "+",
    ".",
    "e",
    "E9",
    "1e400",
    "-0.5",
    "true",
    "false",
    "null",
    "t",
    "NaN",
    "Infinity",
    "None",
    "'",
    "“",
    "//",
    "/*",
    "*/",
    "#",
    " ",
    "\n",
    "\t",
    "\0",
    "\u{a0}",
    "\u{feff}",
    "é",
];

#[derive(Clone, Debug)]
enum Damage {
    Delete,
    Insert(&'static str),
    Replace(&'static str),
    Byte(u8),
    Duplicate(usize),
    Truncate,
}

fn damage() -> impl Strategy<Value = (prop::sample::Index, Damage)> {
    let token = || prop::sample::select(TOKENS);
    let damage = prop_oneof![
        Just(Damage::Delete),
        token().prop_map(Damage::Insert),
        token().prop_map(Damage::Replace),
        (0..128_u8).prop_map(Damage::Byte),
        (1..20_usize).prop_map(Damage::Duplicate),
        Just(Damage::Truncate),
    ];
    (any::<prop::sample::Index>(), damage)
}

fn damaged(text: &str, damages: &[(prop::sample::Index, Damage)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (place, damage) in damages {
        if chars.is_empty() {
            break;
        }
        let at = place.index(chars.len());
        match damage {
            Damage::Delete => drop(chars.remove(at)),
            Damage::Insert(token) => drop(chars.splice(at..at, token.chars())),
            Damage::Replace(token) => drop(chars.splice(at..=at, token.chars())),
            Damage::Byte(byte) => chars[at] = char::from(*byte),
            Damage::Duplicate(length) => {
                let piece = chars[at..(at + length).min(chars.len())].to_vec();
                drop(chars.splice(at..at, piece));
            }
            Damage::Truncate => chars.truncate(at),
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases * 8,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn documents_are_read_as_meant(document in document(), dice in prop::collection::vec(any::<u8>(), 1..64)) {
        let text = Writer::write(&dice, &document);
        let mut parser = Parser::new();
        let value = parser.parse(&text).map_err(|error| TestCaseError::fail(format!("{text:?}: {error}")))?;
        assert_read_as_meant(value, &document);
        oracle::holds(&text);
    }

    #[test]
    fn damaged_documents_are_judged_alike(
        document in document(),
        dice in prop::collection::vec(any::<u8>(), 1..64),
        damages in prop::collection::vec(damage(), 1..4),
    ) {
        oracle::holds(&damaged(&Writer::write(&dice, &document), &damages));
    }

    #[test]
    fn token_soup_is_judged_alike(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..24)) {
        oracle::holds(&tokens.concat());
    }

    #[test]
    fn numbers_are_judged_alike(text in "[-+]?[0-9.eE+-]{0,8}") {
        oracle::holds(&text);
        oracle::holds(&format!("[{text}]"));
    }

    #[test]
    fn escapes_are_judged_alike(text in "\"(\\\\(u[dD][89a-fA-F][0-9a-f]{2}|u[0-9a-fA-F]{3,4}|[ -~])|[ -~]){0,6}\"") {
        oracle::holds(&text);
    }
}

#[test]
fn depth_is_judged_alike() {
    for depth in 126..=129 {
        let mixed = |open: &str, close: &str, inside: &str| {
            open.repeat(depth) + inside + &close.repeat(depth)
        };
        oracle::holds(&mixed("[", "]", ""));
        oracle::holds(&mixed("[", "]", "1"));
        oracle::holds(&mixed("{\"a\":", "}", "{}"));
        oracle::holds(&mixed("[", "]", "1, \"x\""));
        let both = "[{\"a\":".repeat(depth / 2) + "1" + &"}]".repeat(depth / 2);
        oracle::holds(&both);
    }
    assert!(
        Parser::new()
            .parse(&("[".repeat(127) + &"]".repeat(127)))
            .is_ok()
    );
    assert!(
        Parser::new()
            .parse(&("[".repeat(128) + &"]".repeat(128)))
            .is_err()
    );
}

#[test]
fn every_byte_is_judged_alike_in_every_place() {
    for byte in 0..=127_u8 {
        let char = char::from(byte);
        for (before, after) in [
            ("", ""),
            ("", "{}"),
            ("{", "}"),
            ("{\"a\"", "1}"),
            ("{\"a\":", "1}"),
            ("{\"a\":1", "}"),
            ("{\"a\":1,", "\"b\":2}"),
            ("[", "]"),
            ("[1", "]"),
            ("[1,", "2]"),
            ("{}", ""),
            ("\"", "\""),
            ("\"\\", "\""),
            ("\"\\u00", "0\""),
            ("1", ""),
            ("-", "1"),
            ("1.", "1"),
            ("1e", "1"),
            ("tru", "e"),
            ("nul", ""),
        ] {
            oracle::holds(&format!("{before}{char}{after}"));
            oracle::holds(&format!("{before}{char}"));
        }
    }
}
