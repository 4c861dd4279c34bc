//! Data that is not part of the checkout: published by others, and too large or not ours to ship. A test that needs it and does not
//! find it is listed as skipped in the summary of `npm test`.

use std::io::Write;
use std::path::PathBuf;

/// The path of something beside the checkout, below `../shared`; none where it is absent.
pub fn outside(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(path);
    if found.exists() {
        return Some(found);
    }
    let reason = format!("{} is not beside this checkout", found.display());
    eprintln!("skipped: {reason}");
    if let Some(list) = std::env::var_os("TUNESET_SKIPPED") {
        let thread = std::thread::current();
        let name = format!(
            "{} > {}",
            env!("CARGO_CRATE_NAME"),
            thread.name().unwrap_or("?")
        );
        let line = serde_json::json!({ "name": name, "reason": reason });
        let file = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(list);
        let written = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        written.expect("the list of skipped tests can be written");
    }
    None
}
