//! All clusters of duplicates, a page at a time: filtered by kind and sorted.

use serde::{Deserialize, Serialize};

use super::{Cluster, Member};
use crate::analysis::similarity::match_kind::MatchKind;
use crate::dataset::Dataset;

/// The wanted page.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupQuery {
    /// Clusters with such a record only.
    pub kind: GroupKind,
    /// The order of the clusters.
    pub sort: GroupOrder,
    /// Clusters to pass over.
    pub from: usize,
    /// Clusters on the page, at most.
    pub size: usize,
    /// Records listed of each beside its representative, at most.
    pub members: usize,
}

/// Kinds of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupKind {
    /// Any.
    All,
    /// The same bytes or JSON value.
    Exact,
    /// The same words.
    Normalized,
    /// Most of the same words.
    Near,
}

impl GroupKind {
    fn has(self, kind: MatchKind) -> bool {
        match self {
            Self::All => true,
            Self::Exact => kind <= MatchKind::Canonical,
            Self::Normalized => kind == MatchKind::Normalized,
            Self::Near => kind == MatchKind::Near,
        }
    }
}

/// Orders of clusters; those that are equal by it are in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupOrder {
    /// As in the files.
    File,
    /// Those of the most records first.
    Size,
    /// Those whose least similar record is the most similar first.
    Most,
    /// The reverse.
    Least,
}

/// A page of clusters.
#[derive(Serialize)]
pub struct GroupPage {
    /// Number of clusters that match.
    pub count: usize,
    /// Number of clusters by kind of their records; one with several kinds counts for each.
    pub kinds: GroupKinds,
    /// Those of the page.
    pub clusters: Vec<Cluster>,
}

/// Numbers of clusters.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupKinds {
    /// All of them.
    pub all: usize,
    /// With a record of the same bytes or JSON value as another.
    pub exact: usize,
    /// With a record of the same words as another.
    pub normalized: usize,
    /// With a record that is similar to another.
    pub near: usize,
}

impl Dataset {
    /// Returns a page of the clusters of duplicates.
    #[must_use]
    pub fn duplicate_groups(&self, query: GroupQuery) -> GroupPage {
        let members = self.members();
        let clusters = members.chunk_by(|one, other| one.representative == other.representative);
        let mut kinds = GroupKinds::default();
        let mut found: Vec<&[Member]> = Vec::new();
        for cluster in clusters {
            let has = |kind: GroupKind| {
                let mut members = cluster.iter();
                members.any(|member| kind.has(self.kind_of(member)))
            };
            kinds.all += 1;
            kinds.exact += usize::from(has(GroupKind::Exact));
            kinds.normalized += usize::from(has(GroupKind::Normalized));
            kinds.near += usize::from(has(GroupKind::Near));
            if has(query.kind) {
                found.push(cluster);
            }
        }
        let least = |cluster: &[Member]| {
            let similarities = cluster.iter().map(|member| member.similarity.value());
            similarities.fold(1.0, f64::min)
        };
        match query.sort {
            GroupOrder::File => {}
            GroupOrder::Size => found.sort_by_key(|cluster| std::cmp::Reverse(cluster.len())),
            GroupOrder::Most => found.sort_by(|one, other| least(other).total_cmp(&least(one))),
            GroupOrder::Least => found.sort_by(|one, other| least(one).total_cmp(&least(other))),
        }
        let page = found.iter().skip(query.from).take(query.size);
        GroupPage {
            count: found.len(),
            kinds,
            clusters: page
                .map(|members| self.cluster(members, query.members))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GroupKind, GroupKinds, GroupOrder, GroupPage, GroupQuery};
    use crate::analysis::similarity::match_kind::MatchKind;
    use crate::check::checker::Checker;
    use crate::check::probe::probe;
    use crate::dataset::Dataset;
    use crate::options::Options;

    /// Lines 1 to 4 are of one group (4 is a copy of 3, which is like 1), 5 and 6 have the same words, 7 and 8 the same bytes.
    fn dataset() -> Dataset {
        dataset_with("0.8")
    }

    fn dataset_with(near: &str) -> Dataset {
        let words = |from: u32| {
            let words: Vec<String> = (from..from + 40).map(|n| format!("w{n} ")).collect();
            words.concat()
        };
        let text = |words: &str| format!("{{\"prompt\": \"{words}\", \"completion\": \"yes\"}}\n");
        let [one, two, three] = [0, 100, 200].map(words);
        let lines = [
            text(&one),
            text(&one.replace("w39", "x")),
            text(&one.replace("w38 w39", "y z")),
            text(&one.replace("w38 w39", "y z")),
            text(&two),
            text(&two.to_uppercase()),
            text(&three),
            text(&three),
        ];
        let options = format!(r#"{{"near": "{near}"}}"#);
        let options = Options::from_json(&options).expect("good options");
        let text = lines.concat();
        let probe = probe(text.as_bytes(), true, &options).expect("good options");
        let mut checker = Checker::new(&options, &probe).expect("good options");
        let mut dataset = Dataset::new(options).expect("good options");
        dataset.begin_file("train.jsonl", text.len() as u64, &probe);
        dataset.add(&checker.check(text.as_bytes()));
        dataset.end_file();
        dataset.report_now(true);
        dataset
    }

    fn lines(page: &GroupPage) -> Vec<u64> {
        let clusters = page.clusters.iter();
        clusters
            .map(|cluster| cluster.representative.line)
            .collect()
    }

    #[test]
    fn every_group_is_reached_by_kind_in_every_order_and_page_by_page() {
        let dataset = dataset();
        let page = |kind, sort, from, size| {
            dataset.duplicate_groups(GroupQuery {
                kind,
                sort,
                from,
                size,
                members: 20,
            })
        };
        let all = page(GroupKind::All, GroupOrder::File, 0, 10);
        assert_eq!(
            all.kinds,
            GroupKinds {
                all: 3,
                exact: 2,
                normalized: 1,
                near: 1
            }
        );
        for (kind, sort, expected) in [
            (GroupKind::All, GroupOrder::File, vec![1, 5, 7]),
            (GroupKind::All, GroupOrder::Size, vec![1, 5, 7]),
            (GroupKind::All, GroupOrder::Most, vec![5, 7, 1]),
            (GroupKind::All, GroupOrder::Least, vec![1, 5, 7]),
            (GroupKind::Exact, GroupOrder::File, vec![1, 7]),
            (GroupKind::Normalized, GroupOrder::File, vec![5]),
            (GroupKind::Near, GroupOrder::File, vec![1]),
        ] {
            let found = page(kind, sort, 0, 10);
            assert_eq!(lines(&found), expected, "{kind:?} {sort:?}");
            assert_eq!(found.count, expected.len());
        }
        let second = page(GroupKind::All, GroupOrder::File, 2, 2);
        assert_eq!((lines(&second), second.count), (vec![7], 3));
    }

    /// A page said "nearly the same words, 100%" of a copy that is identical.
    #[test]
    fn a_copy_within_a_group_of_near_duplicates_is_a_copy() {
        let dataset = dataset();
        let page = dataset.duplicate_groups(GroupQuery {
            kind: GroupKind::Near,
            sort: GroupOrder::File,
            from: 0,
            size: 10,
            members: 20,
        });
        let members = page.clusters[0].members.iter();
        let found: Vec<_> = members
            .map(|member| {
                let copy_of = member.copy_of.as_ref().map(|place| place.line);
                (member.record.line, member.kind, copy_of)
            })
            .collect();
        assert_eq!(
            found,
            [
                (2, MatchKind::Near, None),
                (3, MatchKind::Near, None),
                (4, MatchKind::Exact, Some(3)),
            ]
        );
        assert_eq!(page.clusters[0].kind, MatchKind::Near);
    }

    /// "I moved the threshold and back, and the groups were others than before."
    #[test]
    fn another_threshold_gives_the_report_that_a_new_check_with_it_gives() {
        let fresh = |near: &str| {
            let mut fresh = dataset_with(near);
            serde_json::to_string(&fresh.report_now(true)).expect("a report")
        };
        let mut moved = dataset();
        for near in ["0.95", "0.7", "1", "0.8"] {
            let json = format!(r#"{{"near": "{near}"}}"#);
            let options = Options::from_json(&json).expect("good options");
            moved.split_by(options).expect("a split");
            let report = serde_json::to_string(&moved.report_now(true)).expect("a report");
            assert_eq!(report, fresh(near), "{near}");
        }
    }

    #[test]
    fn the_numbers_of_dropped_and_kept_duplicates_follow_the_options() {
        let mut dataset = dataset();
        let mut fates = |json: &str| {
            let options = Options::from_json(json).expect("good options");
            dataset.split_by(options).expect("a split");
            let found = dataset.report_now(true).duplicates;
            (found.dropped, found.kept)
        };
        assert_eq!(fates("{}"), (Some(2), Some(3)));
        assert_eq!(fates(r#"{"dedupe": "near"}"#), (Some(5), Some(0)));
        assert_eq!(fates(r#"{"dedupe": "off"}"#), (Some(0), Some(5)));
        assert_eq!(fates(r#"{"split": null}"#), (None, None));
    }
}
