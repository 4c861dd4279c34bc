//! Properties of answers: read once, counted by chunk, folded in the order of the input. The property of most answers is known
//! at the end only; then the rules compare each record with the rest (`dataset/whole.rs`).

use serde::{Deserialize, Serialize};

use crate::analysis::profile::class_labels::{Column, Labels};
use crate::analysis::profile::length_sketch::Lengths;
use crate::analysis::profile::truncation::Truncation;
use crate::analysis::profile::value_counts::ValueCounts;

/// Properties seen in the answers. `P` is a place: a number among a chunk's answer findings, or a line of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers<P> {
    /// Their number.
    pub total: u64,
    /// Their kinds: JSON, pairs, tagged or plain text.
    pub makes: ValueCounts<P>,
    /// Structures of the structured ones, with fields and their order.
    pub structures: ValueCounts<P>,
    /// Beginnings of plain and tagged texts: a word and a colon, a space.
    pub openings: ValueCounts<P>,
    /// Ends of these: a punctuation mark, a space.
    pub endings: ValueCounts<P>,
    /// Ends of texts of a sentence or more.
    pub closings: ValueCounts<P>,
    /// Their sizes in characters.
    pub lengths: Lengths<P>,
    /// The greatest of these.
    pub truncation: Truncation<P>,
    /// Placeholder answers.
    pub empties: ValueCounts<P>,
    /// Those that are their prompts.
    pub copies: ValueCounts<P>,
    /// Scripts of the questions and the answers.
    pub scripts: ValueCounts<P>,
    /// Sizes of the last question, in characters.
    pub questions: Lengths<P>,
    /// Their values, where they are short.
    pub labels: Labels<P>,
}

impl<P> Default for Answers<P> {
    fn default() -> Self {
        Self {
            total: 0,
            structures: ValueCounts::default(),
            makes: ValueCounts::default(),
            openings: ValueCounts::default(),
            endings: ValueCounts::default(),
            closings: ValueCounts::default(),
            lengths: Lengths::default(),
            truncation: Truncation::default(),
            empties: ValueCounts::default(),
            copies: ValueCounts::default(),
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
        self.structures.add(&later.structures, most, &mut place);
        self.makes.add(&later.makes, most, &mut place);
        self.openings.add(&later.openings, most, &mut place);
        self.endings.add(&later.endings, most, &mut place);
        self.closings.add(&later.closings, most, &mut place);
        self.lengths.add(&later.lengths, most, &mut place);
        self.truncation.add(&later.truncation, most, &mut place);
        self.empties.add(&later.empties, most, &mut place);
        self.copies.add(&later.copies, most, &mut place);
        self.scripts.add(&later.scripts, most, &mut place);
        self.questions.add(&later.questions, most, &mut place);
        self.labels.add(&later.labels, first_record, &mut place);
    }
}

/// A property of answers whose values look like classes.
pub struct Classes<'a, P> {
    /// The values.
    pub column: &'a Column<P>,
    /// The reason.
    pub why: String,
}

impl<P> Classes<'_, P> {
    /// Returns the text before a class in a message: the field's name, if there is one.
    #[must_use]
    pub fn prefix(&self) -> String {
        match self.column.name.as_str() {
            "" => String::new(),
            name => format!("{name} "),
        }
    }
}

impl<P> Answers<P> {
    /// Returns the values that look like classes: whole answers, or fields of them, the most specific name first.
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
