//! From the text of a pattern to its steps.

use super::Step;

/// Parses the steps of a pattern; `None` if it is invalid, or uses features that AWS does not.
pub fn steps(text: &str) -> Option<Vec<Step>> {
    let mut reader = Reader {
        rest: text.chars().rev().collect(),
        steps: Vec::new(),
    };
    reader.alternatives()?;
    reader.rest.is_empty().then_some(reader.steps)
}

/// Reads a pattern and writes its steps.
struct Reader {
    /// The rest of it, the next character last.
    rest: Vec<char>,
    steps: Vec<Step>,
}

impl Reader {
    fn next(&self) -> Option<char> {
        self.rest.last().copied()
    }

    fn eat(&mut self, character: char) -> bool {
        let here = self.next() == Some(character);
        if here {
            self.rest.pop();
        }
        here
    }

    fn alternatives(&mut self) -> Option<()> {
        let start = self.steps.len();
        self.sequence()?;
        if !self.eat('|') {
            return Some(());
        }
        self.steps.insert(start, Step::Split(0, 0));
        shift(&mut self.steps[start + 1..], 1);
        let jump = self.steps.len();
        self.steps.push(Step::Jump(0));
        self.steps[start] = Step::Split(start + 1, jump + 1);
        self.alternatives()?;
        self.steps[jump] = Step::Jump(self.steps.len());
        Some(())
    }

    fn sequence(&mut self) -> Option<()> {
        while let Some(character) = self.next() {
            if matches!(character, '|' | ')') {
                break;
            }
            let start = self.steps.len();
            self.atom()?;
            self.repetition(start)?;
        }
        Some(())
    }

    fn atom(&mut self) -> Option<()> {
        let step = match self.rest.pop()? {
            '(' => {
                if self.eat('?') && !self.eat(':') {
                    return None;
                }
                self.alternatives()?;
                return self.eat(')').then_some(());
            }
            '[' => self.class()?,
            '.' => take(vec![('\n', '\n')], true),
            '$' => Step::End,
            '\\' => take(escape(self.rest.pop()?), false),
            '*' | '+' | '?' | '{' | '^' => return None,
            character => take(vec![(character, character)], false),
        };
        self.steps.push(step);
        Some(())
    }

    fn class(&mut self) -> Option<Step> {
        let others = self.eat('^');
        let mut ranges = Vec::new();
        while !self.eat(']') {
            let first = match self.rest.pop()? {
                '\\' => {
                    ranges.extend(escape(self.rest.pop()?));
                    continue;
                }
                character => character,
            };
            // A hyphen before the bracket is one; so is a hyphen after a range.
            let is_range = self.next() == Some('-') && self.rest.iter().nth_back(1) != Some(&']');
            if is_range {
                self.rest.pop();
                ranges.push((first, self.rest.pop()?));
            } else {
                ranges.push((first, first));
            }
        }
        Some(take(ranges, others))
    }

    /// Repeats the steps from `start` as often as is written behind them.
    fn repetition(&mut self, start: usize) -> Option<()> {
        let (least, most) = if self.eat('*') {
            (0, None)
        } else if self.eat('+') {
            (1, None)
        } else if self.eat('?') {
            (0, Some(1))
        } else if self.eat('{') {
            let least = self.number()?;
            let most = if !self.eat(',') {
                Some(least)
            } else if self.next() == Some('}') {
                None
            } else {
                Some(self.number()?)
            };
            if !self.eat('}') {
                return None;
            }
            (least, most)
        } else {
            return Some(());
        };
        let once = self.steps.split_off(start);
        for _ in 0..least {
            self.append(&once, start);
        }
        if let Some(most) = most {
            for _ in least..most {
                let split = self.steps.len();
                self.steps
                    .push(Step::Split(split + 1, split + 1 + once.len()));
                self.append(&once, start);
            }
        } else {
            let split = self.steps.len();
            self.steps
                .push(Step::Split(split + 1, split + 2 + once.len()));
            self.append(&once, start);
            self.steps.push(Step::Jump(split));
        }
        Some(())
    }

    /// Adds steps that were written for another place.
    fn append(&mut self, steps: &[Step], from: usize) {
        let by = self.steps.len() - from;
        let at = self.steps.len();
        self.steps.extend_from_slice(steps);
        shift(&mut self.steps[at..], by);
    }

    fn number(&mut self) -> Option<usize> {
        let mut digits = String::new();
        while let Some(digit) = self.next().filter(char::is_ascii_digit) {
            digits.push(digit);
            self.rest.pop();
        }
        digits.parse().ok()
    }
}

/// Shifts the jump targets of steps.
fn shift(steps: &mut [Step], by: usize) {
    for step in steps {
        match step {
            Step::Split(one, other) => {
                *one += by;
                *other += by;
            }
            Step::Jump(to) => *to += by,
            Step::Take { .. } | Step::End | Step::Match => {}
        }
    }
}

const fn take(ranges: Vec<(char, char)>, others: bool) -> Step {
    Step::Take { ranges, others }
}

fn escape(character: char) -> Vec<(char, char)> {
    match character {
        'w' => vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')],
        'd' => vec![('0', '9')],
        's' => vec![(' ', ' '), ('\t', '\r')],
        other => vec![(other, other)],
    }
}
