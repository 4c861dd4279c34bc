//! Numbers as people read them.

/// Counts of records are far below 2^53.
#[must_use]
pub fn real(count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let real = count as f64;
    real
}

/// The number with a comma between thousands: `20,000`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of a thing: `1 record`, `20,000 records`. The thing's plural ends in s.
#[must_use]
pub fn several(number: u64, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// A line, with its file if that is not clear: `line 1,172`, `line 1,172 of train.jsonl`.
#[must_use]
pub fn line_of(line: u64, file: Option<&str>) -> String {
    let line = grouped(line);
    file.map_or_else(
        || format!("line {line}"),
        |file| format!("line {line} of {file}"),
    )
}

/// Formats a number with three significant digits: `0.0167`, `0.812`, `1.63`, `12.9`, `104`.
#[must_use]
pub fn significant(number: f64) -> String {
    let size = number.abs();
    let digits = match size {
        _ if size >= 100.0 || size == 0.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 1.0 => 2,
        _ if size >= 0.1 => 3,
        _ if size >= 0.01 => 4,
        _ if size >= 0.001 => 5,
        _ => return format!("{number:.2e}"),
    };
    format!("{number:.digits$}")
}

/// Formats a share as a percentage, without its sign: `31%`, `4.1%`.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share.abs() * 100.0;
    let digits = usize::from(percent > 0.0 && percent < 9.95);
    format!("{percent:.digits$}%")
}

/// A part of a whole as a percentage, rounded, but never to all of it or none: `97%`, `99.8%`.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1_000).checked_div(whole).unwrap_or_default();
    match (tenths % 10, tenths / 10) {
        (0, percent) => format!("{percent}%"),
        (tenth, percent) if !(1..99).contains(&percent) => format!("{percent}.{tenth}%"),
        (tenth, percent) => format!("{}%", percent + u64::from(tenth >= 5)),
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, line_of, percent, several, share, significant};

    #[test]
    fn losses_keep_three_digits() {
        for (number, text) in [
            (0.016_695, "0.0167"),
            (0.812_3, "0.812"),
            (1.628_7, "1.63"),
            (12.94, "12.9"),
            (104.2, "104"),
            (0.0, "0"),
            (0.000_012_3, "1.23e-5"),
        ] {
            assert_eq!(significant(number), text);
        }
    }

    #[test]
    fn lines_are_named_with_their_file_if_need_be() {
        assert_eq!(line_of(1_172, None), "line 1,172");
        assert_eq!(line_of(7, Some("a.jsonl")), "line 7 of a.jsonl");
    }

    #[test]
    fn shares_are_percentages() {
        assert_eq!(
            (percent(0.312), percent(-0.041)),
            ("31%".to_owned(), "4.1%".to_owned())
        );
        assert_eq!(
            (percent(0.0996), percent(0.0)),
            ("10%".to_owned(), "0%".to_owned())
        );
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (20_000, "20,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn shares_are_rounded_and_never_to_all_or_none() {
        for (part, whole, text) in [
            (1, 3, "33%"),
            (13, 119, "11%"),
            (989, 1_000, "99%"),
            (999, 1_000, "99.9%"),
            (99_999, 100_000, "99.9%"),
            (1, 1, "100%"),
            (1, 500, "0.2%"),
            (0, 0, "0%"),
        ] {
            assert_eq!(share(part, whole), text);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            (several(1, "record"), several(0, "record")),
            ("1 record".to_owned(), "0 records".to_owned())
        );
    }
}
