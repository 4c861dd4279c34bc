#![no_main]

#[path = "../properties/check.rs"]
mod check;
#[path = "../properties/choices.rs"]
mod choices;
#[path = "../../tests/run/mod.rs"]
mod run;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let (options, cut, data) = choices::split_off(input);
    check::holds(&[("train.jsonl", data)], &options, &cut);
});
