//! A whole run over bytes in memory: the work of the coordinator and its checkers in a browser, in one thread.
//! Chunks may be cut anywhere and checked in any order by any number of checkers; the fold is in file order.

#![allow(dead_code, reason = "each test uses its part")]

use std::borrow::Cow;

use tuneset::Checker;
use tuneset::ChunkEdit;
use tuneset::ChunkReport;
use tuneset::Options;
use tuneset::Piece;
use tuneset::Pieces;
use tuneset::Probe;
use tuneset::boundary;
use tuneset::decompress::{Archive, Compression, Unpacker};
use tuneset::probe_unpacked;
use tuneset::report::Report;
use tuneset::{Dataset, Output, Written};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of a file that are probed, as in `js/engine/probe.ts`.
const HEAD: usize = 256 << 10;

/// Division of the work. The default is one chunk and one checker.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Bytes that are read at a time: the first read takes the first size, the last size serves for all that follow.
    pub sizes: Vec<usize>,
    /// Checkers that share the chunks.
    pub checkers: usize,
    /// Decides the order in which chunks are checked and written.
    pub order: u64,
}

impl Default for Cut {
    fn default() -> Self {
        Self {
            sizes: vec![usize::MAX],
            checkers: 1,
            order: 0,
        }
    }
}

impl Cut {
    /// Reads of `size` bytes by one checker, in order.
    pub fn every(size: usize) -> Self {
        Self {
            sizes: vec![size],
            ..Self::default()
        }
    }

    fn size(&self, read: usize) -> usize {
        self.sizes[read.min(self.sizes.len() - 1)].max(1)
    }

    /// The numbers below `count`, in the order of the draw.
    fn order(&self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        if self.order != 0 {
            order.sort_by_key(|&at| {
                xxh3_64(&[self.order, at as u64].map(u64::to_le_bytes).concat())
            });
        }
        order
    }
}

/// Results of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    pub report: String,
    pub train: String,
    pub validation: String,
    pub set_aside: String,
}

/// Rows that were set aside.
pub fn rows(outputs: &Outputs) -> Vec<serde_json::Value> {
    let read = |row| serde_json::from_str(row).unwrap_or_else(|error| panic!("{row}: {error}"));
    outputs.set_aside.lines().map(read).collect()
}

/// The bytes of the line that a row was made of.
pub fn original(row: &serde_json::Value) -> Vec<u8> {
    match row["recordHex"].as_str() {
        None => row["record"]
            .as_str()
            .expect("a record")
            .as_bytes()
            .to_vec(),
        Some(hex) => (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal"))
            .collect(),
    }
}

/// Parses options from `json`.
pub fn options(json: &str) -> Options {
    Options::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Checks `files`.
pub fn check(files: &[(&str, &[u8])], options: &Options, cut: &Cut) -> Report {
    let files: Vec<_> = files.iter().map(unpacked).collect();
    Run::checked(&files, options, cut).dataset.report_now(true)
}

/// Checks `files` and compares them with others.
pub fn compare(
    files: &[(&str, &[u8])],
    against: &[(&str, &[u8])],
    options: &Options,
    cut: &Cut,
) -> Report {
    let files: Vec<_> = files.iter().map(unpacked).collect();
    let mut run = Run::checked(&files, options, cut);
    run.compare(against, cut);
    run.dataset.report_now(true)
}

/// Checks `files`, compares them with others and writes the outputs.
pub fn prepare_against(
    files: &[(&str, &[u8])],
    against: &[(&str, &[u8])],
    options: &Options,
    cut: &Cut,
) -> Outputs {
    let files: Vec<_> = files.iter().map(unpacked).collect();
    let mut run = Run::checked(&files, options, cut);
    run.compare(against, cut);
    run.written()
}

/// Checks `files` and writes the outputs.
pub fn prepare(files: &[(&str, &[u8])], options: &Options, cut: &Cut) -> Outputs {
    let files: Vec<_> = files.iter().map(unpacked).collect();
    Run::checked(&files, options, cut).written()
}

/// A file's text, and its archive.
struct Unpacked<'d> {
    name: &'d str,
    text: Cow<'d, [u8]>,
    archive: Option<Archive>,
}

fn unpacked<'d>(&(name, bytes): &(&'d str, &'d [u8])) -> Unpacked<'d> {
    let mut text = Cow::Borrowed(bytes);
    let archive = Compression::of(bytes).map(|kind| {
        let mut unpacker = Unpacker::new(kind);
        unpacker.push(bytes);
        unpacker.end();
        let (mut piece, mut whole) = (vec![0; 1 << 20], Vec::new());
        loop {
            let length = unpacker.pull(&mut piece);
            whole.extend_from_slice(&piece[..length]);
            if length < piece.len() {
                break;
            }
        }
        text = Cow::Owned(whole);
        Archive {
            kind,
            bytes: bytes.len() as u64,
            fault: unpacker.fault().cloned(),
        }
    });
    Unpacked {
        name,
        text,
        archive,
    }
}

struct Run<'d> {
    dataset: Dataset,
    cut: &'d Cut,
    chunks: Vec<(usize, &'d [u8])>,
    /// Of each file: the checkers.
    checkers: Vec<Vec<Checker>>,
}

impl<'d> Run<'d> {
    fn checked(files: &'d [Unpacked<'d>], options: &Options, cut: &'d Cut) -> Self {
        let mut run = Self {
            dataset: Dataset::new(options.clone()).expect("good options"),
            cut,
            chunks: Vec::new(),
            checkers: Vec::new(),
        };
        let names: Vec<String> = files.iter().map(|file| file.name.to_owned()).collect();
        run.dataset.expect_files(&names);
        let mut format = None;
        for Unpacked {
            name,
            text,
            archive,
        } in files
        {
            let kind = archive.as_ref().map(|archive| archive.kind);
            let mut probe = probed_as(text, options, kind);
            // The first file that shows a format sets it for all, as in `js/engine/probe.ts`.
            format = format.or(probe.format);
            probe.format = format;
            run.dataset.begin_file(name, text.len() as u64, &probe);
            run.check_file(text, &probe, options);
            if let Some(archive) = archive {
                run.dataset.set_archive(archive.clone());
            }
            run.dataset.end_file();
        }
        run
    }

    /// Compares as `js/run/session.ts` does.
    fn compare(&mut self, against: &[(&str, &[u8])], cut: &Cut) {
        let options = self.dataset.compared_options();
        for file in against {
            let Unpacked {
                name,
                text,
                archive,
            } = unpacked(file);
            let kind = archive.as_ref().map(|archive| archive.kind);
            let probe = probed_as(&text, &options, kind);
            self.dataset
                .begin_against(name, text.len() as u64, &probe)
                .expect("good options");
            let chunks = chunks(&text, &probe, cut);
            let dataset = self.dataset.at_hand();
            for report in checked(&chunks, &probe, (&options, &[]), cut).1 {
                dataset.add(&report);
            }
            if let Some(archive) = archive {
                dataset.set_archive(archive);
            }
            dataset.end_file();
        }
    }

    fn check_file(&mut self, bytes: &'d [u8], probe: &Probe, options: &Options) {
        let chunks = chunks(bytes, probe, self.cut);
        let edits = self.dataset.file_edits(self.checkers.len());
        let (mut checkers, reports) = checked(&chunks, probe, (options, &edits), self.cut);
        for (report, chunk) in reports.iter().zip(&chunks) {
            if let Some(edits) = self.dataset.edits_for(report) {
                let edited = checkers[0].check_edited(chunk, Some(&edits));
                self.dataset.add(&edited);
            } else {
                self.dataset.add(report);
            }
        }
        let file = self.checkers.len();
        self.checkers.push(checkers);
        self.chunks
            .extend(chunks.into_iter().map(|chunk| (file, chunk)));
    }

    fn written(mut self) -> Outputs {
        let mut pieces = vec![Pieces::default(); self.chunks.len()];
        for (turn, at) in self.cut.order(self.chunks.len()).into_iter().enumerate() {
            let assignments = self.dataset.assignments(at).expect("good options");
            let (file, chunk) = self.chunks[at];
            let checkers = &mut self.checkers[file];
            let checker = turn % checkers.len();
            pieces[at] = checkers[checker].write(chunk, &assignments);
        }
        let join = |of: fn(&Pieces) -> &Vec<u8>| -> Vec<u8> {
            pieces.iter().flat_map(of).copied().collect()
        };
        let [train, validation, set_aside] = [
            join(|pieces| &pieces.train),
            join(|pieces| &pieces.validation),
            join(|pieces| &pieces.set_aside),
        ];
        let output = |bytes: &[u8]| {
            Some(Output {
                bytes: bytes.len() as u64,
                sha256: format!("{:016x}", xxh3_64(bytes)),
            })
        };
        self.dataset.begin_writing();
        for piece in &pieces {
            let given = [&piece.train, &piece.validation, &piece.set_aside];
            let noted = self
                .dataset
                .wrote(&piece.receipt, given.map(|bytes| Piece::of(bytes)));
            assert_eq!(noted, Ok(()), "what was written is what was checked");
        }
        let noted = self.dataset.set_written(Written {
            train: output(&train),
            validation: output(&validation),
            set_aside: output(&set_aside),
        });
        assert_eq!(noted, Ok(()), "what was written is what was checked");
        let report = self.dataset.report_now(true);
        let text = |bytes| String::from_utf8(bytes).expect("outputs are UTF-8");
        Outputs {
            report: serde_json::to_string_pretty(&report).expect("a report serializes"),
            train: text(train),
            validation: text(validation),
            set_aside: text(set_aside),
        }
    }
}

/// Checkers, and their reports on chunks, in the order of the file.
fn checked(
    chunks: &[&[u8]],
    probe: &Probe,
    (options, edits): (&Options, &[ChunkEdit]),
    cut: &Cut,
) -> (Vec<Checker>, Vec<ChunkReport>) {
    let mut checkers: Vec<_> = (0..cut.checkers.max(1))
        .map(|_| Checker::new(options, probe).expect("good options"))
        .map(|checker| checker.with_edits(edits.to_vec()))
        .collect();
    let mut reports = vec![None; chunks.len()];
    for (turn, at) in cut.order(chunks.len()).into_iter().enumerate() {
        let checker = turn % checkers.len();
        reports[at] = Some(checkers[checker].check(chunks[at]));
    }
    (checkers, reports.into_iter().flatten().collect())
}

/// The probe of a file, its head read as far as needed.
pub fn probed(bytes: &[u8], options: &Options) -> Probe {
    probed_as(bytes, options, None)
}

/// The same for text that was unpacked from `kind`.
fn probed_as(bytes: &[u8], options: &Options, kind: Option<Compression>) -> Probe {
    let mut size = HEAD;
    loop {
        let head = &bytes[..size.min(bytes.len())];
        let whole = head.len() == bytes.len();
        let probe = probe_unpacked(head, whole, options, kind, &[]).expect("good options");
        if !probe.need_more || whole {
            return probe;
        }
        size *= 2;
    }
}

/// Chunks of whole records, as a reader cuts them that reads on where no record ends.
fn chunks<'d>(bytes: &'d [u8], probe: &Probe, cut: &Cut) -> Vec<&'d [u8]> {
    let mut at = usize::try_from(probe.start).expect("a place in memory");
    let (mut chunks, mut read, mut wanted) = (Vec::new(), 0, 0_usize);
    while at < bytes.len() {
        wanted = wanted.saturating_add(cut.size(read));
        read += 1;
        let end = at.saturating_add(wanted).min(bytes.len());
        let whole = boundary(&bytes[at..end], probe.framing, end == bytes.len());
        if whole > 0 {
            chunks.push(&bytes[at..at + whole]);
            at += whole;
            wanted = 0;
        }
    }
    // Comments before the first record need one, as in `js/engine/chunks.ts`.
    if chunks.is_empty() && at > 0 {
        chunks.push(&bytes[at..]);
    }
    chunks
}
