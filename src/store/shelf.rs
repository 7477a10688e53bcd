//! The database: records by key, rebuildable from the journal at any time.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Bound, RangeInclusive};
use std::sync::{PoisonError, RwLock};

use super::envelope::{self, Kind};
use super::mark::Mark;
use crate::register::{Id, Record};

/// The key of a record: its entity's number and its id, so that an entity's records lie together in the order of their ids.
pub type Key = [u8; 18];

/// Makes the key of a record.
pub fn key(entity: u16, id: Id) -> Key {
    let mut key = [0; 18];
    key[..2].copy_from_slice(&entity.to_be_bytes());
    key[2..].copy_from_slice(&id.to_bytes());
    key
}

/// Returns the first and the last key that a record of an entity can have.
pub fn keys_of(entity: u16) -> RangeInclusive<Key> {
    key(entity, Id::from_bits(0))..=key(entity, Id::from_bits(u128::MAX))
}

/// Reads a key.
pub fn unkey(key: &Key) -> (u16, Id) {
    let mut id = [0; 16];
    id.copy_from_slice(&key[2..]);
    (u16::from_be_bytes([key[0], key[1]]), Id::from_bytes(id))
}

/// Says that a database failed; what it said is for the log, for it is rebuilt whatever the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfError(pub String);

impl fmt::Display for ShelfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Records that are gone through at once.
const PART: usize = 1_024;

/// Returns where what comes after a key begins.
pub fn behind(after: Option<&Key>) -> Bound<Key> {
    after.map_or(Bound::Unbounded, |after| Bound::Excluded(*after))
}

/// Called with a key and its bytes.
pub type Visit<'a> = dyn FnMut(&Key, &[u8]) -> Result<(), ShelfError> + 'a;

/// One database. After an error it is not used again.
pub trait Shelf: Send + Sync {
    /// Reads a record's bytes.
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError>;
    /// Writes records (`None` takes one away) and the mark, all or none; at most 1,000 at once.
    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError>;
    /// Writes one record while the database is built; the mark comes at the end.
    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError>;
    /// Gives at most `n` records after a key, or the first ones, in the order of their keys; returns the key of the last of
    /// them, and none at the end. What is gone through is not kept in memory.
    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError>;
    /// Gives all records in the order of their keys.
    fn scan(&self, each: &mut Visit<'_>) -> Result<(), ShelfError> {
        let mut after = None;
        loop {
            after = self.part(after.as_ref(), PART, each)?;
            if after.is_none() {
                return Ok(());
            }
        }
    }
    /// Gives all records of an entity in the order of their keys.
    fn scan_of(&self, entity: u16, each: &mut Visit<'_>) -> Result<(), ShelfError> {
        let range = keys_of(entity);
        let mut after = entity.checked_sub(1).map(|before| *keys_of(before).end());
        loop {
            let mut own = |key: &Key, bytes: &[u8]| if range.contains(key) { each(key, bytes) } else { Ok(()) };
            after = self.part(after.as_ref(), PART, &mut own)?;
            if !after.is_some_and(|last| range.contains(&last)) {
                return Ok(());
            }
        }
    }
    /// Reads the mark; `None` in a database that was never finished.
    fn mark(&self) -> Result<Option<Mark>, ShelfError>;
    /// Hands to the system what is still to be written.
    fn flush(&self) -> Result<(), ShelfError>;
}

/// Reads a record; `None` where there is none.
pub fn get_record(shelf: &dyn Shelf, key: &Key) -> Result<Option<Record>, ShelfError> {
    shelf.get(key)?.map(|bytes| unseal_record(&bytes)).transpose()
}

/// Decodes a record's bytes.
pub fn unseal_record(bytes: &[u8]) -> Result<Record, ShelfError> {
    envelope::unseal(Kind::Record, bytes).map_err(|error| ShelfError(format!("record: {error:?}")))
}

/// Encodes a record; `None` for an empty one, which is no record.
pub fn seal_record(record: &Record) -> Result<Option<Vec<u8>>, ShelfError> {
    if record.is_empty() {
        return Ok(None);
    }
    envelope::seal(Kind::Record, record).map(Some).map_err(|error| ShelfError(format!("record: {error:?}")))
}

/// A database that is gone with the program: for reading beside another program, and for tests.
#[derive(Debug, Default)]
pub struct MemoryShelf {
    records: RwLock<BTreeMap<Key, Vec<u8>>>,
    mark: RwLock<Option<Mark>>,
}

impl Shelf for MemoryShelf {
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError> {
        Ok(self.records.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }

    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError> {
        for (key, bytes) in records {
            self.put(key, bytes.as_deref())?;
        }
        *self.mark.write().unwrap_or_else(PoisonError::into_inner) = Some(mark.clone());
        Ok(())
    }

    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError> {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        match bytes {
            Some(bytes) => records.insert(*key, bytes.to_vec()),
            None => records.remove(key),
        };
        Ok(())
    }

    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError> {
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        let mut last = None;
        for (key, bytes) in records.range((behind(after), Bound::Unbounded)).take(n) {
            each(key, bytes)?;
            last = Some(*key);
        }
        Ok(last)
    }

    fn mark(&self) -> Result<Option<Mark>, ShelfError> {
        Ok(self.mark.read().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn flush(&self) -> Result<(), ShelfError> {
        Ok(())
    }
}
