//! Removes the markers of other trainers (`<image>`) from turns whose media are blocks.

use super::{MARKER, MARKERS};
use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Text, Value};
use crate::lint::RecordFinding;
use crate::record::format::{Format, Shape};
use crate::record::recognise::recognise;

/// Keys of the blocks that the markers stand for.
const KEYS: [&str; 2] = ["image", "video"];

pub(super) fn beside(found: &str) -> Message {
    let text = format!("\"{found}\" marker in the text beside media blocks");
    Message::new(text, MARKER).at(Severity::Warning)
}

/// Finds the markers that can be removed.
pub(super) fn amend(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw().as_bytes();
    let has_marker =
        |marker: &&'static str| memchr::memmem::find(record, marker.as_bytes()).is_some();
    let marker = MARKERS.into_iter().find(has_marker)?;
    let (span, fix) = removal(root)?;
    Some(RecordFinding {
        span,
        message: beside(marker).fixed_by(fix),
    })
}

/// Adds the fix that removes the markers of `root`, if the blocks they stand for are there.
pub(super) fn removable(root: Value<'_>, message: Message) -> Message {
    match removal(root) {
        Some((_, fix)) => message.fixed_by(fix),
        None => message,
    }
}

/// Returns the first marker and the fix that removes all of them.
fn removal(root: Value<'_>) -> Option<(Span, Fix)> {
    let is_blocks = |format: &Format| format.shape() == Shape::Blocks;
    recognise(root).format().filter(is_blocks)?;
    let (mut first, mut edits) = (None, Vec::new());
    for message in root.get("messages")?.elements() {
        let blocks = || message.get("content").into_iter().flat_map(Value::elements);
        for (marker, key) in MARKERS.into_iter().zip(KEYS) {
            let texts = || blocks().filter_map(|block| block.get("text")?.as_text());
            let markers: usize = texts().map(|text| text.raw().matches(marker).count()).sum();
            let media = blocks().filter(|block| block.get(key).is_some()).count();
            if markers == 0 {
                continue;
            }
            // Without its block a marker may be all that is left of an image.
            if markers > media {
                return None;
            }
            for text in texts() {
                take_out(text, marker, &mut first, &mut edits)?;
            }
        }
    }
    edits.sort_by_key(|edit| edit.offset);
    let title = match edits.len() {
        1 => "remove the marker".to_owned(),
        count => format!("remove {count} markers"),
    };
    first.map(|first| (first, Fix::of_edits(false, title, edits)))
}

/// Removes the markers of a text, each with the line end or space that sets it off. `None` if no words are left.
fn take_out(
    text: Text<'_>,
    marker: &str,
    first: &mut Option<Span>,
    edits: &mut Vec<FixEdit>,
) -> Option<()> {
    const LINE_END: &str = "\\n";
    let (raw, inner) = (text.raw(), text.span().start + 1);
    let mut kept = 0;
    let mut has_words = false;
    for (at, _) in raw.match_indices(marker) {
        let (mut start, mut end) = (at, at + marker.len());
        while raw[end..].starts_with(LINE_END) {
            end += LINE_END.len();
        }
        while end == raw.len() && start > kept && raw[..start].ends_with(LINE_END) {
            start -= LINE_END.len();
        }
        let is_free = raw[..start].is_empty() || raw[..start].ends_with([' ', '>']);
        if end == at + marker.len() && is_free && raw[end..].starts_with(' ') {
            end += 1;
        }
        let start = start.max(kept);
        has_words |= !raw[kept..start].trim().is_empty();
        kept = end;
        let span = Span::new(inner + narrow(at), inner + narrow(at + marker.len()));
        first.get_or_insert(span);
        edits.push(FixEdit {
            offset: u64::from(inner) + start as u64,
            length: narrow(end - start),
            text: "".into(),
        });
    }
    has_words |= !raw[kept..].trim().is_empty();
    has_words.then_some(())
}

#[cfg(test)]
mod tests {
    use super::removal;
    use crate::json::Parser;

    fn removed(content: &str) -> Option<String> {
        let record = format!(
            r#"{{"messages": [{{"role": "user", "content": [{content}]}}, {{"role": "assistant", "content": [{{"text": "a"}}]}}]}}"#
        );
        let mut parser = Parser::new();
        let root = parser.parse(&record).expect("it is JSON");
        let (_, fix) = removal(root)?;
        let mut text = record.clone();
        for edit in fix.edits.iter().rev() {
            let start = usize::try_from(edit.offset).expect("it is small");
            text.replace_range(start..start + edit.length as usize, "");
        }
        let start = text.find("[{\"text\": \"").expect("a text is left") + 11;
        Some(text[start..start + text[start..].find('"')?].to_owned())
    }

    #[test]
    fn a_marker_goes_where_the_image_is_a_block() {
        let image =
            r#"{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://b/a.png"}}}}"#;
        let one = |text: &str| removed(&format!(r#"{{"text": "{text}"}}, {image}"#));
        assert_eq!(one(r"<image>\nWhat is it?").as_deref(), Some("What is it?"));
        assert_eq!(one(r"What is it?\n<image>").as_deref(), Some("What is it?"));
        assert_eq!(one("Is <image> a cat?").as_deref(), Some("Is a cat?"));
        assert_eq!(one("<image>"), None, "no text would be left");
        assert_eq!(
            one("<image> or <image>?"),
            None,
            "one image for two markers"
        );
        assert_eq!(removed(r#"{"text": "<image> a"}"#), None, "no image");
        assert_eq!(one("What is it?"), None);
        let two = format!(r#"{{"text": "<image>\n<image>\nSame?"}}, {image}, {image}"#);
        assert_eq!(removed(&two).as_deref(), Some("Same?"));
    }
}
