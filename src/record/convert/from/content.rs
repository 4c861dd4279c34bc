//! The content of a message: a string, or parts by `type` as `OpenAI` and Anthropic have them.

use smallvec::SmallVec;

use crate::json::{Kind, Text, Value};
use crate::record::convert::dialogue::{Id, Named, Part, ToolResult, ToolUse, Words};
use crate::record::convert::fields::{Source, array, needed, object, refused, text, wrong};
use crate::record::convert::media;
use crate::record::convert::{Loss, Refusal, Why};

/// The parts of one message.
pub type Parts<'t> = SmallVec<[Part<'t>; 1]>;

/// Reads a content string or the parts of a content array; nothing where there is no content.
pub fn read<'t>(
    source: &mut Source<'t>,
    content: Option<Value<'t>>,
    parts: &mut Parts<'t>,
) -> Result<(), Refusal> {
    let Some(content) = content else {
        return Ok(());
    };
    match content.kind() {
        Kind::String => parts.extend(content.as_text().map(|text| said(text))),
        Kind::Array => {
            for part in content.elements() {
                parts.push(read_part(source, part)?);
            }
        }
        _ => return Err(wrong(content, "content", "a string or an array of parts")),
    }
    Ok(())
}

/// Reads a content of texts only; other parts are refused.
pub fn read_words<'t>(
    source: &mut Source<'t>,
    content: Option<Value<'t>>,
) -> Result<Vec<Words<'t>>, Refusal> {
    let mut parts = Parts::new();
    read(source, content, &mut parts)?;
    let mut texts = Vec::new();
    for part in parts {
        let Part::Text(words) = part else {
            let value = content.unwrap_or(source.root);
            return Err(wrong(value, "content", "a text"));
        };
        texts.push(words);
    }
    Ok(texts)
}

fn said(text: Text<'_>) -> Part<'_> {
    Part::Text(smallvec::smallvec![text])
}

fn read_part<'t>(source: &mut Source<'t>, part: Value<'t>) -> Result<Part<'t>, Refusal> {
    // A list of strings is not in any specification, but in many files.
    if let Some(text) = part.as_text() {
        return Ok(said(text));
    }
    let part = object(part, "a content part")?;
    let kind = part.get("type").and_then(Value::as_text);
    let kind = kind.map_or_else(|| "text".into(), Text::decode);
    match &*kind {
        "text" | "input_text" | "output_text" => {
            // LLaMA-Factory's own parts have a `value`.
            let [_, words, value] = source.fields(part, ["type", "text", "value"])?;
            Ok(said(text(needed(words.or(value), part, "text")?, "text")?))
        }
        "reasoning" => {
            let [_, value] = source.fields(part, ["type", "value"])?;
            Ok(Part::Reasoning(text(
                needed(value, part, "value")?,
                "value",
            )?))
        }
        "image_url" | "input_image" => {
            let [_, image] = source.fields(part, ["type", "image_url"])?;
            let image = needed(image, part, "image_url")?;
            media::read(source, image, Named::Image).map(Part::Media)
        }
        "video_url" => {
            let [_, video] = source.fields(part, ["type", "video_url"])?;
            let video = needed(video, part, "video_url")?;
            media::read(source, video, Named::Video).map(Part::Media)
        }
        "image" => media::read_part(source, part, Named::Image),
        "video" => media::read_part(source, part, Named::Video),
        "thinking" => {
            let [_, thinking] = source.fields(part, ["type", "thinking"])?;
            let thinking = needed(thinking, part, "thinking")?;
            Ok(Part::Reasoning(text(thinking, "thinking")?))
        }
        "tool_use" => {
            let [_, id, name, input] = source.fields(part, ["type", "id", "name", "input"])?;
            Ok(Part::ToolUse(ToolUse {
                id: Id::Given(text(needed(id, part, "id")?, "id")?),
                name: text(needed(name, part, "name")?, "name")?,
                input,
                at: part,
            }))
        }
        "tool_result" => {
            let [_, id, content] = source.fields(part, ["type", "tool_use_id", "content"])?;
            let id = text(needed(id, part, "tool_use_id")?, "tool_use_id")?;
            Ok(Part::ToolResult(ToolResult {
                id: Id::Given(id),
                content: joined(source, content)?,
                at: part,
            }))
        }
        other => Err(refused(part, Why::Part(other.to_owned()))),
    }
}

/// The texts of a content as one.
pub fn joined<'t>(
    source: &mut Source<'t>,
    content: Option<Value<'t>>,
) -> Result<Words<'t>, Refusal> {
    let texts = read_words(source, content)?;
    if let (2.., Some(content)) = (texts.len(), content) {
        source.lose(content.span(), "content", Loss::Joined);
    }
    Ok(texts.into_iter().flatten().collect())
}

/// The elements of an array under `name`, which may be absent.
pub fn elements<'t>(
    value: Option<Value<'t>>,
    name: &'static str,
) -> Result<Vec<Value<'t>>, Refusal> {
    value.map_or(Ok(Vec::new()), |value| {
        array(value, name).map(Iterator::collect)
    })
}
