//! `legacy-separator`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Fix, FixEdit, Message, Severity};
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Signs, Text, Value};
use crate::lint::rules::plain::Finders;
use crate::lint::{Check, Effect, Fixing, RecordFinding, Repetition, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "legacy-separator",
    severity: Severity::Warning,
    what: "Separators of old OpenAI models. The prompt ends in `\\n\\n###\\n\\n`, and the completion begins with a space and ends in ` END`. They are reported once for the data set; the suggested fix removes them.",
    why: "Bedrock's formats separate prompt and answer. The model learns to write ` END`, and to expect `###`, which no user types.",
    example: r#"{"prompt": "Capital of France?\n\n###\n\n", "completion": " Paris END"}"#,
    instead: r#"{"prompt": "Capital of France?", "completion": "Paris"}"#,
    model: None,
    source: "OpenAI's guide for fine-tuning of 2021 to 2023, and its command prepare_data, which added them.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about separators.",
    fixable: false,
    check: Check::Record(Repetition::Once, Fixing::Guess, Signs::BACKSLASH, check),
};

/// The end of every separator.
static LAST: Finders<1> = Finders::new(|| [Finder::new(br#"\n\n""#)]);

/// Ends of prompts as JSON writes them; all but the first only count where the completion was changed, too.
const SEPARATORS: [&str; 5] = [
    r"\n\n###\n\n",
    r"\n\n===\n\n",
    r"\n\n---\n\n",
    r"\n\n===>\n\n",
    r"\n\n--->\n\n",
];
/// Ends of completions.
const STOPS: [&str; 3] = [" END", r"\n###", " ###"];

fn message() -> Message {
    Message::new(
        "separators of old OpenAI models: \\n\\n###\\n\\n after the prompt, a space before and END after the completion",
        "remove them, here and in requests to the tuned model: Bedrock separates prompt and answer",
    )
}

fn check(root: Value<'_>) -> Option<RecordFinding> {
    // Every separator ends a text.
    LAST.find(0, root.raw().as_bytes())?;
    let texts: Vec<Text<'_>> = root.nodes().filter_map(Value::as_text).collect();
    let separator = |text: &Text<'_>| {
        let raw = text.raw();
        let end = SEPARATORS.into_iter().find(|end| raw.ends_with(end))?;
        Some((end, cut(*text, raw.len() - end.len(), end.len())))
    };
    let prompts: Vec<_> = texts.iter().filter_map(separator).collect();
    let (first, edit) = prompts.first()?;
    let span = Span::new(narrow_of(edit.offset), narrow_of(edit.offset) + edit.length);
    let mut answers = Vec::new();
    for text in texts.iter().filter(|text| separator(text).is_none()) {
        let raw = text.raw();
        if raw.starts_with(' ') && raw.len() > 1 {
            answers.push(cut(*text, 0, 1));
        }
        if let Some(stop) = STOPS
            .into_iter()
            .find(|stop| raw.ends_with(stop) && raw.len() > stop.len() + 1)
        {
            answers.push(cut(*text, raw.len() - stop.len(), stop.len()));
        }
    }
    if *first != SEPARATORS[0] && answers.is_empty() {
        return None;
    }
    let mut edits: Vec<FixEdit> = prompts
        .into_iter()
        .map(|(_, edit)| edit)
        .chain(answers)
        .collect();
    edits.sort_by_key(|edit| edit.offset);
    let fix = Fix::of_edits(false, "remove the separators", edits);
    Some(RecordFinding {
        span,
        message: message().fixed_by(fix),
    })
}

fn narrow_of(offset: u64) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Takes so many bytes at a place out of a text.
fn cut(text: Text<'_>, at: usize, length: usize) -> FixEdit {
    FixEdit {
        offset: u64::from(text.span().start + 1 + narrow(at)),
        length: narrow(length),
        text: "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        let of = |prompt: &str, completion: &str| {
            format!(r#"{{"prompt": "{prompt}", "completion": "{completion}"}}"#)
        };
        passes(
            &RULE,
            [
                ("", of("a", " The END")),
                ("", of(r"Sum this up:\n\n---\n\n", "Yes.")),
                ("", of(r"# Heading\n\n### Part\n\ntext", " a")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of(r"Capital?\n\n###\n\n", " Paris END"),
                    "warning: separators of old OpenAI models: \\n\\n###\\n\\n after the prompt",
                    r"\n\n###\n\n",
                ),
                (
                    "",
                    of(r"Capital?\n\n---\n\n", " Paris"),
                    "separators of old OpenAI models",
                    r"\n\n---\n\n",
                ),
            ],
        );
    }
}
