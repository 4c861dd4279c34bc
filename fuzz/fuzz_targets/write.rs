#![no_main]

#[path = "../properties/choices.rs"]
mod choices;
#[path = "../../tests/run/mod.rs"]
mod run;
#[path = "../properties/write.rs"]
mod write;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let (options, cut, data) = choices::split_off(input);
    write::holds(data, &options, &cut);
});
