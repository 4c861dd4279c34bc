//! Converts the catalogue `src/models/models.toml`, which people edit, into the JSON that the core embeds, one text a model,
//! and rejects an inconsistent one. The fields are described there and in `src/models/mod.rs`. Other data is converted, too:
//! the rules of a job's request, `src/tuning/job_request/job.toml`, to JSON, and the plan's numbers,
//! `src/tuning/plan/plan.toml`, to tables.

#[path = "build/catalogue.rs"]
mod catalogue;
#[path = "build/limits.rs"]
mod limits;
#[path = "build/plan.rs"]
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use toml::value::Datetime;
use toml::{Table, Value};

use catalogue::{Catalogue, Source, text_of};

const CATALOGUE: &str = "src/models/models.toml";
/// Rules of a job's request, from AWS.
const JOB: &str = "src/tuning/job_request/job.toml";

/// A file beside the catalogue, with sources of its own.
#[derive(Deserialize)]
struct Part {
    read: Datetime,
    sources: BTreeMap<String, Source>,
    #[serde(flatten)]
    tables: Table,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    write_or_refuse(CATALOGUE, "models.rs", embed);
    write_or_refuse(JOB, "job.json", embed_rules);
    write_or_refuse(plan::NUMBERS, "plan.rs", tabulate);
}

fn write_or_refuse(from: &str, to: &str, convert: fn(&str) -> Result<String, Vec<String>>) {
    println!("cargo::rerun-if-changed={from}");
    let text = fs::read_to_string(from).map_err(|error| vec![error.to_string()]);
    match text.and_then(|text| convert(&text)) {
        Ok(made) => {
            let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
            fs::write(Path::new(&folder).join(to), made).expect("OUT_DIR can be written");
        }
        Err(faults) => faults
            .iter()
            .flat_map(|fault| fault.lines())
            .for_each(|line| {
                println!("cargo::error={from}: {line}");
            }),
    }
}

/// The rules of a job's request as JSON. Or all that is wrong.
fn embed_rules(text: &str) -> Result<String, Vec<String>> {
    let (_, rules) = cited(text)?;
    Ok(json(&rules).to_string())
}

/// The plan's numbers as Rust tables. Or all that is wrong.
fn tabulate(text: &str) -> Result<String, Vec<String>> {
    let (catalogue, numbers) = cited(text)?;
    let is_model = |id: &str| {
        let mut models = catalogue.models.iter();
        models.any(|model| text_of(model, "id") == id)
    };
    plan::tables(&numbers, is_model)
}

/// A file beside the catalogue, its sources and the catalogue's spelt out. Or all that is wrong.
fn cited(text: &str) -> Result<(Catalogue, Value), Vec<String>> {
    let wrong = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let part: Part = toml::from_str(text).map_err(|error| wrong(&error))?;
    let catalogue = fs::read_to_string(CATALOGUE).map_err(|error| wrong(&error))?;
    let mut catalogue: Catalogue = toml::from_str(&catalogue).map_err(|error| wrong(&error))?;
    let mut faults = Vec::new();
    for (tag, mut source) in part.sources {
        if !text.contains(&format!("source = \"{tag}\"")) {
            faults.push(format!("nothing names the source \"{tag}\""));
        }
        source.read.get_or_insert(part.read);
        if catalogue.sources.insert(tag.clone(), source).is_some() {
            faults.push(format!("{CATALOGUE} has the source \"{tag}\" too"));
        }
    }
    let mut tables = Value::Table(part.tables);
    catalogue.cite(&mut tables, &mut BTreeSet::new(), &mut faults);
    if faults.is_empty() {
        Ok((catalogue, tables))
    } else {
        Err(faults)
    }
}

/// The models as a Rust array of entries, each with its JSON: defaults merged, sources spelt out, names in camelCase. Or
/// all that is wrong.
fn embed(text: &str) -> Result<String, Vec<String>> {
    let catalogue: Catalogue = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let mut faults = Vec::new();
    for (tag, source) in &catalogue.sources {
        let read = source.read.unwrap_or(catalogue.read);
        if read.date.is_none() || read.time.is_some() {
            faults.push(format!(
                "the source \"{tag}\" was read on {read}, which is not a plain date"
            ));
        }
    }
    for (tag, source) in &catalogue.sources {
        if !source.of_rules && !text.contains(&format!("source = \"{tag}\"")) {
            faults.push(format!("nothing names the source \"{tag}\""));
        }
    }
    let mut ids = BTreeSet::new();
    let mut models = Vec::new();
    for own in &catalogue.models {
        let id = text_of(own, "id");
        if id.is_empty()
            || !id
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        {
            faults.push(format!("the model id \"{id}\" is not kebab-case"));
        } else if !ids.insert(id) {
            faults.push(format!("two models have the id \"{id}\""));
        }
        match catalogue.whole(own) {
            Ok(model) => {
                let format = text_of(&model, "format").to_owned();
                let whole = json(&Value::Table(model)).to_string();
                models.push(format!("Entry::new({id:?}, {format:?}, {whole:?})"));
            }
            Err(found) => faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("model \"{id}\": {fault}")),
            ),
        }
    }
    if faults.is_empty() {
        Ok(format!(
            "/// Every model, in the catalogue's order.\npub(super) static ALL: [Entry; {}] = [{}];",
            models.len(),
            models.join(",\n")
        ))
    } else {
        Err(faults)
    }
}

/// The same value as JSON, the names of its fields from kebab-case to camelCase.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Table(table) => table
            .iter()
            .map(|(name, inner)| (camel_case(name), json(inner)))
            .collect(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(truth) => (*truth).into(),
        Value::Datetime(date) => date.to_string().into(),
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        text + &initial.to_ascii_uppercase() + rest
    })
}
