//! The rooms of `src/`: each uses only rooms below it, parts of a room use each other in one direction, and every room has a
//! header that explains it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room, from the ground up, with the rooms that it may use.
#[rustfmt::skip]
const ROOMS: [(&str, &[&str]); 12] = [
    ("diagnostic", &[]),
    ("json",       &["diagnostic"]),
    ("record",     &["diagnostic", "json"]),
    ("input",      &["diagnostic", "json", "record"]),
    ("models",     &["diagnostic", "record"]),
    ("analysis",   &["diagnostic", "json", "record"]),
    ("lint",       &["diagnostic", "json", "record", "input", "models", "analysis"]),
    ("options",    &["diagnostic", "json", "record", "input", "models", "lint"]),
    ("check",      &["diagnostic", "json", "record", "input", "models", "analysis", "lint", "options"]),
    ("dataset",    &["diagnostic", "record", "input", "models", "analysis", "lint", "options", "check"]),
    ("tuning",     &["diagnostic", "json", "record", "input", "models", "analysis", "lint", "options", "check"]),
    ("wasm",       &["diagnostic", "input", "models", "lint", "options", "check", "dataset", "tuning"]),
];

/// Helpers of unit tests, which the tests of every room may use.
const HELPERS: [&str; 1] = ["testing"];

/// Returns the files of a room, or of all of `src/` for an empty name.
fn files(room: &str) -> Vec<PathBuf> {
    let mut folders = vec![source().join(room)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src/") {
            let path = entry.expect("a file of src/").path();
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            if path.is_dir() {
                folders.push(path);
            } else if is_rust {
                files.push(path);
            }
        }
    }
    files
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("text")
}

/// Returns the module that a file of `src/` holds: `["record", "format"]`.
fn module(file: &Path) -> Vec<String> {
    let path = file.strip_prefix(source()).expect("a file of src/");
    let parts = path.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    parts
        .filter(|part| part != "mod" && part != "lib")
        .collect()
}

/// Returns the name at the beginning of `text`; empty if it begins with something else, such as a brace.
fn name(text: &str) -> &str {
    let is_other = |char: char| !char.is_ascii_alphanumeric() && char != '_';
    text.split(is_other).next().unwrap_or_default()
}

/// Returns the paths in `text`, a file of the module `of`, to rooms that `room` may not use. [`HELPERS`] do not count.
fn violations(room: &str, may_use: &[&str], of: &[String], text: &str) -> Vec<String> {
    let is_wrong =
        |name: &&str| *name != room && !HELPERS.contains(name) && !may_use.contains(name);
    let named = text.split("crate::").skip(1).map(name).filter(is_wrong);
    let mut found: Vec<String> = named.map(|name| format!("crate::{name}")).collect();
    // Parents of a room are outside of it: a path to another room begins with `crate::`, so that it can be found.
    let mut is_inline = false;
    for line in text.lines() {
        is_inline = (is_inline || line.starts_with("mod ") && line.ends_with('{')) && line != "}";
        for (at, _) in line.match_indices("super::") {
            let climbs = line[at..]
                .split("super::")
                .take_while(|part| part.is_empty())
                .count();
            if climbs >= of.len() + usize::from(is_inline) {
                found.push(line.trim().to_owned());
            }
        }
    }
    found
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    for (room, may_use) in ROOMS {
        for file in files(room) {
            let found = violations(room, may_use, &module(&file), &text(&file));
            assert!(
                found.is_empty(),
                "{} names {found:?}, which {room} may not use",
                file.display()
            );
        }
    }
}

#[test]
fn a_path_to_a_room_above_is_found_in_any_form() {
    let of = ["record".to_owned(), "format".to_owned()];
    for (planted, found) in [
        ("use crate::dataset::Dataset;", "crate::dataset"),
        ("let found: crate::check::Checker;", "crate::check"),
        ("/// As [`Rule`](crate::lint::Rule) says.", "crate::lint"),
        ("use crate::{json, lint};", "crate::"),
        (
            "use super::super::lint::Rule;",
            "use super::super::lint::Rule;",
        ),
        (
            "fn planted() {\n    super::super::lint::RULE.name;\n}",
            "super::super::lint::RULE.name;",
        ),
        (
            "mod tests {\n    use super::super::super::lint::Rule;\n}",
            "use super::super::super::lint::Rule;",
        ),
    ] {
        assert_eq!(
            violations("record", ROOMS[2].1, &of, planted),
            [found],
            "{planted}"
        );
    }
    for sound in [
        "use crate::json::Value;",
        "use super::layout::Layout;",
        "mod tests {\n    use super::super::layout::Layout;\n}",
    ] {
        assert_eq!(
            violations("record", ROOMS[2].1, &of, sound),
            [""; 0],
            "{sound}"
        );
    }
}

/// Returns the paths that begin with `prefix` and go on as `rest` does: one, or one for each item between braces.
fn paths(prefix: &[String], rest: &str) -> Vec<Vec<String>> {
    if let Some(items) = rest.strip_prefix('{') {
        let mut depth = 1;
        let is_end = |char: char| {
            depth += i32::from(char == '{') - i32::from(char == '}');
            depth == 0 || depth == 1 && char == ','
        };
        let items = items.split(is_end).take_while(|item| !item.contains(';'));
        return items
            .flat_map(|item| paths(prefix, item.trim_start()))
            .collect();
    }
    let part = name(rest);
    let path = [prefix, &[part.to_owned()]].concat();
    match rest[part.len()..].strip_prefix("::") {
        Some(rest) if !part.is_empty() => paths(&path, rest),
        _ => vec![path],
    }
}

/// Returns the modules that `text`, a file of the module `of`, names by absolute paths or by those from its parent.
fn uses(of: &[String], text: &str, modules: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = text
        .lines()
        .filter(is_code)
        .collect::<Vec<&str>>()
        .join("\n");
    // Unit tests may look around.
    let code = code
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let from_root = code
        .split("crate::")
        .skip(1)
        .flat_map(|rest| paths(&[], rest));
    let climbing = code
        .match_indices("super::")
        .filter(|(at, _)| !code[..*at].ends_with("super::"));
    let from_parent = climbing.flat_map(|(at, _)| {
        let rest = code[at..].trim_start_matches("super::");
        let climbs = (code.len() - at - rest.len()) / "super::".len();
        paths(&of[..of.len().saturating_sub(climbs)], rest)
    });
    let known = |mut path: Vec<String>| {
        while !path.is_empty() && !modules.contains(&path) {
            path.pop();
        }
        path
    };
    from_root.chain(from_parent).map(known).collect()
}

/// Lifts a use between two modules to the first two modules on their paths that differ; none between a parent and its parts.
fn between(one: &[String], other: &[String]) -> Option<[Vec<String>; 2]> {
    let shared = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other)
        .count();
    (shared < one.len() && shared < other.len())
        .then(|| [one[..=shared].to_vec(), other[..=shared].to_vec()])
}

/// Returns the modules of circles, if there are any: again and again, modules are taken away that use none of the rest, or that
/// none of the rest uses.
fn circle(uses: impl IntoIterator<Item = [Vec<String>; 2]>) -> BTreeSet<Vec<String>> {
    let mut uses: BTreeSet<[Vec<String>; 2]> = uses.into_iter().collect();
    loop {
        let [from_any, to_any] = [0, 1].map(|side| {
            uses.iter()
                .map(|link| link[side].clone())
                .collect::<BTreeSet<_>>()
        });
        let before = uses.len();
        uses.retain(|[from, to]| to_any.contains(from) && from_any.contains(to));
        if uses.len() == before {
            return from_any;
        }
    }
}

#[test]
fn parts_of_a_room_use_each_other_in_one_direction() {
    let files: Vec<(Vec<String>, String)> = files("")
        .iter()
        .map(|file| (module(file), text(file)))
        .collect();
    let modules: BTreeSet<Vec<String>> = files.iter().map(|(module, _)| module.clone()).collect();
    let is_test = |module: &[String]| {
        module
            .iter()
            .any(|part| ["tests", "testing", "schemas"].contains(&part.as_str()))
    };
    let inside = files
        .iter()
        .filter(|(of, _)| !of.is_empty() && !is_test(of));
    let found = inside.flat_map(|(of, text)| {
        uses(of, text, &modules)
            .into_iter()
            .filter_map(|to| between(of, &to))
            .collect::<Vec<_>>()
    });
    let left = circle(found.filter(|[_, to]| !is_test(to)));
    assert!(
        left.is_empty(),
        "modules use each other in a circle: {:?}",
        left.iter().map(|path| path.join("::")).collect::<Vec<_>>()
    );
}

#[test]
fn a_circle_of_modules_is_found() {
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<Vec<String>>();
    let modules = ["record", "record::format", "record::layout", "json"]
        .map(path)
        .into();
    for text in [
        "use super::format::Format;\nuse crate::json::Value;\n",
        "use super::{format::Format, other::{One, Two}};\nlet value: crate::json::Value;\n",
        "use crate::{record::{format::{Format, Limit}}, json::Value};\n// Not super::layout::Layout.\n",
    ] {
        let used = uses(&path("record::layout"), text, &modules);
        let named = ["record::format", "json"].map(path);
        assert!(
            named.iter().all(|module| used.contains(module)),
            "{text}: {used:?}"
        );
    }
    let climbs = uses(
        &path("record::layout"),
        "let value: super::super::json::Value;",
        &modules,
    );
    assert_eq!(climbs, [path("json")].into());
    let link = |one: &str, other: &str| between(&path(one), &path(other)).expect("two modules");
    assert_eq!(between(&path("record"), &path("record::format")), None);
    let one_way = [
        link("record::layout", "record::format"),
        link("record::format", "json"),
    ];
    assert!(circle(one_way.clone()).is_empty());
    let back = link("record::format::names", "record::layout");
    assert_eq!(
        circle([&one_way[..], &[back]].concat()),
        ["record::format", "record::layout"].map(path).into()
    );
}

#[test]
fn every_folder_of_the_source_is_a_room() {
    let names = fs::read_dir(source())
        .expect("src/")
        .map(|entry| entry.expect("an entry").file_name());
    let found: BTreeSet<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let rooms = ROOMS.iter().map(|(room, _)| *room);
    let known = rooms.chain(["lib.rs", "schemas.rs", "testing.rs"]);
    assert_eq!(found, known.map(str::to_owned).collect());
}

#[test]
fn every_room_has_a_header_and_is_private() {
    let library = text(&source().join("lib.rs"));
    for (room, _) in ROOMS {
        let door = source().join(room).join("mod.rs");
        let header = text(&door)
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .count();
        assert!(
            (1..=12).contains(&header),
            "{} begins with {header} lines",
            door.display()
        );
        assert!(
            library.contains(&format!("\nmod {room};")),
            "lib.rs declares {room} in another way"
        );
    }
    assert!(
        !library.contains("pub mod"),
        "lib.rs lists public names, not public rooms"
    );
}
