//! One change to a text, and its purpose.

use std::borrow::Cow;

use crate::diagnostic::position::Span;

/// A change to a text: the text at `span` is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The text to remove; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: Cow<'static, str>,
    /// Its purpose.
    pub kind: EditKind,
}

/// The effect of an edit: first those that leave no doubt about the intended text, then those that guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// Takes out a trailing comma, or one outside of any record.
    TrailingComma,
    /// Takes out a comment.
    Comment,
    /// Takes out what cannot be seen and is no white space of JSON's: a byte order mark, a no-break space.
    Invisible,
    /// Takes out a carriage return within a line.
    CarriageReturn,
    /// Escapes a control character in a text.
    ControlCharacter,
    /// Writes null for `NaN` or `Infinity` under a key that no format reads.
    NotANumber,
    /// Takes out a line's end between two tokens of a record.
    LineEnd,
    /// Puts a line's end between two records.
    Split,
    /// Makes single quotation marks double ones.
    SingleQuotes,
    /// Makes typographic quotation marks straight ones.
    TypographicQuotes,
    /// Writes `None`, `True`, `False` and the like as JSON does.
    Literal,
    /// Puts a key in quotation marks.
    UnquotedKey,
    /// Adds the quotation mark that a text should begin or end with.
    MissingQuote,
    /// Escapes a quotation mark that is part of a text.
    UnescapedQuote,
    /// Escapes a line break in a text.
    LineBreak,
    /// Makes an escape one that JSON has.
    Escape,
    /// Adds a comma between two members or elements.
    MissingComma,
    /// Takes out a comma with nothing before it.
    ExtraComma,
    /// Replaces a sign used as a comma.
    WrongComma,
    /// Adds the colon between a key and its value.
    MissingColon,
    /// Replaces a sign used as a colon.
    WrongColon,
    /// Takes out a bracket that closes nothing.
    SurplusBracket,
    /// Replaces a bracket that does not match the open one.
    WrongBracket,
    /// Adds a bracket that opens an object.
    OpeningBracket,
    /// Adds brackets that were never closed.
    MissingBracket,
    /// Takes out text before a record.
    TextBefore,
    /// Takes out text behind a record.
    TextBehind,
    /// Takes out a record that was cut off where another begins.
    CutRecord,
}

impl EditKind {
    /// Returns true if the edit is not a guess.
    #[must_use]
    pub fn is_safe(self) -> bool {
        self <= Self::Split
    }

    /// Describes `count` edits of the kind in a few words.
    fn title(self, count: usize) -> String {
        let (one, many) = self.titles();
        if count == 1 {
            one.to_owned()
        } else {
            many.replace('#', &count.to_string())
        }
    }

    /// Describes one edit of the kind, and several.
    const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::TrailingComma | Self::ExtraComma => ("remove the comma", "remove # commas"),
            Self::Comment => ("remove the comment", "remove # comments"),
            Self::Invisible => (
                "remove the invisible character",
                "remove # invisible characters",
            ),
            Self::CarriageReturn => ("remove the carriage return", "remove # carriage returns"),
            Self::ControlCharacter => (
                "escape the control character",
                "escape # control characters",
            ),
            Self::NotANumber => (
                "replace the invalid number with null",
                "replace # invalid numbers with null",
            ),
            Self::LineEnd => ("put the record on one line", "put the record on one line"),
            Self::Split => (
                "put each record on its own line",
                "put each record on its own line",
            ),
            Self::SingleQuotes => ("use double quotes", "use double quotes"),
            Self::TypographicQuotes => ("use straight quotes", "use straight quotes"),
            Self::Literal => ("use true, false or null", "use true, false or null"),
            Self::UnquotedKey => ("quote the keys", "quote the keys"),
            Self::MissingQuote => ("add the missing quote", "add # missing quotes"),
            Self::UnescapedQuote => (
                "escape the quote in the string",
                "escape # quotes in the string",
            ),
            Self::LineBreak => (
                "escape the line break as \\n",
                "escape # line breaks as \\n",
            ),
            Self::Escape => ("correct the escape", "correct # escapes"),
            Self::MissingComma => ("add the missing comma", "add # missing commas"),
            Self::WrongComma => (
                "replace it with a comma",
                "replace # characters with commas",
            ),
            Self::MissingColon => ("add the missing colon", "add # missing colons"),
            Self::WrongColon => (
                "replace it with a colon",
                "replace # characters with colons",
            ),
            Self::WrongBracket => (
                "use the matching closing bracket",
                "use the matching closing brackets in # places",
            ),
            Self::OpeningBracket => (
                "add the missing opening bracket",
                "add # missing opening brackets",
            ),
            Self::TextBefore => (
                "remove the text before the record",
                "remove the text before the record",
            ),
            Self::TextBehind => (
                "remove the text after the record",
                "remove the text after the record",
            ),
            Self::CutRecord => (
                "remove the truncated record and keep the complete one after it",
                "remove the truncated record and keep the complete one after it",
            ),
            Self::SurplusBracket => (
                "remove the unmatched closing bracket",
                "remove # unmatched closing brackets",
            ),
            Self::MissingBracket => (
                "add the missing closing brackets",
                "add the missing closing brackets",
            ),
        }
    }
}

/// Describes all of `edits` in a few words: each kind once, in the order they first occur.
#[must_use]
pub fn title(edits: &[Edit]) -> String {
    let mut kinds: Vec<(EditKind, usize)> = Vec::new();
    for edit in edits {
        // Kinds in the same words are one to the reader.
        let is_same = |kind: EditKind| kind.titles() == edit.kind.titles();
        match kinds.iter_mut().find(|(kind, _)| is_same(*kind)) {
            Some((_, count)) => *count += 1,
            None => kinds.push((edit.kind, 1)),
        }
    }
    let titles: Vec<String> = kinds
        .into_iter()
        .map(|(kind, count)| kind.title(count))
        .collect();
    match titles.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
