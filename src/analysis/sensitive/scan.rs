//! Passes over text as fast as it can be read, and stops at digits and capitals close together: every key, card number
//! and account number does that, and prose hardly ever.

use std::ops::Range;

/// Bytes counted at a time. The beginning of a hit, at least, is within two consecutive blocks.
const BLOCK: usize = 32;
/// Digits and capitals in two blocks that make a closer look worth while; whatever is found has as many. English prose has one in
/// thirty characters.
pub const FEWEST: u8 = 9;

/// Calls `look` with each stretch that has many digits and capitals and with how far it has looked already; it returns how far it
/// has looked now.
pub fn hot(text: &[u8], mut look: impl FnMut(Range<usize>, usize) -> usize) {
    let (mut before, mut done, mut start) = (0, 0, 0_usize);
    let blocks = text.chunks_exact(BLOCK);
    let rest = blocks.remainder();
    for block in blocks {
        let here = count(block);
        if here + before >= FEWEST {
            done = look(start.saturating_sub(BLOCK)..start + BLOCK, done).max(done);
        }
        before = here;
        start += BLOCK;
    }
    if count(rest) + before >= FEWEST {
        look(start.saturating_sub(BLOCK)..text.len(), done);
    }
}

/// Digits and capitals.
#[inline]
fn count(block: &[u8]) -> u8 {
    let is_in = |byte: &u8| u8::from(byte.is_ascii_digit()) + u8::from(byte.is_ascii_uppercase());
    block.iter().map(is_in).sum()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, hot};

    fn stretches(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        hot(text.as_bytes(), |range, _| {
            found.push(text[range.clone()].to_owned());
            range.end
        });
        found
    }

    #[test]
    fn prose_is_passed_over_and_digits_are_not_wherever_they_stand() {
        let prose =
            "It was the best of times, it was the worst of times, it was the age of wisdom. "
                .repeat(3);
        assert!(stretches(&prose).is_empty(), "{:?}", stretches(&prose));
        for at in 0..2 * BLOCK {
            let text = format!("{}123456789{prose}", &prose[..at]);
            let found = stretches(&text);
            assert!(
                found.iter().any(|stretch| stretch.contains("123456789")),
                "{at}: {found:?}"
            );
        }
        assert_eq!(stretches("ABCDEFGHI"), ["ABCDEFGHI"]);
        assert!(stretches("ABCDEFGH").is_empty());
    }
}
