//! The first look at text that was unpacked from another encoding.

use super::probe;
use crate::check::file_profile::Probe;
use crate::diagnostic::finding::Severity;
use crate::diagnostic::option_error::OptionError;
use crate::diagnostic::position::Span;
use crate::input::decompress::Compression;
use crate::lint::rules::utf16_file;
use crate::options::Options;

/// Examines `head`, the first bytes of a text that was unpacked from `kind`; `whole` is true if nothing follows.
///
/// # Errors
/// Options that name an unknown rule or model.
pub fn probe_unpacked(
    head: &[u8],
    whole: bool,
    options: &Options,
    kind: Option<Compression>,
) -> Result<Probe, OptionError> {
    let mut probe = probe(head, whole, options)?;
    let order = match kind {
        Some(Compression::Utf16Le) => "little-endian",
        Some(Compression::Utf16Be) => "big-endian",
        _ => return Ok(probe),
    };
    if probe.need_more {
        return Ok(probe);
    }
    let resolved = options.resolve()?;
    let others = std::mem::take(&mut probe.findings);
    let message = utf16_file::decoded(order);
    probe.report(
        &utf16_file::RULE,
        head,
        Span::new(0, 0),
        message,
        &resolved.settings,
    );
    // A conversion rewrites each record; without one, the rows of a table are not records.
    let becomes_records = resolved.target.is_some() && !probe.unusable;
    let is_repaired = resolved.fixes.repairs(&utf16_file::RULE) && probe.columns.is_none();
    for finding in &mut probe.findings {
        finding.fixed = becomes_records || is_repaired;
        probe.unusable |= finding.severity == Severity::Error && !finding.fixed;
    }
    probe.findings.extend(others);
    Ok(probe)
}
