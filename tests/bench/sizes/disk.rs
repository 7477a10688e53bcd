//! The machine's disk, with a count of its syncs and a copy of what was written last.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use danvan::store::disk::{Disk, DiskFile, Lock, RealDisk};

/// What was done with the journal's file.
#[derive(Debug, Default)]
struct Done {
    syncs: AtomicUsize,
    last: Mutex<Vec<u8>>,
}

/// The machine's disk, watched.
#[derive(Debug, Default)]
pub struct Counting {
    real: RealDisk,
    done: Arc<Done>,
}

struct Watched {
    file: Box<dyn DiskFile>,
    done: Arc<Done>,
    /// Whether it is a segment of the journal.
    journal: bool,
}

impl Counting {
    pub fn forget(&self) {
        self.done.syncs.store(0, Ordering::SeqCst);
    }

    pub fn syncs(&self) -> usize {
        self.done.syncs.load(Ordering::SeqCst)
    }

    /// Returns what was written to the journal last.
    pub fn last(&self) -> Vec<u8> {
        self.done.last.lock().unwrap().clone()
    }
}

impl DiskFile for Watched {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        if self.journal {
            *self.done.last.lock().unwrap() = bytes.to_vec();
        }
        self.file.write_at(at, bytes)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.done.syncs.fetch_add(1, Ordering::SeqCst);
        self.file.sync()
    }
}

impl Disk for Counting {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        self.real.make_dir(dir)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        self.real.list(dir)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.real.read(path)
    }

    fn read_at(&self, path: &Path, at: u64, len: u64) -> io::Result<Vec<u8>> {
        self.real.read_at(path, at, len)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.real.len(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let journal = path.extension().is_some_and(|extension| extension == "jsonl");
        Ok(Box::new(Watched { file: self.real.open(path)?, done: Arc::clone(&self.done), journal }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.real.rename(from, to)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.real.remove_dir(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.real.is_dir(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.real.remove(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.done.syncs.fetch_add(1, Ordering::SeqCst);
        self.real.sync_dir(dir)
    }

    fn free(&self, dir: &Path) -> Option<u64> {
        self.real.free(dir)
    }

    fn lock(&self, path: &Path, words: &str) -> io::Result<Option<Lock>> {
        self.real.lock(path, words)
    }
}
