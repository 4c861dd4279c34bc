//! Trials of what `prepare` would make of records, so that no advice leads to an empty result, and its numbers are right.

use super::Checker;
use crate::check::chunk_report::ChunkReport;
use crate::check::file_profile::{Encoding, Probe};
use crate::check::outlook::Outlook;
use crate::diagnostic::finding::{Finding, Severity};
use crate::input::framing::Framing;
use crate::lint::rules::{self, not_converted};
use crate::lint::unexpected_layout::Obstacle;
use crate::models::Model;
use crate::options::{Convert, Near, Options};
use crate::record::format::Format;

/// Checks records again with a conversion and fixes, as far as the user has not chosen otherwise.
pub(super) struct Trial {
    options: Options,
    probe: Probe,
    /// The requested format.
    wanted: Format,
    /// True if the first step does more than the user's own run.
    begins_anew: bool,
    /// One for each step, made for the first record that is tried with it.
    checkers: [Option<Box<Checker>>; 3],
}

/// What is done to records, each step with those before it: a conversion, the safe fixes, the suggested ones.
const STEPS: [Step; 3] = [Step::Converted, Step::Fixed, Step::Guessed];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Converted,
    Fixed,
    Guessed,
}

/// A line with the number of its records in the user's own run.
pub(super) struct TriedLine<'a> {
    pub line: &'a [u8],
    pub records: u64,
}

/// The outcome for the records of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    outlook: Outlook,
    /// True if one would be refused all the same.
    is_refused: bool,
    /// True if one would be kept without a guess.
    pub is_kept: bool,
    /// The reason why one would not be.
    pub obstacle: Option<Obstacle>,
}

impl Trial {
    /// Returns the trials for chunks of a file; none if the options leave nothing to try. `wanted` is the format to convert to.
    pub(super) fn new(options: &Options, probe: &Probe, wanted: Format) -> Option<Self> {
        let converts = is_converting(options);
        if converts && options.unsafe_fixes {
            return None;
        }
        let mut options = options.clone();
        // Without a model a format that is known stays what it is.
        let begins_anew = !converts && (options.model.is_some() || probe.format.is_none());
        if begins_anew {
            options.convert = Some(Convert::Wanted(true));
        }
        let format = probe.format.or(Some(wanted));
        Self::with(options, probe, wanted, format, begins_anew)
    }

    /// Returns the trials for another model than the user's, or for one where the user has named none.
    pub(super) fn towards(options: &Options, probe: &Probe, model: &Model) -> Option<Self> {
        let mut options = options.clone();
        options.model = Some(model.id.clone());
        options.limits.clear();
        if !is_converting(&options) {
            options.convert = Some(Convert::Wanted(true));
        }
        Self::with(options, probe, model.format, Some(model.format), true)
    }

    fn with(
        mut options: Options,
        probe: &Probe,
        wanted: Format,
        format: Option<Format>,
        begins_anew: bool,
    ) -> Option<Self> {
        let is_unreadable = probe.framing == Framing::Opaque || probe.encoding == Encoding::Other;
        if options.compared || is_unreadable {
            return None;
        }
        options.max_examples_per_rule = 1;
        options.split = None;
        options.near = Near::Text("off".to_owned());
        let mut probe = probe.clone();
        // A conversion writes each record on its own line, as the fix does.
        let columns = probe.columns.as_ref();
        probe.unusable &= columns.is_some_and(|columns| !columns.may_become(wanted));
        probe.format = format;
        Some(Self {
            options,
            probe,
            wanted,
            begins_anew,
            checkers: [None, None, None],
        })
    }

    /// Returns the format that records are converted to; none if they stay what they are.
    pub(super) fn target(&self) -> Option<Format> {
        is_converting(&self.options).then_some(self.wanted)
    }

    /// Tries the records of a line, step by step until all are kept or no fix is left.
    pub(super) fn line(&mut self, line: &[u8]) -> Outcome {
        let mut outcome = Outcome::default();
        // What the fixes of the findings so far would be; of the user's own run that is not known here.
        let mut fixes = [true; 2];
        for step in STEPS {
            let is_worth_it = match step {
                Step::Converted => self.begins_anew,
                Step::Fixed => fixes[0] && !self.options.fix && !self.options.unsafe_fixes,
                Step::Guessed => fixes[1] && !self.options.unsafe_fixes,
            };
            if !is_worth_it {
                continue;
            }
            // The options were resolved before, but for the model, which may take another format than the user wants.
            let Some(report) = self.checker(step).map(|checker| checker.check(line)) else {
                break;
            };
            outcome.meet(step, &report);
            if !outcome.is_refused {
                break;
            }
            let is_error = |found: &&Finding| found.severity == Severity::Error && !found.fixed;
            let of_errors = report.examples.iter().filter(is_error);
            let of_errors = of_errors.filter_map(|found| found.fix.as_ref());
            fixes = [false; 2];
            for fix in of_errors {
                fixes[usize::from(!fix.safe)] = true;
            }
            fixes[1] |= fixes[0];
        }
        outcome
    }

    /// Counts what would become of the records of a line, of which so many are kept and refused as they are.
    pub(super) fn count(&mut self, line: &[u8], kept: u64, refused: u64, outlook: &mut Outlook) {
        let outcome = self.line(line);
        let mut of_line = outcome.outlook;
        if !outcome.is_refused && of_line.records > 0 {
            // A line may hold more records than it seems to.
            of_line.records = refused;
        } else {
            of_line.records = of_line.records.saturating_sub(kept).min(refused);
        }
        outlook.add(&of_line.within());
    }

    /// Returns what would become of the records of a chunk. Where the text of all lines is at hand as it stands, all are tried at
    /// once, which takes a fraction of the time; where one is refused, they are tried line by line.
    pub(super) fn chunk(&mut self, whole: Option<&[u8]>, lines: &[TriedLine<'_>]) -> Outlook {
        if let Some(outlook) = whole.and_then(|chunk| self.at_once(chunk, lines)) {
            return outlook;
        }
        let mut outlook = Outlook::default();
        for &TriedLine { line, records } in lines.iter().filter(|line| line.records > 0) {
            self.count(line, 0, records, &mut outlook);
        }
        outlook
    }

    /// Returns what would become of the records of a chunk, if each has its own line and all are kept without a fix.
    fn at_once(&mut self, chunk: &[u8], lines: &[TriedLine<'_>]) -> Option<Outlook> {
        if lines.iter().any(|line| line.records > 1) {
            return None;
        }
        let all = lines.iter().map(|line| line.records).sum();
        let report = self.checker(Step::Converted)?.check(chunk);
        let mut records = report.records.iter();
        if report.records.len() as u64 != all || records.any(|record| record.fingerprint.is_err()) {
            return None;
        }
        let converted = report.conversions.from.values().sum();
        let outlook = Outlook {
            records: all,
            converted,
            ..Outlook::default()
        };
        Some(outlook.within())
    }

    fn checker(&mut self, step: Step) -> Option<&mut Checker> {
        let at = step as usize;
        if self.checkers[at].is_none() {
            let mut options = self.options.clone();
            options.fix |= step == Step::Fixed;
            options.unsafe_fixes |= step == Step::Guessed;
            let checker = Checker::without_trials(&options, &self.probe).ok()?;
            self.checkers[at] = Some(Box::new(checker));
        }
        self.checkers[at].as_deref_mut()
    }
}

impl Checker {
    /// Tries what would become of the records of a line, those from number `first` on.
    pub(super) fn try_out(&mut self, line: &[u8], first: usize, report: &mut ChunkReport) {
        let records = &report.records[first..];
        let kept = records.iter().filter(|record| record.fingerprint.is_ok());
        let (all, kept) = (records.len() as u64, kept.count() as u64);
        if let Some(trial) = &mut self.trial
            && kept < all
        {
            trial.count(line, kept, all - kept, &mut report.outlook);
        }
    }
}

impl Outcome {
    /// Notes what became of the records of a line.
    fn meet(&mut self, step: Step, report: &ChunkReport) {
        let records = report.records.iter();
        let kept = records.filter(|record| record.fingerprint.is_ok()).count() as u64;
        self.is_refused = kept < report.records.len() as u64;
        if kept > self.outlook.records {
            let of = |is_meant: bool| if is_meant { kept } else { 0 };
            self.outlook = Outlook {
                records: kept,
                converted: of(!report.conversions.from.is_empty()),
                fixed: of(step == Step::Fixed),
                guessed: of(step == Step::Guessed),
            };
        }
        if step == Step::Guessed {
            return;
        }
        self.is_kept = kept > 0;
        let is_refusal =
            |found: &&Finding| usize::from(found.rule) == rules::index(&not_converted::RULE);
        let is_error = |found: &&Finding| found.severity == Severity::Error && !found.fixed;
        let found = || report.examples.iter();
        let first = found().find(is_refusal).or_else(|| found().find(is_error));
        self.obstacle = first.map(|found| Obstacle {
            message: found.message.clone(),
            help: found.help.clone().into_owned(),
            is_converted: !is_refusal(&found),
            is_guessed: found.fix.as_ref().is_some_and(|fix| !fix.safe),
        });
    }
}

/// Returns true if the user has chosen a conversion.
fn is_converting(options: &Options) -> bool {
    let converts = !matches!(options.convert, None | Some(Convert::Wanted(false)));
    converts || !options.map.is_empty()
}
