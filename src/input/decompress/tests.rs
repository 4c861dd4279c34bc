use proptest::collection::vec;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use zlib_rs::{Deflate, DeflateFlush, Status};

use super::{Allowance, Cause, Compression, Fault, Unpacker};

/// A member of a gzip file.
fn gzip(text: &[u8]) -> Vec<u8> {
    let mut deflate = Deflate::new(6, true, 15 + 16);
    let mut member = vec![0; text.len() + 1000];
    let status = deflate.compress(text, &mut member, DeflateFlush::Finish);
    assert_eq!(status, Ok(Status::StreamEnd));
    member.truncate(usize::try_from(deflate.total_out()).unwrap());
    member
}

/// A member with a name, a comment, an extra field and a checksum over them.
fn gzip_with_header(text: &[u8]) -> Vec<u8> {
    let member = gzip(text);
    let mut header = member[..10].to_vec();
    header[3] = 0b1_1110;
    header.extend(b"\x04\x00abcdlogs.jsonl\0made on a Sunday\0");
    let checksum = zlib_rs::crc32::crc32(0, &header);
    header.extend(&checksum.to_le_bytes()[..2]);
    [&header, &member[10..]].concat()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

/// A frame in which each block repeats one byte so many times, with the checksum if one is given.
fn runs(blocks: &[(u8, u32)], checksum: Option<u32>) -> Vec<u8> {
    let descriptor = if checksum.is_some() { 0b100 } else { 0 };
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, descriptor, 0x58];
    for (number, (byte, count)) in blocks.iter().enumerate() {
        let is_last = u32::from(number + 1 == blocks.len());
        frame.extend(&(count << 3 | 0b010 | is_last).to_le_bytes()[..3]);
        frame.push(*byte);
    }
    frame.extend(checksum.map(u32::to_le_bytes).into_iter().flatten());
    frame
}

fn skippable(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    [&[0x5A, 0x2A, 0x4D, 0x18], &length[..], content].concat()
}

/// Text that repeats itself and yet not quite.
fn text(lines: u32) -> Vec<u8> {
    (0..lines)
        .flat_map(|n| {
            format!(
                "{{\"prompt\": \"{n} and {}\"}}\n",
                n.wrapping_mul(2_654_435_761)
            )
            .into_bytes()
        })
        .collect()
}

/// Pushes and pulls so many bytes at a time.
fn unpack_by(
    mut unpacker: Unpacker,
    archive: &[u8],
    push: usize,
    pull: usize,
) -> (Vec<u8>, Option<Fault>) {
    let mut text = Vec::new();
    let mut piece = vec![0; pull];
    let mut drain = |unpacker: &mut Unpacker| loop {
        let length = unpacker.pull(&mut piece);
        text.extend(&piece[..length]);
        if length < pull {
            break;
        }
    };
    for bytes in archive.chunks(push) {
        unpacker.push(bytes);
        drain(&mut unpacker);
    }
    unpacker.end();
    drain(&mut unpacker);
    if unpacker.fault().is_none() {
        assert_eq!(unpacker.taken(), archive.len() as u64, "all of it was read");
    }
    (text, unpacker.fault().cloned())
}

/// Unpacks as a whole and in small pieces, which must not matter.
fn unpack(archive: &[u8]) -> (Vec<u8>, Option<Fault>) {
    let compression = Compression::of(archive).expect("an archive");
    let by = |push, pull| unpack_by(Unpacker::new(compression), archive, push, pull);
    let whole = by(usize::MAX, 1 << 20);
    for (push, pull) in [(1, 1000), (7, 3), (1000, 100_000)] {
        let parts = by(push, pull);
        assert!(
            parts == whole,
            "pushed by {push}, pulled by {pull}: {:?}, not {:?}",
            parts.1,
            whole.1
        );
    }
    whole
}

fn unpacks_to(archive: &[u8], text: &[u8]) {
    let (found, fault) = unpack(archive);
    assert_eq!(fault, None);
    assert!(found == text, "{} bytes, not {}", found.len(), text.len());
}

fn fails(archive: &[u8], text: &[u8], offset: usize, cause: Cause) {
    let (found, fault) = unpack(archive);
    let offset = offset as u64;
    assert_eq!(fault, Some(Fault { offset, cause }));
    assert!(found == text, "{} bytes, not {}", found.len(), text.len());
}

#[test]
fn archives_are_known_by_their_first_bytes() {
    assert_eq!(Compression::of(&gzip(b"x")), Some(Compression::Gzip));
    assert_eq!(Compression::of(&zstd(b"x")), Some(Compression::Zstd));
    assert_eq!(Compression::of(&skippable(b"x")), Some(Compression::Zstd));
    for other in [
        &b""[..],
        b"{\"a\": 1}",
        b"\x1F",
        b"\x28\xB5\x2F",
        b"BZh91AY",
        b"PK\x03\x04",
        b"P*M",
    ] {
        assert_eq!(Compression::of(other), None, "{other:?}");
    }
}

#[test]
fn members_of_gzip_follow_each_other_with_or_without_zeros_between() {
    let (one, two) = (text(500), text(30));
    let zeros = [0; 700];
    unpacks_to(&gzip(&one), &one);
    unpacks_to(&gzip(b""), b"");
    unpacks_to(&gzip_with_header(&one), &one);
    unpacks_to(&[gzip(&one), zeros.to_vec()].concat(), &one);
    unpacks_to(
        &[
            gzip(&one),
            gzip(b""),
            gzip_with_header(&two),
            zeros.to_vec(),
            gzip(&two),
        ]
        .concat(),
        &[one, two.clone(), two].concat(),
    );
}

#[test]
fn frames_of_zstandard_follow_each_other_skippable_ones_among_them() {
    let (one, two) = (text(500), text(30));
    unpacks_to(&zstd(&one), &one);
    unpacks_to(&zstd(b""), b"");
    unpacks_to(&runs(&[(b'a', 3), (b'\n', 1)], None), b"aaa\n");
    unpacks_to(
        &[
            skippable(&[7; 300]),
            zstd(&one),
            skippable(b""),
            zstd(b""),
            zstd(&two),
        ]
        .concat(),
        &[one, two].concat(),
    );
    unpacks_to(&skippable(b"nothing else"), b"");
}

#[test]
fn what_breaks_off_gives_its_text_up_to_there() {
    let text = text(6000);
    for archive in [
        gzip(&text),
        zstd(&text),
        [zstd(&text), zstd(&text)].concat(),
    ] {
        let text = text.repeat(2);
        for cut in [3, 9, 60, archive.len() / 2 - 1, archive.len() - 1] {
            let (found, fault) = unpack(&archive[..cut.max(5)]);
            assert!(text.starts_with(&found));
            assert!(cut < archive.len() - 1 || found.len() > 1000);
            assert_eq!(
                fault.expect("a fault").cause,
                Cause::BreaksOff,
                "cut at {cut}"
            );
        }
    }
    // Nothing but the start of the next member.
    let lone = [gzip(b"x\n"), vec![0x1F, 0x8B]].concat();
    fails(&lone, b"x\n", lone.len(), Cause::BreaksOff);
    let cut = [zstd(b"x\n"), skippable(&[0; 9])[..12].to_vec()].concat();
    fails(&cut, b"x\n", cut.len(), Cause::BreaksOff);
}

#[test]
fn what_stands_behind_the_end_is_told_and_not_taken_for_text() {
    for archive in [gzip(b"x\n"), zstd(b"x\n")] {
        for garbage in ["garbage", "\n"] {
            let with = [&archive, garbage.as_bytes()].concat();
            fails(&with, b"x\n", archive.len(), Cause::BytesBehind);
        }
    }
}

#[test]
fn a_wrong_checksum_shows_at_the_end_of_the_part_that_it_is_of() {
    let text = text(100);
    let mut archive = gzip(&text);
    let end = archive.len();
    archive[end - 6] ^= 1;
    fails(&archive, &text, end - 4, Cause::BadChecksum);
    archive[end - 6] ^= 1;
    archive[end - 1] ^= 1;
    fails(&archive, &text, end, Cause::BadChecksum);
    let checksum =
        |text: &[u8]| u32::try_from(xxhash_rust::xxh64::xxh64(text, 0) & 0xFFFF_FFFF).unwrap();
    let good = runs(&[(b'a', 3), (b'\n', 1)], Some(checksum(b"aaa\n")));
    unpacks_to(&good, b"aaa\n");
    let bad = runs(&[(b'a', 3), (b'\n', 1)], Some(checksum(b"aab\n")));
    fails(&bad, b"aaa\n", bad.len(), Cause::BadChecksum);
}

#[test]
fn damage_is_told_with_its_place() {
    let text = text(100);
    let mut method = gzip(&text);
    method[2] = 9;
    assert_eq!(unpack(&method).1.unwrap().cause, Cause::BadHeader);
    let mut block = gzip(&text);
    // A block of the type that does not exist.
    block[10] |= 0b110;
    assert_eq!(unpack(&block).1.unwrap().cause, Cause::BadData);
    let mut reserved = runs(&[(b'a', 3), (b'b', 3)], None);
    let second = reserved.len() - 4;
    reserved[second] |= 0b110;
    fails(&reserved, b"aaa", second, Cause::BadData);
    let mut huge = runs(&[(b'a', 3), (b'b', 3)], None);
    huge[second + 2] = 0xFF;
    fails(&huge, b"aaa", second, Cause::BadData);
}

#[test]
fn what_takes_a_dictionary_or_too_much_memory_is_refused_before_it_is_read() {
    let dictionary = [
        0x28, 0xB5, 0x2F, 0xFD, 0b11, 0x58, 0xD2, 0x04, 0, 0, 0x01, 0, 0,
    ];
    fails(&dictionary, b"", 0, Cause::NeedsDictionary(1234));
    let window = [0x28, 0xB5, 0x2F, 0xFD, 0, 0xA0, 0x01, 0, 0];
    fails(&window, b"", 0, Cause::NeedsWindow(1 << 30));
}

/// Unpacks an archive, and returns true if the guard stopped it; the guard is tried without its free allowance.
fn guarded(archive: &[u8]) -> (Vec<u8>, bool) {
    let compression = Compression::of(archive).expect("an archive");
    let mut allowance = Allowance::of(compression);
    for bound in [&mut allowance.text, &mut allowance.work] {
        bound.free = 1 << 20;
    }
    let unpacker = Unpacker::new(compression).allowing(allowance);
    let (text, fault) = unpack_by(unpacker, archive, 1 << 16, 1 << 16);
    let Some(Fault { offset, cause }) = fault else {
        return (text, false);
    };
    assert_eq!(cause, Cause::Bomb(text.len() as u64));
    assert!(offset <= archive.len() as u64);
    (text, true)
}

#[test]
fn a_bomb_of_line_feeds_is_stopped_before_it_is_work_for_minutes() {
    // Some 5 GB of blank lines in 160 KB.
    let blocks: Vec<_> = (0..40_000).map(|_| (b'\n', 128 << 10)).collect();
    let bomb = runs(&blocks, None);
    assert!(bomb.len() < 170_000);
    let unpacker = Unpacker::new(Compression::Zstd);
    let (text, fault) = unpack_by(unpacker, &bomb, 1 << 16, 256 << 10);
    let cause = fault.map(|fault| fault.cause);
    assert_eq!(cause, Some(Cause::Bomb(text.len() as u64)));
    assert!(text.len() < 16 << 20, "{}", text.len());
}

#[test]
fn bombs_of_any_kind_are_stopped() {
    for bomb in [
        gzip(&vec![0; 4 << 20]),
        gzip(&b"\n".repeat(4 << 20)),
        gzip(&b"1\n".repeat(2 << 20)),
        gzip(&b"{}".repeat(2 << 20)),
        gzip(&b"1,".repeat(2 << 20)),
        gzip(&b"\"\"".repeat(2 << 20)),
        zstd(&b"1\n".repeat(2 << 20)),
        runs(&vec![(b'a', 128 << 10); 10_000], None),
        runs(&vec![(b'[', 128 << 10); 10_000], None),
    ] {
        let (text, is_stopped) = guarded(&bomb);
        assert!(is_stopped, "{:?}… of {}", &text[..10], text.len());
    }
}

#[test]
fn repetitive_data_is_no_bomb() {
    let converse = br#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "Summarise this."}]}, {"role": "assistant", "content": [{"text": "It rained all day, and then it did not."}]}]}
"#;
    // Copies of one record, of one line of a log and of one long answer, as small as deflate makes them.
    let log = b"2026-11-29T07:00:00Z INFO request served path=/v1/items status=200 ms=12\n";
    let answer = [
        &b"{\"prompt\": \"a\", \"completion\": \""[..],
        &b"word ".repeat(400),
        b"\"}\n",
    ]
    .concat();
    for copies in [&converse[..], log, &answer] {
        let text = copies.repeat((32 << 20) / copies.len());
        let (found, is_stopped) = guarded(&gzip(&text));
        assert!(!is_stopped, "{} of {}", found.len(), text.len());
        assert!(found == text);
    }
    // Zstandard makes them smaller than any measure would allow: what passes for free is there for them.
    let copies = converse.repeat((32 << 20) / converse.len());
    let (found, fault) = unpack_by(
        Unpacker::new(Compression::Zstd),
        &zstd(&copies),
        1 << 16,
        1 << 20,
    );
    assert_eq!(fault, None);
    assert!(found == copies);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Damage of any kind ends in text and words, never in a panic, and is the same however the archive is pushed.
    #[test]
    fn any_damage_is_told(
        kind in 0..3,
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        push in 1..5000_usize,
    ) {
        let text = text(300);
        let mut archive = match kind {
            0 => gzip(&text),
            1 => zstd(&text),
            _ => FRAMES.to_vec(),
        };
        for (at, byte) in damage {
            let at = at.index(archive.len() - 4) + 4;
            archive[at] = byte;
        }
        let compression = Compression::of(&archive).expect("its first bytes are as they were");
        let whole = unpack_by(Unpacker::new(compression), &archive, usize::MAX, 1 << 20);
        let parts = unpack_by(Unpacker::new(compression), &archive, push, 1000);
        prop_assert_eq!(whole, parts);
    }
}

/// An archive by the zstd program, with tables in its blocks.
const FRAMES: &[u8] =
    include_bytes!("../../../tests/fixtures/rules/corrupt-archive/clean-frames.jsonl.zst");
