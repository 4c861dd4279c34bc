//! An image and its caption under other names than Bedrock's, such as those of Hugging Face's image folders.

use crate::json::Text;
use crate::record::convert::Refusal;
use crate::record::convert::dialogue::Said;
use crate::record::convert::fields::{Source, optional_text};

/// Keys of the image.
pub const IMAGES: [&str; 4] = ["image-ref", "image", "image_url", "file_name"];
/// Keys of the caption.
pub const CAPTIONS: [&str; 2] = ["caption", "text"];

/// Reads an image and its caption.
pub fn read<'t>(source: &mut Source<'t>) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let [reference, image, url, file, caption, text] = source.fields(
        root,
        [
            IMAGES[0],
            IMAGES[1],
            IMAGES[2],
            IMAGES[3],
            CAPTIONS[0],
            CAPTIONS[1],
        ],
    )?;
    let images = [reference, image, url, file];
    let image = first(source, images.into_iter().zip(IMAGES))?;
    let caption = first(source, [caption, text].into_iter().zip(CAPTIONS))?;
    Ok(Said::Captioned { image, caption })
}

/// The first of several values for one purpose; the others are left behind.
fn first<'t>(
    source: &mut Source<'t>,
    values: impl Iterator<Item = (Option<crate::json::Value<'t>>, &'static str)>,
) -> Result<Option<Text<'t>>, Refusal> {
    let mut first = None;
    for (value, name) in values {
        if first.is_none() {
            first = optional_text(value, name)?;
        } else if value.is_some() {
            source.leave_named(source.root, &[name]);
        }
    }
    Ok(first)
}
