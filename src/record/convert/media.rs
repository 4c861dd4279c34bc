//! Images, videos and documents that a record names beside its texts, under keys such as `images`, and the markers in the texts that
//! place them: each becomes a block in its place, or the record is refused.

mod markers;

use smallvec::SmallVec;

use super::dialogue::{Dialogue, Medium, Named, Part, Role, Said, Turn};
use super::fields::{Left, Source, refused, text, wrong};
use super::{Refusal, Why};
use crate::json::{Kind, Member, Value};
use crate::record::format::{Format, Shape};
use crate::record::media_format::FORMATS;
use crate::record::sample::MediaKind;
use markers::{Marker, markers, without};

/// The keys of media, and the kind of each.
const KEYS: [(&str, Named); 19] = [
    ("image", Named::Image),
    ("images", Named::Image),
    ("image_path", Named::Image),
    ("image_paths", Named::Image),
    ("image_url", Named::Image),
    ("image_urls", Named::Image),
    ("video", Named::Video),
    ("videos", Named::Video),
    ("video_path", Named::Video),
    ("video_paths", Named::Video),
    ("video_url", Named::Video),
    ("video_urls", Named::Video),
    ("audio", Named::Audio),
    ("audios", Named::Audio),
    ("audio_path", Named::Audio),
    ("audio_paths", Named::Audio),
    ("files", Named::File),
    ("document", Named::File),
    ("documents", Named::File),
];

/// The key of a caption's image, which needs no marker.
const CAPTIONED: &str = "image_url";

/// Returns what a member names, if it names anything.
fn names_media(member: Member<'_>) -> Option<Named> {
    let (_, kind) = KEYS.iter().find(|(key, _)| member.key.eq_str(key))?;
    // Documents are texts as often as files.
    let may_be_text = member.key.eq_str("document") || member.key.eq_str("documents");
    let is_something = if may_be_text {
        has_address(member.value)
    } else {
        holds_something(member.value)
    };
    is_something.then_some(*kind)
}

fn holds_something(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::String => value.as_text().is_some_and(|text| !text.is_blank()),
        Kind::Array => value.elements().any(holds_something),
        Kind::Object => !value.is_empty(),
        Kind::Null | Kind::Bool | Kind::Number => false,
    }
}

fn has_address(value: Value<'_>) -> bool {
    let is_address = value.as_text().is_some_and(|text| {
        let text = text.decode();
        // The web address of a text is its source.
        text.starts_with("s3://") || (text.starts_with("http") && text.ends_with(".pdf"))
    });
    let mut parts = value
        .members()
        .map(|member| member.value)
        .chain(value.elements());
    is_address || parts.any(has_address)
}

/// Moves the media of keys left behind to their markers, or before the first question without markers.
///
/// # Errors
/// Media that are not in Amazon S3, that the format has no place for, or whose place would be a guess.
pub fn place<'t>(
    source: &mut Source<'t>,
    said: &mut Said<'t>,
    format: Format,
) -> Result<(), Refusal> {
    let root = source.root.span();
    let is_of_caption = matches!(said, Said::Captioned { .. });
    let spans: Vec<_> = match said {
        Said::Dialogue(dialogue) => {
            let at = dialogue.turns.iter().map(|turn| turn.at);
            at.flatten().map(Value::span).collect()
        }
        Said::Plain(_) | Said::Captioned { .. } => Vec::new(),
    };
    let named = source.take_left(|Left { member, object }| {
        let is_place = *object == root || spans.contains(object);
        let is_caption =
            is_of_caption && (member.key.eq_str("image") || member.key.eq_str(CAPTIONED));
        is_place && !is_caption && names_media(*member).is_some()
    });
    let dialogue = match (said, named.first()) {
        (Said::Dialogue(dialogue), _) => dialogue,
        (_, None) => return Ok(()),
        (_, Some(first)) => return Err(no_place(*first)),
    };
    if let Some(first) = named.first()
        && format.shape() != Shape::Blocks
    {
        return Err(no_place(*first));
    }
    let mut of_turns: Vec<Vec<Medium<'t>>> = Vec::new();
    of_turns.resize_with(dialogue.turns.len(), Vec::new);
    let mut others = Vec::new();
    for Left { member, object } in named {
        let is_its = |turn: &Turn<'t>| turn.at.is_some_and(|at| at.span() == object);
        let media = match dialogue.turns.iter().position(is_its) {
            Some(turn) => &mut of_turns[turn],
            None => &mut others,
        };
        let kind = names_media(member).unwrap_or(Named::File);
        read_all(source, member.value, kind, media)?;
    }
    put(dialogue, &of_turns, &others)
}

fn no_place(left: Left<'_>) -> Refusal {
    let kind = names_media(left.member).unwrap_or(Named::File);
    Refusal {
        span: left.member.key.span(),
        why: Why::NoPlace(kind.thing()),
    }
}

/// Puts the media of single turns into these, and `others` into the rest.
fn put<'t>(
    dialogue: &mut Dialogue<'t>,
    of_turns: &[Vec<Medium<'t>>],
    others: &[Medium<'t>],
) -> Result<(), Refusal> {
    let mut rest: Vec<&mut Turn<'t>> = Vec::new();
    for (turn, media) in dialogue.turns.iter_mut().zip(of_turns) {
        if media.is_empty() {
            rest.push(turn);
        } else {
            put_into(&mut [turn], media)?;
        }
    }
    put_into(&mut rest, others)
}

fn put_into<'t>(turns: &mut [&mut Turn<'t>], media: &[Medium<'t>]) -> Result<(), Refusal> {
    let found: Vec<_> = turns.iter().flat_map(|turn| markers(turn)).collect();
    if found.is_empty() && media.is_empty() {
        return Ok(());
    }
    for kind in [Named::Image, Named::Video, Named::Audio] {
        let is_it = |marker: &&Marker| marker.kind == kind;
        let mut of_kind = found.iter().filter(is_it);
        let count = media.iter().filter(|medium| medium.kind == kind).count();
        if count == 0 {
            // A text may be about `<video>`; alone on a line it marks a place.
            if let Some(marker) = of_kind.find(|marker| marker.stands_alone) {
                return Err(Refusal {
                    span: marker.span,
                    why: Why::Marker(kind.name()),
                });
            }
            continue;
        }
        let marked = of_kind.clone().count();
        if marked > 0 && marked != count {
            let at = of_kind
                .next()
                .map_or_else(|| media[0].uri.span(), |marker| marker.span);
            return Err(Refusal {
                span: at,
                why: Why::Markers(kind.name(), marked, count),
            });
        }
    }
    if media.is_empty() {
        return Ok(());
    }
    let is_marked = |kind| found.iter().any(|marker| marker.kind == kind);
    let (mut marked, unmarked): (Vec<_>, Vec<_>) = media
        .iter()
        .copied()
        .partition(|medium| is_marked(medium.kind));
    let mut take = |kind: Named| {
        let at = marked.iter().position(|medium| medium.kind == kind)?;
        Some(marked.remove(at))
    };
    for turn in &mut *turns {
        let parts = std::mem::take(&mut turn.parts);
        let mut placed: SmallVec<[Part<'t>; 1]> = SmallVec::new();
        for part in parts {
            without(part, &mut take, &mut placed);
        }
        turn.parts = placed;
    }
    if unmarked.is_empty() {
        return Ok(());
    }
    let asks = turns
        .iter()
        .position(|turn| matches!(turn.role, Role::User(_)));
    let Some(first) = asks.and_then(|at| turns.get_mut(at)) else {
        return Err(Refusal {
            span: unmarked[0].uri.span(),
            why: Why::NoPlace(unmarked[0].kind.thing()),
        });
    };
    let parts = std::mem::take(&mut first.parts);
    first.parts = unmarked.into_iter().map(Part::Media).chain(parts).collect();
    Ok(())
}

/// Adds every address in `value`: a string, an object around one, or a list of these.
fn read_all<'t>(
    source: &mut Source<'t>,
    value: Value<'t>,
    kind: Named,
    media: &mut Vec<Medium<'t>>,
) -> Result<(), Refusal> {
    match value.kind() {
        Kind::Array => {
            for element in value.elements() {
                read_all(source, element, kind, media)?;
            }
            Ok(())
        }
        _ if !holds_something(value) => Ok(()),
        _ => {
            media.push(read(source, value, kind)?);
            Ok(())
        }
    }
}

/// Keys of an address in an object.
const ADDRESSES: [&str; 4] = ["url", "uri", "path", "image"];

/// Reads `"…"`, `{"url": "…"}` or the like: Bedrock reads images and videos from Amazon S3 only.
pub fn read<'t>(
    source: &mut Source<'t>,
    value: Value<'t>,
    kind: Named,
) -> Result<Medium<'t>, Refusal> {
    if kind == Named::Audio {
        return Err(refused(value, Why::Part("audio".to_owned())));
    }
    let address = if value.as_object().is_some() {
        let found = source.fields(value, ADDRESSES)?;
        let found = found.into_iter().flatten().next();
        found.ok_or_else(|| refused(value, Why::Address(kind.name())))?
    } else {
        value
    };
    if address.kind() != Kind::String {
        return Err(wrong(address, "url", "a string"));
    }
    let uri = text(address, "url")?;
    let name = uri.decode().to_ascii_lowercase();
    let is_it = |(end, of, _): &&(&str, MediaKind, &str)| {
        name.ends_with(end) && (Named::from(*of) == kind || kind == Named::File)
    };
    match FORMATS.iter().find(is_it) {
        Some((_, kind, format)) if name.starts_with("s3://") => Ok(Medium {
            kind: Named::from(*kind),
            uri,
            format,
        }),
        _ => Err(refused(address, Why::Address(kind.name()))),
    }
}

/// Reads a content part that names an image or video in one of the usual ways, or marks the place of one.
pub fn read_part<'t>(
    source: &mut Source<'t>,
    part: Value<'t>,
    kind: Named,
) -> Result<Part<'t>, Refusal> {
    let names = ["type", "source", "image", "video", "url", "path"];
    let [_, origin, image, video, url, path] = source.fields(part, names)?;
    if let Some(origin) = origin {
        let [_, url] = source.fields(origin, ["type", "url"])?;
        let url = url.ok_or_else(|| refused(part, Why::Address(kind.name())))?;
        return read(source, url, kind).map(Part::Media);
    }
    match image.or(video).or(url).or(path) {
        Some(address) => read(source, address, kind).map(Part::Media),
        None => Ok(Part::Marker(kind, part)),
    }
}
