//! `chat-template-marker`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text};
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "chat-template-marker",
    severity: Severity::Warning,
    what: "Chat template markers in text: `<|im_start|>`, `<|eot_id|>`, `[INST]` or `<|endoftext|>`, for example. Others are `<|start_header_id|>`, `<start_of_turn>`, `<<SYS>>`, `### Response:` of Alpaca prompts on its own line, and `</s>` at the end of a text. Each marker is one finding, with the number of records in which it is the first marker.",
    why: "Other trainers need texts with the template of their model. Bedrock adds the template of the tuned model: the model learns these markers as words, and a conversation in one text counts as one message.",
    example: r#"{"prompt": "<|im_start|>user\nHi<|im_end|>", "completion": "Hello.<|im_end|>"}"#,
    instead: r#"{"prompt": "Hi", "completion": "Hello."}"#,
    model: None,
    source: "Model cards and tokenizers of Qwen (ChatML), Llama 2, 3 and 4, Mistral, Gemma and GPT-2; no format of Bedrock has a template in its texts.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS document mentions them.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

const MARKERS: [&str; 22] = [
    "<|im_start|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<|eot|>",
    "<|begin_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|endoftext|>",
    "<|end_of_text|>",
    "<|assistant|>",
    "<|user|>",
    "<|system|>",
    "<|end|>",
    "<bos>",
    "<start_of_turn>",
    "<end_of_turn>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<</SYS>>",
    "### Response:",
    "### Instruction:",
];
/// The end of a text for several models; in HTML the end of struck-out text.
const END: &str = "</s>";

fn message(found: &str) -> Message {
    Message::new(
        format!("chat template marker \"{found}\": the model learns it as a word"),
        "remove it: each message is separate, and Bedrock adds the template",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let mut search = |text: Text<'_>| {
        plain::search(text, |plain, span_of| {
            if let Some((at, found)) = first(plain) {
                let span = span_of(at, found.len());
                findings.report_fact(&RULE, sample.root, span, found, || message(found));
            }
        });
    };
    sample.system.iter().for_each(|text| search(*text));
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        if let Block::Text(text) | Block::Reasoning(text, _) = block {
            search(*text);
        }
    }
}

/// The first marker of a text, and its place.
fn first(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut places = memchr::memchr3_iter(b'<', b'[', b'#', bytes);
    let marker = places.find_map(|at| {
        let rest = &bytes[at..];
        let is_marker = |marker: &&&str| rest.starts_with(marker.as_bytes());
        // Every marker has one of these behind its bracket.
        let may_be = match rest {
            [b'#', b'#', b'#', ..] => is_line(text, at) && !text[..at].ends_with('#'),
            [_, b'|' | b's' | b'e' | b'b' | b'I' | b'/' | b'<', ..] => true,
            _ => false,
        };
        let found = may_be.then(|| MARKERS.iter().find(is_marker)).flatten();
        found.map(|found| (at, *found))
    });
    marker.or_else(|| {
        let end = text.trim_end().strip_suffix(END)?;
        (!end.contains("<s>")).then_some((end.len(), END))
    })
}

/// Returns true at the beginning of a line.
fn is_line(text: &str, at: usize) -> bool {
    at == 0 || text[..at].ends_with("\\n") || text[..at].ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{HELLO, converse, fails, passes};

    #[test]
    fn table() {
        let of = |text: &str| format!(r#"{{"prompt": "a", "completion": "{text}"}}"#);
        passes(
            &RULE,
            [
                ("", of("<b>bold</b>, a[INSTALL], x < |y|")),
                ("", of("It was <s>ten</s>")),
                ("", of("use </s> to end it")),
                ("", of("#### Response: and the header ### Response:")),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "",
                    of("Hello.<|im_end|>"),
                    r#"warning: chat template marker "<|im_end|>": the model learns it as a word"#,
                    "<|im_end|>",
                ),
                (
                    "",
                    of("<s>[INST] Hi [/INST] Hello </s>"),
                    "[INST]",
                    "[INST]",
                ),
                ("", of("Hello.</s>"), "</s>", "</s>"),
                (
                    "",
                    of(r"### Instruction:\nSay hello\n### Response:"),
                    "### Instruction:",
                    "### Instruction:",
                ),
                (
                    "nova-lite",
                    converse(
                        r#"{"text": "<|start_header_id|>user<|end_header_id|>Hi"}"#,
                        HELLO,
                    ),
                    "<|start_header_id|>",
                    "<|start_header_id|>",
                ),
            ],
        );
    }
}
