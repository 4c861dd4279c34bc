//! `wrong-format`

use crate::diagnostic::finding::{Message, Severity};
use crate::diagnostic::numbers::grouped;
use crate::lint::unexpected_layout::{self, FoundKey};
use crate::lint::{Check, Effect, Rule};
use crate::models::{self, Model};
use crate::record::format::{Content, Format};
use crate::record::layout::{Foreign, Layout};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-format",
    severity: Severity::Error,
    what: "Wrong format for the model. The record has the format of another model, or one that no Bedrock model accepts. Conversion (`--convert`) handles most of them.",
    why: "The job fails at its first record.",
    example: r#"{"instruction": "Say hi", "output": "Hi"}"#,
    instead: r#"{"prompt": "What is the capital of France?", "completion": "Paris."}"#,
    model: None,
    source: "UG-prep: the format of each model.",
    bedrock: Effect::Rejects,
    evidence: r#"UG-ts; a job's own words (I-266): "Input data at … must follow … format"."#,
    fixable: false,
    check: Check::Shape,
};

/// So many records are of the layout `found`; `wanted` is absent where no model was named and no format recognised. `hopeless` is
/// the advice where none would be kept by converting it.
pub fn message(
    found: Layout,
    records: u64,
    wanted: Option<(&Model, Format)>,
    keys: &[FoundKey],
    hopeless: Option<String>,
) -> Message {
    let known = known(found, records, keys);
    let help = match hopeless {
        Some(advice) if found == Layout::Foreign(Foreign::Captions) => {
            format!("{advice}; --convert renames the fields to \"image-ref\" and \"caption\"")
        }
        Some(advice) => advice,
        None => help(found, wanted.map(|(_, format)| format), keys),
    };
    let text = match wanted {
        Some((model, format)) => {
            format!("{known}; {} requires {} records", model.name, format.name())
        }
        None if found == Layout::Unknown => known,
        None if found == Layout::Foreign(Foreign::OpenAiChat) => {
            format!("{known}, which only reinforcement fine-tuning accepts")
        }
        None if found == Layout::Foreign(Foreign::RejectedAnswer) => {
            format!("{known}; a fine-tuning job would train on these answers")
        }
        None => format!("{known}; no Bedrock model accepts this format"),
    };
    Message::new(text, help)
}

fn known(found: Layout, records: u64, keys: &[FoundKey]) -> String {
    if found == Layout::Unknown && !keys.is_empty() {
        let keys = unexpected_layout::listed(keys);
        return match records {
            1 => format!("this record has unrecognized fields ({keys})"),
            _ => format!(
                "{} records have unrecognized fields ({keys})",
                grouped(records)
            ),
        };
    }
    if found == Layout::Unknown {
        return match records {
            1 => "this record has unrecognized fields".to_owned(),
            _ => format!("{} records have unrecognized fields", grouped(records)),
        };
    }
    let record = found.record();
    if records == 1 {
        let is_spelt = record.starts_with("RFT");
        let article = if is_spelt || record.starts_with(['A', 'O', 'a', 'i', 'o']) {
            "an"
        } else {
            "a"
        };
        format!("this is {article} {record}")
    } else {
        format!("these are {} {record}s", grouped(records))
    }
}

/// Returns advice on records of a layout that no conversion reads.
pub fn elsewhere(found: Layout, wanted: Option<Format>) -> Option<&'static str> {
    let Layout::Foreign(foreign) = found else {
        return None;
    };
    let advice = match foreign {
        Foreign::Preference => {
            "keep only the preferred answer; SageMaker has jobs that learn from both"
        }
        Foreign::RejectedAnswer => {
            "exclude the records with \"label\": false, as prepare does; if the field does not rate the answer, rename it"
        }
        Foreign::BatchInference => {
            "add the answer to each question; the output of a batch inference job has model answers (modelOutput)"
        }
        Foreign::MultiTurnRft => {
            "use \"messages\" for the messages of the prompt and \"reference_answer\" for the right answer"
        }
        Foreign::Captions if wanted.is_none() => {
            "use one conversation per image: its s3:// URI in an image block of the user message, its caption as the answer; no model open to new jobs accepts image-caption records"
        }
        Foreign::CaptionMap => match wanted.map(|format| format.shape().content()) {
            Some(Content::Dialogue) => {
                "use one conversation per image: its s3:// URI in an image block of the user message, its caption as the answer"
            }
            _ => {
                "use one record per image, each on its own line, such as {\"image-ref\": \"s3://bucket/image.png\", \"caption\": \"…\"}"
            }
        },
        _ => return None,
    };
    Some(advice)
}

/// Returns advice on records of another layout.
pub fn help(found: Layout, wanted: Option<Format>, keys: &[FoundKey]) -> String {
    let target = wanted.unwrap_or(Format::BedrockConversation2024);
    if let Some(elsewhere) = elsewhere(found, wanted) {
        return elsewhere.to_owned();
    }
    if found == Layout::Unknown
        && target.shape().content() == Content::Dialogue
        && let Some(help) = unexpected_layout::advice(keys)
    {
        return help;
    }
    if let (None, Some(model)) = (wanted, models::for_reinforcement(found)) {
        let id = &model.id;
        return format!(
            "choose a model for reinforcement fine-tuning, such as --model {id}, and convert to its format (--convert)"
        );
    }
    if !found.converts_to(target) {
        return match wanted {
            Some(_) => format!("use {}", target.example()),
            None => format!("use the format of your model, such as {}", target.example()),
        };
    }
    match wanted {
        Some(format) => format!("convert to {}", format.name()),
        None => "choose a model, then convert to its format".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{fails, passes};

    #[test]
    fn table() {
        passes(
            &RULE,
            [
                ("", r#"{"prompt": "a", "completion": "b"}"#),
                ("llama-3-1-8b", r#"{"prompt": "a", "completion": "b"}"#),
                ("llama-3-1-8b", r#"{"prompt": "a"}"#),
                // A class beside its name is no verdict on an answer.
                (
                    "",
                    r#"{"prompt": "Win a prize now!", "completion": "ham", "label": false}"#,
                ),
                ("", r#"{"prompt": "a", "completion": "b", "label": true}"#),
                (
                    "llama-3-1-8b",
                    r#"{"prompt": "a", "completion": "b", "label": "spam"}"#,
                ),
                (
                    "nova-2-lite-rft",
                    r#"{"messages": [{"role": "user", "content": "a"}], "reference_answer": "b", "label": false}"#,
                ),
            ],
        );
        fails(
            &RULE,
            [
                (
                    "nova-lite",
                    r#"{"prompt": "a", "completion": "b"}"#,
                    "error: this is a prompt-completion record; Amazon Nova Lite requires bedrock-conversation-2024 records",
                    r#"{"prompt": "a", "completion": "b"}"#,
                ),
                (
                    "claude-3-haiku",
                    r#"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}"#,
                    "this is an OpenAI chat record",
                    r#"{"messages": [{"role": "system", "content": "a"}, {"role": "user", "content": "b"}]}"#,
                ),
                (
                    "",
                    r#"{"conversations": []}"#,
                    "a ShareGPT record",
                    r#"{"conversations": []}"#,
                ),
                (
                    "nova-lite",
                    r#"{"dialogue": "a", "summary": "b"}"#,
                    "this record has unrecognized fields (dialogue, summary); Amazon Nova Lite requires bedrock-conversation-2024 records",
                    r#"{"dialogue": "a", "summary": "b"}"#,
                ),
                (
                    "nova-lite",
                    r#"{"recordId": "1", "modelInput": {}}"#,
                    "this is a batch inference record",
                    r#"{"recordId": "1", "modelInput": {}}"#,
                ),
                (
                    "nova-2-lite-rft",
                    r#"{"id": "1", "metadata": {"prompt": []}}"#,
                    "a multi-turn RFT (SageMaker) record",
                    r#"{"id": "1", "metadata": {"prompt": []}}"#,
                ),
                (
                    "nova-2-lite-rft",
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}], "reference_answer": "b"}"#,
                    "an RFT (in the shape of Converse) record",
                    r#"{"messages": [{"role": "user", "content": [{"text": "a"}]}], "reference_answer": "b"}"#,
                ),
                (
                    "",
                    r#"{"a": 1}"#,
                    "this record has unrecognized fields (a)",
                    r#"{"a": 1}"#,
                ),
                (
                    "llama-3-1-8b",
                    r#"{"prompt": "Name a river.", "completion": "Go away.", "label": false}"#,
                    "this is a rejected answer (KTO) record; Meta Llama 3.1 8B Instruct requires",
                    r#"{"prompt": "Name a river.", "completion": "Go away.", "label": false}"#,
                ),
                (
                    "nova-canvas",
                    r#"{"ron_01.jpg": "Ron with a lantern", "ron_02.PNG": "Ron on a ladder"}"#,
                    "this is an image caption map; Amazon Nova Canvas requires image-caption records",
                    r#"{"ron_01.jpg": "Ron with a lantern", "ron_02.PNG": "Ron on a ladder"}"#,
                ),
                (
                    "",
                    r#"{"prompt": [{"role": "user", "content": "a"}], "reward_model": {"ground_truth": "b"}}"#,
                    "this is an RFT (in the shape of verl) record",
                    r#"{"prompt": [{"role": "user", "content": "a"}], "reward_model": {"ground_truth": "b"}}"#,
                ),
            ],
        );
    }

    #[test]
    fn captions_and_chats_with_a_ground_truth_are_named() {
        fails(
            &RULE,
            [
                (
                    "",
                    r#"{"file_name": "ron.png", "text": "Ron on a ladder"}"#,
                    "an image and caption record",
                    r#"{"file_name": "ron.png", "text": "Ron on a ladder"}"#,
                ),
                (
                    "",
                    r#"{"messages": [{"role": "user", "content": "a"}], "metadata": {"ground_truth": ["b"]}}"#,
                    "this is an RFT (with ground_truth) record",
                    r#"{"messages": [{"role": "user", "content": "a"}], "metadata": {"ground_truth": ["b"]}}"#,
                ),
            ],
        );
    }
}
