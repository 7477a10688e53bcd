//! How far a database has come, and what it must then hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::register::Dictionary;
use crate::register::line::Hash;

/// What a database says about itself; it is written together with the records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The store's id.
    pub store: [u8; 16],
    /// The shape of the dictionary by which the records were written.
    pub shape: [u8; 16],
    /// The number of the last commit that is in it.
    pub seq: u64,
    /// That commit's hash in the journal; the store's id before the first.
    pub hash: [u8; 16],
    /// Whether all of that commit is in it.
    pub whole: bool,
    /// Count and digest by entity.
    pub tallies: BTreeMap<u16, Tally>,
}

/// How many records an entity has, and the exclusive-or of their prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// The exclusive-or of [`print`] over all of them.
    pub digest: u64,
}

impl Mark {
    /// Makes the mark of an empty database.
    pub fn new(store: Hash, dictionary: Dictionary) -> Self {
        let (store, shape) = (store.0, shape(dictionary).0);
        Self { store, shape, seq: 0, hash: store, whole: true, tallies: BTreeMap::new() }
    }

    /// Counts a record's old bytes out and its new ones in.
    pub fn count(&mut self, key: &[u8; 18], old: Option<&[u8]>, new: Option<&[u8]>) {
        let tally = self.tallies.entry(u16::from_be_bytes([key[0], key[1]])).or_default();
        if let Some(old) = old {
            tally.count = tally.count.wrapping_sub(1);
            tally.digest ^= print(key, old);
        }
        if let Some(new) = new {
            tally.count = tally.count.wrapping_add(1);
            tally.digest ^= print(key, new);
        }
    }

    /// Returns the counts without the entities that have no record.
    pub fn filled(&self) -> BTreeMap<u16, Tally> {
        self.tallies.iter().filter(|(_, tally)| **tally != Tally::default()).map(|(id, tally)| (*id, *tally)).collect()
    }
}

/// What a database was found to hold.
#[derive(Debug, Default)]
pub struct Count(BTreeMap<u16, Tally>);

impl Count {
    /// Counts a record in.
    pub fn add(&mut self, key: &[u8; 18], bytes: &[u8]) {
        let tally = self.0.entry(u16::from_be_bytes([key[0], key[1]])).or_default();
        tally.count += 1;
        tally.digest ^= print(key, bytes);
    }

    /// Returns how many records were counted.
    pub fn records(&self) -> u64 {
        self.0.values().map(|tally| tally.count).sum()
    }

    /// Returns whether these are the records that a mark says.
    pub fn agrees(&self, mark: &Mark) -> bool {
        self.0 == mark.filled()
    }
}

/// Returns 64 bits that tell a record's key and bytes from others.
fn print(key: &[u8; 18], bytes: &[u8]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key);
    hasher.update(bytes);
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_be_bytes(first)
}

/// Returns the shape of a dictionary: what decides how a journal's values are stored. Words, widths and rules are not in it.
fn shape(dictionary: Dictionary) -> Hash {
    let mut text = String::new();
    for schema in dictionary.0 {
        let _ = writeln!(text, "{} {}", schema.id, schema.key);
        for field in schema.all_fields() {
            let (id, key, form) = (field.id, field.key, field.kind.label().en);
            let _ = writeln!(text, "  {id} {key} {form}");
        }
    }
    Hash::of(&[&text])
}
