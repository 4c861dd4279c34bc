//! Properties of every repair, tested on random texts: records with bytes changed, and strings of common mistakes.

#[path = "../fuzz/properties/repair.rs"]
mod repair;

use proptest::collection::vec;
use proptest::prelude::*;

/// Parts of records, and characters that break them.
const PIECES: [&str; 44] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"",
    "'",
    "“",
    "”",
    "‘",
    "’",
    "`",
    "\\",
    "\\'",
    "\\n",
    "\\u00e9",
    "\\d",
    " ",
    "\t",
    "\r",
    "\n",
    "\u{feff}",
    "\u{a0}",
    "// c",
    "# c",
    "/* c */",
    "role",
    "role\": ",
    "\"role\": ",
    "\"role: \"",
    "\"a\"",
    "a b",
    "1",
    "-2.5e3",
    "01",
    "true",
    "None",
    "NaN",
    "{\"a\":1}",
    "[{\"text\":\"Hi\"}]",
    "é",
    "/*",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn texts_of_what_people_get_wrong(pieces in vec(prop::sample::select(&PIECES[..]), 0..16)) {
        repair::holds(&pieces.concat());
        repair::holds(&format!("{{{}}}", pieces.concat()));
        repair::holds(&format!("{{\"a\":[{}]}}", pieces.concat()));
    }

    #[test]
    fn records_with_something_changed(edits in vec((any::<prop::sample::Index>(), 0..3_u8, prop::sample::select(&PIECES[..])), 1..4)) {
        let mut text = r#"{"system": "Be brief.", "messages": [{"role": "user", "content": [{"text": "Is \"it\" on?"}]}, {"role": "assistant", "content": [{"text": "Yes,\nit is: {1}"}]}], "n": -1.5}"#.to_owned();
        for (index, kind, piece) in edits {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let at = places[index.index(places.len())];
            match kind {
                0 => text.insert_str(at, piece),
                1 => drop(text.remove(at)),
                _ => {
                    text.remove(at);
                    text.insert_str(at, piece);
                }
            }
        }
        repair::holds(&text);
    }
}
