//! Digests that duplicates are found by: of the bytes, and of the value whatever way it is written.

use smallvec::SmallVec;
use xxhash_rust::xxh3::xxh3_128;

use crate::analysis::similarity::text_digests::TextDigests;
use crate::diagnostic::hash::narrow_digest;
use crate::json::{Kind, Member, Text, Value};

/// Digests that identify a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// XXH3-128 of the canonical form; equal for the same JSON value.
    pub canonical: u128,
    /// XXH3-64 of the rest; among records of one canonical form, equal for the same bytes.
    pub exact: u64,
    /// Digests of its text, however it is formatted.
    pub text_digests: TextDigests,
}

/// A longer text is replaced by its digest in the form, so that it need not be copied.
const LONG_TEXT: usize = 64;

/// Writes what digests are taken of, into buffers that are used again.
#[derive(Default)]
pub struct Canonical {
    form: Vec<u8>,
    manner: Vec<u8>,
}

impl Canonical {
    /// Returns the fingerprint of the record `root` with these `text_digests`.
    #[inline(never)]
    pub fn fingerprint(&mut self, root: Value<'_>, text_digests: TextDigests) -> Fingerprint {
        self.form.clear();
        self.manner.clear();
        self.write(root);
        self.write_gaps(root);
        Fingerprint {
            canonical: wide_digest(&self.form),
            exact: narrow_digest(&self.manner),
            text_digests,
        }
    }

    /// A digest of a value: the same for the same JSON value, however it is written.
    pub fn digest(&mut self, value: Value<'_>) -> u64 {
        self.form.clear();
        self.manner.clear();
        self.write(value);
        narrow_digest(&self.form)
    }

    /// One form for every way to write a value: keys sorted by their text (equal keys in file order), no white space,
    /// strings with the fewest escapes, numbers as digits and exponent.
    /// Depth is bounded by the reader, so that recursion is too.
    fn write(&mut self, value: Value<'_>) {
        match value.kind() {
            Kind::Null => self.form.push(b'n'),
            Kind::Bool => self.form.push(value.raw().as_bytes()[0]),
            Kind::Number => write_number(value.raw(), &mut self.form),
            Kind::String => {
                if let Some(text) = value.as_text() {
                    write_text(text, &mut self.form);
                }
            }
            Kind::Array => {
                self.form.push(b'[');
                for element in value.elements() {
                    self.write(element);
                }
                self.form.push(b']');
            }
            Kind::Object => self.write_object(value),
        }
    }

    fn write_object(&mut self, object: Value<'_>) {
        self.form.push(b'{');
        let mut members: SmallVec<[Member<'_>; 8]> = object.members().collect();
        if members.iter().any(|member| member.key.has_escapes()) {
            members.sort_by_cached_key(|member| member.key.decode());
        } else {
            members.sort_by_key(|member| member.key.raw());
        }
        for member in members {
            // The position of each key, in the order of the form: it adds the order of keys to the manner.
            self.manner
                .extend_from_slice(&member.key.span().start.to_le_bytes());
            write_text(member.key, &mut self.form);
            self.write(member.value);
        }
        self.form.push(b'}');
    }

    /// Writes everything but the insides of strings that can only be written in one way. Form and manner together determine the
    /// record's bytes, so that among records of one form the manner identifies exact duplicates; it is a fraction of them.
    fn write_gaps(&mut self, root: Value<'_>) {
        let start = root.span().start;
        let bytes = root.raw().as_bytes();
        let mut at = 0;
        for text in root.nodes().filter_map(Value::as_text) {
            if !text.has_free_escapes() {
                let span = text.span();
                self.manner
                    .extend_from_slice(&bytes[at..=(span.start - start) as usize]);
                at = (span.end - start) as usize - 1;
            }
        }
        self.manner.extend_from_slice(&bytes[at..]);
    }
}

// The hash is large once inlined, and hot: it is compiled once.
#[inline(never)]
fn wide_digest(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

/// Writes a text unchanged if it has one form only; otherwise in its canonical form.
fn write_text(text: Text<'_>, form: &mut Vec<u8>) {
    if text.has_free_escapes() {
        let mut decoded = Vec::with_capacity(text.raw().len());
        text.decode_wtf8_into(&mut decoded);
        write_raw(&with_fewest_escapes(&decoded), form);
    } else {
        write_raw(text.raw().as_bytes(), form);
    }
}

fn write_raw(raw: &[u8], form: &mut Vec<u8>) {
    if raw.len() > LONG_TEXT {
        // Another mark than a text's, so that no text can pass for a digest.
        form.push(b'\'');
        form.extend_from_slice(&wide_digest(raw).to_le_bytes());
    } else {
        form.push(b'"');
        form.extend_from_slice(raw);
        form.push(b'"');
    }
}

fn with_fewest_escapes(decoded: &[u8]) -> Vec<u8> {
    let mut raw = Vec::with_capacity(decoded.len() + decoded.len() / 8);
    for &byte in decoded {
        let letter = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                raw.push(byte);
                continue;
            }
        };
        raw.extend_from_slice(&[b'\\', letter]);
    }
    raw
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
    // An exponent past 2^127 is kept as text: such numbers are only equal if written alike.
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
    use crate::analysis::similarity::text_digests::TextDigests;
    use crate::json::Parser;

    fn canonical(text: &str) -> u128 {
        Canonical::default()
            .fingerprint(
                Parser::new().parse(text).expect(text),
                TextDigests::default(),
            )
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
            (r#"["\r\t\b\f"]"#, r#"["\u000d\u0009\u0008\u000c"]"#),
            ("[0.5]", "[5e-1]"),
            ("[1200]", "[1.2e3]"),
            ("[-0.0120]", "[-12E-3]"),
        ] {
            assert_eq!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn long_texts_are_one_however_they_are_written() {
        let long = "word ".repeat(30);
        assert_eq!(
            canonical(&format!("[\"{long}\\n\"]")),
            canonical(&format!("[\"{long}\\u000a\"]"))
        );
        assert_ne!(
            canonical(&format!("[\"{long}a\"]")),
            canonical(&format!("[\"{long}b\"]"))
        );
    }

    #[test]
    fn records_of_one_value_are_told_apart_by_how_they_are_written() {
        let ways = [
            r#"{"ab":"xy","cd":"zw","n":1}"#,
            r#"{"cd":"zw","ab":"xy","n":1}"#,
            r#"{"ab": "xy","cd":"zw","n":1}"#,
            r#"{"ab" :"xy","cd":"zw","n":1}"#,
            "{\"ab\":\t\"xy\",\"cd\":\"zw\",\"n\":1}",
            r#"{"ab":"\u0078y","cd":"zw","n":1}"#,
            r#"{"ab":"x\u0079","cd":"zw","n":1}"#,
            r#"{"ab":"xy","cd":"zw","n":1.0}"#,
        ];
        let mut seen = std::collections::BTreeSet::new();
        for way in ways {
            let found = Canonical::default()
                .fingerprint(Parser::new().parse(way).expect(way), TextDigests::default());
            assert_eq!(found.canonical, canonical(ways[0]), "{way}");
            assert!(seen.insert(found.exact), "{way}");
            let again = Canonical::default()
                .fingerprint(Parser::new().parse(way).expect(way), TextDigests::default());
            assert_eq!(found, again);
        }
    }

    #[test]
    fn white_space_before_a_record_is_no_part_of_how_it_is_written() {
        for text in [r#"["ab", "c"]"#, r#""ab""#, r#"[1, "\u0078", []]"#] {
            let exact = |text: &str| {
                Canonical::default()
                    .fingerprint(
                        Parser::new().parse(text).expect(text),
                        TextDigests::default(),
                    )
                    .exact
            };
            assert_eq!(exact(&format!("\t     {text}")), exact(text), "{text}");
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
            ("[10]", "[100]"),
            ("[0.5]", "[0.05]"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
            let digest =
                |text: &str| Canonical::default().digest(Parser::new().parse(text).expect(text));
            assert_ne!(digest(one), digest(other), "{one} {other}");
            assert_eq!(digest(one), digest(&format!(" {one} ")), "{one}");
        }
    }
}
