//! From the byte where reading stopped to what its author did: guesses, made only once a record is
//! known to be broken.

use super::error::{NumberFault, SyntaxError, SyntaxErrorKind as Kind};
use super::scan;
use super::tape::{Fault, Node, Place, offset};
use crate::diagnostic::position::Span;

/// The state of reading at the fault.
struct Scene<'t> {
    text: &'t str,
    tape: &'t [Node],
    open: &'t [u32],
}

#[cold]
pub(super) fn diagnose(text: &str, tape: &[Node], open: &[u32], fault: Fault) -> SyntaxError {
    let scene = Scene { text, tape, open };
    match fault {
        Fault::TooDeep { at } => SyntaxError::new(Kind::TooDeep, scene.span(at, 1)),
        Fault::String { start, at } => scene.string(start, at),
        Fault::Number { start, at } => scene.number(start, at),
        Fault::Unexpected { place, at } => scene.unexpected(place, at),
    }
}

impl Scene<'_> {
    fn unexpected(&self, place: Place, at: usize) -> SyntaxError {
        let Some(found) = self.text[at..].chars().next() else {
            return self.unclosed();
        };
        let here = self.span(at, found.len_utf8());
        if let Some(length) = comment_len(&self.text[at..]) {
            return SyntaxError::new(Kind::Comment, self.span(at, length));
        }
        if found == '\u{feff}' {
            return SyntaxError::new(Kind::ByteOrderMark, here);
        }
        if matches!(place, Place::AfterValue | Place::Colon) {
            if let Some(error) = self.run_on(at) {
                return error;
            }
        }
        let rest = &self.text[at..];
        let is_first = self.text[..at].trim().is_empty();
        match found {
            'b' if is_first && (rest.starts_with("b'") || rest.starts_with("b\"")) => {
                return SyntaxError::new(Kind::PythonBytes, self.span(at, 2));
            }
            '&' if rest.starts_with("&quot;") => {
                return SyntaxError::new(Kind::HtmlEntity, self.span(at, 6));
            }
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' => {
                return SyntaxError::new(Kind::SmartQuotes(found), here);
            }
            '\'' | '`' if place != Place::AfterValue => {
                return SyntaxError::new(Kind::SingleQuotes, here);
            }
            '\\' if self.text[at + 1..].starts_with('"') => {
                return SyntaxError::new(Kind::EscapedQuote, self.span(at, 2));
            }
            ']' | '}' => return self.closing(place, at, found),
            ',' => return self.comma(place, at),
            _ => {}
        }
        match place {
            Place::Value | Place::FirstElement => self.value(at),
            Place::Key | Place::FirstKey => match word_len(&self.text[at..]) {
                0 if matches!(found, ':' | '{' | '[') => SyntaxError::new(Kind::MissingKey, here),
                0 => SyntaxError::new(Kind::UnexpectedCharacter(found), here),
                length if self.text[at + length..].starts_with('"') => {
                    SyntaxError::new(Kind::HalfQuotedKey, self.span(at, length))
                }
                length => SyntaxError::new(Kind::UnquotedKey, self.span(at, length)),
            },
            Place::Colon => SyntaxError::new(Kind::MissingColon, here),
            Place::AfterValue => {
                let another = self.starts_value(at);
                let in_object = self
                    .innermost()
                    .is_some_and(|node| self.byte(node.start as usize) == b'{');
                let kind = match (self.open.is_empty(), another) {
                    (true, true) => Kind::MultipleValues,
                    (false, true) => Kind::MissingComma,
                    // A place that lacks a comma may also be an unquoted key.
                    (false, false) if found == ';' || in_object && found.is_alphabetic() => {
                        Kind::MissingComma
                    }
                    _ => Kind::UnexpectedCharacter(found),
                };
                SyntaxError::new(kind, here)
            }
        }
    }

    /// The end of the text where a value, a key or a closing bracket belongs.
    fn unclosed(&self) -> SyntaxError {
        let end = self.text.trim_end_matches([' ', '\t', '\r', '\n']).len();
        match self.innermost() {
            None => SyntaxError::new(Kind::Empty, self.span(0, self.text.len())),
            Some(open) => {
                let in_object = self.byte(open.start as usize) == b'{';
                let kind = if in_object {
                    Kind::UnclosedObject
                } else {
                    Kind::UnclosedArray
                };
                SyntaxError::new(kind, self.span(end, 0))
                    .opened_at(self.span(open.start as usize, 1))
            }
        }
    }

    /// A string that breaks off.
    fn string(&self, start: usize, at: usize) -> SyntaxError {
        let error = |kind, start, length| SyntaxError::new(kind, self.span(start, length));
        let rest = &self.text[at..];
        let blank = |text: &str| text.trim_matches([' ', '\t', '\r', '\n']).is_empty();
        let mut chars = rest.chars();
        let error = match (chars.next(), chars.next()) {
            // A record that was cut off is still followed by the end of its line.
            (None | Some('\\'), None) => error(Kind::UnclosedString, self.text.len(), 0),
            (Some('\r' | '\n'), _) if blank(rest) => error(Kind::UnclosedString, at, 0),
            (Some('\\'), Some('u')) => match scan::hex_digits(rest.as_bytes(), 2) {
                digits if blank(&rest[2 + digits..]) => {
                    error(Kind::UnclosedString, at + 2 + digits, 0)
                }
                digits => error(Kind::InvalidUnicodeEscape, at, 2 + digits),
            },
            (Some('\\'), Some('\r' | '\n')) if blank(&rest[1..]) => {
                error(Kind::UnclosedString, at + 1, 0)
            }
            (Some('\\'), Some(escaped)) => {
                error(Kind::InvalidEscape(escaped), at, 1 + escaped.len_utf8())
            }
            _ => error(Kind::ControlCharacter(self.byte(at)), at, 1),
        };
        error.opened_at(self.span(start, 1))
    }

    /// A number that lacks a digit at `at`.
    fn number(&self, start: usize, at: usize) -> SyntaxError {
        let length = number_len(&self.text[start..]);
        let word = &self.text[start..start + length];
        if let Some(name) = not_a_number(word) {
            return SyntaxError::new(Kind::NotANumber(name), self.span(start, length));
        }
        if at == self.text.len() && !self.open.is_empty() {
            return self.unclosed();
        }
        let fault = match (self.byte(at - 1), scan::byte_at(self.text.as_bytes(), at)) {
            (b'-', b'.') => NumberFault::NothingBeforePoint,
            (b'-', _) if at == start + 1 => NumberFault::LoneMinus,
            (b'.', _) => NumberFault::NothingBehindPoint,
            _ => NumberFault::NothingBehindExponent,
        };
        SyntaxError::new(Kind::InvalidNumber(fault), self.span(start, length))
    }

    /// Reports text that touches the token before it: an unescaped quotation mark, or a number or word that goes on.
    fn run_on(&self, at: usize) -> Option<SyntaxError> {
        let last = *self.tape.last()?;
        let (start, touches) = (last.start as usize, last.end as usize == at);
        let found = self.text[at..].chars().next()?;
        // If a container was closed in between, its last child is not the token before.
        if scan::skip_space(self.text.as_bytes(), last.end as usize) != at {
            return None;
        }
        let outside = !matches!(found, ',' | ';' | ':' | '=' | ']' | '}' | '{' | '[');
        let word = word_len(&self.text[at..]);
        match self.byte(start) {
            b'"' => {
                let quoted_again = touches && found == '"' && !self.starts_member(at);
                let text_follows =
                    touches && outside && found != '"' && !found.is_ascii_whitespace();
                let words_follow =
                    found.is_alphabetic() && !self.starts_value(at) && !self.starts_bare_member(at);
                (quoted_again || text_follows || words_follow).then(|| {
                    SyntaxError::new(Kind::UnescapedQuote, self.span(last.end as usize - 1, 1))
                        .opened_at(self.span(start, 1))
                })
            }
            b't' | b'f' | b'n' if touches && word > 0 => Some(SyntaxError::new(
                Kind::MisspelledLiteral,
                self.span(start, at - start + word),
            )),
            b'-' | b'0'..=b'9' if touches => {
                let length = number_len(&self.text[start..]);
                if start + length == at {
                    return None;
                }
                let fault = match (self.text[start..at].trim_start_matches('-'), found) {
                    ("0", 'x' | 'X') => NumberFault::Hexadecimal,
                    ("0", '0'..='9') => NumberFault::LeadingZero,
                    (_, '_') => NumberFault::Separator,
                    _ => NumberFault::OtherCharacters,
                };
                Some(SyntaxError::new(
                    Kind::InvalidNumber(fault),
                    self.span(start, length),
                ))
            }
            _ => None,
        }
    }

    fn closing(&self, place: Place, at: usize, found: char) -> SyntaxError {
        let here = self.span(at, 1);
        let Some(open) = self.innermost() else {
            return SyntaxError::new(Kind::ExtraBracket(found), here);
        };
        let matches = (self.byte(open.start as usize) == b'{') == (found == '}');
        let before = self.text[..at].trim_end_matches([' ', '\t', '\r', '\n']);
        match before.as_bytes().last() {
            _ if !matches => SyntaxError::new(Kind::MismatchedBracket(found), here)
                .opened_at(self.span(open.start as usize, 1)),
            Some(b',') => SyntaxError::new(Kind::TrailingComma, self.span(before.len() - 1, 1)),
            _ if place == Place::Colon => SyntaxError::new(Kind::MissingColon, here),
            _ => SyntaxError::new(Kind::MissingValue, here),
        }
    }

    fn comma(&self, place: Place, at: usize) -> SyntaxError {
        let here = self.span(at, 1);
        let behind = scan::skip_space(self.text.as_bytes(), at + 1);
        let before = self.text[..at].trim_end_matches([' ', '\t', '\r', '\n']);
        match place {
            Place::Colon => SyntaxError::new(Kind::MissingColon, here),
            Place::AfterValue if behind == self.text.len() => {
                SyntaxError::new(Kind::TrailingComma, here)
            }
            Place::AfterValue if self.starts_value(behind) => {
                SyntaxError::new(Kind::MultipleValues, self.span(behind, 1))
            }
            Place::AfterValue => SyntaxError::new(Kind::UnexpectedCharacter(','), here),
            _ if before.ends_with(':') => SyntaxError::new(Kind::MissingValue, here),
            _ => SyntaxError::new(Kind::ExtraComma, here),
        }
    }

    /// Something that is no value where one belongs.
    fn value(&self, at: usize) -> SyntaxError {
        let rest = &self.text[at..];
        let bytes = rest.as_bytes();
        let number =
            |fault| SyntaxError::new(Kind::InvalidNumber(fault), self.span(at, number_len(rest)));
        match (bytes[0], scan::byte_at(bytes, 1)) {
            (b'+', b'0'..=b'9' | b'.') => return number(NumberFault::LeadingPlus),
            (b'.', b'0'..=b'9') => return number(NumberFault::NothingBeforePoint),
            (b'+', _) if not_a_number(&rest[..number_len(rest)]).is_some() => {
                return SyntaxError::new(
                    Kind::NotANumber("Infinity"),
                    self.span(at, number_len(rest)),
                );
            }
            _ => {}
        }
        let length = word_len(rest);
        let word = &rest[..length];
        let span = self.span(at, length);
        if let Some(name) = not_a_number(word) {
            return SyntaxError::new(Kind::NotANumber(name), span);
        }
        let cut_off = length == rest.len() && !self.open.is_empty();
        let starts = |literal: &str| length > 0 && literal.starts_with(word);
        match word {
            "" => {
                let found = rest.chars().next().unwrap_or_default();
                SyntaxError::new(
                    Kind::UnexpectedCharacter(found),
                    self.span(at, found.len_utf8()),
                )
            }
            "None" => SyntaxError::new(Kind::PythonLiteral("None"), span),
            "True" => SyntaxError::new(Kind::PythonLiteral("True"), span),
            "False" => SyntaxError::new(Kind::PythonLiteral("False"), span),
            _ if cut_off && ["true", "false", "null"].into_iter().any(starts) => self.unclosed(),
            "undefined" | "nil" | "Nil" | "NIL" | "none" | "NONE" | "tru" | "fals" | "nul" => {
                SyntaxError::new(Kind::MisspelledLiteral, span)
            }
            _ if ["true", "false", "null"]
                .iter()
                .any(|literal| literal.eq_ignore_ascii_case(word)) =>
            {
                SyntaxError::new(Kind::MisspelledLiteral, span)
            }
            _ => SyntaxError::new(Kind::UnquotedText, span),
        }
    }

    fn span(&self, start: usize, length: usize) -> Span {
        debug_assert!(start + length <= self.text.len());
        Span::new(offset(start), offset(start + length))
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes()[at]
    }

    fn innermost(&self) -> Option<Node> {
        self.open.last().map(|&index| self.tape[index as usize])
    }

    /// Returns true if a value can start at `at`.
    fn starts_value(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        match rest.as_bytes().first() {
            Some(b'"' | b'{' | b'[') => true,
            Some(b'-') => digit(rest.as_bytes().get(1)),
            Some(_) => {
                digit(rest.as_bytes().first())
                    || matches!(&rest[..word_len(rest)], "true" | "false" | "null")
            }
            None => false,
        }
    }

    /// Returns true if a string with a colon behind it starts at `at`.
    fn starts_member(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        scan::string_end(bytes, at)
            .is_ok_and(|(end, _)| scan::byte_at(bytes, scan::skip_space(bytes, end)) == b':')
    }

    /// Returns true if a bare word with a colon behind it starts at `at`.
    fn starts_bare_member(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let end = at + word_len(&self.text[at..]);
        scan::byte_at(bytes, scan::skip_space(bytes, end)) == b':'
    }
}

/// Returns the length in bytes of the letters, digits and underscores at the start of the text.
fn word_len(text: &str) -> usize {
    text.find(|char: char| !char.is_alphanumeric() && char != '_' && char != '$')
        .unwrap_or(text.len())
}

/// Returns the length in bytes of the text that is probably one number.
fn number_len(text: &str) -> usize {
    let part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '+' | '-');
    text.find(|char| !part(char)).unwrap_or(text.len())
}

/// Returns the length in bytes of the comment at the start of the text.
fn comment_len(text: &str) -> Option<usize> {
    if let Some(inside) = text.strip_prefix("/*") {
        return Some(inside.find("*/").map_or(text.len(), |end| end + 4));
    }
    let line = text.starts_with("//") || text.starts_with('#');
    line.then(|| text.find(['\n', '\r']).unwrap_or(text.len()))
}

/// Returns the usual name of a number that JSON cannot represent.
fn not_a_number(word: &str) -> Option<&'static str> {
    match word {
        "NaN" | "nan" | "NAN" | "-NaN" | "-nan" => Some("NaN"),
        "Infinity" | "Inf" | "inf" | "+Infinity" | "+Inf" | "+inf" => Some("Infinity"),
        "-Infinity" | "-Inf" | "-inf" => Some("-Infinity"),
        _ => None,
    }
}
