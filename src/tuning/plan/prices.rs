//! The numbers of the estimate: the catalogue's for the model, or the user's own.

use std::collections::BTreeMap;

use serde_json::Value;

use super::options::number;
use super::report::PriceRow;
use super::tables::{PRICES, Price};
use crate::diagnostic::suggest;

/// Id of the tokens by which a prompt gets shorter; computed from the data, so not in the table.
pub const PROMPT_TOKENS: &str = "prompt-tokens";

/// Examples that a prompt usually has room for.
pub const SHOTS: u64 = 5;

/// A job of so many examples takes so many hours at most (`Origin` of src/tuning/plan/plan.toml).
const SMALL_JOB: u64 = 1_000;
const SMALL_JOB_HOURS: f64 = 4.0;

/// All numbers of the estimate.
pub struct Prices {
    /// In the order they are shown.
    pub rows: Vec<PriceRow>,
}

impl Prices {
    /// The numbers for a model, with the user's own; `prompt_tokens` and its note come from the data.
    ///
    /// # Errors
    /// A sentence, for a name that no number has, and a value that is no number from 0 up.
    pub fn of(
        model: Option<&str>,
        prompt_tokens: (f64, String),
        examples: u64,
        given: &BTreeMap<String, Value>,
    ) -> Result<Self, String> {
        let mut rows: Vec<_> = PRICES.iter().map(|price| row(price, model)).collect();
        if let Some(hours) = rows.iter_mut().find(|row| row.name == "hours-most")
            && examples <= SMALL_JOB
        {
            (hours.value, hours.low, hours.high) =
                (SMALL_JOB_HOURS, SMALL_JOB_HOURS, SMALL_JOB_HOURS);
            hours.note = Some("1,000 examples on Titan Text Express took 2 to 4".to_owned());
        }
        let (value, note) = prompt_tokens;
        rows.push(PriceRow {
            name: PROMPT_TOKENS,
            label: "Prompt tokens saved per request",
            unit: "tokens per request",
            value,
            low: value,
            high: value,
            given: false,
            source: "This data set".to_owned(),
            as_of: String::new(),
            note: Some(note),
        });
        for (name, value) in given {
            let Some(row) = rows.iter_mut().find(|row| row.name == name) else {
                let names: Vec<_> = rows.iter().map(|row| row.name).collect();
                let closest = suggest::closest(name, names.iter().copied());
                return Err(match closest {
                    Some(closest) => {
                        format!("there is no price \"{name}\"; did you mean {closest}?")
                    }
                    None => format!(
                        "there is no price \"{name}\"; there are {}",
                        names.join(", ")
                    ),
                });
            };
            let number = number(value).filter(|number| (0.0..=1e12).contains(number));
            let Some(number) = number else {
                return Err(format!(
                    "the price {name} must be a number from 0 up, not {value}"
                ));
            };
            row.given = true;
            (row.value, row.low, row.high) = (number, number, number);
            "You".clone_into(&mut row.source);
            row.as_of.clear();
            row.note = None;
        }
        Ok(Self { rows })
    }

    /// The number of that name.
    #[must_use]
    pub fn value(&self, name: &str) -> f64 {
        self.range(name)[1]
    }

    /// Low, likely, high.
    #[must_use]
    pub fn range(&self, name: &str) -> [f64; 3] {
        let row = self.rows.iter().find(|row| row.name == name);
        row.map_or([0.0; 3], |row| [row.low, row.value, row.high])
    }
}

/// Returns the price of an hour of continued pre-training, for users who have that way.
#[must_use]
pub fn pre_training_hour() -> f64 {
    let price = PRICES.iter().find(|price| price.name == "training-hour");
    price.map_or(0.0, |price| {
        price.of.first().map_or(price.value, |other| other.value)
    })
}

fn row(price: &'static Price, model: Option<&str>) -> PriceRow {
    let other = price
        .of
        .iter()
        .find(|other| model.is_some_and(|model| other.models.contains(&model)));
    let (value, low, high, source, as_of, note) = match other {
        Some(other) => (
            other.value,
            other.low,
            other.high,
            other.source,
            other.as_of,
            other.note,
        ),
        None => (
            price.value,
            price.low,
            price.high,
            price.source,
            price.as_of,
            price.note,
        ),
    };
    PriceRow {
        name: price.name,
        label: price.label,
        unit: price.unit,
        value,
        low,
        high,
        given: false,
        source: source.to_owned(),
        as_of: as_of.to_owned(),
        note: note.map(str::to_owned),
    }
}
