//! Keys of a band that several texts may have.

/// Keys of a band that more than one text may have: most have one, and need not be sorted to see that.
pub(super) struct Repeated {
    /// Two bits for the beginning of a key: there was one, there was another.
    once: Vec<u64>,
    again: Vec<u64>,
    shift: u32,
}

impl Repeated {
    /// With about 16 places for each of so many texts.
    pub(super) fn among(texts: usize) -> Self {
        let bits = (texts * 16).next_power_of_two().clamp(1 << 6, 1 << 28);
        Self {
            once: vec![0; bits / 64],
            again: vec![0; bits / 64],
            shift: u32::BITS - bits.trailing_zeros(),
        }
    }

    /// Replaces the last band by the keys of the next one.
    pub(super) fn note(&mut self, keys: impl Iterator<Item = u32>) {
        self.once.fill(0);
        self.again.fill(0);
        for key in keys {
            let (word, bit) = self.place(key);
            self.again[word] |= self.once[word] & bit;
            self.once[word] |= bit;
        }
    }

    pub(super) fn may_hold(&self, key: u32) -> bool {
        let (word, bit) = self.place(key);
        self.again[word] & bit != 0
    }

    fn place(&self, key: u32) -> (usize, u64) {
        let place = key >> self.shift;
        ((place / 64) as usize, 1 << (place % 64))
    }
}
