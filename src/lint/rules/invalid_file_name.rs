//! `invalid-file-name`

use crate::diagnostic::finding::{Message, Severity};
use crate::input::decompress::Compression;
use crate::lint::{Check, Effect, Rule};
use crate::models::{Family, Model};
use crate::record::format::Format;

/// The rule.
pub static RULE: Rule = Rule {
    name: "invalid-file-name",
    severity: Severity::Error,
    what: "Invalid file name: must end in `.jsonl` and use only letters, digits, `_`, `-` and `.`. The characters are those that Nova models allow; for other models, any character that is valid in an S3 URI is allowed. A compressed file must not have the extension `.jsonl`. `prepare` writes files with valid names.",
    why: "A job refers to the file by its S3 URI: an invalid character, typically a space, fails the request, and another extension fails the job. Compressed data in a `.jsonl` file cannot be read as records.",
    example: "(a file named train data.json)",
    instead: "(the same file as train-data.jsonl; prepare names its files so)",
    model: Some("nova-lite"),
    source: r"N1-prep, N2-prep, N1-canvas: alphanumeric characters, underscores, hyphens, slashes and dots; V-nova25, V-nova26: .jsonl; API: S3Uri with keys of [-!_*'().a-z0-9A-Z].",
    bedrock: Effect::Rejects,
    evidence: r#"rePost: "The provided S3 URI is invalid", "failed to satisfy constraint: Member must satisfy regular expression pattern"; N1-prep and UG-prep ask for JSONL files."#,
    fixable: false,
    check: Check::Reading,
};

/// Characters that a key may hold, letters and digits apart.
const NOVA: &str = "_-.";
const API: &str = "_-.!*'()";

fn wrong_extension(name: &str) -> Message {
    let is_archive = [".gz", ".zst"].iter().any(|end| name.ends_with(end));
    Message::new(
        format!("the file name \"{name}\" must end in .jsonl"),
        if is_archive {
            "decompress it before uploading; prepare writes train.jsonl"
        } else {
            "rename it before uploading; prepare writes train.jsonl"
        },
    )
}

fn wrong_character(name: &str, character: char) -> Message {
    let what = if character == ' ' {
        "a space".to_owned()
    } else {
        format!("\"{character}\"")
    };
    Message::new(
        format!("the file name \"{name}\" contains {what}, which Bedrock does not allow"),
        "use only letters, digits and _ - . in the name; prepare writes train.jsonl",
    )
}

fn archive(name: &str, compression: Compression) -> Message {
    Message::new(
        format!(
            "\"{name}\" has the extension .jsonl, but the file is a {}",
            compression.noun()
        ),
        "decompress it before uploading: Bedrock does not; prepare writes plain text",
    )
}

/// Returns the fault of a file's name, if there is one; `path` may include folders, and `compression` is that of its bytes.
#[must_use]
pub fn fault(
    path: &str,
    compression: Option<Compression>,
    format: Option<Format>,
    model: Option<&Model>,
) -> Option<Message> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if is_unnamed(path, name) {
        return None;
    }
    let family = model.map(|model| model.family);
    // Logs are taken as Bedrock wrote them.
    let takes_archives = format.is_some_and(|format| format.spec().takes_logs);
    match name.rsplit_once('.') {
        Some((_, "jsonl")) => {
            if let Some(compression) = compression.filter(|_| !takes_archives) {
                return Some(archive(name, compression));
            }
        }
        Some((_, "gz")) if takes_archives => {}
        _ => return Some(wrong_extension(name)),
    }
    let taken = match family {
        Some(Family::Nova | Family::NovaCanvas) => NOVA,
        // Their files are uploaded to a separate API, and not named by an S3 URI.
        Some(Family::Openai | Family::Qwen) => return None,
        _ => API,
    };
    name.chars()
        .find(|character| !character.is_ascii_alphanumeric() && !taken.contains(*character))
        .map(|character| wrong_character(name, character))
}

/// Standard input, pipes of a shell.
fn is_unnamed(path: &str, name: &str) -> bool {
    name == "stdin" || path.starts_with("/dev/") || path.starts_with("/proc/")
}

#[cfg(test)]
mod tests {
    use super::fault;
    use crate::input::decompress::Compression;
    use crate::models::find;
    use crate::record::format::Format;

    #[test]
    fn table() {
        for (model, path, said) in [
            ("nova-lite", "train.jsonl", ""),
            ("nova-lite", "/home/ana/my files/train_v1.2-final.jsonl", ""),
            ("nova-lite", r"C:\Users\Ana Ruiz\train.jsonl", ""),
            ("nova-lite", "stdin", ""),
            ("nova-lite", "/dev/fd/63", ""),
            ("llama-3-1-8b", "train (1).jsonl", "contains a space"),
            ("llama-3-1-8b", "train(1).jsonl", ""),
            ("nova-lite", "train(1).jsonl", "contains \"(\""),
            ("", "train+more.jsonl", "contains \"+\""),
            ("", "daten-für-bedrock.jsonl", "contains \"ü\""),
            ("", "train.json", "must end in .jsonl"),
            ("", "train.JSONL", "must end in .jsonl"),
            ("nova-canvas", "images.jsonl.gz", "must end in .jsonl"),
            ("gpt-oss-20b-rft", "my chats.jsonl", ""),
        ] {
            let message = fault(path, None, None, find(model)).map(|message| message.text);
            match message {
                Some(message) => assert!(!said.is_empty() && message.contains(said), "{message}"),
                None => assert_eq!(said, "", "{path} ({model})"),
            }
        }
        let logs = Some(Format::Distillation);
        assert!(fault("log.json.gz", None, logs, find("distillation")).is_none());
    }

    #[test]
    fn an_archive_is_not_called_jsonl() {
        let gzip = Some(Compression::Gzip);
        let message = fault("train.jsonl", gzip, None, None).expect("a fault");
        assert!(
            message.text.ends_with("the file is a gzip archive"),
            "{message:?}"
        );
        let logs = Some(Format::Distillation);
        assert!(fault("logs.jsonl", gzip, logs, find("distillation")).is_none());
        assert!(fault("stdin", gzip, None, None).is_none());
    }
}
