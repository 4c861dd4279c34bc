//! Turns the catalogue that people edit, `src/models/models.toml`, into the JSON that the core embeds, and
//! refuses one that does not hold together. What each field means stands there and in
//! `src/models/mod.rs`. What other parts need goes the same way: the rules of a job's request, `src/tuning/job_request/job.toml`, as JSON, and the
//! plan's numbers, `src/tuning/plan/plan.toml`, as tables.

#[path = "build/plan.rs"]
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;
use toml::value::Datetime;
use toml::{Table, Value};

const CATALOGUE: &str = "src/models/models.toml";
/// What AWS says of a job's request.
const JOB: &str = "src/tuning/job_request/job.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    read: Datetime,
    sources: BTreeMap<String, Source>,
    defaults: BTreeMap<String, Table>,
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
    /// Rules name it, and no number does.
    #[serde(default, rename = "of-rules")]
    of_rules: bool,
}

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
    println!("cargo::rerun-if-changed=build/plan.rs");
    write_or_refuse(CATALOGUE, "models.json", embed);
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
    /// A model with its defaults and its media, every source spelt out, `as-of`: its oldest reading, and `status`: what
    /// its lifecycle came to on the day of the catalogue.
    fn whole(&self, own: &Table) -> Result<Table, Vec<String>> {
        let mut model = match own.get("defaults") {
            None => Table::new(),
            Some(name) => {
                let name = name.as_str().unwrap_or_default();
                let defaults = self.defaults.get(name);
                defaults
                    .ok_or_else(|| vec![format!("there is no [defaults.{name}]")])?
                    .clone()
            }
        };
        for (name, value) in own.iter().filter(|(name, _)| *name != "defaults") {
            match (model.get_mut(name), value) {
                // Limits and hyperparameters go in among the others; what is stated in one piece is replaced.
                (Some(Value::Table(named)), Value::Table(more)) if !more.contains_key("source") => {
                    named.extend(more.clone());
                }
                _ => drop(model.insert(name.clone(), value.clone())),
            }
        }
        if let Some(profile) = own.get("media") {
            let profile = profile.as_str().unwrap_or_default();
            let media = self.media.get(profile);
            let media = media.ok_or_else(|| vec![format!("there is no [media.{profile}]")])?;
            model.insert("media".into(), media.clone().into());
        }
        let status = self.status(model.get("lifecycle"));
        model.insert("status".into(), status.into());

        let mut faults = Vec::new();
        if !model.contains_key("source") {
            faults.push("neither it nor its defaults name a source".into());
        }
        let media = model.get("media").and_then(Value::as_table);
        for (name, limit) in named(Some(&model), "limits").chain(named(media, "limits")) {
            faults.extend(fault_in_limit(name, limit));
        }
        for (name, hyperparameter) in named(Some(&model), "hyperparameters") {
            let fault = fault_in_hyperparameter(hyperparameter);
            faults.extend(fault.map(|fault| format!("the hyperparameter \"{name}\" {fault}")));
        }
        let ways = model.get("customization").and_then(Value::as_array);
        for see in ways.into_iter().flatten().filter_map(|way| way.get("see")) {
            if !self.models.iter().any(|other| other.get("id") == Some(see)) {
                faults.push(format!("there is no model {see} to see"));
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

    /// What a lifecycle came to on the day the sources were read; dates written like these sort as text.
    fn status(&self, lifecycle: Option<&Value>) -> &'static str {
        let today = self.read.to_string();
        let is_past = |name| {
            let date = lifecycle.and_then(|lifecycle| lifecycle.get(name));
            date.is_some_and(|date| date.to_string() <= today)
        };
        if is_past("end-of-life") {
            "deprecated"
        } else if is_past("legacy") {
            "legacy"
        } else {
            "current"
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

/// The entries of a table within a table, where there is one.
fn named<'t>(
    holder: Option<&'t Table>,
    name: &str,
) -> impl Iterator<Item = (&'t String, &'t Value)> {
    let table = holder.and_then(|holder| holder.get(name)?.as_table());
    table.into_iter().flatten()
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
    let by_batch_size = limit.get("by-batch-size").and_then(Value::as_array);
    let largest = by_batch_size
        .into_iter()
        .flatten()
        .filter_map(|at| at.get("value")?.as_integer())
        .max();
    largest.filter(|largest| *largest != value).map(|largest| {
        format!("the limit \"{name}\" is {value}, and by batch size {largest} at most")
    })
}

/// A hyperparameter needs a type and a source, and its numbers stand in order; what others say is narrower.
fn fault_in_hyperparameter(hyperparameter: &Value) -> Option<String> {
    let number = |from: &Value, name| {
        let number = from.get(name).filter(|value| !value.is_str())?;
        number.to_string().parse::<f64>().ok()
    };
    let is_in_order = |from: &Value| {
        let numbers = ["min", "default", "max"].map(|name| number(from, name));
        numbers.into_iter().flatten().is_sorted()
    };
    let (min, max) = (number(hyperparameter, "min"), number(hyperparameter, "max"));
    let is_choice = hyperparameter.get("type").and_then(Value::as_str) == Some("choice");
    if hyperparameter.get("source").is_none() {
        return Some("names no source".into());
    }
    if !is_in_order(hyperparameter) {
        return Some("has a minimum, default and maximum that are not in this order".into());
    }
    if is_choice != (min.is_none() && max.is_none() && hyperparameter.get("words").is_some()) {
        return Some("is either a choice of words or a range of numbers".into());
    }
    for disputed in hyperparameter
        .get("disputed")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let wider = number(disputed, "min")
            .zip(min)
            .is_some_and(|(theirs, ours)| theirs < ours)
            || number(disputed, "max")
                .zip(max)
                .is_some_and(|(theirs, ours)| theirs > ours);
        if wider || !is_in_order(disputed) || disputed.get("source").is_none() {
            return Some(
                "has a disputed range without a source, or a wider one than its own".into(),
            );
        }
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
