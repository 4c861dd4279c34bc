//! Placeholders for secrets in examples: `AKIAIOSFODNN7EXAMPLE`, `sk-xxxxxxxx`, `your-key-here`.

use super::mentions;

/// Words that do not occur by chance in random letters.
const WORDS: [&[u8]; 13] = [
    b"example",
    b"your",
    b"xxxx",
    b"placeholder",
    b"changeme",
    b"dummy",
    b"redacted",
    b"sample",
    b"fake",
    b"insert",
    b"0000000",
    b"1234567",
    b"abcdefg",
];
/// Of random letters and digits at least half are digits or capitals, of words hardly any.
const RANDOM: usize = 4;

/// Returns true if `key` is a placeholder rather than a random key.
pub(super) fn stands_in(key: &[u8]) -> bool {
    let mut seen = 0_u128;
    let mut capitals = 0;
    for byte in key {
        seen |= 1 << (byte & 0x7F);
        capitals += usize::from(byte.is_ascii_uppercase() || byte.is_ascii_digit());
    }
    let distinct = (key.len() / 4).clamp(6, 10);
    (seen.count_ones() as usize) < distinct
        || capitals * RANDOM < key.len()
        || WORDS.iter().any(|word| mentions(key, word))
}

/// Returns true if `password` is a word for one, or a place for one: `password`, `<password>`, `${DB_PASSWORD}`.
pub(super) fn stands_for_password(password: &[u8]) -> bool {
    const PASSWORDS: [&[u8]; 8] = [
        b"pass",
        b"pwd",
        b"secret",
        b"changeme",
        b"example",
        b"your",
        b"xxx",
        b"token",
    ];
    let is_place = |byte: &u8| {
        matches!(
            byte,
            b'$' | b'{' | b'}' | b'<' | b'>' | b'[' | b']' | b'*' | b'%'
        )
    };
    password.len() < 4
        || matches!(password.first(), Some(byte) if is_place(byte))
        || password
            .iter()
            .any(|byte| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'*'))
        || !password.iter().any(u8::is_ascii_digit)
            && PASSWORDS.iter().any(|word| mentions(password, word))
}
