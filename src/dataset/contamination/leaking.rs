//! Of the matches with a validation file, those that are left after the split has left records out of training.

use super::{Compared, DIGESTS, Overlap, QUESTION};
use crate::analysis::similarity::match_kind::{Match, MatchKind};
use crate::check::assignments::Destination;
use crate::dataset::contamination::firsts::Firsts;

/// The place of the digest of words among [`DIGESTS`].
const WORDS: usize = 2;

impl Overlap {
    /// Returns the records of the validation file that records in the training file give away: the same or the same but for case,
    /// with the same question, or with the words of the most similar one.
    ///
    /// `destinations` are those of all records of the data set, of which both are sides.
    #[must_use]
    pub fn leaking(
        &self,
        ours: &Compared<'_>,
        theirs: &Compared<'_>,
        destinations: &[Destination],
    ) -> Vec<Match> {
        let is_in = |record: u32, side| destinations[record as usize] == side;
        let entry = |record: u32| theirs.records.get(record as usize);
        let kept = |found: &&Match| is_in(found.record, Destination::Validation);
        let kept: Vec<Match> = self.overlapping().filter(kept).copied().collect();
        let digests = |found: &Match| {
            let mut digests = DIGESTS.map(|digest| digest(entry(found.record)));
            if found.asked.is_none_or(|asked| asked.wants_many) {
                digests[QUESTION] = 0;
            }
            let near = found.alike.map(|alike| match alike.match_kind {
                MatchKind::Near => DIGESTS[WORDS](entry(alike.record)),
                _ => 0,
            });
            (digests, near.unwrap_or(0))
        };
        let mut firsts: [Firsts; 4] = Default::default();
        for found in &kept {
            let (wanted, near) = digests(found);
            for (firsts, digest) in firsts.iter_mut().zip(wanted) {
                firsts.want(digest);
            }
            firsts[WORDS].want(near);
        }
        for record in ours.valid().filter(|&at| is_in(at, Destination::Train)) {
            for (firsts, digest) in firsts.iter_mut().zip(DIGESTS) {
                firsts.meet(digest(entry(record)), record);
            }
        }
        let is_given_away = |found: &Match| {
            let (wanted, near) = digests(found);
            let mut pairs = firsts.iter().zip(wanted);
            pairs.any(|(firsts, digest)| firsts.first(digest).is_some())
                || firsts[WORDS].first(near).is_some()
        };
        kept.into_iter().filter(is_given_away).collect()
    }
}
