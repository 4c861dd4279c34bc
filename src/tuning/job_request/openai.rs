//! The request of the OpenAI-compatible API, and the commands that send it. The file goes to the API itself, not to S3, and the
//! request names it by the id that the upload answers with.

use super::bedrock::numbers;
use super::json::Json;
use super::names::given;
use super::rules::fact;
use super::shell::{path, word};
use super::{Command, JobFields, Names};
use crate::models::Model;

/// Placeholder in the request for the id of the file.
const FILE_ID: &str = "FILE_ID";

/// The request of `fine_tuning.jobs`.
#[must_use]
pub fn request(model: &Model, fields: &JobFields, names: &Names) -> Json {
    let function = given(&fields.reward_function);
    let function = function.unwrap_or_else(|| Names::REWARD_FUNCTION.to_owned());
    let lambda = Json::object([("function", Some(function.into()))]);
    let grader = Json::object([("type", Some("lambda".into())), ("lambda", Some(lambda))]);
    let reinforcement = Json::object([
        ("grader", Some(grader)),
        ("hyperparameters", numbers(model, fields)),
    ]);
    Json::object([
        ("model", Some((&*names.base_model).into())),
        ("training_file", Some(FILE_ID.into())),
        (
            "method",
            Some(Json::object([
                ("type", Some("reinforcement".into())),
                ("reinforcement", Some(reinforcement)),
            ])),
        ),
    ])
}

/// Returns the commands to type.
#[must_use]
pub fn commands(fields: &JobFields, names: &Names) -> Vec<Command> {
    let endpoint = names.fill(fact("openaiEndpoint"));
    let file = word(&format!("file=@{}", path(&fields.training.name)));
    let curl = "curl --fail-with-body --silent --show-error";
    let key = r#"--header "Authorization: Bearer $OPENAI_API_KEY""#;
    // The answer is one object, and its own id comes first in the API's reference; `head` takes that one.
    let id = r#"| tee /dev/stderr | tr ',{' '\n\n' | sed -n 's/^ *"id": *"\([^"]*\)".*/\1/p' | head -n 1"#;
    let command = |name, title, says: &str, text| Command {
        name,
        title,
        says: says.to_owned(),
        text,
    };
    vec![
        command(
            "key",
            "Set the endpoint and API key",
            "Insert your key; its owner needs AmazonBedrockMantleFullAccess.",
            format!(
                "export OPENAI_BASE_URL={}\nexport OPENAI_API_KEY='<Amazon Bedrock API key>'",
                word(&endpoint)
            ),
        ),
        command(
            "upload-training",
            "Upload the training file",
            "The response contains the file ID, which the job request uses.",
            format!(
                "FILE_ID=$({curl} \"$OPENAI_BASE_URL/files\" \\\n  {key} \\\n  --form purpose=fine-tune --form {file} \\\n  {id})"
            ),
        ),
        command(
            "job",
            "Start the job",
            "Costs start here.",
            format!(
                "JOB_ID=$(sed \"s/\\\"{FILE_ID}\\\"/\\\"$FILE_ID\\\"/\" job.json \\\n  | {curl} \"$OPENAI_BASE_URL/fine_tuning/jobs\" \\\n  {key} \\\n  --header 'Content-Type: application/json' --data-binary @- \\\n  {id})"
            ),
        ),
        command(
            "status",
            "Check status",
            "The status is succeeded when the model is ready.",
            format!("{curl} \"$OPENAI_BASE_URL/fine_tuning/jobs/$JOB_ID\" {key}"),
        ),
    ]
}
