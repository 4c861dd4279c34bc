//! Checks and writes chunks.

use super::encode;
use super::failure;
use crate::check::edits::ChunkEdit;
use crate::check::file_profile::Probe;
use crate::check::writer::Pieces;
use crate::options::Options;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// Checks and writes the chunks of one file.
#[wasm_bindgen]
pub struct Checker {
    inner: crate::check::checker::Checker,
    options: Options,
    probe: Probe,
    reserved: Vec<u8>,
}

/// The bytes that a chunk adds to each output.
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

    /// Bytes for the set-aside file.
    #[wasm_bindgen(getter, js_name = setAside)]
    pub fn set_aside(&self) -> Uint8Array {
        Uint8Array::from(&self.pieces.set_aside[..])
    }

    /// Returns the receipt, opaque, for the data set to compare with its assignments.
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
    /// A checker for a file that looks like `probe`, both as JSON, and has these edits, opaque.
    ///
    /// # Errors
    /// Options that are not right, as a sentence.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, probe: &str, edits: Option<Vec<u8>>) -> Result<Checker, JsError> {
        let options = Options::from_json(options).map_err(failure)?;
        let probe: Probe = serde_json::from_str(probe).map_err(failure)?;
        let inner = crate::check::checker::Checker::new(&options, &probe).map_err(failure)?;
        let edits = edits.map(|edits| postcard::from_bytes(&edits).map_err(failure));
        let inner = inner.with_edits(edits.transpose()?.unwrap_or_default());
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
        crate::dataset::rehearsal::rehearse(&mut self.inner, made_from, chunk, &report)
            .map_err(failure)
    }

    fn copy(&mut self, chunk: &Uint8Array) -> usize {
        let length = chunk.length() as usize;
        self.reserve(length);
        chunk.copy_to(&mut self.reserved[..length]);
        length
    }
}
