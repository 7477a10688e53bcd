//! The journal's line: the one written form of a commit, that a person and `jq` can read and that replays for ever.
//!
//! A line is one JSON object without blanks between its parts, its keys always in this order, `?` where there may be none:
//!
//! ```text
//! commit  v dev seq from? t who why undoes? batch? part? salt ch d prev h
//! end     v k dev seq from? batch parts prev h           the end of a commit that needed several lines
//! close   v k dev seq prev h                             the program left in good order
//! redact  v k dev seq t who why of prev h                the values of commit `of` were taken out
//! ```
//!
//! | key | holds |
//! |---|---|
//! | `v` | the format's version, 1 |
//! | `k` | the kind of line: `end`, `close`, `redact`; a commit's line has none |
//! | `dev`, `seq` | the device, and the commit's number on it; in `close` and `redact` the number of the last commit |
//! | `from` | the number of the first commit that was written in the same breath, where that is an earlier one: all before it was on the disk before this line was written |
//! | `t` | when: RFC 3339, whole seconds, with the clock's offset |
//! | `who`, `why` | the actor's short name; the reason, or `""` |
//! | `undoes` | the number of the commit that this one takes back |
//! | `batch`, `part`, `parts` | a commit of more than [`MAX_CHANGES`] records or [`MAX_BYTES`] is several lines under one name, numbered from 1; its end line tells how many they are, and without it nothing of it holds |
//! | `salt` | 32 random hex digits, so that a value that was taken out cannot be guessed from `d` |
//! | `ch` | the changes: `[{"e":"model","id":"01J…","set":{"name":[old,new]}}]`; `null` stands for an empty field, and values are as [`Value::to_json`](super::Value::to_json) writes them |
//! | `d` | the hash of the 32 letters of `salt` and the bytes of `ch` |
//! | `prev` | the `h` of the line before; of the first line, the store's id |
//! | `h` | the hash of the line's bytes without `,"salt":…,"ch":…` and without `,"h":…}` |
//!
//! A hash is the first 128 bits of BLAKE3 in hex. It is taken over the bytes as they stand, so `salt` and `ch` can be cut out
//! of a line ([`redact`]) and the rest still verifies. For the line
//!
//! ```text
//! {"v":1,"dev":"a1","seq":1,"t":"2026-11-22T10:31:02+07:00","who":"vp01","why":"","salt":"00…","ch":[…],"d":"5e…","prev":"77…","h":"c4…"}
//! ```
//!
//! `d` is the hash of `00…[…]`, and `h` the hash of
//!
//! ```text
//! {"v":1,"dev":"a1","seq":1,"t":"2026-11-22T10:31:02+07:00","who":"vp01","why":"","d":"5e…","prev":"77…"
//! ```

mod changes;
mod error;
mod frame;
mod gather;
mod hash;
mod write;

#[cfg(test)]
mod tests;

pub use error::{Fault, LineError};
pub use frame::{Frame, verify};
pub use gather::Gather;
pub use hash::{Hash, Salt};
pub use write::{encode, encode_close, encode_redact, redact};

use super::change::{Commit, Time};
use super::schema::Dictionary;

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;
/// Most records that one line changes.
pub const MAX_CHANGES: usize = 1_000;
/// Bytes of `ch` above which a further change goes to a line of its own.
pub const MAX_BYTES: usize = 1_000_000;

/// One line of a journal, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The device that wrote it.
    pub dev: String,
    /// The number of its commit, or of the last commit before it.
    pub seq: u64,
    /// The number of the first commit that was written in the same breath.
    pub from: u64,
    /// The hash of the line before.
    pub prev: Hash,
    /// The line's own hash.
    pub hash: Hash,
    /// What it says.
    pub says: Says,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// A whole commit; one whose values were taken out has no changes.
    Commit {
        /// The commit.
        commit: Commit,
        /// Whether its values were taken out.
        redacted: bool,
    },
    /// One part of a commit that needed several lines.
    Part {
        /// The name that its parts share.
        batch: String,
        /// Its number among them, from 1.
        part: u32,
        /// The commit with the changes of this part.
        commit: Commit,
        /// Whether its values were taken out.
        redacted: bool,
    },
    /// The end of a commit that needed several lines.
    End {
        /// The name that its parts share.
        batch: String,
        /// How many they are.
        parts: u32,
    },
    /// The program left in good order.
    Close,
    /// The values of a commit were taken out.
    Redact {
        /// The number of that commit.
        of: u64,
        /// When.
        at: Time,
        /// Who did it.
        who: String,
        /// Why.
        why: String,
    },
}

/// Reads and verifies one line, without its line end.
///
/// # Errors
/// [`LineError`] when the line is not of this format, does not verify by its own hashes, or names an entity, a field or a
/// value that the dictionary does not know (a newer program wrote it).
pub fn decode(line: &str, dictionary: Dictionary) -> Result<Line, LineError> {
    let frame = verify(line)?;
    let says = frame.says(dictionary)?;
    Ok(Line {
        dev: frame.dev.clone(),
        seq: frame.seq,
        from: frame.from.unwrap_or(frame.seq),
        prev: frame.prev,
        hash: frame.hash,
        says,
    })
}
