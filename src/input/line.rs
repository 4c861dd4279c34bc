//! Takes off a line what does not belong to its record.

use crate::input::framing::Framing;
pub use crate::input::line_kind::BYTE_ORDER_MARK;

/// A line without what does not belong to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trimmed<'c> {
    /// The rest.
    pub record: &'c [u8],
    /// Bytes taken off before it: a byte order mark.
    pub skipped: usize,
    /// True if the line ended in CR LF.
    pub carriage_return: bool,
}

/// Removes a byte order mark and the CR of a CR LF from `line`, whose LF is off already. Only lines have these: a value between
/// separators is unchanged.
#[must_use]
pub fn trim(line: &[u8], framing: Framing) -> Trimmed<'_> {
    if !framing.is_by_line() {
        return Trimmed {
            record: line,
            skipped: 0,
            carriage_return: false,
        };
    }
    let without_mark = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let ends_in_two = framing == Framing::Lines;
    let without_return = without_mark.strip_suffix(b"\r").filter(|_| ends_in_two);
    let record = without_return.unwrap_or(without_mark);
    Trimmed {
        record,
        skipped: line.len() - without_mark.len(),
        carriage_return: record.len() < without_mark.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::trim;
    use crate::input::framing::Framing;

    #[test]
    fn a_line_loses_its_mark_and_carriage_return() {
        let trimmed = trim(b"\xEF\xBB\xBF{}\r", Framing::Lines);
        assert_eq!(
            (trimmed.record, trimmed.skipped, trimmed.carriage_return),
            (&b"{}"[..], 3, true)
        );
        assert_eq!(trim(b"{}", Framing::Lines).record, b"{}");
    }
}
