//! The database with its indexes: what readers see, and how a commit gets into it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use super::contents::{Contents, JournalError};
use super::index::{Index, Stale, Touched, touched};
use super::mark::Mark;
use super::shelf::{Key, Shelf, ShelfError, key, seal_record, unkey, unseal_record};
use super::view::View;
use crate::register::line::Hash;
use crate::register::memory::change_record;
use crate::register::{Change, Commit, Cube, Dictionary, Record, Schema};

/// Most records that are written to the database at once.
const AT_ONCE: usize = 1_000;

/// A database, its indexes and how far it has come.
pub struct State {
    shelf: Box<dyn Shelf>,
    index: Index,
    cube: Cube,
    mark: Mark,
    alarm: AtomicBool,
}

/// Why a database cannot be built or brought up to date.
#[derive(Clone, Debug)]
pub enum BuildError {
    /// The database failed.
    Shelf(ShelfError),
    /// The journal cannot be read.
    Journal(JournalError),
}

impl From<ShelfError> for BuildError {
    fn from(error: ShelfError) -> Self {
        Self::Shelf(error)
    }
}

impl From<JournalError> for BuildError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl State {
    /// Builds an empty database up from the journal, and its indexes.
    pub fn build(
        shelf: Box<dyn Shelf>,
        store: Hash,
        dictionary: Dictionary,
        contents: &Contents,
    ) -> Result<Self, BuildError> {
        let mut mark = Mark::new(store, dictionary);
        contents.replay::<BuildError>(0, &mut |commit, hash| {
            for change in &commit.changes {
                let key = key(change.schema.id, change.id);
                let old = shelf.get(&key)?;
                let new = changed(old.as_deref(), change)?;
                mark.count(&key, old.as_deref(), new.as_deref());
                shelf.put(&key, new.as_deref())?;
            }
            (mark.seq, mark.hash) = (commit.seq, hash.0);
            Ok(())
        })?;
        shelf.write(&[], &mark)?;
        shelf.flush()?;
        Ok(Self::open(shelf, mark, dictionary)?)
    }

    /// Makes the indexes of a database, and counts what it holds.
    ///
    /// # Errors
    /// [`ShelfError`] when the database cannot be read or does not hold what its mark says.
    pub fn open(shelf: Box<dyn Shelf>, mark: Mark, dictionary: Dictionary) -> Result<Self, ShelfError> {
        let mut index = Index::new(dictionary);
        let mut counted = Mark { tallies: BTreeMap::new(), ..mark.clone() };
        shelf.scan(&mut |key, bytes| {
            counted.count(key, None, Some(bytes));
            let (entity, id) = unkey(key);
            let schema = dictionary.entity_by_id(entity).ok_or_else(|| ShelfError(format!("entity {entity}")))?;
            index.fill(&touched(schema, id, None, Some(unseal_record(bytes)?)));
            Ok(())
        })?;
        if counted.filled() != mark.filled() {
            return Err(ShelfError("counts or digests".to_owned()));
        }
        let alarm = AtomicBool::new(false);
        let rows = index.make_rows(&index.all(), &View::new(&*shelf, &index, mark.seq, &alarm).keeping());
        index.place_all(rows);
        let cube = Cube::build(&View::new(&*shelf, &index, mark.seq, &alarm));
        if alarm.load(Ordering::SeqCst) {
            return Err(ShelfError("rows".to_owned()));
        }
        Ok(Self { shelf, index, cube, mark, alarm })
    }

    /// Applies the commits that the journal has and the database has not.
    pub fn catch_up(&mut self, contents: &Contents) -> Result<(), BuildError> {
        let after = self.mark.seq;
        contents.replay::<BuildError>(after, &mut |commit, hash| Ok(self.apply(&commit, hash)?))
    }

    /// Returns the number of the last commit that is in it.
    pub const fn seq(&self) -> u64 {
        self.mark.seq
    }

    /// Returns what readers see.
    pub fn view(&self) -> View<'_> {
        View::new(&*self.shelf, &self.index, self.mark.seq, &self.alarm).counting(&self.cube)
    }

    /// Returns whether the database failed, so that what readers saw since is not to be believed.
    pub fn is_alarmed(&self) -> bool {
        self.alarm.load(Ordering::SeqCst)
    }

    /// Notes that the database failed.
    pub fn raise_alarm(&self) {
        self.alarm.store(true, Ordering::SeqCst);
    }

    /// Hands to the system what the database has still to write.
    pub fn flush(&self) -> Result<(), ShelfError> {
        self.shelf.flush()
    }

    /// Applies a commit whose last line has the hash `hash`. After an error the database is to be built anew.
    pub fn apply(&mut self, commit: &Commit, hash: Hash) -> Result<(), ShelfError> {
        let mut all: Vec<Touched> = Vec::with_capacity(commit.changes.len());
        let mut parts = commit.changes.chunks(AT_ONCE).peekable();
        if parts.peek().is_none() {
            (self.mark.seq, self.mark.hash) = (commit.seq, hash.0);
            self.shelf.write(&[], &self.mark)?;
        }
        while let Some(part) = parts.next() {
            self.mark.whole = parts.peek().is_none();
            if self.mark.whole {
                (self.mark.seq, self.mark.hash) = (commit.seq, hash.0);
            }
            let touched = self.write(part)?;
            all.extend(touched);
        }
        let stale = self.index.change(&all);
        self.refresh(stale);
        let mut cube = std::mem::take(&mut self.cube);
        cube.apply(&commit.changes, &self.view().keeping());
        self.cube = cube;
        if self.is_alarmed() { Err(ShelfError("rows".to_owned())) } else { Ok(()) }
    }

    /// Writes the records of some changes, with the mark.
    fn write(&mut self, changes: &[Change]) -> Result<Vec<Touched>, ShelfError> {
        // A record that a commit names twice is read once and written once.
        let mut records: BTreeMap<Key, Pending> = BTreeMap::new();
        for change in changes {
            let key = key(change.schema.id, change.id);
            if let Some(pending) = records.get_mut(&key) {
                change_record(&mut pending.after, change);
                continue;
            }
            let old = self.shelf.get(&key)?;
            let before = old.as_deref().map(unseal_record).transpose()?;
            let mut after = before.clone().unwrap_or_default();
            change_record(&mut after, change);
            records.insert(key, Pending { schema: change.schema, old, before, after });
        }
        let mut writes = Vec::with_capacity(records.len());
        let mut all = Vec::with_capacity(records.len());
        for (key, Pending { schema, old, before, after }) in records {
            let new = seal_record(&after)?;
            self.mark.count(&key, old.as_deref(), new.as_deref());
            writes.push((key, new));
            all.push(touched(schema, unkey(&key).1, before, Some(after).filter(|after| !after.is_empty())));
        }
        self.shelf.write(&writes, &self.mark)?;
        Ok(all)
    }

    /// Makes stale rows anew, and those that show them.
    fn refresh(&mut self, mut stale: Stale) {
        let mut done = Stale::new();
        while !stale.is_empty() {
            let rows = self.index.make_rows(&stale, &self.view().keeping());
            done.append(&mut stale);
            stale = self.index.place_rows(rows);
            stale.retain(|row| !done.contains(row));
        }
    }
}

/// A record that a commit changes.
struct Pending {
    schema: &'static Schema,
    old: Option<Vec<u8>>,
    before: Option<Record>,
    after: Record,
}

/// Applies one change to a record's bytes.
fn changed(old: Option<&[u8]>, change: &Change) -> Result<Option<Vec<u8>>, ShelfError> {
    let mut record = old.map(unseal_record).transpose()?.unwrap_or_default();
    change_record(&mut record, change);
    seal_record(&record)
}
