//! `reserved-string`

use crate::diagnostic::{Message, Severity};
use crate::findings::Findings;
use crate::format::Format;
use crate::json::Text;
use crate::models::{Family, Model};
use crate::position::Span;
use crate::position::narrow;
use crate::rules::{Check, Effect, Rule};
use crate::sample::{Block, Role, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    name: "reserved-string",
    severity: Severity::Error,
    what: r#"Reports text that a model family keeps for itself. For Nova these are `User:`, `Bot:`, `Assistant:`, `System:`, `<image>`, `<video>` and `[EOS]`; for Claude `Human:` and `Assistant:` at the start of a line. Where only one of AWS's scripts refuses it, in another case or in an answer, it is a warning. The match is a plain search, so that "Operating System: Linux" is reported too: that is how AWS matches."#,
    why: "AWS says of such text that the training job will fail.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "User: hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "The user says hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep, N2-prep, N2-sft: the seven strings, in user and system text; V-nova26: other spellings, and answers; V-claude: newline, word and colon.",
    bedrock: Effect::Rejects,
    evidence: r#"N1-prep, N2-prep: "your training job will fail". Of what only a script refuses, the service's view is not known."#,
    fixable: false,
    check: Check::Sample(check),
};

/// What Nova's guide names.
const NOVA_DOCUMENTED: [&str; 7] = [
    "User:",
    "Bot:",
    "Assistant:",
    "System:",
    "<image>",
    "<video>",
    "[EOS]",
];
/// What AWS's newer script and the Nova Forge SDK refuse beyond that, in any case.
const NOVA_SCRIPTS: [&str; 9] = [
    "user:",
    "bot:",
    "assistant:",
    "system:",
    "thought:",
    "<image>",
    "<video>",
    "<unk>",
    "[eos]",
];
/// What AWS's Claude script refuses at the start of a line.
const CLAUDE: [&str; 2] = ["Human:", "Assistant:"];

/// Whose words are searched, which decides how sure the finding is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    UserOrSystem,
    Elsewhere,
}

fn documented(found: &str) -> Message {
    let help = match found {
        "System:" => "use other words, such as \"OS\" or \"the system is\"",
        _ if found.ends_with(':') => "use other words, such as \"the user says\" for \"User:\"",
        _ => "use other words, or leave out the brackets",
    };
    Message::new(
        format!("Nova keeps \"{found}\" for itself; AWS says a job with it will fail"),
        help,
    )
}

fn by_scripts_only(found: &str) -> Message {
    Message::new(
        format!("AWS's newer Nova script refuses \"{found}\" here; its guide does not"),
        "use other words to be safe",
    )
    .at(Severity::Warning)
}

fn claude(found: &str) -> Message {
    Message::new(
        format!("AWS's Claude script refuses a line that begins with \"{found}\""),
        "use other words, or put it in the middle of the line",
    )
}

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Findings<'_>) {
    let family = model.map(|model| model.family);
    let search: fn(Text<'_>, Place, &Sample<'_>, Option<Family>, &mut Findings<'_>) =
        match (sample.format, family) {
            (Format::ClaudeMessages, _) => search_claude,
            (Format::BedrockConversation2024, None | Some(Family::Nova)) => search_nova,
            _ => return,
        };
    for text in &sample.system {
        search(*text, Place::UserOrSystem, sample, family, findings);
    }
    for turn in &sample.turns {
        let place = if turn.role == Role::User {
            Place::UserOrSystem
        } else {
            Place::Elsewhere
        };
        for block in &turn.blocks {
            match block {
                Block::Text(text) => search(*text, place, sample, family, findings),
                Block::Reasoning(text, _) => {
                    search(*text, Place::Elsewhere, sample, family, findings);
                }
                _ => {}
            }
        }
    }
}

fn search_nova(
    text: Text<'_>,
    place: Place,
    sample: &Sample<'_>,
    family: Option<Family>,
    findings: &mut Findings<'_>,
) {
    with_plain_text(text, |plain, span_of| {
        for (start, found) in nova_hits(plain) {
            let is_documented = NOVA_DOCUMENTED.contains(&found) && place == Place::UserOrSystem;
            findings.report_in(&RULE, sample.root, span_of(start, found.len()), || {
                let message = if is_documented {
                    documented(found)
                } else {
                    by_scripts_only(found)
                };
                if family.is_none() {
                    message.at(Severity::Warning)
                } else {
                    message
                }
            });
        }
    });
}

fn search_claude(
    text: Text<'_>,
    _: Place,
    sample: &Sample<'_>,
    _: Option<Family>,
    findings: &mut Findings<'_>,
) {
    let raw = text.raw();
    let escaped = text.has_escapes() && raw.contains("\\u");
    if escaped {
        let plain = text.decode();
        for word in CLAUDE {
            if plain.contains(&format!("\n{word}")) {
                findings.report_in(&RULE, sample.root, text.span(), || claude(word));
            }
        }
        return;
    }
    for word in CLAUDE {
        for at in memchr::memmem::find_iter(raw.as_bytes(), word) {
            if follows_line_feed(raw.as_bytes(), at) {
                let start = text.span().start + 1 + offset(at);
                findings.report_in(
                    &RULE,
                    sample.root,
                    Span::new(start, start + offset(word.len())),
                    || claude(word),
                );
            }
        }
    }
}

/// Whether the raw string has the escape of a line feed right before `at`: an n after an odd number of backslashes.
fn follows_line_feed(raw: &[u8], at: usize) -> bool {
    raw[..at].strip_suffix(b"n").is_some_and(|before| {
        before
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count()
            % 2
            == 1
    })
}

/// Calls `search` with the text, and a way from a place in it to a span of the record.
/// Raw text serves unless letters are written as `\\u` escapes; then a hit marks the whole string.
fn with_plain_text(text: Text<'_>, search: impl FnOnce(&str, &dyn Fn(usize, usize) -> Span)) {
    let first = text.span().start + 1;
    if text.has_escapes() && text.raw().contains("\\u") {
        search(&text.decode(), &|_, _| text.span());
    } else {
        search(text.raw(), &|start, length| {
            Span::new(first + offset(start), first + offset(start + length))
        });
    }
}

/// Every place where a string of [`NOVA_SCRIPTS`] stands, whatever its case. The last or first character of
/// each is rare enough to look for alone.
fn nova_hits(plain: &str) -> impl Iterator<Item = (usize, &str)> {
    memchr::memchr3_iter(b':', b'<', b'[', plain.as_bytes()).filter_map(move |at| {
        NOVA_SCRIPTS.into_iter().find_map(|word| {
            let range = if word.ends_with(':') {
                (at + 1).checked_sub(word.len())?..at + 1
            } else {
                at..at + word.len()
            };
            let start = range.start;
            let found = plain.get(range)?;
            found.eq_ignore_ascii_case(word).then_some((start, found))
        })
    })
}

fn offset(at: usize) -> u32 {
    narrow(at)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::rules::testing::{HELLO, HI, converse, fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("nova-lite", converse(r#"{"text": "The user says: [eof] <img> Robot"}"#, HELLO)),
                ("llama-3-3-70b", converse(r#"{"text": "User: a"}"#, HELLO)),
                ("claude-3-haiku", r#"{"messages": [{"role": "user", "content": "Human: a, b Human: c"}, {"role": "assistant", "content": "b"}]}"#.to_owned()),
                ("claude-3-haiku", r#"{"messages": [{"role": "user", "content": "C:\\nHuman: a"}, {"role": "assistant", "content": "b"}]}"#.to_owned()),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    converse(r#"{"text": "a\nUser: b"}"#, HELLO),
                    r#"error: nova keeps "User:" for itself"#,
                    "User:",
                ),
                (
                    "nova-lite",
                    converse(r#"{"text": "Operating System: Linux"}"#, HELLO),
                    r#"error: nova keeps "System:""#,
                    "System:",
                ),
                (
                    "nova-lite",
                    converse(r#"{"text": "USER: b"}"#, HELLO),
                    r#"warning: aws's newer nova script refuses "USER:""#,
                    "USER:",
                ),
                (
                    "nova-lite",
                    converse(HI, r#"{"text": "see <image>"}"#),
                    r#"warning: aws's newer nova script refuses "<image>""#,
                    "<image>",
                ),
                (
                    "",
                    converse(r#"{"text": "[EOS]"}"#, HELLO),
                    r#"warning: nova keeps "[EOS]""#,
                    "[EOS]",
                ),
                (
                    "nova-lite",
                    converse(r#"{"text": "\u0055ser: a"}"#, HELLO),
                    r#"nova keeps "User:""#,
                    r#""\u0055ser: a""#,
                ),
                (
                    "claude-3-haiku",
                    r#"{"messages": [{"role": "user", "content": "a\nHuman: b"}, {"role": "assistant", "content": "b"}]}"#.to_owned(),
                    r#"error: aws's claude script refuses a line that begins with "Human:""#,
                    "Human:",
                ),
            ],
        );
    }
}
