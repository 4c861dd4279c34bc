//! Text around the place of a finding.

use crate::analysis::sensitive;
use crate::diagnostic::position::Span;

/// Excerpts show this many bytes before the marked place, and this many from its start on.
const EXCERPT_BEFORE: usize = 40;
const EXCERPT_AFTER: usize = 80;

/// Returns the text around `start..end` of `record`, and that place within it in UTF-16 units. Secrets, personal data and the
/// text at `hidden` are masked, as a report may be shared.
#[must_use]
pub fn excerpt(
    record: &[u8],
    start: usize,
    end: usize,
    hidden: Option<Span>,
) -> (String, (u32, u32)) {
    let from = character_start(record, start.saturating_sub(EXCERPT_BEFORE));
    let upto = character_start(record, (start + EXCERPT_AFTER).min(record.len()));
    let marked = |bytes: &[u8]| {
        u32::try_from(String::from_utf8_lossy(bytes).encode_utf16().count()).unwrap_or(u32::MAX)
    };
    let upto = upto.max(start);
    let mut shown = record[from..upto].to_vec();
    sensitive::hide(record, from, &mut shown, hidden);
    let before = marked(&shown[..start - from]);
    let inside = marked(&shown[start - from..end.clamp(start, upto) - from]);
    (
        String::from_utf8_lossy(&shown).into_owned(),
        (before, before + inside),
    )
}

/// The first byte of the character that the byte at `index` belongs to.
fn character_start(bytes: &[u8], index: usize) -> usize {
    let is_start = |&at: &usize| at == bytes.len() || bytes[at] & 0xC0 != 0x80;
    (index.saturating_sub(3)..=index)
        .rev()
        .find(is_start)
        .unwrap_or(index)
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn excerpts_are_cut_between_characters_and_mark_the_place() {
        let record = "é".repeat(100);
        let (text, (start, end)) = excerpt(record.as_bytes(), 100, 102, None);
        assert!(text.chars().all(|character| character == 'é'), "{text}");
        assert_eq!((start, end), (20, 21));
    }

    #[test]
    fn what_should_not_travel_is_not_shown_around_a_place() {
        let record = format!(
            r#"{{"prompt": "mail {}@{}", "completion": 1}}"#,
            "jane.doe", "acme.com"
        );
        let at = record.find("acme").expect("stands there");
        let (text, (start, end)) = excerpt(record.as_bytes(), at, at + 4, None);
        assert_eq!(
            text,
            r#"{"prompt": "mail ********@acme.com", "completion": 1}"#
        );
        assert_eq!(&text[start as usize..end as usize], "acme");
    }

    #[test]
    fn a_place_at_the_end_is_marked_there() {
        assert_eq!(
            excerpt(b"{\"a\":1", 6, 6, None),
            ("{\"a\":1".to_owned(), (6, 6))
        );
    }
}
