//! Kinds of bytes in a text, from one pass over it: a check that needs others has nothing to look for.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// A set of kinds of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs(u8);

static UNICODE_ESCAPE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(br"\u"));

/// Returns true if there is a `\u`.
#[must_use]
pub fn has_unicode_escape(text: &[u8]) -> bool {
    UNICODE_ESCAPE.find(text).is_some()
}

impl Signs {
    /// What every text has, the empty one too.
    pub const ALWAYS: Self = Self(1 << 7);
    /// A backslash: every escape.
    pub const BACKSLASH: Self = Self(1);
    /// `<`
    pub const LESS_THAN: Self = Self(1 << 1);
    /// `&`
    pub const AMPERSAND: Self = Self(1 << 2);
    /// U+007F.
    pub const DELETE: Self = Self(1 << 3);
    /// A byte of a character beyond ASCII.
    pub const WIDE: Self = Self(1 << 4);
    /// `\u`
    pub const UNICODE_ESCAPE: Self = Self(1 << 5);

    /// Returns the kinds in a text.
    #[must_use]
    pub fn of(text: &[u8]) -> Self {
        // Written so that the compiler makes vectors of it.
        let bits = text.iter().fold(0, |bits, &byte| {
            bits | u8::from(byte == b'\\')
                | (u8::from(byte == b'<') << 1)
                | (u8::from(byte == b'&') << 2)
                | (u8::from(byte == 0x7F) << 3)
                | (byte >> 7 << 4)
        });
        let signs = Self(bits | Self::ALWAYS.0);
        if signs.has_any(Self::BACKSLASH) && has_unicode_escape(text) {
            signs.or(Self::UNICODE_ESCAPE)
        } else {
            signs
        }
    }

    /// Returns the kinds of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns true if one of `wanted` is among them.
    #[must_use]
    pub const fn has_any(self, wanted: Self) -> bool {
        self.0 & wanted.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn a_kind_is_found_wherever_its_byte_is() {
        let kinds = [
            ("\\", Signs::BACKSLASH),
            ("<", Signs::LESS_THAN),
            ("&", Signs::AMPERSAND),
            ("\u{7F}", Signs::DELETE),
            ("é", Signs::WIDE),
            ("\\u00e9", Signs::UNICODE_ESCAPE),
        ];
        for (text, kind) in kinds {
            for before in 0..70 {
                let long = format!("{}{text}{}", "a".repeat(before), "b".repeat(70 - before));
                assert!(Signs::of(long.as_bytes()).has_any(kind), "{long}");
            }
            let others = kinds.iter().filter(|(_, other)| *other != kind);
            let others: String = others
                .filter(|(other, _)| !other.contains(text))
                .map(|(other, _)| *other)
                .collect();
            if !others.contains(text) {
                assert!(
                    !Signs::of(others.as_bytes()).has_any(kind),
                    "{others}: {kind:?}"
                );
            }
        }
        assert_eq!(Signs::of(b"plain"), Signs::ALWAYS);
        assert!(Signs::of(b"").has_any(Signs::ALWAYS));
    }
}
