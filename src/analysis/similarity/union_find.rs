//! Union-find: groups of things, merged pair by pair.

/// Groups of numbered things: each thing alone at first.
#[derive(Clone, Debug, Default)]
pub struct UnionFind {
    /// Of each thing another one of its group with a lower number, or itself.
    towards: Vec<u32>,
}

impl UnionFind {
    /// So many things, each alone.
    #[must_use]
    pub fn new(things: usize) -> Self {
        Self {
            towards: (0..crate::diagnostic::position::narrow(things)).collect(),
        }
    }

    /// The first thing of the group that `thing` is in.
    pub fn first(&mut self, thing: u32) -> u32 {
        let mut at = thing;
        loop {
            let next = self.towards[at as usize];
            if next == at {
                return at;
            }
            // Halves the path for later calls.
            let after = self.towards[next as usize];
            self.towards[at as usize] = after;
            at = after;
        }
    }

    /// Puts two things into one group; whether they were in two.
    pub fn union(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.first(one), self.first(other));
        self.towards[one.max(other) as usize] = one.min(other);
        one != other
    }

    /// Takes things apart, which must be all of their groups.
    pub fn separate(&mut self, things: &[u32]) {
        for &thing in things {
            self.towards[thing as usize] = thing;
        }
    }

    /// Of each thing the first of its group.
    #[must_use]
    pub fn firsts(mut self) -> Vec<u32> {
        // Those before have found their first already.
        for thing in 0..self.towards.len() {
            self.towards[thing] = self.towards[self.towards[thing] as usize];
        }
        self.towards
    }
}

#[cfg(test)]
mod tests {
    use super::UnionFind;

    #[test]
    fn groups_are_known_by_their_first() {
        let mut groups = UnionFind::new(8);
        assert!(groups.union(7, 3));
        assert!(groups.union(5, 6));
        assert!(groups.union(3, 5));
        assert!(!groups.union(7, 6));
        assert_eq!(groups.first(6), 3);
        assert!(groups.union(0, 7));
        assert_eq!(groups.firsts(), [0, 1, 2, 0, 4, 0, 0, 0]);
    }
}
