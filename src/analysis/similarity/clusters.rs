//! Clusters of records that are near-duplicates of each other, directly or through others.

use super::alike::Alike;
use super::compared::{Compared, Likeness};
use super::jaccard::Similarity;
use super::passages::Passages;
use crate::analysis::similarity::shingle_sets::{ShingleStore, Slot};

/// A text beside the first of its cluster. Texts are numbered as they were given to `search::neighbours`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The text.
    pub text: u32,
    /// The first text of its cluster.
    pub representative: u32,
    /// Similarity to that one.
    pub similarity: Similarity,
    /// If that is not enough: a text of the cluster that it is similar enough to.
    pub link: Option<(u32, Similarity)>,
}

/// A text that another one can represent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The text that need not stay.
    pub text: u32,
    /// The one that stays.
    pub stays: u32,
    /// Similarity of the two.
    pub similarity: Similarity,
}

/// Texts of one cluster that may stay each for those around it; of a chain that needs more, the rest stays too.
const MOST_STAYING: usize = 64;

/// Texts and which of them are similar.
pub struct Neighbours {
    pub(super) slots: Vec<Slot>,
    pub(super) alike: Alike,
    /// Number of shingles left out because too many texts have them.
    pub frequent: usize,
    /// Beside the representatives, by cluster, then in the order of the input.
    pub(super) members: Vec<Member>,
    pub(super) prompts: Vec<Member>,
    /// Texts beside the first that answers alike, to another prompt.
    pub(super) answers: Vec<(u32, u32)>,
    pub(super) passages: Passages,
}

impl Neighbours {
    /// Texts that are similar to an earlier one but for the answer, in the order of the input. The representative is the first of
    /// those around them; members of clusters are left out.
    #[must_use]
    pub fn prompts(&self) -> &[Member] {
        &self.prompts
    }

    /// Texts that give about the answer of an earlier one to another prompt, each with the first of these.
    #[must_use]
    pub fn answers(&self) -> &[(u32, u32)] {
        &self.answers
    }

    /// Returns the place of a text's shingles.
    #[must_use]
    pub fn slot(&self, text: u32) -> Slot {
        self.slots[text as usize]
    }

    /// The texts beside the representatives, by cluster, then in the order of the input.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Returns the texts that could be left out, by text: each for one that stays and is similar enough to it, never for one that is
    /// only linked to it. Where there is a choice, the text of the lowest `rank` stays; one without a rank is not looked at, and
    /// one that `must_stay` beside that one does.
    pub fn stand_ins<R: Ord>(
        &self,
        shingle_store: &ShingleStore,
        rank: impl Fn(u32) -> Option<R>,
        must_stay: impl Fn(u32, u32) -> bool,
    ) -> Vec<StandIn> {
        let mut stand_ins = Vec::new();
        let of_one_cluster =
            |one: &Member, other: &Member| one.representative == other.representative;
        for members in self.members.chunk_by(of_one_cluster) {
            let texts = members.iter().map(|member| member.text);
            let texts = texts.chain([members[0].representative]);
            let mut undecided: Vec<u32> = texts.filter(|&text| rank(text).is_some()).collect();
            undecided.sort_unstable_by_key(|&text| (rank(text), text));
            for _ in 0..MOST_STAYING {
                if undecided.len() < 2 {
                    break;
                }
                let stays = undecided.remove(0);
                undecided.retain(|&text| {
                    if must_stay(text, stays) {
                        return true;
                    }
                    let [one, other] = [stays, text].map(|text| self.compared(shingle_store, text));
                    let found = self.alike.of((stays, one), (text, other));
                    let found = found.filter(|(_, likeness)| {
                        let third = self.passages.get(&stays).or(self.passages.get(&text));
                        let third = third.map(|&third| self.compared(shingle_store, third));
                        *likeness == Likeness::Record
                            && third.is_none_or(|third| one.asks_like(other, third))
                    });
                    let similarity = found.map(|(similarity, _)| similarity);
                    stand_ins.extend(similarity.map(|similarity| StandIn {
                        text,
                        stays,
                        similarity,
                    }));
                    similarity.is_none()
                });
            }
        }
        stand_ins.sort_unstable_by_key(|stand_in| stand_in.text);
        stand_ins
    }

    /// The texts of the cluster that a text is in, ascending; none where it is in none.
    #[must_use]
    pub fn cluster(&self, text: u32) -> Vec<u32> {
        let own = self.members.iter().find(|member| member.text == text);
        let first = own.map_or(text, |member| member.representative);
        let start = self
            .members
            .partition_point(|member| member.representative < first);
        let members = self.members[start..].iter();
        let members = members.take_while(|member| member.representative == first);
        let others: Vec<u32> = members.map(|member| member.text).collect();
        if others.is_empty() {
            return others;
        }
        std::iter::once(first).chain(others).collect()
    }

    /// Returns the similarity of two texts in clusters.
    #[must_use]
    pub fn similarity(&self, shingle_store: &ShingleStore, one: u32, other: u32) -> Similarity {
        let [one, other] = [one, other].map(|text| (text, self.compared(shingle_store, text)));
        self.alike.similarity(one, other)
    }

    /// Sorted, since the text is in a cluster.
    fn compared<'s>(&self, shingle_store: &'s ShingleStore, text: u32) -> Compared<'s> {
        shingle_store.compared(self.slots[text as usize])
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::similarity::search::neighbours;
    use crate::analysis::similarity::shingle_sets::{ShingleSets, ShingleStore};

    #[test]
    fn each_text_knows_its_cluster_and_no_other() {
        let mut shingle_sets = ShingleSets::default();
        for start in [100, 200, 300, 100, 400, 300, 100, 500, 300] {
            shingle_sets.shingles.extend(start..start + 9);
            shingle_sets.end_record();
        }
        let mut shingle_store = ShingleStore::default();
        shingle_store.add(&shingle_sets, |_| true);
        let texts: Vec<u32> = (0..9).collect();
        let found = neighbours(&mut shingle_store, &texts, 0.8);
        for (text, cluster) in (0..).zip([
            &[0, 3, 6][..],
            &[],
            &[2, 5, 8],
            &[0, 3, 6],
            &[],
            &[2, 5, 8],
            &[0, 3, 6],
            &[],
            &[2, 5, 8],
        ]) {
            assert_eq!(found.cluster(text), cluster, "{text}");
        }
    }
}
