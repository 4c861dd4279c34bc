//! Trials of `prepare` on refused records, so that no advice ends in an empty result.

use super::Checker;
use crate::check::file_profile::{Encoding, Probe};
use crate::input::framing::{Framing, frames};
use crate::lint::rules::{self, not_converted};
use crate::options::{Convert, Options};
use crate::record::format::Format;

/// Checks records again with the safe fixes and a conversion, as far as the user has not chosen otherwise.
pub(super) struct Trial {
    options: Options,
    probe: Probe,
    /// The requested format.
    wanted: Format,
    /// Made for the first record that is tried.
    checker: Option<Box<Checker>>,
}

/// The outcome for the records of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// True if one can be converted.
    pub converts: bool,
    /// True if one would be kept.
    pub is_kept: bool,
    /// The reason why one cannot be converted.
    pub refusal: Option<String>,
}

impl Trial {
    /// Returns the trials for chunks of a file; none if the options leave nothing to try. `wanted` is the format to convert to.
    pub(super) fn new(options: &Options, probe: &Probe, wanted: Format) -> Option<Self> {
        let converts = !matches!(options.convert, None | Some(Convert::Wanted(false)))
            || !options.map.is_empty();
        let fixes = options.fix || options.unsafe_fixes || !options.fixes.is_empty();
        let is_unreadable = probe.framing == Framing::Opaque || probe.encoding == Encoding::Other;
        if options.compared || is_unreadable || converts && fixes {
            return None;
        }
        let mut options = options.clone();
        options.max_examples_per_rule = 1;
        options.split = None;
        options.fix |= !fixes;
        // Without a model a record of a known format is not converted.
        if !converts && (options.model.is_some() || probe.format.is_none()) {
            options.convert = Some(Convert::Wanted(true));
        }
        let mut probe = probe.clone();
        // A conversion writes each record on its own line, as the fix does.
        let columns = probe.columns.as_ref();
        probe.unusable &= columns.is_some_and(|columns| !columns.may_become(wanted));
        probe.format = probe.format.or(Some(wanted));
        Some(Self {
            options,
            probe,
            wanted,
            checker: None,
        })
    }

    /// Returns the requested format.
    pub(super) const fn wanted(&self) -> Format {
        self.wanted
    }

    /// Tries the records of a line.
    pub(super) fn line(&mut self, line: &[u8]) -> Outcome {
        let checker = match &mut self.checker {
            Some(checker) => checker,
            None => match Checker::without_trials(&self.options, &self.probe) {
                Ok(checker) => self.checker.insert(Box::new(checker)),
                // The options were resolved before.
                Err(_) => return Outcome::default(),
            },
        };
        let report = checker.check(line);
        let is_refusal = |rule: u8| usize::from(rule) == rules::index(&not_converted::RULE);
        let mut refusals = report.examples.into_iter();
        let refusal = refusals.find(|found| is_refusal(found.rule));
        Outcome {
            converts: !report.conversions.from.is_empty(),
            is_kept: (report.records.iter()).any(|record| record.fingerprint.is_ok()),
            refusal: refusal.map(|found| found.message),
        }
    }

    /// Returns true if a record of the chunk would be kept.
    pub(super) fn keeps_any(&mut self, chunk: &[u8]) -> bool {
        let lines = frames(chunk, self.probe.framing);
        let mut lines = lines.map(|frame| &chunk[frame.start..frame.end]);
        lines.any(|line| self.line(line).is_kept)
    }
}
