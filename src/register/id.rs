//! Identity of a record: 128 bits, ordered by the moment it was made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The letters of Crockford's base 32, in the order of their value.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Names a record for ever: a ULID (48 bits of milliseconds, 80 random bits), written as 26 letters.
///
/// People see codes such as `DVK-2026-014`; an id is what links and the journal hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(u128);

impl Id {
    /// Number of letters in the written form.
    pub const LEN: usize = 26;

    /// Makes an id from Unix milliseconds (48 bits are kept) and random bits (80 are kept).
    pub const fn from_parts(millis: u64, random: u128) -> Self {
        let time = (millis as u128) & ((1 << 48) - 1);
        Self((time << 80) | (random & ((1 << 80) - 1)))
    }

    /// Makes an id from its 128 bits.
    pub const fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    /// Returns the 128 bits.
    pub const fn bits(self) -> u128 {
        self.0
    }

    /// Returns the bytes in the order in which ids sort.
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Reads what [`Id::to_bytes`] wrote.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(Self::LEN);
        for place in (0..Self::LEN).rev() {
            let digit = (self.0 >> (5 * place)) & 31;
            text.push(char::from(LETTERS[usize::try_from(digit).unwrap_or(0)]));
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Says that a text is not the written form of an [`Id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;

    /// Reads 26 letters of Crockford's base 32; small letters are accepted, look-alikes are not.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != Self::LEN {
            return Err(NotAnId);
        }
        let mut bits: u128 = 0;
        for (place, byte) in text.bytes().enumerate() {
            let upper = byte.to_ascii_uppercase();
            let digit = LETTERS.iter().position(|&letter| letter == upper).ok_or(NotAnId)?;
            if place == 0 && digit > 7 {
                return Err(NotAnId);
            }
            bits = (bits << 5) | digit as u128;
        }
        Ok(Self(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn written_and_read_back(bits in any::<u128>()) {
            let id = Id::from_bits(bits);
            prop_assert_eq!(id.to_string().parse::<Id>(), Ok(id));
            prop_assert_eq!(Id::from_bytes(id.to_bytes()), id);
        }

        #[test]
        fn written_form_sorts_like_the_id(a in any::<u128>(), b in any::<u128>()) {
            let (a, b) = (Id::from_bits(a), Id::from_bits(b));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(id.to_string(), text.to_ascii_uppercase());
            }
        }
    }

    #[test]
    fn a_first_letter_above_7_would_overflow() {
        assert_eq!("80000000000000000000000000".parse::<Id>(), Err(NotAnId));
        assert_eq!(Id::from_bits(u128::MAX).to_string(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }
}
