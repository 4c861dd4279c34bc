//! Turns the catalogue that people edit, `src/models.toml`, into the JSON that the core embeds, and
//! refuses one that does not hold together. What each field means stands there and in
//! `src/models.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use toml::value::Datetime;
use toml::{Table, Value};

const CATALOGUE: &str = "src/models.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    read: Datetime,
    sources: BTreeMap<String, Source>,
    families: BTreeMap<String, Table>,
    media: BTreeMap<String, Table>,
    models: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    /// For whoever reads the catalogue; reports name the title.
    #[serde(rename = "reference")]
    _reference: String,
    read: Option<Datetime>,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={CATALOGUE}");
    match fs::read_to_string(CATALOGUE)
        .map_err(|error| vec![error.to_string()])
        .and_then(|text| embed(&text))
    {
        Ok(json) => {
            let folder = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
            fs::write(Path::new(&folder).join("models.json"), json)
                .expect("OUT_DIR can be written");
        }
        Err(faults) => faults
            .iter()
            .flat_map(|fault| fault.lines())
            .for_each(|line| {
                println!("cargo::error={CATALOGUE}: {line}");
            }),
    }
}

/// The models as JSON, each whole: defaults merged, sources spelt out, names in camelCase. Or all
/// that is wrong.
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
            Ok(model) => models.push(json(&Value::Table(model))),
            Err(found) => faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("model \"{id}\": {fault}")),
            ),
        }
    }
    if faults.is_empty() {
        Ok(serde_json::Value::from(models).to_string())
    } else {
        Err(faults)
    }
}

impl Catalogue {
    /// A model with its family's defaults and its media, every source spelt out, and `as-of`: its
    /// oldest reading.
    fn whole(&self, own: &Table) -> Result<Table, Vec<String>> {
        let family = text_of(own, "family");
        let Some(defaults) = self.families.get(family) else {
            return Err(vec![format!("there is no [families.{family}]")]);
        };
        let mut model = defaults.clone();
        for (name, value) in own {
            match (model.get_mut(name), value) {
                (Some(Value::Table(limits)), Value::Table(more)) => limits.extend(more.clone()),
                _ => drop(model.insert(name.clone(), value.clone())),
            }
        }
        if let Some(profile) = own.get("media") {
            let profile = profile.as_str().unwrap_or_default();
            let Some(media) = self.media.get(profile) else {
                return Err(vec![format!("there is no [media.{profile}]")]);
            };
            model.insert("media".into(), media.clone().into());
        }

        let mut faults = Vec::new();
        if !model.contains_key("source") {
            faults.push("neither it nor its family names a source".into());
        }
        for holder in [Some(&model), model.get("media").and_then(Value::as_table)]
            .into_iter()
            .flatten()
        {
            for (name, limit) in holder
                .get("limits")
                .and_then(Value::as_table)
                .into_iter()
                .flatten()
            {
                faults.extend(fault_in_limit(name, limit));
            }
        }
        let mut dates = BTreeSet::new();
        let mut whole = Value::Table(model);
        self.cite(&mut whole, &mut dates, &mut faults);
        let Value::Table(mut model) = whole else {
            unreachable!("citing keeps a table a table")
        };
        if let Some(oldest) = dates.pop_first() {
            model.insert("as-of".into(), oldest.into());
        }
        if faults.is_empty() {
            Ok(model)
        } else {
            Err(faults)
        }
    }

    /// Replaces each source's tag by its title and adds the day it was read.
    fn cite(&self, value: &mut Value, dates: &mut BTreeSet<String>, faults: &mut Vec<String>) {
        match value {
            Value::Table(table) => {
                table
                    .iter_mut()
                    .for_each(|(_, inner)| self.cite(inner, dates, faults));
                let Some(tag) = table
                    .get("source")
                    .map(|tag| tag.as_str().unwrap_or_default().to_owned())
                else {
                    return;
                };
                let Some(source) = self.sources.get(&tag) else {
                    return faults.push(format!(
                        "there is no source with the tag \"{tag}\" in [sources]"
                    ));
                };
                let read = source.read.unwrap_or(self.read);
                dates.insert(read.to_string());
                table.insert("source".into(), format!("{} ({tag})", source.title).into());
                table.insert("as-of".into(), read.to_string().into());
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.cite(item, dates, faults)),
            _ => {}
        }
    }
}

/// A limit needs a number and a source, and its disputed numbers run from looser to stricter.
fn fault_in_limit(name: &str, limit: &Value) -> Option<String> {
    let Some(value) = limit.get("value").and_then(Value::as_integer) else {
        return Some(format!(
            "the limit \"{name}\" has no whole number as its value"
        ));
    };
    if limit.get("source").is_none() {
        return Some(format!("the limit \"{name}\" names no source"));
    }
    let mut looser = value;
    for disputed in limit
        .get("disputed")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let stricter = disputed
            .get("value")
            .and_then(Value::as_integer)
            .unwrap_or_default();
        if disputed.get("source").is_none() {
            return Some(format!(
                "a disputed value of the limit \"{name}\" names no source"
            ));
        }
        if (name.starts_with("min-") && stricter <= looser)
            || (!name.starts_with("min-") && stricter >= looser)
        {
            return Some(format!(
                "the limit \"{name}\" lists {stricter} after {looser}; the loosest value comes first"
            ));
        }
        looser = stricter;
    }
    None
}

fn text_of<'a>(table: &'a Table, name: &str) -> &'a str {
    table.get(name).and_then(Value::as_str).unwrap_or_default()
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
