//! `boilerplate-answer`

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
    name: "boilerplate-answer",
    severity: Severity::Info,
    what: "Boilerplate in answers. These are refusals and apologies, \"as an AI\", and openings such as \"Sure!\" and \"Of course!\". Each kind is one info finding with the number of records, from 5 refusals or disclaimers per thousand records and from 5 openings per hundred. Phrases in English, German, French, Spanish, Portuguese, Italian, Chinese and Japanese are known.",
    why: "Answers written by another model carry its style. A model trained on refusals learns to refuse; a few percent are enough.",
    example: "(20 of 1,000 answers that begin with \"I'm sorry, but I can't\")",
    instead: "(answers to what was asked)",
    model: None,
    source: "General practice for training data: only answers that you would want to get.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

/// So many records, and one in so many of all, make a note.
const RARE: (u64, u64) = (5, 200);
const OFTEN: (u64, u64) = (20, 20);
/// Bytes of an answer in which a disclaimer is looked for.
const HEAD: usize = 240;

/// Beginnings of refusals and apologies.
static REFUSALS: [&str; 64] = [
    "I'm sorry, but",
    "I’m sorry, but",
    "I am sorry, but",
    "Sorry, but",
    "Sorry, I ",
    "I'm sorry, I ",
    "I’m sorry, I ",
    "I am sorry, I ",
    "I apologize, but",
    "I apologise, but",
    "I'm unable to",
    "I’m unable to",
    "I am unable to",
    "I'm not able to",
    "I am not able to",
    "I cannot provide",
    "I cannot help",
    "I cannot assist",
    "I cannot answer",
    "I cannot fulfill",
    "I cannot generate",
    "I cannot create",
    "I cannot translate",
    "I can't provide",
    "I can't help",
    "I can't assist",
    "I can't answer",
    "I can’t provide",
    "I can’t help",
    "I can’t assist",
    "Unfortunately, I",
    "Es tut mir leid, aber",
    "Es tut mir leid, ich",
    "Tut mir leid, ",
    "Entschuldigung, aber",
    "Leider kann ich",
    "Ich kann leider",
    "Je suis désolé, mais",
    "Je suis désolée, mais",
    "Désolé, mais",
    "Désolé, je ne",
    "Je ne peux pas",
    "Je ne suis pas en mesure",
    "Lo siento, pero",
    "Lo siento, no",
    "Lamento, pero",
    "No puedo proporcionar",
    "No puedo ayudar",
    "Desculpe, mas",
    "Desculpe, não",
    "Sinto muito, mas",
    "Mi dispiace, ma",
    "Mi dispiace, non",
    "Non posso fornire",
    "抱歉，",
    "很抱歉，",
    "非常抱歉，",
    "对不起，",
    "對不起，",
    "我无法",
    "我無法",
    "申し訳ありません",
    "申し訳ございません",
    "お答えできません",
];
/// Words of disclaimers, behind one of [`TELLTALES`] or with it.
static DISCLAIMERS: [&str; 46] = [
    "as an AI",
    "As an AI",
    "as a language model",
    "As a language model",
    "as a large language model",
    "As a large language model",
    "an AI language model",
    "Als KI",
    "als KI",
    "Als Sprachmodell",
    "als Sprachmodell",
    "Als künstliche Intelligenz",
    "als künstliche Intelligenz",
    "En tant qu'IA",
    "en tant qu'IA",
    "En tant que modèle",
    "en tant que modèle",
    "En tant qu'intelligence artificielle",
    "en tant qu'intelligence artificielle",
    "Como IA",
    "como IA",
    "Como una IA",
    "como una IA",
    "Como modelo de",
    "como modelo de",
    "Como uma IA",
    "como uma IA",
    "Como um modelo de",
    "como um modelo de",
    "In quanto IA",
    "in quanto IA",
    "Come modello",
    "come modello",
    "作为AI",
    "作为一个AI",
    "作为一名AI",
    "作为人工智能",
    "作为一个人工智能",
    "作为一名人工智能",
    "作为一种人工智能",
    "作为一个语言模型",
    "作為AI",
    "作為人工智慧",
    "AI言語モデル",
    "AIとして",
    "言語モデルとして",
];
/// Short parts of which every disclaimer has one.
static TELLTALES: Finders<7> =
    Finders::new(|| ["AI", "IA", "KI", "odel", "ntelligen", "智能", "模"].map(Finder::new));
/// Openings, before a sign that ends them.
static OPENINGS: [&str; 34] = [
    "Sure",
    "Sure thing",
    "Of course",
    "Certainly",
    "Absolutely",
    "Great question",
    "Good question",
    "Natürlich",
    "Gerne",
    "Selbstverständlich",
    "Aber sicher",
    "Bien sûr",
    "Certainement",
    "Avec plaisir",
    "Claro",
    "Claro que sí",
    "Por supuesto",
    "Desde luego",
    "Com certeza",
    "Claro que sim",
    "Certo",
    "Certamente",
    "Naturalmente",
    "Volentieri",
    "当然",
    "当然可以",
    "好的",
    "没问题",
    "當然",
    "當然可以",
    "もちろん",
    "もちろんです",
    "はい",
    "承知しました",
];

/// The kinds, each a finding for the data set.
#[derive(Clone, Copy)]
enum Kind {
    Refusal,
    Disclaimer,
    Opening,
}

fn message(kind: Kind, found: &str) -> Message {
    let found = found.trim_end_matches([' ', ',', '，']);
    match kind {
        Kind::Refusal => Message::new(
            format!("answer starts with a refusal or apology: \"{found}\""),
            "exclude records with questions that could be answered; keep intended refusals",
        ),
        Kind::Disclaimer => Message::new(
            format!("answer has another model's disclaimer: \"{found}\""),
            "remove it: a tuned model repeats it",
        ),
        Kind::Opening => Message::new(
            format!("answer starts with an empty phrase: \"{found}\""),
            "remove it, unless the model should start this way",
        ),
    }
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let answers = sample
        .turns
        .iter()
        .filter(|turn| turn.role == Role::Assistant);
    for block in answers.flat_map(|turn| &turn.blocks) {
        if let Block::Text(text) = block {
            look(*text, sample, findings);
        }
    }
}

fn look(text: Text<'_>, sample: &Sample<'_>, findings: &mut Collector<'_>) {
    plain::search(text, |plain, span_of| {
        let start = plain.len() - plain.trim_start().len();
        let inside = &plain[start..];
        let mut report = |kind, at: usize, found: &str, (fewest, share)| {
            let span = span_of(start + at, found.len());
            let what = (kind as u8).to_string();
            findings.report_fact_of((fewest, share), &RULE, sample.root, span, what, || {
                message(kind, found)
            });
        };
        if let Some(found) = beginnings(&REFUSALS, inside).next() {
            report(Kind::Refusal, 0, found, RARE);
        }
        if let Some((at, found)) = disclaimer(inside) {
            report(Kind::Disclaimer, at, found, RARE);
        }
        if let Some(found) = opening(inside) {
            report(Kind::Opening, 0, found, OFTEN);
        }
    });
}

fn disclaimer(inside: &str) -> Option<(usize, &'static str)> {
    let mut end = inside.len().min(HEAD);
    while !inside.is_char_boundary(end) {
        end -= 1;
    }
    let head = &inside[..end];
    if !TELLTALES.any(head.as_bytes()) {
        return None;
    }
    DISCLAIMERS.iter().copied().find_map(|known| {
        let at = head.find(known)?;
        let before = head[..at].chars().next_back();
        let after = head[at + known.len()..].chars().next();
        // "as an AIDS patient", "was an AI".
        let is_word = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
        (!known.is_ascii() || !is_word(before) && !is_word(after)).then_some((at, known))
    })
}

fn opening(inside: &str) -> Option<&'static str> {
    beginnings(&OPENINGS, inside).find(|known| {
        inside[known.len()..].starts_with(['!', ',', '.', '！', '，', '。', '、', ':', '：'])
    })
}

/// Those of `list` that the text begins with. Its first bytes rule most of them out.
fn beginnings(list: &'static [&str], inside: &str) -> impl Iterator<Item = &'static str> {
    let head = |text: &str| text.as_bytes().first_chunk::<2>().copied();
    let first = head(inside);
    let begins = move |known: &&str| head(known) == first && inside.starts_with(*known);
    list.iter().copied().filter(begins)
}

#[cfg(test)]
mod tests {
    use super::{disclaimer, opening};

    #[test]
    fn phrases_are_told_from_words() {
        for (text, found) in [
            ("I don't know: as an AI, I have no body.", Some("as an AI")),
            ("Als KI habe ich keinen Körper.", Some("Als KI")),
            ("作为一个AI，我没有身体。", Some("作为一个AI")),
            ("He was an AI researcher at the lab.", None),
            ("As an AIDS patient he", None),
        ] {
            assert_eq!(disclaimer(text).map(|hit| hit.1), found, "{text}");
        }
        for (text, found) in [
            ("Sure! Here it is", Some("Sure")),
            ("Sure enough, it rained", None),
            ("当然可以！这是", Some("当然可以")),
            ("Gerne, hier ist er", Some("Gerne")),
            ("Certo", None),
        ] {
            assert_eq!(opening(text), found, "{text}");
        }
    }
}
