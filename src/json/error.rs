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
            Kind::Empty => "nothing but white space".into(),
            Kind::TooLong => "a record of more than 4 GiB".into(),
            Kind::TooDeep => format!("brackets nested more than {} deep", super::tape::MAX_DEPTH),
            Kind::ByteOrderMark => "an invisible byte order mark (U+FEFF)".into(),
            Kind::TrailingComma => "a comma with nothing after it".into(),
            Kind::ExtraComma => "a comma with nothing before it".into(),
            Kind::MissingComma => "a comma is missing before this".into(),
            Kind::MissingColon => "a colon is missing after the key".into(),
            Kind::MissingValue => "a value is missing after the colon".into(),
            Kind::MissingKey => "a key is missing here".into(),
            Kind::UnquotedKey => "a key without quotation marks".into(),
            Kind::HalfQuotedKey => "a key without its opening quotation mark".into(),
            Kind::UnquotedText => "text without quotation marks".into(),
            Kind::PythonBytes => "the line is bytes as Python prints them, b'…'".into(),
            Kind::HtmlEntity => "a quotation mark escaped for HTML, &quot;".into(),
            Kind::SingleQuotes => "a single quotation mark instead of a double one".into(),
            Kind::SmartQuotes(mark) => format!("a typographic quotation mark ({mark})"),
            Kind::UnescapedQuote => {
                "the text ends at this quotation mark, but more text follows".into()
            }
            Kind::EscapedQuote => "a backslash before a quotation mark, outside of any text".into(),
            Kind::UnclosedString => "the record ends in the middle of a text".into(),
            Kind::UnclosedArray => "the record ends before `]` closes the array".into(),
            Kind::UnclosedObject => "the record ends before `}` closes the object".into(),
            Kind::MismatchedBracket(bracket) => {
                let (expected, opening) = if bracket == ']' {
                    ('}', '{')
                } else {
                    (']', '[')
                };
                format!(
                    "`{bracket}` where `{expected}` should close the `{opening}` opened earlier"
                )
            }
            Kind::ExtraBracket(bracket) => format!("`{bracket}` that closes nothing"),
            Kind::Comment => "a comment".into(),
            Kind::NotANumber(word) => format!("`{word}`, which is not a JSON number"),
            Kind::PythonLiteral(word) => format!("`{word}`, which is Python, not JSON"),
            Kind::MisspelledLiteral => "a word that is not `true`, `false` or `null`".into(),
            Kind::ControlCharacter(byte) => format!("{} inside a text", control_name(byte)),
            Kind::InvalidEscape(char) => match unseen(char) {
                Some(name) => format!("a backslash before {name}"),
                None => format!("`\\{char}`, which is not a JSON escape"),
            },
            Kind::InvalidUnicodeEscape => "`\\u` without four hexadecimal digits after it".into(),
            Kind::InvalidNumber(fault) => fault.message().into(),
            Kind::MultipleValues => "a second value after the end of the first".into(),
            Kind::UnexpectedCharacter(char) => {
                let name = unseen(char).unwrap_or_else(|| format!("`{char}`"));
                format!("{name} does not belong here")
            }
        }
    }

    /// Returns the advice: a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        use SyntaxErrorKind as Kind;
        match self.kind {
            Kind::Empty => "Remove the empty line, or put a record there.",
            Kind::TooLong => "Check that the file has one record per line.",
            Kind::TooDeep => "Flatten the record; a training record needs only a few levels.",
            Kind::ByteOrderMark => "Save the file as UTF-8 without a byte order mark.",
            Kind::TrailingComma | Kind::ExtraComma => "Remove the comma.",
            Kind::MissingComma => "Put a comma before it.",
            Kind::MissingColon => "Write the key, a colon, and its value: \"key\": \"value\".",
            Kind::MissingValue => "Write the value, or null if there is none.",
            Kind::MissingKey => {
                "Write the key in double quotation marks, then a colon and its value."
            }
            Kind::UnquotedKey => "Put the key in double quotation marks.",
            Kind::HalfQuotedKey => "Add the missing quotation mark.",
            Kind::UnquotedText => "Put the text in double quotation marks.",
            Kind::PythonBytes => {
                "Write line.decode(\"utf-8\") where the file is made; str() and print() of bytes write b'…' and \\x escapes."
            }
            Kind::HtmlEntity => {
                "Unescape the lines, as with html.unescape in Python: they were escaped for a page."
            }
            Kind::SingleQuotes => {
                "Use double quotation marks. If Python wrote the record with str() or print(), write it with json.dumps()."
            }
            Kind::SmartQuotes(_) => "Replace it with the straight quotation mark \".",
            Kind::UnescapedQuote => {
                "If the mark is part of the text, write \\\" instead. If the text should end elsewhere, move it there."
            }
            Kind::EscapedQuote => {
                "Remove the backslashes. The record has probably been turned into JSON twice."
            }
            Kind::UnclosedString => {
                "Add the missing quotation mark, or restore the rest of the record if it was cut off."
            }
            Kind::UnclosedArray => {
                "Add the missing ], or restore the rest of the record if it was cut off."
            }
            Kind::UnclosedObject => {
                "Add the missing }, or restore the rest of the record if it was cut off. A record must be whole on its line."
            }
            Kind::MismatchedBracket(_) => {
                "Close brackets in the reverse order of opening: [ with ], { with }."
            }
            Kind::ExtraBracket(_) => "Remove the bracket, or add the one that opens it.",
            Kind::Comment => "Remove the comment; JSON has none.",
            Kind::NotANumber(_) => {
                "Write null or a number; in place of an answer it was an empty cell: write the text, or leave the record out."
            }
            Kind::PythonLiteral("None") => "Write null.",
            Kind::PythonLiteral("True") => "Write true.",
            Kind::PythonLiteral(_) => "Write false.",
            Kind::MisspelledLiteral => {
                "Write true, false or null in lower case, or put the word in double quotation marks."
            }
            Kind::ControlCharacter(b'\t') => "Write it as \\t.",
            Kind::ControlCharacter(b'\n') => {
                "Write it as \\n. If the text should end before it, add the missing quotation mark."
            }
            Kind::ControlCharacter(b'\r') => "Write it as \\r.",
            Kind::ControlCharacter(_) => {
                "Remove it, or write it as \\u and its four-digit hexadecimal code."
            }
            Kind::InvalidEscape('\'') => "Write the apostrophe without a backslash.",
            Kind::InvalidEscape(_) => {
                "Write \\\\ for a backslash. The escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits."
            }
            Kind::InvalidUnicodeEscape => {
                "Write four hexadecimal digits, as in \\u00e9, or \\\\ for a backslash."
            }
            Kind::InvalidNumber(fault) => fault.help(),
            Kind::MultipleValues => "Put each record on a line of its own.",
            Kind::UnexpectedCharacter(_) => {
                "Remove it, or put it in double quotation marks if it is part of a text."
            }
        }
    }
}

impl NumberFault {
    const fn message(self) -> &'static str {
        match self {
            Self::LeadingZero => "a number with a leading zero",
            Self::LeadingPlus => "a number with a leading plus sign",
            Self::NothingBeforePoint => "a number with no digit before the decimal point",
            Self::NothingBehindPoint => "a number with no digit after the decimal point",
            Self::NothingBehindExponent => "a number with no digit after the `e`",
            Self::LoneMinus => "a minus sign with no digit after it",
            Self::Hexadecimal => "a hexadecimal number",
            Self::Separator => "a number with underscores between its digits",
            Self::OtherCharacters => "a number with characters that do not belong to it",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::LeadingZero => {
                "Remove the zero, or put the number in double quotation marks to keep it."
            }
            Self::LeadingPlus => "Remove the plus sign.",
            Self::NothingBeforePoint => "Write 0 before the point.",
            Self::NothingBehindPoint => "Write 0 after the point, or remove the point.",
            Self::NothingBehindExponent => "Write the exponent, or remove the e.",
            Self::LoneMinus => "Write the number, or put the text in double quotation marks.",
            Self::Hexadecimal => {
                "Write the number in decimal, or put it in double quotation marks."
            }
            Self::Separator => "Remove the underscores.",
            Self::OtherCharacters => "Put it in double quotation marks if it is text.",
        }
    }
}

/// A control character in words, with its article.
fn control_name(byte: u8) -> String {
    match byte {
        0x00 => "a NUL byte (0x00)".into(),
        0x08 => "an unescaped backspace (0x08)".into(),
        b'\t' => "an unescaped tab".into(),
        b'\n' => "an unescaped line break".into(),
        0x0C => "an unescaped form feed (0x0c)".into(),
        b'\r' => "an unescaped carriage return".into(),
        0x1B => "an unescaped escape character (0x1b)".into(),
        _ => format!("an unescaped control character (0x{byte:02x})"),
    }
}

/// The name of a character that is invisible, or looks like an ordinary space.
fn unseen(char: char) -> Option<String> {
    let name = match char {
        '\n' | '\r' => return Some("a line break".into()),
        '\t' => return Some("a tab".into()),
        ' ' => return Some("a space".into()),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => "an invisible character",
        _ if char.is_control() => "a control character",
        _ if char.is_whitespace() => "a space of another kind",
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
