//! The side of a validation file is given: nothing is drawn.

use std::ops::Range;

use super::Assignment;
use crate::check::assignments::Destination;

impl Assignment {
    /// Moves the records that stay of the validation files to that side.
    pub(super) fn hold_out(&mut self, validation: &Range<u32>) {
        let range = validation.start as usize..validation.end as usize;
        for side in &mut self.destinations[range] {
            if *side == Destination::Train {
                *side = Destination::Validation;
                self.validation += 1;
            }
        }
        self.train -= self.validation;
    }
}
