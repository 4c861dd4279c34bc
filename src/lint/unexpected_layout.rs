//! Records of another layout than the format that is wanted: told once for each file and layout, with their number,
//! however many there are.

use serde::{Deserialize, Serialize};

use crate::diagnostic::finding::Finding;
use crate::record::layout::Layout;

/// The records of one layout that stand where another format is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnexpectedLayout {
    /// Their layout.
    pub layout: Layout,
    /// Their number.
    pub records: u64,
    /// The first of them; what is said of it is said when all have been counted.
    pub first: Finding,
}
