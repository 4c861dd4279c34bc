//! Records of another layout than the requested format: reported once for each file and layout, with their number.

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::Finding;
use crate::diagnostic::suggest;
use crate::json::{Kind, Member, Value};
use crate::record::layout::Layout;

/// The records of one layout in place of another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnexpectedLayout {
    /// Their layout.
    pub layout: Layout,
    /// Keys of the first of them, if its layout is unknown.
    pub keys: Vec<FoundKey>,
    /// Their number.
    pub records: u64,
    /// Number of the first of them that would be kept once it is converted, from 0.
    pub kept: Option<u64>,
    /// The reason why the first of them would not be.
    pub obstacle: Option<Obstacle>,
    /// The first of them; what is said of it is said when all have been counted.
    pub first: Finding,
}

/// Records of a file, or of a layout in it, that are tried at most: a file whose records are all refused is not checked twice.
pub const MOST_TRIED: u64 = 100;

/// The reason why a record would not be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// The message of the finding.
    pub message: String,
    /// Its help.
    pub help: String,
    /// True if it is found in the converted record, false if there is none.
    pub is_converted: bool,
    /// True if a guess repairs it.
    pub is_guessed: bool,
}

impl UnexpectedLayout {
    /// Returns true if the last of them is to be tried.
    #[must_use]
    pub fn is_untried(&self) -> bool {
        self.kept.is_none() && self.records <= MOST_TRIED
    }

    /// Notes the outcome for the last of them.
    pub fn note_trial(&mut self, is_kept: bool, obstacle: Option<Obstacle>) {
        if is_kept {
            self.kept = self.kept.or(Some(self.records - 1));
        } else if self.obstacle.is_none() {
            self.obstacle = obstacle;
        }
    }

    /// Adds those of the next chunk.
    pub fn add(&mut self, next: &Self) {
        let kept = next.kept.map(|kept| self.records + kept);
        self.kept = self.kept.or(kept.filter(|kept| *kept < MOST_TRIED));
        self.records += next.records;
        if self.obstacle.is_none() {
            self.obstacle.clone_from(&next.obstacle);
        }
    }

    /// Returns advice where none of them would be kept by converting it to a format that takes their layout.
    #[must_use]
    pub fn hopeless(&self) -> Option<String> {
        let obstacle = self.obstacle.as_ref().filter(|_| self.kept.is_none())?;
        let Obstacle { message, help, .. } = obstacle;
        let all = |all: &str| match self.records {
            ..=MOST_TRIED => all.to_owned(),
            _ => format!("{all} of the first {MOST_TRIED}"),
        };
        let is_one = self.records == 1;
        let advice = match (obstacle.is_converted, is_one) {
            (false, true) => {
                format!("fix it first: it cannot be converted: {message}")
            }
            (false, false) => format!(
                "fix them first: {} can be converted; for the first, {message}",
                all("none")
            ),
            (true, true) => {
                format!("fix it first: after conversion it would have an error: {message} ({help})")
            }
            (true, false) => format!(
                "fix them first: after conversion, {} would have an error; the first: {message} ({help})",
                all("each")
            ),
        };
        let guess = "; --convert with --unsafe-fixes applies a suggested fix";
        let guess = if obstacle.is_guessed { guess } else { "" };
        Some(format!("{advice}{guess}"))
    }
}

/// A key of a record, and its value in a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundKey {
    /// The key.
    pub name: String,
    /// Its value.
    pub holds: Holds,
}

/// The value of a key, as far as it hints at a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// A text.
    Text,
    /// A list of objects with a role or speaker.
    Messages,
    /// Anything else.
    Other,
}

/// Keys that are noted, and the length of their names.
const MOST_KEYS: usize = 20;
const LONGEST_KEY: usize = 40;

impl FoundKey {
    /// The keys of `root`.
    #[must_use]
    pub fn all(root: Value<'_>) -> Vec<Self> {
        let has_speaker =
            |message: Value<'_>| message.get("role").is_some() || message.get("from").is_some();
        let key = |Member { key, value }: Member<'_>| Self {
            name: key.decode().chars().take(LONGEST_KEY).collect(),
            holds: match value.kind() {
                Kind::String => Holds::Text,
                Kind::Array if value.elements().next().is_some_and(has_speaker) => Holds::Messages,
                _ => Holds::Other,
            },
        };
        root.members().take(MOST_KEYS).map(key).collect()
    }
}

/// Keys that usually hold a question, and those that hold an answer, in lower case.
const QUESTIONS: [&str; 16] = [
    "question",
    "dialogue",
    "article",
    "document",
    "source",
    "sentence1",
    "inputtext",
    "input_text",
    "instruction",
    "query",
    "context",
    "input",
    "text",
    "src",
    "content",
    "frage",
];
const ANSWERS: [&str; 20] = [
    "chosen",
    "preferred_output",
    "answer",
    "summary",
    "highlights",
    "target",
    "sentence2",
    "outputtext",
    "output_text",
    "response",
    "output",
    "completion",
    "solution",
    "translation",
    "reply",
    "tgt",
    "label",
    "abstract",
    "title",
    "antwort",
];
/// Keys that identify a record and have no content.
const NAMES: [&str; 6] = ["id", "idx", "uuid", "guid", "url", "date"];
/// Keys of answers that a model is to be kept from.
const REJECTED: [&str; 3] = ["rejected", "rejected_response", "non_preferred_output"];
/// Keys of other values than answers: system prompts, and marks for answers.
const NO_ANSWERS: [&str; 3] = ["system", "score", "rating"];
/// Keys of known layouts.
const KNOWN: [&str; 9] = [
    "messages",
    "prompt",
    "completion",
    "conversations",
    "instruction",
    "output",
    "question",
    "answer",
    "response",
];
/// Keys that are shown.
const KEYS_SHOWN: usize = 8;

/// The keys, as a message lists them.
#[must_use]
pub fn listed(keys: &[FoundKey]) -> String {
    let mut names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    if names.len() > KEYS_SHOWN {
        names.truncate(KEYS_SHOWN);
        names.push("…");
    }
    names.join(", ")
}

/// Returns advice on a record with these keys, if one comes close to something that can be converted.
#[must_use]
pub fn advice(keys: &[FoundKey]) -> Option<String> {
    if let Some(chat) = keys.iter().find(|key| key.holds == Holds::Messages) {
        return Some(format!(
            "this looks like a chat: rename \"{}\" to \"messages\", with \"role\" and \"content\" in each message",
            chat.name
        ));
    }
    if let Some((key, known)) = keys.iter().find_map(|key| {
        let known = suggest::closest(&key.name, KNOWN)?;
        Some((key, known))
    }) && pair(keys).is_none()
    {
        if key.name == known {
            return Some(format!(
                "\"{known}\" does not have the structure of a conversation: each message has \"role\" and \"content\", in lowercase"
            ));
        }
        return Some(format!("rename \"{}\" to \"{known}\"", key.name));
    }
    let (question, answer) = pair(keys)?;
    Some(mapping_advice("key", question, answer))
}

/// Returns advice to name the keys, or the columns, of a question and its answer.
#[must_use]
pub fn mapping_advice(what: &str, question: &str, answer: &str) -> String {
    let mapping = format!("prompt={question},completion={answer}");
    let is_plain = mapping
        .chars()
        .all(|char| char.is_alphanumeric() || "_-.,=/".contains(char));
    let mapping = if is_plain {
        mapping
    } else {
        format!("\"{mapping}\"")
    };
    format!("choose which {what} is the prompt and which the completion, such as --map {mapping}")
}

/// The two keys that most likely hold a question and its answer.
fn pair(keys: &[FoundKey]) -> Option<(&str, &str)> {
    let texts = keys.iter().filter(|key| key.holds == Holds::Text);
    likely_pair(texts.map(|key| key.name.as_str()))
}

/// Returns the keys that hold texts; names that were cut off are left out.
#[must_use]
pub fn text_keys(keys: &[FoundKey]) -> Vec<String> {
    let is_whole = |key: &&FoundKey| key.name.chars().count() < LONGEST_KEY;
    let texts = keys.iter().filter(|key| key.holds == Holds::Text);
    texts.filter(is_whole).map(|key| key.name.clone()).collect()
}

/// Returns true if one of the keys or columns holds answers that a model is to be kept from.
pub fn holds_rejected(mut keys: impl Iterator<Item: AsRef<str>>) -> bool {
    keys.any(|key| {
        REJECTED
            .iter()
            .any(|name| name.eq_ignore_ascii_case(key.as_ref()))
    })
}

/// The two of `texts`, keys or columns of texts, that most likely hold a question and its answer.
pub fn likely_pair<'k>(texts: impl Iterator<Item = &'k str>) -> Option<(&'k str, &'k str)> {
    let is_name = |key: &&str| {
        let mut names = NAMES.iter().chain(&REJECTED).chain(&NO_ANSWERS);
        names.any(|name| name.eq_ignore_ascii_case(key))
    };
    let texts: Vec<&str> = texts.filter(|key| !is_name(key)).collect();
    let find = |usual: &[&str], other: Option<&str>| {
        usual.iter().find_map(|name| {
            let mut keys = texts.iter().filter(|key| Some(**key) != other);
            keys.find(|key| key.eq_ignore_ascii_case(name)).copied()
        })
    };
    let answer = find(&ANSWERS, None);
    let question = find(&QUESTIONS, answer);
    let first = texts.iter().find(|key| Some(**key) != answer).copied();
    let question = question.or(first)?;
    let last = texts.iter().rfind(|key| **key != question).copied();
    let answer = answer.or(last)?;
    Some((question, answer))
}

#[cfg(test)]
mod tests {
    use super::{FoundKey, advice};
    use crate::json::Parser;

    #[test]
    fn the_closest_layout_is_advised() {
        for (record, help) in [
            (
                r#"{"id": "1", "dialogue": "a", "summary": "b"}"#,
                Some("--map prompt=dialogue,completion=summary"),
            ),
            (
                r#"{"Context": "a", "Response": "b"}"#,
                Some("--map prompt=Context,completion=Response"),
            ),
            (
                r#"{"sentence1": "a", "sentence2": "b", "score": 1}"#,
                Some("--map prompt=sentence1,completion=sentence2"),
            ),
            (
                r#"{"foo": "a", "bar": "b"}"#,
                Some("--map prompt=foo,completion=bar"),
            ),
            (
                r#"{"thread": [{"role": "prompter", "text": "a"}]}"#,
                Some("rename \"thread\" to \"messages\""),
            ),
            (
                r#"{"mesages": []}"#,
                Some("rename \"mesages\" to \"messages\""),
            ),
            (
                r#"{"messages": [{"Role": "user", "Content": "a"}]}"#,
                Some("each message has \"role\" and \"content\", in lowercase"),
            ),
            (r#"{"a": 1}"#, None),
        ] {
            let mut parser = Parser::new();
            let keys = FoundKey::all(parser.parse(record).expect("JSON"));
            let found = advice(&keys);
            assert_eq!(found.is_some(), help.is_some(), "{record}: {found:?}");
            let said = found.unwrap_or_default();
            assert!(said.contains(help.unwrap_or_default()), "{record}: {said}");
        }
    }

    #[test]
    fn a_rejected_answer_is_no_answer() {
        use super::likely_pair;
        let pair = |keys: &[&'static str]| likely_pair(keys.iter().copied());
        assert_eq!(
            pair(&["prompt", "chosen", "rejected", "score"]),
            Some(("prompt", "chosen"))
        );
        assert_eq!(pair(&["text", "rejected"]), None);
    }
}
