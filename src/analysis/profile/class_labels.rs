//! Classes of answers: the values, their counts, and the class of each record.

mod classes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::sensitive;
use crate::diagnostic::hash::narrow_digest;

/// Longer texts, in characters, are no labels.
pub const LONGEST_LABEL: usize = 200;
/// Something with more values than this is no set of classes: counting stops.
const MOST_LABELS: usize = 1_000;
/// Fields of answers whose values are counted.
const MOST_FIELDS: usize = 8;
/// A record without a label in this column.
pub const NO_LABEL: u16 = u16::MAX;

/// Field names that suggest classes, the most specific first; these fields are checked before others.
const TELLING_NAMES: [&str; 16] = [
    "label",
    "category",
    "class",
    "intent",
    "sentiment",
    "priority",
    "type",
    "topic",
    "severity",
    "status",
    "language",
    "department",
    "emotion",
    "rating",
    "answer",
    "decision",
];

/// The values of one property of answers, and which record has which. `P` is a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column<P> {
    /// The field's name; empty for whole answers.
    pub name: String,
    labels: Vec<Label<P>>,
    /// Label by digest of its text.
    index: BTreeMap<u64, u16>,
    /// Label of each record so far, by the record's index.
    ids: Vec<u16>,
    given_up: bool,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label<P> {
    /// Its text, with secrets and personal data masked.
    pub text: String,
    /// Number of records that have it.
    pub records: u64,
    /// Place of the first one.
    pub first: P,
}

/// The values of whole answers, and of the fields in them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labels<P> {
    /// Values of whole answers.
    pub whole: Column<P>,
    /// Of fields by rank. Only the first few are kept, independently of the order of appearance.
    fields: BTreeMap<(usize, u64), Column<P>>,
}

impl<P> Default for Column<P> {
    fn default() -> Self {
        Self {
            name: String::new(),
            labels: Vec::new(),
            index: BTreeMap::new(),
            ids: Vec::new(),
            given_up: false,
        }
    }
}

impl<P> Default for Labels<P> {
    fn default() -> Self {
        Self {
            whole: Column::default(),
            fields: BTreeMap::new(),
        }
    }
}

impl<P> Labels<P> {
    /// The column of a field, where it is among those that are kept.
    pub fn field(&mut self, name: &str) -> Option<&mut Column<P>> {
        let known = self.fields.iter().find(|(_, column)| column.name == name);
        if let Some(rank) = known.map(|(rank, _)| *rank) {
            return self.fields.get_mut(&rank);
        }
        let telling = TELLING_NAMES
            .iter()
            .position(|telling| telling.eq_ignore_ascii_case(name));
        let rank = (
            telling.unwrap_or(TELLING_NAMES.len()),
            narrow_digest(name.as_bytes()),
        );
        let column = Column {
            name: name.to_owned(),
            ..Column::default()
        };
        self.fields.insert(rank, column);
        if self.fields.len() > MOST_FIELDS {
            self.fields.pop_last();
        }
        self.fields.get_mut(&rank)
    }

    /// The columns of fields by rank.
    pub fn fields(&self) -> impl Iterator<Item = &Column<P>> {
        self.fields.values()
    }

    /// Adds what a later chunk holds, whose records begin at `first_record`.
    pub fn add<Q>(
        &mut self,
        later: &Labels<Q>,
        first_record: usize,
        mut place: impl FnMut(&Q) -> P,
    ) {
        self.whole.add(&later.whole, first_record, &mut place);
        for column in later.fields.values() {
            if let Some(mine) = self.field(&column.name) {
                mine.add(column, first_record, &mut place);
            }
        }
    }
}

impl<P> Column<P> {
    /// Counts the value of the record at `index`; of two values the first.
    pub fn note(&mut self, index: usize, text: &str, place: impl FnOnce() -> P) {
        self.note_as(
            index,
            narrow_digest(text.as_bytes()),
            || text.to_owned(),
            place,
        );
    }

    /// Counts a value with this digest, and that text for display.
    pub fn note_as(
        &mut self,
        index: usize,
        digest: u64,
        text: impl FnOnce() -> String,
        place: impl FnOnce() -> P,
    ) {
        if self.ids.len() > index {
            return;
        }
        let Some(id) = self.id(digest, text, place) else {
            return;
        };
        self.labels[usize::from(id)].records += 1;
        self.ids.resize(index, NO_LABEL);
        self.ids.push(id);
    }

    /// Adds what a later chunk holds, whose records begin at `first_record`.
    pub fn add<Q>(
        &mut self,
        later: &Column<Q>,
        first_record: usize,
        mut place: impl FnMut(&Q) -> P,
    ) {
        if later.given_up {
            self.give_up();
        }
        let mut digests = vec![0; later.labels.len()];
        for (&digest, &id) in &later.index {
            digests[usize::from(id)] = digest;
        }
        let mut ids = Vec::with_capacity(digests.len());
        for (digest, label) in digests.into_iter().zip(&later.labels) {
            let Some(id) = self.id(digest, || label.text.clone(), || place(&label.first)) else {
                return;
            };
            self.labels[usize::from(id)].records += label.records;
            ids.push(id);
        }
        if !later.ids.is_empty() {
            self.ids.resize(first_record, NO_LABEL);
            let mine = |id: &u16| ids.get(usize::from(*id)).copied().unwrap_or(NO_LABEL);
            self.ids.extend(later.ids.iter().map(mine));
        }
    }

    fn id(
        &mut self,
        digest: u64,
        text: impl FnOnce() -> String,
        place: impl FnOnce() -> P,
    ) -> Option<u16> {
        if self.given_up {
            return None;
        }
        if let Some(&id) = self.index.get(&digest) {
            return Some(id);
        }
        let id = u16::try_from(self.labels.len()).unwrap_or(NO_LABEL);
        if usize::from(id) >= MOST_LABELS {
            self.give_up();
            return None;
        }
        self.index.insert(digest, id);
        self.labels.push(Label {
            text: sensitive::masked(&text()).into_owned(),
            records: 0,
            first: place(),
        });
        Some(id)
    }

    fn give_up(&mut self) {
        *self = Self {
            name: std::mem::take(&mut self.name),
            given_up: true,
            ..Self::default()
        };
    }

    /// Returns true if counting ended because of too many values.
    #[must_use]
    pub const fn has_given_up(&self) -> bool {
        self.given_up
    }

    /// The labels of all records up to the last that has one, [`NO_LABEL`] where one has none.
    #[must_use]
    pub fn ids(&self) -> &[u16] {
        &self.ids
    }

    /// The label of the record at `index`.
    #[must_use]
    pub fn label_of(&self, index: usize) -> Option<u16> {
        self.ids.get(index).copied().filter(|&id| id != NO_LABEL)
    }

    /// The labels in order of appearance; [`Column::label_of`] returns indices into them.
    #[must_use]
    pub fn labels(&self) -> &[Label<P>] {
        &self.labels
    }

    /// Returns the number of records that have a label.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.labels.iter().map(|label| label.records).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Labels, MOST_FIELDS, MOST_LABELS, NO_LABEL};

    fn noted(labels: &[(usize, &str)]) -> Column<usize> {
        let mut column = Column::default();
        for &(index, label) in labels {
            column.note(index, label, || index);
        }
        column
    }

    #[test]
    fn chunks_add_up_wherever_they_are_cut() {
        let all = [(0, "a"), (2, "b"), (3, "a"), (5, "c"), (6, "b"), (7, "a")];
        let whole = noted(&all);
        assert_eq!(whole.ids, [0, NO_LABEL, 1, 0, NO_LABEL, 2, 1, 0]);
        for cut in 0..=8_usize {
            let chunk = |from: usize, upto: usize| {
                let inside = all.iter().filter(|(at, _)| (from..upto).contains(at));
                noted(
                    &inside
                        .map(|&(at, label)| (at - from, label))
                        .collect::<Vec<_>>(),
                )
            };
            let mut sum = Column::default();
            sum.add(&chunk(0, cut), 0, |place| *place);
            sum.add(&chunk(cut, 8), cut, |place| place + cut);
            assert_eq!(sum, whole, "cut at {cut}");
        }
        assert_eq!(
            (whole.label_of(1), whole.label_of(2), whole.label_of(99)),
            (None, Some(1), None)
        );
    }

    #[test]
    fn too_many_labels_are_given_up_wherever_the_input_is_cut() {
        let texts: Vec<String> = (0..=MOST_LABELS).map(|n| n.to_string()).collect();
        let all: Vec<_> = texts.iter().map(String::as_str).enumerate().collect();
        let mut sum = noted(&all[..500]);
        sum.add(&noted(&[(0, "x")]), 500, |place| *place);
        assert_eq!(sum.labels().len(), 501);
        let rest: Vec<_> = texts[500..]
            .iter()
            .map(String::as_str)
            .enumerate()
            .collect();
        sum.add(&noted(&rest), 501, |place| *place);
        assert_eq!((sum.total(), sum.label_of(0)), (0, None));
        assert_eq!(sum, noted(&all));
        assert!(
            sum.look_like_classes(1_000)
                .is_err_and(|why| why.contains("more than 1,000"))
        );
    }

    #[test]
    fn the_same_few_fields_are_kept_in_any_order() {
        let names: Vec<String> = (0..20)
            .map(|n| format!("field{n}"))
            .chain(["Category".to_owned()])
            .collect();
        let kept = |names: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            let mut labels = Labels::<usize>::default();
            for name in names {
                if let Some(column) = labels.field(name) {
                    column.note(0, "x", || 0);
                }
            }
            labels.fields().map(|column| column.name.clone()).collect()
        };
        let forwards = kept(&mut names.iter());
        assert_eq!(forwards.len(), MOST_FIELDS);
        assert_eq!(forwards[0], "Category");
        assert_eq!(forwards, kept(&mut names.iter().rev()));
    }

    #[test]
    fn classes_are_few_and_repeat() {
        let column = |labels: &mut dyn Iterator<Item = String>| {
            let mut column = Column::default();
            for (index, label) in labels.enumerate() {
                column.note(index, &label, || index);
            }
            column
        };
        let why = |column: &Column<usize>, answers| column.look_like_classes(answers);
        let moods = column(&mut (0..60).map(|n| ["good", "bad", "so-so"][n % 3].to_owned()));
        assert_eq!(
            why(&moods, 60),
            Ok("3 different values in 60 answers".to_owned())
        );
        assert!(why(&moods, 70).is_err_and(|why| why.contains("60 of 70 answers are short")));
        let names = column(&mut (0..60).map(|n| format!("name {}", n % 30)));
        assert!(why(&names, 60).is_err_and(|why| why.contains("hardly repeat")));
        let amounts = column(&mut (0..100).map(|n| (n % 15).to_string()));
        assert!(why(&amounts, 100).is_err_and(|why| why.contains("numbers")));
        let turns =
            column(&mut (0..100).map(|n| format!("No, I was made by team {} of ours.", n % 15)));
        assert!(why(&turns, 100).is_err_and(|why| why.contains("sentences")));
        let worded = column(&mut (0..60).map(|n| {
            format!(
                "The review is {}.",
                ["positive", "negative", "mixed"][n % 3]
            )
        }));
        assert!(why(&worded, 60).is_ok());
        let grades = column(&mut (0..100).map(|n| (n % 5).to_string()));
        assert!(why(&grades, 100).is_ok());
        let slips = column(&mut (0..100).map(|n| {
            if n < 90 {
                "a".to_owned()
            } else {
                n.to_string()
            }
        }));
        assert!(why(&slips, 100).is_err_and(|why| why.contains("10 only once")));
        let few = column(&mut (0..9).map(|_| "a".to_owned()));
        assert!(why(&few, 9).is_err_and(|why| why.contains("too few")));
    }
}
