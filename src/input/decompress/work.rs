//! The work that a text causes, which a guard that counted bytes alone would miss.
//!
//! A record takes time and memory whatever its size: a gigabyte of records of two bytes is hours of work and more memory than
//! there is, one of prose takes seconds. Each record, blank line or value has a line feed, a bracket, a comma or a quotation
//! mark, whatever the framing; so each of these counts as much as a good many bytes of prose.

use wide::u8x16;

/// Bytes of prose that a mark is as much work as: some 100 ns, and 57 bytes where it makes a record.
const A_MARK: u64 = 48;

/// Returns the work of a text, in bytes of prose.
pub(super) fn of(text: &[u8]) -> u64 {
    text.len() as u64 + A_MARK * marks(text)
}

fn marks(text: &[u8]) -> u64 {
    let blocks = text.chunks_exact(16);
    let rest = blocks.remainder();
    let of_block = |block: &[u8]| {
        let bytes = block.try_into().map_or(u8x16::ZERO, u8x16::new);
        let is = |mark: u8| bytes.cmp_eq(u8x16::splat(mark));
        let marks = is(b'\n') | is(b'\r') | is(b',') | is(b'"') | is(b'{') | is(b'[');
        u64::from(marks.move_mask().cast_unsigned().count_ones())
    };
    let is_mark = |byte: &&u8| matches!(byte, b'\n' | b'\r' | b',' | b'"' | b'{' | b'[');
    blocks.map(of_block).sum::<u64>() + rest.iter().filter(is_mark).count() as u64
}

#[cfg(test)]
mod tests {
    use super::{A_MARK, of};

    #[test]
    fn each_mark_counts_wherever_it_stands() {
        for length in 0..50 {
            let text = vec![b'a'; length];
            assert_eq!(of(&text), length as u64);
            for at in 0..length {
                for mark in 0..=u8::MAX {
                    let mut text = text.clone();
                    text[at] = mark;
                    let is_mark = b"\n\r,\"{[".contains(&mark);
                    let expected = length as u64 + if is_mark { A_MARK } else { 0 };
                    assert_eq!(of(&text), expected, "{mark} at {at} of {length}");
                }
            }
        }
    }
}
