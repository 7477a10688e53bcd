//! What a copy says about itself: `COPY.json`.

use serde::{Deserialize, Serialize};

use crate::register::Time;
use crate::register::line::Hash;

/// The version of the receipt.
const FORMAT: u32 = 1;
/// Bytes beyond which a file is no receipt.
const LIMIT: usize = 4 << 10;

/// How far a copy reaches, and when it was made and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The store's id.
    pub store: Hash,
    /// The device whose journal it is.
    pub device: String,
    /// The number of its last commit.
    pub seq: u64,
    /// That commit's hash; the store's id before the first.
    pub head: Hash,
    /// Bytes of its journal.
    pub bytes: u64,
    /// When it was made.
    pub made: Time,
}

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    store: String,
    device: String,
    seq: u64,
    head: String,
    bytes: u64,
    made: String,
}

impl Receipt {
    /// Writes it, with its line end.
    pub(super) fn write(&self) -> String {
        let written = Written {
            format: FORMAT,
            store: self.store.to_string(),
            device: self.device.clone(),
            seq: self.seq,
            head: self.head.to_string(),
            bytes: self.bytes,
            made: self.made.to_rfc3339(),
        };
        // A struct of texts and numbers is always written.
        let mut text = serde_json::to_string(&written).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads what [`Receipt::write`] wrote; `None` for anything else.
    pub(in crate::store) fn read(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes.get(..bytes.len().min(LIMIT))?).ok()?;
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let named = !written.device.is_empty() && written.device.bytes().all(plain);
        (written.format == FORMAT && named).then_some(())?;
        Some(Self {
            store: written.store.parse().ok()?,
            device: written.device,
            seq: written.seq,
            head: written.head.parse().ok()?,
            bytes: written.bytes,
            made: Time::parse_from_rfc3339(&written.made).ok()?,
        })
    }
}
