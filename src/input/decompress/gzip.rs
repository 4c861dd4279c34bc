//! Members of a gzip file: any number of them one after the other, zeros between and behind them, as tapes and block devices
//! leave them.

use zlib_rs::{Inflate, InflateFlush, Status};

use super::{Cause, Step};

const MAGIC: [u8; 2] = [0x1F, 0x8B];
/// The largest window of deflate, and 16 to read and check gzip's header and trailer.
const WINDOW_BITS: u8 = 15 + 16;

pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(&MAGIC)
}

#[derive(Default)]
pub(super) struct Members {
    /// Inside a member.
    member: Option<Inflate>,
}

impl Members {
    pub(super) fn step(
        &mut self,
        input: &[u8],
        ended: bool,
        output: &mut [u8],
    ) -> (Step, Option<Cause>) {
        let Some(member) = &mut self.member else {
            return self.between(input, ended, output);
        };
        let (taken, given) = (member.total_in(), member.total_out());
        let result = member.decompress(input, output, InflateFlush::NoFlush);
        let step = Step {
            taken: width(member.total_in() - taken),
            given: width(member.total_out() - given),
        };
        let cause = match result {
            Ok(Status::StreamEnd) => {
                self.member = None;
                None
            }
            Ok(_) => (ended && step.is_none()).then_some(Cause::BreaksOff),
            Err(_) => Some(cause(member.error_message())),
        };
        (step, cause)
    }

    fn between(&mut self, input: &[u8], ended: bool, output: &mut [u8]) -> (Step, Option<Cause>) {
        let zeros = input.iter().take_while(|byte| **byte == 0).count();
        let rest = &input[zeros..];
        let padding = Step {
            taken: zeros,
            given: 0,
        };
        if rest.is_empty() || (rest.len() < MAGIC.len() && !ended) {
            return (padding, None);
        }
        if !begins(rest) {
            return (padding, Some(Cause::BytesBehind));
        }
        self.member = Some(Inflate::new(true, WINDOW_BITS));
        let (mut step, cause) = self.step(rest, ended, output);
        step.taken += zeros;
        (step, cause)
    }
}

/// No step takes or gives more than the slices it was handed hold.
#[expect(
    clippy::cast_possible_truncation,
    reason = "below the length of a slice"
)]
const fn width(bytes: u64) -> usize {
    bytes as usize
}

/// Maps zlib's message to a cause; these messages have not changed since its first versions.
fn cause(message: Option<&str>) -> Cause {
    match message {
        Some("incorrect data check" | "incorrect length check") => Cause::BadChecksum,
        Some(
            "incorrect header check"
            | "unknown compression method"
            | "unknown header flags set"
            | "header crc mismatch",
        ) => Cause::BadHeader,
        _ => Cause::BadData,
    }
}
