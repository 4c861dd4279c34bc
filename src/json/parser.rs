//! The parser. It keeps what other readers throw away: duplicate keys, the order of keys, numbers as written, and the place of
//! every value.
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
//! The first byte of a node's text determines its kind. Values are decoded, hashed or converted only on request.
//!
//! It accepts what `serde_json::from_str::<Value>` accepts, down to the depth, with three
//! differences: duplicate keys are kept, unpaired surrogate escapes such as `"\ud800"` are accepted
//! (RFC 8259 section 8.2 allows them; a rule reports them), and so are numbers beyond the range of
//! an `f64` such as `1e400` (section 6).

use super::diagnose;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::scan::{byte_at, number_end, skip_space, string_end};
use super::tape::{Fault, MAX_DEPTH, Node, Place, offset};
use super::value::Value;
use crate::diagnostic::position::Span;

/// Reads records one after the other into the same buffers.
///
/// ```
/// let mut parser = tuneset::Parser::new();
/// let record = parser.parse(r#"{"prompt": "Hi", "prompt": "Hello"}"#)?;
/// assert_eq!(record.len(), 2);
/// assert_eq!(record.get("prompt").unwrap().raw(), r#""Hello""#);
///
/// let error = parser.parse(r#"{"prompt": "Hi",}"#).unwrap_err();
/// assert_eq!(error.message(), "trailing comma");
/// # Ok::<(), tuneset::SyntaxError>(())
/// ```
#[derive(Debug, Default)]
pub struct Parser {
    tape: Vec<Node>,
    /// Tape indexes of the containers that are still open, outermost first.
    open: Vec<u32>,
}

impl Parser {
    /// Returns a parser with empty buffers, which grow to the size of the largest record.
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

    /// Returns the last result of `parse`, for the same text.
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
