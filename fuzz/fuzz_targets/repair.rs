#![no_main]

#[path = "../properties/repair.rs"]
mod repair;

libfuzzer_sys::fuzz_target!(|text: &str| repair::holds(text));
