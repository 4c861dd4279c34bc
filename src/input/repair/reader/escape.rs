//! Backslashes within a text.

use crate::input::latex;
use crate::input::repair::Doubt;
use crate::input::repair::edit::EditKind;
use crate::input::repair::reader::Reader;
use crate::input::repair::reader::opening::Opening;

/// Bytes of a path, as Windows has it.
const LONGEST_PATH: usize = 260;

/// The backslashes of one text: if one is surely literal, others that read as escapes may be, too.
#[derive(Default)]
pub(super) struct Backslashes {
    /// One is a literal backslash, and belongs to no command of LaTeX.
    doubled: bool,
    /// One is in a path that a drive begins.
    paths: bool,
    /// One is the backslash of a command.
    commands: bool,
    /// Number of those that read as escapes, with a letter behind that makes no command with them.
    before_words: usize,
    /// Those that read as escapes and as the beginning of a command.
    may_be_commands: Vec<usize>,
}

impl Reader<'_> {
    /// Handles the escape at `at` in a text that begins at `start`; returns the position behind it.
    pub(super) fn escape(
        &mut self,
        (start, at): (usize, usize),
        opening: Opening,
        seen: &mut Backslashes,
    ) -> Result<usize, Doubt> {
        let is_single = matches!(opening, Opening::Single(_));
        let text = self.text;
        let rest = &text.as_bytes()[at + 1..];
        let hex = |length: usize| {
            let digits = rest.get(1..=length);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let before = &text[start..at];
        let follows = rest.first().copied().unwrap_or(0);
        // A folder whose whole name is a letter of an escape is rarer than a tab behind a colon.
        let is_folder = follows.is_ascii_alphanumeric()
            && (!b"bfnrt".contains(&follows)
                || rest
                    .get(1)
                    .is_some_and(|next| next.is_ascii_alphanumeric() || b"\\._-".contains(next)));
        if is_in_path(before) && is_folder {
            seen.paths = true;
            self.insert(at, "\\", EditKind::Escape);
            return Ok(at + 2);
        }
        // Names of folders have spaces.
        let is_further = seen.paths
            && before.ends_with(char::is_alphanumeric)
            && follows.is_ascii_alphanumeric();
        let is_command = latex::is_command(latex::letters(&text[at + 1..]));
        match follows {
            b'b' | b'f' | b'n' | b'r' | b't' => {
                if is_command {
                    seen.may_be_commands.push(at);
                } else {
                    seen.before_words +=
                        usize::from(rest.get(1).is_some_and(u8::is_ascii_alphabetic));
                }
                Ok(at + 2)
            }
            b'"' | b'\\' | b'/' => Ok(at + 2),
            b'u' if hex(4) => Ok(at + 6),
            b'\'' => {
                let kind = if is_single {
                    opening.kind()
                } else {
                    EditKind::Escape
                };
                self.replace(at, at + 1, "", kind);
                Ok(at + 2)
            }
            // As Python writes it, which single marks are a sign of.
            b'x' if is_single && hex(2) => {
                self.replace(at, at + 2, "\\u00", EditKind::Escape);
                Ok(at + 4)
            }
            _ if is_command || is_further || is_class(rest) => {
                self.insert(at, "\\", EditKind::Escape);
                seen.commands |= is_command;
                seen.doubled |= !is_command;
                Ok(at + 2)
            }
            // An escape of another language, a backslash, or one too many?
            _ => Err(Doubt::Ambiguous),
        }
    }

    /// Doubles the backslashes of commands that read as escapes, at the end of a text in which others are commands.
    pub(super) fn double(&mut self, seen: &Backslashes) -> Result<(), Doubt> {
        let others = seen.before_words > 0 || !seen.may_be_commands.is_empty();
        if seen.doubled && others || seen.commands && seen.before_words > 0 {
            return Err(Doubt::Ambiguous);
        }
        if seen.commands {
            for at in &seen.may_be_commands {
                self.insert(*at, "\\", EditKind::Escape);
            }
            self.edits.sort_by_key(|edit| edit.span.start);
        }
        Ok(())
    }
}

/// Returns true if `text` ends within a path of Windows that a drive begins: `C:` or `C:\Data`.
fn is_in_path(text: &str) -> bool {
    // No path is longer, and a text of backslashes takes linear time.
    let mut near = text.len().saturating_sub(LONGEST_PATH);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    let text = &text[near..];
    let run = text.rfind(|char: char| char.is_whitespace() || matches!(char, '"' | '(' | ','));
    let run = &text.as_bytes()[run.map_or(0, |at| at + 1)..];
    matches!(run, [drive, b':'] if drive.is_ascii_alphabetic())
        || matches!(run, [drive, b':', b'\\', after, ..] if drive.is_ascii_alphabetic() && *after != b'\\')
}

/// Returns true if a class of a regular expression begins at the start of `rest`: `d+`.
fn is_class(rest: &[u8]) -> bool {
    let is_class = matches!(rest, [b'd' | b'D' | b'w' | b'W' | b's' | b'S', ..]);
    is_class && !rest.get(1).is_some_and(u8::is_ascii_alphabetic)
}
