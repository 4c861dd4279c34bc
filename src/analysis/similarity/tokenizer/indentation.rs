//! Indentation that is part of the program: of Python, YAML and other languages whose blocks have no brackets.

use memchr::memchr_iter;

/// A block that begins or ends at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Start of the line, behind its indentation.
    pub at: usize,
    /// True if a block begins there.
    pub is_in: bool,
}

/// A tab goes to the next multiple of so many columns.
const TAB: usize = 8;

/// Words that open a block of Python, with a colon at the end of the line.
const OPENERS: [&str; 16] = [
    "async", "case", "class", "def", "elif", "else", "except", "finally", "for", "if", "lambda",
    "match", "try", "while", "with", "default",
];

/// Returns where blocks begin and end, in the order of the text. How far they are indented does not count, nor does the indentation
/// of other lines: of wrapped prose, lists, and code within brackets.
pub fn steps(text: &str) -> Vec<Step> {
    let bytes = text.as_bytes();
    let is_indented = |at: usize| matches!(bytes.get(at + 1), Some(b' ' | b'\t'));
    if memchr_iter(b'\n', bytes).any(is_indented) {
        all_steps(text)
    } else {
        Vec::new()
    }
}

fn all_steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    // Columns of the blocks that are open, and if each counts.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut before, mut start) = ("", 0);
    for line in text.split_inclusive('\n') {
        let said = line.trim_ascii_start();
        let at = start + line.len() - said.len();
        let column = column(&line[..line.len() - said.len()]);
        start += line.len();
        if said.is_empty() {
            continue;
        }
        while open.last().is_some_and(|&(outer, _)| outer > column) {
            if open.pop().is_some_and(|(_, counts)| counts) {
                steps.push(Step { at, is_in: false });
            }
        }
        if open.last().map_or(0, |&(outer, _)| outer) < column {
            let counts = opens_block(before.trim_ascii_end(), said);
            open.push((column, counts));
            if counts {
                steps.push(Step { at, is_in: true });
            }
        }
        before = line;
    }
    steps
}

fn column(indentation: &str) -> usize {
    indentation.bytes().fold(0, |column, byte| match byte {
        b'\t' => (column / TAB + 1) * TAB,
        _ => column + 1,
    })
}

/// Returns true if the end of `line` opens a block; the block's first line begins with `next`.
fn opens_block(line: &str, next: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_ascii();
    let Some(head) = line.strip_suffix(':') else {
        let last = line.rsplit(' ').next();
        return line.ends_with('=')
            || line.ends_with("->")
            || line.ends_with("=>")
            || matches!(last, Some("do" | "of" | "where" | "then" | "else"));
    };
    let first = head
        .split(|character: char| !character.is_alphanumeric())
        .next();
    let is_key = !head.contains(' ') && next.lines().next().is_some_and(|next| next.contains(':'));
    first.is_some_and(|first| OPENERS.contains(&first)) || is_key
}
