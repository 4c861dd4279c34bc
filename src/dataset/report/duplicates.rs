//! The duplicates in the report: how many of each kind, and the clusters that they are in.

use super::{Cluster, ClusterMember, ClusterRecord, Duplicates, FileLine, Link, SharedMediaReport};
use crate::analysis::similarity::jaccard::Similarity;
use crate::check::assignments::Destination;
use crate::dataset::relations::{Near, Relations};
use crate::dataset::{Dataset, Nearness};
use crate::diagnostic::hex::digest;

/// Clusters that are listed, and records that are listed of each beside its representative.
const CLUSTERS_LISTED: usize = 50;
const MEMBERS_LISTED: usize = 20;

/// A record of a cluster beside its representative; sorts by cluster, then by record.
struct Member {
    representative: u32,
    record: u32,
    similarity: Similarity,
    link: Link,
}

impl Relations {
    fn media_report(&self) -> Option<SharedMediaReport> {
        let shared = &self.shared_media;
        (shared.files > 0).then_some(SharedMediaReport {
            files: shared.files,
            records: shared.records,
            kept_together: self.is_media_kept,
        })
    }
}

impl Dataset {
    pub(super) fn duplicates(&self) -> Duplicates {
        let relations = self.relations.as_ref();
        let normalized = relations.map_or(0, |relations| relations.normalized.len() as u64);
        let near = relations.map_or(0, |relations| relations.near_count() as u64);
        let members = self.members();
        let clusters = members.chunk_by(|one, other| one.representative == other.representative);
        let normalized = self.totals.canonical + normalized;
        Duplicates {
            exact: self.totals.exact,
            canonical: self.totals.canonical,
            normalized,
            near: matches!(self.near, Nearness::From(_)).then_some(normalized + near),
            near_prompts: matches!(self.near, Nearness::From(_))
                .then(|| relations.map_or(0, |found| found.near_prompts().count() as u64)),
            conflicting: relations.map_or(0, |relations| relations.conflicting.len() as u64),
            media: relations.and_then(Relations::media_report),
            threshold: match self.near {
                Nearness::From(threshold) => Some(threshold),
                Nearness::Off | Nearness::TooMuch | Nearness::Failed => None,
            },
            cluster_count: clusters.clone().count() as u64,
            clusters: clusters
                .take(CLUSTERS_LISTED)
                .map(|members| self.cluster(members))
                .collect(),
        }
    }

    fn cluster(&self, members: &[Member]) -> Cluster {
        let representative = members[0].representative;
        let kind = |member: &Member| self.records.match_kind(member.record, representative);
        Cluster {
            kind: members
                .iter()
                .map(kind)
                .max()
                .expect("a cluster has members"),
            representative: self.cluster_record(representative),
            members: members
                .iter()
                .take(MEMBERS_LISTED)
                .map(|member| ClusterMember {
                    record: self.cluster_record(member.record),
                    kind: kind(member),
                    similarity: member.similarity.shown(),
                    link: member.link,
                })
                .collect(),
            size: members.len() as u64 + 1,
        }
    }

    fn cluster_record(&self, record: u32) -> ClusterRecord {
        let FileLine { file, line } = self.file_line(record as usize);
        let side = self
            .assignment
            .as_ref()
            .map(|assignment| assignment.destinations[record as usize]);
        ClusterRecord {
            file,
            line,
            dropped: matches!(side, Some(Destination::Duplicate | Destination::Dropped)),
            digest: digest(self.records.get(record as usize).key()),
        }
    }

    fn members(&self) -> Vec<Member> {
        let relations = self.relations.as_ref();
        let mut near: Vec<Near> = relations.into_iter().flat_map(Relations::near).collect();
        near.sort_unstable_by_key(|near| near.record);
        let member = |record: u32, text: u32| {
            let found = near
                .binary_search_by_key(&text, |near| near.record)
                .ok()
                .map(|at| near[at]);
            Member {
                representative: found.map_or(text, |near| near.representative),
                record,
                similarity: found.map_or(Similarity::SAME, |near| near.similarity),
                link: match found {
                    Some(Near { link: Some(_), .. }) => Link::Linked,
                    _ => Link::Direct,
                },
            }
        };
        let text_of = |copy, original| {
            relations.map_or(original, |relations| {
                relations.first_of_text(&self.records, copy)
            })
        };
        let copies = self.records.copies().iter();
        let copies = copies.map(|&(copy, original)| member(copy, text_of(copy, original)));
        let normalized = relations
            .into_iter()
            .flat_map(|relations| &relations.normalized);
        let normalized = normalized.map(|&(record, text)| member(record, text));
        let others = near.iter().map(|near| member(near.record, near.record));
        let mut members: Vec<Member> = copies.chain(normalized).chain(others).collect();
        members.sort_unstable_by_key(|member| (member.representative, member.record));
        members
    }
}
