//! A JSON reader whose report is the product: it accepts exactly RFC 8259, keeps what other readers
//! throw away (duplicate keys, the order of keys, numbers as written, where everything stands), and
//! says what is wrong with a record in words its author understands.
//!
//! One pass over the text writes a flat tape of spans into buffers that the next record reuses. A
//! container is followed by its children, a member is two nodes (key, value), and `next` steps over
//! a whole subtree:
//!
//! ```text
//!  text   {"role":"user","tags":["a",1]}
//!         │├────┘ ├────┘ ├────┘ │├─┘ │
//!  tape   01      2      3      45   6
//!
//!  index  span    next  detail
//!  0      0..30   7     2 members
//!  1      1..7    2     no escapes        key
//!  2      8..14   3     no escapes        value
//!  3      15..21  4     no escapes        key
//!  4      22..29  7     2 elements        value
//!  5      23..26  6     no escapes
//!  6      27..28  7     (none)
//! ```
//!
//! What kind of value a node is stands in the text already: its first byte says it. Nothing is
//! decoded, hashed or converted until somebody asks.
//!
//! It accepts what `serde_json::from_str::<Value>` accepts, down to the depth, with three
//! differences: duplicate keys are kept, unpaired surrogate escapes such as `"\ud800"` are accepted
//! (RFC 8259 section 8.2 allows them; a rule reports them), and so are numbers beyond the range of
//! an `f64` such as `1e400` (section 6).

mod diagnose;
mod error;
mod scan;
mod text;
mod value;

#[cfg(test)]
mod tests;

pub use error::{NumberFault, SyntaxError, SyntaxErrorKind};
pub use scan::string_or_line_end;
pub use text::{Stretch, Text};
pub use value::{Elements, Kind, Member, Members, Value};

use crate::position::Span;
use scan::{byte_at, number_end, skip_space, string_end};

/// How many containers may be open at once. `serde_json` gives up at the 128th, so what is accepted
/// here can be read there too.
pub const MAX_DEPTH: usize = 127;

/// One value or key on the tape.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// First byte of the token: the quote, the bracket, the first digit or letter.
    start: u32,
    /// One past its last byte; for a container the closing bracket's end.
    end: u32,
    /// Index of the node behind this one and everything inside it.
    next: u32,
    /// Containers: how many members or elements. Strings: their [`Content`](scan::Content). Otherwise 0.
    detail: u32,
}

impl Node {
    const fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A value: at the start, behind a colon, or behind a comma in an array.
    Value,
    /// A value or `]`, right behind `[`.
    FirstElement,
    /// A key, behind a comma.
    Key,
    /// A key or `}`, right behind `{`.
    FirstKey,
    /// The colon behind a key.
    Colon,
    /// Behind a value: a comma or the closing bracket, or at the outermost level the end.
    AfterValue,
}

/// Where reading stopped; `diagnose` turns it into what a person did.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The byte at `at` (or the end of the text) is not what the place allows.
    Unexpected { place: Place, at: usize },
    /// The string that starts at `start` breaks at `at`: the end, a control character, or the
    /// backslash of an escape.
    String { start: usize, at: usize },
    /// The number that starts at `start` lacks a digit at `at`.
    Number { start: usize, at: usize },
    /// The bracket at `at` is one level too deep.
    TooDeep { at: usize },
}

/// Reads records one after the other into the same buffers.
///
/// ```
/// let mut parser = tuneset::json::Parser::new();
/// let record = parser.parse(r#"{"prompt": "Hi", "prompt": "Hello"}"#)?;
/// assert_eq!(record.len(), 2);
/// assert_eq!(record.get("prompt").unwrap().raw(), r#""Hello""#);
///
/// let error = parser.parse(r#"{"prompt": "Hi",}"#).unwrap_err();
/// assert_eq!(error.message(), "a comma with nothing after it");
/// # Ok::<(), tuneset::json::SyntaxError>(())
/// ```
#[derive(Debug, Default)]
pub struct Parser {
    tape: Vec<Node>,
    /// Tape indexes of the containers that are still open, outermost first.
    open: Vec<u32>,
}

impl Parser {
    /// A parser with empty buffers; they grow to the largest record they meet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads one record: white space (line breaks too: a record may be spread over lines) around
    /// exactly one value.
    ///
    /// # Errors
    /// The first place where the text stops being JSON. Texts of 4 GiB and more are refused.
    #[inline(never)]
    pub fn parse<'t>(&'t mut self, text: &'t str) -> Result<Value<'t>, SyntaxError> {
        self.tape.clear();
        self.open.clear();
        if u32::try_from(text.len()).is_err() {
            return Err(SyntaxError::new(SyntaxErrorKind::TooLong, Span::default()));
        }
        match self.read(text.as_bytes()) {
            Ok(()) => Ok(Value::root(text, &self.tape)),
            Err(fault) => Err(diagnose::diagnose(text, &self.tape, &self.open, fault)),
        }
    }

    /// What `parse` returned last, for the same text.
    pub(crate) fn last<'t>(&'t self, text: &'t str) -> Value<'t> {
        debug_assert!(!self.tape.is_empty(), "a text has been read");
        Value::root(text, &self.tape)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut at = 0;
        let mut place = Place::Value;
        loop {
            at = skip_space(bytes, at);
            let found = byte_at(bytes, at);
            let unexpected = Err(Fault::Unexpected { place, at });
            match place {
                Place::Value | Place::FirstElement => {
                    let end = match found {
                        b'"' => {
                            let (end, content) = string_end(bytes, at)?;
                            self.push(at, end, content.0);
                            end
                        }
                        b'{' | b'[' => {
                            if self.open.len() == MAX_DEPTH {
                                return Err(Fault::TooDeep { at });
                            }
                            self.open.push(offset(self.tape.len()));
                            self.push(at, at, 0);
                            place = if found == b'{' {
                                Place::FirstKey
                            } else {
                                Place::FirstElement
                            };
                            at += 1;
                            continue;
                        }
                        b']' if place == Place::FirstElement => {
                            self.close(at);
                            at + 1
                        }
                        b'-' | b'0'..=b'9' => {
                            let end = number_end(bytes, at)?;
                            self.push(at, end, 0);
                            end
                        }
                        b't' | b'f' | b'n' => {
                            let word: &[u8] = match found {
                                b't' => b"true",
                                b'f' => b"false",
                                _ => b"null",
                            };
                            if !bytes[at..].starts_with(word) {
                                return unexpected;
                            }
                            self.push(at, at + word.len(), 0);
                            at + word.len()
                        }
                        _ => return unexpected,
                    };
                    at = end;
                    place = Place::AfterValue;
                }
                Place::Key | Place::FirstKey => match found {
                    b'"' => {
                        let (end, content) = string_end(bytes, at)?;
                        self.push(at, end, content.0);
                        at = end;
                        place = Place::Colon;
                    }
                    b'}' if place == Place::FirstKey => {
                        self.close(at);
                        at += 1;
                        place = Place::AfterValue;
                    }
                    _ => return unexpected,
                },
                Place::Colon => {
                    if found != b':' {
                        return unexpected;
                    }
                    at += 1;
                    place = Place::Value;
                }
                Place::AfterValue => {
                    let Some(&open) = self.open.last() else {
                        return if at == bytes.len() {
                            Ok(())
                        } else {
                            unexpected
                        };
                    };
                    let container = &mut self.tape[open as usize];
                    // Every child comes by here once, when it is complete.
                    container.detail += 1;
                    let in_object = bytes[container.start as usize] == b'{';
                    match found {
                        b',' => place = if in_object { Place::Key } else { Place::Value },
                        b'}' if in_object => self.close(at),
                        b']' if !in_object => self.close(at),
                        _ => return unexpected,
                    }
                    at += 1;
                }
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, detail: u32) {
        let next = offset(self.tape.len() + 1);
        self.tape.push(Node {
            start: offset(start),
            end: offset(end),
            next,
            detail,
        });
    }

    /// Ends the innermost container with the bracket at `at`.
    fn close(&mut self, at: usize) {
        if let Some(open) = self.open.pop() {
            let next = offset(self.tape.len());
            let container = &mut self.tape[open as usize];
            container.end = offset(at + 1);
            container.next = next;
        }
    }
}

/// Places in the text and on the tape fit 32 bits: `parse` refuses longer texts, and a node takes
/// at least one byte.
#[expect(
    clippy::cast_possible_truncation,
    reason = "parse refuses texts that do not fit"
)]
const fn offset(at: usize) -> u32 {
    at as u32
}
