//! Digests that duplicates are found by: of the bytes, and of the value whatever way it is written.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::json::{Kind, Member, Text, Value};

/// What a record is recognised by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// XXH3-128 of the canonical form; equal for the same JSON value.
    #[serde(with = "postcard::fixint::le")]
    pub canonical: u128,
    /// XXH3-64 of the bytes; only ever compared among records of one canonical form.
    #[serde(with = "postcard::fixint::le")]
    pub exact: u64,
}

/// Writes canonical forms into a buffer that is used again.
#[derive(Default)]
pub struct Canonical {
    form: Vec<u8>,
}

impl Canonical {
    /// The fingerprint of a record, read as `root`.
    pub fn fingerprint(&mut self, root: Value<'_>) -> Fingerprint {
        self.form.clear();
        write(root, &mut self.form);
        Fingerprint {
            canonical: xxh3_128(&self.form),
            exact: xxh3_64(root.raw().as_bytes()),
        }
    }
}

/// One form for every way to write a value: keys sorted by their text (equal keys in file order), no white space,
/// strings with the fewest escapes, numbers as digits and exponent.
/// Depth is bounded by the reader, so that recursion is too.
fn write(value: Value<'_>, form: &mut Vec<u8>) {
    match value.kind() {
        Kind::Null => form.push(b'n'),
        Kind::Bool => form.push(if value.as_bool() == Some(true) {
            b't'
        } else {
            b'f'
        }),
        Kind::Number => write_number(value.raw(), form),
        Kind::String => {
            if let Some(text) = value.as_text() {
                write_text(text, form);
            }
        }
        Kind::Array => {
            form.push(b'[');
            for element in value.elements() {
                write(element, form);
            }
            form.push(b']');
        }
        Kind::Object => {
            form.push(b'{');
            let mut members: SmallVec<[Member<'_>; 8]> = value.members().collect();
            if members.iter().any(|member| member.key.has_escapes()) {
                members.sort_by_cached_key(|member| member.key.decode());
            } else {
                members.sort_by_key(|member| member.key.raw());
            }
            for member in members {
                write_text(member.key, form);
                write(member.value, form);
            }
            form.push(b'}');
        }
    }
}

/// As written, where that is the only way to write it; otherwise decoded and written anew in that way.
fn write_text(text: Text<'_>, form: &mut Vec<u8>) {
    form.push(b'"');
    if text.has_free_escapes() {
        let mut decoded = Vec::with_capacity(text.raw().len());
        text.decode_wtf8_into(&mut decoded);
        for byte in decoded {
            write_escaped(byte, form);
        }
    } else {
        form.extend_from_slice(text.raw().as_bytes());
    }
    form.push(b'"');
}

fn write_escaped(byte: u8, form: &mut Vec<u8>) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => {
            form.push(byte);
            return;
        }
    };
    form.extend_from_slice(&[b'\\', letter]);
}

/// `1`, `1.0` and `10e-1` are one number; digits are never rounded, however many there are.
fn write_number(raw: &str, form: &mut Vec<u8>) {
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    form.push(b'#');
    if significant.is_empty() {
        form.push(b'0');
        return;
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let shift = i128::try_from(trailing).unwrap_or(0) - i128::try_from(fraction.len()).unwrap_or(0);
    // An exponent past 2^127 stands for itself: such numbers are only equal when written alike.
    let exponent = exponent.parse::<i128>().map_or_else(
        |_| exponent.to_owned(),
        |exponent| exponent.saturating_add(shift).to_string(),
    );
    form.extend_from_slice(sign.as_bytes());
    form.extend_from_slice(significant.as_bytes());
    form.push(b'e');
    form.extend_from_slice(exponent.as_bytes());
    form.push(0xFF);
}

#[cfg(test)]
mod tests {
    use super::Canonical;
    use crate::json::Parser;

    fn canonical(text: &str) -> u128 {
        Canonical::default()
            .fingerprint(Parser::new().parse(text).expect(text))
            .canonical
    }

    #[test]
    fn the_same_value_has_one_digest_however_it_is_written() {
        for (one, other) in [
            (r#"{"a": 1, "b": "é"}"#, r#"{"b":"\u00e9","a":1.0}"#),
            (
                r#"{"a": [1, 2, {"c": null, "b": true}]}"#,
                r#" {"a":[1,2,{"b":true,"c":null}]} "#,
            ),
            ("[100]", "[1e2]"),
            ("[-0.00]", "[0]"),
            (r#"["\/\n"]"#, r#"["/\u000a"]"#),
            (r#"{"a\n": 1, "a!": 2}"#, r#"{"a!": 2, "a\u000a": 1}"#),
            (r#"["\u0022\u005c"]"#, r#"["\"\\"]"#),
            (r#"["😀"]"#, r#"["\ud83d\ude00"]"#),
        ] {
            assert_eq!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn other_values_have_other_digests() {
        for (one, other) in [
            (r#"["a", "b"]"#, r#"["ab"]"#),
            (r#"{"a": "b"}"#, r#"["a", "b"]"#),
            ("[12]", "[1, 2]"),
            ("[1]", "[\"1\"]"),
            ("[-1]", "[1]"),
            ("[12345678901234567890]", "[12345678901234567891]"),
            (r#"["\ud83d"]"#, r#"["\ud83e"]"#),
            (r#"{"a": 1, "a": 2}"#, r#"{"a": 2, "a": 1}"#),
            ("[1e400]", "[1e401]"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }
}
