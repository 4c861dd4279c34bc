//! Digests of a record's text: of all its words, of the question, of the answer; and its shingles.
//!
//! The words are those of [`crate::analysis::similarity::tokenizer`]: neither case nor white space nor
//! punctuation nor the way a character is composed counts; signs of formulas are words: `6 * 3` is another question than `6 / 3`.
//! In what is asked each sign counts where there is a formula or code (`exact`).

mod hearing;

use crate::analysis::similarity::exact::exact_digest;
use crate::analysis::similarity::shingle_sets::ShingleSets;
use crate::analysis::similarity::shingles::{ANSWER, Shingler, USER, Window};
use crate::analysis::similarity::short_texts;
use crate::analysis::similarity::tokenizer::{self, mix};
use crate::diagnostic::hash::narrow_digest;
use crate::json::{Kind, Text, Value};
use crate::record::format::Format;
use crate::record::sample::{Block, Role, Sample, Turn};
use hearing::{Digest, Hearing};

/// Digests of a record's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextDigests {
    /// Of its words: system prompt, tools and all turns, punctuation left out. 0 where no format reads the record. Parts of it
    /// are of its words without signs; see [`differ_in_signs`].
    pub normalized: u64,
    /// Of the words of all but the answer, punctuation left out; 0 where there is nothing to answer.
    pub prompt: u64,
    /// Digest of the answer's words: the last turn, if it is the assistant's; 0 if there is none.
    pub answer: u32,
}

// Bits of `TextDigests::normalized`: the words without numbers and signs; without signs; if there is a formula or code; all words.
const LETTERS: u64 = u64::MAX << 44;
const SPOKEN: u64 = !LETTERS & u64::MAX << 32;
const FORMAL: u64 = 1 << 31;
const WORDS: u64 = FORMAL - 1;

/// Returns true if two records differ in signs and indentation alone, or in a formula or code in these and numbers alone, by
/// their [`TextDigests::normalized`]: however similar they are, their meaning differs.
#[must_use]
pub const fn differ_in_signs(one: u64, other: u64) -> bool {
    let differing = one ^ other;
    let is_formal = (one | other) & FORMAL != 0;
    differing != 0 && differing & LETTERS == 0 && (is_formal || differing & SPOKEN == 0)
}

fn normalized(all: Digest) -> u64 {
    let formal = if all.is_formal { FORMAL } else { 0 };
    let words = all.letters & LETTERS | all.spoken & SPOKEN | formal | all.words >> 33 & WORDS;
    words.max(1)
}

/// Reads the text of records, with reusable buffers.
#[derive(Default)]
pub struct Reader {
    shingler: Shingler,
    /// The last system prompt as written, and its digest: most records of a file have the same.
    system: (String, Digest),
    /// Digest of the current record's media; 0 for none.
    media: u64,
    /// Digests of their addresses in S3.
    addresses: Vec<u64>,
    /// The short prompt of the record at hand; empty for a long one.
    short_text: String,
    /// True if each sign of a formula or code counts.
    is_exact: bool,
}

/// Tags of turns in a digest; nothing else has them.
const SYSTEM: u64 = 1;
const TOOLS: u64 = 2;
const TURN: u64 = 3;
const BLOCK: u64 = 16;

impl Reader {
    /// Digests a record. The texts of user and assistant become shingles if `is_shingled`; [`Self::finish`] hands them over.
    #[inline(never)]
    pub fn read(&mut self, sample: &Sample<'_>, is_shingled: bool) -> TextDigests {
        let mut all = Digest::default();
        for &text in &sample.system {
            let said = self.system_prompt(text);
            all.add(SYSTEM, said);
        }
        // As written: records have their tools from one program, if from any.
        let tools = ["toolConfig", "tools"].into_iter();
        for tools in tools.filter_map(|name| sample.root.get(name)) {
            all.add(TOOLS, Digest::of(narrow_digest(tools.raw().as_bytes())));
        }
        let has_answer = (sample.turns.last()).is_some_and(|turn| turn.role == Role::Assistant);
        let answer_at = sample.turns.len() - usize::from(has_answer);
        self.media = 0;
        if is_shingled {
            let (prompt, answer) = sample.turns.split_at(answer_at);
            short_texts::write(all.words, (prompt, answer), &mut self.short_text);
        }
        for turn in &sample.turns[..answer_at] {
            let is_user = turn.role == Role::User;
            self.shingler.begin(if is_user { USER } else { 0 });
            self.is_exact = true;
            self.turn(turn, is_shingled, &mut all);
            self.is_exact = false;
        }
        let question = all;
        let mut answer = 0;
        self.shingler.begin(ANSWER);
        for turn in &sample.turns[answer_at..] {
            answer = self.turn(turn, is_shingled, &mut all);
        }
        if sample.format == Format::OpenaiRft
            && let Some(reference) = sample.root.get("reference_answer")
        {
            let said = self.json(reference, false);
            answer = said.words;
            all.add(TURN, said);
            if is_shingled {
                self.shingler.add((said.words >> 33) as u32);
            }
        }
        self.shingler.begin(0);
        TextDigests {
            normalized: normalized(all),
            prompt: if answer_at == 0 {
                0
            } else {
                question.words.max(1)
            },
            answer: if answer == 0 {
                0
            } else {
                ((answer >> 32) as u32).max(1)
            },
        }
    }

    /// Takes the digests of the S3 addresses of the current record's pictures, videos and documents.
    pub fn take_addresses(&mut self) -> impl Iterator<Item = u64> {
        self.addresses.drain(..)
    }

    /// Ends a record: its shingles go into `into`, if it was read, and none otherwise. The content of its media weighs as much
    /// as all of its text: with other pictures two records are never near-duplicates.
    pub fn finish(&mut self, into: &mut ShingleSets) {
        let start = into.shingles.len();
        self.shingler.finish(&mut into.shingles);
        let media = std::mem::take(&mut self.media);
        if media != 0 {
            let said = into.shingles.len() - start;
            for number in 0..said as u64 {
                self.shingler.add((mix(media, number) >> 33) as u32 | 1);
            }
            self.shingler.finish(&mut into.shingles);
        }
        into.end_record_with(&self.short_text);
        self.short_text.clear();
    }

    fn system_prompt(&mut self, text: Text<'_>) -> Digest {
        if self.system.0 != text.raw() {
            let said = self.text(text, false);
            text.raw().clone_into(&mut self.system.0);
            self.system.1 = said;
        }
        self.system.1
    }

    /// Adds a turn to `all`; returns the digest of its words except reasoning, which may differ for the same answer.
    fn turn(&mut self, turn: &Turn<'_>, is_shingled: bool, all: &mut Digest) -> u64 {
        let role = turn.role as u64;
        let mut answer = TURN;
        all.add(TURN, Digest::of(role));
        for block in &turn.blocks {
            let (kind, said) = match *block {
                Block::Text(text) => (0, self.text(text, is_shingled)),
                Block::Reasoning(text, _) => (1, self.text(text, is_shingled)),
                Block::ToolUse(value) => (2, self.json(value, is_shingled)),
                Block::ToolResult(value) => (3, self.json(value, is_shingled)),
                Block::Media(_, value) => (4, self.json(value, false)),
                Block::ImageReference(text) => (5, self.text(text, false)),
            };
            all.add(BLOCK + kind, said);
            let address = block.address();
            let digest = address.map(|address| narrow_digest(address.decode().as_bytes()));
            self.addresses.extend(digest);
            match block {
                Block::Media(..) | Block::ImageReference(_) => {
                    self.media = mix(self.media, said.whole);
                }
                Block::Reasoning(..) => continue,
                _ => {}
            }
            answer = mix(answer, mix(kind, said.words));
        }
        answer
    }

    fn text(&mut self, text: Text<'_>, is_shingled: bool) -> Digest {
        self.read_text(&text.decode(), is_shingled)
    }

    /// Reads keys, texts and numbers, each as a separate text.
    fn json(&mut self, value: Value<'_>, is_shingled: bool) -> Digest {
        let mut all = Digest::default();
        for node in value.nodes() {
            let said = match node.kind() {
                Kind::String => node.as_text().map(|text| self.text(text, is_shingled)),
                Kind::Number | Kind::Bool | Kind::Null => {
                    Some(self.read_text(node.raw(), is_shingled))
                }
                Kind::Array | Kind::Object => None,
            };
            // The owner of each value follows from their order and from the number of values in each array and object.
            let held = match node.kind() {
                Kind::Array => node.elements().count(),
                Kind::Object => node.members().count(),
                _ => 0,
            };
            all.add(
                (held as u64) << 8 | node.kind() as u64,
                said.unwrap_or_default(),
            );
        }
        all
    }

    fn read_text(&mut self, text: &str, is_shingled: bool) -> Digest {
        let mut hearing = Hearing {
            heard: Digest::default(),
            marks: 0,
            count: 0,
            window: Window::default(),
            shingler: is_shingled.then_some(&mut self.shingler),
        };
        tokenizer::read(text, &mut hearing);
        let mut heard = hearing.end();
        if self.is_exact && heard.is_formal {
            heard.words = mix(heard.words, exact_digest(text));
        }
        heard
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, TextDigests};
    use crate::analysis::similarity::shingle_sets::ShingleSets;
    use crate::record::format::Format;
    use crate::testing::with_sample;

    fn read(format: Format, record: &str) -> (TextDigests, Vec<u32>) {
        let mut reader = Reader::default();
        let text_digests = with_sample(format, record, |sample| reader.read(sample, true));
        let mut shingle_sets = ShingleSets::default();
        reader.finish(&mut shingle_sets);
        (text_digests, shingle_sets.shingles)
    }

    fn pair(prompt: &str, completion: &str) -> TextDigests {
        let record = format!(r#"{{"prompt": "{prompt}", "completion": "{completion}"}}"#);
        read(Format::PromptCompletion, &record).0
    }

    #[test]
    fn case_space_punctuation_and_composition_do_not_count_in_what_is_normalized() {
        let plain = pair("What is it, then?", "A café.");
        for (prompt, completion) in [
            ("WHAT IS IT THEN", "a cafe\\u0301"),
            ("What  is\\nit - then!", "A caf\\u00e9"),
            ("what is it then", "“A café”"),
        ] {
            assert_eq!(
                pair(prompt, completion).normalized,
                plain.normalized,
                "{prompt}"
            );
        }
        for (prompt, completion) in [
            ("What is it then a", "café"),
            ("What is then it", "A café"),
            ("What is it, then?", "A café + tea"),
            ("What is it, then?", ""),
        ] {
            assert_ne!(
                pair(prompt, completion).normalized,
                plain.normalized,
                "{prompt}"
            );
        }
        assert_ne!(pair("?", "a").normalized, pair("!", "a").normalized);
    }

    #[test]
    fn a_question_is_the_same_but_for_case_and_space() {
        let one = pair("What is 6 * 3?", "18");
        assert_eq!(pair("what is  6 * 3?", "Eighteen").prompt, one.prompt);
        assert_ne!(pair("What is 6 / 3?", "18").prompt, one.prompt);
        assert_ne!(pair("what is 6 * 3?", "Eighteen").answer, one.answer);
        assert_eq!(pair("what is 6 * 3?", "18.").answer, one.answer);
    }

    #[test]
    fn of_a_conversation_all_but_the_last_answer_is_the_question() {
        let chat = |system: &str, first: &str, answer: &str| {
            let turn = |role: &str, text: &str| {
                format!(r#"{{"role": "{role}", "content": [{{"text": "{text}"}}]}}"#)
            };
            let record = format!(
                r#"{{"schemaVersion": "bedrock-conversation-2024", "system": [{{"text": "{system}"}}], "messages": [{}, {}, {}, {}]}}"#,
                turn("user", "Hello"),
                turn("assistant", first),
                turn("user", "And now?"),
                turn("assistant", answer)
            );
            read(Format::BedrockConversation2024, &record).0
        };
        let one = chat("be kind", "Hi", "nothing");
        assert_eq!(chat("be kind", "Hi", "a lot").prompt, one.prompt);
        assert_ne!(chat("be kind", "Hi", "a lot").answer, one.answer);
        assert_ne!(chat("be kind", "Hello", "nothing").prompt, one.prompt);
        assert_ne!(chat("be brief", "Hi", "nothing").prompt, one.prompt);
        assert_ne!(chat("be brief", "Hi", "nothing").normalized, one.normalized);
    }

    #[test]
    fn calls_and_pictures_count() {
        let record = |user: &str, call: &str| {
            format!(
                r#"{{"schemaVersion": "bedrock-conversation-2024", "messages": [{{"role": "user", "content": [{user}]}}, {{"role": "assistant", "content": [{{"toolUse": {{"toolUseId": "t", "name": "find", "input": {call}}}}}]}}]}}"#
            )
        };
        let picture = |name: &str| {
            format!(
                r#"{{"image": {{"format": "png", "source": {{"s3Location": {{"uri": "s3://b/{name}.png"}}}}}}}}"#
            )
        };
        let read =
            |user: &str, call: &str| read(Format::BedrockConversation2024, &record(user, call));
        let (one, shingles) = read(&picture("a"), r#"{"city": "Paris", "days": [1, 2]}"#);
        for call in [
            r#"{"city": "Rome", "days": [1, 2]}"#,
            r#"{"city": "Paris", "days": [12]}"#,
            r#"{"city": "Paris", "days": [[1], 2]}"#,
            r#"{"city": "Paris", "days": [[1, 2]]}"#,
        ] {
            assert_ne!(
                read(&picture("a"), call).0.normalized,
                one.normalized,
                "{call}"
            );
        }
        let (other, others) = read(&picture("b"), r#"{"city": "Paris", "days": [1, 2]}"#);
        assert_ne!(other.normalized, one.normalized);
        let shared = shingles.iter().filter(|shingle| others.contains(shingle));
        // As many shingles for the picture as for all of the text.
        assert_eq!(shared.count() * 2, shingles.len());
        assert!(!shingles.is_empty());
    }

    #[test]
    fn another_way_of_reasoning_to_an_answer_is_no_other_answer() {
        let answer = |reasoning: &str, text: &str| {
            let record = format!(
                r#"{{"schemaVersion": "bedrock-conversation-2024", "messages": [{{"role": "user", "content": [{{"text": "2 + 2?"}}]}}, {{"role": "assistant", "content": [{{"reasoningContent": {{"reasoningText": {{"text": "{reasoning}"}}}}}}, {{"text": "{text}"}}]}}]}}"#
            );
            read(Format::BedrockConversation2024, &record).0
        };
        let one = answer("I add", "4");
        assert_eq!(answer("I count", "4").answer, one.answer);
        assert_ne!(answer("I count", "4").normalized, one.normalized);
        assert_ne!(answer("I add", "5").answer, one.answer);
    }

    #[test]
    fn the_answer_of_a_reward_is_its_reference() {
        let record = |answer: &str| {
            format!(
                r#"{{"messages": [{{"role": "user", "content": "x?"}}], "reference_answer": {answer}}}"#
            )
        };
        let read = |answer: &str| read(Format::OpenaiRft, &record(answer)).0;
        assert_eq!(read(r#"{"x": 1}"#).prompt, read(r#"{"x": 2}"#).prompt);
        assert_ne!(read(r#"{"x": 1}"#).answer, read(r#"{"x": 2}"#).answer);
        assert_ne!(
            read(r#"{"x": 1}"#).normalized,
            read(r#"{"x": 2}"#).normalized
        );
    }
}
