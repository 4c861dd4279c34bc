//! Text other than records: error pages saved by a download, or files chosen by mistake.

use memchr::{memchr, memmem};

use crate::input::line::BYTE_ORDER_MARK;

/// Bytes to search.
const SEARCHED: usize = 16 << 10;
/// Lines with content to read.
const LINES: usize = 20;
/// Lines of one kind that are no chance.
const ENOUGH: usize = 3;
/// Longest title, or code of an error, that is shown.
const LONGEST_SHOWN: usize = 60;

/// The kind of the text that `head` begins with, and what to do; none where it may hold records.
pub(super) fn text_kind(head: &[u8]) -> Option<(String, &'static str)> {
    let text = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head);
    let text = text.trim_ascii_start();
    // Most files begin with a record or an array.
    if matches!(text.first(), None | Some(b'{' | b'"')) {
        return None;
    }
    let text = &text[..text.len().min(SEARCHED)];
    let named = |kind: &str, help| Some((kind.to_owned(), help));
    if text.starts_with(b"version https://git-lfs") || text.starts_with(b"version https://hawser") {
        return named(
            "a Git LFS pointer, which stands in the place of the file",
            "fetch the file itself: git lfs pull, or download it from its page",
        );
    }
    if begins(text, b"<!doctype html") || begins(text, b"<html") || begins(text, b"<head") {
        return Some(web_page(text));
    }
    if text.starts_with(b"<?xml") || text.starts_with(b"<Error>") {
        return Some(xml(text));
    }
    let lines = Lines::of(text);
    // A record anywhere: each line is judged by itself.
    if lines.content.iter().any(|line| holds_record(line)) {
        return None;
    }
    if lines.count(is_log) >= ENOUGH.min(lines.content.len()) && !lines.content.is_empty() {
        return named("a log", "choose the file that holds the records");
    }
    if lines.is_markdown() {
        return named(
            "Markdown",
            "choose the file that holds the records; a data set's README stands beside it",
        );
    }
    if lines.is_yaml() {
        return named(
            "YAML",
            "write each entry as a JSON object on a line of its own",
        );
    }
    None
}

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

fn web_page(text: &[u8]) -> (String, &'static str) {
    let title = between(text, b"<title>", b"</title>");
    let kind = title.map_or_else(
        || "a web page".to_owned(),
        |title| format!("a web page (\"{title}\")"),
    );
    (
        kind,
        "download the file again, signed in: a page came in its place",
    )
}

fn xml(text: &[u8]) -> (String, &'static str) {
    if memmem::find(text, b"<Error>").is_none() {
        return (
            "an XML document".to_owned(),
            "write each record as a JSON object on a line of its own",
        );
    }
    let code = between(text, b"<Code>", b"</Code>");
    (
        code.map_or_else(
            || "an error of S3".to_owned(),
            |code| format!("an error of S3 ({code})"),
        ),
        "download the object again, with permission to read it and a link that has not expired",
    )
}

/// Text between two tags, if it is short and on one line.
fn between<'t>(text: &'t [u8], open: &[u8], close: &[u8]) -> Option<&'t str> {
    let start = memmem::find(text, open)? + open.len();
    let length = memmem::find(&text[start..], close)?;
    let found = std::str::from_utf8(&text[start..start + length])
        .ok()?
        .trim();
    let is_short = !found.is_empty() && found.len() <= LONGEST_SHOWN;
    (is_short && !found.contains(char::is_control)).then_some(found)
}

/// Returns true if a line may hold a record, or a part of an array of records.
fn holds_record(line: &[u8]) -> bool {
    match line {
        [b'"', ..] => true,
        // A list of links or of log levels is no array.
        [b'[', rest @ ..] => {
            matches!(
                rest.trim_ascii_start().first(),
                None | Some(b'{' | b'[' | b'"')
            )
        }
        _ => memchr(b'{', line).is_some() && !line.starts_with(b"```"),
    }
}

struct Lines<'t> {
    /// The first lines that are not blank, outside fences of Markdown.
    content: Vec<&'t [u8]>,
    has_fence: bool,
}

impl<'t> Lines<'t> {
    fn of(text: &'t [u8]) -> Self {
        let (mut content, mut has_fence, mut is_code) = (Vec::new(), false, false);
        for line in text.split(|byte| *byte == b'\n') {
            let line = line.trim_ascii_end();
            // Text before the first fence: what begins with one is an answer with records.
            if line.starts_with(b"```") && !content.is_empty() {
                (has_fence, is_code) = (true, !is_code);
            } else if !line.is_empty() && !is_code {
                content.push(line);
            }
            if content.len() == LINES {
                break;
            }
        }
        Self { content, has_fence }
    }

    fn count(&self, is: fn(&[u8]) -> bool) -> usize {
        self.content.iter().filter(|line| is(line)).count()
    }

    /// A heading first, or a table of contents between dashes, and something that only Markdown has.
    fn is_markdown(&self) -> bool {
        let (Some(&first), 2..) = (self.content.first(), self.content.len()) else {
            return false;
        };
        let closes = self.content[1..].iter().position(|line| *line == b"---");
        let has_front_matter = first == b"---" && closes.is_some();
        let has_text = self.content.iter().any(|line| !is_heading(line));
        let marks = self.count(is_heading) + self.count(is_item) + usize::from(self.has_fence);
        has_front_matter && self.count(is_heading) > 0 || is_heading(first) && has_text && marks > 1
    }

    /// A list of keys, or a document that begins with dashes.
    fn is_yaml(&self) -> bool {
        let Some(&first) = self.content.first() else {
            return false;
        };
        let entry = first.strip_prefix(b"- ");
        let begins = first == b"---" || first.starts_with(b"%YAML") || entry.is_some_and(is_pair);
        let is_of_yaml = |line: &&[u8]| {
            let line = line.trim_ascii_start();
            is_pair(line) || line.starts_with(b"- ") || line == b"---" || line == b"-"
        };
        let rest = &self.content[1..];
        begins && rest.iter().filter(|line| is_of_yaml(line)).count() * 2 >= rest.len().max(2)
    }
}

fn is_heading(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'#').count();
    (1..=6).contains(&marks) && line.get(marks) == Some(&b' ')
}

fn is_item(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    [&b"- "[..], b"* ", b"> ", b"| ", b"[", b"!["]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// `key:` or `key: value`.
fn is_pair(line: &[u8]) -> bool {
    let name = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        .count();
    name > 0 && matches!(line[name..], [b':'] | [b':', b' ', ..])
}

/// A line that begins with a date and a time, an address, or a level.
fn is_log(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"[").unwrap_or(line);
    let level = [&b"INFO"[..], b"WARN", b"ERROR", b"DEBUG", b"TRACE"];
    let is_level = |level: &&[u8]| {
        let rest = line.strip_prefix(*level);
        rest.is_some_and(|rest| {
            let rest = rest.strip_prefix(b"ING").unwrap_or(rest);
            matches!(rest.first(), Some(b':' | b']' | b' ' | b'\t'))
        })
    };
    begins_as(line, b"0000-00-00T00:00")
        || begins_as(line, b"0000-00-00 00:00")
        || begins_as(line, b"0000/00/00 00:00")
        || level.iter().any(is_level)
        || is_request(line)
}

/// A line of a web server: `192.0.2.1 - - [29/Nov/2026:…`.
fn is_request(line: &[u8]) -> bool {
    let address = line
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    address > 6 && line[address..].starts_with(b" - ")
}

/// Returns true if `line` begins like `form`, in which a zero is any digit.
fn begins_as(line: &[u8], form: &[u8]) -> bool {
    let fits = |(byte, wanted): (&u8, &u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        _ => byte == wanted,
    };
    line.len() >= form.len() && line.iter().zip(form).all(fits)
}

#[cfg(test)]
mod tests {
    use super::text_kind;

    #[test]
    fn text_that_is_no_data_is_named() {
        for (text, named) in [
            (
                "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 886432\n",
                "a Git LFS pointer",
            ),
            (
                "\u{FEFF}\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head>",
                "a web page (\"Sign in\")",
            ),
            ("<HTML>\n<body>404</body></HTML>", "a web page"),
            (
                "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>No</Message></Error>",
                "an error of S3 (AccessDenied)",
            ),
            (
                "<?xml version=\"1.0\"?>\n<rows><row/></rows>",
                "an XML document",
            ),
            (
                "- prompt: Hello\n  completion: World\n- prompt: Bye\n",
                "YAML",
            ),
            (
                "---\nprompt: Hello\ncompletion: World\n---\nprompt: a\n",
                "YAML",
            ),
            (
                "# My data\n\nRecords of a shop.\n\n- 400 chats\n\n```json\n{\"prompt\": \"a\"}\n```\n",
                "Markdown",
            ),
            (
                "---\nlicense: mit\ntags:\n- chat\n---\n# Data card\n\nText.\n",
                "Markdown",
            ),
            (
                "2026-11-29 13:00:01,123 INFO started\n2026-11-29 13:00:02 INFO one\n2026-11-29 13:00:03 ERROR two\n",
                "a log",
            ),
            (
                "[INFO] start\n[INFO] load\n[WARNING] slow\n[INFO] end\n",
                "a log",
            ),
            (
                "192.0.2.1 - - [29/Nov/2026:13:00:00] \"GET / HTTP/1.1\" 200 5\n",
                "a log",
            ),
        ] {
            let kind = text_kind(text.as_bytes()).map(|(kind, _)| kind);
            assert!(
                kind.as_deref().is_some_and(|kind| kind.starts_with(named)),
                "{kind:?} for {text}"
            );
        }
    }

    #[test]
    fn what_may_hold_records_is_judged_by_the_line() {
        for text in [
            "{\"prompt\": \"version https://git-lfs\"}\n",
            "# exported today\n{\"prompt\": \"a\", \"completion\": \"b\"}\n",
            "[{\"prompt\": \"a\"}]",
            "[\n  {\"prompt\": \"a\"}\n]",
            "// a\n[\"a\", \"b\"]\n",
            "```json\n{\"prompt\": \"a\"}\n```\n",
            "1. {\"prompt\": \"a\"}\n2. {\"prompt\": \"b\"}\n",
            "2026-11-29 13:00:00 INFO {\"prompt\": \"a\"}\n",
            "null\nnull\nnull\n",
            "- {\"prompt\": \"a\"}\n- {\"prompt\": \"b\"}\n",
            "text\nmore text\n",
            "# one heading alone\n",
            "# a\n# b\n",
            "",
        ] {
            assert_eq!(text_kind(text.as_bytes()), None, "{text}");
        }
    }
}
