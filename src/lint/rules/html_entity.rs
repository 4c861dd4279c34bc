//! `html-entity`

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Signs, Text, Value};
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "html-entity",
    severity: Severity::Warning,
    what: "HTML entities in text: `&quot;`, `&#39;`, `&lt;` or `&amp;` instead of the character. They are reported once for the data set. Records that show or mention HTML, XML or code are not reported, nor are records that also contain the characters themselves. The suggested fix writes the characters.",
    why: "The model learns the entities as words, and writes `don&#39;t` to its users.",
    example: r#"{"prompt": "Is it open?", "completion": "It&#39;s &quot;always&quot; open."}"#,
    instead: r#"{"prompt": "Is it open?", "completion": "It's \"always\" open."}"#,
    model: None,
    source: "HTML Standard, named character references; html.escape of Python and similar functions write these five.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about the content of texts.",
    fixable: false,
    check: Check::Record(Repetition::Once, Fixing::Guess, Signs::AMPERSAND, check),
};

/// Entities, and what JSON writes for them.
const ENTITIES: [(&str, &str); 9] = [
    ("&quot;", "\\\""),
    ("&#34;", "\\\""),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
];
/// Signs of a record that is about markup or code.
const ABOUT: [&str; 16] = [
    "html", "xml", "entit", "escap", "encod", "markup", "svg", "jsx", "```", "href", "url", "http",
    "</", "/>", "=>", "::",
];

fn message(first: &str, meant: &str, count: usize) -> Message {
    Message::new(
        format!(
            "HTML entity \"{first}\" instead of {meant}{}",
            match count - 1 {
                0 => String::new(),
                more => format!(", and {} more in the record", entities(more)),
            }
        ),
        "use the character itself: apply html.unescape to texts from web pages",
    )
}

fn entities(count: usize) -> String {
    let noun = if count == 1 { "entity" } else { "entities" };
    format!("{} {noun}", grouped(count as u64))
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    let record = root.raw();
    memchr::memchr(b'&', record.as_bytes())?;
    let mut found: Vec<(Span, &str, &str)> = Vec::new();
    for text in root.nodes().filter_map(Value::as_text) {
        look(text, &mut found);
    }
    // One entity alone may be what the text is about.
    let &[(span, first, meant), _, ..] = &found[..] else {
        return None;
    };
    let lower = record.to_ascii_lowercase();
    let writes = |char: &str| {
        let is_escaped = found.iter().any(|(_, _, meant)| *meant == char);
        let texts = root.nodes().filter_map(Value::as_text);
        is_escaped && texts.into_iter().any(|text| text.raw().contains(char))
    };
    if ABOUT.iter().any(|sign| lower.contains(sign))
        || ["\\\"", "'", "<", ">"].into_iter().any(writes)
    {
        return None;
    }
    let edits = found.iter().map(|(span, _, text)| FixEdit {
        offset: u64::from(span.start),
        length: span.len(),
        text: (*text).to_owned().into(),
    });
    let title = "replace HTML entities with their characters";
    let shown = if meant == "\\\"" { "\"" } else { meant };
    Some(RecordFinding {
        span,
        message: message(first, shown, found.len()).fixed_by(Fix::of_edits(
            false,
            title,
            edits.collect(),
        )),
    })
}

/// Notes the entities of a text.
fn look(text: Text<'_>, found: &mut Vec<(Span, &'static str, &'static str)>) {
    let (raw, inner) = (text.raw(), text.span().start + 1);
    for at in memchr::memchr_iter(b'&', raw.as_bytes()) {
        let known = ENTITIES
            .iter()
            .find(|(entity, _)| raw[at..].starts_with(entity));
        if let Some((entity, meant)) = known {
            let start = inner + narrow(at);
            found.push((
                Span::new(start, start + narrow(entity.len())),
                entity,
                meant,
            ));
        }
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
                ("", of("Write &lt;b&gt; in HTML as &amp;lt;")),
                ("", of("R&D, AT&T &c.")),
                ("", of("An ampersand is &amp;.")),
                ("", of("It's &#39;so&#39;")),
                ("", of("if a &lt; b &amp;&amp; c &gt; d { std::swap() }")),
                ("", of("Use &quot; for \\\"a\\\" and &quot;b&quot;")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of("It&#39;s &quot;always&quot; open."),
                    "warning: HTML entity \"&#39;\" instead of ', and 2 entities more in the record",
                    "&#39;",
                ),
                (
                    "",
                    of("Tom &amp; Ann, 3 &lt; 5"),
                    "HTML entity \"&amp;\" instead of &, and 1 entity more in the record",
                    "&amp;",
                ),
            ],
        );
    }
}
