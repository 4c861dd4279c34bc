//! Judges one record: nodes, shape, sample, secrets and personal data.

use crate::analysis::profile::stats::Stats;
use crate::analysis::sensitive::{self, Concern};
use crate::analysis::similarity::fingerprint::{Canonical, Fingerprint};
use crate::analysis::similarity::text_digests::{self, TextDigests};
use crate::check::answer_observer::Observer;
use crate::diagnostic::hash::narrow_digest;
use crate::json::{Kind, Signs, Value};
use crate::lint::collector::Collector;
use crate::lint::redaction;
use crate::lint::rules::{
    RULES, encoded_record, mixed_formats, not_an_object, personal_data, probable_secret,
    wrong_format,
};
use crate::lint::schema;
use crate::lint::{Check, NodeCheck, RecordCheck, Rule, SampleCheck};
use crate::models::Model;
use crate::record::format::{Content, Format};
use crate::record::layout::{Foreign, Layout};
use crate::record::recognise::recognise_among;

/// The rules about records, by the data that they check.
pub(super) struct RecordRules {
    nodes: Vec<(Kind, Signs, NodeCheck)>,
    records: Vec<(&'static Rule, Signs, RecordCheck)>,
    samples: Vec<(Signs, SampleCheck)>,
    blocks: Vec<SampleCheck>,
}

impl RecordRules {
    pub(super) fn all() -> Self {
        let nodes = RULES.iter().filter_map(|rule| match rule.check {
            Check::Node(kind, needed, check) => Some((kind, needed, check)),
            _ => None,
        });
        let records = RULES.iter().filter_map(|rule| match rule.check {
            Check::Record(_, _, needed, check) => Some((*rule, needed, check)),
            _ => None,
        });
        let samples = RULES.iter().filter_map(|rule| match rule.check {
            Check::Sample(needed, check) => Some((needed, check)),
            Check::Joined(check, _) | Check::JoinedAs(check, _) => Some((Signs::ALWAYS, check)),
            _ => None,
        });
        let blocks = RULES.iter().filter_map(|rule| match rule.check {
            Check::Blocks(check) | Check::MendedBlocks(check, _) => Some(check),
            _ => None,
        });
        Self {
            nodes: nodes.collect(),
            records: records.collect(),
            samples: samples.collect(),
            blocks: blocks.collect(),
        }
    }
}

/// Reports secrets and personal data of a record.
#[inline(never)]
pub(super) fn look_for_private(root: Value<'_>, findings: &mut Collector<'_>) {
    let text = root.raw().as_bytes();
    let hits = sensitive::find(text);
    if hits.is_empty() {
        return;
    }
    let start = root.span().start;
    let fix = |concern| {
        let of_concern = hits.iter().filter(|hit| hit.concern == concern);
        let of_concern: Vec<_> = of_concern.cloned().collect();
        redaction::fix_of(root, &of_concern).map(|fix| findings.shown(fix))
    };
    let (of_secrets, of_persons) = (fix(Concern::Secret), fix(Concern::Person));
    for hit in &hits {
        let places = (hit.span.shifted(start), hit.hidden.shifted(start));
        match hit.concern {
            Concern::Secret => {
                probable_secret::report(root, places, hit, of_secrets.clone(), findings);
            }
            Concern::Person => {
                let found = &text[hit.span.start as usize..hit.span.end as usize];
                let digest = narrow_digest(&found.to_ascii_lowercase());
                personal_data::report(root, places, (hit, digest), of_persons.clone(), findings);
            }
        }
    }
}

/// The place of a record in its chunk.
#[derive(Clone, Copy)]
pub(super) struct RecordPlace {
    pub(super) line: u32,
    pub(super) index: u32,
}

/// One record being read.
pub(super) struct Reading<'a, 'c> {
    pub(super) model: Option<&'a Model>,
    pub(super) format: Option<Format>,
    /// The layout of the file's records that are of no format.
    pub(super) foreign: Option<Foreign>,
    pub(super) place: RecordPlace,
    pub(super) findings: &'a mut Collector<'c>,
    pub(super) stats: &'a mut Stats,
    pub(super) canonical: &'a mut Canonical,
    pub(super) observer: &'a mut Observer,
    pub(super) text_digests: &'a mut text_digests::Reader,
    pub(super) is_shingled: bool,
    pub(super) is_private_wanted: bool,
    pub(super) rules: &'a RecordRules,
}

impl Reading<'_, '_> {
    pub(super) fn check(&mut self, root: Value<'_>) -> Option<Fingerprint> {
        let signs = Signs::of(root.raw().as_bytes());
        // A record encoded in a string lacks every field until it is decoded.
        if signs.has_any(Signs::BACKSLASH)
            && let Some(found) = encoded_record::check(root)
            && self.findings.wants(&encoded_record::RULE)
        {
            self.findings
                .report_record(&encoded_record::RULE, root, found);
            return None;
        }
        if root.kind() != Kind::Object {
            self.findings.report(&not_an_object::RULE, root.span(), || {
                not_an_object::message(root.kind_name())
            });
            return None;
        }
        for node in root.nodes() {
            let kind = node.kind();
            for (of, needed, check) in &self.rules.nodes {
                if *of == kind && signs.has_any(*needed) {
                    check(root, node, self.findings);
                }
            }
        }
        for (rule, needed, check) in &self.rules.records {
            if signs.has_any(*needed)
                && let Some(found) = check(root)
            {
                self.findings.report_record(rule, root, found);
            }
        }
        if self.is_private_wanted {
            look_for_private(root, self.findings);
        }
        let mut text_digests = TextDigests::default();
        if let Some(format) = self.format_of(root) {
            let sample = schema::walk(format, root, self.model, self.findings);
            for (needed, check) in &self.rules.samples {
                if signs.has_any(*needed) {
                    check(&sample, self.model, self.findings);
                }
            }
            if sample.is_more_than_text() {
                for check in &self.rules.blocks {
                    check(&sample, self.model, self.findings);
                }
            }
            self.findings.end_sample();
            if !self.findings.record_is_invalid() {
                self.stats
                    .measure(&sample, self.place.line, self.place.index);
                self.observer
                    .observe(&sample, self.place.index, self.findings);
                text_digests = self.text_digests.read(&sample, self.is_shingled);
            }
        }
        (!self.findings.record_is_invalid()).then(|| self.canonical.fingerprint(root, text_digests))
    }

    /// Returns the format to parse the record as, and reports a finding if its layout does not match.
    fn format_of(&mut self, root: Value<'_>) -> Option<Format> {
        let found = recognise_among(root, self.foreign, self.format);
        let Some(format) = self.format else {
            if let Some(format) = found.format() {
                return Some(format);
            }
            self.findings
                .report_unexpected_layout(&wrong_format::RULE, root, found);
            return None;
        };
        // A record without any key of the format is reported once, not key by key.
        let is_stranger = found == Layout::Unknown
            && self.model.is_some()
            && format.shape().content() == Content::Dialogue
            && !format.names_any(root);
        if found.may_be(format) && !is_stranger {
            return Some(format);
        }
        let rule = match self.model {
            Some(_) => &wrong_format::RULE,
            None => &mixed_formats::RULE,
        };
        self.findings.report_unexpected_layout(rule, root, found);
        None
    }
}
