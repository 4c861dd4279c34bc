//! Shows what a conversion makes of one record.

use crate::check::file_profile::Probe;
use crate::check::prepare::{ChunkText, Content, Preparation};
use crate::diagnostic::option_error::OptionError;
use crate::input::framing::frames;
use crate::options::{Convert, Options};

/// Converts the first record in `bytes`, from a file that looks like `probe`; returns `None` if it does not change, or cannot
/// be converted. The target is that of the options, or else of their model.
///
/// # Errors
/// Options that name a model or format that there is not.
pub fn converted(
    bytes: &[u8],
    options: &Options,
    probe: &Probe,
) -> Result<Option<String>, OptionError> {
    let mut resolved = options.resolve()?;
    if resolved.target.is_none() {
        let options = Options {
            convert: Some(Convert::Wanted(true)),
            ..options.clone()
        };
        resolved = options.resolve()?;
    }
    // Without a conversion, the rows of a table are not read.
    let probe = Probe {
        unusable: false,
        ..probe.clone()
    };
    let mut preparation = Preparation::new(resolved.fixes, &probe).converting_to(resolved.target);
    let chunk = ChunkText::new(bytes);
    let Some(frame) = frames(bytes, probe.framing).next() else {
        return Ok(None);
    };
    let Content::Text(prepared) = preparation.line(chunk, frame).content else {
        return Ok(None);
    };
    let record = prepared.records.first();
    let record = record.filter(|record| record.conversion.is_some() && record.is_converted());
    Ok(record.map(|record| record.text().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::converted;
    use crate::check::probe::probe;
    use crate::options::Options;

    #[test]
    fn a_record_is_shown_as_it_would_be_converted() {
        let table = "question,answer\n\"a, b\",c\n";
        let alpaca = r#"{"instruction": "a", "output": "b",}"#;
        for (file, record, options, expected) in [
            (
                table,
                "\"a, b\",c",
                r#"{"model": "llama-3-1-8b", "convert": false}"#,
                Some(r#"{"prompt":"a, b","completion":"c"}"#),
            ),
            (
                alpaca,
                alpaca,
                r#"{"convert": "prompt-completion", "fix": true}"#,
                Some(r#"{"prompt":"a","completion":"b"}"#),
            ),
            (alpaca, alpaca, r#"{"convert": "prompt-completion"}"#, None),
            (
                alpaca,
                r#"{"prompt": "a", "completion": "b"}"#,
                r#"{"model": "llama-3-1-8b"}"#,
                None,
            ),
            (
                alpaca,
                r#"{"prompt": "a", "chosen": "b", "rejected": "c"}"#,
                r#"{"model": "llama-3-1-8b"}"#,
                None,
            ),
            (alpaca, "", "{}", None),
        ] {
            let options = Options::from_json(options).expect("good options");
            let probe = probe(file.as_bytes(), true, &options).expect("good options");
            let found = converted(record.as_bytes(), &options, &probe).expect("good options");
            assert_eq!(found.as_deref(), expected, "{record}");
        }
    }
}
