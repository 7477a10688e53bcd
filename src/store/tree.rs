//! The database on the disk: sled, whose every call may fail or panic on a damaged file.

use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use super::envelope::{self, Kind};
use super::mark::Mark;
use super::shelf::{Key, Shelf, ShelfError, Visit, behind};

/// Bytes of sled's cache. What is read again and again lies in the system's own.
///
/// sled looks for pages to let go of only once a shard of its cache, of which there are 256, was asked 64 times. So it keeps
/// what is gone through once, whatever this says, unless it is asked for each record by itself: see [`Tree::part`].
const CACHE: u64 = 1 << 20;
/// The key of the mark; longer than any record's prefix and after them all, for no entity has the last number.
const MARK: &[u8] = b"\xff\xffmark";

/// How often a database that is still held is asked for again, 5 ms apart.
const PATIENCE: u32 = 200;

/// A sled database.
pub struct Tree {
    // An option, so that dropping can be caught too.
    db: Option<sled::Db>,
}

/// Runs a call of sled and turns its panic into an error.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, ShelfError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(ShelfError(error.to_string())),
        Err(_) => Err(ShelfError("sled panicked".to_owned())),
    }
}

impl Tree {
    /// Opens a database, or makes it.
    ///
    /// sled flushes by itself never: the journal is what lasts, and its own timer would wake the machine.
    pub fn open(dir: &Path) -> Result<Self, ShelfError> {
        let config = sled::Config::default().path(dir).cache_capacity(CACHE).flush_every_ms(None);
        let config = config.mode(sled::Mode::LowSpace);
        // A database that was closed just now is let go of by sled's own threads, a moment later. Nobody else can hold it:
        // the register's lock stands before.
        for _ in 0..PATIENCE {
            match guarded(|| Ok(config.open()))? {
                Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                opened => return Ok(Self { db: Some(guarded(|| opened)?) }),
            }
        }
        Ok(Self { db: Some(guarded(|| config.open())?) })
    }

    fn db(&self) -> Result<&sled::Db, ShelfError> {
        self.db.as_ref().ok_or_else(|| ShelfError("closed".to_owned()))
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let db = self.db.take();
        // A database that panics while it closes is rebuilt at the next start; there is nobody to tell here.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
    }
}

impl Shelf for Tree {
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError> {
        let db = self.db()?;
        guarded(|| Ok(db.get(key)?.map(|bytes| bytes.to_vec())))
    }

    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError> {
        let db = self.db()?;
        let mark = envelope::seal(Kind::Mark, mark).map_err(|error| ShelfError(format!("mark: {error:?}")))?;
        let mut batch = sled::Batch::default();
        for (key, bytes) in records {
            match bytes {
                Some(bytes) => batch.insert(key, bytes.as_slice()),
                None => batch.remove(key),
            }
        }
        batch.insert(MARK, mark);
        guarded(|| db.apply_batch(batch))
    }

    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError> {
        let db = self.db()?;
        guarded(|| match bytes {
            Some(bytes) => db.insert(key, bytes).map(|_| ()),
            None => db.remove(key).map(|_| ()),
        })
    }

    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError> {
        let db = self.db()?;
        let mut pairs = guarded(|| Ok(db.range((behind(after), Bound::Unbounded))))?;
        let mut last = None;
        for _ in 0..n {
            let Some((key, bytes)) = guarded(|| pairs.next().transpose())? else { break };
            if &*key == MARK {
                continue;
            }
            // Asking for the record once more has sled let go of pages that were gone through: at 300,000 records 21 MB
            // stay in memory instead of 63.
            guarded(|| db.contains_key(&key))?;
            let key: &Key = key.as_ref().try_into().map_err(|_| ShelfError("a key of another length".to_owned()))?;
            each(key, &bytes)?;
            last = Some(*key);
        }
        Ok(last)
    }

    fn mark(&self) -> Result<Option<Mark>, ShelfError> {
        let db = self.db()?;
        let Some(bytes) = guarded(|| db.get(MARK))? else { return Ok(None) };
        envelope::unseal(Kind::Mark, &bytes).map(Some).map_err(|error| ShelfError(format!("mark: {error:?}")))
    }

    fn flush(&self) -> Result<(), ShelfError> {
        let db = self.db()?;
        guarded(|| db.flush().map(|_| ()))
    }
}
