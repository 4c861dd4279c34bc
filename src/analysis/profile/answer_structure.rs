//! The structure of an answer: a JSON object with these keys, `key: value` pairs, a tag, a number, plain text.

mod parse;

use std::borrow::Cow;

use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::json::Parser;

use parse::{is_number, of_json, of_pairs, of_tagged};

/// The kinds of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// Sentences, words.
    Text,
    /// Nothing but a number.
    Number,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// Begins like one of these, but is invalid.
    BrokenJson,
    /// Begins like one of these, and ends before its last bracket.
    CutJson,
    /// `key: value` two times or more.
    Pairs,
    /// Begins with `<name>`.
    Tagged,
    /// Begins with a fence of backticks.
    Fenced,
    /// A call of a tool.
    Call,
    /// Several texts, or texts and more.
    OptionalFields,
}

/// A named part of an answer; its value, where that is one word or number rather than more structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The key.
    pub name: Cow<'a, str>,
    /// The value as text.
    pub value: Option<Cow<'a, str>>,
}

/// The structure of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerStructure<'a> {
    /// Its kind.
    pub make: AnswerKind,
    /// Its fields: of an object sorted by name, of pairs in their order; of a tag its name.
    pub fields: SmallVec<[Field<'a>; 4]>,
    /// Separator of pairs: a line feed, `,`, `;` or `|`.
    separator: char,
}

impl AnswerKind {
    /// Returns true if a program would read such an answer.
    #[must_use]
    pub const fn is_structured(self) -> bool {
        !matches!(
            self,
            Self::Text | Self::Number | Self::Call | Self::OptionalFields
        )
    }

    /// The make of the answers of that [`AnswerStructure::digest`].
    #[must_use]
    pub fn of(digest: u64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|make| *make as u64 == digest & 0xFF)
    }

    const ALL: [Self; 11] = [
        Self::Text,
        Self::Number,
        Self::Object,
        Self::Array,
        Self::BrokenJson,
        Self::CutJson,
        Self::Pairs,
        Self::Tagged,
        Self::Fenced,
        Self::Call,
        Self::OptionalFields,
    ];

    /// Returns the name that users see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Number => "a number",
            Self::Object => "a JSON object",
            Self::Array => "a JSON array",
            Self::BrokenJson => "text in brackets that is not JSON",
            Self::CutJson => "JSON that is cut off",
            Self::Pairs => "\"key: value\" pairs",
            Self::Tagged => "tagged text",
            Self::Fenced => "a code block",
            Self::Call => "a tool call",
            Self::OptionalFields => "several parts",
        }
    }
}

impl<'a> AnswerStructure<'a> {
    /// An answer without fields.
    #[must_use]
    pub fn plain(make: AnswerKind) -> Self {
        Self {
            make,
            fields: SmallVec::new(),
            separator: ',',
        }
    }

    /// The outline of an answer, white space around it left out.
    pub fn of(answer: &'a str, parser: &'a mut Parser) -> Self {
        match answer.bytes().next() {
            Some(b'{' | b'[') => of_json(answer, parser),
            Some(b'<') => of_tagged(answer),
            Some(b'`') if answer.starts_with("```") => Self::plain(AnswerKind::Fenced),
            Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'$') if is_number(answer) => {
                Self::plain(AnswerKind::Number)
            }
            _ => of_pairs(answer),
        }
    }

    /// Equal for answers of the same make, fields and order.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = u64::from(self.separator);
        for field in &self.fields {
            digest = xxh3_64_with_seed(field.name.as_bytes(), digest);
        }
        digest << 8 | self.make as u64
    }

    /// Returns the name that users see: `a JSON object with the keys "a", "b"`.
    #[must_use]
    pub fn name(&self) -> String {
        let names = |field: &Field<'_>| format!("\"{}\"", field.name);
        match self.make {
            AnswerKind::Object if self.fields.is_empty() => "an empty JSON object".to_owned(),
            AnswerKind::Object => {
                let keys: Vec<_> = self.fields.iter().map(names).collect();
                let noun = if keys.len() == 1 { "key" } else { "keys" };
                format!("a JSON object with the {noun} {}", keys.join(", "))
            }
            AnswerKind::Pairs => {
                let pairs: Vec<_> = self
                    .fields
                    .iter()
                    .map(|field| format!("{}: …", field.name))
                    .collect();
                match self.separator {
                    '\n' => format!("the lines \"{}\"", pairs.join("\", \"")),
                    '|' => format!("\"{}\"", pairs.join(" | ")),
                    separator => format!("\"{}\"", pairs.join(&format!("{separator} "))),
                }
            }
            AnswerKind::Tagged => match self.fields.first() {
                Some(tag) => format!("text that begins with <{}>", tag.name),
                None => self.make.name().to_owned(),
            },
            _ => self.make.name().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AnswerKind, AnswerStructure};
    use crate::json::Parser;

    fn structure(answer: &str) -> (AnswerKind, String, Vec<(String, Option<String>)>) {
        let mut parser = Parser::new();
        let structure = AnswerStructure::of(answer, &mut parser);
        let fields = structure.fields.iter().map(|field| {
            let value = field.value.as_ref().map(ToString::to_string);
            (field.name.to_string(), value)
        });
        (structure.make, structure.name(), fields.collect())
    }

    #[test]
    fn answers_have_a_make_and_a_name() {
        for (answer, make, name) in [
            ("Paris is the capital.", AnswerKind::Text, "plain text"),
            ("-1,234.5", AnswerKind::Number, "a number"),
            ("3 apples", AnswerKind::Text, "plain text"),
            (
                r#"{"b": 1, "a": {"x": 2}}"#,
                AnswerKind::Object,
                r#"a JSON object with the keys "a", "b""#,
            ),
            ("{}", AnswerKind::Object, "an empty JSON object"),
            ("[1, 2]", AnswerKind::Array, "a JSON array"),
            (r#"{"a": "b"#, AnswerKind::CutJson, "JSON that is cut off"),
            (
                "{'name': terminal}",
                AnswerKind::BrokenJson,
                "text in brackets that is not JSON",
            ),
            (
                "category: billing, priority: high",
                AnswerKind::Pairs,
                r#""category: …, priority: …""#,
            ),
            (
                "**Summary:** all, of it\n**Action:** none",
                AnswerKind::Pairs,
                r#"the lines "**Summary: …", "**Action: …""#,
            ),
            ("a: 1 | b: 2", AnswerKind::Pairs, r#""a: … | b: …""#),
            (
                "<answer>4</answer>",
                AnswerKind::Tagged,
                "text that begins with <answer>",
            ),
            ("<3 you", AnswerKind::Text, "plain text"),
            (
                "['a', None]",
                AnswerKind::BrokenJson,
                "text in brackets that is not JSON",
            ),
            (
                "{name: 'a'}",
                AnswerKind::BrokenJson,
                "text in brackets that is not JSON",
            ),
            ("[laughs] Well, no.", AnswerKind::Text, "plain text"),
            ("[3] Smith, J. (1999)", AnswerKind::Text, "plain text"),
            ("[x for x in range(3)]", AnswerKind::Text, "plain text"),
            ("{{name}} lives here.", AnswerKind::Text, "plain text"),
            ("{x \\in R : x > 3}", AnswerKind::Text, "plain text"),
            ("```js\n1\n```", AnswerKind::Fenced, "a code block"),
        ] {
            let found = structure(answer);
            assert_eq!((found.0, found.1.as_str()), (make, name), "{answer}");
        }
    }

    #[test]
    fn prose_with_colons_is_no_list_of_pairs() {
        for prose in [
            "Note: one key makes no list, or so they say",
            "Here are the steps to take: open it, close it: done",
            "A: Hi\nB: Hello\nA: Bye",
            "It is 12:30, and the site is https://example.com, so: wait",
            "See: https://example.com, or: //x",
        ] {
            assert_eq!(structure(prose).0, AnswerKind::Text, "{prose}");
        }
    }

    #[test]
    fn values_of_fields_are_words() {
        let (_, _, fields) = structure("category: billing, items: a, b, priority: high");
        let of = |name: &str| fields.iter().find(|(known, _)| known == name).cloned();
        assert_eq!(
            of("category"),
            Some(("category".to_owned(), Some("billing".to_owned())))
        );
        assert_eq!(
            of("items"),
            Some(("items".to_owned(), None)),
            "more than one"
        );
        let (_, _, fields) = structure(r#"{"ok": true, "n": 1, "x": [], "s": "a\u0062"}"#);
        let shown: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("n", Some("1")),
                ("ok", Some("true")),
                ("s", Some("ab")),
                ("x", None)
            ]
        );
    }

    #[test]
    fn digests_tell_fields_order_and_separators_apart() {
        let digest = |answer: &str| AnswerStructure::of(answer, &mut Parser::new()).digest();
        assert_eq!(digest("a: 1, b: 2"), digest("a: 3, b: four"));
        assert_eq!(digest(r#"{"a":1,"b":2}"#), digest(r#"{"b":1,"a":2}"#));
        let different = [
            "a: 1, b: 2",
            "b: 1, a: 2",
            "a: 1; b: 2",
            "a: 1, c: 2",
            "A: 1, b: 2",
        ];
        for (at, one) in different.iter().enumerate() {
            for other in &different[..at] {
                assert_ne!(digest(one), digest(other), "{one} and {other}");
            }
        }
    }
}
