//! Characters that no field of a request has: they end a line of a script, steer a terminal, or turn text around.

use crate::diagnostic::quote::quoted;

const LINE_BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

fn is_mark_of_direction(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_control(character: char) -> bool {
    character.is_control() || LINE_BREAKS.contains(&character) || is_mark_of_direction(character)
}

/// Finds the first control character and describes it and its position.
#[must_use]
pub fn held(text: &str) -> Option<String> {
    let (place, character) = text
        .chars()
        .enumerate()
        .find(|(_, character)| is_control(*character))?;
    let what = if LINE_BREAKS.contains(&character) {
        "a line break"
    } else if is_mark_of_direction(character) {
        "a text direction mark"
    } else {
        "a control character"
    };
    Some(format!(
        "{what} ({}) at position {} is not allowed",
        name(character),
        place + 1
    ))
}

/// Replaces such characters by their names, so that the text keeps to one line.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_control(character) {
            out.extend(
                ['<']
                    .into_iter()
                    .chain(name(character).chars())
                    .chain(['>']),
            );
        } else {
            out.push(character);
        }
    }
    out
}

/// Quotes a text for a message about it.
#[must_use]
pub fn quoted_shown(text: &str) -> String {
    quoted(&shown(text))
}

fn name(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::{held, shown};

    #[test]
    fn what_is_held_is_named_with_its_place() {
        for (text, what) in [
            ("a\nb", "a line break (U+000A) at position 2 is not allowed"),
            (
                "é\u{2028}",
                "a line break (U+2028) at position 2 is not allowed",
            ),
            (
                "\0",
                "a control character (U+0000) at position 1 is not allowed",
            ),
            (
                "\u{9b}",
                "a control character (U+009B) at position 1 is not allowed",
            ),
            (
                "\u{202e}",
                "a text direction mark (U+202E) at position 1 is not allowed",
            ),
        ] {
            assert_eq!(held(text).as_deref(), Some(what));
        }
        assert_eq!(held("$(x) 'é' — \u{a0}"), None);
    }

    #[test]
    fn what_is_shown_keeps_to_one_line() {
        assert_eq!(shown("a\nb\u{7f}"), "a<U+000A>b<U+007F>");
    }
}
