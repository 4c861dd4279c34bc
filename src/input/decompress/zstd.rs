//! Frames of a Zstandard file: any number of them one after the other, skippable ones among them. Blocks are handed to the
//! decoder when they are whole, so that it never waits in the middle of one.

use ruzstd::decoding::errors::FrameDecoderError;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use ruzstd::io::Read;
use xxhash_rust::xxh64::Xxh64;

use super::{Cause, Step};

const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
/// Bytes of a skippable frame's magic and length.
const SKIPPABLE_HEADER: usize = 8;
/// The largest window that is read, in bytes: the default of the zstd program.
const LARGEST_WINDOW: u64 = 128 << 20;
const BLOCK_HEADER: usize = 3;
/// RFC 8878, 3.1.1.2: no block holds more, compressed or not.
const LARGEST_BLOCK: usize = 128 << 10;
const CHECKSUM: usize = 4;
/// With room for a checksum.
const EMPTY_LAST_BLOCK: &[u8] = &[1, 0, 0, 0, 0, 0, 0];

pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(&MAGIC) || is_skippable(head)
}

fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

pub(super) struct Frames {
    decoder: FrameDecoder,
    state: State,
}

enum State {
    Between,
    /// So many bytes of a skippable frame are left.
    Skipping(u64),
    Inside(Frame),
}

struct Frame {
    has_checksum: bool,
    /// The last block has been decoded.
    ended: bool,
    /// The reason why no further block can be read.
    cause: Option<Cause>,
    text: Xxh64,
}

impl Default for Frames {
    fn default() -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(LARGEST_WINDOW);
        Self {
            decoder,
            state: State::Between,
        }
    }
}

impl Frames {
    pub(super) fn step(
        &mut self,
        input: &[u8],
        ended: bool,
        output: &mut [u8],
    ) -> (Step, Option<Cause>) {
        let result = match &mut self.state {
            State::Between => self.between(input, ended).map(|taken| (taken, 0)),
            State::Skipping(left) => {
                let taken =
                    usize::try_from(*left).map_or(input.len(), |left| left.min(input.len()));
                *left -= taken as u64;
                if *left == 0 {
                    self.state = State::Between;
                }
                Ok((taken, 0))
            }
            State::Inside(frame) if frame.ended && self.decoder.can_collect() == 0 => {
                let Some(cause) = verdict(frame, &self.decoder) else {
                    self.state = State::Between;
                    return self.step(input, ended, output);
                };
                Err(cause)
            }
            State::Inside(frame) => inside(&mut self.decoder, frame, input, ended, output),
        };
        let is_within = !input.is_empty() || matches!(self.state, State::Skipping(_));
        match result {
            Ok((0, 0)) if ended && is_within => (Step::default(), Some(Cause::BreaksOff)),
            Ok((taken, given)) => (Step { taken, given }, None),
            Err(cause) => (Step::default(), Some(cause)),
        }
    }

    /// Begins the next frame, if all of its header is there; returns the length of that.
    fn between(&mut self, input: &[u8], ended: bool) -> Result<usize, Cause> {
        if input.len() < MAGIC.len() {
            let is_start = input.is_empty() || MAGIC.starts_with(input);
            return if !ended || is_start {
                Ok(0)
            } else {
                Err(Cause::BytesBehind)
            };
        }
        if is_skippable(input) {
            let Some(length) = input[4..].first_chunk() else {
                return Ok(0);
            };
            self.state = State::Skipping(u64::from(u32::from_le_bytes(*length)));
            return Ok(SKIPPABLE_HEADER);
        }
        if !begins(input) {
            return Err(Cause::BytesBehind);
        }
        let Some(&descriptor) = input.get(MAGIC.len()) else {
            return Ok(0);
        };
        let length = header_length(descriptor);
        if input.len() < length {
            return Ok(0);
        }
        self.decoder
            .reset(&input[..length])
            .map_err(|error| header_fault(&error))?;
        self.state = State::Inside(Frame {
            has_checksum: descriptor & 0b100 != 0,
            ended: false,
            cause: None,
            text: Xxh64::new(0),
        });
        Ok(length)
    }
}

/// Returns decoded text; if there is none, decodes the next block if it is complete. Returns the numbers of bytes read and
/// written.
fn inside(
    decoder: &mut FrameDecoder,
    frame: &mut Frame,
    input: &[u8],
    ended: bool,
    output: &mut [u8],
) -> Result<(usize, usize), Cause> {
    let mut taken = 0;
    if decoder.can_collect() == 0 {
        let outcome = match block(input, frame.has_checksum) {
            Ok(None) if !ended => return Ok((0, 0)),
            Ok(None) => Err(Cause::BreaksOff),
            Ok(Some(length)) => decode(decoder, &input[..length]).map(|last| (length, last)),
            Err(cause) => Err(cause),
        };
        (taken, frame.ended) = outcome.or_else(|cause| {
            frame.cause = Some(cause.clone());
            // The decoder holds back a window of text for blocks to come. An empty last block makes it give all it has.
            decode(decoder, EMPTY_LAST_BLOCK)
                .map(|last| (0, last))
                .map_err(|_| cause)
        })?;
    }
    let given = decoder.read(output).map_err(|_| Cause::BadData)?;
    frame.text.update(&output[..given]);
    Ok((taken, given))
}

/// Returns whether the block was the last one.
fn decode(decoder: &mut FrameDecoder, block: &[u8]) -> Result<bool, Cause> {
    decoder
        .decode_blocks(block, BlockDecodingStrategy::UptoBlocks(1))
        .map_err(|_| Cause::BadData)
}

/// Checks a frame after all of its text was given.
fn verdict(frame: &Frame, decoder: &FrameDecoder) -> Option<Cause> {
    let text = frame.text.digest() & u64::from(u32::MAX);
    let is_other = |checksum| u64::from(checksum) != text;
    let checksum = decoder.get_checksum_from_data();
    frame
        .cause
        .clone()
        .or_else(|| checksum.is_some_and(is_other).then_some(Cause::BadChecksum))
}

/// RFC 8878, 3.1.1.1: magic, descriptor, window, dictionary, size of the content.
fn header_length(descriptor: u8) -> usize {
    let is_single_segment = descriptor & 0b10_0000 != 0;
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 0b11)];
    let size = match descriptor >> 6 {
        0 => usize::from(is_single_segment),
        power => 1 << power,
    };
    MAGIC.len() + 1 + usize::from(!is_single_segment) + dictionary + size
}

/// The length of the block that `input` begins with, with its header, and with the frame's checksum behind the last one;
/// none where not all of it is there.
fn block(input: &[u8], has_checksum: bool) -> Result<Option<usize>, Cause> {
    let Some(&[low, middle, high]) = input.first_chunk::<BLOCK_HEADER>() else {
        return Ok(None);
    };
    let header = u32::from_le_bytes([low, middle, high, 0]);
    let size = (header >> 3) as usize;
    let is_last = header & 1 == 1;
    let content = match header >> 1 & 0b11 {
        // One byte, so many times.
        1 => 1,
        3 => return Err(Cause::BadData),
        _ => size,
    };
    if size > LARGEST_BLOCK {
        return Err(Cause::BadData);
    }
    let checksum = if is_last && has_checksum { CHECKSUM } else { 0 };
    let length = BLOCK_HEADER + content + checksum;
    Ok((input.len() >= length).then_some(length))
}

fn header_fault(error: &FrameDecoderError) -> Cause {
    match error {
        FrameDecoderError::DictNotProvided { dict_id } => Cause::NeedsDictionary(*dict_id),
        FrameDecoderError::WindowSizeTooBig { requested, .. } => Cause::NeedsWindow(*requested),
        _ => Cause::BadHeader,
    }
}
