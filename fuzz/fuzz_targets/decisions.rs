#![no_main]

#[path = "../properties/choices.rs"]
mod choices;
#[path = "../properties/decisions.rs"]
mod decisions;
#[path = "../../tests/run/mod.rs"]
mod run;

libfuzzer_sys::fuzz_target!(|input: &[u8]| decisions::holds_for(input));
