//! The database with its indexes: what readers see, and how a commit gets into it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::contents::{Contents, JournalError};
use super::index::{Index, Touched, touched};
use super::keep;
use super::mark::{Count, Mark};
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
        let mut counted = Count::default();
        shelf.scan(&mut |key, bytes| {
            counted.add(key, bytes);
            let (entity, id) = unkey(key);
            let schema = dictionary.entity_by_id(entity).ok_or_else(|| ShelfError(format!("entity {entity}")))?;
            index.fill(&touched(schema, id, None, Some(unseal_record(bytes)?)));
            Ok(())
        })?;
        check_counts(&counted, &mark)?;
        let alarm = AtomicBool::new(false);
        index.settle();
        index.place_rows(&|| View::new(&*shelf, &index, mark.seq, &alarm).keeping());
        if alarm.load(Ordering::SeqCst) {
            return Err(ShelfError("rows".to_owned()));
        }
        Ok(Self { shelf, index, cube: OnceLock::new(), mark, alarm })
    }

    /// Takes up indexes that were kept, for a database that may have come further since.
    ///
    /// # Errors
    /// [`BuildError`] when the database does not hold what its mark says. One that `is_believed` is not gone through: its
    /// files are as they were when it was closed, or it is compared later.
    pub fn resume(
        shelf: Box<dyn Shelf>,
        mark: Mark,
        kept: keep::Found,
        contents: &Contents,
        is_believed: bool,
    ) -> Result<Self, BuildError> {
        if !is_believed {
            let mut counted = Count::default();
            shelf.scan(&mut |key, bytes| {
                counted.add(key, bytes);
                Ok(())
            })?;
            check_counts(&counted, &mark)?;
        }
        if kept.mark.seq == mark.seq && kept.mark.filled() != mark.filled() {
            return Err(disagreement().into());
        }
        let touched = touched_since(&*shelf, contents, kept.mark.seq, mark.seq)?;
        let (alarm, cube) = (AtomicBool::new(false), OnceLock::new());
        let mut state = Self { shelf, index: kept.index, cube, mark, alarm };
        state.index.change(&touched);
        Ok(state)
    }

    /// Gives the database back with its mark.
    #[cfg(test)]
    pub fn into_parts(self) -> (Box<dyn Shelf>, Mark) {
        (self.shelf, self.mark)
    }

    /// Writes the indexes down for the next start.
    pub fn keep(&mut self, path: &Path) -> io::Result<()> {
        let Self { shelf, index, mark, alarm, .. } = &*self;
        index.place_rows(&|| View::new(&**shelf, index, mark.seq, alarm).keeping());
        if self.is_alarmed() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        keep::write(path, &self.mark, &mut self.index)
    }

    /// Applies the commits that the journal has and the database has not.
    pub fn catch_up(&mut self, contents: &Contents) -> Result<(), BuildError> {
        let mut waiting: Vec<(Commit, Hash)> = Vec::new();
        contents.replay::<BuildError>(self.mark.seq, &mut |commit, hash| {
            waiting.push((commit, hash));
            if waiting.len() < AT_ONCE {
                return Ok(());
            }
            self.apply(waiting.iter().map(|(commit, hash)| (commit, *hash)))?;
            waiting.clear();
            Ok(())
        })?;
        if waiting.is_empty() {
            return Ok(());
        }
        Ok(self.apply(waiting.iter().map(|(commit, hash)| (commit, *hash)))?)
    }

    /// Counts at most `n` records after a key; returns the last of them, and none at the end, where they must be those that
    /// the mark says.
    pub fn compare(&self, after: Option<&Key>, n: usize, counted: &mut Count) -> Result<Option<Key>, ShelfError> {
        let last = self.shelf.part(after, n, &mut |key, bytes| {
            counted.add(key, bytes);
            Ok(())
        })?;
        match last {
            Some(_) if !self.is_alarmed() => Ok(last),
            Some(_) => Err(ShelfError("rows".to_owned())),
            None => check_counts(counted, &self.mark).map(|()| None),
        }
    }

    /// Returns how many records there must be.
    pub fn records(&self) -> u64 {
        self.mark.tallies.values().map(|tally| tally.count).sum()
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

    /// Applies commits in their order, each with the hash of its last line. After an error the database is to be built anew.
    pub fn apply<'a>(&mut self, commits: impl Iterator<Item = (&'a Commit, Hash)> + Clone) -> Result<(), ShelfError> {
        let (mut pending, mut all) = (BTreeMap::new(), Vec::new());
        for (commit, hash) in commits.clone() {
            for (place, change) in commit.changes.iter().enumerate() {
                if pending.len() >= AT_ONCE {
                    // What is written so far may end in the middle of this commit.
                    self.mark.whole = place == 0;
                    all.extend(self.write(std::mem::take(&mut pending))?);
                }
                self.take_over(&mut pending, change)?;
            }
            (self.mark.seq, self.mark.hash, self.mark.whole) = (commit.seq, hash.0, true);
        }
        all.extend(self.write(pending)?);
        self.index.change(&all);
        // Sums that nobody asked for are not kept either.
        if let Some(mut cube) = self.cube.take() {
            let view = self.view().keeping();
            let changes: Vec<Change> = commits.flat_map(|(commit, _)| commit.changes.clone()).collect();
            cube.apply(&changes, &view);
            drop(view);
            let _ = self.cube.set(cube);
        }
        if self.is_alarmed() { Err(ShelfError("rows".to_owned())) } else { Ok(()) }
    }

    /// Takes one change over into the records that are to be written. A record that is changed twice is read once and
    /// written once.
    fn take_over(&self, pending: &mut BTreeMap<Key, Pending>, change: &Change) -> Result<(), ShelfError> {
        let key = key(change.schema.id, change.id);
        let pending = match pending.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let old = match self.index.table(change.schema) {
                    Some(table) if table.withdrawn(change.id).is_none() => None,
                    Some(_) | None => self.shelf.get(&key)?,
                };
                let before = old.as_deref().map(unseal_record).transpose()?;
                let after = before.clone().unwrap_or_default();
                place.insert(Pending { schema: change.schema, old, before, after })
            }
        };
        change_record(&mut pending.after, change);
        Ok(())
    }

    /// Writes records, with the mark.
    fn write(&mut self, records: BTreeMap<Key, Pending>) -> Result<Vec<Touched>, ShelfError> {
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
fn check_counts(counted: &Count, mark: &Mark) -> Result<(), ShelfError> {
    if counted.agrees(mark) { Ok(()) } else { Err(disagreement()) }
}

fn disagreement() -> ShelfError {
    ShelfError("counts or digests".to_owned())
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
