//! "Did you mean": the known name closest to a misspelt one.

/// Returns the one of `names` closest to `name`, ignoring case; the first of several that are equally near, `None` if fewer
/// than two thirds match.
#[must_use]
pub fn closest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = |known: &'n str| {
        if name.len() > 2 * known.len() {
            return None; // a key of a megabyte is nobody's typo
        }
        // A swap of neighbors is one edit.
        let edits = strsim::osa_distance(&name.to_lowercase(), &known.to_lowercase());
        (edits * 3 <= known.chars().count()).then_some((edits, known))
    };
    let nearest = names
        .into_iter()
        .filter_map(near)
        .min_by_key(|(edits, _)| *edits);
    nearest.map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_is_understood_and_nonsense_is_not() {
        assert_eq!(
            closest("Completoin", ["prompt", "completion"]),
            Some("completion")
        );
        assert_eq!(closest("zebra", ["prompt", "completion"]), None);
        assert_eq!(closest("modle", ["model"]), Some("model"));
    }

    #[test]
    fn the_first_of_the_nearest_is_meant() {
        assert_eq!(closest("ab", ["abd", "abc"]), Some("abd"));
    }

    #[test]
    fn a_key_of_megabytes_is_nobodys_slip() {
        assert_eq!(closest(&"role".repeat(1 << 20), ["role"]), None);
    }
}
