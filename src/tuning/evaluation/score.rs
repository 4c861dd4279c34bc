//! Scores of single answers, and their means.

use std::collections::BTreeMap;

use super::classes::Classes;
use super::findings::OTHER_FORM;
use super::rows::File;
use crate::analysis::profile::answer_structure::{AnswerKind, AnswerStructure};
use crate::diagnostic::numbers::real;
use crate::json::Parser;
use crate::tuning::evaluation::inputs::Reference;
use crate::tuning::evaluation::normalize::Answer;
use crate::tuning::file_findings::{FileFindings, Place};

/// So many of the right answers must have one shape before answers are held to it: some of any set are slips.
const USUAL_SHARE: f64 = 0.8;
/// And so many answers it takes to see one.
const FEWEST_ANSWERS: u64 = 10;

/// The standard for answers.
#[derive(Clone, Debug)]
pub struct Standard {
    /// The classes, where the references are classes.
    pub classes: Option<Classes>,
    /// The shape that most right answers have.
    pub shape: Option<Shape>,
}

/// The shape that most right answers have.
#[derive(Clone, Debug)]
pub struct Shape {
    digest: u64,
    /// The name that users see.
    pub name: String,
    /// The share of the right answers that have it.
    pub share: f64,
    /// Its fields have values that can be compared.
    pub has_fields: bool,
    /// It is a number and nothing else.
    pub is_number: bool,
}

impl Shape {
    /// The shape that most of these answers have, if enough of them have one.
    fn of(answers: &[&Answer]) -> Option<Self> {
        let mut parser = Parser::new();
        // By digest: how many have this shape, and the first of them.
        let mut shapes: BTreeMap<u64, (u64, usize)> = BTreeMap::new();
        for (index, answer) in answers.iter().enumerate() {
            let digest = AnswerStructure::of(&answer.text, &mut parser).digest();
            shapes.entry(digest).or_insert((0, index)).0 += 1;
        }
        let total = answers.len() as u64;
        let (digest, (count, first)) = shapes
            .into_iter()
            .max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first)))?;
        let share = real_of(count) / real_of(total);
        let structure = AnswerStructure::of(&answers[first].text, &mut parser);
        (total >= FEWEST_ANSWERS && share >= USUAL_SHARE).then(|| Self {
            digest,
            name: structure.name(),
            share,
            has_fields: !fields_of(&structure).is_empty(),
            is_number: structure.make == AnswerKind::Number,
        })
    }
}

/// A named value in an answer.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Answer,
}

impl Standard {
    /// Learns what answers should be like: their form from the training data, where these have one, else from all right
    /// answers; the classes from all.
    #[must_use]
    pub fn of(training: &[&Answer], references: &[&Answer]) -> Self {
        let all = [training, references].concat();
        Self {
            classes: Classes::of(all.iter().copied()),
            shape: Shape::of(training).or_else(|| Shape::of(&all)),
        }
    }

    /// Remarks on references that have another form than the training data.
    pub fn report_unexpected_answers(
        &self,
        references: &[Reference],
        file: File<'_>,
        findings: &mut FileFindings,
    ) {
        // If answers are classes, their structure is of no use.
        let Some(shape) = self.shape.as_ref().filter(|_| self.classes.is_none()) else {
            return;
        };
        let mut parser = Parser::new();
        for reference in references {
            let Some(answer) = &reference.answer else {
                continue;
            };
            let structure = AnswerStructure::of(&answer.text, &mut parser);
            if structure.digest() == shape.digest {
                continue;
            }
            let place = Place {
                file: file.name,
                line: reference.line,
                column: 1,
            };
            findings.add(&OTHER_FORM, place, || {
                format!(
                    "it is {}, and the training data are mostly {}",
                    structure.name(),
                    shape.name
                )
            });
        }
    }

    /// Scores an answer against its reference.
    #[must_use]
    pub fn score(&self, reference: &Answer, answer: &Answer) -> Score {
        let mut parser = Parser::new();
        let structure = AnswerStructure::of(&answer.text, &mut parser);
        let given = fields_of(&structure);
        let (digest, name) = (structure.digest(), structure.name());
        let class_of = |answer| {
            self.classes
                .as_ref()
                .and_then(|classes| classes.class_of(answer))
        };
        let class = class_of(answer);
        let breaks = match (&self.classes, &self.shape) {
            (Some(_), _) => class.is_none().then(|| "none of the classes".to_owned()),
            (None, Some(shape)) => (digest != shape.digest).then_some(name),
            (None, None) => None,
        };
        let wanted = self.wanted_fields(reference);
        let right: Vec<(String, bool)> = wanted
            .into_iter()
            .map(|wanted| {
                let right = given
                    .iter()
                    .any(|field| field.name == wanted.name && field.value.is_like(&wanted.value));
                (wanted.name, right)
            })
            .collect();
        Score {
            is_exact: answer.is_exactly(reference),
            is_like: answer.is_like(reference),
            token_f1: answer.token_f1(reference),
            classes: (class_of(reference), class),
            breaks,
            fields: right,
            length: answer.length(),
        }
    }

    fn wanted_fields(&self, reference: &Answer) -> Vec<Field> {
        if !self.shape.as_ref().is_some_and(|shape| shape.has_fields) {
            return Vec::new();
        }
        let mut parser = Parser::new();
        fields_of(&AnswerStructure::of(&reference.text, &mut parser))
    }
}

fn fields_of(structure: &AnswerStructure<'_>) -> Vec<Field> {
    let named = |field: &crate::analysis::profile::answer_structure::Field<'_>| {
        Some(Field {
            name: field.name.to_string(),
            value: Answer::new(field.value.as_deref()?),
        })
    };
    structure.fields.iter().filter_map(named).collect()
}

/// The score of one answer.
#[derive(Clone, Debug)]
pub struct Score {
    /// The same text.
    pub is_exact: bool,
    /// The same words, or the same number.
    pub is_like: bool,
    /// The words shared, from 0 to 1.
    pub token_f1: f64,
    /// The class of the reference and that of the answer.
    pub classes: (Option<usize>, Option<usize>),
    /// Its structure, if it differs from that of the references.
    pub breaks: Option<String>,
    /// The reference's fields, and whether each has the right value.
    pub fields: Vec<(String, bool)>,
    /// Characters.
    pub length: u64,
}

impl Score {
    /// The share of the fields that are right; of a reference without fields, whether all of it is.
    #[must_use]
    pub fn field_share(&self) -> f64 {
        if self.fields.is_empty() {
            return f64::from(u8::from(self.is_like));
        }
        let right = self.fields.iter().filter(|(_, right)| *right).count();
        real(right) / real(self.fields.len())
    }
}

fn real_of(count: u64) -> f64 {
    real(usize::try_from(count).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::Standard;
    use crate::tuning::evaluation::normalize::Answer;

    fn answers(texts: &[String]) -> Vec<Answer> {
        texts.iter().map(|text| Answer::new(text)).collect()
    }

    #[test]
    fn fields_of_json_are_compared_one_by_one() {
        let texts: Vec<String> = (0..12)
            .map(|n| format!(r#"{{"name": "item {n}", "price": {n}, "tags": []}}"#))
            .collect();
        let references = answers(&texts);
        let standard = Standard::of(&[], &references.iter().collect::<Vec<_>>());
        let shape = standard.shape.clone().expect("a shape");
        assert_eq!(
            shape.name,
            r#"a JSON object with the keys "name", "price", "tags""#
        );
        assert!(shape.has_fields && standard.classes.is_none());
        let score = |answer: &str| standard.score(&references[3], &Answer::new(answer));
        let whole = score(r#"{"price": 3.0, "name": "Item 3", "tags": []}"#);
        assert!((whole.field_share() - 1.0).abs() < 1e-12 && whole.breaks.is_none());
        let half = score(r#"{"price": 4, "name": "item 3", "tags": []}"#);
        assert!((half.field_share() - 0.5).abs() < 1e-12);
        let fenced = score("```json\n{\"price\": 3}\n```");
        assert_eq!(fenced.breaks.as_deref(), Some("a code block"));
        assert!(fenced.field_share().abs() < 1e-12);
    }

    #[test]
    fn classes_are_a_shape_of_their_own() {
        let texts: Vec<String> = (0..20).map(|n| ["yes", "no"][n % 2].to_owned()).collect();
        let references = answers(&texts);
        let standard = Standard::of(&[], &references.iter().collect::<Vec<_>>());
        let score = |answer: &str| standard.score(&references[0], &Answer::new(answer));
        assert_eq!(score("Yes").classes, (Some(0), Some(0)));
        assert_eq!(
            score("I think yes").breaks.as_deref(),
            Some("none of the classes")
        );
    }
}
