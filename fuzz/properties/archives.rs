//! Archives of any bytes: text and fault are the same however they are pushed and pulled, and neither more text nor more work
//! comes of them than their size allows. The fuzz target `archives` asks it of archives that it builds and breaks.

use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use tuneset::decompress::{Allowance, Bound, Cause, Compression, Fault, Unpacker};
use xxhash_rust::xxh64::xxh64;
use zlib_rs::{Deflate, DeflateFlush};

/// Text that a step may return beyond the allowance: a block of Zstandard, or a piece.
const STEP: usize = 128 << 10;
const PIECE: usize = 1 << 20;
/// Below what fuzzed archives unfold into, so that the guard is met.
const TIGHT: Allowance = Allowance {
    text: Bound {
        free: 1 << 12,
        ratio: 20,
    },
    work: Bound {
        free: 1 << 14,
        ratio: 80,
    },
};

/// Panics if one of these fails for the archive that `input` encodes: how to read it, then how to make it.
pub fn holds(input: &[u8]) {
    let Some((&[push, pull, how], rest)) = input.split_first_chunk() else {
        return;
    };
    let made = match how % 4 {
        0 => Made {
            archive: rest.to_vec(),
            text: None,
        },
        1 => gzip(rest),
        _ => zstd(rest),
    };
    let Made {
        mut archive,
        mut text,
    } = made;
    if how & 0x80 != 0 && !archive.is_empty() {
        let at = usize::from(how >> 2 & 0x1F) * 7 % archive.len();
        archive[at] ^= push | 1;
        text = None;
    }
    let Some(compression) = Compression::of(&archive) else {
        return;
    };
    let (push, pull) = (size(push), size(pull));
    for allowance in [None, Some(TIGHT)] {
        let by = |push, pull| unpacked(compression, allowance, &archive, push, pull);
        let whole = by(usize::MAX, PIECE);
        for (push, pull) in [(push, PIECE), (push, pull)] {
            let parts = by(push, pull);
            // The guard looks after each step: how far it lets a bomb go depends on how long these are.
            if !is_bomb(&whole) && !is_bomb(&parts) {
                assert!(
                    whole == parts,
                    "pushed by {push}, pulled by {pull}: {:?}",
                    parts.1
                );
            }
            if let Some(Allowance { text, .. }) = allowance {
                let most = text.free + text.ratio * archive.len() as u64 + (STEP + PIECE) as u64;
                assert!(parts.0.len() as u64 <= most, "{} bytes", parts.0.len());
            }
        }
        if let (None, Some(text)) = (allowance, &text) {
            assert!(
                whole.0 == *text,
                "{} bytes, not {}",
                whole.0.len(),
                text.len()
            );
            assert_eq!(whole.1, None);
        }
    }
}

fn is_bomb((_, fault): &(Vec<u8>, Option<Fault>)) -> bool {
    matches!(
        fault,
        Some(Fault {
            cause: Cause::Bomb(_),
            ..
        })
    )
}

/// Small sizes are the ones that matter.
fn size(choice: u8) -> usize {
    match choice {
        0..200 => usize::from(choice) + 1,
        _ => (usize::from(choice) - 199) * 1_000,
    }
}

fn unpacked(
    compression: Compression,
    allowance: Option<Allowance>,
    archive: &[u8],
    push: usize,
    pull: usize,
) -> (Vec<u8>, Option<Fault>) {
    let mut unpacker = Unpacker::new(compression);
    if let Some(allowance) = allowance {
        unpacker = unpacker.allowing(allowance);
    }
    let (mut text, mut piece) = (Vec::new(), vec![0; pull]);
    let mut drain = |unpacker: &mut Unpacker| {
        loop {
            let length = unpacker.pull(&mut piece);
            text.extend_from_slice(&piece[..length]);
            if length < pull {
                return;
            }
        }
    };
    for bytes in archive.chunks(push) {
        unpacker.push(bytes);
        drain(&mut unpacker);
    }
    unpacker.end();
    drain(&mut unpacker);
    drain(&mut unpacker);
    let taken = unpacker.taken();
    assert!(taken <= archive.len() as u64);
    assert!(unpacker.fault().is_some() || taken == archive.len() as u64);
    (text, unpacker.fault().cloned())
}

/// An archive, and the text that was put into it, where nothing but an archive was.
struct Made {
    archive: Vec<u8>,
    text: Option<Vec<u8>>,
}

/// Steps of an input: kind, repetitions, and bytes.
fn steps(input: &[u8]) -> impl Iterator<Item = (u8, usize, &[u8])> {
    input.chunks(8).map(|step| {
        let count = step.get(1).map_or(1, |count| usize::from(*count) + 1);
        (step[0], count, step.get(2..).unwrap_or_default())
    })
}

fn gzip(input: &[u8]) -> Made {
    let (mut archive, mut all) = (Vec::new(), Vec::new());
    let mut is_clean = true;
    for (what, count, bytes) in steps(input) {
        match what % 8 {
            0 if !archive.is_empty() => archive.resize(archive.len() + count, 0),
            1 => {
                archive.extend_from_slice(bytes);
                is_clean &= bytes.is_empty();
            }
            level => {
                let text = bytes.repeat(count * if what & 0x80 == 0 { 1 } else { 100 });
                let mut deflate = Deflate::new(i32::from(level), true, 15 + 16);
                let mut member = vec![0; text.len() + 1_000];
                let done = deflate.compress(&text, &mut member, DeflateFlush::Finish);
                assert!(done.is_ok());
                member.truncate(usize::try_from(deflate.total_out()).expect("a small archive"));
                archive.extend(member);
                all.extend(text);
            }
        }
    }
    Made {
        archive,
        text: is_clean.then_some(all),
    }
}

fn zstd(input: &[u8]) -> Made {
    let (mut archive, mut all) = (Vec::new(), Vec::new());
    let mut is_clean = true;
    for (what, count, bytes) in steps(input) {
        match what % 8 {
            0 => {
                let length = u32::try_from(bytes.len()).expect("a few bytes");
                archive.extend([0x50 + what % 16, 0x2A, 0x4D, 0x18]);
                archive.extend(length.to_le_bytes());
                archive.extend_from_slice(bytes);
            }
            1 => {
                archive.extend_from_slice(bytes);
                is_clean &= bytes.is_empty();
            }
            2 => {
                let text = bytes.repeat(count * 50);
                archive.extend(compress_to_vec(&text[..], CompressionLevel::Fastest));
                all.extend(text);
            }
            _ => {
                let text = frame(what, count, bytes, &mut archive);
                all.extend(text);
            }
        }
    }
    Made {
        archive,
        text: is_clean.then_some(all),
    }
}

/// Appends a frame of blocks that hold bytes, or repeat one; returns its text.
fn frame(what: u8, count: usize, bytes: &[u8], archive: &mut Vec<u8>) -> Vec<u8> {
    let has_checksum = what & 0x40 != 0;
    archive.extend([0x28, 0xB5, 0x2F, 0xFD, u8::from(has_checksum) << 2, 0x58]);
    let mut block = |kind: u32, size: usize, content: &[u8], is_last: bool| {
        let size = u32::try_from(size).expect("a small block");
        let header = size << 3 | kind << 1 | u32::from(is_last);
        archive.extend(&header.to_le_bytes()[..3]);
        archive.extend_from_slice(content);
    };
    let mut text = Vec::new();
    for byte in bytes {
        let size = count * if what & 0x80 == 0 { 1 } else { 500 };
        block(1, size, &[*byte], false);
        text.resize(text.len() + size, *byte);
        block(0, bytes.len(), bytes, false);
        text.extend_from_slice(bytes);
    }
    block(0, 0, &[], true);
    if has_checksum {
        let digest = xxh64(&text, 0).to_le_bytes();
        archive.extend_from_slice(&digest[..4]);
    }
    text
}
