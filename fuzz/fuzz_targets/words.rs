#![no_main]

#[path = "../properties/words.rs"]
mod words;

libfuzzer_sys::fuzz_target!(|text: &str| words::holds(text));
