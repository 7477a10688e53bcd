//! The database with its indexes: what readers see, and how a commit gets into it.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::contents::{Contents, JournalError};
use super::index::{Index, Touched, touched};
use super::keep;
use super::mark::Mark;
use super::shelf::{Key, Shelf, ShelfError, key, seal_record, unkey, unseal_record};
use super::view::View;
use crate::register::line::Hash;
use crate::register::memory::change_record;
use crate::register::{Change, Commit, Cube, Dictionary, FieldId, Record, Schema, Value};

/// Most records that are written to the database at once.
const AT_ONCE: usize = 1_000;

/// A database, its indexes and how far it has come.
pub struct State {
    shelf: Box<dyn Shelf>,
    index: Index,
    /// The sums; made when somebody asks for one.
    cube: OnceLock<Cube>,
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
        check_counts(&counted, &mark)?;
        let alarm = AtomicBool::new(false);
        index.sort(&|index, work| work(&View::new(&*shelf, index, mark.seq, &alarm).keeping()));
        if alarm.load(Ordering::SeqCst) {
            return Err(ShelfError("rows".to_owned()));
        }
        Ok(Self { shelf, index, cube: OnceLock::new(), mark, alarm })
    }

    /// Takes up indexes that were kept, for a database that may have come further since.
    ///
    /// # Errors
    /// [`BuildError`] when the database does not hold what its mark says. One whose files are as they were when it was
    /// closed (`clean`) is believed.
    pub fn resume(
        shelf: Box<dyn Shelf>,
        mark: Mark,
        kept: keep::Found,
        contents: &Contents,
        clean: bool,
    ) -> Result<Self, BuildError> {
        if !clean {
            let mut counted = Mark { tallies: BTreeMap::new(), ..mark.clone() };
            shelf.scan(&mut |key, bytes| {
                counted.count(key, None, Some(bytes));
                Ok(())
            })?;
            check_counts(&counted, &mark)?;
        }
        if kept.mark.seq == mark.seq {
            check_counts(&kept.mark, &mark)?;
        }
        let touched = touched_since(&*shelf, contents, kept.mark.seq, mark.seq)?;
        let (alarm, cube) = (AtomicBool::new(false), OnceLock::new());
        let mut state = Self { shelf, index: kept.index, cube, mark, alarm };
        state.follow(&touched);
        if state.is_alarmed() { Err(ShelfError("rows".to_owned()).into()) } else { Ok(state) }
    }

    /// Writes the indexes down for the next start.
    pub fn keep(&mut self, path: &Path) -> io::Result<()> {
        keep::write(path, &self.mark, &mut self.index)
    }

    /// Takes changed records over into the indexes.
    fn follow(&mut self, touched: &[Touched]) {
        let stale = self.index.change(touched);
        let Self { shelf, index, mark, alarm, .. } = self;
        index.place_rows(&stale, &|index, work| work(&View::new(&**shelf, index, mark.seq, alarm).keeping()));
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
        self.follow(&all);
        // Sums that nobody asked for are not kept either.
        if let Some(mut cube) = self.cube.take() {
            cube.apply(&commit.changes, &self.view().keeping());
            let _ = self.cube.set(cube);
        }
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
}

/// Refuses what holds other records than a mark says.
fn check_counts(counted: &Mark, mark: &Mark) -> Result<(), ShelfError> {
    if counted.filled() == mark.filled() { Ok(()) } else { Err(ShelfError("counts or digests".to_owned())) }
}

/// Lists the records that the commits after number `from` up to number `to` changed, as they were and as they are in a
/// database that has come to `to`.
fn touched_since(shelf: &dyn Shelf, contents: &Contents, from: u64, to: u64) -> Result<Vec<Touched>, BuildError> {
    type Old = BTreeMap<FieldId, Option<Value>>;
    let mut changed: BTreeMap<Key, (&'static Schema, Old)> = BTreeMap::new();
    if from < to {
        contents.replay::<BuildError>(from, &mut |commit, _| {
            for change in commit.changes.iter().filter(|_| commit.seq <= to) {
                let (_, olds) = changed.entry(key(change.schema.id, change.id)).or_insert((change.schema, Old::new()));
                for (field, old, _) in &change.set {
                    olds.entry(*field).or_insert_with(|| old.clone());
                }
            }
            Ok(())
        })?;
    }
    let mut all = Vec::with_capacity(changed.len());
    for (key, (schema, olds)) in changed {
        let after = shelf.get(&key)?.map(|bytes| unseal_record(&bytes)).transpose()?;
        let mut before = after.clone().unwrap_or_default();
        for (field, old) in olds {
            match old {
                Some(value) => before.insert(field, value),
                None => before.remove(&field),
            };
        }
        all.push(touched(schema, unkey(&key).1, Some(before).filter(|before| !before.is_empty()), after));
    }
    Ok(all)
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
