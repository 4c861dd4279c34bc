//! Data sets of `tests/fixtures/verdicts/`, each sound but for one change, and the verdicts of AWS's validators.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use tuneset::decompress::{Compression, Unpacker};

/// A program that AWS publishes to look at fine-tuning data, by its tag in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Validator {
    Nova25,
    Claude,
    Llama,
    Nova26,
    Forge,
}

impl Validator {
    pub const ALL: [Self; 5] = [
        Self::Nova25,
        Self::Claude,
        Self::Llama,
        Self::Nova26,
        Self::Forge,
    ];

    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nova25 => "V-nova25",
            Self::Claude => "V-claude",
            Self::Llama => "V-llama",
            Self::Nova26 => "V-nova26",
            Self::Forge => "V-forge",
        }
    }
}

/// A data set for one model.
pub struct Case {
    pub name: String,
    pub model: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// The changed record.
    pub line: Option<u64>,
    /// The validators that ran on it; true for those that refused it.
    pub verdicts: Vec<(Validator, bool)>,
}

impl Case {
    pub fn is_refused(&self) -> bool {
        self.verdicts.iter().any(|(_, refused)| *refused)
    }
}

/// Every data set with each of its models.
pub fn all() -> Vec<Case> {
    let old = rows("scripts-2025.jsonl.zst");
    let new = rows("nova-2026.jsonl.zst");
    let cases = old.iter().flat_map(of_scripts);
    cases.chain(new.iter().map(of_nova_2026)).collect()
}

/// One data set for the scripts of 2025: a row names its models, and a verdict for each script.
fn of_scripts(row: &Value) -> Vec<Case> {
    let models = row["models"].as_array().expect("models").iter();
    let verdicts = row["verdicts"].as_object().expect("verdicts");
    models
        .map(|model| {
            let model = text(model).to_owned();
            let of_model = |(script, verdict): (&String, &Value)| {
                let (name, size) = script.split_once('/').unwrap_or((script, ""));
                let validator = match name {
                    // The script takes the model as an argument: its verdict on one does not apply to another.
                    "aws-nova-2025" if model != format!("nova-{size}") => return None,
                    "aws-nova-2025" => Validator::Nova25,
                    "aws-claude" => Validator::Claude,
                    "aws-llama" => Validator::Llama,
                    other => panic!("{other} is no script"),
                };
                Some((validator, verdict["verdict"] == "fail"))
            };
            Case {
                name: text(&row["case"]).to_owned(),
                file_name: "train.jsonl".to_owned(),
                bytes: bytes_of(row),
                line: row["line"].as_u64(),
                verdicts: verdicts.iter().filter_map(of_model).collect(),
                model,
            }
        })
        .collect()
}

/// One data set for the script of 2026 and the Nova Forge SDK. `aws` has the verdict of `aws_validator`.
fn of_nova_2026(row: &Value) -> Case {
    let first = match text(&row["aws_validator"]) {
        "nova" => Validator::Nova26,
        _ => Validator::Forge,
    };
    let verdicts = [(first, &row["aws"]), (Validator::Forge, &row["forge"])];
    let ran = verdicts
        .into_iter()
        .filter(|(_, verdict)| verdict.is_string());
    Case {
        name: text(&row["case"]).to_owned(),
        model: text(&row["model"]).to_owned(),
        file_name: text(&row["file_name"]).to_owned(),
        bytes: bytes_of(row),
        line: row["line"].as_u64(),
        verdicts: ran
            .map(|(validator, verdict)| (validator, verdict == "fail"))
            .collect(),
    }
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/verdicts")
        .join(name);
    let packed = std::fs::read(path).expect("a fixture");
    let mut unpacker = Unpacker::new(Compression::of(&packed).expect("an archive"));
    unpacker.push(&packed);
    unpacker.end();
    let (mut piece, mut whole) = (vec![0; 1 << 20], Vec::new());
    loop {
        let length = unpacker.pull(&mut piece);
        whole.extend_from_slice(&piece[..length]);
        if length < piece.len() {
            break;
        }
    }
    let rows = whole
        .split(|byte| *byte == b'\n')
        .filter(|row| !row.is_empty());
    rows.map(|row| serde_json::from_slice(row).expect("a row is JSON"))
        .collect()
}

/// The file of a row: its text, or its bytes in base64 where they are not UTF-8.
fn bytes_of(row: &Value) -> Vec<u8> {
    if let Some(text) = row["content"].as_str() {
        return text.as_bytes().to_vec();
    }
    let text = text(&row["base64"]);
    let digits = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain(*b"+/");
    let table: BTreeMap<u8, u32> = digits.zip(0..).collect();
    let groups = text.trim_end_matches('=').as_bytes().chunks(4);
    groups
        .flat_map(|group| {
            let bits = group.iter().fold(0, |bits, byte| bits << 6 | table[byte]);
            let bytes = (bits << (6 * (4 - group.len()))).to_be_bytes();
            bytes[1..group.len()].to_vec()
        })
        .collect()
}
