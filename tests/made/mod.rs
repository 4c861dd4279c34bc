//! Texts with known edits: edited, reordered and extended ones, very short ones, in several scripts.

/// A made text, and the text that it was made from.
pub struct Made {
    pub text: String,
    pub original: usize,
    pub change: Change,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    None,
    /// Words in a hundred that were replaced, left out or put in.
    Edited(u64),
    /// The second half of its sentences first.
    Reordered,
    /// By a sentence that is put behind many.
    Extended,
}

/// Ways to make words and to set them.
struct Script {
    /// Parts of words.
    syllables: Vec<String>,
    between: &'static str,
    stop: &'static str,
}

impl Script {
    /// Letters, with spaces between words.
    fn spaced() -> Self {
        let syllables = [
            "ba", "ke", "li", "mo", "nu", "pra", "ste", "vi", "zor", "qua",
        ];
        Self {
            syllables: syllables.map(str::to_owned).to_vec(),
            between: " ",
            stop: ". ",
        }
    }

    /// Chinese, kana among ideographs, Thai: nothing between words.
    fn unspaced() -> [Self; 3] {
        let of = |characters: &str, stop| Self {
            syllables: characters.chars().map(String::from).collect(),
            between: "",
            stop,
        };
        let ideographs: String = ('\u{4E00}'..'\u{4F00}').collect();
        let kana: String = ('\u{3042}'..'\u{3080}').collect();
        let mut thai = of("กขคงจชซดตทนบปผพมยรลวสหอ", " ");
        for (at, syllable) in thai.syllables.iter_mut().enumerate() {
            syllable.push(['า', 'ิ', 'ี', 'ู', '่'][at % 5]);
        }
        [
            of(&ideographs, "。"),
            of(&(kana + &ideographs[..150]), "。"),
            thai,
        ]
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % bound as u64).expect("less than a place in memory")
    }

    /// Rare words and common ones, as in a language.
    fn word(&mut self, script: &Script) -> String {
        let (rank, base) = (self.below(3_000), script.syllables.len());
        let mut rest = rank * self.below(3_000) / 3_000 + 10;
        let mut word = String::new();
        while rest > 0 {
            word.push_str(&script.syllables[rest % base]);
            rest /= base;
        }
        word
    }

    fn sentence(&mut self, script: &Script) -> Vec<String> {
        (0..5 + self.below(12)).map(|_| self.word(script)).collect()
    }
}

/// So many originals, every third with a copy of each kind after it; of ten one is of five words at most and three are of
/// scripts without spaces.
pub fn made(seed: u64, originals: usize) -> Vec<Made> {
    let mut random = Random(seed);
    let mut all: Vec<Made> = Vec::new();
    let (spaced, unspaced) = (Script::spaced(), Script::unspaced());
    let boilerplate = random.sentence(&spaced);
    let edits = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30].map(Change::Edited);
    for number in 0..originals {
        let script = match number % 10 {
            kind @ 7..=9 => &unspaced[kind - 7],
            _ => &spaced,
        };
        let sentences = if number % 10 == 5 {
            let words = 1 + random.below(5);
            vec![(0..words).map(|_| random.word(script)).collect()]
        } else {
            let count = 2 + random.below(14);
            (0..count).map(|_| random.sentence(script)).collect()
        };
        let original = all.len();
        let changes = [Change::None, Change::Reordered, Change::Extended];
        let changes = changes.into_iter().chain(edits);
        for change in changes.take(if number % 3 == 0 { 13 } else { 1 }) {
            let mut sentences: Vec<Vec<String>> = sentences.clone();
            match change {
                Change::None => {}
                Change::Edited(percent) => edit(&mut random, &mut sentences, percent, script),
                Change::Reordered => {
                    let half = sentences.len() / 2;
                    sentences.rotate_left(half);
                }
                Change::Extended => sentences.push(boilerplate.clone()),
            }
            let sentences: Vec<String> = sentences
                .iter()
                .map(|words| words.join(script.between))
                .collect();
            all.push(Made {
                text: sentences.join(script.stop),
                original,
                change,
            });
        }
    }
    all
}

fn edit(random: &mut Random, sentences: &mut [Vec<String>], percent: u64, script: &Script) {
    let words: usize = sentences.iter().map(Vec::len).sum();
    for _ in 0..(words as u64 * percent).div_ceil(100) {
        let sentence = random.below(sentences.len());
        let words = &mut sentences[sentence];
        let at = random.below(words.len().max(1));
        match random.below(4) {
            0 => words.insert(at, random.word(script)),
            1 if words.len() > 1 => drop(words.remove(at)),
            _ => {
                if let Some(word) = words.get_mut(at) {
                    *word = random.word(script);
                }
            }
        }
    }
}
