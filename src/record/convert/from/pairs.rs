//! A question and an answer under two keys: `prompt` and `completion`, `question` and `answer`, `text` and `label`, …

use crate::json::Kind;
use crate::record::convert::dialogue::{Dialogue, Role, Said, Words};
use crate::record::convert::fields::{Source, given_words, optional_text, refused, words};
use crate::record::convert::from::chat;
use crate::record::convert::{Refusal, Why};

/// Reads a question under `prompt` and an answer under `answer`, which may be missing.
pub fn read<'t>(
    source: &mut Source<'t>,
    prompt: &'static str,
    answer: &'static str,
) -> Result<Said<'t>, Refusal> {
    let root = source.root;
    let [asked, answered, system, context] =
        source.fields(root, [prompt, answer, "system", "context"])?;
    let mut dialogue = Dialogue::default();
    dialogue.system.extend(words(system, "system")?);
    if root.get(prompt).is_none() {
        return Err(refused(root, Why::Missing(prompt)));
    }
    if asked.is_some_and(|value| value.kind() == Kind::Array) {
        // TRL writes both as lists of messages.
        for messages in asked.into_iter().chain(answered) {
            chat::read_messages(source, &mut dialogue, messages)?;
        }
        source.leave_named(root, &["context"]);
        return Ok(Said::Dialogue(dialogue));
    }
    let question = optional_text(asked, prompt)?;
    let context = given_words(source, context, "context", question, answered)?;
    let question: Words<'t> = question.into_iter().chain(context).collect();
    if !question.is_empty() {
        dialogue.say(Role::User(None), question);
    }
    if let Some(answer) = optional_text(answered, answer)? {
        dialogue.say(Role::Assistant(None), smallvec::smallvec![answer]);
    } else if let Some(given) = root.get(answer)
        && given.kind() == Kind::Null
    {
        source.null_answer = Some((answer, given.span()));
    }
    Ok(Said::Dialogue(dialogue))
}
