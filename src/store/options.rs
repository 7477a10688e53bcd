//! How a store is opened.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::base::{Database, Probe};
use super::disk::{Disk, RealDisk};
use super::identity::Identity;
use crate::register::{Dictionary, Words};
use crate::say;

/// Who holds a store open, for the message that others get.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The machine.
    pub host: String,
    /// The person.
    pub person: String,
    /// Since when, as people write it.
    pub since: String,
}

impl Holder {
    /// Writes it for the lock's file.
    pub(super) fn written(&self) -> String {
        // A struct of texts and a number is always written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Says who has the store, by what the lock's file holds.
    pub(super) fn busy(written: &str) -> Words {
        let Ok(Self { pid, host, person, since }) = serde_json::from_str(written) else {
            return say!(
                "Sổ đang được một chương trình khác mở. Ở đây chỉ xem được; muốn ghi thì đóng bên kia rồi mở lại.",
                "Another program has the register open. It can only be read here; to write, close it there and come back."
            );
        };
        say!(
            "Sổ đang do {person} mở trên máy {host} từ {since} (tiến trình {pid}). Ở đây chỉ xem được; muốn ghi thì đóng bên kia rồi mở lại.",
            "The register is open by {person} on {host} since {since} (process {pid}). It can only be read here; to write, close it there and come back.",
            person = person,
            host = host,
            since = since,
            pid = pid
        )
    }
}

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The entities that the register knows.
    pub dictionary: Dictionary,
    /// Who opens it.
    pub holder: Holder,
    /// Whether it is only read, beside another program or although it is damaged.
    pub read_only: bool,
    /// Where the records are kept for reading.
    pub database: Database,
    /// The disk that holds the journal.
    pub disk: Arc<dyn Disk>,
    /// The length at which a segment of the journal is sealed.
    pub segment_bytes: u64,
    /// Tries a database that was not closed in good order, in another process with a time limit, by
    /// [`doctor::try_out`](super::doctor::try_out); without it sled is opened and its panics are caught.
    pub probe: Option<Probe>,
    /// Whether a database is used before it is compared with what it must hold: who opens then sees to
    /// [`Store::check_database`](super::Store::check_database), before which nothing is saved.
    pub check_later: bool,
    /// The names of a store that is made; random ones where there are none.
    pub identity: Option<Identity>,
}

impl Options {
    /// Opens for writing, on the machine's disk.
    pub fn new(dictionary: Dictionary, holder: Holder) -> Self {
        Self {
            dictionary,
            holder,
            read_only: false,
            database: Database::Disk,
            disk: Arc::new(RealDisk),
            segment_bytes: 16 << 20,
            probe: None,
            check_later: false,
            identity: None,
        }
    }

    /// Opens for reading only.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }
}
