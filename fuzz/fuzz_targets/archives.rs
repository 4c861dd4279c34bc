#![no_main]

#[path = "../properties/archives.rs"]
mod archives;

libfuzzer_sys::fuzz_target!(|input: &[u8]| archives::holds(input));
