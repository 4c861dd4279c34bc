//! Distinguishes classes from other values.

use super::{Column, Label, MOST_LABELS};
use crate::diagnostic::numbers::{grouped, several};

/// The fewest values to judge.
const FEWEST_VALUES: u64 = 10;
/// Classes have this many examples or more on average; in free text values hardly repeat.
const FEWEST_A_LABEL: u64 = 5;
/// One record in this many may have a value that no other has: a slip, or a rare class.
const RECORDS_A_SLIP: u64 = 20;
/// In few records it is a rare class, too, where most other values repeat: one value in this many.
const VALUES_A_RARE_CLASS: u64 = 2;
/// Nine records of ten have a value, or the field is not what the answers are about.
const FEWEST_TENTHS: u64 = 9;
/// Numbers are grades where there are few of them, and amounts where there are many.
const MOST_NUMBERS: usize = 12;
/// A few sentences with a word in common are classes in words ("The review is positive."), others the turns of a chat.
const MOST_SENTENCES: usize = 12;
/// A sentence has this many words or more.
const WORDS_OF_A_SENTENCE: usize = 4;

/// Returns true for several words that end as a sentence does.
fn is_sentence(text: &str) -> bool {
    let ends = text
        .trim_end()
        .ends_with(['.', '!', '?', '。', '！', '？', '।', '؟']);
    ends && (text.split_whitespace().count() >= WORDS_OF_A_SENTENCE || !text.is_ascii())
}

impl<P> Column<P> {
    /// Returns the reason why the values look like classes of `answers` answers.
    ///
    /// # Errors
    /// The reason why they do not.
    pub fn look_like_classes(&self, answers: u64) -> Result<String, String> {
        let (total, distinct) = (self.total(), self.labels.len() as u64);
        if self.given_up {
            return Err(format!(
                "more than {} different values",
                grouped(MOST_LABELS as u64)
            ));
        }
        if answers < FEWEST_VALUES {
            return Err(format!(
                "{} {} too few to tell",
                several(answers, "answer"),
                if answers == 1 { "is" } else { "are" }
            ));
        }
        if total * 10 < answers * FEWEST_TENTHS {
            return Err(format!(
                "{} of {} are short enough to be a label",
                if total == 0 {
                    "none".to_owned()
                } else {
                    grouped(total)
                },
                several(answers, "answer"),
            ));
        }
        let values = format!(
            "{} in {}",
            several(distinct, "different value"),
            several(total, "answer")
        );
        if distinct * FEWEST_A_LABEL > total {
            return Err(format!("{values}: they hardly repeat"));
        }
        let single = self
            .labels
            .iter()
            .filter(|label| label.records == 1)
            .count() as u64;
        if single * RECORDS_A_SLIP > total && single * VALUES_A_RARE_CLASS > distinct {
            return Err(format!("{values}, of which {} only once", grouped(single)));
        }
        let is_number = |label: &Label<P>| label.text.parse::<f64>().is_ok();
        if self.labels.len() > MOST_NUMBERS && self.labels.iter().all(is_number) {
            return Err(format!("{values}, all of them numbers"));
        }
        let sentences = self.labels.iter().filter(|label| is_sentence(&label.text));
        let are_many = self.labels.len() > MOST_SENTENCES;
        if sentences.count() * 2 > self.labels.len() && (are_many || !self.share_a_word()) {
            return Err(format!("{values}, most of them sentences"));
        }
        Ok(values)
    }

    /// Returns true if some word is in every label: classes in words differ in the word that names the class.
    fn share_a_word(&self) -> bool {
        let [first, others @ ..] = self.labels.as_slice() else {
            return true;
        };
        let mut words = first.text.split_whitespace();
        words.any(|word| {
            let has_it = |label: &Label<P>| label.text.split_whitespace().any(|own| own == word);
            others.iter().all(has_it)
        })
    }
}
