//! A small matcher for the regular expressions in AWS's rules. It reads a text once, whatever the pattern, and reports the
//! position of a mismatch.

mod read;

/// A pattern, ready to match.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    steps: Vec<Step>,
}

/// One step of matching.
#[derive(Clone, Debug)]
enum Step {
    /// Takes a character of these ranges, or of none of them.
    Take {
        ranges: Vec<(char, char)>,
        others: bool,
    },
    /// Goes on at both.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Goes on at the end of the text only.
    End,
    /// All of it has matched.
    Match,
}

/// The reason why a text does not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The character is not allowed at this position, counted from 0.
    At(usize, char),
    /// More would have to come.
    TooShort,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| format!("cannot read the pattern {text}"))
    }
}

impl Pattern {
    /// Parses a pattern; `None` if it is invalid, or uses features that AWS does not.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut steps = read::steps(text)?;
        steps.push(Step::Match);
        Some(Self { steps })
    }

    /// Matches the whole text.
    ///
    /// # Errors
    /// Returns the place of the mismatch.
    pub fn matches(&self, text: &str) -> Result<(), Mismatch> {
        let mut characters = text.chars().enumerate().peekable();
        let mut now = States::new(self.steps.len());
        let mut next = States::new(self.steps.len());
        self.follow(0, characters.peek().is_none(), &mut now);
        while let Some((place, character)) = characters.next() {
            let at_end = characters.peek().is_none();
            for index in 0..now.list.len() {
                let step = now.list[index];
                if self.takes(step, character) {
                    self.follow(step + 1, at_end, &mut next);
                }
            }
            std::mem::swap(&mut now, &mut next);
            next.clear();
            if now.list.is_empty() {
                return Err(Mismatch::At(place, character));
            }
        }
        let has_matched = |step: &usize| matches!(self.steps[*step], Step::Match);
        if now.list.iter().any(has_matched) {
            Ok(())
        } else {
            Err(Mismatch::TooShort)
        }
    }

    fn takes(&self, step: usize, character: char) -> bool {
        let Step::Take { ranges, others } = &self.steps[step] else {
            return false;
        };
        ranges
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character))
            != *others
    }

    /// Adds the step and all that follow without a character.
    fn follow(&self, step: usize, at_end: bool, states: &mut States) {
        let mut open = vec![step];
        while let Some(step) = open.pop() {
            if !states.add(step) {
                continue;
            }
            match self.steps[step] {
                Step::Split(one, other) => open.extend([other, one]),
                Step::Jump(to) => open.push(to),
                Step::End if at_end => open.push(step + 1),
                Step::End | Step::Take { .. } | Step::Match => {}
            }
        }
        states
            .list
            .retain(|step| matches!(self.steps[*step], Step::Take { .. } | Step::Match));
    }
}

/// Current steps of the matching, without repetition.
struct States {
    list: Vec<usize>,
    seen: Vec<bool>,
}

impl States {
    fn new(steps: usize) -> Self {
        Self {
            list: Vec::new(),
            seen: vec![false; steps],
        }
    }

    fn add(&mut self, step: usize) -> bool {
        let is_new = !std::mem::replace(&mut self.seen[step], true);
        if is_new {
            self.list.push(step);
        }
        is_new
    }

    fn clear(&mut self) {
        self.list.clear();
        self.seen.fill(false);
    }
}

#[cfg(test)]
mod tests {
    use super::{Mismatch, Pattern};

    fn check(pattern: &str, text: &str) -> Result<(), Mismatch> {
        Pattern::read(pattern).expect("a pattern").matches(text)
    }

    #[test]
    fn whole_texts_match() {
        for (pattern, right, wrong) in [
            ("abc", vec!["abc"], vec!["", "ab", "abcd", "xabc"]),
            ("a|bc|", vec!["a", "bc", ""], vec!["abc", "b"]),
            ("(a|b)*c", vec!["c", "ababc"], vec!["ab", "cc"]),
            ("(?:ab)+", vec!["ab", "abab"], vec!["", "aba"]),
            (
                "x[a-c-_.]?y",
                vec!["xy", "x-y", "x_y", "x.y", "xby"],
                vec!["x--y", "xdy"],
            ),
            ("[-a]", vec!["-", "a"], vec!["b"]),
            ("[a-]", vec!["-", "a"], vec!["b"]),
            ("[^:]+", vec!["ab"], vec!["a:b", ""]),
            (r"[\w.]{2,3}", vec!["a_", "0.Z"], vec!["a", "abcd", "é1"]),
            (r"\d{3}", vec!["123"], vec!["12", "1234", "12a"]),
            ("(a{2}){2,}", vec!["aaaa", "aaaaaa"], vec!["aa", "aaaaa"]),
            ("(a$|ab)", vec!["a", "ab"], vec!["b"]),
            ("a$b", vec![], vec!["a", "ab"]),
            (r"\$x", vec!["$x"], vec!["x"]),
            (".", vec!["é", "'"], vec!["\n", "ab"]),
            ("(a*)*", vec!["", "aaa"], vec!["b"]),
        ] {
            for text in right {
                assert_eq!(check(pattern, text), Ok(()), "{pattern} {text:?}");
            }
            for text in wrong {
                assert!(check(pattern, text).is_err(), "{pattern} {text:?}");
            }
        }
    }

    #[test]
    fn a_text_that_does_not_match_is_told_where() {
        assert_eq!(check("[a-z]+", "ab cd"), Err(Mismatch::At(2, ' ')));
        assert_eq!(check("[a-z]{3,}", "ab"), Err(Mismatch::TooShort));
        assert_eq!(check("[a-z]{1,3}", "abcd"), Err(Mismatch::At(3, 'd')));
        assert_eq!(check("é+b", "ééx"), Err(Mismatch::At(2, 'x')));
    }

    #[test]
    fn what_is_no_pattern_is_not_read() {
        for text in ["(", ")", "a)", "[a", "*", "a{", "a{x}", "(?=a)", "^a"] {
            assert!(Pattern::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn patterns_that_trip_up_others_take_linear_time() {
        let text = "a".repeat(2_000) + "!";
        assert_eq!(check("(a|a|a*)*b", &text), Err(Mismatch::At(2_000, '!')));
    }
}
