//! One change to a text, and what it is for.

use std::borrow::Cow;

use crate::position::Span;

/// A change to a text: what stands at `span` is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only put in.
    pub span: Span,
    /// What comes.
    pub text: Cow<'static, str>,
    /// Why.
    pub kind: EditKind,
}

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// Takes out a comma that nothing follows or precedes.
    TrailingComma,
}

impl EditKind {
    /// Whether what is meant is beyond doubt.
    #[must_use]
    pub const fn is_safe(self) -> bool {
        match self {
            Self::TrailingComma => true,
        }
    }
}
