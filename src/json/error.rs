//! Faults of records that are not JSON, and the advice on each: every word that a person
//! reads.

use std::fmt;

use crate::diagnostic::position::Span;

/// The first place where a record stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The fault.
    pub kind: SyntaxErrorKind,
    /// The place to look at. Empty if something is missing at the end of the record.
    pub span: Span,
    /// The quote or bracket that was opened and not closed, or closed by the wrong one.
    pub opened_at: Option<Span>,
}

/// The fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Nothing but white space.
    Empty,
    /// More than 4 GiB.
    TooLong,
    /// More than [`MAX_DEPTH`](super::tape::MAX_DEPTH) brackets open.
    TooDeep,
    /// U+FEFF, which some editors put at the start of a file.
    ByteOrderMark,
    /// `{"a":1,}`, `[1,]`, `{"a":1},`
    TrailingComma,
    /// `[1,,2]`, `{,"a":1}`, `,{"a":1}`
    ExtraComma,
    /// `[1 2]`, `{"a":1 "b":2}`
    MissingComma,
    /// `{"a" 1}`, `{"a"}`, `{"a"=1}`
    MissingColon,
    /// `{"a":}`, `{"a":,"b":1}`
    MissingValue,
    /// `{:1}`, `{{"a":1}}`
    MissingKey,
    /// `{a:1}`, `{1:"a"}`
    UnquotedKey,
    /// `{a":1}`
    HalfQuotedKey,
    /// `{"a":hello}`
    UnquotedText,
    /// `{'a':1}`
    SingleQuotes,
    /// `b'{"a":1}'`
    PythonBytes,
    /// `{&quot;a&quot;:1}`
    HtmlEntity,
    /// `{“a”:1}`; the mark that was found.
    SmartQuotes(char),
    /// An inner quote: `{"a":"He said "hi" to me"}`; also a text whose closing quote is missing.
    UnescapedQuote,
    /// `{\"a\":1}`
    EscapedQuote,
    /// `{"a":"hel`
    UnclosedString,
    /// `[1,2`
    UnclosedArray,
    /// `{"a":1`
    UnclosedObject,
    /// `[1}`; the bracket that was found.
    MismatchedBracket(char),
    /// `{"a":1}}`; the bracket that was found.
    ExtraBracket(char),
    /// `// …`, `/* … */`, `# …`
    Comment,
    /// `NaN`, `Infinity`, `-Infinity`; in which spelling.
    NotANumber(&'static str),
    /// `None`, `True`, `False`; which of them.
    PythonLiteral(&'static str),
    /// `undefined`, `TRUE`, `nul`, `nil`
    MisspelledLiteral,
    /// A byte below 0x20 inside a text; which one.
    ControlCharacter(u8),
    /// `\x`, `\'`; the character after the backslash.
    InvalidEscape(char),
    /// `\u12`
    InvalidUnicodeEscape,
    /// Something that starts like a number.
    InvalidNumber(NumberFault),
    /// `{"a":1}{"b":2}`, `1 2`
    MultipleValues,
    /// Anything else; the character that was found.
    UnexpectedCharacter(char),
}

/// A fault of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// `01`
    LeadingZero,
    /// `+1`
    LeadingPlus,
    /// `.5`
    NothingBeforePoint,
    /// `1.`
    NothingBehindPoint,
    /// `1e`
    NothingBehindExponent,
    /// `-`
    LoneMinus,
    /// `0x1F`
    Hexadecimal,
    /// `1_000`
    Separator,
    /// `12px`, `2024-01-01`, `1.2.3`
    OtherCharacters,
}

impl SyntaxError {
    pub(super) const fn new(kind: SyntaxErrorKind, span: Span) -> Self {
        Self {
            kind,
            span,
            opened_at: None,
        }
    }

    pub(super) const fn opened_at(self, opened_at: Span) -> Self {
        Self {
            opened_at: Some(opened_at),
            ..self
        }
    }

    /// Describes the fault as a phrase that can follow a colon: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> String {
        use SyntaxErrorKind as Kind;
        match self.kind {
            Kind::Empty => "only whitespace".into(),
            Kind::TooLong => "record larger than 4 GiB".into(),
            Kind::TooDeep => format!("nested more than {} levels deep", super::tape::MAX_DEPTH),
            Kind::ByteOrderMark => "invisible byte order mark (U+FEFF)".into(),
            Kind::TrailingComma => "trailing comma".into(),
            Kind::ExtraComma => "extra comma".into(),
            Kind::MissingComma => "missing comma".into(),
            Kind::MissingColon => "missing colon after the key".into(),
            Kind::MissingValue => "missing value after the colon".into(),
            Kind::MissingKey => "missing key".into(),
            Kind::UnquotedKey => "unquoted key".into(),
            Kind::HalfQuotedKey => "missing opening quote of a key".into(),
            Kind::UnquotedText => "unquoted string".into(),
            Kind::PythonBytes => "Python bytes literal, b'…'".into(),
            Kind::HtmlEntity => "HTML-escaped quotes, &quot;".into(),
            Kind::SingleQuotes => "single quotes".into(),
            Kind::SmartQuotes(mark) => format!("curly quotes ({mark})"),
            Kind::UnescapedQuote => "the string ends at this quote, but more text follows".into(),
            Kind::EscapedQuote => "backslash before a quote that opens a string".into(),
            Kind::UnclosedString => "unterminated string".into(),
            Kind::UnclosedArray => "missing closing bracket ]".into(),
            Kind::UnclosedObject => "missing closing brace }".into(),
            Kind::MismatchedBracket(bracket) => {
                let (expected, opening) = if bracket == ']' {
                    ('}', '{')
                } else {
                    (']', '[')
                };
                format!(
                    "mismatched bracket: \"{expected}\" must close the \"{opening}\", not \"{bracket}\""
                )
            }
            Kind::ExtraBracket(bracket) => format!("unmatched closing bracket \"{bracket}\""),
            Kind::Comment => "comment".into(),
            Kind::NotANumber(word) => format!("{word} is not a JSON number"),
            Kind::PythonLiteral(word) => format!("{word} is Python, not JSON"),
            Kind::MisspelledLiteral => "unknown literal, expected true, false or null".into(),
            Kind::ControlCharacter(byte) => format!("{} in a string", control_name(byte)),
            Kind::InvalidEscape(char) => match unseen(char) {
                Some(name) => format!("invalid escape: backslash before {name}"),
                None => format!("invalid escape \\{char}"),
            },
            Kind::InvalidUnicodeEscape => {
                "invalid escape: \\u needs four hexadecimal digits".into()
            }
            Kind::InvalidNumber(fault) => fault.message().into(),
            Kind::MultipleValues => "a second value follows the first".into(),
            Kind::UnexpectedCharacter(char) => {
                let name = unseen(char).unwrap_or_else(|| format!("\"{char}\""));
                format!("unexpected {name}")
            }
        }
    }

    /// Returns the advice: a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        use SyntaxErrorKind as Kind;
        match self.kind {
            Kind::Empty => "Remove the empty line, or add a record.",
            Kind::TooLong => "Check that the file has one record per line.",
            Kind::TooDeep => "Flatten the record; a training record needs only a few levels.",
            Kind::ByteOrderMark => "Save the file as UTF-8 without a byte order mark.",
            Kind::TrailingComma | Kind::ExtraComma => "Remove the comma.",
            Kind::MissingComma => "Add a comma before it.",
            Kind::MissingColon => "Write key, colon and value: \"key\": \"value\".",
            Kind::MissingValue => "Add the value, or null if there is none.",
            Kind::MissingKey => "Add the key in double quotes, then a colon and its value.",
            Kind::UnquotedKey => "Put the key in double quotes.",
            Kind::HalfQuotedKey => "Add the missing quote.",
            Kind::UnquotedText => "Put the text in double quotes.",
            Kind::PythonBytes => {
                "Write line.decode(\"utf-8\") in the script that creates the file: str() and print() turn bytes into b'…' and \\x escapes."
            }
            Kind::HtmlEntity => {
                "Unescape the lines, for example with html.unescape in Python: they were escaped for a web page."
            }
            Kind::SingleQuotes => {
                "Use double quotes. If Python wrote the record with str() or print(), use json.dumps() instead."
            }
            Kind::SmartQuotes(_) => "Use straight quotes (\").",
            Kind::UnescapedQuote => {
                "If the quote is part of the text, escape it: \\\". If the string should end elsewhere, move the quote there."
            }
            Kind::EscapedQuote => {
                "Remove the backslashes. The record was probably encoded as JSON twice."
            }
            Kind::UnclosedString => {
                "Add the missing quote, or restore the rest of the record if it was truncated."
            }
            Kind::UnclosedArray => {
                "Add the missing ], or restore the rest of the record if it was truncated."
            }
            Kind::UnclosedObject => {
                "Add the missing }, or restore the rest of the record if it was truncated. Each record must be complete on its own line."
            }
            Kind::MismatchedBracket(_) => "Close brackets in reverse order: [ with ], { with }.",
            Kind::ExtraBracket(_) => "Remove the bracket, or add the matching opening bracket.",
            Kind::Comment => "Remove the comment: JSON does not allow comments.",
            Kind::NotANumber(_) => {
                "Use null or a number. In an answer it usually was an empty cell: add the text, or exclude the record."
            }
            Kind::PythonLiteral("None") => "Use null.",
            Kind::PythonLiteral("True") => "Use true.",
            Kind::PythonLiteral(_) => "Use false.",
            Kind::MisspelledLiteral => {
                "Use true, false or null in lowercase, or put the word in double quotes."
            }
            Kind::ControlCharacter(b'\t') => "Escape it as \\t.",
            Kind::ControlCharacter(b'\n') => {
                "Escape it as \\n. If the string should end before it, add the missing quote."
            }
            Kind::ControlCharacter(b'\r') => "Escape it as \\r.",
            Kind::ControlCharacter(_) => {
                "Remove it, or escape it as \\u and its four-digit hexadecimal code."
            }
            Kind::InvalidEscape('\'') => "Remove the backslash before the apostrophe.",
            Kind::InvalidEscape(_) => {
                "Write \\\\ for a backslash. Valid escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits."
            }
            Kind::InvalidUnicodeEscape => {
                "Write four hexadecimal digits, as in \\u00e9, or \\\\ for a backslash."
            }
            Kind::InvalidNumber(fault) => fault.help(),
            Kind::MultipleValues => "Put each record on its own line.",
            Kind::UnexpectedCharacter(_) => {
                "Remove it, or put it in double quotes if it is part of a string."
            }
        }
    }
}

impl NumberFault {
    const fn message(self) -> &'static str {
        match self {
            Self::LeadingZero => "number with a leading zero",
            Self::LeadingPlus => "number with a leading plus sign",
            Self::NothingBeforePoint => "missing digit before the decimal point",
            Self::NothingBehindPoint => "missing digit after the decimal point",
            Self::NothingBehindExponent => "missing exponent after the e",
            Self::LoneMinus => "minus sign without a number",
            Self::Hexadecimal => "hexadecimal number",
            Self::Separator => "underscores in a number",
            Self::OtherCharacters => "malformed number",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::LeadingZero => "Remove the zero, or put the number in double quotes to keep it.",
            Self::LeadingPlus => "Remove the plus sign.",
            Self::NothingBeforePoint => "Add a 0 before the point.",
            Self::NothingBehindPoint => "Add a 0 after the point, or remove the point.",
            Self::NothingBehindExponent => "Add the exponent, or remove the e.",
            Self::LoneMinus => "Add the number, or put the text in double quotes.",
            Self::Hexadecimal => "Use a decimal number, or put it in double quotes.",
            Self::Separator => "Remove the underscores.",
            Self::OtherCharacters => "Put it in double quotes if it is text.",
        }
    }
}

/// A control character in words.
fn control_name(byte: u8) -> String {
    match byte {
        0x00 => "NUL byte (0x00)".into(),
        0x08 => "unescaped backspace (0x08)".into(),
        b'\t' => "unescaped tab".into(),
        b'\n' => "unescaped line break".into(),
        0x0C => "unescaped form feed (0x0c)".into(),
        b'\r' => "unescaped carriage return".into(),
        0x1B => "unescaped escape character (0x1b)".into(),
        _ => format!("unescaped control character (0x{byte:02x})"),
    }
}

/// The name of a character that is invisible, or looks like an ordinary space.
fn unseen(char: char) -> Option<String> {
    let name = match char {
        '\n' | '\r' => return Some("line break".into()),
        '\t' => return Some("tab".into()),
        ' ' => return Some("space".into()),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => "invisible character",
        _ if char.is_control() => "control character",
        _ if char.is_whitespace() => "non-ASCII space",
        _ => return None,
    };
    Some(format!("{name} (U+{:04X})", u32::from(char)))
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for SyntaxError {}
