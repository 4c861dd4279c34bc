#![no_main]

#[path = "../properties/check.rs"]
mod check;
#[path = "../properties/choices.rs"]
mod choices;
#[path = "../../tests/run/mod.rs"]
mod run;
#[path = "../properties/tables.rs"]
mod tables;
#[path = "../properties/write.rs"]
mod write;

use tuneset::Convert;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((choice, input)) = input.split_first() else {
        return;
    };
    let (options, cut, data) = choices::split_off(input);
    tables::holds(*choice, data, &cut);
    let options = tuneset::Options {
        convert: Some(Convert::Wanted(true)),
        ..options
    };
    let table = tables::table(*choice, data);
    check::holds(&[("table.csv", &table)], &options, &cut);
    write::holds(&table, &options, &cut);
});
