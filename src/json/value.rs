//! A value of a parsed record: a view of the tape, as cheap to copy as a slice.

use super::scan::Content;
use super::tape::Node;
use super::text::Text;
use crate::diagnostic::position::Span;

/// The six kinds of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number, as written.
    Number,
    /// A text in quotes.
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

/// A value of a parsed record.
#[derive(Clone, Copy)]
pub struct Value<'t> {
    text: &'t str,
    tape: &'t [Node],
    index: u32,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The key, as written in the record.
    pub key: Text<'t>,
    /// The value.
    pub value: Value<'t>,
}

/// The members of an object in file order, duplicates included.
#[derive(Clone, Debug)]
pub struct Members<'t> {
    children: Elements<'t>,
}

/// The elements of an array in file order.
#[derive(Clone, Debug)]
pub struct Elements<'t> {
    /// The next child; meaningless when none remains.
    next: Value<'t>,
    remaining: u32,
}

impl<'t> Value<'t> {
    pub(super) const fn root(text: &'t str, tape: &'t [Node]) -> Self {
        Self {
            text,
            tape,
            index: 0,
        }
    }

    const fn at(self, index: u32) -> Self {
        Self { index, ..self }
    }

    fn node(self) -> Node {
        self.tape[self.index as usize]
    }

    fn first_byte(self) -> u8 {
        self.text.as_bytes()[self.node().start as usize]
    }

    /// Returns the kind of value.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.first_byte() {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' | b'f' => Kind::Bool,
            b'n' => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// The kind with its article, for a message: "an object", "a string", "true".
    #[must_use]
    pub fn kind_name(self) -> &'static str {
        match self.first_byte() {
            b'{' => "an object",
            b'[' => "an array",
            b'"' => "a string",
            b't' => "true",
            b'f' => "false",
            b'n' => "null",
            _ => "a number",
        }
    }

    /// Bytes of the record, quotes or brackets included.
    #[must_use]
    pub fn span(self) -> Span {
        self.node().span()
    }

    /// The value as written, quotes or brackets included.
    #[must_use]
    pub fn raw(self) -> &'t str {
        &self.text[self.span().range()]
    }

    /// The members of an object; nothing for any other kind.
    #[must_use]
    pub fn members(self) -> Members<'t> {
        Members {
            children: self.children(Kind::Object),
        }
    }

    /// The elements of an array; nothing for any other kind.
    #[must_use]
    pub fn elements(self) -> Elements<'t> {
        self.children(Kind::Array)
    }

    fn children(self, of: Kind) -> Elements<'t> {
        let remaining = if self.kind() == of {
            self.node().detail
        } else {
            0
        };
        Elements {
            next: self.at(self.index + 1),
            remaining,
        }
    }

    /// Returns the number of members or elements; 0 for scalars. Takes no time.
    #[must_use]
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::Object | Kind::Array => self.node().detail as usize,
            _ => 0,
        }
    }

    /// Returns true if there are no members or elements.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(self) -> Option<Members<'t>> {
        (self.kind() == Kind::Object).then(|| self.members())
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(self) -> Option<Elements<'t>> {
        (self.kind() == Kind::Array).then(|| self.elements())
    }

    /// The text, if it is a string.
    #[must_use]
    pub fn as_text(self) -> Option<Text<'t>> {
        (self.kind() == Kind::String).then(|| self.string())
    }

    /// The number as written, if it is one.
    #[must_use]
    pub fn as_number(self) -> Option<&'t str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// True or false, if it is one of them.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.first_byte() {
            b't' => Some(true),
            b'f' => Some(false),
            _ => None,
        }
    }

    /// Returns all nodes of the subtree in document order, itself and keys (as strings) included.
    pub fn nodes(self) -> impl Iterator<Item = Value<'t>> {
        (self.index..self.node().next).map(move |index| self.at(index))
    }

    /// The value of the last member of that name, which is the one Python's `json` and `serde_json`
    /// keep.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Value<'t>> {
        self.members()
            .filter(|member| member.key.eq_str(key))
            .last()
            .map(|member| member.value)
    }

    /// The way from the record's outermost value to this one as a JSON Pointer (RFC 6901):
    /// `/messages/0/content`.
    #[must_use]
    pub fn pointer(self) -> String {
        self.descend(|_, child| (child.index..child.node().next).contains(&self.index))
    }

    /// Returns the JSON Pointer to the deepest value that contains the byte, from the record's outermost value. A byte of a key
    /// counts as part of its member.
    #[must_use]
    pub fn pointer_at(self, byte: u32) -> String {
        self.descend(|start, child| (start..child.span().end).contains(&byte))
    }

    /// Walks from the root to the child that `leads` accepts, as long as there is one. `leads` receives the child and the byte
    /// at which it starts, its key included.
    fn descend(self, leads: impl Fn(u32, Self) -> bool) -> String {
        let mut pointer = String::new();
        let mut here = self.at(0);
        loop {
            let member = here
                .members()
                .find(|member| leads(member.key.span().start, member.value));
            if let Some(Member { key, value }) = member {
                pointer.push('/');
                pointer.push_str(&key.decode().replace('~', "~0").replace('/', "~1"));
                here = value;
                continue;
            }
            let element = here
                .elements()
                .enumerate()
                .find(|&(_, element)| leads(element.span().start, element));
            let Some((place, value)) = element else {
                return pointer;
            };
            pointer.push('/');
            pointer.push_str(&place.to_string());
            here = value;
        }
    }

    /// The node as a string token; the caller has made sure that it is one.
    fn string(self) -> Text<'t> {
        let node = self.node();
        Text::new(self.text, node.span(), Content(node.detail))
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.raw())
    }
}

impl<'t> Iterator for Elements<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Value<'t>> {
        self.remaining = self.remaining.checked_sub(1)?;
        let element = self.next;
        self.next = element.at(element.node().next);
        Some(element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining as usize, Some(self.remaining as usize))
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = Member<'t>;

    fn next(&mut self) -> Option<Member<'t>> {
        self.children.remaining = self.children.remaining.checked_sub(1)?;
        let key = self.children.next;
        let value = key.at(key.index + 1);
        self.children.next = value.at(value.node().next);
        Some(Member {
            key: key.string(),
            value,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.children.size_hint()
    }
}

impl ExactSizeIterator for Elements<'_> {}
impl ExactSizeIterator for Members<'_> {}
