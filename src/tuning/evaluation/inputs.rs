//! The three sides of an evaluation, read: references, and the answers of one model or two.

use super::findings::{CUT_OFF_ANSWER, FAILED_INFERENCE, NO_ANSWER, NO_REFERENCE_ANSWER};
use super::rows::{File, Record, records};
use super::{EvaluationOptions, findings};
use crate::diagnostic::quote::quoted;
use crate::json::Value;
use crate::tuning::evaluation::answer_text::{
    ANSWER_KEYS, ID_KEYS, PROMPT_KEYS, REFERENCE_KEYS, Said, answer_of, at, id_of, prompt_of,
    reference_of, text_of,
};
use crate::tuning::evaluation::normalize::{Answer, question, words};
use crate::tuning::file_findings::{FileFindings, Place};

/// Digests that identify a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its id.
    pub id: Option<String>,
    /// The question, by its words.
    pub prompt: Option<u128>,
    /// The words of the question, of the first records of a file.
    pub words: Vec<u64>,
}

/// Words of prompts are kept of so many records from the start: enough to see if two files go together.
pub const SAMPLE: usize = 100;

impl Identity {
    /// Identifies the record at `index` of its file.
    fn of(id: Option<String>, prompt: Option<&str>, index: usize) -> Self {
        let words = prompt.filter(|_| index < SAMPLE).map(words);
        Self {
            id,
            prompt: prompt.map(question),
            words: words.unwrap_or_default(),
        }
    }
}

/// A record of the held-out file.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its line, from 1.
    pub line: u64,
    /// Properties that identify it.
    pub identity: Identity,
    /// The right answer; none if the line cannot be read.
    pub answer: Option<Answer>,
}

/// A record of a file of answers.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its line, from 1.
    pub line: u64,
    /// Properties that identify it.
    pub identity: Identity,
    /// The model's answer; none if the inference failed or the line cannot be read.
    pub answer: Option<Answer>,
    /// It ended because no more tokens were allowed.
    pub cut_off: bool,
}

/// Reads the held-out file.
pub fn references(
    file: File<'_>,
    options: &EvaluationOptions,
    findings: &mut FileFindings,
) -> Vec<Reference> {
    let mut found = Vec::new();
    let known = options.reference_key.as_deref();
    let names: Vec<&str> = known.map_or(REFERENCE_KEYS.to_vec(), |key| vec![key]);
    records(file, &names, findings, |record, line, findings| {
        let (identity, text) = match record {
            Record::Unreadable => (Identity::default(), None),
            Record::Json(root) => {
                let id = id_of(root, options.id_key.as_deref());
                let identity = Identity::of(id, prompt_of(root).as_deref(), found.len());
                let text = match &options.reference_key {
                    Some(key) => at(root, key).map(text_of),
                    None => reference_of(root),
                };
                if text.is_none() {
                    findings.add(&NO_REFERENCE_ANSWER, place(file, line), || {
                        format!("no answer to compare with: {}", keys(root))
                    });
                }
                (identity, text)
            }
            Record::Row(header, row) => {
                let text = Record::field(header, row, &names);
                if text.is_none() {
                    findings.add(&NO_REFERENCE_ANSWER, place(file, line), || {
                        format!("no column is an answer to compare with: {}", list(header))
                    });
                }
                (identity_of_row(header, row, options, found.len()), text)
            }
        };
        found.push(Reference {
            line,
            identity,
            answer: text.map(|text| Answer::new(&text)),
        });
    });
    found
}

/// Reads a model's answers.
pub fn answers(
    file: File<'_>,
    options: &EvaluationOptions,
    findings: &mut FileFindings,
) -> Vec<Given> {
    let mut found = Vec::new();
    let known = options.answer_key.as_deref();
    let names: Vec<&str> = known.map_or(ANSWER_KEYS.to_vec(), |key| vec![key]);
    records(file, &names, findings, |record, line, findings| {
        let (identity, said) = match record {
            Record::Unreadable => (Identity::default(), None),
            Record::Json(root) => {
                let asked = root.get("modelInput").unwrap_or(root);
                let id = id_of(root, options.id_key.as_deref());
                let identity = Identity::of(id, prompt_of(asked).as_deref(), found.len());
                (identity, said(root, place(file, line), options, findings))
            }
            Record::Row(header, row) => {
                let text = Record::field(header, row, &names);
                if text.is_none() {
                    findings.add(&NO_ANSWER, place(file, line), || {
                        format!("no column is an answer: {}", list(header))
                    });
                }
                let said = text.map(|text| Said {
                    text,
                    cut_off: false,
                });
                (identity_of_row(header, row, options, found.len()), said)
            }
        };
        let said = said.map(|said| (Answer::new(&said.text), said.cut_off));
        if said.as_ref().is_some_and(|(_, cut_off)| *cut_off) {
            findings.add(&CUT_OFF_ANSWER, place(file, line), || {
                "the answer was cut off at the token limit".to_owned()
            });
        }
        found.push(Given {
            line,
            identity,
            cut_off: said.as_ref().is_some_and(|(_, cut_off)| *cut_off),
            answer: said.map(|(answer, _)| answer),
        });
    });
    found
}

/// A line of batch inference output holds `modelOutput`, or `error` in its place; any other line is the answer itself.
fn said(
    root: Value<'_>,
    place: Place<'_>,
    options: &EvaluationOptions,
    findings: &mut FileFindings,
) -> Option<Said> {
    let said = match (&options.answer_key, root.get("modelOutput")) {
        (Some(key), _) => at(root, key).map(|value| Said {
            text: text_of(value),
            cut_off: false,
        }),
        (None, Some(output)) => answer_of(output),
        (None, None) => answer_of(root),
    };
    if said.is_none() {
        match root.get("error") {
            Some(error) => findings.add(&FAILED_INFERENCE, place, || {
                let message = error.get("errorMessage").unwrap_or(error);
                format!("the inference failed: {}", quoted(&text_of(message)))
            }),
            None => findings.add(&NO_ANSWER, place, || {
                let body = root.get("modelOutput").unwrap_or(root);
                format!("no answer is in it: {}", keys(body))
            }),
        }
    }
    said
}

fn identity_of_row(
    header: &[String],
    row: &crate::input::csv_records::Row,
    options: &EvaluationOptions,
    index: usize,
) -> Identity {
    let names: Vec<&str> = match &options.id_key {
        Some(key) => vec![key],
        None => ID_KEYS.to_vec(),
    };
    let prompt = Record::field(header, row, &PROMPT_KEYS);
    Identity::of(Record::field(header, row, &names), prompt.as_deref(), index)
}

fn place(file: File<'_>, line: u64) -> Place<'_> {
    Place {
        file: file.name,
        line,
        column: 1,
    }
}

/// The keys of an object, for a message.
fn keys(value: Value<'_>) -> String {
    let names: Vec<String> = value
        .members()
        .map(|member| member.key.decode().into_owned())
        .collect();
    if names.is_empty() {
        return format!("it is {}", value.kind_name());
    }
    format!("it has the keys {}", list(&names))
}

fn list(names: &[String]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> = names.iter().take(MOST).map(|name| quoted(name)).collect();
    let more = if names.len() > MOST { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// Remarks on references that have no answer, where that is worth a line each.
pub fn report_unanswered(file: File<'_>, line: u64, whose: &str, findings: &mut FileFindings) {
    findings.add(&findings::UNANSWERED_REFERENCE, place(file, line), || {
        format!("the {whose} model has no answer to it")
    });
}
