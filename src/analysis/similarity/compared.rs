//! Compares two texts: their similarity with all shingles, if it is high enough, and the similarity of their answers.

use crate::analysis::similarity::jaccard::{Similarity, similarity, similarity_from};
use crate::analysis::similarity::shingles::{ANSWER, USER};
use crate::analysis::similarity::short_texts::{behind_passage, own_lines, short_prompt};

/// Answers of a lower similarity are two answers, however similar the records are: the same passage with another question.
const LIKE_ANSWERS: f64 = 0.6;
/// Users who say less in common ask something else, however similar the records are: one long answer to several prompts.
const LIKE_QUESTIONS: f64 = 0.5;
/// The same in a conversation of several turns, in which greetings and thanks are alike whatever is asked.
const LIKE_TURNS: f64 = 0.8;
/// Questions that have less in common outside a passage that other records ask about are other questions.
const LIKE_BEHIND_PASSAGE: f64 = 0.3;
/// Short questions behind a passage that have a smaller share of their words in common, in order, are other questions.
const LIKE_WORDS: f64 = 0.72;
/// The same where all words of one are in the other.
const LIKE_PART: f64 = 0.65;
/// Fewer shingles in common with a third record are no passage.
const PASSAGE: u32 = 30;
/// With fewer shingles left, frequent ones count too.
const FEWEST_LEFT: usize = 8;
/// With fewer tenths of all shingles left, frequent ones count too.
const FEWEST_TENTHS_LEFT: usize = 3;

/// Shingles of a text.
#[derive(Clone, Copy)]
pub struct Compared<'s> {
    /// Distinctive ones, ascending.
    pub rare: &'s [u32],
    /// Those in a large share of the records, ascending.
    pub frequent: &'s [u32],
    /// The words of a short prompt, as [`short_texts`](super::short_texts) writes them; empty for other prompts.
    pub prompt: &'s str,
}

/// The part in which two similar records are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// They ask and answer alike.
    Record,
    /// Their answers are unlike: the same passage with another question, or a question with another answer.
    Prompt,
    /// The users say something else, and the answers are alike.
    Answer,
    /// The lines that they do not share ask something else, and are answered by a label.
    Nothing,
}

impl<'s> Compared<'s> {
    /// Returns the similarity by all shingles.
    #[must_use]
    pub fn similarity(self, other: Self) -> Similarity {
        similarity(self.rare, other.rare).and(similarity(self.frequent, other.frequent))
    }

    /// Returns the similarity by all shingles, if that without the frequent ones is at least `threshold`; if too few are left
    /// without these, that of all must reach it, too.
    #[must_use]
    pub fn similarity_from(self, other: Self, threshold: f64) -> Option<Similarity> {
        similarity_from(self.rare, other.rare, threshold)?;
        let all = self.similarity(other);
        let leaves_enough = !self.has_little_left() && !other.has_little_left();
        (leaves_enough || all.value() >= threshold).then_some(all)
    }

    const fn has_little_left(self) -> bool {
        let (left, all) = (self.rare.len(), self.rare.len() + self.frequent.len());
        left < all && (left < FEWEST_LEFT || left * 10 < all * FEWEST_TENTHS_LEFT)
    }

    /// Returns in which part two similar records are alike; texts that are nothing but an answer are in all.
    #[must_use]
    pub fn likeness(self, other: Self) -> Likeness {
        let before = |set: Self| set.part(0, ANSWER).count();
        if before(self) + before(other) == 0 {
            return Likeness::Record;
        }
        let own = own_lines(self.prompt, other.prompt);
        if own.is_some_and(|[one, other]| !are_like_questions(&one, &other)) {
            return Likeness::Nothing;
        }
        let said = self.likeness_in(other, USER, ANSWER);
        if !self.answers_like(other) {
            Likeness::Prompt
        } else if said.is_some_and(|said| !self.has_like_questions(other, said))
            || asks_otherwise(self.prompt, other.prompt)
            || are_short_and_one_begins_earlier(self.prompt, other.prompt)
        {
            Likeness::Answer
        } else {
            Likeness::Record
        }
    }

    /// Returns true if the answers are alike, or there is none.
    #[must_use]
    pub fn answers_like(self, other: Self) -> bool {
        let answers = self.likeness_in(other, ANSWER, u32::MAX);
        answers.is_none_or(|answers| answers >= LIKE_ANSWERS)
    }

    /// Returns the similarity of a part, by the bits of [`ANSWER`] and [`USER`]; none where neither has it.
    fn likeness_in(self, other: Self, from: u32, to: u32) -> Option<f64> {
        let found = self.part(from, to).similarity(other.part(from, to));
        (found.either > 0).then(|| found.value())
    }

    /// Returns the similarity of the answers.
    #[must_use]
    pub fn answers(self, other: Self) -> Similarity {
        self.part(ANSWER, u32::MAX)
            .similarity(other.part(ANSWER, u32::MAX))
    }

    /// Returns true if such a share of what users say is enough.
    fn has_like_questions(self, other: Self, said: f64) -> bool {
        if [self, other]
            .iter()
            .all(|set| set.part(0, USER).count() > 0)
        {
            said >= LIKE_TURNS
        } else {
            said > LIKE_QUESTIONS
        }
    }

    /// Returns true if two similar records ask the same outside the passage that they share with a `third`, which asks something
    /// else about it; or if there is no such passage.
    #[must_use]
    pub fn asks_like(self, other: Self, third: Self) -> bool {
        let questions = [self, other, third].map(|set| behind_passage(set.prompt));
        if let [Some((_, one)), Some((_, two)), Some((_, three))] = questions
            && three != one
            && three != two
        {
            return are_like_questions(&words(one), &words(two));
        }
        let [one, two, three] = [self, other, third].map(|set| set.part(USER, ANSWER).sorted());
        let passage = common(&one, &three);
        if passage.len() < PASSAGE as usize {
            return true;
        }
        let own = |set: &[u32]| -> Vec<u32> {
            let is_own = |shingle: &&u32| three.binary_search(shingle).is_err();
            set.iter().filter(is_own).copied().collect()
        };
        let (one, two) = (own(&one), own(&two));
        if one.is_empty() || two.is_empty() {
            return true;
        }
        similarity(&one, &two).value() >= LIKE_BEHIND_PASSAGE
    }

    /// Returns the number of shingles of the answer, and of the rest.
    #[must_use]
    pub fn counts(self) -> (usize, usize) {
        (
            self.part(ANSWER, u32::MAX).count(),
            self.part(0, ANSWER).count(),
        )
    }

    /// The shingles of a part of the record, by the bits of [`ANSWER`] and [`USER`].
    fn part(self, from: u32, to: u32) -> Self {
        let part = |set: &'s [u32]| {
            let start = set.partition_point(|&shingle| shingle < from);
            let end = set.partition_point(|&shingle| shingle < to || to == u32::MAX);
            &set[start..end]
        };
        Self {
            rare: part(self.rare),
            frequent: part(self.frequent),
            prompt: "",
        }
    }

    /// All shingles, ascending.
    fn sorted(self) -> Vec<u32> {
        let mut all = [self.rare, self.frequent].concat();
        all.sort_unstable();
        all
    }

    const fn count(self) -> usize {
        self.rare.len() + self.frequent.len()
    }
}

/// Returns true if of two short prompts one is the other with words before it.
fn are_short_and_one_begins_earlier(one: &str, other: &str) -> bool {
    let both = short_prompt(one).zip(short_prompt(other));
    both.is_some_and(|((_, one), (_, other))| one_begins_earlier(&words(one), &words(other)))
}

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

/// Returns true if one of two prompts is the other with words before it, such as "why": they make another question of it.
#[must_use]
pub fn one_begins_earlier<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() != other.len() && (one.ends_with(other) || other.ends_with(one))
}

/// Returns true if two records ask something else behind the very same passage.
fn asks_otherwise(one: &str, other: &str) -> bool {
    let questions = behind_passage(one).zip(behind_passage(other));
    questions.is_some_and(|((passage, one), (of_other, other))| {
        passage == of_other && !are_like_questions(&words(one), &words(other))
    })
}

/// Returns true if two short questions behind a passage are alike: most of their words, in order, or all words of one.
fn are_like_questions(one: &[&str], other: &[&str]) -> bool {
    let alike = words_in_order(one, other);
    // All words of the shorter one make this share.
    let all = similarity_of_part(one.len().min(other.len()), one.len().max(other.len()));
    alike >= LIKE_WORDS || (alike >= LIKE_PART && alike >= all)
}

/// The greatest share of words in common of texts of so many.
#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn similarity_of_part(fewer: usize, more: usize) -> f64 {
    2.0 * fewer as f64 / (fewer + more) as f64
}

/// The share of words that two texts have in common in the same order: the longest common subsequence, twice, of all words.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a few words")]
pub fn words_in_order<T: PartialEq>(one: &[T], other: &[T]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 1.0;
    }
    let mut row = vec![0_usize; other.len() + 1];
    for word in one {
        let mut diagonal = 0;
        for (at, like) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == like {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    2.0 * row[other.len()] as f64 / (one.len() + other.len()) as f64
}

/// The shingles that two ascending lists have in common.
fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    let is_common = |shingle: &&u32| other.binary_search(shingle).is_ok();
    one.iter().filter(is_common).copied().collect()
}

#[cfg(test)]
mod tests;
