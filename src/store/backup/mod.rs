//! Copies of the journal elsewhere: whole ones that are proved by reading them again, and a mirror that gets each new line.
//!
//! A copy is a folder that could be a register's own: `store.json`, the journal's segments, their list, and `COPY.json`,
//! which is written last and says how far the copy reaches. A folder without it is no copy. The database is never copied,
//! for it is built from the journal.

mod after;
mod keeping;
mod making;
mod mirror;
mod places;
mod receipt;
mod restore;
mod transfer;

pub use keeping::Keeping;
pub use mirror::Mirror;
pub use places::{Held, held_in};
pub use receipt::Receipt;
pub use restore::{Restored, restore};
pub(super) use transfer::copy_files;

use std::io;
use std::path::Path;

use crate::register::Words;

/// Why a copy was not made, not proved or not taken back.
#[derive(Clone, Debug)]
pub enum CopyError {
    /// What is there must not be replaced by this.
    Refused(Words),
    /// What was read is not what was written.
    Damaged(Words),
    /// The disk failed.
    Disk(Words),
}

impl CopyError {
    /// Says why, and what to do.
    pub const fn words(&self) -> &Words {
        match self {
            Self::Refused(words) | Self::Damaged(words) | Self::Disk(words) => words,
        }
    }
}

/// Says which file or folder of a copy the disk failed at.
fn failed(path: &Path) -> impl Fn(io::Error) -> CopyError {
    move |error| CopyError::Disk(super::trouble::at(path, &error))
}

/// Says that the register's own journal does not hold, so that it must not replace a copy.
fn rotten(path: &Path) -> CopyError {
    CopyError::Damaged(crate::say!(
        "Nhật ký {path} của chính sổ này không còn nguyên vẹn; không chép đè lên bản sao. Hãy chạy \"danvan doctor\".",
        "The register's own journal {path} does not hold any more; no copy is replaced by it. Run \"danvan doctor\".",
        path = path.display()
    ))
}
