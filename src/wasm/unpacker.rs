//! Archives at the boundary.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::failure;
use crate::input::decompress::Compression;

/// Returns the compression, or the encoding, of the file that begins with `head`: "gzip", "zstd", "utf-16le" or "utf-16be"; none
/// for plain text.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
pub fn compression(head: &[u8]) -> Result<Option<String>, JsError> {
    let named = |kind| serde_json::to_value(kind).map(|name| name.as_str().map(str::to_owned));
    let name = Compression::of(head).map(named).transpose();
    Ok(name.map_err(failure)?.flatten())
}

/// Unpacks an archive, piece by piece.
#[wasm_bindgen]
pub struct Unpacker {
    inner: crate::input::decompress::Unpacker,
    text: Vec<u8>,
}

#[wasm_bindgen]
impl Unpacker {
    /// At the start of an archive of that kind, which gives text in pieces of `piece` bytes.
    ///
    /// # Errors
    /// An unknown kind.
    #[wasm_bindgen(constructor)]
    pub fn new(kind: &str, piece: usize) -> Result<Unpacker, JsError> {
        let compression = serde_json::from_value(kind.into()).map_err(failure)?;
        Ok(Self {
            inner: crate::input::decompress::Unpacker::new(compression),
            text: vec![0; piece],
        })
    }

    /// Adds the next bytes of the archive.
    pub fn push(&mut self, bytes: &[u8]) {
        self.inner.push(bytes);
    }

    /// Nothing follows.
    pub fn end(&mut self) {
        self.inner.end();
    }

    /// The text that follows; less than a whole piece: more bytes are needed, or there is no more text.
    pub fn pull(&mut self) -> Uint8Array {
        let length = self.inner.pull(&mut self.text);
        Uint8Array::from(&self.text[..length])
    }

    /// Bytes of the archive used up so far.
    #[expect(clippy::cast_precision_loss, reason = "sizes are below 2^53")]
    pub fn taken(&self) -> f64 {
        self.inner.taken() as f64
    }

    /// Returns the fault of the archive, opaque; nothing if there is none.
    ///
    /// # Errors
    /// None in practice.
    pub fn fault(&self) -> Result<Option<String>, JsError> {
        let fault = self.inner.fault().map(serde_json::to_string);
        fault.transpose().map_err(failure)
    }
}
