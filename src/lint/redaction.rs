//! Redaction: placeholders instead of secrets and personal data.

use crate::analysis::sensitive::{self, Concern, Hit};
use crate::diagnostic::finding::{Fix, FixEdit};
use crate::json::Value;

/// Returns the first hit of that concern in the record, and the fix that replaces all of them; equal ones get the same
/// placeholder.
#[must_use]
pub fn redaction(root: Value<'_>, concern: Concern) -> Option<(Hit, Fix)> {
    let mut hits = sensitive::find(root.raw().as_bytes());
    hits.retain(|hit| hit.concern == concern);
    let fix = fix_of(root, &hits)?;
    Some((hits.swap_remove(0), fix))
}

/// Returns the fix that replaces these hits, which are in the order of the record; none if one cannot be replaced.
#[must_use]
pub fn fix_of(root: Value<'_>, hits: &[Hit]) -> Option<Fix> {
    let raw = root.raw();
    let mut strings = Strings::default();
    let mut names: Vec<(&str, String)> = Vec::new();
    let mut edits = Vec::new();
    for hit in hits {
        let span = hit.span;
        let found = raw.get(span.range())?;
        let known = names.iter().find(|(of, _)| of.eq_ignore_ascii_case(found));
        let name = if let Some((_, name)) = known {
            name.clone()
        } else {
            let name = unused(raw, hit.placeholder, &names);
            names.push((found, name.clone()));
            name
        };
        let text = if strings.hold(raw.as_bytes(), span.start as usize) {
            name
        } else {
            // A number of its own.
            let is_end = |byte: &u8| b" \t\r\n,:]}[".contains(byte);
            let before = raw.as_bytes()[..span.start as usize].last();
            let behind = raw.as_bytes().get(span.end as usize);
            if !before.is_some_and(is_end) || !behind.is_some_and(is_end) {
                return None;
            }
            format!("\"{name}\"")
        };
        edits.push(FixEdit {
            offset: u64::from(root.span().start + span.start),
            length: span.len(),
            text: text.into(),
        });
    }
    let title = match &edits[..] {
        [] => return None,
        [only] => format!("replace it with {}", only.text),
        all if names.len() == 1 => format!("replace {} occurrences with {}", all.len(), names[0].1),
        all => format!("replace {} occurrences with placeholders", all.len()),
    };
    Some(Fix::of_edits(false, title, edits))
}

/// Returns the first placeholder of that word that stands for nothing else: `[EMAIL]`, `[EMAIL_2]`.
fn unused(raw: &str, word: &str, names: &[(&str, String)]) -> String {
    let all = (1_u32..).map(|number| match number {
        1 => format!("[{word}]"),
        _ => format!("[{word}_{number}]"),
    });
    let is_free = |name: &String| {
        !raw.contains(name.as_str()) && !names.iter().any(|(_, taken)| taken == name)
    };
    let mut free = all.filter(is_free);
    free.next().unwrap_or_default()
}

/// Goes over JSON and knows whether it is in a string.
#[derive(Default)]
struct Strings {
    at: usize,
    is_inside: bool,
}

impl Strings {
    /// Returns true if the byte at `place` is in a string; places come in ascending order.
    fn hold(&mut self, raw: &[u8], place: usize) -> bool {
        while self.at < place {
            match raw[self.at] {
                b'\\' if self.is_inside => self.at += 1,
                b'"' => self.is_inside = !self.is_inside,
                _ => {}
            }
            self.at += 1;
        }
        self.is_inside
    }
}

#[cfg(test)]
mod tests {
    use super::redaction;
    use crate::analysis::sensitive::Concern;
    use crate::json::Parser;

    fn redacted(record: &str, concern: Concern) -> Option<String> {
        let mut parser = Parser::new();
        let (_, fix) = redaction(parser.parse(record).expect(record), concern)?;
        let mut text = record.to_owned();
        for edit in fix.edits.iter().rev() {
            let start = usize::try_from(edit.offset).expect("a small record");
            text.replace_range(start..start + edit.length as usize, &edit.text);
        }
        assert!(Parser::new().parse(&text).is_ok(), "{text}");
        Some(text)
    }

    #[test]
    fn each_person_keeps_one_placeholder_in_all_places() {
        for (record, wanted) in [
            (
                r#"{"a": "jane@acme.com, Jane@acme.com", "b": {"jane@acme.com": "to\nbob@acme.com"}}"#,
                Some(r#"{"a": "[EMAIL], [EMAIL]", "b": {"[EMAIL]": "to\n[EMAIL_2]"}}"#),
            ),
            // A placeholder that is there stands for somebody else.
            (
                r#"{"a": "[EMAIL] and jane@acme.com"}"#,
                Some(r#"{"a": "[EMAIL] and [EMAIL_2]"}"#),
            ),
            (
                r#"{"a": "\"+44 20 7946 0958\"", "b": "\\", "c": 4539578763621486}"#,
                Some(r#"{"a": "\"[PHONE]\"", "b": "\\", "c": "[CARD]"}"#),
            ),
            (
                r#"{"a": "DE89370400440532013000"}"#,
                Some(r#"{"a": "[IBAN]"}"#),
            ),
            (r#"{"a": "jane@example.com"}"#, None),
        ] {
            assert_eq!(
                redacted(record, Concern::Person).as_deref(),
                wanted,
                "{record}"
            );
        }
    }

    #[test]
    fn a_secret_leaves_what_stands_around_it() {
        let record = r#"{"a": "AKIAQ3EGR5Z2MUNVX7WD and postgres://me:hunter22@acme.com/x", "b": "jane@acme.com"}"#;
        assert_eq!(
            redacted(record, Concern::Secret).as_deref(),
            Some(
                r#"{"a": "[SECRET] and postgres://me:[SECRET_2]@acme.com/x", "b": "jane@acme.com"}"#
            )
        );
    }
}
