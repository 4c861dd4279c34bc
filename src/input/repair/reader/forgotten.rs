//! Texts and keys whose last quotation mark was forgotten, so that the next one shows where they end.

use crate::input::repair::Doubt;
use crate::input::repair::edit::EditKind;
use crate::input::repair::reader::Reader;
use crate::input::repair::word;

impl Reader<'_> {
    /// Ends the key at `start` before its colon, if there is one before `upto` and nothing else: `"role: "user"`.
    pub(super) fn ends_key(&mut self, start: usize, upto: usize) -> bool {
        let content = &self.text[start..upto];
        let name = word::name_len(content);
        let after = content[name..].trim_start_matches(['”', '“', '’', '\'']);
        let Some(value) = after.trim_start().strip_prefix(':') else {
            return false;
        };
        let value = value.trim_start();
        if name == 0 || !(value.is_empty() || word::starts_value(value)) {
            return false;
        }
        let end = start + name;
        let colon = end + content[name..].find(':').unwrap_or(0);
        self.forget_from(end);
        self.replace(end, colon, "\"", EditKind::MissingQuote);
        (self.at, self.token_end) = (colon, colon);
        true
    }

    /// Ends the text at `start` before the comma that the key at `mark` follows, and before brackets that close open ones:
    /// `"user, "content": …`, `"Hi}, {"role": …`.
    pub(super) fn ends_before_key(&mut self, start: usize, mark: usize) -> Result<(), Doubt> {
        let content = self.text[start..mark].trim_end();
        let opened = content.strip_suffix('{');
        let inside = if opened.is_some() { b'[' } else { b'{' };
        let content = opened.unwrap_or(content).trim_end();
        let content = content.strip_suffix(',').ok_or(Doubt::Ambiguous)?;
        let mut text = content.trim_end();
        let mut closing = Vec::new();
        let mut ends = Vec::new();
        loop {
            let depth = self.open.len() - closing.len().min(self.open.len());
            let fits = closing.iter().rev().eq(self.open[depth..].iter().rev());
            if fits && self.open[..depth].last() == Some(&inside) {
                ends.push(text.len());
            }
            closing.push(match text.as_bytes().last() {
                Some(b'}') if closing.len() < self.open.len() => b'{',
                Some(b']') if closing.len() < self.open.len() => b'[',
                _ => break,
            });
            text = text[..text.len() - 1].trim_end();
        }
        // Brackets of the text are in pairs.
        ends.retain(|end| is_balanced(&content[..*end]));
        // A backslash may have taken the mark that ends it.
        ends.retain(|end| !content[..*end].ends_with("\\\""));
        let [end] = ends[..] else {
            return Err(Doubt::Ambiguous);
        };
        self.end_at(start + end);
        Ok(())
    }
}

/// Returns true if `text` has as many closing brackets as opening ones.
pub(super) fn is_balanced(text: &str) -> bool {
    let count = |bracket: u8| memchr::memchr_iter(bracket, text.as_bytes()).count();
    count(b'{') == count(b'}') && count(b'[') == count(b']')
}
