//! docs/aws-agreement.md: its words are written by hand, its table and its lists of data sets follow from the verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::cases::Validator;
use super::row::{Outcome, Row};

/// Sections of the page, by the title of each, and the data sets that they explain.
const SECTIONS: [(&str, Outcome); 3] = [
    ("## Tuneset alone refuses", Outcome::Stricter),
    ("## Tuneset warns, a validator refuses", Outcome::Laxer),
    (
        "## Tuneset says nothing, a validator refuses",
        Outcome::Silent,
    ),
];
const LIST: &str = "\nCases: ";
const BROADEST: usize = 120;

/// The page with today's table and lists; or all that it does not explain.
pub fn made_anew(page: &str, rows: &[Row]) -> Result<String, String> {
    let mut faults = String::new();
    let mut made = String::new();
    let mut section = None;
    let headings = headings(page);
    let listed = listed(rows, &headings, &mut faults);
    for part in parts(page) {
        if let Some((_, outcome)) = SECTIONS.iter().find(|(title, _)| part.starts_with(title)) {
            section = Some(*outcome);
        } else if part.starts_with("## ") {
            section = None;
        }
        let place = section.and_then(|section| Some((section, heading(part)?)));
        match place {
            Some(place) => made.push_str(&with_list(part, &place, listed.get(&place), &mut faults)),
            None => made.push_str(&with_table(part, rows)),
        }
    }
    if faults.is_empty() {
        Ok(made)
    } else {
        Err(faults)
    }
}

type Place = (Outcome, String);

/// The page cut before each heading.
fn parts(page: &str) -> Vec<&str> {
    let starts = page.match_indices("\n#").map(|(at, _)| at + 1);
    let starts: Vec<_> = [0].into_iter().chain(starts).chain([page.len()]).collect();
    starts
        .windows(2)
        .map(|ends| &page[ends[0]..ends[1]])
        .collect()
}

/// The first name in code of a heading of the third level: a rule, or a word for data sets without a finding.
fn heading(part: &str) -> Option<String> {
    let title = part.strip_prefix("### ")?.lines().next()?;
    Some(title.split('`').nth(1)?.to_owned())
}

fn headings(page: &str) -> Vec<(Place, BTreeSet<String>)> {
    let mut section = Outcome::Taken;
    let mut found = Vec::new();
    for part in parts(page) {
        if let Some((_, outcome)) = SECTIONS.iter().find(|(title, _)| part.starts_with(title)) {
            section = *outcome;
        } else if let Some(name) = heading(part) {
            let list = part.split_once(LIST).map_or("", |(_, list)| list);
            let cases = list.split(',').map(words).filter(|case| !case.is_empty());
            found.push(((section, name), cases.collect()));
        }
    }
    found
}

fn words(case: &str) -> String {
    case.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The data sets of each heading. One without a finding is listed on its own heading, others under the rule that reports them.
fn listed(
    rows: &[Row],
    headings: &[(Place, BTreeSet<String>)],
    faults: &mut String,
) -> BTreeMap<Place, BTreeSet<String>> {
    let mut lists: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        if !SECTIONS.iter().any(|(_, outcome)| *outcome == row.outcome) {
            continue;
        }
        let explains = |((outcome, name), cases): &&(Place, BTreeSet<String>)| {
            let fits = if row.outcome == Outcome::Silent {
                cases.contains(&row.case.name)
            } else {
                row.found.iter().any(|(rule, _)| rule == name)
            };
            *outcome == row.outcome && fits
        };
        if let Some((place, _)) = headings.iter().find(explains) {
            lists
                .entry(place.clone())
                .or_default()
                .insert(row.case.name.clone());
        } else {
            let (case, model) = (&row.case.name, &row.case.model);
            writeln!(
                faults,
                "{:?} {case} ({model}) is not explained: {:?}",
                row.outcome, row.found
            )
            .expect("a string takes all");
        }
    }
    lists
}

fn with_list(
    part: &str,
    place: &Place,
    cases: Option<&BTreeSet<String>>,
    faults: &mut String,
) -> String {
    let Some((words, _)) = part.split_once(LIST) else {
        writeln!(faults, "{place:?} has no list of cases").expect("a string takes all");
        return part.to_owned();
    };
    let Some(cases) = cases else {
        writeln!(faults, "{place:?} explains nothing any more").expect("a string takes all");
        return part.to_owned();
    };
    let mut lines = vec![LIST.trim_start().trim_end().to_owned()];
    let mut cases = cases.iter().peekable();
    while let Some(case) = cases.next() {
        let end = if cases.peek().is_some() { "," } else { "" };
        let line = lines.last_mut().expect("one line");
        if line.len() + case.len() + 2 > BROADEST {
            lines.push(format!("{case}{end}"));
        } else {
            write!(line, " {case}{end}").expect("a string takes all");
        }
    }
    format!("{words}\n{}\n\n", lines.join("\n"))
}

/// Puts the table of numbers below its header.
fn with_table(part: &str, rows: &[Row]) -> String {
    let Some((before, rest)) = part.split_once("\n| validator |") else {
        return part.to_owned();
    };
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    format!("{before}\n{}\n{after}", table(rows))
}

/// Numbers of data sets for each validator.
pub fn table(rows: &[Row]) -> String {
    let mut table = "| validator | data sets | both take | both refuse | Tuneset alone refuses | validator alone refuses, Tuneset warns | Tuneset says nothing |\n| --- | --: | --: | --: | --: | --: | --: |\n".to_owned();
    for validator in Validator::ALL {
        let ran: Vec<_> = rows
            .iter()
            .filter_map(|row| {
                let mut verdicts = row.case.verdicts.iter();
                let (_, refused) = verdicts.find(|(of, _)| *of == validator)?;
                Some((*refused, row.is_ready, row.outcome == Outcome::Silent))
            })
            .collect();
        let count =
            |which: fn(&(bool, bool, bool)) -> bool| ran.iter().filter(|one| which(one)).count();
        writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} |",
            validator.tag(),
            ran.len(),
            count(|(refused, ready, _)| !refused && *ready),
            count(|(refused, ready, _)| *refused && !ready),
            count(|(refused, ready, _)| !refused && !ready),
            count(|(refused, ready, silent)| *refused && *ready && !silent),
            count(|(refused, ready, silent)| *refused && *ready && *silent),
        )
        .expect("a string takes all");
    }
    table
}
