//! UTF-16 as UTF-8. Unpaired surrogates become three bytes of invalid UTF-8, so that the rules report them.

use super::{Cause, Step};

/// Order of the two bytes of a unit, by a byte order mark or by the zeros of JSON's first letters.
pub(super) fn begins(head: &[u8]) -> Option<bool> {
    match head {
        // UTF-32.
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(false),
        [0xFE, 0xFF, ..] => Some(true),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(false),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(true),
        _ => None,
    }
}

const BYTE_ORDER_MARK: u16 = 0xFEFF;

pub(super) struct Units {
    is_big_endian: bool,
    has_begun: bool,
    /// Bytes of a character that found no room.
    rest: ([u8; 4], usize),
}

impl Units {
    pub(super) const fn new(is_big_endian: bool) -> Self {
        Self {
            is_big_endian,
            has_begun: false,
            rest: ([0; 4], 0),
        }
    }

    pub(super) fn step(
        &mut self,
        input: &[u8],
        ended: bool,
        output: &mut [u8],
    ) -> (Step, Option<Cause>) {
        let mut step = Step::default();
        loop {
            let (bytes, length) = self.rest;
            let fits = length.min(output.len() - step.given);
            output[step.given..step.given + fits].copy_from_slice(&bytes[..fits]);
            step.given += fits;
            self.rest.0.copy_within(fits..length, 0);
            self.rest.1 = length - fits;
            if step.given == output.len() {
                return (step, None);
            }
            let Some(unit) = self.unit(input, step.taken) else {
                let breaks_off = ended && step.taken < input.len();
                return (step, breaks_off.then_some(Cause::BreaksOff));
            };
            let low = self.unit(input, step.taken + 2);
            if (0xD800..0xDC00).contains(&unit) && low.is_none() && !ended {
                return (step, None);
            }
            step.taken += 2;
            let is_mark = unit == BYTE_ORDER_MARK && !self.has_begun;
            self.has_begun = true;
            if is_mark {
                continue;
            }
            let units = [unit, low.unwrap_or_default()];
            let character = char::decode_utf16(units).next();
            let mut bytes = [0; 4];
            let length = match character {
                Some(Ok(character)) => {
                    step.taken += 2 * (character.len_utf16() - 1);
                    character.encode_utf8(&mut bytes).len()
                }
                _ => half(unit, &mut bytes),
            };
            self.rest = (bytes, length);
        }
    }

    fn unit(&self, input: &[u8], at: usize) -> Option<u16> {
        let bytes = [*input.get(at)?, *input.get(at + 1)?];
        Some(if self.is_big_endian {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }
}

/// A half of a pair, coded as if it were a character.
fn half(unit: u16, bytes: &mut [u8; 4]) -> usize {
    let [high, low] = unit.to_be_bytes();
    bytes[0] = 0xE0 | high >> 4;
    bytes[1] = 0x80 | (high & 0x0F) << 2 | low >> 6;
    bytes[2] = 0x80 | low & 0x3F;
    3
}

#[cfg(test)]
mod tests {
    use super::super::{Cause, Compression, Unpacker};

    fn text(bytes: &[u8], piece: usize) -> (Vec<u8>, Option<Cause>) {
        let kind = Compression::of(bytes).expect("it is UTF-16");
        let mut unpacker = Unpacker::new(kind);
        let (mut text, mut output) = (Vec::new(), vec![0; piece]);
        for part in bytes.chunks(3) {
            unpacker.push(part);
            loop {
                let length = unpacker.pull(&mut output);
                text.extend_from_slice(&output[..length]);
                if length < piece {
                    break;
                }
            }
        }
        unpacker.end();
        loop {
            let length = unpacker.pull(&mut output);
            text.extend_from_slice(&output[..length]);
            if length < piece {
                break;
            }
        }
        (text, unpacker.fault().map(|fault| fault.cause.clone()))
    }

    #[test]
    fn both_orders_with_and_without_a_mark_are_read_in_pieces_of_any_size() {
        let wanted = "{\"a\": \"é 漢 😀 \u{A00}\"}\n";
        for mark in ["\u{FEFF}", ""] {
            let units: Vec<u16> = format!("{mark}{wanted}").encode_utf16().collect();
            let orders = [u16::to_le_bytes, u16::to_be_bytes];
            for order in orders {
                let bytes: Vec<u8> = units.iter().copied().flat_map(order).collect();
                for piece in [1, 2, 5, 1000] {
                    let (text, fault) = text(&bytes, piece);
                    assert_eq!(String::from_utf8_lossy(&text), wanted, "{piece}");
                    assert_eq!(fault, None);
                }
            }
        }
    }

    #[test]
    fn a_half_of_a_pair_is_not_utf8_and_half_a_unit_is_said() {
        let bytes = [0x7B, 0, 0x22, 0, 0x3D, 0xD8, 0x22, 0];
        assert_eq!(text(&bytes, 8), (b"{\"\xED\xA0\xBD\"".to_vec(), None));
        let odd = [0x7B, 0, 0x22, 0, 0x22];
        assert_eq!(text(&odd, 8), (b"{\"".to_vec(), Some(Cause::BreaksOff)));
        assert_eq!(Compression::of(b"\xFF\xFE\0\0{\0\0\0"), None);
    }
}
