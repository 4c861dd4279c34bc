//! Amounts in sentences.

use super::super::money::{about, usd, usd_range, whole};
use super::super::prices::PROMPT_TOKENS;
use super::super::prices::SHOTS;
use super::{DAYS_A_MONTH, Estimate, float};
use crate::models::InferenceWay;

impl Estimate<'_> {
    /// From how many requests a day on tuning pays for itself, and how each model can be used.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes =
            vec!["Prices may be out of date. Enter the prices of your Region.".to_owned()];
        if self.facts.valid == 0 {
            notes.push("Training is billed by tokens, which are counted in valid records: convert or fix the records first.".to_owned());
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
                    "Break-even ({months} months, on demand): about {} requests per day, assuming that each request {}.",
                    about(requests),
                    self.saving(prompt)
                )
            } else {
                format!(
                    "Break-even on Provisioned Throughput: about {} requests per day, if the model units can handle that load.",
                    about(requests)
                )
            });
        }
        if prompt == 0.0 {
            notes.push("The prompt does not get shorter, so on demand the tuned model is not cheaper; it has to be better.".to_owned());
        }
        if self.model.is_some() && !self.offers(InferenceWay::OnDemand) {
            notes.push("A tuned model of this kind is not served on demand: Provisioned Throughput must be bought before the first request.".to_owned());
        }
        notes
    }

    /// Describes how each request gets cheaper.
    fn saving(&self, prompt: f64) -> String {
        let tokens = format!("{} tokens", whole(prompt));
        let price = self
            .prices
            .rows
            .iter()
            .find(|row| row.name == PROMPT_TOKENS);
        if price.is_some_and(|row| row.given) || self.facts.system_prompt > 0 {
            format!("is {tokens} shorter")
        } else {
            format!("drops {SHOTS} few-shot examples ({tokens})")
        }
    }

    /// Describes the cost of the other way to serve a model that has both.
    fn instead(&self) -> String {
        if self.offers(InferenceWay::ProvisionedThroughput) {
            let [low, _, high] = self.provisioned();
            format!(
                " Provisioned Throughput instead would cost {}/month.",
                usd_range(low, high)
            )
        } else {
            String::new()
        }
    }

    /// Describes the factor that moves the sum most.
    pub(super) fn decides(&self) -> String {
        if self.facts.valid == 0 && !self.is_by_hours() {
            return "Costs depend on the tokens of valid records: convert or fix the records first."
                .to_owned();
        }
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
                    "Provisioned Throughput is most of the cost: {} over {months} months, against {} for training and storage.",
                    usd(provisioned),
                    usd(rest)
                );
            }
        }
        let spread = high - low;
        if on_demand > storage.max(spread) {
            return format!(
                "The requests are most of the cost: {} over {months} months at {} per day on demand, against {} for training and storage.{}",
                usd(on_demand),
                whole(self.requests_per_day()),
                usd(likely + storage),
                self.instead()
            );
        }
        if storage > spread {
            return format!(
                "Over {months} months on demand, storage ({}) costs more than training ({}).{}",
                usd(storage),
                usd_range(low, high),
                self.instead()
            );
        }
        let price = self.prices.range("training-tokens");
        let tokens = self.training_tokens();
        if self.by_tokens().is_none() {
            return format!(
                "The hours of training are the largest uncertainty: {}.",
                usd_range(low, high)
            );
        }
        let what = if price[2] / price[0].max(f64::MIN_POSITIVE) > tokens[2] / tokens[0].max(1.0) {
            "The price per token is the largest uncertainty"
        } else {
            "The number of tokens is the largest uncertainty"
        };
        format!(
            "{what}: training costs {}; one epoch more or less is {}.",
            usd_range(low, high),
            usd(likely / float(self.epochs.max(1)))
        )
    }
}
