//! `unfilled-placeholder`

use crate::diagnostic::finding::{Message, Severity};
use crate::json::Signs;
use crate::lint::collector::Collector;
use crate::lint::rules::plain;
use crate::lint::{Check, Effect, Rule};
use crate::models::Model;
use crate::record::sample::{Block, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "unfilled-placeholder",
    severity: Severity::Warning,
    what: "Unfilled template placeholder, such as `{action}`, `{{name}}` or `[Your Name]`. `{action}` and `{{name}}` are reported outside of code, in three records or more. Blanks of letters such as `[Your Name]` and `[Insert date]`, in several languages, are info. Each is one finding with the number of records.",
    why: "A script that fills a template and misses a key leaves the braces. A model trained on them writes them to users.",
    example: "(ten prompts such as \"Can we {action} without {requirement}?\")",
    instead: "(\"Can we deploy without an approval?\")",
    model: None,
    source: "General practice for training data: texts as expected in production.",
    bedrock: Effect::Ignores,
    evidence: "Inferred: no AWS guide or script looks for placeholders in texts.",
    fixable: false,
    check: Check::Sample(Signs::ALWAYS, check),
};

/// Records from which on braces are no matter of a single text; those of a letter are reported from the first on.
const BRACES: (u64, u64) = (3, 1000);
const BRACKETS: (u64, u64) = (1, u64::MAX);
const LONGEST: usize = 40;

/// Beginnings of what letters leave to be filled in, behind a bracket.
const FIELDS: [&str; 44] = [
    "Your ",
    "Insert ",
    "insert ",
    "INSERT ",
    "Name]",
    "Name of ",
    "Company Name",
    "Company name",
    "Company]",
    "Recipient",
    "Customer Name",
    "Client Name",
    "Date]",
    "Address]",
    "City, State",
    "Phone Number]",
    "Email Address]",
    "Job Title",
    "Product Name]",
    "Product]",
    "Location]",
    "Ihr Name",
    "Dein Name",
    "Ihre ",
    "Name des ",
    "Name der ",
    "Firmenname]",
    "Datum]",
    "Votre ",
    "votre nom",
    "Nom de ",
    "Tu nombre",
    "Su nombre",
    "Nombre]",
    "Nombre de ",
    "Seu nome",
    "Nome]",
    "Nome do ",
    "Il tuo nome",
    "Il mio nome",
    "您的",
    "你的",
    "姓名]",
    "お名前]",
];
/// Signs of code, in which braces are no placeholders.
const CODE: [&str; 8] = ["`", "=", ";", "$", "print(", "format(", "f\"", "\\\\"];

fn braces(found: &str) -> Message {
    Message::new(
        format!("unfilled placeholder \"{found}\""),
        "fill the template again, or exclude the records; check the script that fills it",
    )
}

fn brackets(found: &str) -> Message {
    Message::new(
        format!("blank to fill in: \"{found}\""),
        "fill it in, unless the model should write such blanks",
    )
    .at(Severity::Info)
}

fn check(sample: &Sample<'_>, _: Option<&Model>, findings: &mut Collector<'_>) {
    let of_turns = sample.turns.iter().flat_map(|turn| &turn.blocks);
    let texts = of_turns.filter_map(|block| match block {
        Block::Text(text) => Some(*text),
        _ => None,
    });
    for text in texts.chain(sample.system.iter().copied()) {
        plain::search(text, |plain, span_of| {
            let (mut brace, mut bracket) = (None, None);
            for at in memchr::memchr2_iter(b'{', b'[', plain.as_bytes()) {
                if plain.as_bytes()[at] == b'[' {
                    bracket = bracket.or_else(|| Some((at, field(&plain[at..])?)));
                } else {
                    brace = brace.or_else(|| Some((at, placeholder(plain, at)?)));
                }
            }
            if let Some((at, found)) = bracket {
                let (span, root) = (span_of(at, found.len()), sample.root);
                findings.report_fact_of(BRACKETS, &RULE, root, span, "[", || brackets(found));
            }
            if let Some((at, found)) = brace
                && !CODE.iter().any(|sign| plain.contains(sign))
            {
                let (span, root) = (span_of(at, found.len()), sample.root);
                findings.report_fact_of(BRACES, &RULE, root, span, "{", || braces(found));
            }
        });
    }
}

/// The blank that `text` begins with.
fn field(text: &str) -> Option<&str> {
    let inner = &text[1..];
    FIELDS.iter().find(|known| inner.starts_with(**known))?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b']')?;
    // `[Your text](https://…)` is a link.
    let is_link = inner[end + 1..].starts_with('(');
    (!is_link && !inner[..end].contains('\\')).then(|| &text[..end + 2])
}

/// The placeholder in braces at `at`: a name between one or two of them, which stands like a word.
fn placeholder(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].chars().next_back();
    let is_word = before.is_none_or(|before| before == ' ' || !before.is_ascii());
    let is_line = text[..at].ends_with("\\n");
    if !is_word && !is_line {
        return None;
    }
    let braces = if text[at..].starts_with("{{") { 2 } else { 1 };
    let inner = &text[at + braces..];
    let length = inner.bytes().take(LONGEST).take_while(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' ' | b'.')
    });
    let length = length.count();
    let name = inner[..length].trim();
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.split(' ').count() <= 3
        && !inner.starts_with("  ");
    let close = &"}}"[..braces];
    let rest = inner[length..].strip_prefix(close)?;
    let is_alone = rest.chars().next().is_none_or(|next| {
        !next.is_ascii_alphanumeric() && !matches!(next, '}' | '{' | '\'' | '/')
    });
    (is_name && is_alone).then(|| &text[at..at + braces * 2 + length])
}

#[cfg(test)]
mod tests {
    use super::{field, placeholder};

    #[test]
    fn placeholders_are_told_from_other_braces() {
        let first = |text: &'static str| placeholder(text, text.find('{')?);
        for (text, found) in [
            ("Can we {action} without it?", Some("{action}")),
            ("我是 {{name}}，", Some("{{name}}")),
            ("我是{{ name }}，", Some("{{ name }}")),
            ("{customer_name}, hello", Some("{customer_name}")),
            (r"\frac{a}{b}", None),
            ("shell('{input}')", None),
            ("the set {1, 2}", None),
            ("a set {a, b}", None),
            ("{}", None),
            (r#"{\"name\": 1}"#, None),
        ] {
            assert_eq!(first(text), found, "{text}");
        }
        let first = |text: &'static str| field(&text[text.find('[')?..]);
        for (text, found) in [
            ("Sincerely,\n[Your Name]", Some("[Your Name]")),
            ("[Insert date here] it was", Some("[Insert date here]")),
            ("您好，[您的姓名]", Some("[您的姓名]")),
            ("Hallo [Name des Kunden],", Some("[Name des Kunden]")),
            ("[Your page](https://a.b)", None),
            ("array[name]", None),
            ("[date.getDay()]", None),
        ] {
            assert_eq!(first(text), found, "{text}");
        }
    }
}
