//! The boundary: converts and delegates. Only this file and its part know the browser.

mod unpacker;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::dataset::Refusal;
use crate::chunk_edits::ChunkEdit;
use crate::decompress::Archive;
use crate::file_profile::Probe;
use crate::metrics::File;
use crate::options::Options;
use crate::plan::PlanOptions;
use crate::receipt::{BLOCK, Piece};
use crate::write::Pieces;

/// Bytes of a usual chunk report, so that encoding one need not grow its buffer.
const USUAL_ENCODING: usize = 1 << 19;

fn failure(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

/// Sizes and offsets cross the boundary as numbers, exact up to 2^53.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers up to 2^53"
)]
const fn whole(number: f64) -> u64 {
    number as u64
}

/// Keeps the text of a crash where the console shows it.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The first look at a file: a `Probe` as JSON.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
pub fn probe(head: &[u8], whole: bool, options: &str) -> Result<String, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let probe = crate::probe::probe(head, whole, &options).map_err(failure)?;
    serde_json::to_string(&probe).map_err(failure)
}

/// How many bytes from the start form whole records; 0 where more must be read.
///
/// # Errors
/// An unknown framing.
#[wasm_bindgen]
pub fn boundary(bytes: &[u8], framing: &str, last: bool) -> Result<usize, JsError> {
    let framing = serde_json::from_value(framing.into()).map_err(failure)?;
    Ok(crate::frame::boundary(bytes, framing, last))
}

/// The beginning of a record, as a finding shows it: with stars for what should not travel.
#[wasm_bindgen]
pub fn glimpse(record: &[u8]) -> String {
    crate::findings::excerpt(record.trim_ascii(), 0, 0, None).0
}

/// What a conversion makes of the first record in `bytes`, part of a file that looks like `probe`; `undefined` where it
/// stays what it is or cannot be converted.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
pub fn converted(bytes: &[u8], options: &str, probe: &str) -> Result<Option<String>, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let probe = serde_json::from_str(probe).map_err(failure)?;
    crate::preparation::converted(bytes, &options, &probe).map_err(failure)
}

/// The record that begins on a line (from 0) of a chunk, the one that holds the byte at `at` where several do: text and digest
/// as JSON, or `null`.
///
/// # Errors
/// A probe that is none.
#[wasm_bindgen]
pub fn standing(chunk: &[u8], probe: &str, line: u32, at: usize) -> Result<String, JsError> {
    let probe: Probe = serde_json::from_str(probe).map_err(failure)?;
    let found = crate::chunk_edits::standing(chunk, probe.framing, line, at);
    serde_json::to_string(&found).map_err(failure)
}

/// What is found in a text that is to stand in the place of a record of a file that looks like `probe`: the text on one line,
/// and a report on it alone, as JSON.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
pub fn judge(text: &str, options: &str, probe: &str) -> Result<String, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let probe = serde_json::from_str(probe).map_err(failure)?;
    let judged = crate::preview::judge(text, &options, &probe).map_err(failure)?;
    serde_json::to_string(&judged).map_err(failure)
}

/// Checks and writes the chunks of one file.
#[wasm_bindgen]
pub struct Checker {
    inner: crate::check::Checker,
    options: Options,
    probe: Probe,
    reserved: Vec<u8>,
}

/// What a chunk adds to each output.
#[wasm_bindgen]
pub struct Written {
    pieces: Pieces,
}

#[wasm_bindgen]
impl Written {
    /// Bytes for the training file.
    #[wasm_bindgen(getter)]
    pub fn train(&self) -> Uint8Array {
        Uint8Array::from(&self.pieces.train[..])
    }

    /// Bytes for the validation file.
    #[wasm_bindgen(getter)]
    pub fn validation(&self) -> Uint8Array {
        Uint8Array::from(&self.pieces.validation[..])
    }

    /// Bytes for what is set aside.
    #[wasm_bindgen(getter, js_name = setAside)]
    pub fn set_aside(&self) -> Uint8Array {
        Uint8Array::from(&self.pieces.set_aside[..])
    }

    /// What the data set holds against what it assigned, opaque.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(getter)]
    pub fn receipt(&self) -> Result<Uint8Array, JsError> {
        encode(&self.pieces.receipt)
    }
}

#[wasm_bindgen]
impl Checker {
    /// A checker for a file that looks like `probe`; both as JSON.
    ///
    /// # Errors
    /// Options that are not right, as a sentence.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, probe: &str) -> Result<Checker, JsError> {
        let options = Options::from_json(options).map_err(failure)?;
        let probe: Probe = serde_json::from_str(probe).map_err(failure)?;
        let inner = crate::check::Checker::new(&options, &probe).map_err(failure)?;
        Ok(Self {
            inner,
            options,
            probe,
            reserved: Vec::new(),
        })
    }

    /// A place in the wasm memory for a chunk of that size, so that it need not be copied there.
    pub fn reserve(&mut self, bytes: usize) -> *const u8 {
        if self.reserved.len() < bytes {
            // The old buffer first, so that both are never held at once.
            self.reserved = Vec::new();
            self.reserved = vec![0; bytes];
        }
        self.reserved.as_ptr()
    }

    /// Checks the first `length` bytes of the reserved place, with the edits that the data set has for them: a chunk's report,
    /// opaque.
    ///
    /// # Errors
    /// Edits that no data set gave.
    #[wasm_bindgen(js_name = checkReserved)]
    pub fn check_reserved(
        &mut self,
        length: usize,
        edits: Option<Vec<u8>>,
    ) -> Result<Uint8Array, JsError> {
        let edits: Option<Vec<ChunkEdit>> = edits
            .map(|edits| postcard::from_bytes(&edits).map_err(failure))
            .transpose()?;
        let chunk = &self.reserved[..length];
        encode(&self.inner.check_edited(chunk, edits.as_deref()))
    }

    /// Checks a chunk: its report, opaque.
    ///
    /// # Errors
    /// None in practice.
    pub fn check(
        &mut self,
        chunk: &Uint8Array,
        edits: Option<Vec<u8>>,
    ) -> Result<Uint8Array, JsError> {
        let length = self.copy(chunk);
        self.check_reserved(length, edits)
    }

    /// Writes the first `length` bytes of the reserved place to where `assignments` sends its records.
    ///
    /// # Errors
    /// Assignments that no data set made.
    #[wasm_bindgen(js_name = writeReserved)]
    pub fn write_reserved(
        &mut self,
        length: usize,
        assignments: &[u8],
    ) -> Result<Written, JsError> {
        let assignments = postcard::from_bytes(assignments).map_err(failure)?;
        Ok(Written {
            pieces: self.inner.write(&self.reserved[..length], &assignments),
        })
    }

    /// Writes a chunk to where `assignments` sends its records.
    ///
    /// # Errors
    /// Assignments that no data set made.
    pub fn write(&mut self, chunk: &Uint8Array, assignments: &[u8]) -> Result<Written, JsError> {
        let length = self.copy(chunk);
        self.write_reserved(length, assignments)
    }

    /// Does all that a run does with the records of the first `length` bytes of the reserved place, whose report is given, and
    /// keeps nothing of it.
    ///
    /// # Errors
    /// Bytes that no checker made.
    pub fn rehearse(&mut self, length: usize, report: &[u8]) -> Result<(), JsError> {
        let report = postcard::from_bytes(report).map_err(failure)?;
        let chunk = &self.reserved[..length];
        let made_from = (&self.options, &self.probe);
        crate::rehearsal::rehearse(&mut self.inner, made_from, chunk, &report).map_err(failure)
    }

    fn copy(&mut self, chunk: &Uint8Array) -> usize {
        let length = chunk.length() as usize;
        self.reserve(length);
        chunk.copy_to(&mut self.reserved[..length]);
        length
    }
}

fn encode(value: &impl serde::Serialize) -> Result<Uint8Array, JsError> {
    let bytes = postcard::to_extend(value, Vec::with_capacity(USUAL_ENCODING)).map_err(failure)?;
    Ok(Uint8Array::from(&bytes[..]))
}

/// A block, as lengths cross the boundary.
const STEP: u32 = 1 << 16;
const _: () = assert!(STEP as usize == BLOCK);

/// Counts bytes that stay where they are.
fn counted(bytes: &Uint8Array) -> Piece {
    let mut piece = Piece::default();
    let mut block = Vec::new();
    let mut at = 0;
    while at < bytes.length() {
        let end = bytes.length().min(at.saturating_add(STEP));
        block.resize((end - at) as usize, 0);
        bytes.subarray(at, end).copy_to(&mut block);
        piece.count(&block);
        at = end;
    }
    piece
}

fn refused(noted: Result<(), Refusal>) -> Result<Option<String>, JsError> {
    let refusal = noted.err();
    let refusal = refusal.map(|refusal| serde_json::to_string(&refusal).map_err(failure));
    refusal.transpose()
}

/// The fold of all chunks.
#[wasm_bindgen]
pub struct Dataset {
    inner: crate::dataset::Dataset,
}

#[wasm_bindgen]
impl Dataset {
    /// An empty data set; options as JSON.
    ///
    /// # Errors
    /// Options that are not right, as a sentence.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Dataset, JsError> {
        let options = Options::from_json(options).map_err(failure)?;
        Ok(Self {
            inner: crate::dataset::Dataset::new(options).map_err(failure)?,
        })
    }

    /// Begins a file of that name and size.
    ///
    /// # Errors
    /// A probe that is none.
    #[wasm_bindgen(js_name = beginFile)]
    pub fn begin_file(&mut self, name: &str, bytes: f64, probe: &str) -> Result<(), JsError> {
        let probe = serde_json::from_str(probe).map_err(failure)?;
        self.inner.begin_file(name, whole(bytes), &probe);
        Ok(())
    }

    /// The options that files to compare with are probed and checked by, as JSON: known once all input has been added.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(js_name = againstOptions)]
    pub fn against_options(&self) -> Result<String, JsError> {
        serde_json::to_string(&self.inner.compared_options()).map_err(failure)
    }

    /// Begins a file to compare with; what is added from now on is compared, not counted.
    ///
    /// # Errors
    /// A probe that is none.
    #[wasm_bindgen(js_name = beginAgainst)]
    pub fn begin_against(&mut self, name: &str, bytes: f64, probe: &str) -> Result<(), JsError> {
        let probe = serde_json::from_str(probe).map_err(failure)?;
        self.inner
            .begin_against(name, whole(bytes), &probe)
            .map_err(failure)
    }

    /// Forgets the files to compare with.
    #[wasm_bindgen(js_name = forgetAgainst)]
    pub fn forget_against(&mut self) {
        self.inner.forget_against();
    }

    /// The files that will be read, by name, before the first of them: so that edits find theirs.
    #[wasm_bindgen(js_name = expectFiles)]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen hands over lists by value only"
    )]
    pub fn expect_files(&mut self, names: Vec<String>) {
        self.inner.expect_files(&names);
    }

    /// Adds the next chunk's report; or where records of the chunk were edited and it was checked without, gives the edits to
    /// check it with, opaque, and adds nothing.
    ///
    /// # Errors
    /// Bytes that no checker made.
    pub fn add(&mut self, report: &[u8]) -> Result<Option<Uint8Array>, JsError> {
        let report = postcard::from_bytes(report).map_err(failure)?;
        let dataset = self.inner.at_hand();
        let edits = dataset.edits_for(&report);
        if edits.is_empty() {
            dataset.add(&report);
            return Ok(None);
        }
        encode(&edits).map(Some)
    }

    /// Adds a line too long to be read; it counts as a chunk.
    #[wasm_bindgen(js_name = addOversize)]
    pub fn add_oversize(&mut self, bytes: f64, ends_in_line_feed: bool) {
        self.inner
            .at_hand()
            .add_oversize(whole(bytes), ends_in_line_feed);
    }

    /// Adds a record that the engine failed on, with what separates it from others; it counts as a chunk. `reason` is what the engine
    /// said, `glimpse` what can be shown of the record.
    #[wasm_bindgen(js_name = addFault)]
    pub fn add_fault(&mut self, chunk: &[u8], reason: &str, glimpse: &str) {
        self.inner.at_hand().add_fault(chunk, reason, glimpse);
    }

    /// Does without near-duplicates, for the engine failed on the search.
    #[wasm_bindgen(js_name = forgoNear)]
    pub fn forgo_near(&mut self) {
        self.inner.forgo_near();
    }

    /// How much there is so far, cheap enough for every tick of a progress bar: `{records, errors, warnings}`.
    ///
    /// # Errors
    /// None in practice.
    pub fn counts(&self) -> Result<String, JsError> {
        let (records, errors, warnings) = self.inner.counts_so_far();
        let counts =
            serde_json::json!({ "records": records, "errors": errors, "warnings": warnings });
        serde_json::to_string(&counts).map_err(failure)
    }

    /// The file at hand was unpacked from an archive of that kind and so many bytes, with what its unpacker says is wrong
    /// with it.
    ///
    /// # Errors
    /// An unknown kind, or a fault that no unpacker found.
    #[wasm_bindgen(js_name = setArchive)]
    pub fn set_archive(
        &mut self,
        kind: &str,
        bytes: f64,
        fault: Option<String>,
    ) -> Result<(), JsError> {
        let fault = fault.map(|fault| serde_json::from_str(&fault));
        self.inner.at_hand().set_archive(Archive {
            kind: serde_json::from_value(kind.into()).map_err(failure)?,
            bytes: whole(bytes),
            fault: fault.transpose().map_err(failure)?,
        });
        Ok(())
    }

    /// Ends the file.
    #[wasm_bindgen(js_name = endFile)]
    pub fn end_file(&mut self) {
        self.inner.at_hand().end_file();
    }

    /// Goes on for some milliseconds finding how the records are related, once all were added: how far it is then, from 0 to 1,
    /// or nothing where it is known. Without it the report does all of it at once.
    pub fn relate(&mut self) -> Option<f64> {
        self.inner.relate_on()
    }

    /// Shares out the records anew; options of the split as JSON, or `null`. Returns the split as JSON.
    ///
    /// # Errors
    /// An amount that is neither a share nor a count, as a sentence.
    pub fn split(&mut self, options: &str) -> Result<String, JsError> {
        let split = crate::options::refusal::read(options).map_err(failure)?;
        self.inner.split(split).map_err(failure)?;
        serde_json::to_string(&self.inner.split_now()).map_err(failure)
    }

    /// The report so far, as JSON.
    ///
    /// # Errors
    /// None in practice.
    pub fn report(&mut self, complete: bool) -> Result<String, JsError> {
        serde_json::to_string(&self.inner.report_now(complete)).map_err(failure)
    }

    /// Where the records of a chunk go, opaque.
    ///
    /// # Errors
    /// A chunk that was never added.
    pub fn assignments(&mut self, chunk: usize) -> Result<Uint8Array, JsError> {
        encode(&self.inner.assignments(chunk).map_err(failure)?)
    }

    /// Begins to count what is written.
    #[wasm_bindgen(js_name = beginWriting)]
    pub fn begin_writing(&mut self) {
        self.inner.begin_writing();
    }

    /// Notes what the outputs are given of the next chunk, of which `receipt` is the writer's. Where that is not what was checked and
    /// assigned, as JSON: `{changed: NAME}` for a file that holds other bytes than it did, `{difference: SENTENCE}` for a bug.
    ///
    /// # Errors
    /// Bytes that no writer made.
    pub fn wrote(
        &mut self,
        receipt: &[u8],
        train: &Uint8Array,
        validation: &Uint8Array,
        set_aside: &Uint8Array,
    ) -> Result<Option<String>, JsError> {
        let receipt = postcard::from_bytes(receipt).map_err(failure)?;
        let given = [train, validation, set_aside].map(counted);
        refused(self.inner.wrote(&receipt, given))
    }

    /// Notes sizes and digests of the outputs, as JSON, once all chunks were written; gives what [`Self::wrote`] does.
    ///
    /// # Errors
    /// JSON of another shape.
    pub fn written(&mut self, outputs: &str) -> Result<Option<String>, JsError> {
        let written = serde_json::from_str(outputs).map_err(failure)?;
        refused(self.inner.set_written(written))
    }

    /// The chunk that holds a line (from 1) of a file: `{start, end, line}` with the line within it from 0, or `null`. Files to
    /// compare with are numbered behind the inputs.
    ///
    /// # Errors
    /// None in practice.
    pub fn locate(&self, file: usize, line: f64) -> Result<String, JsError> {
        let place = self.inner.locate(file, whole(line).saturating_sub(1));
        let place = place.map(
            |(start, end, line)| serde_json::json!({ "start": start, "end": end, "line": line }),
        );
        serde_json::to_string(&place).map_err(failure)
    }
}

/// SHA-256 of bytes that come in pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct Sha256 {
    inner: sha2::Sha256,
}

#[wasm_bindgen]
impl Sha256 {
    /// Of nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        sha2::Digest::update(&mut self.inner, bytes);
    }

    /// The digest of all so far, in hexadecimal.
    pub fn digest(&self) -> String {
        crate::hex::hex(&sha2::Digest::finalize(self.inner.clone()))
    }
}

/// Whether the first bytes of a file look like the metrics of a job.
#[wasm_bindgen(js_name = isMetrics)]
pub fn is_metrics(head: &[u8]) -> bool {
    crate::metrics::is_metrics(head)
}

/// A plan from a report: a `PlanReport` as JSON; both arguments are JSON too.
///
/// # Errors
/// Something that is no complete report, or options that are not right, as a sentence.
#[wasm_bindgen]
pub fn plan(report: &str, options: &str) -> Result<String, JsError> {
    let report = serde_json::from_str(report).map_err(failure)?;
    let options = PlanOptions::from_json(options).map_err(failure)?;
    let plan = crate::plan::plan(&report, &options).map_err(failure)?;
    serde_json::to_string(&plan).map_err(failure)
}

/// What the metrics files of a run say: a `MetricsReport` as JSON. `names` go with `files`, one for one.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over lists by value only"
)]
pub fn metrics(files: Vec<Uint8Array>, names: Vec<String>) -> Result<String, JsError> {
    let bytes: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
    let files: Vec<File<'_>> = bytes
        .iter()
        .zip(&names)
        .map(|(bytes, name)| File { name, bytes })
        .collect();
    serde_json::to_string(&crate::metrics::metrics(&files)).map_err(failure)
}

/// What answers are worth against references: an `EvaluationReport` as JSON. `names` go with the files, one for one.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over lists, and bytes that may be absent, by value only"
)]
pub fn evaluate(
    references: &[u8],
    tuned: &[u8],
    base: Option<Vec<u8>>,
    training: Option<Vec<u8>>,
    names: Vec<String>,
    options: &str,
) -> Result<String, JsError> {
    use crate::evaluation::{EvaluationOptions, File, Files};
    let options = EvaluationOptions::from_json(options).map_err(failure)?;
    let name = |index: usize| names.get(index).map_or("", String::as_str);
    let file = |index, bytes| File {
        name: name(index),
        bytes,
    };
    let files = Files {
        references: file(0, references),
        tuned: file(1, tuned),
        base: base.as_deref().map(|bytes| file(2, bytes)),
        training: training.as_deref().map(|bytes| file(3, bytes)),
    };
    serde_json::to_string(&crate::evaluation::evaluate(&files, &options)).map_err(failure)
}

/// Whether the first bytes of a file look like the output of a batch inference job.
#[wasm_bindgen(js_name = isBatchOutput)]
pub fn is_batch_output(head: &[u8]) -> bool {
    crate::evaluation::is_batch_output(head)
}

/// Every rule, as JSON.
#[wasm_bindgen]
pub fn rules() -> String {
    crate::rules::to_json()
}

/// Every model, as JSON.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
pub fn models() -> Result<String, JsError> {
    serde_json::to_string(crate::models::all()).map_err(failure)
}

/// The version of the core, which is the package's.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
