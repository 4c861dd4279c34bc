//! The boundary to JavaScript: converts and delegates. Only this room knows the browser.
//!
//! Start reading here: each function is one call of the engine; [`checker`] and [`dataset`] hold what lives longer than a call.
//!
//! Uses the rooms that have a public face: `diagnostic`, `input`, `models` and `lint` to `tuning`.

mod checker;
mod dataset;
mod tuning;
mod unpacker;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::check::file_profile::{Probe, Reading};
use crate::check::probe::probe_unpacked;
use crate::options::Options;

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

/// The first look at a file: a `Probe` as JSON. `kind` is what its text was unpacked from, if anything; `readings`, as JSON, what
/// the platform reads in a file that is not UTF-8, or has read it as.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over texts that may be absent by value only"
)]
pub fn probe(
    head: &[u8],
    whole: bool,
    options: &str,
    kind: Option<String>,
    readings: Option<String>,
) -> Result<String, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let readings = readings.as_deref().unwrap_or("[]");
    let readings: Vec<Reading> = serde_json::from_str(readings).map_err(failure)?;
    let kind = kind.map(|kind| serde_json::from_value(kind.into()));
    let kind = kind.transpose().map_err(failure)?;
    let probe = probe_unpacked(head, whole, &options, kind, &readings).map_err(failure)?;
    serde_json::to_string(&probe).map_err(failure)
}

/// Returns the number of bytes from the start that form whole records; 0 if more must be read.
///
/// # Errors
/// An unknown framing.
#[wasm_bindgen]
pub fn boundary(bytes: &[u8], framing: &str, last: bool) -> Result<usize, JsError> {
    let framing = serde_json::from_value(framing.into()).map_err(failure)?;
    Ok(crate::input::framing::boundary(bytes, framing, last))
}

/// Returns first and last byte, the last one exclusive, of a line (from 0) of a chunk, without its end, as JSON.
///
/// # Errors
/// An invalid probe.
#[wasm_bindgen(js_name = lineOf)]
pub fn line_of(chunk: &[u8], probe: &str, line: usize) -> Result<String, JsError> {
    let probe: Probe = serde_json::from_str(probe).map_err(failure)?;
    let range = probe.framing.line(chunk, line);
    serde_json::to_string(&[range.start, range.end]).map_err(failure)
}

/// Returns the beginning of a record for display, with secrets and personal data masked.
#[wasm_bindgen]
pub fn glimpse(record: &[u8]) -> String {
    crate::lint::collector::excerpt::excerpt(record.trim_ascii(), 0, 0, None).0
}

/// Converts the first record in `bytes`, part of a file that looks like `probe`; returns `undefined` if it
/// does not change or cannot be converted.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
pub fn converted(bytes: &[u8], options: &str, probe: &str) -> Result<Option<String>, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let probe = serde_json::from_str(probe).map_err(failure)?;
    crate::check::preview::converted(bytes, &options, &probe).map_err(failure)
}

/// The record that begins on a line (from 0) of a chunk, the one that holds the byte at `at` where several do: text and digest
/// as JSON, or `null`.
///
/// # Errors
/// An invalid probe.
#[wasm_bindgen(js_name = recordAt)]
pub fn record_at(chunk: &[u8], probe: &str, line: u32, at: usize) -> Result<String, JsError> {
    let probe: Probe = serde_json::from_str(probe).map_err(failure)?;
    let found = crate::check::edits::record_at(chunk, probe.framing, line, at);
    serde_json::to_string(&found).map_err(failure)
}

/// Reports on a text that is to replace a record of a file that looks like `probe`: the text on one line,
/// and a report on it alone, as JSON.
///
/// # Errors
/// Options that are not right, as a sentence.
#[wasm_bindgen]
pub fn judge(text: &str, options: &str, probe: &str) -> Result<String, JsError> {
    let options = Options::from_json(options).map_err(failure)?;
    let probe = serde_json::from_str(probe).map_err(failure)?;
    let judged = crate::dataset::preview::judge(text, &options, &probe).map_err(failure)?;
    serde_json::to_string(&judged).map_err(failure)
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
        crate::diagnostic::hex::hex(&sha2::Digest::finalize(self.inner.clone()))
    }
}

/// Returns the one of `names` closest to `name`.
#[wasm_bindgen]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands over lists by value only"
)]
pub fn closest(name: &str, names: Vec<String>) -> Option<String> {
    let names = names.iter().map(String::as_str);
    crate::diagnostic::suggest::closest(name, names).map(str::to_owned)
}

/// Every rule, as JSON.
#[wasm_bindgen]
pub fn rules() -> String {
    crate::lint::rules::to_json()
}

/// Every model, as JSON.
///
/// # Errors
/// None in practice.
#[wasm_bindgen]
pub fn models() -> Result<String, JsError> {
    let models: Vec<_> = crate::models::all().collect();
    serde_json::to_string(&models).map_err(failure)
}

/// A sentence about a name that is of no model of the catalogue, if it is one of a model that Bedrock does not customize.
#[wasm_bindgen]
pub fn uncustomized(given: &str) -> Option<String> {
    crate::models::uncustomized(given)
}

/// The version of the core, which is the package's.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn encode(value: &impl serde::Serialize) -> Result<Uint8Array, JsError> {
    let bytes = postcard::to_extend(value, Vec::with_capacity(USUAL_ENCODING)).map_err(failure)?;
    Ok(Uint8Array::from(&bytes[..]))
}
