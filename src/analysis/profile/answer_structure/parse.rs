//! Reads answers as JSON, tagged text and `key: value` pairs.

use super::{AnswerKind, AnswerStructure, Field};
use crate::json::{Kind, Parser, SyntaxError, SyntaxErrorKind, Value};
use std::borrow::Cow;

/// The longest answer to search for pairs, in bytes: a longer one is prose with a colon in it.
const LONGEST_PAIRS: usize = 1_000;
/// A longer key, in bytes or in words, is a sentence.
const LONGEST_KEY: usize = 32;
const MOST_KEY_WORDS: usize = 3;
/// The most fields to read.
const MOST_FIELDS: usize = 32;

pub(super) fn of_json<'a>(answer: &'a str, parser: &'a mut Parser) -> AnswerStructure<'a> {
    let root = match parser.parse(answer) {
        Ok(root) => root,
        Err(error) if is_cut(error) => return AnswerStructure::plain(AnswerKind::CutJson),
        Err(_) if is_meant_as_json(answer) => {
            return AnswerStructure::plain(AnswerKind::BrokenJson);
        }
        Err(_) => return of_pairs(answer),
    };
    if root.kind() == Kind::Array {
        return AnswerStructure::plain(AnswerKind::Array);
    }
    let mut structure = AnswerStructure::plain(AnswerKind::Object);
    structure.fields = root
        .members()
        .take(MOST_FIELDS)
        .map(|member| Field {
            name: member.key.decode(),
            value: scalar(member.value),
        })
        .collect();
    structure
        .fields
        .sort_by(|one, other| one.name.cmp(&other.name));
    structure
}

/// Returns true if a text in brackets is an object or a list of data: no stage direction, citation, template or code.
fn is_meant_as_json(answer: &str) -> bool {
    let inner = answer[1..].trim_start();
    if answer.starts_with('[') {
        let begins = inner.starts_with(['"', '\'', '{', '[', '-']) || begins_with_digit(inner);
        return begins && answer.ends_with(']');
    }
    let key = inner.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    let is_bare_key = key.len() < inner.len() && key.trim_start().starts_with(':');
    inner.starts_with(['"', '\'', '}']) || is_bare_key
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_digit())
}

pub(super) const fn is_cut(error: SyntaxError) -> bool {
    matches!(
        error.kind,
        SyntaxErrorKind::UnclosedString
            | SyntaxErrorKind::UnclosedArray
            | SyntaxErrorKind::UnclosedObject
    )
}

pub(super) fn scalar(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.kind() {
        Kind::String => value.as_text().map(crate::json::Text::decode),
        Kind::Number | Kind::Bool | Kind::Null => Some(Cow::Borrowed(value.raw())),
        Kind::Array | Kind::Object => None,
    }
}

/// `<name>` with nothing else in it: `<3` and `<name@host>` are text.
pub(super) fn of_tagged(answer: &str) -> AnswerStructure<'_> {
    let name = answer[1..].split('>').next().unwrap_or_default();
    let is_name = name.len() < answer.len() - 1
        && name.len() <= LONGEST_KEY
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':'));
    if !is_name {
        return AnswerStructure::plain(AnswerKind::Text);
    }
    let mut structure = AnswerStructure::plain(AnswerKind::Tagged);
    structure.fields.push(Field {
        name: Cow::Borrowed(name),
        value: None,
    });
    structure
}

pub(super) fn of_pairs(answer: &str) -> AnswerStructure<'_> {
    let text = AnswerStructure::plain(AnswerKind::Text);
    if answer.len() > LONGEST_PAIRS {
        return text;
    }
    let separator = ['\n', ';', '|', ','].into_iter().find(|&separator| {
        answer
            .split(separator)
            .skip(1)
            .any(|piece| pair(piece).is_some())
    });
    let Some(separator) = separator else {
        return text;
    };
    let mut structure = AnswerStructure::plain(AnswerKind::Pairs);
    structure.separator = separator;
    for piece in answer.split(separator) {
        match pair(piece) {
            // A key that appears twice is a speaker in a dialogue.
            Some(field)
                if structure
                    .fields
                    .iter()
                    .any(|known| known.name == field.name) =>
            {
                return text;
            }
            Some(_) if structure.fields.len() == MOST_FIELDS => return text,
            Some(field) => structure.fields.push(field),
            None if structure.fields.is_empty() => return text,
            // More of the value before it, which is not one word then.
            None => {
                if let Some(last) = structure
                    .fields
                    .last_mut()
                    .filter(|_| !piece.trim().is_empty())
                {
                    last.value = None;
                }
            }
        }
    }
    structure
}

/// `key: value`; the key may be decorated as Markdown does it.
pub(super) fn pair(piece: &str) -> Option<Field<'_>> {
    let (key, value) = piece.trim().split_once(':')?;
    let is_key = key.len() <= LONGEST_KEY
        && key.starts_with(|first: char| first.is_alphabetic() || matches!(first, '*' | '-' | '#'))
        && key.chars().all(|char| {
            char.is_alphanumeric() || matches!(char, ' ' | '_' | '-' | '*' | '#' | '/')
        })
        && key.contains(char::is_alphabetic)
        && key.split_whitespace().count() <= MOST_KEY_WORDS;
    // `https://…` and `12:30` are no pairs.
    let is_time = key.ends_with(|last: char| last.is_ascii_digit())
        && value.starts_with(|first: char| first.is_ascii_digit());
    let is_value = !is_time && !value.trim_start().starts_with("//") && !value.trim().is_empty();
    (is_key && is_value).then(|| Field {
        name: Cow::Borrowed(key),
        value: Some(Cow::Borrowed(
            value.trim_matches(|char: char| char.is_whitespace() || char == '*'),
        )),
    })
}

pub(super) fn is_number(answer: &str) -> bool {
    answer.len() <= LONGEST_KEY
        && answer.bytes().any(|byte| byte.is_ascii_digit())
        && answer.bytes().all(|byte| {
            byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+' | b'$' | b'%')
        })
}
