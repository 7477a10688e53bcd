//! Half-typed forms, one file a desk: there after a dropped line, a kill and a power cut.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::{Disk, read_if_there, write_whole};
use super::journal::is_full;
use super::layout::Layout;

/// Bytes beyond which a file is no draft: far more than anyone types.
const LIMIT: usize = 64 << 20;

/// The half-typed forms of all desks. They are never in the journal.
#[derive(Clone, Debug)]
pub struct Drafts {
    disk: Arc<dyn Disk>,
    layout: Layout,
    written: Arc<AtomicU64>,
}

impl Drafts {
    /// Opens the drafts of a store.
    pub(super) fn new(disk: Arc<dyn Disk>, layout: Layout) -> Self {
        Self { disk, layout, written: Arc::default() }
    }

    /// Keeps a desk's draft; when it returns, the draft survives a power cut.
    ///
    /// # Errors
    /// What the disk says; the draft that was kept before is still there.
    pub fn put(&self, desk: &str, text: &str) -> io::Result<()> {
        let path = self.path(desk);
        self.disk.make_dir(&self.layout.drafts())?;
        let mut put = write_whole(&*self.disk, &path, text.as_bytes());
        // A half-typed form is what the reserve is for: to leave without losing it.
        if put.as_ref().is_err_and(is_full) && self.disk.remove(&self.layout.reserve()).is_ok() {
            put = write_whole(&*self.disk, &path, text.as_bytes());
        }
        put?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Reads a desk's draft; `None` where there is none.
    ///
    /// # Errors
    /// What the disk says; [`io::ErrorKind::InvalidData`] for a file that is no text or far too long for one.
    pub fn get(&self, desk: &str) -> io::Result<Option<String>> {
        let Some(bytes) = read_if_there(&*self.disk, &self.path(desk))? else { return Ok(None) };
        let text = Some(bytes).filter(|bytes| bytes.len() <= LIMIT).and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Moves a desk's draft into the quarantine; returns where it lies then.
    ///
    /// # Errors
    /// What the disk says; the draft is where it was.
    pub fn set_aside(&self, desk: &str) -> io::Result<PathBuf> {
        let (from, quarantine) = (self.path(desk), self.layout.quarantine());
        self.disk.make_dir(&quarantine)?;
        let taken = self.disk.list(&quarantine)?;
        let name = from.file_stem().unwrap_or_default().to_string_lossy();
        // One more than there are is always free.
        let free = (1..=taken.len() + 1).map(|n| format!("draft-{name}-{n}.json")).find(|name| !taken.contains(name));
        let to = quarantine.join(free.unwrap_or_default());
        self.disk.rename(&from, &to)?;
        self.disk.sync_dir(&quarantine)?;
        self.disk.sync_dir(&self.layout.drafts())?;
        Ok(to)
    }

    /// Takes a desk's draft away; one that is not there is no error.
    pub fn drop(&self, desk: &str) -> io::Result<()> {
        match self.disk.remove(&self.path(desk)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => self.disk.sync_dir(&self.layout.drafts()).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            }),
        }
    }

    /// Counts the drafts written since the store was opened.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Names a desk's file. What a file name cannot hold everywhere is written as its number.
    fn path(&self, desk: &str) -> PathBuf {
        let mut name = String::new();
        for byte in desk.bytes() {
            match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
                _ => {
                    let _ = write!(name, "%{byte:02x}");
                }
            }
        }
        self.layout.drafts().join(format!("{name}.json"))
    }
}
