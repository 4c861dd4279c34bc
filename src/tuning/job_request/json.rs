//! JSON whose keys keep their order, as people are used to see requests and policies.

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A text.
    Text(String),
    /// A number or a boolean, as written.
    Bare(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and values.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Keys and values; a key without a value is left out.
    #[must_use]
    pub fn object<const N: usize>(members: [(&str, Option<Self>); N]) -> Self {
        let given = |(key, value): (&str, Option<Self>)| Some((key.to_owned(), value?));
        Self::Object(members.into_iter().filter_map(given).collect())
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<T: Into<Self>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Into::into).collect())
    }

    /// A document: two spaces a level, a line feed at the end.
    #[must_use]
    pub fn document(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, level: usize) {
        match self {
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::Bare(bare) => out.push_str(bare),
            Self::List(items) => {
                let items = items.iter().map(|item| (None, item)).collect::<Vec<_>>();
                enclosed(out, level, ['[', ']'], &items);
            }
            Self::Object(members) => {
                let members = members.iter().map(|(key, value)| (Some(&**key), value));
                enclosed(out, level, ['{', '}'], &members.collect::<Vec<_>>());
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

fn enclosed(
    out: &mut String,
    level: usize,
    [open, close]: [char; 2],
    items: &[(Option<&str>, &Json)],
) {
    let line = |out: &mut String, level: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    };
    out.push(open);
    for (place, (key, value)) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        line(out, level + 1);
        if let Some(key) = key {
            out.push_str(&quoted(key));
            out.push_str(": ");
        }
        value.write(out, level + 1);
    }
    if !items.is_empty() {
        line(out, level);
    }
    out.push(close);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn keys_stay_in_their_order_and_what_is_missing_is_left_out() {
        let json = Json::object([
            ("b", Some("x \"y\"\n".into())),
            ("none", None),
            ("a", Some(Json::texts(["1", "2"]))),
            ("empty", Some(Json::List(Vec::new()))),
            ("n", Some(Json::Bare("1e-5".into()))),
        ]);
        let text = "{\n  \"b\": \"x \\\"y\\\"\\n\",\n  \"a\": [\n    \"1\",\n    \"2\"\n  ],\n  \"empty\": [],\n  \"n\": 1e-5\n}\n";
        assert_eq!(json.document(), text);
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
    }
}
