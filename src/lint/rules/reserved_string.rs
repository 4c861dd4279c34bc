//! `reserved-string`

use memchr::memmem::Finder;

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::position::{Span, narrow};
use crate::json::{Text, Value};
use crate::lint::collector::Collector;
use crate::lint::rules::plain::{self, Finders};
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;
use crate::record::sample::{Block, Role, Sample};

mod marker;

/// The rule.
pub static RULE: Rule = Rule {
    name: "reserved-string",
    severity: Severity::Error,
    what: r#"Reserved keyword of the model family. For Nova, these are `User:`, `Bot:`, `Assistant:`, `System:`, `<image>`, `<video>` and `[EOS]` in user and system text; for Claude, `Human:` and `Assistant:` at the start of a line. The same words in capitals, such as `USER:`, and `<unk>` are errors, too, because both of AWS's validators reject them there. What only one of AWS's validators rejects is reported by `script-reserved-string`, if that is on. `<image>` or `<video>` beside media blocks is a warning for Llama; the suggested fix removes the marker if its block is in the same message. Errors are found by plain substring search, so "Operating System: Linux" is reported, too: that is how AWS matches."#,
    why: "AWS says that the training job will fail.",
    example: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "User: hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    instead: r#"{"schemaVersion": "bedrock-conversation-2024", "messages": [{"role": "user", "content": [{"text": "The user says hi"}]}, {"role": "assistant", "content": [{"text": "Hello."}]}]}"#,
    model: Some("nova-lite"),
    source: "N1-prep, N2-prep, N2-sft: the seven strings, anywhere in user and system text; V-nova26, V-forge: capitals there, too; V-claude: newline, word and colon; for other families no source names any.",
    bedrock: Effect::Rejects,
    evidence: r#"N1-prep, N2-prep: "your training job will fail"."#,
    fixable: false,
    check: Check::Joined(check, marker::amend),
};

/// Strings in Nova's guide.
const NOVA_DOCUMENTED: [&str; 7] = [
    "User:",
    "Bot:",
    "Assistant:",
    "System:",
    "<image>",
    "<video>",
    "[EOS]",
];
/// Strings that AWS's newer script and the Nova Forge SDK refuse beyond that, in any case.
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
/// Those of them that the newer script lists and, for a comma that it lacks, does not find: the SDK alone refuses them.
const NOVA_FORGE: [&str; 2] = ["thought:", "[eos]"];
/// Those that both the newer script and the SDK refuse, spelt exactly so, beside those of the guide.
const NOVA_BOTH: [&str; 5] = ["USER:", "BOT:", "ASSISTANT:", "SYSTEM:", "<unk>"];
/// Strings that AWS's Claude script refuses at the start of a line.
const CLAUDE: [&str; 2] = ["Human:", "Assistant:"];
static CLAUDE_TURNS: Finders<2> = Finders::new(|| CLAUDE.map(Finder::new));
/// Markers of other trainers, who put media where they are; the blocks of Bedrock need none.
const MARKERS: [&str; 2] = ["<image>", "<video>"];
const MARKER: &str = "remove the marker: images and videos are separate blocks";

/// The speaker of the words that are searched, which decides the severity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Words of the user and the system.
    Prompt,
    /// Answers and reasoning.
    Answer,
    ToolResult,
}

fn documented(found: &str, phrase: Option<&str>) -> Message {
    let help = match found {
        "System:" => "use other words, such as \"OS\" or \"the system is\"",
        _ if MARKERS.contains(&found) => MARKER,
        _ if found.ends_with(':') => "use other words, such as \"the user says\" for \"User:\"",
        _ => "use other words, or remove the brackets",
    };
    let text = match phrase {
        Some(phrase) => format!(
            "reserved keyword \"{found}\" in \"{phrase}\": AWS says that jobs with it anywhere in a prompt fail"
        ),
        None => format!(
            "reserved keyword: Nova reserves \"{found}\". AWS says that jobs containing it fail"
        ),
    };
    Message::new(text, help)
}

fn by_both_validators(found: &str) -> Message {
    let help = if found.ends_with(':') {
        "use other words, such as \"the user says\" for \"USER:\""
    } else {
        "use other words, or remove the brackets"
    };
    Message::new(
        format!("reserved keyword: both of AWS's Nova validators reject \"{found}\" in a prompt"),
        help,
    )
}

/// Returns true if the guide, or both of AWS's validators, refuse a string there.
pub(super) fn is_refused(found: &str, place: Place) -> bool {
    let is_known = NOVA_DOCUMENTED.contains(&found) || NOVA_BOTH.contains(&found);
    place == Place::Prompt && is_known
}

/// Returns true if of AWS's validators the Nova Forge SDK alone refuses a string there.
pub(super) fn is_of_forge(found: &str, place: Place) -> bool {
    let is_word = |word: &&str| found.eq_ignore_ascii_case(word);
    let is_documented = place == Place::Prompt && NOVA_DOCUMENTED.contains(&found);
    !is_documented && (place == Place::ToolResult || NOVA_FORGE.iter().any(is_word))
}

fn is_marker(found: &str) -> bool {
    MARKERS.iter().any(|word| found.eq_ignore_ascii_case(word))
}

fn claude(found: &str) -> Message {
    Message::new(
        format!("AWS's Claude script rejects a line that starts with \"{found}\""),
        "use other words, or move it into the middle of the line",
    )
}

/// The strings to search for, and the words to search in.
#[derive(Clone, Copy)]
struct Search<'s, 't> {
    sample: &'s Sample<'t>,
    family: Option<Family>,
}

type Look = fn(Search<'_, '_>, Text<'_>, Place, &mut Collector<'_>);

fn check(sample: &Sample<'_>, model: Option<&Model>, findings: &mut Collector<'_>) {
    let family = model.map(|model| model.family);
    let look: Look = match (sample.format, family) {
        (Format::ClaudeMessages, _) => look_for_claude,
        (Format::BedrockConversation2024, None | Some(Family::Nova)) => look_for_nova,
        (Format::BedrockConversation2024, Some(Family::Llama))
            if sample.media().next().is_some() =>
        {
            look_for_nova
        }
        _ => return,
    };
    let search = Search { sample, family };
    each_text(sample, |text, place| look(search, text, place, findings));
}

/// Calls `look` with each text of a record, and its speaker.
pub(super) fn each_text<'t>(sample: &Sample<'t>, mut look: impl FnMut(Text<'t>, Place)) {
    // Of chats for reinforcement only the script speaks.
    let of_prompts = if sample.format == Format::OpenaiRft {
        Place::Answer
    } else {
        Place::Prompt
    };
    for text in &sample.system {
        look(*text, of_prompts);
    }
    for turn in &sample.turns {
        let place = if turn.role == Role::User {
            of_prompts
        } else {
            Place::Answer
        };
        for block in &turn.blocks {
            match block {
                Block::Text(text) => look(*text, place),
                Block::Reasoning(text, _) => look(*text, Place::Answer),
                Block::ToolResult(result) => {
                    let parts = result.get("content").into_iter().flat_map(Value::elements);
                    for text in parts.filter_map(|part| part.get("text")?.as_text()) {
                        look(text, Place::ToolResult);
                    }
                }
                Block::Media(..) | Block::ImageReference(_) | Block::ToolUse(_) => {}
            }
        }
    }
}

fn look_for_nova(
    search: Search<'_, '_>,
    text: Text<'_>,
    place: Place,
    findings: &mut Collector<'_>,
) {
    let is_decoded = plain::is_decoded(text);
    let is_llama = search.family == Some(Family::Llama);
    plain::search(text, |plain, span_of| {
        for (start, found) in nova_hits(plain).filter(|hit| !is_llama || is_marker(hit.1)) {
            let is_documented = NOVA_DOCUMENTED.contains(&found);
            let is_refused = is_refused(found, place);
            let span = span_of(start, found.len());
            let root = search.sample.root;
            if is_llama && findings.wants(&RULE) {
                let message = marker::removable(root, marker::beside(found));
                let message = findings.of_record(message);
                findings.report_in(&RULE, root, span, || message);
            } else if is_refused && findings.wants(&RULE) {
                let message = if is_documented {
                    documented(found, phrase(plain, is_decoded, start, found))
                } else {
                    by_both_validators(found)
                };
                let message = if is_marker(found) {
                    findings.of_record(marker::removable(root, message))
                } else {
                    message
                };
                findings.report_in(&RULE, root, span, || match search.family {
                    None => message.at(Severity::Warning),
                    Some(_) => message,
                });
            }
        }
    });
}

/// Returns true if no letter stands before a word and its colon.
pub(super) fn is_whole(plain: &str, is_decoded: bool, start: usize, found: &str) -> bool {
    let before = plain[..start].chars().next_back();
    let is_inside = before.is_some_and(|before| before.is_alphanumeric() || before == '_');
    !found.ends_with(':') || !is_inside || !is_decoded && is_escape(plain.as_bytes(), start)
}

fn look_for_claude(search: Search<'_, '_>, text: Text<'_>, _: Place, findings: &mut Collector<'_>) {
    let raw = text.raw();
    let root = search.sample.root;
    if plain::is_decoded(text) {
        let plain = text.decode();
        for word in CLAUDE {
            if plain.contains(&format!("\n{word}")) {
                findings.report_in(&RULE, root, text.span(), || claude(word));
            }
        }
        return;
    }
    for (index, word) in CLAUDE.into_iter().enumerate() {
        if CLAUDE_TURNS.find(index, raw.as_bytes()).is_none() {
            continue;
        }
        for at in memchr::memmem::find_iter(raw.as_bytes(), word) {
            if is_escape(raw.as_bytes(), at) && raw[..at].ends_with('n') {
                let start = text.span().start + 1 + narrow(at);
                let span = Span::new(start, start + narrow(word.len()));
                findings.report_in(&RULE, root, span, || claude(word));
            }
        }
    }
}

/// Returns true if the byte before `at` ends an escape of one letter: it follows an odd number of backslashes.
fn is_escape(raw: &[u8], at: usize) -> bool {
    let Some((_, before)) = raw[..at].split_last() else {
        return false;
    };
    let backslashes = before.iter().rev().take_while(|&&byte| byte == b'\\');
    backslashes.count() % 2 == 1
}

/// Returns the phrase around a name that does not begin the text: "Operating System:".
fn phrase<'p>(plain: &'p str, is_decoded: bool, start: usize, found: &str) -> Option<&'p str> {
    let is_escape = |at: usize| !is_decoded && is_escape(plain.as_bytes(), at);
    if !found.ends_with(':') || is_escape(start) {
        return None;
    }
    let before = plain[..start].strip_suffix(' ').unwrap_or(&plain[..start]);
    let word = before.trim_end_matches(char::is_alphanumeric);
    // If the word begins with an escape such as \n, that is no letter of it; letters of escapes are ASCII.
    let word = if is_escape(word.len() + 1) {
        word.len() + 1
    } else {
        word.len()
    };
    (word < before.len()).then(|| &plain[word..start + found.len()])
}

/// Finds every occurrence of a string of [`NOVA_SCRIPTS`], ignoring case. The last or first character of
/// each is rare enough to look for alone.
pub(super) fn nova_hits(plain: &str) -> impl Iterator<Item = (usize, &str)> {
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

#[cfg(test)]
mod tests;
