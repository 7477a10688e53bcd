//! Arrays of bytes of one length, written down in one piece.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Writes the array.
pub fn serialize<S: Serializer, const N: usize>(array: &[[u8; N]], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(array.as_flattened())
}

/// Reads what [`serialize`] wrote.
pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<Vec<[u8; N]>, D::Error> {
    struct Flat<const N: usize>;

    impl<const N: usize> Visitor<'_> for Flat<N> {
        type Value = Vec<[u8; N]>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a multiple of {N} bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            let (whole, rest) = bytes.as_chunks::<N>();
            if rest.is_empty() { Ok(whole.to_vec()) } else { Err(E::invalid_length(bytes.len(), &self)) }
        }

        fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Self::Value, E> {
            self.visit_bytes(&bytes)
        }
    }

    deserializer.deserialize_byte_buf(Flat)
}
