//! Text out of archives and other encodings: gzip with all its members, Zstandard with all its frames, UTF-16. Bytes go in and
//! text comes out in pieces, so that neither is ever held as a whole; an error of an archive is a [`Fault`] with its place.

mod gzip;
#[cfg(test)]
mod tests;
mod utf16;
mod work;
mod zstd;

use serde::{Deserialize, Serialize};

/// Compression of a file, or its encoding where that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Text in an older encoding, which the platform decodes.
    Other,
}

impl Compression {
    /// Number of first bytes that identify the compression.
    pub const MAGIC_BYTES: usize = 4;

    /// Detects the compression from a file's first bytes; its name is not reliable.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        if gzip::begins(head) {
            Some(Self::Gzip)
        } else if zstd::begins(head) {
            Some(Self::Zstd)
        } else {
            let is_big_endian = utf16::begins(head)?;
            Some(if is_big_endian {
                Self::Utf16Be
            } else {
                Self::Utf16Le
            })
        }
    }

    /// Returns true if the file is an archive, and not text in another encoding.
    #[must_use]
    pub const fn is_archive(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd)
    }

    /// Returns the name of such a file, for use after an article.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Gzip => "gzip archive",
            Self::Zstd => "Zstandard archive",
            Self::Utf16Le => "little-endian UTF-16 text",
            Self::Utf16Be => "big-endian UTF-16 text",
            Self::Other => "text in an older encoding",
        }
    }
}

/// A compressed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Archive {
    /// Its compression.
    pub kind: Compression,
    /// Size of the compressed file.
    pub bytes: u64,
    /// Cause of an early end.
    #[serde(default, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub fault: Option<Fault>,
}

/// The reason why the text ends before the archive does. Offsets are bytes of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Its place.
    pub offset: u64,
    /// The thing itself.
    pub cause: Cause,
}

/// A reason why an archive cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Its end is missing.
    BreaksOff,
    /// A header has values that do not exist.
    BadHeader,
    /// The compressed data cannot have been written by a compressor.
    BadData,
    /// The text is not the one that the checksum, or the length, was made of.
    BadChecksum,
    /// Other bytes follow its end.
    BytesBehind,
    /// It was compressed with a dictionary that is not in it.
    NeedsDictionary(u32),
    /// Reading it takes too much memory: so many bytes.
    NeedsWindow(u64),
    /// It unpacks to far more text, or more records, than data does: so many bytes so far.
    Bomb(u64),
}

/// The size that an archive may unfold into.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// Bytes of text.
    pub text: Bound,
    /// The work that the text is, in bytes of prose: see `decompress/work.rs`.
    pub work: Bound,
}

/// A bound that grows with the archive.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// For an archive of any size.
    pub free: u64,
    /// More for each byte of the archive.
    pub ratio: u64,
}

impl Allowance {
    /// Returns limits that data hardly ever reaches, however often it repeats itself, and that are read in seconds.
    ///
    /// Deflate encodes at most 258 bytes at once, in 2 bits for a run of one byte but in 5 and more for lines of 17 bytes and
    /// more, so that copies of one record come to 412 times their size at most. A block of Zstandard repeats any 128 KiB in
    /// some 12 bytes: only the amount is a sign there, and copies of one record are a bomb from 128 MiB on.
    const fn of(compression: Compression) -> Self {
        let free = match compression {
            Compression::Zstd => 128 << 20,
            _ => 64 << 20,
        };
        Self {
            text: Bound { free, ratio: 500 },
            work: Bound {
                free: 256 << 20,
                ratio: 2_000,
            },
        }
    }
}

impl Bound {
    const fn covers(self, amount: u64, archive: u64) -> bool {
        amount <= self.free.saturating_add(self.ratio.saturating_mul(archive))
    }
}

/// The outcome of one step of a format: bytes read from the input, bytes written to the output. If both are 0, it needs more
/// input, or is at its end.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    taken: usize,
    given: usize,
}

impl Step {
    const fn is_none(&self) -> bool {
        self.taken == 0 && self.given == 0
    }
}

enum Format {
    Gzip(gzip::Members),
    Zstd(Box<zstd::Frames>),
    Utf16(utf16::Units),
    /// Text that was decoded before.
    Plain,
}

/// Gives as much of `input` as there is room for.
fn plain(input: &[u8], output: &mut [u8]) -> (Step, Option<Cause>) {
    let length = input.len().min(output.len());
    output[..length].copy_from_slice(&input[..length]);
    let step = Step {
        taken: length,
        given: length,
    };
    (step, None)
}

/// Unpacks one archive, from front to back.
pub struct Unpacker {
    format: Format,
    allowance: Allowance,
    /// Bytes that were pushed, those before `start` taken.
    input: Vec<u8>,
    start: usize,
    /// Nothing follows what was pushed.
    ended: bool,
    taken: u64,
    given: u64,
    work: u64,
    fault: Option<Fault>,
}

impl Unpacker {
    /// At the start of an archive.
    #[must_use]
    pub fn new(compression: Compression) -> Self {
        Self {
            format: match compression {
                Compression::Gzip => Format::Gzip(gzip::Members::default()),
                Compression::Zstd => Format::Zstd(Box::default()),
                Compression::Utf16Le => Format::Utf16(utf16::Units::new(false)),
                Compression::Utf16Be => Format::Utf16(utf16::Units::new(true)),
                Compression::Other => Format::Plain,
            },
            allowance: Allowance::of(compression),
            input: Vec::new(),
            start: 0,
            ended: false,
            taken: 0,
            given: 0,
            work: 0,
            fault: None,
        }
    }

    /// Replaces the guard against bombs.
    #[must_use]
    pub fn allowing(mut self, allowance: Allowance) -> Self {
        self.allowance = allowance;
        self
    }

    /// Adds the next bytes of the archive.
    pub fn push(&mut self, bytes: &[u8]) {
        self.input.drain(..self.start);
        self.start = 0;
        self.input.extend_from_slice(bytes);
    }

    /// Nothing follows.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Fills `output` with the text that follows and returns how many bytes of it. Fewer than there is room for: it needs
    /// more bytes pushed, or all the text there is has been given.
    pub fn pull(&mut self, output: &mut [u8]) -> usize {
        let mut length = 0;
        while self.fault.is_none() && length < output.len() {
            let input = &self.input[self.start..];
            let (step, cause) = match &mut self.format {
                Format::Gzip(members) => members.step(input, self.ended, &mut output[length..]),
                Format::Zstd(frames) => frames.step(input, self.ended, &mut output[length..]),
                Format::Utf16(units) => units.step(input, self.ended, &mut output[length..]),
                Format::Plain => plain(input, &mut output[length..]),
            };
            self.start += step.taken;
            self.taken += step.taken as u64;
            self.given += step.given as u64;
            self.work += work::of(&output[length..length + step.given]);
            length += step.given;
            let Allowance { text, work } = self.allowance;
            let is_bomb =
                !text.covers(self.given, self.taken) || !work.covers(self.work, self.taken);
            let cause = cause.or_else(|| is_bomb.then_some(Cause::Bomb(self.given)));
            if let Some(cause) = cause {
                self.fault = Some(Fault {
                    offset: self.taken,
                    cause,
                });
            } else if step.is_none() {
                break;
            }
        }
        length
    }

    /// Bytes of the archive that were used up.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Returns the fault of the archive. The text pulled until then is valid.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }
}
