//! Compares two texts: their similarity with all shingles, if it is high enough, and the similarity of their answers.

use crate::analysis::similarity::jaccard::{Similarity, similarity, similarity_from};
use crate::analysis::similarity::shingles::{ANSWER, USER};

/// Answers of a lower similarity are two answers, however similar the records are: the same passage with another question.
const LIKE_ANSWERS: f64 = 0.6;
/// Users who say less in common ask something else, however similar the records are: one long answer to several prompts.
const LIKE_QUESTIONS: f64 = 0.5;
/// The same in a conversation of several turns, in which greetings and thanks are alike whatever is asked.
const LIKE_TURNS: f64 = 0.8;
/// Questions that have less in common outside a passage that other records ask about are other questions.
const LIKE_BEHIND_PASSAGE: f64 = 0.3;
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
        let alike = |from, to| {
            let found = self.part(from, to).similarity(other.part(from, to));
            (found.either > 0).then(|| found.value())
        };
        if alike(ANSWER, u32::MAX).is_some_and(|answers| answers < LIKE_ANSWERS) {
            Likeness::Prompt
        } else if alike(USER, ANSWER).is_some_and(|said| !self.has_like_questions(other, said))
            || puts_before(self.prompt, other.prompt)
            || puts_before(other.prompt, self.prompt)
        {
            Likeness::Answer
        } else {
            Likeness::Record
        }
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

/// Returns true if a short prompt is the other one with words before it, such as "why": they make another question of it.
fn puts_before(long: &str, short: &str) -> bool {
    let (Some((_, long)), Some((_, short))) = (long.split_once('\t'), short.split_once('\t'))
    else {
        return false;
    };
    let before = long.strip_suffix(short);
    before.is_some_and(|before| before.ends_with(' '))
}

/// The shingles that two ascending lists have in common.
fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    let is_common = |shingle: &&u32| other.binary_search(shingle).is_ok();
    one.iter().filter(is_common).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{ANSWER, Compared, Likeness, USER};

    const NONE: &[u32] = &[];

    #[test]
    fn what_is_frequent_counts_in_what_is_shown() {
        let (one, other): (Vec<u32>, Vec<u32>) = ((0..20).collect(), (1..21).collect());
        let of = |rare, frequent| Compared {
            rare,
            frequent,
            prompt: "",
        };
        let same = of(&one, &[90, 91]).similarity_from(of(&other, &[90, 91]), 0.8);
        assert_eq!(
            same.map(|found| (found.shared, found.either)),
            Some((21, 23))
        );
        let another = of(&one, &[90, 91]).similarity_from(of(&other, &[92, 93]), 0.8);
        assert_eq!(
            another.map(|found| (found.shared, found.either)),
            Some((19, 25))
        );
    }

    #[test]
    fn where_little_is_left_all_decides() {
        let few: Vec<u32> = (0..7).collect();
        let of = |rare, frequent| Compared {
            rare,
            frequent,
            prompt: "",
        };
        for (one, other, is_similar) in [
            (of(&few, NONE), of(&few, NONE), true),
            (of(&few, &[90, 91]), of(&few, &[92, 93]), false),
            (of(&few, &[90]), of(&few, &[90]), true),
        ] {
            assert_eq!(one.similarity_from(other, 0.8).is_some(), is_similar);
            assert_eq!(other.similarity_from(one, 0.8).is_some(), is_similar);
        }
        let nine: Vec<u32> = (0..9).collect();
        let (many, others): (Vec<u32>, Vec<u32>) = ((100..130).collect(), (200..230).collect());
        assert!(
            of(&nine, &many)
                .similarity_from(of(&nine, &others), 0.8)
                .is_none()
        );
        assert!(
            of(&nine, &many[..5])
                .similarity_from(of(&nine, &others[..5]), 0.8)
                .is_some()
        );
    }

    #[test]
    fn answers_are_compared_by_themselves() {
        fn of(rare: &[u32]) -> Compared<'_> {
            Compared {
                rare,
                frequent: NONE,
                prompt: "",
            }
        }
        let answer = |numbers: std::ops::Range<u32>| -> Vec<u32> {
            (0..50)
                .chain(numbers.map(|number| number | ANSWER))
                .collect()
        };
        for (one, other, is_like) in [
            (answer(0..10), answer(0..10), true),
            (answer(0..10), answer(0..8), true),
            (answer(0..10), answer(5..15), false),
            (answer(0..1), answer(1..2), false),
            (answer(0..0), answer(0..0), true),
            (answer(0..1), answer(0..0), false),
        ] {
            let likeness = of(&one).likeness(of(&other));
            assert_eq!(likeness == Likeness::Record, is_like);
        }
        // Texts without a question.
        let (one, other) = ([1 | ANSWER, 2 | ANSWER], [2 | ANSWER, 3 | ANSWER]);
        assert_eq!(of(&one).likeness(of(&other)), Likeness::Record);
    }

    #[test]
    fn one_answer_to_two_prompts_is_no_near_duplicate() {
        let (answer, users): (Vec<u32>, Vec<u32>) = (
            (0..50).map(|number| number | ANSWER).collect(),
            (0..4).map(|number| number | USER).collect(),
        );
        let of = |said: &[u32]| [said, &answer].concat();
        for (one, other, likeness) in [
            (of(&users[..3]), of(&users[..3]), Likeness::Record),
            (of(&users[..3]), of(&users), Likeness::Record),
            (of(&users[..2]), of(&users), Likeness::Answer),
            (of(&users[..1]), of(&users[1..]), Likeness::Answer),
            (of(&[]), of(&[]), Likeness::Record),
        ] {
            let [one, other] = [&one, &other].map(|rare| Compared {
                rare,
                frequent: NONE,
                prompt: "",
            });
            assert_eq!(one.likeness(other), likeness);
        }
    }

    #[test]
    fn questions_are_compared_outside_of_their_passage() {
        let said = |passage: u32, question: std::ops::Range<u32>| -> Vec<u32> {
            let question = question.map(|number| number + 1_000);
            (0..passage)
                .chain(question)
                .map(|number| number | USER)
                .collect()
        };
        for (passage, one, other, asks_like) in [
            (40, 0..8, 0..8, true),
            (40, 0..8, 2..9, true),
            (40, 0..8, 8..16, false),
            (40, 0..8, 7..16, false),
            (20, 0..8, 8..16, true),
        ] {
            let sets = [
                said(passage, one),
                said(passage, other),
                said(passage, 50..60),
            ];
            let [one, other, third] = [0, 1, 2].map(|at| Compared {
                rare: &sets[at],
                frequent: NONE,
                prompt: "",
            });
            assert_eq!(one.asks_like(other, third), asks_like, "{passage}");
        }
    }

    #[test]
    fn greetings_around_another_question_do_not_make_it_alike() {
        // A greeting, a question of two runs of words, and a goodbye; what the assistant says between them is alike.
        let said = |question: u32, between: u32| -> Vec<u32> {
            let users = [1, question, question + 1, 9].map(|run| run | USER);
            let answer = (0..50).map(|number| number | ANSWER);
            (20..20 + between).chain(users).chain(answer).collect()
        };
        for (one, other, between, likeness) in [
            (2, 2, 6, Likeness::Record),
            (2, 3, 6, Likeness::Answer),
            (2, 3, 0, Likeness::Record),
        ] {
            let sets = [said(one, between), said(other, between)];
            let [one, other] = [0, 1].map(|at| Compared {
                rare: &sets[at],
                frequent: NONE,
                prompt: "",
            });
            assert_eq!(one.likeness(other), likeness, "{between}");
        }
    }

    #[test]
    fn words_before_a_short_question_make_another_one_of_it() {
        let shingles: Vec<u32> = (0..9).map(|number| number | USER).collect();
        for (one, other, likeness) in [
            (
                "\tcan i order a card",
                "\twhere can i order a card",
                Likeness::Answer,
            ),
            ("7\twhy is it late", "7\tis it late", Likeness::Answer),
            (
                "\tit does not work",
                "\tit does not work anymore",
                Likeness::Record,
            ),
            (
                "\tthe card is lost",
                "\tthe card was lost",
                Likeness::Record,
            ),
            ("\tis it late", "\tthis is it late", Likeness::Answer),
            ("\tit is late", "\tpit is late", Likeness::Record),
            ("", "\twhy is it late", Likeness::Record),
            ("", "", Likeness::Record),
        ] {
            let [one, other] = [one, other].map(|prompt| Compared {
                rare: &shingles,
                frequent: NONE,
                prompt,
            });
            assert_eq!(one.likeness(other), likeness);
        }
    }
}
