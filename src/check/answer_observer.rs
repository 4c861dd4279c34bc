//! Looks at the answers of a chunk, one after the other.

use std::collections::BTreeMap;

use crate::analysis::profile::affixes::{Edge, Edges};
use crate::analysis::profile::answer_structure::{AnswerKind, AnswerStructure};
use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::class_labels::LONGEST_LABEL;
use crate::analysis::profile::closing::Closing;
use crate::analysis::profile::placeholders::{Emptiness, LONGEST, is_filler};
use crate::analysis::profile::unicode_script::Script;
use crate::diagnostic::finding::Finding;
use crate::diagnostic::hash::narrow_digest;
use crate::diagnostic::position::Span;
use crate::json::{Parser, Text};
use crate::lint::collector::{Collector, RecordSpan};
use crate::lint::rules::completion_repeats_prompt;
use crate::record::sample::{Block, Role, Sample, Turn};

/// Bytes of an answer's end that are marked.
const END: u32 = 24;
/// The most bytes in which a key at the beginning of an answer ends.
const HEAD: usize = 40;
/// Up to so many characters an answer may be anything; longer ones are mostly prose.
const SHORT: u64 = 40;

/// Bytes of a text that a limit may have cut; a shorter one that lacks its full stop is written so.
const LONG: usize = 1_000;

/// Properties of the answers of a chunk so far.
#[derive(Default)]
pub struct Observer {
    answers: Answers<RecordSpan>,
    /// Reads answers that are JSON themselves.
    parser: Parser,
}

/// One record under observation.
struct Observation<'a, 't, 'c> {
    sample: &'a Sample<'t>,
    index: usize,
    findings: &'a Collector<'c>,
    most: usize,
    /// Of the answer, where they have been counted already.
    characters: Option<u64>,
}

impl Observation<'_, '_, '_> {
    fn at(&self, span: Span) -> RecordSpan {
        self.findings.record_span(self.sample.root, span)
    }
}

impl Observer {
    /// Looks at the answer of the chunk's record of that `index`, where it has one.
    #[inline(never)]
    pub fn observe(&mut self, sample: &Sample<'_>, index: u32, findings: &Collector<'_>) {
        let Some(turn) = answer(sample) else { return };
        let observation = Observation {
            sample,
            index: index as usize,
            findings,
            most: findings.max_examples(),
            characters: (sample.turns.len() == 2).then(|| sample.extents().1.characters),
        };
        self.answers.total += 1;
        self.answers.observe_question(sample, &observation);
        if let [Block::Text(text)] = turn.blocks.as_slice() {
            let Self { answers, parser } = self;
            answers.observe_text(*text, &observation, parser);
        } else {
            let is_call = |block: &Block<'_>| matches!(block, Block::ToolUse(_));
            let make = if turn.blocks.iter().any(is_call) {
                AnswerKind::Call
            } else {
                AnswerKind::OptionalFields
            };
            self.answers
                .meet_make(make, observation.most, || observation.at(turn.at.span()));
        }
    }

    /// Returns the properties of the chunk's answers and the places that they refer to, and resets them.
    pub fn finish(&mut self, findings: &Collector<'_>) -> (Answers<u32>, Vec<Finding>) {
        let seen = std::mem::take(&mut self.answers);
        let mut answer_findings = Vec::new();
        let mut numbers = BTreeMap::new();
        let mut answers = Answers::default();
        // Most properties first appear at the same few places.
        answers.add(&seen, 0, usize::MAX, |record_span| {
            *numbers.entry(record_span.key()).or_insert_with(|| {
                answer_findings.push(findings.finding_at(record_span));
                crate::diagnostic::position::narrow(answer_findings.len() - 1)
            })
        });
        (answers, answer_findings)
    }
}

/// The last turn, if it is the assistant's answer to another.
fn answer<'s, 't>(sample: &'s Sample<'t>) -> Option<&'s Turn<'t>> {
    let turn = sample.turns.last()?;
    (turn.role == Role::Assistant && sample.turns.len() > 1).then_some(turn)
}

impl Answers<RecordSpan> {
    /// Looks at what the answer answers, and at what both are written in.
    fn observe_question(&mut self, sample: &Sample<'_>, observation: &Observation<'_, '_, '_>) {
        let question = sample.turns.iter().rev().nth(1);
        let Some([Block::Text(text)]) = question.map(|turn| turn.blocks.as_slice()) else {
            return;
        };
        let start = || observation.at(text.span());
        self.questions
            .meet(text.chars() as u64, observation.most, start);
        let answer = sample.turns.last().map(|turn| turn.blocks.as_slice());
        if let Some([Block::Text(answer)]) = answer
            && completion_repeats_prompt::is_copy_of(*text, *answer)
        {
            let place = || observation.at(answer.span());
            self.copies.meet(0, observation.most, String::new, place);
        }
        if let Some(script) = Script::of_sample(sample) {
            let name = || script.name().to_owned();
            self.scripts
                .meet(script as u64, observation.most, name, start);
        }
    }

    fn observe_text(
        &mut self,
        text: Text<'_>,
        observation: &Observation<'_, '_, '_>,
        parser: &mut Parser,
    ) {
        let most = observation.most;
        let (first, last) = (text.span().start + 1, text.span().end - 1);
        let start = || observation.at(Span::new(first, last));
        let end = || observation.at(Span::new(last.saturating_sub(END).max(first), last));
        let characters = observation
            .characters
            .unwrap_or_else(|| text.chars() as u64);
        self.lengths.meet(characters, most, start);
        let edges = Edges::of(text.raw());
        let open = || {
            Closing::of(edges.inside)
                .is_open()
                .then(|| narrow_digest(text.raw().as_bytes()))
        };
        self.truncation.meet(characters, most, open, end);
        let Some(&letter) = edges.inside.as_bytes().first() else {
            return;
        };
        // Most answers are prose, which needs no closer look: begins with a letter, and has no colon soon.
        let head = &edges.inside.as_bytes()[..edges.inside.len().min(HEAD)];
        let is_prose = characters > SHORT
            && (letter.is_ascii_alphabetic() || letter >= 0x80)
            && memchr::memchr(b':', head).is_none()
            && !is_filler(edges.inside);
        if is_prose {
            self.meet_make(AnswerKind::Text, most, start);
            if characters <= LONGEST_LABEL as u64 {
                let decoded = text.decode();
                if may_be_label(&decoded, characters) {
                    let index = observation.index;
                    self.labels.whole.note(index, decoded.trim(), start);
                }
            }
            let opening = if edges.leading {
                Edge::Space
            } else {
                Edge::Plain
            };
            self.meet_edges(opening, edges, most, start, end);
            self.meet_closing(edges, most, end);
            return;
        }
        let decoded;
        let inside = if text.has_escapes() {
            decoded = text.decode();
            decoded.trim()
        } else {
            edges.inside
        };
        let asked = || observation.sample.texts_before_answer();
        if let Some(empty) =
            Emptiness::of(inside).filter(|empty| !empty.is_asked_for(inside, asked()))
        {
            let name = || match inside.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", &inside[..end]),
                None => inside.to_owned(),
            };
            self.empties.meet(empty.digest(inside), most, name, start);
        }
        let structure = AnswerStructure::of(inside, parser);
        self.meet_make(structure.make, most, start);
        if structure.make.is_structured() {
            let name = || structure.name();
            self.structures.meet(structure.digest(), most, name, start);
        }
        match structure.make {
            AnswerKind::Text | AnswerKind::Number | AnswerKind::Tagged => {
                self.meet_edges(edges.opening(), edges, most, start, end);
                if may_be_label(inside, characters) {
                    self.labels.whole.note(observation.index, inside, start);
                }
                let is_short = characters <= SHORT && !inside.contains('\n');
                if structure.make == AnswerKind::Text && !is_short {
                    self.meet_closing(edges, most, end);
                }
            }
            AnswerKind::Object | AnswerKind::Pairs => {
                for field in &structure.fields {
                    let value = field.value.as_deref().filter(|value| {
                        value.len() <= LONGEST_LABEL * 4
                            && value.chars().count() <= LONGEST_LABEL
                            && !value.is_empty()
                    });
                    if let Some(value) = value
                        && let Some(column) = self.labels.field(&field.name)
                    {
                        column.note(observation.index, value, start);
                    }
                }
            }
            _ => {}
        }
    }

    fn meet_make(&mut self, make: AnswerKind, most: usize, place: impl Fn() -> RecordSpan) {
        let name = || make.name().to_owned();
        self.makes.meet(make as u64, most, name, place);
    }

    fn meet_edges(
        &mut self,
        opening: Edge<'_>,
        edges: Edges<'_>,
        most: usize,
        start: impl Fn() -> RecordSpan,
        end: impl Fn() -> RecordSpan,
    ) {
        let name = || opening.name();
        self.openings.meet(opening.digest(), most, name, start);
        let ending = edges.ending();
        let name = || ending.name();
        self.endings.meet(ending.digest(), most, name, end);
    }

    fn meet_closing(&mut self, edges: Edges<'_>, most: usize, end: impl Fn() -> RecordSpan) {
        let closing = match Closing::of(edges.inside) {
            Closing::Word | Closing::Unspaced if edges.inside.len() < LONG => Closing::Other,
            closing => closing,
        };
        let name = || closing.name().to_owned();
        self.closings.meet(closing as u64, most, name, end);
    }
}

/// Returns true for a text short enough to be a class, on one line.
fn may_be_label(text: &str, characters: u64) -> bool {
    characters <= LONGEST_LABEL as u64 && !text.contains('\n')
}
