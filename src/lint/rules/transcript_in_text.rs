//! `transcript-in-text`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::json::{Signs, Text};
use crate::lint::collector::Collector;
use crate::lint::rules::plain::{self, Finders};
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "transcript-in-text",
    severity: Severity::Info,
    what: "Several messages in one text. An answer is or continues a conversation with labels such as `Human:` and `Assistant:` at the start of lines, or has the label of who asks behind a sentence, or a prompt is such a conversation. It is one info finding with the number of records, from three on. A prompt counts if its first line has such a label; a transcript after an instruction, such as one to summarize, is not reported, nor is the answer to a prompt that asks for a dialogue.",
    why: "The model learns to write the user's next question itself, and to expect labels that Bedrock's template does not have.",
    example: r#"(answers such as "It opens at nine.\nHuman: And on Sunday?\nAssistant: At ten.")"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "When does it open?"}]}, {"role": "assistant", "content": [{"text": "It opens at nine."}]}, {"role": "user", "content": [{"text": "And on Sunday?"}]}, {"role": "assistant", "content": [{"text": "At ten."}]}]}"#,
    model: None,
    source: "General practice for training data: each turn is a separate message.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS document mentions transcripts; some of the labels are reserved strings of Nova and Claude.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

const FEWEST: (u64, u64) = (3, u64::MAX);

/// Labels of who asks, and of who answers.
const ASKING: [&str; 6] = [
    "Human:",
    "User:",
    "Patient:",
    "Customer:",
    "<user>:",
    "<human>:",
];
const ANSWERING: [&str; 7] = [
    "Assistant:",
    "AI:",
    "Bot:",
    "Chatbot:",
    "Doctor:",
    "Agent:",
    "<bot>:",
];

/// Parts of which every label of who asks has one.
static PARTS: Finders<4> = Finders::new(|| ["uman", "ser", "atient:", "ustomer:"].map(Finder::new));

/// Beginnings of words in a prompt that asks for such a text.
const WANTING: [&str; 10] = [
    "conversation",
    "dialog",
    "transcript",
    "interview",
    "script",
    "chat",
    "skit",
    "scene",
    "simulat",
    "roleplay",
];

fn message(role: Role) -> Message {
    if role == Role::Assistant {
        Message::new(
            "the answer has messages of the user in it, with labels: the model learns to write both sides",
            "end the answer before the user's message, and use separate messages for the rest",
        )
    } else {
        Message::new(
            "the prompt is a whole conversation in one text, with a label before each message",
            "use a separate message for each turn, without the label",
        )
    }
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    if !PARTS.any(sample.root.raw().as_bytes()) {
        return;
    }
    for turn in &sample.turns {
        for block in &turn.blocks {
            if let Block::Text(text) = block {
                look(*text, turn.role, sample, findings);
            }
        }
    }
}

fn look(text: Text<'_>, role: Role, sample: &Sample<'_>, findings: &mut Collector<'_>) {
    plain::search(text, |plain, span_of| {
        let is_answer = role == Role::Assistant;
        let Some((at, length)) = transcript(plain, is_answer) else {
            return;
        };
        if is_answer && is_wanted(sample) {
            return;
        }
        let span = span_of(at, length);
        let name = if role == Role::Assistant {
            "answer"
        } else {
            "prompt"
        };
        findings.report_fact_of(FEWEST, &RULE, sample.root, span, name, || message(role));
    });
}

/// Returns true if a prompt asks for a conversation.
fn is_wanted(sample: &Sample<'_>) -> bool {
    let asking = sample.turns.iter().filter(|turn| turn.role == Role::User);
    asking.flat_map(|turn| &turn.blocks).any(|block| {
        let Block::Text(text) = block else {
            return false;
        };
        let said = text.raw().to_lowercase();
        let mut words = said.split(|one: char| !one.is_alphanumeric());
        words.any(|word| WANTING.iter().any(|start| word.starts_with(start)))
    })
}

/// The first label of a conversation: in an answer that of the user's message, in a prompt the one that it begins with.
fn transcript(text: &str, is_answer: bool) -> Option<(usize, usize)> {
    let label_at = |at: usize, labels: &[&'static str]| {
        let rest = &text[at..];
        let found = labels.iter().find(|label| rest.starts_with(**label))?;
        Some((at, found.len()))
    };
    let asked = || lines(text).find_map(|at| label_at(at, &ASKING));
    let answered = || lines(text).filter_map(|at| label_at(at, &ANSWERING));
    if !is_answer {
        let first = asked().filter(|&(at, _)| at == 0)?;
        return answered().next().map(|_| first);
    }
    let on_lines = asked().filter(|_| answered().next().is_some());
    on_lines.or_else(|| sentence_ends(text).find_map(|at| label_at(at, &ASKING)))
}

/// The places behind the ends of sentences, within lines.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let ends = memchr::memchr3_iter(b'.', b'?', b'!', text.as_bytes()).map(|at| at + 1);
    ends.map(|at| at + text[at..].len() - text[at..].trim_start_matches(' ').len())
}

/// The places where lines begin, behind their spaces; lines end as JSON writes it, or as they are.
fn lines(text: &str) -> impl Iterator<Item = usize> {
    let ends = memchr::memchr2_iter(b'n', b'\n', text.as_bytes());
    let ends = ends.filter(|&at| {
        let bytes = text.as_bytes();
        bytes[at] == b'\n' || at > 0 && bytes[at - 1] == b'\\'
    });
    let starts = std::iter::once(0).chain(ends.map(|at| at + 1));
    starts.map(|at| at + text[at..].len() - text[at..].trim_start_matches(' ').len())
}

#[cfg(test)]
mod tests {
    use super::{RULE, transcript};
    use crate::testing::{converse, passes};

    #[test]
    fn a_dialogue_that_was_asked_for_is_an_answer() {
        let asked = r#"{"text": "Write a conversation between a customer and an agent."}"#;
        let answer = r#"{"text": "Customer: it broke\nAgent: sorry"}"#;
        passes(&RULE, [("", converse(asked, answer))]);
    }

    #[test]
    fn an_answer_that_asks_on_and_a_prompt_of_turns_are_transcripts() {
        for (text, is_answer, found) in [
            (
                "It opens at nine.\\nHuman: And on Sunday?\\nAssistant: At ten.",
                true,
                Some("Human:"),
            ),
            (
                "It opens at nine.\nUser: Thanks\n Bot: Bye",
                true,
                Some("User:"),
            ),
            (
                "Human: hi\\nAssistant: hello\\nHuman: bye\\nAssistant:",
                false,
                Some("Human:"),
            ),
            ("<user>: I cough\\n<bot>:", false, Some("<user>:")),
            // What is to be summed up is no conversation with the model.
            ("Drink water.Patient: How much?", true, Some("Patient:")),
            (
                "You need a test. Patient: Which one?",
                true,
                Some("Patient:"),
            ),
            (
                "Patient: I cough\\nDoctor: since when?",
                true,
                Some("Patient:"),
            ),
            (
                "Doctor: since when?\nPatient: today",
                true,
                Some("Patient:"),
            ),
            (
                "Sum this up:\\nCustomer: it broke\\nAgent: sorry",
                false,
                None,
            ),
            ("Columns:\\nUser: the name\\nTime: the hour", true, None),
            ("the human: a study of the assistant: no", true, None),
            ("Customer: it broke", false, None),
            ("Impatient: a word. Patients: many", true, None),
        ] {
            let label = transcript(text, is_answer).map(|(at, length)| &text[at..at + length]);
            assert_eq!(label, found, "{text}");
        }
    }
}
