//! The duplicates in the report: how many of each kind, and the clusters that they are in.

pub mod groups;

use super::{Cluster, ClusterMember, ClusterRecord, Duplicates, FileLine, Link, SharedMediaReport};
use crate::analysis::similarity::jaccard::Similarity;
use crate::analysis::similarity::match_kind::MatchKind;
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
    /// The earlier record that it repeats most strictly.
    repeats: u32,
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
        let fates = self.fates(clusters.clone());
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
            dropped: fates.map(|(dropped, _)| dropped),
            kept: fates.map(|(_, kept)| kept),
            clusters: clusters
                .take(CLUSTERS_LISTED)
                .map(|members| self.cluster(members, MEMBERS_LISTED))
                .collect(),
        }
    }

    /// Of the records of these clusters, counts those that the outputs leave out, and those that they have beside another one of
    /// their cluster.
    fn fates<'m>(&self, clusters: impl Iterator<Item = &'m [Member]>) -> Option<(u64, u64)> {
        self.options.split.as_ref()?;
        let sides = &self.assignment.as_ref()?.destinations;
        let (mut dropped, mut kept) = (0, 0);
        for members in clusters {
            let records = members.iter().map(|member| member.record);
            let records = records.chain([members[0].representative]);
            let left_out = records.filter(|&record| sides[record as usize].is_left_out());
            let left_out = left_out.count();
            dropped += left_out as u64;
            kept += (members.len() as u64 + 1 - left_out as u64).saturating_sub(1);
        }
        Some((dropped, kept))
    }

    fn kind_of(&self, member: &Member) -> MatchKind {
        self.records.match_kind(member.record, member.repeats)
    }

    fn cluster(&self, members: &[Member], most: usize) -> Cluster {
        let representative = members[0].representative;
        let kinds = members.iter().map(|member| self.kind_of(member));
        let is_other = |member: &&Member| member.repeats != representative;
        Cluster {
            kind: kinds.max().expect("a cluster has members"),
            representative: self.cluster_record(representative),
            members: members
                .iter()
                .take(most)
                .map(|member| ClusterMember {
                    record: self.cluster_record(member.record),
                    kind: self.kind_of(member),
                    copy_of: Some(member)
                        .filter(is_other)
                        .map(|member| self.file_line(member.repeats as usize)),
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
            dropped: side.is_some_and(Destination::is_left_out),
            digest: digest(self.records.get(record as usize).key()),
        }
    }

    fn members(&self) -> Vec<Member> {
        let relations = self.relations.as_ref();
        let mut near: Vec<Near> = relations.into_iter().flat_map(Relations::near).collect();
        near.sort_unstable_by_key(|near| near.record);
        let member = |record: u32, repeats: Option<u32>, text: u32| {
            let found = near
                .binary_search_by_key(&text, |near| near.record)
                .ok()
                .map(|at| near[at]);
            let representative = found.map_or(text, |near| near.representative);
            Member {
                representative,
                record,
                repeats: repeats.unwrap_or(representative),
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
        let copies =
            copies.map(|&(copy, original)| member(copy, Some(original), text_of(copy, original)));
        let normalized = relations
            .into_iter()
            .flat_map(|relations| &relations.normalized);
        let normalized = normalized.map(|&(record, text)| member(record, Some(text), text));
        let others = near
            .iter()
            .map(|near| member(near.record, None, near.record));
        let mut members: Vec<Member> = copies.chain(normalized).chain(others).collect();
        members.sort_unstable_by_key(|member| (member.representative, member.record));
        members
    }
}
