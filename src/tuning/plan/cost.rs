//! Costs: both ways in which training is billed, storage, and requests on demand or on Provisioned Throughput. In USD,
//! as ranges: tokens are estimated and prices are quotes.

mod words;

use super::facts::Facts;
use super::hyperparameters::is_reinforced;
use super::money::{plain, usd, usd_range, whole, whole_number};
use super::prices::{PROMPT_TOKENS, Prices};
use super::report::{Cost, CostItem};
use crate::analysis::profile::value_counts::part;
use crate::models::{InferenceWay, Model};
use crate::record::format::Format;

/// Assumed requests per day if the user gives none.
const ASSUMED_REQUESTS: f64 = 1_000.0;
const DAYS_A_MONTH: f64 = 30.0;
const HOURS_A_MONTH: f64 = 24.0 * DAYS_A_MONTH;
const ONCE: &str = " (one-time)";
const MONTHLY: &str = "/month";

/// Everything that an estimate is made from.
pub struct Estimate<'p> {
    /// The facts of the data.
    pub facts: &'p Facts,
    /// The model, if one is chosen.
    pub model: Option<&'p Model>,
    /// The numbers of the estimate.
    pub prices: &'p Prices,
    /// Epochs of the job.
    pub epochs: u64,
    /// Requests per day, if the user gave them.
    pub requests: Option<f64>,
}

/// Low, likely, high.
type Range = [f64; 3];

impl Estimate<'_> {
    /// The whole estimate.
    #[must_use]
    pub fn cost(self) -> Cost {
        let mut items = Vec::new();
        if let Some(amount) = self.by_tokens() {
            items.push(item(
                "training-by-tokens",
                "Training, billed by tokens",
                amount,
                ONCE,
                self.tokens_formula(),
            ));
        }
        items.push(CostItem {
            applies: self.is_by_hours(),
            ..item(
                "training-by-hours",
                "Training, billed by the hour",
                self.by_hours(),
                ONCE,
                self.hours_formula(),
            )
        });
        let storage = self.prices.range("storage-month");
        items.push(item(
            "storage",
            "Storage of the model",
            storage,
            MONTHLY,
            "for as long as the model is kept, used or not".to_owned(),
        ));
        items.extend(self.requests_items());
        let requests = self.requests_per_day();
        Cost {
            decides: self.decides(),
            requests_per_day: requests,
            is_assumed: self.requests.is_none(),
            notes: self.notes(),
            items,
            prices: Vec::new(),
        }
    }

    /// Describes the cost of training in a phrase.
    #[must_use]
    pub fn training_in_words(&self) -> String {
        let [low, _, high] = self.training();
        format!(
            "{} for this training, storage, and each request",
            usd_range(low, high)
        )
    }

    fn requests_per_day(&self) -> f64 {
        self.requests.unwrap_or(ASSUMED_REQUESTS)
    }

    /// Describes the cost of training; `None` before tokens are known.
    #[must_use]
    pub fn training_text(&self) -> Option<String> {
        let is_known = self.facts.valid > 0 || self.is_by_hours();
        let [low, _, high] = self.training();
        is_known.then(|| usd_range(low, high))
    }

    /// Describes the cost of a month of storage and requests, on demand where the model is used so.
    #[must_use]
    pub fn monthly_text(&self) -> Option<String> {
        let storage = self.prices.range("storage-month");
        let requests = self.requests_items();
        let is_there = |name: &str| requests.iter().find(|item| item.name == name);
        let item = is_there("on-demand").or_else(|| is_there("provisioned-throughput"))?;
        Some(usd_range(item.low + storage[0], item.high + storage[2]))
    }

    /// As AWS bills this kind of job: by tokens and epochs (UG-cm), reinforcement fine-tuning by the hour.
    fn training(&self) -> Range {
        match self.by_tokens() {
            Some(amount) => amount,
            None => self.by_hours(),
        }
    }

    /// True if the job is billed by the hour.
    fn is_by_hours(&self) -> bool {
        self.model
            .is_some_and(|model| model.format == Format::ImageCaption || is_reinforced(model))
    }

    /// `None` if tokens are unknown, or not the unit of billing.
    fn by_tokens(&self) -> Option<Range> {
        if self.is_by_hours() || self.facts.valid == 0 {
            return None;
        }
        let price = self.prices.range("training-tokens");
        let tokens = self.training_tokens();
        Some([0, 1, 2].map(|at| tokens[at] / 1_000.0 * float(self.epochs) * price[at]))
    }

    /// Estimated tokens of the records that are trained on.
    fn training_tokens(&self) -> Range {
        let share = part(self.facts.training, self.facts.valid).min(1.0);
        self.facts.tokens.map(|tokens| float(tokens) * share)
    }

    fn by_hours(&self) -> Range {
        let price = self.prices.range("training-hour");
        let (least, most) = self.hours();
        [
            least * price[0],
            f64::midpoint(least, most) * price[1],
            most * price[2],
        ]
    }

    fn hours(&self) -> (f64, f64) {
        let least = self.prices.value("hours-least");
        (least, self.prices.value("hours-most").max(least))
    }

    fn tokens_formula(&self) -> String {
        let [low, likely, high] = self.training_tokens();
        let [_, price, _] = self.prices.range("training-tokens");
        format!(
            "an estimated {} tokens ({} to {}) × {} × ${} per 1,000{}",
            whole(likely),
            whole(low),
            whole(high),
            crate::diagnostic::numbers::several(self.epochs, "epoch"),
            plain(price),
            self.quotes("training-tokens")
        )
    }

    /// Describes the range of a price's quotes.
    fn quotes(&self, name: &str) -> String {
        let [low, _, high] = self.prices.range(name);
        if low < high {
            format!(
                " (published prices range from ${} to ${})",
                plain(low),
                plain(high)
            )
        } else {
            String::new()
        }
    }

    fn hours_formula(&self) -> String {
        let (least, most) = self.hours();
        let [_, price, _] = self.prices.range("training-hour");
        format!(
            "{} to {} hours × ${}",
            plain(least),
            plain(most),
            plain(price)
        )
    }

    /// USD of one request: to the base model with the long prompt, and to the tuned one.
    fn per_request(&self) -> (f64, f64) {
        let facts = self.facts;
        let each = |tokens: u64| float(tokens) / float(facts.valid.max(1));
        let output = each(facts.answer_tokens);
        let own_prompt = part(facts.system_prompts, facts.valid) * float(facts.system_prompt);
        let input =
            (each(facts.tokens[1].saturating_sub(facts.answer_tokens)) - own_prompt).max(0.0);
        let prompt = self.prices.value(PROMPT_TOKENS);
        let cost = |input: f64| {
            (input * self.prices.value("input-tokens")
                + output * self.prices.value("output-tokens"))
                / 1_000.0
        };
        (cost(input + prompt), cost(input))
    }

    /// Returns the fixed cost of a month: storage, and training spread over the months of use.
    fn fixed(&self) -> f64 {
        self.prices.value("storage-month")
            + self.training()[1] / self.prices.value("months").max(1.0)
    }

    fn provisioned(&self) -> Range {
        let units = self.prices.value("model-units").max(1.0);
        self.prices
            .range("provisioned-hour")
            .map(|hour| hour * units * HOURS_A_MONTH)
    }

    fn offers(&self, way: InferenceWay) -> bool {
        self.model.is_none_or(|model| {
            model.inference.iter().any(|known| {
                known.way == way
                    || known.way == InferenceWay::AsStudent
                    || (way == InferenceWay::OnDemand && known.way == InferenceWay::OpenaiApi)
            })
        })
    }

    fn requests_items(&self) -> Vec<CostItem> {
        if self.facts.valid == 0 {
            return Vec::new();
        }
        let (base, tuned) = self.per_request();
        let monthly = self.requests_per_day() * DAYS_A_MONTH;
        let asked = format!("{} requests per day", whole(self.requests_per_day()));
        let one = |amount: f64| [amount; 3];
        let mut items = vec![item(
            "base-model",
            "For comparison: the base model with the longer prompt",
            one(monthly * base),
            MONTHLY,
            format!("{asked}, {} per 1,000", usd(base * 1_000.0)),
        )];
        if self.offers(InferenceWay::OnDemand) {
            let mut on_demand = item(
                "on-demand",
                "Requests to the tuned model, on demand",
                one(monthly * tuned),
                MONTHLY,
                format!(
                    "{asked}, {} per 1,000, at the base model's price",
                    usd(tuned * 1_000.0)
                ),
            );
            on_demand.break_even = break_even(self.fixed(), base - tuned);
            items.push(on_demand);
        }
        if self.offers(InferenceWay::ProvisionedThroughput) {
            let amount = self.provisioned();
            let mut provisioned = item(
                "provisioned-throughput",
                "Provisioned Throughput",
                amount,
                MONTHLY,
                format!(
                    "{} × 720 hours × ${}, whatever the number of requests{}",
                    crate::diagnostic::numbers::several(
                        whole_number(self.prices.value("model-units")),
                        "model unit"
                    ),
                    plain(self.prices.value("provisioned-hour")),
                    self.quotes("provisioned-hour")
                ),
            );
            provisioned.break_even = break_even(self.fixed() + amount[1], base);
            items.push(provisioned);
        }
        items
    }
}

fn item(
    name: &'static str,
    title: &'static str,
    [low, likely, high]: Range,
    when: &str,
    how: String,
) -> CostItem {
    CostItem {
        name,
        title,
        low,
        likely,
        high,
        text: format!("{}{when}", usd_range(low, high)),
        how,
        applies: true,
        break_even: None,
    }
}

/// Requests per day from which `saving` per request outweighs the fixed monthly costs.
fn break_even(fixed: f64, saving: f64) -> Option<f64> {
    let requests = (fixed / DAYS_A_MONTH / saving).ceil();
    (saving > 0.0 && requests.is_finite()).then_some(requests)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn float(number: u64) -> f64 {
    number as f64
}
