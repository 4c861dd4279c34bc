//! What answers have in common: one look at each, counted by chunk, folded in the order of the input. What most of them do
//! is known at the end only; then the rules that compare a record with the rest speak (`dataset/conclusions.rs`).

use serde::{Deserialize, Serialize};

use crate::analysis::profile::class_labels::{Column, Labels};
use crate::analysis::profile::length_sketch::Lengths;
use crate::analysis::profile::truncation::Truncation;
use crate::analysis::profile::value_counts::ValueCounts;

/// What was seen in the answers. `P` is a place: a number among a chunk's sightings, or a line of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers<P> {
    /// How many there are.
    pub total: u64,
    /// What they are made of.
    pub makes: ValueCounts<P>,
    /// What structured ones are made of, fields and their order among it.
    pub outlines: ValueCounts<P>,
    /// What plain and tagged texts begin with: a word and a colon, a space.
    pub openings: ValueCounts<P>,
    /// What these end with: a mark, a space.
    pub endings: ValueCounts<P>,
    /// How texts of a sentence or more end.
    pub closings: ValueCounts<P>,
    /// Their sizes in characters.
    pub lengths: Lengths<P>,
    /// The greatest of these.
    pub truncation: Truncation<P>,
    /// Those that say nothing.
    pub empties: ValueCounts<P>,
    /// Which script they and what is asked are written in.
    pub scripts: ValueCounts<P>,
    /// Sizes of what is asked last, in characters.
    pub questions: Lengths<P>,
    /// Their values, where they are short.
    pub labels: Labels<P>,
}

impl<P> Default for Answers<P> {
    fn default() -> Self {
        Self {
            total: 0,
            outlines: ValueCounts::default(),
            makes: ValueCounts::default(),
            openings: ValueCounts::default(),
            endings: ValueCounts::default(),
            closings: ValueCounts::default(),
            lengths: Lengths::default(),
            truncation: Truncation::default(),
            empties: ValueCounts::default(),
            scripts: ValueCounts::default(),
            questions: Lengths::default(),
            labels: Labels::default(),
        }
    }
}

impl<P> Answers<P> {
    /// Adds what a later chunk holds, whose records begin at `first_record`; `most` places are kept of each kind.
    pub fn add<Q>(
        &mut self,
        later: &Answers<Q>,
        first_record: usize,
        most: usize,
        mut place: impl FnMut(&Q) -> P,
    ) {
        self.total += later.total;
        self.outlines.add(&later.outlines, most, &mut place);
        self.makes.add(&later.makes, most, &mut place);
        self.openings.add(&later.openings, most, &mut place);
        self.endings.add(&later.endings, most, &mut place);
        self.closings.add(&later.closings, most, &mut place);
        self.lengths.add(&later.lengths, most, &mut place);
        self.truncation.add(&later.truncation, most, &mut place);
        self.empties.add(&later.empties, most, &mut place);
        self.scripts.add(&later.scripts, most, &mut place);
        self.questions.add(&later.questions, most, &mut place);
        self.labels.add(&later.labels, first_record, &mut place);
    }
}

/// A property of answers whose values look like classes.
pub struct Classes<'a, P> {
    /// The values.
    pub column: &'a Column<P>,
    /// Why they look like classes.
    pub why: String,
}

impl<P> Classes<'_, P> {
    /// What stands before a class in a message: the field's name, where there is one.
    #[must_use]
    pub fn prefix(&self) -> String {
        match self.column.name.as_str() {
            "" => String::new(),
            name => format!("{name} "),
        }
    }
}

impl<P> Answers<P> {
    /// What looks like classes: whole answers, or fields of them, the most telling name first.
    #[must_use]
    pub fn classes(&self) -> Vec<Classes<'_, P>> {
        let of = |column| {
            let why = Column::look_like_classes(column, self.total).ok()?;
            Some(Classes { column, why })
        };
        let fields = self
            .labels
            .fields()
            .filter(|column| column.labels().len() > 1);
        match of(&self.labels.whole) {
            Some(whole) => vec![whole],
            None => fields.filter_map(of).collect(),
        }
    }
}
