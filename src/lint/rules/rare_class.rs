//! `rare-class`

use crate::analysis::profile::answers::Answers;
use crate::analysis::profile::class_labels::Label;
use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::{grouped, several};
use crate::lint::dataset_finding::{DatasetFinding, PlacedFinding, Site};
use crate::lint::{Check, Effect, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    name: "rare-class",
    severity: Severity::Warning,
    what: "Reports each class with fewer than 50 examples, at the first of them; once, where that is true of all. Answers look like classes where there are few different ones, each is short, and they repeat.",
    why: "A class is learnt from its own examples, however many the others have; and in a fifth of ten for validation nothing can be measured.",
    example: "(12 answers \"refund\" among 1,000)",
    instead: "(50 or more of each)",
    model: None,
    source: "The usual advice on fine-tuning for classification: 50 to 200 examples a class. AWS gives no number by class.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no guide and no script of AWS's looks at what the answers say.",
    fixable: false,
    check: Check::Answers(check),
};

/// The lower end of the recommended number.
const FEW_EXAMPLES: u64 = 50;

fn message(prefix: &str, class: &str, count: u64) -> Message {
    Message::new(
        format!(
            "{prefix}\"{class}\" has {}; {FEW_EXAMPLES} or more of each class are advised",
            several(count, "example")
        ),
        if count == 1 {
            "add examples of it; where it is a slip, give it the name of its class".to_owned()
        } else {
            format!(
                "add {} or more, or make one class of it and another",
                grouped(FEW_EXAMPLES - count)
            )
        },
    )
}

fn message_of_all(field: &str, labels: &[Label<PlacedFinding>]) -> Message {
    let counts = || labels.iter().map(|label| label.records);
    let lacking: u64 = counts().map(|count| FEW_EXAMPLES - count).sum();
    let of_field = match field {
        "" => String::new(),
        field => format!(" of {field}"),
    };
    let have = match (counts().min(), counts().max()) {
        (Some(least), Some(most)) if least < most => format!("{least} to {most}"),
        (least, _) => format!("{} each", least.unwrap_or_default()),
    };
    Message::new(
        format!(
            "none of the {} classes{of_field} has {FEW_EXAMPLES} examples: they have {have}",
            grouped(labels.len() as u64)
        ),
        format!(
            "add {} examples in all to have {FEW_EXAMPLES} of each, which is the least that is advised",
            grouped(lacking)
        ),
    )
}

fn check(answers: &Answers<PlacedFinding>, found: &mut Vec<DatasetFinding>) {
    for classes in answers.classes() {
        let labels = classes.column.labels();
        let is_few = |label: &&Label<PlacedFinding>| label.records < FEW_EXAMPLES;
        let few = || labels.iter().filter(is_few);
        // That all answers are the same is another matter.
        if labels.len() == 1 {
            continue;
        }
        if few().count() == labels.len() {
            let message = message_of_all(&classes.column.name, labels);
            found.push(DatasetFinding::on_the_whole(&RULE, message));
            continue;
        }
        found.extend(few().map(|label| {
            let message = message(&classes.prefix(), &label.text, label.records);
            DatasetFinding::at(&RULE, Site::record(&label.first), message)
        }));
    }
}
