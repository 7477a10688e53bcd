//! The database's values: bincode in an envelope that tells a changed bit.
//!
//! An envelope is the kind (1 byte), the version of the layout (2 bytes, big-endian), a CRC-32 (4 bytes, big-endian) over those
//! three bytes and the content, and the content: bincode 1.3 with little-endian integers of fixed size.

use bincode::Options;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The version of the layout; raised when the encoding of a value changes, which makes the database be rebuilt.
pub const LAYOUT: u16 = 1;
/// Most bytes of a value with its envelope: 1 MiB.
pub const LIMIT: usize = 1 << 20;
/// Bytes before the content.
const FRONT: usize = 7;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A record.
    Record = 1,
    /// How far the database has come.
    Mark = 2,
}

/// Why a value was not written or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// It exceeds [`LIMIT`].
    TooLarge,
    /// It is not what was written.
    Broken,
    /// It is of another kind or layout.
    Foreign,
}

fn options() -> impl Options {
    bincode::DefaultOptions::new()
        .with_fixint_encoding()
        .with_little_endian()
        .with_limit((LIMIT - FRONT) as u64)
        .reject_trailing_bytes()
}

/// Encodes a value.
pub fn seal<T: Serialize>(kind: Kind, value: &T) -> Result<Vec<u8>, EnvelopeError> {
    let content = options().serialize(value).map_err(|_| EnvelopeError::TooLarge)?;
    let [high, low] = LAYOUT.to_be_bytes();
    let front = [kind as u8, high, low];
    let mut bytes = Vec::with_capacity(FRONT + content.len());
    bytes.extend(front);
    bytes.extend(sum(front, &content).to_be_bytes());
    bytes.extend(content);
    Ok(bytes)
}

/// Decodes what [`seal`] made of a value of the same kind.
pub fn unseal<T: DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<T, EnvelopeError> {
    let Some((&[tag, high, low, a, b, c, d], content)) = bytes.split_first_chunk::<FRONT>() else {
        return Err(EnvelopeError::Broken);
    };
    if u32::from_be_bytes([a, b, c, d]) != sum([tag, high, low], content) {
        return Err(EnvelopeError::Broken);
    }
    if tag != kind as u8 || u16::from_be_bytes([high, low]) != LAYOUT {
        return Err(EnvelopeError::Foreign);
    }
    options().deserialize(content).map_err(|_| EnvelopeError::Broken)
}

fn sum(front: [u8; 3], content: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&front);
    hasher.update(content);
    hasher.finalize()
}

#[cfg(test)]
mod tests;
