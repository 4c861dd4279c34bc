//! `{"schemaType": "ModelInvocationLog", "modelId": …, "input": …, "output": …}`: Bedrock's log of a request, which
//! distillation and reinforcement fine-tuning accept in place of their own records.

use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::{
    content_block_count, invalid_request_metadata, missing_key, too_many_messages, unknown_block,
};
use crate::record::format::Format;
use crate::record::sample::{Block, Blocks, Role, Sample, Turn};

/// Keys that a log needs; it holds much else, which is Bedrock's.
const REQUIRED: [&str; 3] = ["modelId", "input", "output"];

/// Reads `root` as a log for a data set of `format`.
#[inline(never)]
pub fn walk<'t>(format: Format, root: Value<'t>, findings: &mut Collector<'_>) -> Sample<'t> {
    let mut sample = Sample::new(format, root);
    for key in REQUIRED {
        if root.get(key).is_none() {
            match root.get("errorCode") {
                Some(code) if key == "output" => {
                    missing_key::report_failed(root, code, findings);
                }
                _ => missing_key::report(root, root, key, findings),
            }
        }
    }
    if let Some(metadata) = root.get("requestMetadata") {
        invalid_request_metadata::check(root, metadata, findings);
    }
    if let Some(place) = body(root, "input", "inputBodyS3Path") {
        missing_key::report_stored(root, place, findings);
    }
    if let Some(input) = body(root, "input", "inputBodyJson") {
        read_input(input, &mut sample, findings);
    }
    if let Some(output) = body(root, "output", "outputBodyJson") {
        let mut blocks = Blocks::new();
        read_output(output, &mut blocks);
        if !blocks.is_empty() {
            sample.turns.push(Turn {
                role: Role::Assistant,
                at: output,
                blocks,
            });
        }
    }
    sample
}

/// The request or the answer itself; the log holds only the place of a large one, which has a separate file.
fn body<'t>(root: Value<'t>, side: &str, key: &str) -> Option<Value<'t>> {
    root.get(side)?.get(key)
}

/// A request in the format of Converse or of the model itself: messages, or a prompt.
fn read_input<'t>(input: Value<'t>, sample: &mut Sample<'t>, findings: &mut Collector<'_>) {
    match input.get("system") {
        Some(system) if system.as_text().is_some() => sample.system.extend(system.as_text()),
        Some(system) => sample.system.extend(texts(system)),
        None => {}
    }
    if let Some(prompt) = input.get("prompt").or_else(|| input.get("inputText"))
        && let Some(text) = prompt.as_text()
    {
        sample.turns.push(turn(Role::User, prompt, [text]));
    }
    let Some(messages) = input.get("messages") else {
        return;
    };
    for message in messages.elements() {
        let role = message.get("role").and_then(Value::as_text);
        let role = role.map_or(Role::Unknown, Role::named);
        let content = message.get("content");
        // The script for distillation asks this of logs; reinforcement is not known to ask it.
        if sample.format == Format::Distillation
            && role == Role::User
            && let Some(content) = content
        {
            check_question(sample.root, content, findings);
        }
        let said = content.and_then(Value::as_text).into_iter();
        let said = said.chain(content.into_iter().flat_map(texts));
        sample.turns.push(turn(role, message, said));
    }
    if sample.format == Format::Distillation {
        let is_question = |turn: &&Turn<'_>| turn.role == Role::User;
        let questions = sample.turns.iter().filter(is_question).count();
        too_many_messages::check_log(sample.root, messages, questions, findings);
    }
}

/// A question is one text.
fn check_question(root: Value<'_>, content: Value<'_>, findings: &mut Collector<'_>) {
    content_block_count::check(root, content, findings);
    if let Some(block) = content.elements().next()
        && block.get("text").is_none()
    {
        unknown_block::report(root, block, Format::Distillation, findings);
    }
}

/// An answer in the format of Converse (`output.message.content`), or of whatever model: under the first of these keys.
fn read_output<'t>(output: Value<'t>, blocks: &mut Blocks<'t>) {
    let message = output
        .get("output")
        .and_then(|output| output.get("message"));
    let content = message.unwrap_or(output).get("content");
    blocks.extend(content.into_iter().flat_map(texts).map(Block::Text));
    for key in ["completion", "generation", "outputText", "text"] {
        if blocks.is_empty() {
            let text = output.get(key).and_then(Value::as_text);
            blocks.extend(text.map(Block::Text));
        }
    }
}

fn turn<'t>(role: Role, at: Value<'t>, texts: impl IntoIterator<Item = Text<'t>>) -> Turn<'t> {
    Turn {
        role,
        at,
        blocks: texts.into_iter().map(Block::Text).collect(),
    }
}

/// The texts of a list of blocks.
fn texts(blocks: Value<'_>) -> impl Iterator<Item = Text<'_>> {
    blocks
        .elements()
        .filter_map(|block| block.get("text")?.as_text())
}
