//! `control-character`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::numbers::several;
use crate::diagnostic::position::{Span, narrow};
use crate::input::latex;
use crate::input::windows_path::broken_path;
use crate::json::{Signs, Text, Value};
use crate::lint::rules::plain::BACKSLASH;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "control-character",
    severity: Severity::Warning,
    what: r"Control characters in text. These are U+0000 to U+0008, U+000B, U+000C, U+000E to U+001F and U+007F, escaped or not; and tabs, line feeds and returns that were a backslash and a letter of LaTeX or of a Windows path (`\theta`, `$\nu$`, `C:\temp\new`). They are reported once per record; the suggested fix writes the backslash, or removes the character.",
    why: r"In JSON, `\frac` with one backslash is a form feed and `rac`: the model learns broken formulas and paths. Terminal colors and NUL bytes are not text.",
    example: r#"{"prompt": "Write a half in LaTeX.", "completion": "$\frac{1}{2}$"}"#,
    instead: r#"{"prompt": "Write a half in LaTeX.", "completion": "$\\frac{1}{2}$"}"#,
    model: None,
    source: "RFC 8259, section 7: \\b, \\f, \\n, \\r and \\t are escapes; Unicode: category Cc.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about characters.",
    fixable: false,
    check: Check::Record(
        Repetition::EachTime,
        Fixing::Guess,
        Signs::BACKSLASH.or(Signs::DELETE),
        check,
    ),
};

/// Commands of LaTeX that begin like an escape, without that letter. Those of tabs and returns occur in no other text.
const OF_FORM_FEED: [&str; 9] = [
    "rac", "orall", "box", "lat", "ootnote", "rown", "ontsize", "loor", "igure",
];
const OF_BACKSPACE: [&str; 16] = [
    "eta",
    "ar",
    "egin",
    "inom",
    "ig",
    "igl",
    "igr",
    "igg",
    "f",
    "oldsymbol",
    "ullet",
    "mod",
    "ot",
    "oxed",
    "ackslash",
    "ecause",
];
const OF_TAB: [&str; 10] = [
    "heta", "imes", "ext", "extbf", "extit", "frac", "ilde", "riangle", "herefore", "extrm",
];
const OF_RETURN: [&str; 6] = ["ho", "ight", "ightarrow", "angle", "ceil", "floor"];

fn message(first: &Found, count: usize) -> Message {
    let more = match count - 1 {
        0 => String::new(),
        more => format!(
            ", and {} of the kind",
            several(more as u64, "further character")
        ),
    };
    match &first.meant {
        Meant::Backslash(word) => Message::new(
            format!(
                r"{} where \{}{word} was meant{more}: JSON reads a backslash and this letter as one character",
                first.name(),
                first.letter()
            ),
            format!(r"write two backslashes: \\{}{word}", first.letter()),
        ),
        _ => Message::new(
            format!("{}{more}", first.name()),
            match first.char {
                '\u{1B}' => "remove terminal escape sequences, such as colors",
                _ => "remove it, or replace it with the intended character",
            },
        ),
    }
}

/// A control character.
struct Found {
    span: Span,
    char: char,
    meant: Meant,
}

/// The control characters of a record, and further edits for their fix.
#[derive(Default)]
struct AllFound {
    places: Vec<Found>,
    edits: Vec<FixEdit>,
}

/// The intended text.
enum Meant {
    /// A backslash and the letter of its escape, and what follows.
    Backslash(String),
    /// The end of a line.
    LineEnd,
    /// Nothing; so many bytes behind it are removed, too.
    Nothing(u32),
}

impl Found {
    fn name(&self) -> String {
        let name = match self.char {
            '\0' => " (NUL)",
            '\u{8}' => " (a backspace)",
            '\t' => " (a tab)",
            '\n' => " (a line feed)",
            '\r' => " (a return)",
            '\u{B}' => " (a vertical tab)",
            '\u{C}' => " (a form feed)",
            '\u{1B}' => " (an escape)",
            '\u{7F}' => " (a delete)",
            _ => "",
        };
        format!("control character U+{:04X}{name}", u32::from(self.char))
    }

    const fn letter(&self) -> char {
        match self.char {
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\r' => 'r',
            _ => 'f',
        }
    }

    fn edit(&self) -> FixEdit {
        let (start, length) = (u64::from(self.span.start), self.span.len());
        let (length, text) = match self.meant {
            Meant::Backslash(_) => (0, "\\"),
            Meant::LineEnd => (length, "\\n"),
            Meant::Nothing(behind) => (length + behind, ""),
        };
        FixEdit {
            offset: start,
            length,
            text: text.into(),
        }
    }
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw();
    if !may_have(record) {
        return None;
    }
    let mut all = AllFound::default();
    for text in root.nodes().filter_map(Value::as_text) {
        if may_have(text.raw()) {
            look(text, &mut all);
        }
    }
    let found = all.places;
    let first = found.first()?;
    let message = message(first, found.len());
    let title = match (&first.meant, found.len()) {
        (Meant::Backslash(_), 1) => "write the backslash".to_owned(),
        (Meant::Backslash(_), count) => {
            format!("write {count} backslashes or remove the characters")
        }
        (_, 1) => "remove the control character".to_owned(),
        (_, count) => format!("remove {count} control characters"),
    };
    let mut edits: Vec<_> = found.iter().map(Found::edit).chain(all.edits).collect();
    edits.sort_by_key(|edit| edit.offset);
    Some(RecordFinding {
        span: first.span,
        message: message.fixed_by(Fix::of_edits(false, title, edits)),
    })
}

/// Returns true if there may be something. Takes little time.
fn may_have(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut has_dollar = None;
    let mut is_mathematical =
        || *has_dollar.get_or_insert_with(|| memchr::memchr(b'$', bytes).is_some());
    // Letters that begin a command or a path after a tab or return; returns before line feeds are frequent.
    let mut may_be = |at: usize| match &bytes[at + 1..] {
        [b'f' | b'b', ..]
        | [b'u', b'0', b'0', ..]
        | [b't', b'h' | b'i' | b'e' | b'f' | b'r', ..]
        | [b'r', b'h' | b'i' | b'a' | b'c' | b'f', ..] => true,
        [b't' | b'r', ..] => bytes[..at].ends_with(b":") || is_mathematical(),
        [b'n', ..] => is_mathematical(),
        _ => false,
    };
    memchr::memchr(0x7F, bytes).is_some() || memchr::memchr_iter(b'\\', bytes).any(&mut may_be)
}

/// Collects the control characters of a text.
fn look(text: Text<'_>, found: &mut AllFound) {
    let (raw, inner) = (text.raw(), text.span().start + 1);
    let path = broken_path(raw);
    if let Some(start) = path.as_ref().and_then(|path| path.halved) {
        found.edits.push(FixEdit {
            offset: u64::from(inner + start),
            length: 0,
            text: "\\\\".into(),
        });
    }
    // Between letters a form feed may be the backslash of a path, whose first letter it would take.
    let has_backslash = BACKSLASH.any(raw.as_bytes());
    let mut upto = inner;
    for stretch in text.stretches() {
        let span = stretch.span;
        let Some(char) = stretch.meaning else {
            let plain = &raw[(span.start - inner) as usize..(span.end - inner) as usize];
            for at in memchr::memchr_iter(0x7F, plain.as_bytes()) {
                found.places.push(Found {
                    span: Span::byte(at).shifted(span.start),
                    char: '\u{7F}',
                    meant: Meant::Nothing(0),
                });
            }
            continue;
        };
        if span.start < upto || !char.is_ascii_control() {
            continue;
        }
        let behind = &raw[(span.end - inner) as usize..];
        let is_short = span.len() == 2;
        let is_in_path = path
            .as_ref()
            .is_some_and(|path| path.range.contains(&(span.start - inner)));
        let is_within_word = || {
            let before = raw[..(span.start - inner) as usize].ends_with(char::is_alphanumeric);
            before && behind.starts_with(char::is_alphanumeric)
        };
        let meant = match char {
            _ if is_short && is_in_path => Some(Meant::Backslash(word(behind))),
            _ if is_short && is_command(char, behind) => Some(Meant::Backslash(word(behind))),
            '\t' | '\n' | '\r'
                if is_short && latex::is_in_formula(raw, (span.start - inner) as usize) =>
            {
                Some(Meant::Backslash(word(behind)))
            }
            '\t' | '\n' | '\r' => None,
            '\u{C}' if is_short && has_backslash && is_within_word() => {
                Some(Meant::Backslash(word(behind)))
            }
            '\u{B}' | '\u{C}' => Some(Meant::LineEnd),
            '\u{1B}' => Some(Meant::Nothing(narrow(sequence(behind)))),
            _ => Some(Meant::Nothing(0)),
        };
        if let Some(meant) = meant {
            let one = Found { span, char, meant };
            if let Meant::Nothing(length) = one.meant {
                upto = span.end + length;
            }
            found.places.push(one);
        }
    }
}

fn word(behind: &str) -> String {
    let letters = behind
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(20);
    letters.map(char::from).collect()
}

/// Returns true if the escape of `char` and the text `behind` form a command of LaTeX.
fn is_command(char: char, behind: &str) -> bool {
    let commands: &[&str] = match char {
        '\u{8}' => &OF_BACKSPACE,
        '\u{C}' => &OF_FORM_FEED,
        '\t' => &OF_TAB,
        '\r' => &OF_RETURN,
        _ => return false,
    };
    let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &behind[..letters];
    // These endings are words, too, so they count only if followed by a sign as in a command.
    let is_word = matches!(word, "ext" | "ho" | "ight" | "angle");
    let next = behind.as_bytes().get(letters);
    let is_followed = next.is_some_and(|next| b"{}_^$)]=+-(|.,".contains(next));
    commands.contains(&word) && (!is_word || is_followed)
}

/// Bytes of the rest of a command to a terminal: `[31m`.
fn sequence(behind: &str) -> usize {
    let Some(rest) = behind.strip_prefix('[') else {
        return 0;
    };
    let parameters = rest
        .bytes()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b';' | b'?'));
    let length = parameters.count();
    match rest.as_bytes().get(length) {
        Some(last) if last.is_ascii_alphabetic() => length + 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let of = |text: &str| format!(r#"{{"prompt": "a", "completion": "{text}"}}"#);
        passes(
            &RULE,
            [
                ("", of(r"a\tb\nc\r\nd \\frac \\u0000 \\beta")),
                ("", of(r"A:\tfoo\nB:\tbar\nC:\tnew.txt")),
                ("", of(r"name\text\nid\tho")),
                ("", of(r"It costs $5\ne $6,\to $7\nu")),
                ("", of(r"echo $HOME\nnot $PATH\ntop\nno (ne)\n$x")),
                ("", of(r"\u00e9 \u0020 \u00a0")),
                ("", of(r"C:\\temp\\new\\report.txt")),
                ("", of(r"\\\\server\\new\\files\nnext\nline")),
                ("", of(r"\\alpha\nbeta\nend.txt")),
                ("", of(r"echo $a\nb $c\ntop")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of(r"$\frac{1}{2} \theta$"),
                    r"warning: control character U+000C (a form feed) where \frac was meant, and 1 further character of the kind: JSON reads a backslash and this letter",
                    r"\f",
                ),
                ("", of(r"$2 \times 3$"), r"where \times was meant", r"\t"),
                (
                    "",
                    of(r"The rate $\nu$."),
                    r"(a line feed) where \nu was meant",
                    r"\n",
                ),
                (
                    "",
                    of(r"$f(x) \to \nu_1 \neq \nabla y$"),
                    r"(a tab) where \to was meant, and 3 further",
                    r"\t",
                ),
                (
                    "",
                    of(r"if $x \neq y$"),
                    r"(a line feed) where \neq was meant",
                    r"\n",
                ),
                (
                    "",
                    of(r"copy \\server\new\files"),
                    r"where \new was meant, and 1",
                    r"\n",
                ),
                (
                    "",
                    of(r"C:\temp\new\report.txt"),
                    r"where \temp was meant, and 2",
                    r"\t",
                ),
                (
                    "",
                    of(r"\u001b[31mred\u001b[0m"),
                    "U+001B (an escape), and 1 further",
                    r"\u001b",
                ),
                ("", of("a\u{7F}"), "U+007F (a delete)", "\u{7F}"),
                ("", of(r"a\u0000"), "U+0000 (NUL)", r"\u0000"),
                ("", of(r"one\ftwo"), "U+000C (a form feed)", r"\f"),
            ],
        );
    }
}
