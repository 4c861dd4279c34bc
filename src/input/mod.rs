//! From the bytes of a file to the text of its records: decompression, framing, CSV, lines, and the repair of invalid JSON.
//!
//! Uses `diagnostic`, `json` and `record`. Start reading at `framing`.

pub mod csv;
pub mod csv_records;
pub mod decompress;
pub mod framing;
pub mod json_columns;
pub mod latex;
pub mod line;
pub mod line_kind;
pub mod repair;
pub mod unparsed;
pub mod windows_path;
