//! The database's generations: opening the newest, building the next.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::{fs, io};

use super::behind::Behind;
use super::contents::Contents;
use super::disk::{self, Disk, RealDisk};
use super::keep;
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

/// Tells whether the database in a directory opens and can be read; see [`try_out`].
pub type Probe = fn(&Path) -> bool;

/// The place of the database.
#[derive(Clone, Debug)]
pub struct Base {
    layout: Layout,
    database: Database,
    store: Hash,
    dictionary: Dictionary,
    /// Whether a database is used before it is compared with its mark.
    later: bool,
}

/// The newest generation as it was found.
pub struct Found {
    shelf: Box<dyn Shelf>,
    /// What it says about itself.
    pub mark: Mark,
    /// Its number.
    generation: u32,
    /// Whether its files are as they were when it was closed in good order.
    clean: bool,
}

impl Found {
    /// Makes what was found ready for reading as it is, without asking the journal.
    pub fn open(self, dictionary: Dictionary) -> Result<State, ShelfError> {
        let open = || State::open(self.shelf, self.mark, dictionary);
        catch_unwind(AssertUnwindSafe(open)).unwrap_or_else(|_| Err(ShelfError("panic".to_owned())))
    }
}

impl Base {
    /// Names the place of the database.
    pub const fn new(layout: Layout, database: Database, store: Hash, dictionary: Dictionary) -> Self {
        Self { layout, database, store, dictionary, later: false }
    }

    /// Uses a database before it is compared with its mark, where `later` says so.
    #[must_use]
    pub const fn comparing_later(mut self, later: bool) -> Self {
        self.later = later;
        self
    }

    /// Opens the newest generation as far as its mark; `Err` says why there is none to be used.
    ///
    /// Files that were closed in good order must be as they were then; where they are compared later anyway, their lengths
    /// and times must. Of others nobody knows what sled makes of them, so `probe`, where there is one, tries them in a process
    /// that can be stopped.
    pub fn find(&self, probe: Option<Probe>) -> Result<Found, Finding> {
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
        let dir = self.layout.database(newest);
        let sum = self.take_sum(newest);
        let sum = sum.filter(|sum| !self.later || sum.looks == looks_of(&dir));
        let clean = sum.is_some();
        match sum {
            Some(sum) if !self.later && sum.bytes != sum_of(&dir) => {
                return Err(unusable(&ShelfError("changed since it was closed".to_owned())));
            }
            None if probe.is_some_and(|holds| !holds(&dir)) => {
                return Err(unusable(&ShelfError("does not open".to_owned())));
            }
            Some(_) | None => {}
        }
        let tree = Tree::open(&dir).map_err(|error| unusable(&error))?;
        let mark = tree.mark().map_err(|error| unusable(&error))?;
        let mark = mark.ok_or_else(|| unusable(&ShelfError("no mark".to_owned())))?;
        let empty = Mark::new(self.store, self.dictionary);
        if mark.store != empty.store {
            return Err(unusable(&ShelfError("another store".to_owned())));
        }
        Ok(Found { shelf: Box::new(Behind::new(tree)), mark, generation: newest, clean })
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
        let Found { shelf, mark, generation, clean } = found;
        if mark.shape != Mark::new(self.store, self.dictionary).shape {
            return Err(Finding::note(say!(
                "Chương trình có trường mới; dựng lại cơ sở dữ liệu từ nhật ký.",
                "The program has other fields now; the database is built anew from the journal."
            )));
        }
        if !mark.whole {
            return Err(disagrees("half a commit"));
        }
        if !self.is_in(contents, &mark) {
            return Err(disagrees("hash"));
        }
        let kept = keep::read(&self.layout.database_index(generation), self.dictionary);
        let kept = kept.filter(|kept| kept.mark.shape == mark.shape && self.is_in(contents, &kept.mark));
        let open = || {
            let mut state = match kept {
                Some(kept) if kept.is_near(&mark) => State::resume(shelf, mark, kept, contents, clean || self.later)?,
                Some(_) | None => State::open(shelf, mark, self.dictionary)?,
            };
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

    /// Returns whether the journal holds the commit up to which a mark says that a database has come.
    fn is_in(&self, contents: &Contents, mark: &Mark) -> bool {
        match mark.seq {
            0 => mark.hash == self.store.0,
            seq => contents.commit(seq).ok().flatten().is_some_and(|(_, hash)| hash.0 == mark.hash),
        }
    }

    /// Keeps the indexes for the next start, as far as the database has come.
    pub fn keep(&self, state: &mut State) {
        if self.database == Database::Disk
            && let Some(newest) = self.generations().pop()
        {
            // Without it, the next start makes them anew.
            let _ = state.keep(&self.layout.database_index(newest));
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
            State::build(Box::new(Behind::new(Tree::open(&dir)?)), self.store, self.dictionary, contents)
        };
        let built = catch_unwind(AssertUnwindSafe(built))
            .unwrap_or_else(|_| Err(BuildError::Shelf(ShelfError("panic".to_owned()))));
        if built.is_ok() {
            for generation in older {
                remove(&self.layout.database(generation));
                let _ = fs::remove_file(self.layout.database_sum(generation));
                let _ = fs::remove_file(self.layout.database_index(generation));
            }
        } else {
            remove(&dir);
        }
        built
    }

    /// Notes what the files of the newest generation are, now that nothing has them open.
    pub fn write_sum(&self) {
        if self.database == Database::Disk
            && let Some(newest) = self.generations().pop()
        {
            let dir = self.layout.database(newest);
            let sum = format!("{}\n{}\n", sum_of(&dir), looks_of(&dir));
            // Without it, the next start looks at the files more closely.
            let _ = disk::write_whole(&RealDisk, &self.layout.database_sum(newest), sum.as_bytes());
        }
    }

    /// Reads what was noted, and takes the note away, for the files are about to change.
    fn take_sum(&self, generation: u32) -> Option<Sum> {
        let path = self.layout.database_sum(generation);
        let sum = fs::read_to_string(&path).ok()?;
        fs::remove_file(&path).ok()?;
        let mut lines = sum.lines().map(str::to_owned);
        Some(Sum { bytes: lines.next()?, looks: lines.next().unwrap_or_default() })
    }

    /// Lists the generations that are there, the newest last.
    fn generations(&self) -> Vec<u32> {
        let names = RealDisk.list(&self.layout.databases()).unwrap_or_default();
        let mut numbers: Vec<u32> = names.iter().filter_map(|name| generation_number(name)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Bytes that are read at once for a hash.
const PIECE: usize = 48 << 10;

/// What is noted of a database's files when it is closed in good order.
struct Sum {
    /// The hash of all their bytes.
    bytes: String,
    /// The hash of their names, lengths and times.
    looks: String,
}

/// Returns the hash of the names, lengths and times of all files below a directory; none of them is read.
fn looks_of(dir: &Path) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(path) = waiting.pop() {
        hasher.update(path.strip_prefix(dir).unwrap_or(&path).as_os_str().as_encoded_bytes());
        if let Ok(names) = RealDisk.list(&path) {
            waiting.extend(names.iter().map(|name| path.join(name)));
        } else if let Ok(data) = fs::metadata(&path) {
            let since = data.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            hasher.update(&data.len().to_le_bytes());
            hasher.update(&since.map_or(0, |since| since.as_nanos()).to_le_bytes());
        }
    }
    super::manifest::finish(&hasher).to_string()
}

/// Returns the hash of all files below a directory, with their names.
fn sum_of(dir: &Path) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(path) = waiting.pop() {
        hasher.update(path.strip_prefix(dir).unwrap_or(&path).as_os_str().as_encoded_bytes());
        if let Ok(names) = RealDisk.list(&path) {
            waiting.extend(names.iter().map(|name| path.join(name)));
        } else if let Ok(file) = fs::File::open(&path) {
            let len = file.metadata().map_or(0, |data| data.len());
            hasher.update(&len.to_le_bytes());
            // A file that cannot be read to its end has another hash than it had.
            let _ = io::copy(&mut io::BufReader::with_capacity(PIECE, file), &mut hasher);
        }
    }
    super::manifest::finish(&hasher).to_string()
}

/// Records that are read to try a database out.
const SOME: usize = 1_000;

/// Tries to open a generation and to read its mark and some of it, for the process that can be stopped: a database that
/// hangs does so before it has found its pages. All of it is read when it is compared with its mark.
pub fn try_out(dir: &Path) -> bool {
    let read = || {
        let tree = Tree::open(dir)?;
        tree.mark()?;
        tree.part(None, SOME, &mut |_, _| Ok(()))
    };
    matches!(catch_unwind(AssertUnwindSafe(read)), Ok(Ok(_)))
}

/// Takes a generation away. What cannot be removed only costs space, for the newest one counts.
fn remove(dir: &Path) {
    let _ = fs::remove_dir_all(dir);
}
