//! Digests as S3 takes them.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes hexadecimal digits as Base64; `None` for other text.
#[must_use]
pub fn base64_of_hex(hex: &str) -> Option<String> {
    let bits: Option<Vec<u32>> = hex.chars().map(|digit| digit.to_digit(16)).collect();
    let bits = bits.filter(|digits| digits.len().is_multiple_of(2))?;
    let mut text = String::with_capacity(hex.len());
    // Three bytes are six hexadecimal digits are four digits here.
    for group in bits.chunks(6) {
        let number =
            group.iter().fold(0, |number, digit| number << 4 | digit) << (4 * (6 - group.len()));
        let digits = group.len() / 2 + 1;
        for place in 0..4 {
            let digit = number >> (18 - 6 * place) & 63;
            text.push(if place < digits {
                DIGITS[digit as usize].into()
            } else {
                '='
            });
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::base64_of_hex;

    #[test]
    fn hexadecimal_turns_into_base64() {
        // The vectors of RFC 4648, and the SHA-256 of nothing.
        for (hex, base64) in [
            ("", ""),
            ("66", "Zg=="),
            ("666f", "Zm8="),
            ("666f6f", "Zm9v"),
            ("666f6f62", "Zm9vYg=="),
            ("666F6F626172", "Zm9vYmFy"),
            (
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            ),
        ] {
            assert_eq!(base64_of_hex(hex).as_deref(), Some(base64));
        }
        assert_eq!(base64_of_hex("6"), None);
        assert_eq!(base64_of_hex("zz"), None);
    }
}
