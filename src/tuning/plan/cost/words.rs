//! Amounts in sentences.

use super::super::money::{about, usd, usd_range, whole};
use super::super::prices::PROMPT_TOKENS;
use super::{DAYS_A_MONTH, Estimate, float};
use crate::models::InferenceWay;

impl Estimate<'_> {
    /// From how many requests a day on tuning pays for itself, and how each model can be used.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "Prices are quotes with source and date, not today's prices: put in those of your Region and contract.".to_owned(),
        ];
        if self.facts.valid == 0 {
            notes.push("Tokens are not known before the records are valid or converted, so that only hours are estimated.".to_owned());
            return notes;
        }
        let prompt = self.prices.value(PROMPT_TOKENS);
        let months = whole(self.prices.value("months"));
        for item in self.requests_items() {
            let Some(requests) = item.break_even else {
                continue;
            };
            notes.push(if item.name == "on-demand" {
                format!(
                    "On demand, tuning pays for itself from about {} requests a day on, over {months} months: each is {} tokens shorter.",
                    about(requests),
                    whole(prompt)
                )
            } else {
                format!(
                    "On Provisioned Throughput, it pays for itself from about {} requests a day on, if the units bought carry so many.",
                    about(requests)
                )
            });
        }
        if prompt == 0.0 {
            notes.push("No prompt becomes shorter by it, so that tuning saves nothing on demand: it has to be better, not cheaper.".to_owned());
        }
        if self.model.is_some() && !self.offers(InferenceWay::OnDemand) {
            notes.push("This model is not used on demand once it is tuned: Provisioned Throughput must be bought before the first request.".to_owned());
        }
        notes
    }

    /// Describes the factor that moves the sum most.
    pub(super) fn decides(&self) -> String {
        let months = self.prices.value("months").max(1.0);
        let [low, likely, high] = self.training();
        let storage = self.prices.value("storage-month") * months;
        let (_, tuned) = self.per_request();
        let on_demand = tuned * self.requests_per_day() * DAYS_A_MONTH * months;
        let months = whole(months);
        if !self.offers(InferenceWay::OnDemand) && self.facts.valid > 0 {
            let provisioned = self.provisioned()[1] * self.prices.value("months").max(1.0);
            let rest = likely + storage;
            if provisioned > rest {
                return format!(
                    "Provisioned Throughput decides: {} over {months} months, against {} for training and storage.",
                    usd(provisioned),
                    usd(rest)
                );
            }
        }
        let spread = high - low;
        if on_demand > storage.max(spread) {
            return format!(
                "The number of requests decides: {} over {months} months at {} a day, against {} for training and storage.",
                usd(on_demand),
                whole(self.requests_per_day()),
                usd(likely + storage)
            );
        }
        if storage > spread {
            return format!(
                "Storage decides: {} over {months} months, against {} for the training.",
                usd(storage),
                usd_range(low, high)
            );
        }
        let price = self.prices.range("training-tokens");
        let tokens = self.training_tokens();
        if self.by_tokens().is_none() {
            return format!(
                "The hours of training decide: from {} to {}.",
                usd(low),
                usd(high)
            );
        }
        let what = if price[2] / price[0].max(f64::MIN_POSITIVE) > tokens[2] / tokens[0].max(1.0) {
            "The price of a token decides"
        } else {
            "How many tokens the text really has decides"
        };
        format!(
            "{what}: the training costs {}; one epoch more or less is {}.",
            usd_range(low, high),
            usd(likely / float(self.epochs.max(1)))
        )
    }
}
