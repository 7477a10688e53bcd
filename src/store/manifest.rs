//! The list of sealed segments, and how far a journal is known to reach.

use serde::{Deserialize, Serialize};

use super::scan::Place;
use crate::register::line::Hash;

/// One sealed segment, a line of `MANIFEST`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its number, from 1.
    pub number: u32,
    /// The number of its first commit.
    pub first: u64,
    /// The number of its last commit.
    pub last: u64,
    /// Its length.
    pub bytes: u64,
    /// The hash of all its bytes.
    pub hash: Hash,
    /// The hash of the last line before it.
    pub prev: Hash,
    /// The hash of its last commit.
    pub head: Hash,
    /// The hash of its last line.
    pub tip: Hash,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    first: u64,
    last: u64,
    bytes: u64,
    hash: String,
    prev: String,
    head: String,
    tip: String,
}

impl Sealed {
    /// Describes a segment with these bytes, from where the journal stood before it to where it stands after it.
    pub fn of(number: u32, start: Place, place: Place, bytes: &[u8]) -> Self {
        let (first, last, hash) = (start.seq + 1, place.seq, hash_of(bytes));
        let (bytes, prev, head, tip) = (bytes.len() as u64, start.tip, place.head, place.tip);
        Self { number, first, last, bytes, hash, prev, head, tip }
    }

    /// Writes the line, with its line end.
    pub fn line(&self) -> String {
        let written = Written {
            name: super::layout::segment_name(self.number),
            first: self.first,
            last: self.last,
            bytes: self.bytes,
            hash: self.hash.to_string(),
            prev: self.prev.to_string(),
            head: self.head.to_string(),
            tip: self.tip.to_string(),
        };
        // A struct of texts and numbers is always written.
        let mut line = serde_json::to_string(&written).unwrap_or_default();
        line.push('\n');
        line
    }

    fn read(line: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(line).ok()?;
        Some(Self {
            number: super::layout::segment_number(&written.name)?,
            first: written.first,
            last: written.last,
            bytes: written.bytes,
            hash: written.hash.parse().ok()?,
            prev: written.prev.parse().ok()?,
            head: written.head.parse().ok()?,
            tip: written.tip.parse().ok()?,
        })
    }
}

/// Reads the lines of `MANIFEST` up to the first that is none; tells whether that was all.
pub fn read_manifest(bytes: &[u8]) -> (Vec<Sealed>, bool) {
    let text = String::from_utf8_lossy(bytes);
    let mut list = Vec::new();
    for line in text.split_inclusive('\n') {
        match Sealed::read(line).filter(|sealed| sealed.line() == line) {
            Some(sealed) => list.push(sealed),
            None => return (list, false),
        }
    }
    (list, true)
}

/// Returns the hash of all bytes of a file.
pub fn hash_of(bytes: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(bytes);
    finish(&hasher)
}

/// Returns the first 128 bits of a hash.
pub fn finish(hasher: &blake3::Hasher) -> Hash {
    let mut first = [0; 16];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    Hash(first)
}

/// How far a journal is known to reach: written over itself after each sync, and synced only at a start and at the end.
///
/// It is no more than a witness: an old or a torn one says nothing, but one that verifies and names a commit that the
/// journal lacks proves that the journal lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The number of the last commit.
    pub seq: u64,
    /// Its hash.
    pub head: Hash,
}

impl Reach {
    /// Writes it, always in the same number of bytes.
    pub fn write(&self) -> String {
        let text = format!("{:020} {}", self.seq, self.head);
        let sum = Hash::of(&[&text]);
        format!("{text} {sum}\n")
    }

    /// Reads what [`Reach::write`] wrote.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let (rest, sum) = text.rsplit_once(' ')?;
        if sum.parse() != Ok(Hash::of(&[rest])) {
            return None;
        }
        let (seq, head) = rest.split_once(' ')?;
        Some(Self { seq: seq.parse().ok()?, head: head.parse().ok()? })
    }
}
