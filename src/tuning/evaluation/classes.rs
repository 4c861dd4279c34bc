//! References that are classes: hits, misses and confusions of each.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::profile::class_labels::{Column, LONGEST_LABEL};
use crate::diagnostic::numbers::real;
use crate::tuning::evaluation::normalize::Answer;

/// The classes of the references; two spellings that are alike are one.
#[derive(Clone, Debug)]
pub struct Classes {
    /// As first spelled, in order of appearance.
    pub names: Vec<String>,
    by_key: BTreeMap<u128, usize>,
}

impl Classes {
    /// The classes, if these references look like classes.
    #[must_use]
    pub fn of<'a>(references: impl Iterator<Item = &'a Answer> + Clone) -> Option<Self> {
        let mut spelled: BTreeMap<u128, &str> = BTreeMap::new();
        let mut column = Column::default();
        let mut total = 0;
        for (index, answer) in references.enumerate() {
            total += 1;
            let text = *spelled.entry(answer.key()).or_insert(&answer.text);
            if !text.is_empty() && text.chars().count() <= LONGEST_LABEL && !text.contains('\n') {
                column.note(index, text, || ());
            }
        }
        column.look_like_classes(total).ok()?;
        let names: Vec<String> = column
            .labels()
            .iter()
            .map(|label| label.text.clone())
            .collect();
        let by_key = names
            .iter()
            .enumerate()
            .map(|(place, name)| (Answer::new(name).key(), place))
            .collect();
        // One class is no choice.
        (names.len() > 1).then_some(Self { names, by_key })
    }

    /// The class that an answer is; none where it is something else.
    #[must_use]
    pub fn class_of(&self, answer: &Answer) -> Option<usize> {
        self.by_key.get(&answer.key()).copied()
    }
}

/// The confusions between classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// A row for each class of the references; a column for each class of the answers, and a last one for all else.
    pub rows: Vec<Vec<u64>>,
}

/// Scores of one class, or a mean of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hits {
    /// Share of the answers of this class that are right; 0 if there are none, as in scikit-learn.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub precision: f64,
    /// Share of the references of this class that were answered so.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub recall: f64,
    /// Harmonic mean of both.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    pub f1: f64,
}

impl Hits {
    fn of(right: u64, answered: u64, references: u64) -> Self {
        let share = |part: u64, whole: u64| {
            if whole == 0 {
                0.0
            } else {
                count(part) / count(whole)
            }
        };
        Self {
            precision: share(right, answered),
            recall: share(right, references),
            f1: share(2 * right, answered + references),
        }
    }
}

impl Confusion {
    /// Counts pairs of a reference's class and an answer's class, each `times` times.
    pub fn of(
        classes: usize,
        pairs: impl Iterator<Item = ((Option<usize>, Option<usize>), u32)>,
    ) -> Self {
        let mut rows = vec![vec![0; classes + 1]; classes];
        for ((reference, answer), times) in pairs {
            if let Some(reference) = reference {
                rows[reference][answer.unwrap_or(classes)] += u64::from(times);
            }
        }
        Self { rows }
    }

    /// References of a class.
    #[must_use]
    pub fn references(&self, class: usize) -> u64 {
        self.rows[class].iter().sum()
    }

    /// Answers of a class.
    #[must_use]
    pub fn answered(&self, class: usize) -> u64 {
        self.rows.iter().map(|row| row[class]).sum()
    }

    /// Returns the hits of a class.
    #[must_use]
    pub fn hits(&self, class: usize) -> Hits {
        Hits::of(
            self.rows[class][class],
            self.answered(class),
            self.references(class),
        )
    }

    /// The mean over classes that have references: each counts as much as any other.
    #[must_use]
    pub fn macro_average(&self) -> Hits {
        let there: Vec<Hits> = (0..self.rows.len())
            .filter(|class| self.references(*class) > 0)
            .map(|class| self.hits(class))
            .collect();
        let mean =
            |of: fn(&Hits) -> f64| there.iter().map(of).sum::<f64>() / real(there.len().max(1));
        Hits {
            precision: mean(|hits| hits.precision),
            recall: mean(|hits| hits.recall),
            f1: mean(|hits| hits.f1),
        }
    }

    /// Over all references: each counts as much as any other. Answers of no class lower the recall and not the precision.
    #[must_use]
    pub fn micro_average(&self) -> Hits {
        let classes = 0..self.rows.len();
        Hits::of(
            classes.clone().map(|class| self.rows[class][class]).sum(),
            classes.clone().map(|class| self.answered(class)).sum(),
            classes.map(|class| self.references(class)).sum(),
        )
    }
}

fn count(number: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let count = number as f64;
    count
}

#[cfg(test)]
mod tests {
    use super::{Classes, Confusion, Hits};
    use crate::tuning::evaluation::normalize::Answer;

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    /// Worked out by hand: three classes, one answer of none.
    #[test]
    fn a_small_table_comes_out_as_by_hand() {
        let pairs = [
            (0, Some(0)),
            (0, Some(0)),
            (0, Some(1)),
            (0, None),
            (1, Some(1)),
            (1, Some(0)),
            (2, Some(2)),
            (2, Some(2)),
        ];
        let found = Confusion::of(3, pairs.iter().map(|&(r, a)| ((Some(r), a), 1)));
        assert_eq!(found.rows, [[2, 1, 0, 1], [1, 1, 0, 0], [0, 0, 2, 0]]);
        let Hits {
            precision,
            recall,
            f1,
        } = found.hits(0);
        assert!(close(precision, 2.0 / 3.0) && close(recall, 0.5) && close(f1, 4.0 / 7.0));
        assert!(close(found.hits(1).f1, 0.5));
        assert!(close(found.hits(2).f1, 1.0));
        assert!(close(
            found.macro_average().f1,
            (4.0 / 7.0 + 0.5 + 1.0) / 3.0
        ));
        let micro = found.micro_average();
        assert!(close(micro.precision, 5.0 / 7.0) && close(micro.recall, 5.0 / 8.0));
        assert!(close(micro.f1, 10.0 / 15.0));
    }

    #[test]
    fn a_class_that_is_never_answered_has_no_precision() {
        let found = Confusion::of(
            2,
            [((Some(0), Some(0)), 1), ((Some(1), Some(0)), 1)].into_iter(),
        );
        assert_eq!(found.hits(1), Hits::default());
        assert!(close(found.hits(0).precision, 0.5));
    }

    #[test]
    fn classes_are_told_from_texts_and_spellings_are_one() {
        let answers = |texts: &[&str]| -> Vec<Answer> {
            texts.iter().map(|text| Answer::new(text)).collect()
        };
        let moods = answers(&[
            "Good", "bad", "good.", "Bad", "GOOD", "bad", "good", "bad", "good", "bad",
        ]);
        let classes = Classes::of(moods.iter()).expect("classes");
        assert_eq!(classes.names, ["Good", "bad"]);
        assert_eq!(classes.class_of(&Answer::new(" bad! ")), Some(1));
        assert_eq!(classes.class_of(&Answer::new("it is bad")), None);
        let texts: Vec<String> = (0..20).map(|n| format!("answer {n}")).collect();
        let texts: Vec<Answer> = texts.iter().map(|text| Answer::new(text)).collect();
        assert!(Classes::of(texts.iter()).is_none());
        assert!(
            Classes::of(answers(&["yes"; 20]).iter()).is_none(),
            "one class"
        );
    }
}
