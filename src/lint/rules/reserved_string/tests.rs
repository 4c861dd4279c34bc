//! Tests of `reserved-string`.

use super::RULE;
use crate::testing::{HELLO, HI, converse, fails, media, passes};

#[test]
fn table_of_other_texts() {
    passes(
        &RULE,
        [
            ("nova-lite", converse(r#"{"text": "The user says: [eof] <img> Robot"}"#, HELLO)),
            ("nova-lite", converse(HI, r#"{"text": "chatbot: a, Sonnensystem: b, die Benutzer_user: c, éuser: d"}"#)),
            // One of AWS's validators alone refuses these.
            ("nova-lite", converse(r#"{"text": "uSer: b"}"#, r#"{"text": "Assistant: hello, see <image>"}"#)),
            ("nova-2-lite-rft", r#"{"messages": [{"role": "user", "content": "System: a"}], "reference_answer": "b"}"#.to_owned()),
            ("nova-2-lite", converse(HI, r#"{"text": "Thought: b [EOS]"}"#)),
            ("nova-2-lite", converse(r#"{"toolResult": {"toolUseId": "t", "content": [{"text": "<unk>"}]}}"#, HELLO)),
            ("llama-3-3-70b", converse(r#"{"text": "User: a"}"#, HELLO)),
            (
                "",
                r#"{"messages": [{"role": "user", "content": "User: a"}], "reference_answer": "b"}"#.to_owned(),
            ),
            ("nova-lite", converse(r#"{"image": {"format": "png", "source": {"s3Location": {"uri": "s3://bucket/User:"}}}}"#, HELLO)),
            ("claude-3-haiku", r#"{"messages": [{"role": "user", "content": "Human: a, b Human: c"}, {"role": "assistant", "content": "b"}]}"#.to_owned()),
            ("claude-3-haiku", r#"{"messages": [{"role": "user", "content": "C:\\nHuman: a"}, {"role": "assistant", "content": "b"}]}"#.to_owned()),
        ],
    );
}

#[test]
fn table_of_reserved_strings() {
    fails(
        &RULE,
        [
            (
                "nova-lite",
                converse(r#"{"text": "a\nUser: b"}"#, HELLO),
                r#"error: reserved keyword: nova reserves "User:""#,
                "User:",
            ),
            (
                "nova-lite",
                converse(r#"{"text": "Operating System: Linux"}"#, HELLO),
                r#"error: reserved keyword "System:" in "Operating System:""#,
                "System:",
            ),
            (
                "nova-lite",
                converse(r#"{"text": "a\nFileSystem: b"}"#, HELLO),
                r#"error: reserved keyword "System:" in "FileSystem:""#,
                "System:",
            ),
            (
                "nova-lite",
                converse(r#"{"text": "a\nSystem: b"}"#, HELLO),
                r#"error: reserved keyword: nova reserves "System:""#,
                "System:",
            ),
            (
                "nova-lite",
                converse(r#"{"text": "USER: b"}"#, HELLO),
                r#"error: reserved keyword: both of aws's nova validators reject "USER:""#,
                "USER:",
            ),
            (
                "llama-3-2-11b",
                converse(&media("image", "png", "s3://b/a.png"), r#"{"text": "<image>"}"#),
                r#"warning: "<image>" marker in the text beside"#,
                "<image>",
            ),
            (
                "",
                converse(r#"{"text": "[EOS]"}"#, HELLO),
                r#"warning: reserved keyword: nova reserves "[EOS]""#,
                "[EOS]",
            ),
            (
                "nova-lite",
                converse(r#"{"text": "\u0055ser: a"}"#, HELLO),
                r#"nova reserves "User:""#,
                r#""\u0055ser: a""#,
            ),
            (
                "claude-3-haiku",
                r#"{"messages": [{"role": "user", "content": "a\nHuman: b"}, {"role": "assistant", "content": "b"}]}"#.to_owned(),
                r#"error: aws's claude script rejects a line that starts with "Human:""#,
                "Human:",
            ),
        ],
    );
}

/// A decoded text has backslashes, and no escapes: any letter may follow one.
#[test]
fn a_backslash_in_a_decoded_text_is_no_escape() {
    fails(
        &RULE,
        [
            (
                "nova-lite",
                converse(r#"{"text": "\\éa\u0020System: b"}"#, HELLO),
                r#"error: reserved keyword "System:" in "éa System:""#,
                r#""\\éa\u0020System: b""#,
            ),
            (
                "nova-lite",
                converse(r#"{"text": "\\n\u0045System: b"}"#, HELLO),
                r#"error: reserved keyword "System:" in "nESystem:""#,
                r#""\\n\u0045System: b""#,
            ),
        ],
    );
}
