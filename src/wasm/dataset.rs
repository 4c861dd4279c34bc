//! The fold of all chunks.

use super::{encode, failure, whole};
use crate::check::receipt::{BLOCK, Piece};
use crate::dataset::Refusal;
use crate::input::decompress::Archive;
use crate::options::Options;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

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
    /// An invalid probe.
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

    /// Begins a file to compare with; chunks from now on are compared, not counted.
    ///
    /// # Errors
    /// An invalid probe.
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

    /// Sets the names of the files that will be read, before the first of them, so that edits find their file.
    #[wasm_bindgen(js_name = expectFiles)]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen hands over lists by value only"
    )]
    pub fn expect_files(&mut self, names: Vec<String>) {
        self.inner.expect_files(&names);
    }

    /// The edits of a file, opaque, for its checkers; nothing where it has none.
    ///
    /// # Errors
    /// None in practice.
    #[wasm_bindgen(js_name = fileEdits)]
    pub fn file_edits(&self, file: usize) -> Result<Option<Uint8Array>, JsError> {
        let edits = self.inner.file_edits(file);
        let edits = (!edits.is_empty()).then(|| encode(&edits));
        edits.transpose()
    }

    /// Adds the next chunk's report; or where it was checked with other edits than those of its lines, gives these, opaque, to check
    /// it with, and adds nothing.
    ///
    /// # Errors
    /// Bytes that no checker made.
    pub fn add(&mut self, report: &[u8]) -> Result<Option<Uint8Array>, JsError> {
        let report = postcard::from_bytes(report).map_err(failure)?;
        let dataset = self.inner.at_hand();
        let Some(edits) = dataset.edits_for(&report) else {
            dataset.add(&report);
            return Ok(None);
        };
        encode(&edits).map(Some)
    }

    /// Adds a line too long to be read; it counts as a chunk.
    #[wasm_bindgen(js_name = addOversize)]
    pub fn add_oversize(&mut self, bytes: f64, ends_in_line_feed: bool) {
        self.inner
            .at_hand()
            .add_oversize(whole(bytes), ends_in_line_feed);
    }

    /// Adds a record that the engine failed on, with its separator; it counts as a chunk. `reason` is the engine's message,
    /// `glimpse` the part of the record to show.
    #[wasm_bindgen(js_name = addFault)]
    pub fn add_fault(&mut self, chunk: &[u8], reason: &str, glimpse: &str) {
        self.inner.at_hand().add_fault(chunk, reason, glimpse);
    }

    /// Does without near-duplicates, for the engine failed on the search.
    #[wasm_bindgen(js_name = forgoNear)]
    pub fn forgo_near(&mut self) {
        self.inner.forgo_near();
    }

    /// Returns the counts so far, cheap enough for every tick of a progress bar: `{records, errors, warnings}`.
    ///
    /// # Errors
    /// None in practice.
    pub fn counts(&self) -> Result<String, JsError> {
        let (records, errors, warnings) = self.inner.counts_so_far();
        let counts =
            serde_json::json!({ "records": records, "errors": errors, "warnings": warnings });
        serde_json::to_string(&counts).map_err(failure)
    }

    /// Sets the archive that the current file was unpacked from: its kind, its size in bytes, and the unpacker's error, if any.
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

    /// Returns true for the bytes of a chunk that was added: of the files to compare with, once one was begun.
    #[must_use]
    pub fn holds(&self, chunk: usize, bytes: &[u8]) -> bool {
        self.inner.holds(chunk, bytes)
    }

    /// Relates the records for some milliseconds, once all were added; returns the progress from 0 to 1, or nothing when done.
    /// Without it the report does all of it at once.
    pub fn relate(&mut self) -> Option<f64> {
        self.inner.relate_on()
    }

    /// Repeats the split; takes options as JSON, of which those of the split, `dedupe`, `keep` and `near` count.
    ///
    /// # Errors
    /// Options that are not right, as a sentence.
    pub fn split(&mut self, options: &str) -> Result<(), JsError> {
        let options = Options::from_json(options).map_err(failure)?;
        self.inner.split_by(options).map_err(failure)?;
        Ok(())
    }

    /// A page of the clusters of duplicates, as JSON; takes the query as JSON.
    ///
    /// # Errors
    /// A query of another shape.
    #[wasm_bindgen(js_name = duplicateGroups)]
    pub fn duplicate_groups(&self, query: &str) -> Result<String, JsError> {
        let query = serde_json::from_str(query).map_err(failure)?;
        serde_json::to_string(&self.inner.duplicate_groups(query)).map_err(failure)
    }

    /// A page of the records of a bar of the histogram of lengths, as JSON; takes the query as JSON.
    ///
    /// # Errors
    /// A query of another shape.
    #[wasm_bindgen(js_name = recordsOfLength)]
    pub fn records_of_length(&self, query: &str) -> Result<String, JsError> {
        let query = serde_json::from_str(query).map_err(failure)?;
        serde_json::to_string(&self.inner.records_of_length(query)).map_err(failure)
    }

    /// The report so far, as JSON.
    ///
    /// # Errors
    /// None in practice.
    pub fn report(&mut self, complete: bool) -> Result<String, JsError> {
        serde_json::to_string(&self.inner.report_now(complete)).map_err(failure)
    }

    /// Returns the destinations of the records of a chunk, opaque.
    ///
    /// # Errors
    /// A chunk that was never added.
    pub fn assignments(&mut self, chunk: usize) -> Result<Uint8Array, JsError> {
        encode(&self.inner.assignments(chunk).map_err(failure)?)
    }

    /// Begins to count the output.
    #[wasm_bindgen(js_name = beginWriting)]
    pub fn begin_writing(&mut self) {
        self.inner.begin_writing();
    }

    /// Records what the outputs receive of the next chunk; `receipt` is the writer's. If that differs from what was checked and
    /// assigned, returns JSON: `{changed: NAME}` for a file that has changed since, `{difference: SENTENCE}` for a bug.
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

    /// Records sizes and digests of the outputs, as JSON, once all chunks were written; returns the same as [`Self::wrote`].
    ///
    /// # Errors
    /// JSON of another shape.
    pub fn written(&mut self, outputs: &str) -> Result<Option<String>, JsError> {
        let written = serde_json::from_str(outputs).map_err(failure)?;
        refused(self.inner.set_written(written))
    }

    /// The chunk that holds a line (from 1) of a file, of a line that goes over several the one that holds the byte at `at`:
    /// `{start, end, line}` with the line within it from 0, or `null`. Files to compare with are numbered behind the inputs.
    ///
    /// # Errors
    /// None in practice.
    pub fn locate(&self, file: usize, line: f64, at: Option<f64>) -> Result<String, JsError> {
        let line = whole(line).saturating_sub(1);
        let place = self.inner.locate(file, line, at.map(whole));
        let place = place.map(
            |(start, end, line)| serde_json::json!({ "start": start, "end": end, "line": line }),
        );
        serde_json::to_string(&place).map_err(failure)
    }
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

/// Returns a refusal as JSON, if there is one.
fn refused(noted: Result<(), Refusal>) -> Result<Option<String>, JsError> {
    let refusal = noted.err();
    let refusal = refusal.map(|refusal| serde_json::to_string(&refusal).map_err(failure));
    refusal.transpose()
}
