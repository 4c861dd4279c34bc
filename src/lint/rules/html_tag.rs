//! `html-tag`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "html-tag",
    severity: Severity::Info,
    what: "HTML tags left over in text: `<br />`, `<p>`, `</b>` or `</div>`. It is one info finding with the number of records, from three on. Records that mention HTML or other markup, or show code, are not counted.",
    why: "The model learns to write the tags; an application that does not render them shows them to its users.",
    example: "(answers such as \"We open at nine.<br /><b>Sundays</b> at ten.\")",
    instead: r#"{"prompt": "When do you open?", "completion": "We open at nine.\\nSundays at ten."}"#,
    model: None,
    source: "General practice for training data: texts from web pages are freed from tags first; the names are those of the HTML Standard.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about the content of texts.",
    fixable: false,
    check: Check::Sample(Signs::LESS_THAN, check),
};

const FEWEST: (u64, u64) = (3, u64::MAX);

/// Elements whose start tag alone is one.
const ALONE: [&str; 4] = ["br", "hr", "p", "li"];
/// Elements that have an end tag.
const ENDED: [&str; 30] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "i",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];
/// Words of a record that is about markup or code, and signs of code.
const ABOUT: [&str; 13] = [
    "html", "xml", "markup", "markdown", "svg", "jsx", "css", "php", " tag", "<script", "<?", "<!",
    "();",
];
const CODE: [&str; 6] = ["{", "`", "=>", "=\\\"", "='", "return ("];

fn message(tag: &str) -> Message {
    Message::new(
        format!("HTML tags in text, such as \"{tag}\""),
        "remove the tags and write line breaks and lists as text, unless your application renders HTML",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    if memchr::memchr(b'<', sample.root.raw().as_bytes()).is_none() {
        return;
    }
    let of_turns = sample.turns.iter().flat_map(|turn| &turn.blocks);
    let texts = of_turns.filter_map(|block| match block {
        Block::Text(text) => Some(*text),
        _ => None,
    });
    for text in sample.system.iter().copied().chain(texts) {
        if look(text, sample.root, findings) {
            return;
        }
    }
}

/// Counts the record if there is a tag in the text; returns true if there is one.
fn look(text: Text<'_>, root: Value<'_>, findings: &mut Collector<'_>) -> bool {
    let mut is_found = false;
    plain::search(text, |plain, span_of| {
        let Some((at, length)) = tag(plain) else {
            return;
        };
        is_found = true;
        if !is_about_code(root) {
            let found = &plain[at..at + length];
            findings.report_fact_of(FEWEST, &RULE, root, span_of(at, length), "", || {
                message(found)
            });
        }
    });
    is_found
}

/// Returns true if a text of the record mentions markup or shows code.
fn is_about_code(root: Value<'_>) -> bool {
    let mut texts = root.nodes().filter_map(Value::as_text);
    texts.any(|text| {
        let lower = text.raw().to_ascii_lowercase();
        ABOUT.iter().chain(&CODE).any(|sign| lower.contains(sign))
    })
}

/// The first tag of a text: an end tag, or a start tag without attributes of an element that needs no end.
fn tag(text: &str) -> Option<(usize, usize)> {
    memchr::memchr_iter(b'<', text.as_bytes()).find_map(|at| {
        let rest = &text[at + 1..];
        let length = rest.find('>')?;
        let inside = &rest[..length];
        let is_one = match inside.strip_prefix('/') {
            Some(name) => is_in(&ENDED, name),
            None => is_in(&ALONE, inside.trim_end_matches('/').trim_end()),
        };
        is_one.then_some((at, length + 2))
    })
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn tags_are_told_from_other_signs() {
        for (text, found) in [
            ("We open at nine.<br />Bye", Some("<br />")),
            ("a<BR>b", Some("<BR>")),
            ("<p>Hello", Some("<p>")),
            ("a <b>word</b>", Some("</b>")),
            ("x</div>", Some("</div>")),
            ("if a < b and c > d", None),
            ("List<i> of <name>", None),
            ("a <bot>: b </s>", None),
            ("1 < 2", None),
        ] {
            let tag = tag(text).map(|(at, length)| &text[at..at + length]);
            assert_eq!(tag, found, "{text}");
        }
    }
}
