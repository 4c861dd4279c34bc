//! Names of models that Bedrock has and does not customize.

use super::{all, aws_name, find, find_by_aws_id};

/// Beginnings of the model ids of Bedrock: who provides them.
const PROVIDERS: [&str; 20] = [
    "ai21",
    "amazon",
    "anthropic",
    "cohere",
    "deepseek",
    "google",
    "luma",
    "meta",
    "minimax",
    "mistral",
    "moonshot",
    "moonshotai",
    "nvidia",
    "openai",
    "qwen",
    "stability",
    "twelvelabs",
    "writer",
    "xai",
    "zai",
];

/// Beginnings of short names of such models, letters and digits only.
const NAMES: [&str; 26] = [
    "claude2",
    "claude35",
    "claude37",
    "claude3opus",
    "claude3sonnet",
    "claude4",
    "claude5",
    "claudehaiku4",
    "claudeinstant",
    "claudeopus",
    "claudesonnet",
    "commandr",
    "deepseek",
    "gptoss120b",
    "jamba",
    "llama2",
    "llama31405b",
    "llama38b",
    "llama370b",
    "llama4",
    "mistral",
    "mixtral",
    "nova2omni",
    "nova2pro",
    "nova2sonic",
    "novapremier",
];

/// Returns a sentence about the name, if it is one of a model that Bedrock has and does not customize.
#[must_use]
pub fn uncustomized(given: &str) -> Option<String> {
    let name = aws_name(given);
    if find(name).is_some() || find_by_aws_id(name).is_some() {
        return None;
    }
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    let is_id = name
        .split_once('.')
        .is_some_and(|(provider, rest)| PROVIDERS.contains(&provider) && !rest.is_empty());
    if !is_id && !NAMES.iter().any(|known| plain.starts_with(known)) {
        return None;
    }
    let read = all().map(|model| &model.as_of).min()?;
    let mut teachers = all().flat_map(|model| &model.teachers);
    let teacher = teachers.find(|teacher| {
        let id: String = teacher
            .id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        id.contains(&plain)
    });
    let taught = teacher.map_or(String::new(), |teacher| {
        let ended = teacher.lifecycle.as_ref();
        let ended = ended.map(|lifecycle| format!(" ({})", lifecycle.sentence()));
        format!(
            "; it can only be a teacher in distillation{}",
            ended.unwrap_or_default()
        )
    });
    Some(format!(
        "Amazon Bedrock cannot customize \"{given}\": AWS's pages on fine-tuning, reinforcement fine-tuning and distillation, as \
         read on {read}, do not list it as customizable{taught}; tuneset models lists those that are"
    ))
}
