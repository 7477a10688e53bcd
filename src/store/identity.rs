//! Who the store is: `store.json`.

use serde::{Deserialize, Serialize};

use crate::register::line::Hash;

/// The version of the store's layout on the disk.
pub const FORMAT: u32 = 1;

/// The store's and the device's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The store's id, which the first line of its journal follows.
    pub store: Hash,
    /// The device's id, short, of small letters and digits.
    pub device: String,
}

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    store: String,
    device: String,
}

/// Why `store.json` was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityError {
    /// A newer program made the store; its format.
    Newer(u32),
    /// It is not what was written.
    Broken,
}

impl Identity {
    /// Makes an identity out of random bytes.
    ///
    /// # Errors
    /// What the system says when it has no random bytes to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let mut store = [0; 16];
        getrandom::fill(&mut store)?;
        let mut device = [0; 4];
        getrandom::fill(&mut device)?;
        let device = device.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
        Ok(Self { store: Hash(store), device })
    }

    /// Writes it.
    pub fn write(&self) -> String {
        let written = Written { format: FORMAT, store: self.store.to_string(), device: self.device.clone() };
        // A struct of texts and a number is always written.
        let mut text = serde_json::to_string(&written).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads what [`Identity::write`] wrote.
    pub fn read(bytes: &[u8]) -> Result<Self, IdentityError> {
        let written: Written = serde_json::from_slice(bytes).map_err(|_| IdentityError::Broken)?;
        if written.format > FORMAT {
            return Err(IdentityError::Newer(written.format));
        }
        let store = written.store.parse().map_err(|_| IdentityError::Broken)?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if written.device.is_empty() || !written.device.bytes().all(plain) {
            return Err(IdentityError::Broken);
        }
        Ok(Self { store, device: written.device })
    }
}
