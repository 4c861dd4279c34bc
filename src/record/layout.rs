//! Layouts of records: the formats that Bedrock takes, and those that people bring from elsewhere.

use serde::{Deserialize, Serialize};

use crate::record::format::{Content, Format};

/// The layout of a record, judged by its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Layout {
    /// A format that is checked.
    Known(Format),
    /// Bedrock's log of a request: distillation and reinforcement fine-tuning take it in place of their own records.
    InvocationLog,
    /// Something else that people know.
    Foreign(Foreign),
    /// Not recognisable by its keys.
    Unknown,
}

/// The keys of a question and its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pair {
    /// `prompt` and `response`
    PromptResponse,
    /// `prompt` and `answer`
    PromptAnswer,
    /// `prompt` and `output`
    PromptOutput,
    /// `question` and `answer`
    QuestionAnswer,
    /// `question` and `response`
    QuestionResponse,
    /// `query` and `answer`
    QueryAnswer,
    /// `query` and `response`
    QueryResponse,
    /// `input` and `output`
    InputOutput,
    /// `text` and `label`
    TextLabel,
    /// `user` and `assistant`
    UserAssistant,
}

impl Pair {
    /// The key of the question and that of the answer.
    #[must_use]
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::PromptResponse => ("prompt", "response"),
            Self::PromptAnswer => ("prompt", "answer"),
            Self::PromptOutput => ("prompt", "output"),
            Self::QuestionAnswer => ("question", "answer"),
            Self::QuestionResponse => ("question", "response"),
            Self::QueryAnswer => ("query", "answer"),
            Self::QueryResponse => ("query", "response"),
            Self::InputOutput => ("input", "output"),
            Self::TextLabel => ("text", "label"),
            Self::UserAssistant => ("user", "assistant"),
        }
    }
}

/// A layout of other tools, which Bedrock does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Foreign {
    /// `{"messages": [{"role": "system", "content": "…"}, …]}`, tool calls, content parts by type
    OpenAiChat,
    /// `{"messages": [{"role": "user", "content": [{"type": "tool_result", …}]}]}`
    AnthropicMessages,
    /// `{"conversations": [{"from": "human", "value": "…"}, …]}`
    ShareGpt,
    /// `{"contents": [{"role": "user", "parts": [{"text": "…"}]}, …]}`
    Gemini,
    /// `{"instruction": "…", "input": "…", "output": "…"}`
    Alpaca,
    /// A question and an answer under two keys
    Pair(Pair),
    /// An image and its caption under other names than Bedrock's.
    Captions,
    /// `{"prompt": "…", "chosen": "…", "rejected": "…"}`: preferences for DPO, in any of its layouts
    Preference,
    /// `{"prompt": "…", "completion": "…", "label": false}`: an answer not to give, of a data set for KTO
    RejectedAnswer,
    /// `{"IMAGE.png": "…", …}`: captions of many images, in one object
    CaptionMap,
    /// `{"recordId": "…", "modelInput": {…}}`: input of a batch inference job
    BatchInference,
    /// `{"metadata": {"prompt": […]}}`: reinforcement over several turns, which SageMaker has
    MultiTurnRft,
    /// `{"messages": [… content blocks …], "reference_answer": …}`
    ConverseRft,
    /// `{"prompt": [{"role": "user", "content": "…"}], …}`: a chat that waits for its answer, as verl and TRL have it
    PromptRft,
    /// `{"messages": […], "metadata": {"ground_truth": …}}`: the same with a right answer under another name than Bedrock's
    GroundTruthRft,
    /// `{"dialog": [{"role": "user", "content": "…"}, …]}`: chats of SageMaker JumpStart
    Dialog,
    /// Keys that the user named
    Mapped,
    /// `{"text": "…"}`
    PlainText,
}

impl Foreign {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAiChat => "openai-chat",
            Self::AnthropicMessages => "anthropic-messages",
            Self::ShareGpt => "sharegpt",
            Self::Gemini => "gemini",
            Self::Alpaca => "alpaca",
            Self::Pair(pair) => match pair {
                Pair::PromptResponse => "prompt-response",
                Pair::PromptAnswer => "prompt-answer",
                Pair::PromptOutput => "prompt-output",
                Pair::QuestionAnswer => "question-answer",
                Pair::QuestionResponse => "question-response",
                Pair::QueryAnswer => "query-answer",
                Pair::QueryResponse => "query-response",
                Pair::InputOutput => "input-output",
                Pair::TextLabel => "text-label",
                Pair::UserAssistant => "user-assistant",
            },
            Self::Captions => "image-captions",
            Self::Preference => "preference",
            Self::RejectedAnswer => "rejected-answer",
            Self::CaptionMap => "caption-map",
            Self::BatchInference => "batch-inference",
            Self::MultiTurnRft => "multi-turn-rft",
            Self::ConverseRft => "converse-rft",
            Self::PromptRft => "prompt-rft",
            Self::GroundTruthRft => "ground-truth-rft",
            Self::Dialog => "jumpstart-dialog",
            Self::Mapped => "mapped",
            Self::PlainText => "plain-text",
        }
    }

    /// Returns the common name, for use before "record".
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::OpenAiChat => "OpenAI chat".to_owned(),
            Self::AnthropicMessages => "Anthropic Messages".to_owned(),
            Self::ShareGpt => "ShareGPT".to_owned(),
            Self::Gemini => "Gemini".to_owned(),
            Self::Alpaca => "Alpaca".to_owned(),
            Self::Pair(pair) => {
                let (question, answer) = pair.keys();
                format!("{question} and {answer}")
            }
            Self::Captions => "image and caption".to_owned(),
            Self::Preference => "preference (DPO)".to_owned(),
            Self::RejectedAnswer => "rejected answer (KTO)".to_owned(),
            Self::CaptionMap => "image caption map".to_owned(),
            Self::BatchInference => "batch inference".to_owned(),
            Self::MultiTurnRft => "multi-turn RFT (SageMaker)".to_owned(),
            Self::ConverseRft => "RFT (in the shape of Converse)".to_owned(),
            Self::PromptRft => "RFT (in the shape of verl)".to_owned(),
            Self::GroundTruthRft => "RFT (with ground_truth)".to_owned(),
            Self::Dialog => "SageMaker JumpStart dialog".to_owned(),
            Self::Mapped => "mapped".to_owned(),
            Self::PlainText => "plain text".to_owned(),
        }
    }
}

impl Layout {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known(format) => format.name(),
            Self::InvocationLog => "invocation-log",
            Self::Foreign(foreign) => foreign.name(),
            Self::Unknown => "unknown",
        }
    }

    /// Returns the common name, for use before "record".
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Known(format) => format.name().to_owned(),
            Self::InvocationLog => "model invocation log".to_owned(),
            Self::Foreign(foreign) => foreign.title(),
            Self::Unknown => "unknown".to_owned(),
        }
    }

    /// A record of it, in words whose plural ends in s.
    #[must_use]
    pub fn record(self) -> String {
        match self {
            Self::InvocationLog | Self::Foreign(Foreign::CaptionMap) => self.title(),
            _ => format!("{} record", self.title()),
        }
    }

    /// The format that a record of this layout has by itself.
    #[must_use]
    pub const fn format(self) -> Option<Format> {
        match self {
            Self::Known(format) => Some(format),
            Self::InvocationLog => Some(Format::Distillation),
            Self::Foreign(_) | Self::Unknown => None,
        }
    }

    /// Returns true if a record of this layout may be checked as one of the format `wanted`, with a finding for each missing key.
    #[must_use]
    pub fn may_be(self, wanted: Format) -> bool {
        match (self, wanted) {
            (Self::Known(found), _) if found == wanted => true,
            // Conversations differ in the presence of an answer, and chats in that of a reference.
            (Self::Known(Format::BedrockConversation2024), Format::Distillation)
            | (Self::Known(Format::Distillation), Format::BedrockConversation2024)
            | (
                Self::Known(Format::ClaudeMessages)
                | Self::Foreign(Foreign::OpenAiChat | Foreign::GroundTruthRft),
                Format::OpenaiRft,
            )
            | (Self::Unknown, _) => true,
            (Self::InvocationLog, format) => format.spec().takes_logs,
            _ => false,
        }
    }

    /// Returns true if records of this layout can become records of `format`, judged by the layout alone.
    #[must_use]
    pub fn converts_to(self, format: Format) -> bool {
        self.content() == Some(format.shape().content()) && self != Self::Known(format)
    }

    /// Returns true if the record marks its answer as one not to give.
    #[must_use]
    pub fn is_rejected(self) -> bool {
        self == Self::Foreign(Foreign::RejectedAnswer)
    }

    /// Returns true if records of this layout are meant for reinforcement, and no format of Bedrock's.
    #[must_use]
    pub const fn is_for_reinforcement(self) -> bool {
        matches!(
            self,
            Self::Foreign(Foreign::ConverseRft | Foreign::PromptRft | Foreign::GroundTruthRft)
        )
    }

    /// Returns the kind of content that a conversion can read from a record of this layout.
    const fn content(self) -> Option<Content> {
        match self {
            Self::Known(format) => Some(format.shape().content()),
            Self::Foreign(Foreign::PlainText) => Some(Content::Text),
            Self::Foreign(Foreign::Captions) => Some(Content::Captioned),
            Self::Unknown
            | Self::InvocationLog
            | Self::Foreign(
                Foreign::Preference
                | Foreign::RejectedAnswer
                | Foreign::CaptionMap
                | Foreign::BatchInference
                | Foreign::MultiTurnRft,
            ) => None,
            Self::Foreign(_) => Some(Content::Dialogue),
        }
    }
}
