//! `invalid-utf8`

use crate::diagnostic::finding::{Fix, Message, Severity};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-utf8",
    severity: Severity::Error,
    what: "Invalid UTF-8. Such bytes come from text in another encoding, or from a character cut in two. A file that is entirely in another encoding gets one finding with the most likely encoding and a sample line decoded with it; none of its records is exported unless the suggested fix (`--unsafe-fixes`) decodes it. If the encoding is unclear, the line is shown in several.",
    why: "JSON is UTF-8; the line cannot be read.",
    example: r#"(the bytes {"prompt": "caf\xE9", …} of a Latin-1 file)"#,
    instead: "(the same text saved as UTF-8)",
    model: None,
    source: "RFC 8259, section 8.1; AWS's scripts fail on such a file (tried).",
    bedrock: Effect::Rejects,
    evidence: "Inferred: JSON is UTF-8 (RFC 8259), and UG-ts rejects files that are not JSON Lines. AWS's scripts fail (tried).",
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
    let text = format!("the file is not UTF-8, probably {name} ({of})");
    let Some(reading) = reading else {
        return Message::new(
            text,
            format!("convert it, and check some lines of the result: {by_hand}"),
        );
    };
    Message::new(
        format!("{text}; decoded with it, this line reads: {reading}"),
        format!(
            "if that is right, apply the suggested fix, which writes UTF-8, or convert it: {by_hand}"
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
        format!("the file is not UTF-8, and its encoding is unclear{shown}"),
        "export it as UTF-8 from its source, or convert it from the encoding in which all lines are correct: iconv -f ENCODING -t UTF-8 FILE > NEW",
    )
}

/// The text of the file was decoded from the encoding `name`, as the user wants it.
pub fn decoded(name: &str) -> Message {
    let name = name.to_ascii_uppercase();
    Message::new(
        format!("the file is not UTF-8; it is decoded as {name}"),
        "check some lines of the result: with a wrong encoding, letters differ but no error occurs",
    )
    .fixed_by(rewritten(&name))
}

/// The file written anew as UTF-8.
fn rewritten(name: &str) -> Fix {
    Fix {
        title: format!("decode the file as {name} and write UTF-8").into(),
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
            "half of a surrogate pair is encoded as a character (CESU-8)",
            "export the text again as UTF-8",
        );
    }
    if (0xC2..=0xF4).contains(&byte) && continues {
        return Message::new(
            format!("truncated character: its first byte is 0x{byte:02X}"),
            "restore the rest of the text, or remove the partial character",
        );
    }
    let guess = match byte {
        0x80..=0xFF => {
            "; the text may be in an older encoding, such as Windows-1252 of western Europe or Big5 of Taiwan"
        }
        _ => "",
    };
    Message::new(
        format!("invalid UTF-8: byte 0x{byte:02X}{guess}"),
        "restore the character, or export the text again as UTF-8",
    )
}
