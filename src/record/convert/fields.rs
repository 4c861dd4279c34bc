//! Reads the members of objects: those that a layout knows, while the others are noted as left behind.

use super::dialogue::Words;
use super::{Loss, Lost, Refusal, Why};
use crate::diagnostic::position::Span;
use crate::json::{Kind, Member, Text, Value};
use crate::record::placeholder::{is_filler, is_no_text};

/// A record being read.
pub struct Source<'t> {
    /// The whole record.
    pub root: Value<'t>,
    /// True if the file has placeholders beside several instructions.
    has_fillers: bool,
    /// The key and place of a null where the answer should be.
    pub null_answer: Option<(&'static str, Span)>,
    left: Vec<Left<'t>>,
    lost: Vec<Lost>,
}

/// A member that the reader has no use for.
#[derive(Clone, Copy)]
pub struct Left<'t> {
    /// The member.
    pub member: Member<'t>,
    /// Place of the object that it is a member of.
    pub object: Span,
}

impl<'t> Source<'t> {
    /// Returns a source without any key read.
    pub const fn new(root: Value<'t>, has_fillers: bool) -> Self {
        Self {
            root,
            has_fillers,
            null_answer: None,
            left: Vec::new(),
            lost: Vec::new(),
        }
    }

    /// The values of `names` in `object`; `null` counts as absent.
    ///
    /// # Errors
    /// A duplicate key.
    pub fn fields<const N: usize>(
        &mut self,
        object: Value<'t>,
        names: [&'static str; N],
    ) -> Result<[Option<Value<'t>>; N], Refusal> {
        let mut values = [None; N];
        let mut found = [false; N];
        for member in object.members() {
            let Some(at) = names.iter().position(|name| member.key.eq_str(name)) else {
                self.leave(object, member);
                continue;
            };
            if std::mem::replace(&mut found[at], true) {
                return Err(Refusal {
                    span: member.key.span(),
                    why: Why::Twice,
                });
            }
            values[at] = Some(member.value).filter(|value| value.kind() != Kind::Null);
        }
        Ok(values)
    }

    /// Records that a member of `object` has no place in the new record.
    pub fn leave(&mut self, object: Value<'t>, member: Member<'t>) {
        let object = object.span();
        self.left.push(Left { member, object });
    }

    /// Records that the members `names` of `object` have no place in the new record.
    pub fn leave_named(&mut self, object: Value<'t>, names: &[&str]) {
        for member in object.members() {
            if names.iter().any(|name| member.key.eq_str(name)) {
                self.leave(object, member);
            }
        }
    }

    /// Records the loss of the text at `span`, under the key `what`.
    pub fn lose(&mut self, span: Span, what: &str, how: Loss) {
        self.lost.push(Lost {
            span,
            what: what.to_owned(),
            how,
        });
    }

    /// The members of the whole record that were left behind: another format may have a place for them after all.
    pub fn take_left_of_root(&mut self) -> Vec<Member<'t>> {
        let root = self.root.span();
        let taken = self.take_left(|left| left.object == root);
        taken.into_iter().map(|left| left.member).collect()
    }

    /// Takes those members back that were left behind and match, in their order.
    pub fn take_left(&mut self, is_wanted: impl FnMut(&Left<'t>) -> bool) -> Vec<Left<'t>> {
        let (mut taken, left): (Vec<_>, _) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(is_wanted);
        self.left = left;
        taken.sort_by_key(|left| left.member.key.span().start);
        taken
    }

    /// Returns everything without a place in the new record, in its order. Empty values are no loss.
    pub fn lost(self) -> Vec<Lost> {
        let members = self.left.iter().map(|left| left.member);
        let left = members.filter(|member| !is_nothing(*member));
        let left = left.map(|member| Lost {
            span: member.key.span(),
            what: member.key.decode().into_owned(),
            how: if is_excluded(member) {
                Loss::Weight
            } else if !MEDIA.iter().any(|key| member.key.eq_str(key)) && is_tag(member.value, 0) {
                Loss::Tag
            } else {
                Loss::LeftBehind
            },
        });
        let mut lost: Vec<_> = left.chain(self.lost).collect();
        lost.sort_by_key(|lost| lost.span.start);
        lost
    }
}

/// The most bytes and words of a name or class, the most bytes of an address, and how deep they may be in lists and objects.
const LONGEST_TAG: usize = 40;
const MOST_TAG_WORDS: usize = 3;
const LONGEST_ADDRESS: usize = 200;
const DEEPEST_TAG: usize = 3;
/// Keys whose name or address is what the record is about.
const MEDIA: [&str; 9] = [
    "image",
    "images",
    "video",
    "videos",
    "audio",
    "audios",
    "document",
    "documents",
    "files",
];

/// Returns true for a value that holds no text to be learned: a number, a switch, a name or class, lists and objects of these. Lists in lists are earlier turns.
fn is_tag(value: Value<'_>, depth: usize) -> bool {
    if let Some(text) = value.as_text() {
        let raw = text.raw().trim();
        let is_address = raw.is_ascii() && raw.len() <= LONGEST_ADDRESS && !raw.contains(' ');
        let is_short = raw.split_whitespace().nth(MOST_TAG_WORDS).is_none();
        return is_address || is_short && raw.len() <= LONGEST_TAG;
    }
    let is_inner = |value: Value<'_>| depth < DEEPEST_TAG && is_tag(value, depth + 1);
    let mut elements = value.elements();
    elements.all(|value| value.kind() != Kind::Array && is_inner(value))
        && value.members().all(|member| is_inner(member.value))
}

/// Returns true if a trainer would leave the message out: `weight: 0`, `loss: false`, `train: false`.
fn is_excluded(Member { key, value }: Member<'_>) -> bool {
    let is_switch = ["weight", "loss", "train"]
        .iter()
        .any(|name| key.eq_str(name));
    let is_zero = value
        .as_number()
        .is_some_and(|number| number.parse() == Ok(0.0));
    is_switch && (is_zero || value.raw() == "false")
}

fn is_nothing(Member { key, value }: Member<'_>) -> bool {
    match value.kind() {
        // The weight of a message that has none.
        Kind::Number if key.eq_str("weight") => value.raw() == "1",
        Kind::Null => true,
        Kind::String => value.as_text().is_some_and(|text| text.raw().is_empty()),
        Kind::Array | Kind::Object => value.is_empty(),
        Kind::Bool | Kind::Number => false,
    }
}

/// Returns the text of `value`; `name` is its key.
///
/// # Errors
/// It is no string.
pub fn text<'t>(value: Value<'t>, name: &'static str) -> Result<Text<'t>, Refusal> {
    value
        .as_text()
        .ok_or_else(|| wrong(value, name, "a string"))
}

/// Reads a text that may be absent.
///
/// # Errors
/// It is no string.
pub fn optional_text<'t>(
    value: Option<Value<'t>>,
    name: &'static str,
) -> Result<Option<Text<'t>>, Refusal> {
    value.map(|value| text(value, name)).transpose()
}

/// Returns a text that is not empty.
///
/// # Errors
/// It is no string.
pub fn words<'t>(
    value: Option<Value<'t>>,
    name: &'static str,
) -> Result<Option<Words<'t>>, Refusal> {
    let text = optional_text(value, name)?.filter(|text| !text.raw().is_empty());
    Ok(text.map(|text| smallvec::smallvec![text]))
}

/// Returns the text of a member beside the question `asked`, which `answered` answers; a placeholder is a loss.
///
/// # Errors
/// It is no string.
pub fn given_words<'t>(
    source: &mut Source<'t>,
    value: Option<Value<'t>>,
    name: &'static str,
    asked: Option<Text<'t>>,
    answered: Option<Value<'t>>,
) -> Result<Words<'t>, Refusal> {
    let words = words(value, name)?.unwrap_or_default();
    let decoded = |text: Option<Text<'t>>| text.map(Text::decode).unwrap_or_default();
    if let [text] = words.as_slice()
        && is_no_text(&text.decode())
        && is_filler(
            &text.decode(),
            &decoded(asked),
            &decoded(answered.and_then(Value::as_text)),
            source.has_fillers,
        )
    {
        source.lose(text.span(), name, Loss::NoText);
        return Ok(Words::new());
    }
    Ok(words)
}

/// Returns the member, which must be there.
///
/// # Errors
/// It is not.
pub fn needed<'t>(
    value: Option<Value<'t>>,
    of: Value<'t>,
    name: &'static str,
) -> Result<Value<'t>, Refusal> {
    value.ok_or_else(|| Refusal {
        span: of.span(),
        why: Why::Missing(name),
    })
}

/// Refuses a value of another type than in its layout.
pub fn wrong(value: Value<'_>, name: &'static str, wanted: &'static str) -> Refusal {
    Refusal {
        span: value.span(),
        why: Why::Type(name, wanted, value.kind_name()),
    }
}

/// Refuses a value for the reason `why`.
pub fn refused(value: Value<'_>, why: Why) -> Refusal {
    Refusal {
        span: value.span(),
        why,
    }
}

/// The elements of an array.
///
/// # Errors
/// It is not an array.
pub fn array<'t>(
    value: Value<'t>,
    name: &'static str,
) -> Result<impl Iterator<Item = Value<'t>> + use<'t>, Refusal> {
    value
        .as_array()
        .ok_or_else(|| wrong(value, name, "an array"))
}

/// An object.
///
/// # Errors
/// It is not an object.
pub fn object<'t>(value: Value<'t>, name: &'static str) -> Result<Value<'t>, Refusal> {
    match value.as_object() {
        Some(_) => Ok(value),
        None => Err(wrong(value, name, "an object")),
    }
}
