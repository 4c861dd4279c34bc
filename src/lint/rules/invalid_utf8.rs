//! `invalid-utf8`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-utf8",
    severity: Severity::Error,
    what: "Reports bytes that are not UTF-8. They come from text in another encoding, or from a character cut in two. A file that is in another encoding as a whole gets one finding with the probable one, by its bytes, and a line as it reads in that; none of its records is exported, unless the suggested fix (`--unsafe-fixes`) decodes it. Where the bytes tell no encoding, the line is shown in several.",
    why: "JSON is UTF-8; the line cannot be read.",
    example: r#"(the bytes {"prompt": "caf\xE9", …} of a Latin-1 file)"#,
    instead: "(the same text saved as UTF-8)",
    model: None,
    source: "RFC 8259, section 8.1; AWS's scripts fail on such a file (tried).",
    bedrock: Effect::Rejects,
    evidence: "Inferred: JSON is UTF-8 (RFC 8259), and UG-ts refuses what is not JSON Lines. AWS's scripts fail (tried).",
    fixable: false,
    check: Check::Guessing,
};

/// The file as a whole is in another encoding, probably the one that iconv calls `name`, for texts `of` a language; a line of it
/// reads so in that, where the platform can decode it.
pub fn of_file(name: &str, of: &str, reading: Option<&str>) -> Message {
    let by_hand = format!(
        "iconv -f {name} -t UTF-8 FILE > NEW; in PowerShell: {}",
        in_powershell(name)
    );
    let text = format!("the file is not UTF-8: by its bytes it is probably {name} ({of})");
    let Some(reading) = reading else {
        return Message::new(
            text,
            format!("convert it, and read some lines of the result before you go on: {by_hand}"),
        );
    };
    Message::new(
        format!("{text}, in which this line reads: {reading}"),
        format!(
            "apply the suggested fix if that is right, which writes UTF-8, or convert it: {by_hand}"
        ),
    )
    .fixed_by(rewritten(name))
}

/// The file as a whole is in another encoding, which its bytes do not tell; a line of it reads so in some.
pub fn of_unknown(readings: &[(&str, &str)]) -> Message {
    let list: Vec<String> = readings
        .iter()
        .map(|(name, text)| format!("in {name}: {text}"))
        .collect();
    let shown = match &list[..] {
        [] => String::new(),
        list => format!("; this line reads {}", list.join("; ")),
    };
    Message::new(
        format!("the file is not UTF-8, and its bytes do not tell its encoding{shown}"),
        "save it as UTF-8 where it was made; or take the encoding in which all lines read right: iconv -f ENCODING -t UTF-8 FILE > NEW",
    )
}

/// The text of the file was decoded from the encoding `name`, as the user wants it.
pub fn decoded(name: &str) -> Message {
    let name = name.to_ascii_uppercase();
    Message::new(
        format!("the file is not UTF-8; it is read as {name}"),
        "read some lines of the result: another encoding would give other letters without an error",
    )
    .fixed_by(rewritten(&name))
}

/// The file written anew as UTF-8.
fn rewritten(name: &str) -> Fix {
    Fix {
        title: format!("write the file as UTF-8, read as {name}").into(),
        safe: false,
        ..Fix::safe("")
    }
}

/// The command that does the same on Windows, which has no iconv and writes UTF-16 at a `>`.
fn in_powershell(name: &str) -> String {
    let name = match name {
        "CP949" => "ks_c_5601-1987",
        "CP850" => "ibm850",
        name => name,
    };
    format!(
        "[IO.File]::WriteAllText(\"$PWD\\NEW\", [IO.File]::ReadAllText(\"$PWD\\FILE\", [Text.Encoding]::GetEncoding(\"{name}\")))"
    )
}

/// `bytes` begin where the text stops being UTF-8.
pub fn message(bytes: &[u8]) -> Message {
    let byte = bytes[0];
    let continues = bytes
        .get(1)
        .is_some_and(|next| (0x80..=0xBF).contains(next));
    if matches!(bytes, [0xED, 0xA0..=0xBF, ..]) {
        return Message::new(
            "a half of a surrogate pair is coded here as if it were a character (CESU-8)",
            "write the text anew with a program that writes UTF-8",
        );
    }
    if (0xC2..=0xF4).contains(&byte) && continues {
        return Message::new(
            format!("a character is cut off here: its first byte is 0x{byte:02X}"),
            "restore the rest of the text, or remove what is left of the character",
        );
    }
    let guess = match byte {
        0x80..=0xFF => {
            "; the text may be in an older encoding, such as Windows-1252 of western Europe or Big5 of Taiwan"
        }
        _ => "",
    };
    Message::new(
        format!("the byte 0x{byte:02X} is not UTF-8 here{guess}"),
        "restore the character, or save the text as UTF-8 where it was made",
    )
}
