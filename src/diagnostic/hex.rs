//! Bytes as hexadecimal digits.

use std::fmt::Write;

/// Two digits a byte, lower case.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Returns a digest of 64 bits as 16 digits, as reports and decisions have it.
#[must_use]
pub fn digest(key: u64) -> String {
    format!("{key:016x}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_byte_takes_two_digits() {
        assert_eq!(super::hex(b"\x00\x0a\xff"), "000aff");
    }
}
