//! Trials of what `prepare` would make of records, so that no advice leads to an empty result.

use super::Checker;
use crate::check::chunk_report::{Kept, Trials};
use crate::check::file_profile::{Encoding, Probe};
use crate::diagnostic::finding::{Finding, Severity};
use crate::input::framing::{Framing, frames};
use crate::lint::rules::{self, not_converted};
use crate::lint::unexpected_layout::{MOST_TRIED, Obstacle};
use crate::models::Model;
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
    /// True if one would be converted.
    pub converts: bool,
    /// True if one would be kept.
    pub is_kept: bool,
    /// The reason why one would not be.
    pub obstacle: Option<Obstacle>,
}

impl Trial {
    /// Returns the trials for chunks of a file; none if the options leave nothing to try. `wanted` is the format to convert to.
    pub(super) fn new(options: &Options, probe: &Probe, wanted: Format) -> Option<Self> {
        let (converts, fixes) = chosen(options);
        if converts && fixes {
            return None;
        }
        let mut options = options.clone();
        // Without a model a format that is known stays what it is.
        if !converts && (options.model.is_some() || probe.format.is_none()) {
            options.convert = Some(Convert::Wanted(true));
        }
        let format = probe.format.or(Some(wanted));
        Self::with(options, probe, wanted, format)
    }

    /// Returns the trials for another model than the user's, or for one where the user has named none.
    pub(super) fn towards(options: &Options, probe: &Probe, model: &Model) -> Option<Self> {
        let mut options = options.clone();
        options.model = Some(model.id.clone());
        options.limits.clear();
        if !chosen(&options).0 {
            options.convert = Some(Convert::Wanted(true));
        }
        Self::with(options, probe, model.format, Some(model.format))
    }

    fn with(
        mut options: Options,
        probe: &Probe,
        wanted: Format,
        format: Option<Format>,
    ) -> Option<Self> {
        let is_unreadable = probe.framing == Framing::Opaque || probe.encoding == Encoding::Other;
        if options.compared || is_unreadable {
            return None;
        }
        options.max_examples_per_rule = 1;
        options.split = None;
        options.fix |= !chosen(&options).1;
        let mut probe = probe.clone();
        // A conversion writes each record on its own line, as the fix does.
        let columns = probe.columns.as_ref();
        probe.unusable &= columns.is_some_and(|columns| !columns.may_become(wanted));
        probe.format = format;
        Some(Self {
            options,
            probe,
            wanted,
            checker: None,
        })
    }

    /// Returns the format that records are converted to; none if they stay what they are.
    pub(super) fn target(&self) -> Option<Format> {
        chosen(&self.options).0.then_some(self.wanted)
    }

    /// Tries the records of a line.
    pub(super) fn line(&mut self, line: &[u8]) -> Outcome {
        let checker = match &mut self.checker {
            Some(checker) => checker,
            None => match Checker::without_trials(&self.options, &self.probe) {
                Ok(checker) => self.checker.insert(Box::new(checker)),
                // The options were resolved before, but for the model, which may take another format than the user wants.
                Err(_) => return Outcome::default(),
            },
        };
        let report = checker.check(line);
        let is_refusal =
            |found: &&Finding| usize::from(found.rule) == rules::index(&not_converted::RULE);
        let is_error = |found: &&Finding| found.severity == Severity::Error && !found.fixed;
        let found = || report.examples.iter();
        let first = found().find(is_refusal).or_else(|| found().find(is_error));
        Outcome {
            converts: !report.conversions.from.is_empty(),
            is_kept: (report.records.iter()).any(|record| record.fingerprint.is_ok()),
            obstacle: first.map(|found| Obstacle {
                message: found.message.clone(),
                help: found.help.clone().into_owned(),
                is_converted: !is_refusal(&found),
                is_guessed: found.fix.as_ref().is_some_and(|fix| !fix.safe),
            }),
        }
    }

    /// Tries the first lines of a chunk, until a record would be kept.
    pub(super) fn first_lines(&mut self, chunk: &[u8]) -> Trials {
        let mut trials = Trials::default();
        for frame in frames(chunk, self.probe.framing) {
            if trials.lines == MOST_TRIED {
                break;
            }
            let outcome = self.line(&chunk[frame.start..frame.end]);
            if outcome.is_kept {
                trials.kept = Some(Kept {
                    line: trials.lines,
                    converted: outcome.converts,
                });
                break;
            }
            trials.lines += 1;
        }
        trials
    }
}

/// Returns true if the user has chosen a conversion, and if any fixes.
fn chosen(options: &Options) -> (bool, bool) {
    let converts = !matches!(options.convert, None | Some(Convert::Wanted(false)));
    let fixes = options.fix || options.unsafe_fixes || !options.fixes.is_empty();
    (converts || !options.map.is_empty(), fixes)
}
