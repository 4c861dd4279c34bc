//! The facts of a data set for a plan: numbers of a check's report, but no data.

use serde_json::Value;

use crate::record::format::Format;
use crate::record::layout::{Foreign, Layout};
use crate::record::sample::MediaKind;
use crate::tuning::job_request::JobFile;

/// The facts of a report on its data set.
pub struct Facts {
    /// The model that it was checked for.
    pub model: Option<String>,
    /// The user's own quotas of that model.
    pub quotas: Vec<(String, Value)>,
    /// Layouts of its records, the most frequent first: the names of formats and of layouts that can be converted.
    pub layouts: Vec<(String, u64)>,
    /// Records that are valid without changes.
    pub valid: u64,
    /// Records that are not, those that can be converted left out.
    pub invalid: u64,
    /// Records that a conversion would turn into valid ones.
    pub convertible: u64,
    /// Different examples: valid ones without copies; where none is valid yet, those that can be converted.
    pub examples: u64,
    /// Records to train on, if known.
    pub training: u64,
    /// Near-duplicates, copies among them.
    pub near: u64,
    /// Records that answer a question otherwise than another does.
    pub conflicting: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Estimated tokens of the valid records: low, likely, high.
    pub tokens: [u64; 3],
    /// Likely tokens of their answers.
    pub answer_tokens: u64,
    /// Likely tokens of the longest record.
    pub longest: u64,
    /// Records with a system prompt.
    pub system_prompts: u64,
    /// Likely tokens of the longest system prompt.
    pub system_prompt: u64,
    /// Classes of the answers.
    pub classes: Option<Classes>,
    /// The structure that most answers have: its name, how many have it, of how many.
    pub answer_format: Option<(String, u64, u64)>,
    /// The kinds of media in it.
    pub media: Vec<String>,
    /// The buckets that these are in.
    pub media_buckets: Vec<String>,
    /// The training file: the written file, the one that `prepare` would write, or the data itself.
    pub training_file: JobFile,
    /// The validation file, if there is a split.
    pub validation_file: Option<JobFile>,
}

/// Classes of answers.
pub struct Classes {
    /// The field that holds them.
    pub field: String,
    /// Their number.
    pub distinct: u64,
    /// Label and records of the smallest that the report lists.
    pub smallest: (String, u64),
    /// Number of those in the report that have fewer records than `Size::min`.
    pub small: u64,
}

impl Facts {
    /// Reads a report; `few` is how many records of a class are few.
    ///
    /// # Errors
    /// A sentence, for something that is no report, or one that is not complete.
    pub fn read(report: &Value, few: u64) -> Result<Self, String> {
        let number = |pointer: &str| number(report, pointer);
        if report.pointer("/counts/records").is_none() || report.pointer("/stats/tokens").is_none()
        {
            return Err(
                "this is no report of `tuneset check` or `tuneset prepare`: a plan is made from one of these"
                    .to_owned(),
            );
        }
        if report.get("complete") == Some(&Value::Bool(false)) {
            return Err(
                "the report is one of a run that did not end: a plan needs all of the data"
                    .to_owned(),
            );
        }
        let valid = number("/counts/valid");
        let converted = list(report, "/convertible/from");
        let mut layouts: Vec<(String, u64)> = converted
            .iter()
            .map(|from| (text(from, "/layout"), self::number(from, "/records")))
            .collect();
        let convertible = sum(layouts.iter().map(|(_, records)| *records));
        if valid > 0 {
            layouts.push((text(report, "/format"), valid));
        }
        layouts.sort_by_key(|(_, records)| std::cmp::Reverse(*records));
        let copies = number("/duplicates/canonical");
        let train = number("/split/train/records");
        let inputs = list(report, "/files");
        let (held_out, others): (Vec<_>, Vec<_>) =
            (inputs.iter()).partition(|file| file.get("validation") == Some(&Value::Bool(true)));
        let examples = if valid > 0 && !held_out.is_empty() {
            let valid = others.iter().map(|file| self::number(file, "/valid"));
            if train > 0 { train } else { sum(valid) }
        } else if valid > 0 {
            valid.saturating_sub(copies)
        } else {
            convertible
        };
        let classes = report
            .pointer("/stats/labels")
            .filter(|labels| labels.get("lookLikeClasses") == Some(&Value::Bool(true)));
        Ok(Self {
            model: report
                .pointer("/model/id")
                .and_then(Value::as_str)
                .map(str::to_owned),
            quotas: list(report, "/model/limits")
                .iter()
                .map(|limit| (text(limit, "/name"), limit["value"].clone()))
                .collect(),
            layouts,
            valid,
            invalid: number("/counts/invalid").saturating_sub(convertible),
            convertible,
            examples,
            training: if train > 0 { train } else { examples },
            near: number("/duplicates/near").max(copies),
            conflicting: number("/duplicates/conflicting"),
            bytes: sum(list(report, "/files")
                .iter()
                .map(|file| self::number(file, "/bytes"))),
            tokens: ["low", "likely", "high"].map(|size| number(&format!("/stats/tokens/{size}"))),
            answer_tokens: number("/stats/tokens/answers"),
            longest: number("/stats/tokens/longest/tokens"),
            system_prompts: number("/stats/systemPrompt/records"),
            system_prompt: number("/stats/systemPrompt/longestTokens"),
            classes: classes.and_then(|labels| classes_of(labels, few)),
            answer_format: report.pointer("/stats/answerFormat").map(|format| {
                (
                    text(format, "/name"),
                    self::number(format, "/records"),
                    self::number(format, "/total"),
                )
            }),
            media: names(report, "/stats/media"),
            media_buckets: names(report, "/stats/mediaBuckets"),
            training_file: output(report, "/split/train", "train.jsonl").unwrap_or_else(|| {
                JobFile {
                    name: list(report, "/files")
                        .first()
                        .map(|file| text(file, "/name"))
                        .unwrap_or_default(),
                    ..JobFile::default()
                }
            }),
            validation_file: output(report, "/split/validation", "validation.jsonl").or_else(
                || {
                    let only = (held_out.len() == 1).then(|| held_out[0])?;
                    report.get("split").is_none().then(|| JobFile {
                        name: text(only, "/name"),
                        ..JobFile::default()
                    })
                },
            ),
        })
    }

    /// Returns true if most records are of that format, false if they would be after a conversion, else nothing.
    #[must_use]
    pub fn is_or_may_become(&self, format: Format) -> Option<bool> {
        let (layout, _) = self.layouts.first()?;
        if layout == format.name() {
            return Some(true);
        }
        layout_named(layout).converts_to(format).then_some(false)
    }

    /// The format of most records, if they have one of Bedrock's.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        Format::named(&self.layouts.first()?.0)
    }

    /// The kinds of media in it.
    #[must_use]
    pub fn kinds_of_media(&self) -> Vec<MediaKind> {
        let kinds = [MediaKind::Image, MediaKind::Video, MediaKind::Document];
        let is_there = |kind: &MediaKind| self.media.iter().any(|name| name == kind.name());
        kinds.into_iter().filter(is_there).collect()
    }

    /// Likely tokens of a record.
    #[must_use]
    pub fn mean_tokens(&self) -> u64 {
        self.tokens[1].checked_div(self.valid).unwrap_or_default()
    }
}

/// The layout of that name; of those that go the same ways, any.
fn layout_named(name: &str) -> Layout {
    if let Some(format) = Format::named(name) {
        return Layout::Known(format);
    }
    let special = [
        Foreign::PlainText,
        Foreign::Captions,
        Foreign::CaptionMap,
        Foreign::Preference,
        Foreign::RejectedAnswer,
    ]
    .into_iter()
    .find(|foreign| foreign.name() == name);
    match special {
        Some(foreign) => Layout::Foreign(foreign),
        None if name == Layout::InvocationLog.name() => Layout::InvocationLog,
        None => Layout::Foreign(Foreign::OpenAiChat),
    }
}

fn classes_of(labels: &Value, few: u64) -> Option<Classes> {
    let listed = list(labels, "/classes");
    let class = |class: &Value| (text(class, "/label"), number(class, "/records"));
    let is_small = |class: &&Value| number(class, "/records") < few;
    Some(Classes {
        field: text(labels, "/field"),
        distinct: number(labels, "/distinct"),
        smallest: listed.last().map(class)?,
        small: listed.iter().filter(is_small).count() as u64,
    })
}

/// A file of the split as `prepare` calls it.
fn output(report: &Value, pointer: &str, name: &str) -> Option<JobFile> {
    let output = report.pointer(pointer)?;
    let sha256 = output.get("sha256").and_then(Value::as_str);
    Some(JobFile {
        name: name.to_owned(),
        sha256: sha256.map(str::to_owned),
        bytes: output.get("bytes").and_then(Value::as_u64),
    })
}

/// Reports come from anywhere: no number in them is taken for more than this, 2^50, so that no sum of a few runs over.
const MOST: u64 = 1 << 50;

/// Returns the whole number at the pointer, or 0.
fn number(value: &Value, pointer: &str) -> u64 {
    let number = value.pointer(pointer).and_then(Value::as_u64);
    number.unwrap_or_default().min(MOST)
}

/// A sum within what numbers are taken for.
fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, |sum: u64, number| sum.saturating_add(number).min(MOST))
}

fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn names(report: &Value, pointer: &str) -> Vec<String> {
    let names = list(report, pointer).iter().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    let list = value.pointer(pointer).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}
