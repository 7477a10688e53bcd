//! The database's generations: opening the newest, building the next.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::contents::Contents;
use super::disk::{Disk, RealDisk};
use super::layout::{Layout, generation_number};
use super::mark::Mark;
use super::report::Finding;
use super::shelf::{MemoryShelf, Shelf, ShelfError};
use super::state::{BuildError, State};
use super::tree::Tree;
use crate::register::Dictionary;
use crate::register::line::Hash;
use crate::say;

/// Where the records are kept for reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Database {
    /// In sled, below the store's directory.
    #[default]
    Disk,
    /// In memory, built from the journal at every start.
    Memory,
}

/// The place of the database.
#[derive(Clone, Debug)]
pub struct Base {
    layout: Layout,
    database: Database,
    store: Hash,
    dictionary: Dictionary,
}

/// The newest generation as it was found.
pub struct Found {
    shelf: Box<dyn Shelf>,
    /// What it says about itself.
    pub mark: Mark,
}

impl Base {
    /// Names the place of the database.
    pub const fn new(layout: Layout, database: Database, store: Hash, dictionary: Dictionary) -> Self {
        Self { layout, database, store, dictionary }
    }

    /// Opens the newest generation as far as its mark; `Err` says why there is none to be used.
    pub fn find(&self) -> Result<Found, Finding> {
        if self.database == Database::Memory {
            return Err(Finding::note(say!("Dữ liệu đọc từ nhật ký.", "The data was read from the journal.")));
        }
        let Some(newest) = self.generations().pop() else {
            return Err(Finding::note(say!("Chưa có cơ sở dữ liệu.", "There is no database yet.")));
        };
        let unusable = |error: &ShelfError| {
            Finding::healable(say!(
                "Cơ sở dữ liệu không dùng được ({why}); dựng lại từ nhật ký.",
                "The database cannot be used ({why}); it is built anew from the journal.",
                why = error
            ))
        };
        let tree = Tree::open(&self.layout.database(newest)).map_err(|error| unusable(&error))?;
        let mark = tree.mark().map_err(|error| unusable(&error))?;
        let mark = mark.ok_or_else(|| unusable(&ShelfError("no mark".to_owned())))?;
        let empty = Mark::new(self.store, self.dictionary);
        if mark.store != empty.store {
            return Err(unusable(&ShelfError("another store".to_owned())));
        }
        Ok(Found { shelf: Box::new(tree), mark })
    }

    /// Makes what was found ready for readers, if it agrees with the journal; brings it up to date.
    pub fn take_up(&self, found: Found, contents: &Contents) -> Result<State, Finding> {
        let disagrees = |why: &str| {
            Finding::healable(say!(
                "Cơ sở dữ liệu không khớp nhật ký ({why}); dựng lại từ nhật ký.",
                "The database does not agree with the journal ({why}); it is built anew from the journal.",
                why = why
            ))
        };
        let Found { shelf, mark } = found;
        if mark.shape != Mark::new(self.store, self.dictionary).shape {
            return Err(Finding::note(say!(
                "Chương trình có trường mới; dựng lại cơ sở dữ liệu từ nhật ký.",
                "The program has other fields now; the database is built anew from the journal."
            )));
        }
        if !mark.whole {
            return Err(disagrees("half a commit"));
        }
        let same = match mark.seq {
            0 => mark.hash == self.store.0,
            seq => contents.commit(seq).ok().flatten().is_some_and(|(_, hash)| hash.0 == mark.hash),
        };
        if !same {
            return Err(disagrees("hash"));
        }
        let open = || {
            let mut state = State::open(shelf, mark, self.dictionary)?;
            state.catch_up(contents)?;
            Ok::<_, BuildError>(state)
        };
        match catch_unwind(AssertUnwindSafe(open)) {
            Ok(Ok(state)) => Ok(state),
            Ok(Err(BuildError::Shelf(error))) => Err(disagrees(&error.0)),
            Ok(Err(BuildError::Journal(error))) => Err(disagrees(&error.words().en)),
            Err(_) => Err(disagrees("panic")),
        }
    }

    /// Builds the next generation from the journal and takes the older ones away.
    ///
    /// Where the disk does not take a database, one in memory serves until the program ends.
    pub fn build(&self, contents: &Contents) -> Result<(State, Option<Finding>), BuildError> {
        if self.database == Database::Disk {
            match self.build_on_disk(contents) {
                Ok(state) => return Ok((state, None)),
                Err(BuildError::Journal(error)) => return Err(BuildError::Journal(error)),
                Err(BuildError::Shelf(error)) => {
                    let state = self.build_in_memory(contents)?;
                    let note = say!(
                        "Không dựng được cơ sở dữ liệu trên đĩa ({why}); tạm dùng bộ nhớ, dữ liệu vẫn an toàn trong nhật ký.",
                        "The database cannot be built on the disk ({why}); memory serves for now, and the data is safe in the journal.",
                        why = error
                    );
                    return Ok((state, Some(Finding::note(note))));
                }
            }
        }
        Ok((self.build_in_memory(contents)?, None))
    }

    fn build_in_memory(&self, contents: &Contents) -> Result<State, BuildError> {
        State::build(Box::<MemoryShelf>::default(), self.store, self.dictionary, contents)
    }

    fn build_on_disk(&self, contents: &Contents) -> Result<State, BuildError> {
        let older = self.generations();
        let next = older.last().map_or(1, |newest| newest + 1);
        let dir = self.layout.database(next);
        let built = || {
            RealDisk.make_dir(&dir).map_err(|error| ShelfError(error.to_string()))?;
            State::build(Box::new(Tree::open(&dir)?), self.store, self.dictionary, contents)
        };
        let built = catch_unwind(AssertUnwindSafe(built))
            .unwrap_or_else(|_| Err(BuildError::Shelf(ShelfError("panic".to_owned()))));
        if built.is_ok() {
            for generation in older {
                remove(&self.layout.database(generation));
            }
        } else {
            remove(&dir);
        }
        built
    }

    /// Lists the generations that are there, the newest last.
    fn generations(&self) -> Vec<u32> {
        let names = RealDisk.list(&self.layout.databases()).unwrap_or_default();
        let mut numbers: Vec<u32> = names.iter().filter_map(|name| generation_number(name)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Takes a generation away. What cannot be removed only costs space, for the newest one counts.
fn remove(dir: &Path) {
    let _ = fs::remove_dir_all(dir);
}
