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
    what: "Few examples: classes with fewer than 50. Each such class is reported at its first record; once for the data set if all classes have fewer. Answers are treated as classes if there are few different ones, each is short, and they repeat.",
    why: "A class is learned from its own examples, however many the others have; and a validation set with a fifth of ten examples measures nothing.",
    example: "(12 answers \"refund\" among 1,000)",
    instead: "(50 or more of each)",
    model: None,
    source: "General practice for fine-tuning classifiers: 50 to 200 examples per class. AWS gives no number per class.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script checks the content of answers.",
    fixable: false,
    check: Check::Answers(check),
};

/// The lower end of the recommended number.
const FEW_EXAMPLES: u64 = 50;

fn message(prefix: &str, class: &str, count: u64) -> Message {
    Message::new(
        format!(
            "{prefix}class \"{class}\" has {}; {FEW_EXAMPLES} or more per class are recommended",
            several(count, "example")
        ),
        if count == 1 {
            "add examples, or correct the label if it is a typo".to_owned()
        } else {
            format!(
                "add {} or more, or merge it with another class",
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
            "all {} classes{of_field} have fewer than {FEW_EXAMPLES} examples: {have}",
            grouped(labels.len() as u64)
        ),
        format!(
            "add {} examples in total to have {FEW_EXAMPLES} per class, the recommended minimum",
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
