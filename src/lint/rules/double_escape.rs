//! `double-escape`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::numbers::several;
use crate::diagnostic::position::{Span, narrow};
use crate::input::latex;
use crate::json::{Signs, Text, Value};
use crate::lint::rules::plain::BACKSLASH;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "double-escape",
    severity: Severity::Warning,
    what: "Text escaped twice: `\\\\nThen` instead of a line break, `\\\\u00e9` instead of é. It is reported once for the data set. Texts that also have real line breaks, code, paths or LaTeX, and records about escapes, are not reported. The suggested fix removes the second escape.",
    why: "The model learns the backslash and the letter, and writes them instead of a line break.",
    example: r#"{"prompt": "How do I open it?", "completion": "Turn the key.\\nThen pull. Voil\\u00e0."}"#,
    instead: r#"{"prompt": "How do I open it?", "completion": "Turn the key.\nThen pull. Voil\u00e0."}"#,
    model: None,
    source: "RFC 8259, section 7; json.dumps of a text that was escaped before writes each backslash twice.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about the content of texts.",
    fixable: false,
    check: Check::Record(Repetition::Once, Fixing::Guess, Signs::BACKSLASH, check),
};

/// Signs of a record that is about escapes or code.
const ABOUT: [&str; 24] = [
    "`",
    "regex",
    "escap",
    "newline",
    "new line",
    "line feed",
    "line break",
    "unicode",
    "utf-",
    "json",
    "python",
    "javascript",
    "latex",
    "print",
    "echo ",
    "split(",
    "string",
    "backslash",
    "=>",
    "();",
    "def ",
    "import ",
    "://\\\\",
    "\\frac",
];

fn message(first: &str, meant: &str, more: usize) -> Message {
    let more = match more {
        0 => String::new(),
        more => format!(
            ", and {} more in the record",
            several(more as u64, "escape")
        ),
    };
    Message::new(
        format!("text escaped twice: \"{first}\" instead of {meant}{more}"),
        "do not escape the text before json.dumps, which escapes it",
    )
}

/// The escapes of a text.
#[derive(Default)]
struct Found {
    /// Bytes of the record from the second of two backslashes.
    all: Vec<u32>,
    /// The first that is certain, with its length and its meaning.
    first: Option<(Span, String, String)>,
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw();
    BACKSLASH.find(0, record.as_bytes())?;
    let mut first = None;
    let mut all = Vec::new();
    for text in root.nodes().filter_map(Value::as_text) {
        if let Some(found) = look(text) {
            first = first.or(found.first);
            all.extend(found.all);
        }
    }
    let (span, shown, meant) = first?;
    let lower = record.to_ascii_lowercase();
    if ABOUT.iter().any(|sign| lower.contains(sign)) {
        return None;
    }
    let count = all.len();
    let edits = all.into_iter().map(|at| FixEdit {
        offset: u64::from(at),
        length: 1,
        text: String::new().into(),
    });
    let title = "remove the second escape";
    Some(RecordFinding {
        span,
        message: message(&shown, &meant, count - 1).fixed_by(Fix::of_edits(
            false,
            title,
            edits.collect(),
        )),
    })
}

/// Reads the escapes of a text, all of which must be of JSON, and one of them sure.
fn look(text: Text<'_>) -> Option<Found> {
    let (raw, inner) = (text.raw(), text.span().start + 1);
    let bytes = raw.as_bytes();
    let mut found = Found::default();
    let mut at = memchr::memchr(b'\\', bytes)?;
    loop {
        if bytes.get(at + 1) == Some(&b'\\') {
            let (length, sure) = escape(raw, at)?;
            found.all.push(inner + narrow(at + 1));
            if let Some(meant) = sure
                && found.first.is_none()
            {
                let start = inner + narrow(at);
                let shown = raw[at + 1..at + length].to_owned();
                found.first = Some((Span::new(start, start + narrow(length)), shown, meant));
            }
            at += length;
        } else if bytes.get(at + 1) == Some(&b'u') {
            at += 2;
        } else {
            // A text with line ends of its own was not escaped twice.
            return None;
        }
        match memchr::memchr(b'\\', &bytes[at..]) {
            Some(next) => at += next,
            None => break,
        }
    }
    found.first.is_some().then_some(found)
}

/// Returns the length of the escape that two backslashes begin at `at`, and its meaning if it is one for certain. `None` if they begin
/// no escape of JSON.
fn escape(raw: &str, at: usize) -> Option<(usize, Option<String>)> {
    let behind = &raw[at + 2..];
    let before = raw[..at].chars().next_back();
    let next = behind.chars().nth(1);
    let is_quoted = |char: Option<char>| char.is_some_and(|char| "\"'".contains(char));
    match behind.as_bytes().first()? {
        b'n' => {
            if latex::is_command(latex::letters(behind))
                || before == Some(':') && next.is_some_and(char::is_alphanumeric)
            {
                return None;
            }
            let is_text_before = before.is_some_and(|char| {
                char.is_alphanumeric() || ".,:;!?)\u{2026}\u{3002}".contains(char)
            });
            let is_text_behind = next.is_none_or(|char| {
                char.is_alphanumeric() && !char.is_ascii_lowercase()
                    || "\\-*#\u{2022}".contains(char)
            });
            let is_sure = is_text_before && is_text_behind && !is_quoted(next);
            Some((3, is_sure.then(|| "a line break".to_owned())))
        }
        b't' | b'r' => (!latex::is_command(latex::letters(behind))).then_some((3, None)),
        b'u' => {
            let digits = behind.get(1..5)?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            if (0xD800..0xDC00).contains(&code) {
                let low = behind.get(5..12)?.strip_prefix("\\\\u")?;
                let low = u32::from_str_radix(low, 16).ok()?;
                let low = low.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
                let char = char::from_u32(0x1_0000 + ((code - 0xD800) << 10) + low)?;
                return Some((14, Some(char.to_string())));
            }
            let char = char::from_u32(code)?;
            let is_sure = char.is_alphanumeric() || ('\u{2010}'..'\u{2030}').contains(&char);
            let is_sure = is_sure && !char.is_ascii() && !is_quoted(before);
            Some((7, is_sure.then(|| char.to_string())))
        }
        _ => None,
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
                ("", of(r"One.\nTwo.\\nThree")),
                ("", of(r"Use \\n to end a line, `\\nA`.")),
                ("", of(r"The escape is a.\\nB")),
                ("", of(r"C:\\new\\Names and D:\\Nt")),
                ("", of(r"C:\\nA.txt")),
                ("", of(r"$a \\neq b$ and \\nu.\\nB")),
                ("", of(r"print(\\nA)")),
                ("", of(r"a.\\nB\\d+")),
                ("", of(r"\\\\server\\nA")),
                ("", of(r#"{\"a\": \"b.\\nC\"}"#)),
                ("", of(r"x\\y, \\( a \\)")),
                ("", of(r"a \\n b")),
                ("", of(r"caf\u00e9")),
                ("", of(r"\\u00 and \\ud83d")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of(r"Turn the key.\\nThen pull. Voil\\u00e0."),
                    "warning: text escaped twice: \"\\n\" instead of a line break, and 1 escape more in the record",
                    r"\\n",
                ),
                (
                    "",
                    of(r"caf\\u00e9"),
                    "text escaped twice: \"\\u00e9\" instead of é",
                    r"\\u00e9",
                ),
                (
                    "",
                    of(r"Hi \\ud83d\\ude00"),
                    "text escaped twice: \"\\ud83d\\\\ude00\" instead of 😀",
                    r"\\ud83d\\ude00",
                ),
                (
                    "",
                    of(r"one:\\n\\n- a\\n- b"),
                    "text escaped twice: \"\\n\" instead of a line break",
                    r"\\n",
                ),
            ],
        );
    }
}
