//! `run-of-spaces`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::rules::plain::{self, Finders};
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "run-of-spaces",
    severity: Severity::Info,
    what: "Runs of spaces inside lines. There are eight or more between words of one line, in ten records or more; one info finding gives the number of records. Indented lines, tables and code are not reported.",
    why: "Texts extracted from XML, HTML or PDF keep the indentation of the source. The model learns it, and it is billed as tokens.",
    example: "(ten answers such as \"It helps:                - Rest\")",
    instead: "(\"It helps:\\n- Rest\")",
    model: None,
    source: "General practice for training data: texts as expected in production.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: AWS says nothing about whitespace within texts.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

const RUN: &str = "        ";
static RUNS: Finders<1> = Finders::new(|| [Finder::new(RUN)]);
const FEWEST: (u64, u64) = (10, 200);
/// Signs of tables, code and forms.
const LAYOUT: [&str; 6] = ["`", "|", "\\t", "___", "...", ";\\n"];

fn message() -> Message {
    Message::new(
        "eight or more spaces between words of one line, as extracted from a page or document",
        "replace each run with one space, or with a line break in a list",
    )
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    if !RUNS.any(sample.root.raw().as_bytes()) {
        return;
    }
    for block in sample.turns.iter().flat_map(|turn| &turn.blocks) {
        let Block::Text(text) = block else { continue };
        plain::search(*text, |plain, span_of| {
            let bytes = plain.as_bytes();
            let mut runs = memchr::memmem::find_iter(bytes, RUN);
            let hit = runs.find(|at| {
                let before = plain[..*at].chars().next_back();
                let ends_line = plain[..*at].ends_with("\\n");
                let after = plain[*at..].trim_start_matches(' ').chars().next();
                !ends_line
                    && before.is_some_and(|c| {
                        c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '?' | ')')
                    })
                    && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '•' | '('))
            });
            if let Some(at) = hit
                && !LAYOUT.iter().any(|sign| plain.contains(sign))
            {
                let span = span_of(at, RUN.len());
                findings.report_fact_of(FEWEST, &RULE, sample.root, span, "", message);
            }
        });
    }
}
