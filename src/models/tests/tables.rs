//! The rule book's numbers, typed by hand.

use crate::models::Status;
use crate::record::format::Format;

/// Some models and the rows they share: a limit's name as in reports, and its value.
pub type Row = (&'static [&'static str], &'static [(&'static str, u64)]);

#[rustfmt::skip]
pub const LIMITS: &[Row] = &[
    (&["nova-2-lite"], &[
        ("minTrainRecords", 200), ("maxTrainRecords", 20_000), ("maxRecords", 20_000), ("maxTokens", 32_000),
    ]),
    (&["nova-micro", "nova-lite", "nova-pro"], &[
        ("minTrainRecords", 8), ("maxTrainRecords", 20_000), ("maxRecords", 20_000), ("maxTokens", 32_000),
    ]),
    (&["nova-2-lite-rft"], &[
        ("minTrainRecords", 100), ("maxTrainRecords", 20_000), ("minValidationRecords", 100),
    ]),
    (&["gpt-oss-20b-rft", "qwen3-32b-rft"], &[("minTrainRecords", 100), ("maxTrainRecords", 20_000)]),
    (&["distillation"], &[
        ("minTrainRecords", 100), ("maxTrainRecords", 15_000), ("maxTokens", 32_000), ("maxRecordBytes", 16_384),
        ("maxTrainBytes", 2_147_483_648),
    ]),
    (&["claude-3-haiku"], &[
        ("minTrainRecords", 32), ("maxTrainRecords", 10_000),
        ("minValidationRecords", 32), ("maxValidationRecords", 1_000), ("maxRecords", 10_000),
        ("maxTokens", 32_000), ("charactersPerTokenRefused", 3),
        ("maxTrainBytes", 10_737_418_240), ("maxValidationBytes", 1_073_741_824),
    ]),
    (&["llama-3-1-8b", "llama-3-1-70b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 16_000), ("maxInputTokens", 16_000), ("maxOutputTokens", 16_000), ("maxCharacters", 96_000),
    ]),
    (&["llama-3-2-1b", "llama-3-2-3b", "llama-3-2-11b", "llama-3-3-70b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 16_000),
    ]),
    (&["llama-3-2-90b"], &[
        ("minRecords", 100), ("maxRecords", 10_000), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxTokens", 10_000),
    ]),
    (&["titan-multimodal-embeddings"], &[
        ("minTrainRecords", 1_000), ("maxTrainRecords", 500_000),
        ("minCaptionCharacters", 0), ("maxCaptionCharacters", 2_560),
    ]),
    (&["nova-canvas"], &[
        ("minTrainRecords", 5), ("maxTrainRecords", 10_000),
        ("minCaptionCharacters", 3), ("maxCaptionCharacters", 1_024),
    ]),
    (&["titan-image-v1", "titan-image-v2"], &[
        ("minTrainRecords", 5), ("maxTrainRecords", 10_000), ("maxRecords", 10_000),
        ("minCaptionCharacters", 3), ("maxCaptionCharacters", 1_024),
    ]),
    (&["titan-text-express", "titan-text-lite"], &[
        ("maxRecords", 10_000), ("maxTokens", 4_096), ("maxCharacters", 24_576),
        ("maxTrainBytes", 1_073_741_824), ("maxValidationBytes", 104_857_600),
    ]),
    (&["titan-text-premier"], &[
        ("maxRecords", 20_000), ("maxTokens", 4_096), ("maxCharacters", 24_576),
        ("maxTrainBytes", 1_073_741_824), ("maxValidationBytes", 104_857_600),
    ]),
    (&["titan-text-express-cpt", "titan-text-lite-cpt"], &[
        ("maxRecords", 100_000), ("maxTokens", 4_096), ("maxCharacters", 24_576),
        ("maxTrainBytes", 10_737_418_240), ("maxValidationBytes", 104_857_600),
    ]),
    (&["cohere-command", "cohere-command-light"], &[
        ("minTrainRecords", 32), ("maxTrainRecords", 10_000), ("maxValidationRecords", 1_000),
        ("maxInputTokens", 4_096), ("maxOutputTokens", 2_048), ("maxTokens", 6_144), ("maxCharacters", 36_864),
    ]),
];

#[rustfmt::skip]
pub const MEDIA_LIMITS: &[Row] = &[
    (&["nova-lite", "nova-pro"], &[
        ("maxImagesPerMessage", 10), ("maxImagesPerRecord", 10), ("maxVideosPerRecord", 1),
        ("maxImageBytes", 10_485_760), ("minImageSide", 25),
        ("maxVideoBytes", 52_428_800), ("maxVideoSeconds", 90),
    ]),
    (&["nova-2-lite"], &[
        ("maxImagesPerMessage", 10), ("maxImagesPerRecord", 10), ("maxVideosPerRecord", 1),
        ("maxDocumentsPerRecord", 1), ("maxImageBytes", 10_485_760), ("minImageSide", 25),
        ("maxVideoBytes", 52_428_800), ("maxVideoSeconds", 900), ("maxDocumentBytes", 10_485_760),
    ]),
    (&["llama-3-2-11b", "llama-3-2-90b", "llama-3-3-70b"], &[
        ("maxImageBytes", 10_485_760), ("minImageSide", 10), ("maxImageSide", 8_192),
    ]),
    (&["nova-canvas", "titan-image-v1", "titan-image-v2"], &[
        ("maxImagesPerRecord", 1), ("maxImageBytes", 52_428_800), ("minImageSide", 512), ("maxImageSide", 4_096),
        ("maxImagePixels", 12_582_912), ("maxImageAspectRatio", 4),
    ]),
    (&["titan-multimodal-embeddings"], &[
        ("maxImagesPerRecord", 1), ("maxImageBytes", 52_428_800), ("minImageSide", 128), ("maxImageSide", 4_096),
        ("maxImagePixels", 12_582_912), ("maxImageAspectRatio", 4),
    ]),
];

/// Base model id, Region first named, format; `-` where no source gives one.
#[rustfmt::skip]
pub const JOBS: &[(&str, &str, &str, Format)] = &[
    ("nova-micro", "amazon.nova-micro-v1:0:128k", "us-east-1", Format::BedrockConversation2024),
    ("nova-lite", "amazon.nova-lite-v1:0:300k", "us-east-1", Format::BedrockConversation2024),
    ("nova-pro", "amazon.nova-pro-v1:0:300k", "us-east-1", Format::BedrockConversation2024),
    ("nova-2-lite", "amazon.nova-2-lite-v1:0:256k", "us-east-1", Format::BedrockConversation2024),
    ("nova-2-lite-rft", "amazon.nova-2-lite-v1:0:256k", "us-east-1", Format::OpenaiRft),
    ("gpt-oss-20b-rft", "openai.gpt-oss-20b", "us-west-2", Format::OpenaiRft),
    ("qwen3-32b-rft", "qwen.qwen3-32b", "us-west-2", Format::OpenaiRft),
    ("distillation", "-", "us-east-1", Format::Distillation),
    ("claude-3-haiku", "anthropic.claude-3-haiku-20240307-v1:0:200k", "us-west-2", Format::ClaudeMessages),
    ("llama-3-1-8b", "meta.llama3-1-8b-instruct-v1:0:128k", "us-west-2", Format::PromptCompletion),
    ("llama-3-1-70b", "meta.llama3-1-70b-instruct-v1:0:128k", "us-west-2", Format::PromptCompletion),
    ("llama-3-2-1b", "meta.llama3-2-1b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-3b", "meta.llama3-2-3b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-11b", "meta.llama3-2-11b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-2-90b", "meta.llama3-2-90b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("llama-3-3-70b", "meta.llama3-3-70b-instruct-v1:0:128k", "us-west-2", Format::BedrockConversation2024),
    ("titan-multimodal-embeddings", "amazon.titan-embed-image-v1:0", "us-east-1", Format::ImageCaption),
    ("nova-canvas", "amazon.nova-canvas-v1:0", "us-east-1", Format::ImageCaption),
    ("titan-image-v2", "amazon.titan-image-generator-v2:0", "us-east-1", Format::ImageCaption),
    ("titan-image-v1", "amazon.titan-image-generator-v1:0", "us-east-1", Format::ImageCaption),
    ("titan-text-express", "amazon.titan-text-express-v1:0:8k", "us-east-1", Format::PromptCompletion),
    ("titan-text-lite", "amazon.titan-text-lite-v1:0:4k", "us-east-1", Format::PromptCompletion),
    ("titan-text-premier", "-", "-", Format::PromptCompletion),
    ("titan-text-express-cpt", "amazon.titan-text-express-v1:0:8k", "us-east-1", Format::Pretraining),
    ("titan-text-lite-cpt", "amazon.titan-text-lite-v1:0:4k", "us-east-1", Format::Pretraining),
    ("cohere-command", "-", "-", Format::PromptCompletion),
    ("cohere-command-light", "-", "-", Format::PromptCompletion),
];

/// Models whose jobs are started through the API of `OpenAI`'s shape.
pub const OF_OPENAI_API: &[&str] = &["gpt-oss-20b-rft", "qwen3-32b-rft"];

/// Models that answer on demand once they are customized.
#[rustfmt::skip]
pub const ON_DEMAND: &[&str] = &[
    "nova-micro", "nova-lite", "nova-pro", "nova-2-lite", "nova-2-lite-rft", "llama-3-3-70b",
];

/// Models that take images, videos or documents.
#[rustfmt::skip]
pub const WITH_MEDIA: &[&str] = &[
    "nova-lite", "nova-pro", "nova-2-lite", "llama-3-2-11b", "llama-3-2-90b", "llama-3-3-70b", "titan-multimodal-embeddings",
    "nova-canvas", "titan-image-v2", "titan-image-v1",
];

/// Models that are not current: status, legacy from, end of life.
#[rustfmt::skip]
pub const LIFECYCLES: &[(&str, Status, &str, &str)] = &[
    ("claude-3-haiku", Status::Deprecated, "2026-03-10", "2026-09-10"),
    ("llama-3-1-8b", Status::Legacy, "2026-09-30", "2027-03-30"),
    ("llama-3-1-70b", Status::Legacy, "2026-09-30", "2027-03-30"),
    ("llama-3-2-1b", Status::Deprecated, "2026-01-07", "2026-07-07"),
    ("llama-3-2-3b", Status::Deprecated, "2026-01-07", "2026-07-07"),
    ("llama-3-2-11b", Status::Deprecated, "2026-01-07", "2026-07-07"),
    ("llama-3-2-90b", Status::Deprecated, "2026-01-07", "2026-07-07"),
    ("llama-3-3-70b", Status::Legacy, "2026-09-30", "2027-03-30"),
    ("nova-canvas", Status::Deprecated, "2026-03-30", "2026-09-30"),
    ("titan-image-v2", Status::Deprecated, "2025-12-30", "2026-06-30"),
    ("titan-image-v1", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("titan-text-express", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("titan-text-lite", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("titan-text-premier", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("titan-text-express-cpt", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("titan-text-lite-cpt", Status::Deprecated, "2025-01-31", "2025-08-15"),
    ("cohere-command", Status::Deprecated, "2024-10-04", "2025-08-12"),
    ("cohere-command-light", Status::Deprecated, "2024-10-04", "2025-08-12"),
];

/// Hyperparameters: name, then minimum, maximum and default as written in JSON; `-` if there is none.
#[rustfmt::skip]
#[expect(clippy::type_complexity, reason = "a table")]
pub const HYPERPARAMETERS: &[(&[&str], &[(&str, &str, &str, &str)])] = &[
    (&["nova-micro", "nova-lite", "nova-pro", "nova-2-lite"], &[
        ("batchSize", "1", "64", "1"), ("epochCount", "1", "5", "2"),
        ("learningRate", "1e-6", "0.0001", "0.00001"), ("learningRateWarmupSteps", "0", "100", "10"),
    ]),
    (&["nova-2-lite-rft"], &[
        ("batchSize", "16", "512", "128"), ("epochCount", "1", "50", "1"), ("evalInterval", "1", "100", "10"),
        ("inferenceMaxTokens", "-", "-", "2048"), ("learningRate", "1e-7", "0.001", "0.00001"),
        ("maxPromptLength", "-", "-", "8192"), ("reasoningEffort", "-", "-", "\"medium\""),
        ("trainingSamplePerPrompt", "2", "16", "8"),
    ]),
    (&["gpt-oss-20b-rft", "qwen3-32b-rft"], &[
        ("batch_size", "-", "-", "-"), ("learning_rate_multiplier", "-", "-", "-"), ("n_epochs", "-", "-", "-"),
    ]),
    (&["distillation"], &[]),
    (&["claude-3-haiku"], &[
        ("batchSize", "4", "256", "32"), ("earlyStoppingPatience", "1", "10", "2"),
        ("earlyStoppingThreshold", "0", "0.1", "0.001"), ("epochCount", "1", "10", "2"),
        ("learningRateMultiplier", "0.1", "2", "1"),
    ]),
    (&[
        "llama-3-1-8b", "llama-3-1-70b", "llama-3-2-1b", "llama-3-2-3b", "llama-3-2-11b", "llama-3-2-90b", "llama-3-3-70b",
    ], &[
        ("batchSize", "1", "1", "1"), ("epochCount", "1", "10", "5"), ("learningRate", "5e-6", "0.1", "0.0001"),
    ]),
    (&["titan-multimodal-embeddings"], &[
        ("batchSize", "256", "9216", "576"), ("epochCount", "1", "100", "-"), ("learningRate", "5e-8", "1", "0.00005"),
    ]),
    (&["nova-canvas"], &[
        ("batchSize", "8", "192", "8"), ("learningRate", "1e-7", "0.0001", "0.00001"), ("stepCount", "10", "20000", "500"),
    ]),
    (&["titan-image-v1", "titan-image-v2"], &[
        ("batchSize", "8", "192", "8"), ("learningRate", "1e-7", "1", "0.00001"), ("stepCount", "10", "40000", "-"),
    ]),
    (&["titan-text-express", "titan-text-lite", "titan-text-express-cpt", "titan-text-lite-cpt"], &[
        ("batchSize", "1", "64", "1"), ("epochCount", "1", "10", "5"), ("learningRate", "0.0", "1", "0.00001"),
        ("learningRateWarmupSteps", "0", "250", "5"),
    ]),
    (&["titan-text-premier"], &[
        ("batchSize", "1", "1", "1"), ("epochCount", "1", "5", "2"), ("learningRate", "1e-7", "0.00001", "1e-6"),
        ("learningRateWarmupSteps", "0", "20", "5"),
    ]),
    (&["cohere-command"], &[
        ("batchSize", "8", "8", "8"), ("earlyStoppingPatience", "1", "10", "6"), ("earlyStoppingThreshold", "0", "0.1", "0.01"),
        ("epochCount", "1", "100", "1"), ("evalPercentage", "5", "50", "20"), ("learningRate", "5e-6", "0.1", "0.00001"),
    ]),
    (&["cohere-command-light"], &[
        ("batchSize", "8", "32", "8"), ("earlyStoppingPatience", "1", "10", "6"), ("earlyStoppingThreshold", "0", "0.1", "0.01"),
        ("epochCount", "1", "100", "1"), ("evalPercentage", "5", "50", "20"), ("learningRate", "5e-6", "0.1", "0.00001"),
    ]),
];
