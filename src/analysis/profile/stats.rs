//! Sizes and counts of records: tokens, turns, system prompts, media.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::analysis::profile::histogram::Histogram;
use crate::analysis::profile::optional_fields::OptionalFields;
use crate::record::sample::{MediaKind, Sample};
use crate::record::token_estimate::{Extent, Tokens};

/// Distinct system prompts are counted up to this many.
const MOST_SYSTEM_PROMPTS: usize = 1_000;

/// Sizes and counts of the valid records of a chunk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Estimated tokens of all records.
    pub tokens: Tokens,
    /// Likely tokens of the answers among them.
    pub answer_tokens: u64,
    /// Likely tokens a record.
    pub token_histogram: Histogram,
    /// By record, the place of its tokens in the histogram, from 1; 0 for one that is not counted, and none behind the last.
    pub token_places: Vec<u16>,
    /// The first of the longest records: its line, counted from the chunk's start, and its likely tokens.
    pub longest: Option<(u32, u64)>,
    /// Messages a record.
    pub turn_histogram: Histogram,
    /// Records with a system prompt.
    pub system_prompts: u64,
    /// Digests of the system prompts, the smallest thousand of them.
    pub distinct_system_prompts: BTreeSet<u64>,
    /// Likely tokens of all system prompts.
    pub system_prompt_tokens: u64,
    /// Likely tokens of the longest system prompt.
    pub longest_system_prompt: u64,
    /// First record of each kind of media: index into the chunk's records.
    pub media: Vec<(MediaKind, u32)>,
    /// Parts that some records have and others lack: indices into the chunk's records.
    pub parts: OptionalFields<u32>,
}

impl Stats {
    /// Counts a record on `line`, at `index` in the chunk.
    #[inline(never)]
    pub fn measure(&mut self, sample: &Sample<'_>, line: u32, index: u32) {
        let (input, output) = sample.extents();
        let tokens = input.plus(output).tokens();
        self.tokens.add(tokens);
        self.answer_tokens += output.tokens().likely;
        let place = self.token_histogram.count(tokens.likely);
        self.token_places.resize(index as usize, 0);
        self.token_places.push(place.saturating_add(1));
        self.turn_histogram.count(sample.turns.len() as u64);
        if self
            .longest
            .is_none_or(|(_, longest)| tokens.likely > longest)
        {
            self.longest = Some((line, tokens.likely));
        }
        if !sample.system.is_empty() {
            self.measure_system_prompt(sample);
        }
        self.parts.meet(sample, index);
        for (_, kind, _) in sample.media() {
            if !self.media.iter().any(|(known, _)| *known == kind) {
                self.media.push((kind, index));
            }
        }
    }

    /// Adds another chunk's counts; its places (`token_places`, `longest`, `media`, `parts`) are for the fold to translate.
    pub fn add(&mut self, other: &Self) {
        self.tokens.add(other.tokens);
        self.answer_tokens += other.answer_tokens;
        self.token_histogram.add(&other.token_histogram);
        self.turn_histogram.add(&other.turn_histogram);
        self.system_prompts += other.system_prompts;
        self.system_prompt_tokens += other.system_prompt_tokens;
        self.longest_system_prompt = self.longest_system_prompt.max(other.longest_system_prompt);
        for &digest in &other.distinct_system_prompts {
            self.add_system_prompt(digest);
        }
    }

    fn measure_system_prompt(&mut self, sample: &Sample<'_>) {
        let mut extent = Extent::default();
        let mut digest = 0;
        for text in &sample.system {
            extent.add(*text);
            digest = xxh3_64_with_seed(text.raw().as_bytes(), digest);
        }
        self.system_prompts += 1;
        let tokens = extent.tokens().likely;
        self.system_prompt_tokens += tokens;
        self.longest_system_prompt = self.longest_system_prompt.max(tokens);
        self.add_system_prompt(digest);
    }

    /// Keeps the smallest digests only, so that any order of adding gives the same set.
    fn add_system_prompt(&mut self, digest: u64) {
        self.distinct_system_prompts.insert(digest);
        if self.distinct_system_prompts.len() > MOST_SYSTEM_PROMPTS {
            self.distinct_system_prompts.pop_last();
        }
    }
}
