//! The first look at text that was unpacked from another encoding.

use super::probe_read;
use crate::check::file_profile::{Probe, Reading};
use crate::diagnostic::finding::Severity;
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::Span;
use crate::input::decompress::Compression;
use crate::lint::rules::{invalid_utf8, utf16_file};
use crate::options::Options;

/// Looks at `head`, the first bytes of a text that was unpacked from `kind`; `whole` says that nothing follows, `readings` what the
/// platform reads in a file that is not UTF-8, or has read it as.
///
/// # Errors
/// Options that name an unknown rule or model.
pub fn probe_unpacked(
    head: &[u8],
    whole: bool,
    options: &Options,
    kind: Option<Compression>,
    readings: &[Reading],
) -> Result<Probe, OptionError> {
    let is_decoded = kind == Some(Compression::Other);
    let to_read = if is_decoded { &[] } else { readings };
    let mut probe = probe_read(head, whole, options, to_read)?;
    let (rule, message) = match (kind, readings) {
        (Some(Compression::Utf16Le), _) => {
            (&utf16_file::RULE, utf16_file::decoded("little-endian"))
        }
        (Some(Compression::Utf16Be), _) => (&utf16_file::RULE, utf16_file::decoded("big-endian")),
        (Some(Compression::Other), [reading, ..]) => (
            &invalid_utf8::RULE,
            invalid_utf8::decoded(&reading.encoding),
        ),
        _ => return Ok(probe),
    };
    if probe.need_more {
        return Ok(probe);
    }
    let resolved = options.resolve()?;
    let others = std::mem::take(&mut probe.findings);
    probe.report(rule, head, Span::new(0, 0), message, &resolved.settings);
    // A conversion writes each record anew; the rows of a table are none without it.
    let becomes_records = resolved.target.is_some() && !probe.unusable;
    let is_repaired = resolved.fixes.repairs(rule) && probe.columns.is_none();
    for finding in &mut probe.findings {
        finding.fixed = becomes_records || is_repaired || is_decoded;
        probe.unusable |= finding.severity == Severity::Error && !finding.fixed;
    }
    probe.findings.extend(others);
    Ok(probe)
}
