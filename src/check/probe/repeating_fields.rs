//! Values that repeat in the first records: records can be grouped by them, or counted by them as classes.

use std::collections::BTreeSet;

use crate::json::{Kind, Value};

/// Depth of the search, and length of the values.
const DEEPEST: usize = 3;
const LONGEST: usize = 100;
/// More places than this would hide the right one.
const MOST: usize = 12;

/// A place in the records.
struct ValueCount<'t> {
    pointer: String,
    records: usize,
    values: BTreeSet<&'t str>,
}

/// Returns JSON Pointers, in order of their appearance in `texts`.
pub fn places(texts: &[String]) -> Vec<String> {
    let mut met: Vec<ValueCount<'_>> = Vec::new();
    let mut parser = crate::json::Parser::new();
    for text in texts {
        if let Ok(root) = parser.parse(text) {
            meet(root, text, &mut String::new(), 0, &mut met);
        }
    }
    let repeats = |met: &ValueCount<'_>| met.values.len() > 1 && met.values.len() < met.records;
    let places = met.into_iter().filter(repeats).take(MOST);
    places.map(|met| met.pointer).collect()
}

fn meet<'t>(
    value: Value<'_>,
    text: &'t str,
    at: &mut String,
    depth: usize,
    met: &mut Vec<ValueCount<'t>>,
) {
    let raw = &text[value.span().range()];
    match value.kind() {
        Kind::Object if depth < DEEPEST => {
            for member in value.members() {
                let before = at.len();
                at.push('/');
                at.push_str(&member.key.decode().replace('~', "~0").replace('/', "~1"));
                meet(member.value, text, at, depth + 1, met);
                at.truncate(before);
            }
        }
        Kind::Object | Kind::Array | Kind::Null => {}
        _ if raw.len() > LONGEST || at.is_empty() => {}
        _ => {
            let place = match met.iter().position(|met| met.pointer == *at) {
                Some(place) => place,
                // Keys that are data themselves are no places.
                None if met.len() >= MOST * MOST => return,
                None => {
                    met.push(ValueCount {
                        pointer: at.clone(),
                        records: 0,
                        values: BTreeSet::new(),
                    });
                    met.len() - 1
                }
            };
            met[place].records += 1;
            met[place].values.insert(raw);
        }
    }
}
