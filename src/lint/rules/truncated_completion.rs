//! `truncated-completion`

use crate::analysis::profile::answer_structure::AnswerKind;
use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::closing::Closing;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, share};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "truncated-completion",
    severity: Severity::Warning,
    what: "Answer looks truncated. Certain: JSON without its last bracket, if most JSON answers are complete. Likely: a text that ends with a comma or a word such as \"the\", if 19 of 20 answers end with a sentence; and several answers that end in the middle of a sentence at exactly the same length, which no other answer exceeds. A guess, and only info: a text of a thousand bytes or more that ends with any other word, because limits cut long answers while short ones may only lack a full stop. List items, a last line of up to four words, such as a signature, and numbers are not reported. In scripts without spaces between words, there is one info finding for the data set.",
    why: "A model trained on truncated answers learns to stop in the middle. The usual cause is a token limit of the model that generated them.",
    example: "(one answer \"The order was sent on the\" among 100 that end a sentence)",
    instead: "(whole answers)",
    model: None,
    source: "General practice for training data: only answers that you would want to get.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

/// The share of texts that end a sentence, and the fewest texts, from which another end is suspicious.
const SENTENCES: (f64, u64) = (0.95, 50);
/// For each JSON answer that is cut off there are so many whole ones, or the brackets mean something else.
const WHOLE: u64 = 4;

const HELP: &str = "complete the answer, or exclude the record";

fn cut_json() -> Message {
    Message::new("truncated answer: JSON without its last bracket", HELP)
}

fn open_end(closing: Closing, sentences: u64, total: u64) -> Option<Message> {
    let (how, severity) = match closing {
        Closing::Comma | Closing::Link => ("likely", Severity::Warning),
        Closing::Word => ("possibly", Severity::Info),
        Closing::Sentence | Closing::Unspaced | Closing::Other => return None,
    };
    let message = Message::new(
        format!(
            "the answer ends with {}, but {} of {} end with a sentence: {how} truncated",
            closing.name(),
            share(sentences, total),
            grouped(total)
        ),
        HELP,
    );
    Some(message.at(severity))
}

/// In a script without spaces a full stop is left out more often, and a cut is told by reading only.
fn without_stop(count: u64, total: u64) -> Message {
    Message::new(
        format!(
            "{} of {} answers end without a full stop, as this one does: some may be truncated",
            grouped(count),
            grouped(total)
        ),
        "check some of them: complete truncated answers, or exclude the records",
    )
    .at(Severity::Info)
}

/// So many texts of one greatest length are no chance, where they differ and are longer than a label.
const ALIKE: u64 = 3;
const LONG: u64 = 100;

fn at_ceiling(characters: u64, total: u64) -> Message {
    Message::new(
        format!(
            "the answer ends in the middle of a sentence at exactly {} characters, as do {}, and none is longer: likely truncated",
            grouped(characters),
            grouped(total)
        ),
        HELP,
    )
}

/// Answers that end where something cuts.
fn check_ceiling(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    let truncation = &answers.truncation;
    let is_cut = truncation.characters >= LONG
        && truncation.open >= ALIKE
        && truncation.distinct() as u64 >= ALIKE
        && truncation.open * 2 >= truncation.total;
    if is_cut {
        let message = at_ceiling(truncation.characters, truncation.total);
        let places = truncation.places.iter();
        let shown = places.map(|place| (Site::record(place), message.clone()));
        found.push(DatasetFinding::several(&RULE, truncation.open, shown));
    }
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    check_ceiling(answers, found);
    let makes = answers.makes.values();
    let of = |make: AnswerKind| {
        makes
            .iter()
            .find(move |met| AnswerKind::of(met.key) == Some(make))
    };
    let count = |make| of(make).map_or(0, |met| met.count);
    if let Some(cut) = of(AnswerKind::CutJson)
        && count(AnswerKind::Object) + count(AnswerKind::Array) >= cut.count * WHOLE
    {
        found.push(DatasetFinding::wherever(&RULE, cut, &cut_json()));
    }
    let total = answers.closings.total();
    let usual = answers.closings.mode(total, SENTENCES);
    let Some(usual) = usual.filter(|usual| usual.met.key == Closing::Sentence as u64) else {
        return;
    };
    let of = |closing: Closing| {
        let mut others = usual.others.iter();
        others.find(move |other| other.key == closing as u64)
    };
    if let Some(other) = of(Closing::Unspaced)
        && let Some(first) = other.places.first()
    {
        let message = without_stop(other.count, total);
        found.push(DatasetFinding::at(&RULE, Site::record(first), message));
    }
    for closing in [Closing::Comma, Closing::Link, Closing::Word] {
        let other = of(closing);
        if let Some(other) = other
            && let Some(message) = open_end(closing, usual.met.count, total)
        {
            found.push(DatasetFinding::wherever(&RULE, other, &message));
        }
    }
}
