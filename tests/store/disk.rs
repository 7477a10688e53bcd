//! A disk in memory that loses what was not synced, tears it, puts it down in any order, runs full, fails and rots.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use danvan::store::disk::{Disk, DiskFile, Lock};

/// Bytes that reach the disk together.
const SECTOR: usize = 512;

/// Random numbers that a seed repeats.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Begins with a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0xd1b5_4a32_d192_ed03)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 1).unwrap() % n.max(1)
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// What the disk does wrong, counted in calls from when it is set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// This write writes only a part and fails.
    pub write: Option<usize>,
    /// With this error.
    pub full: bool,
    /// This sync fails.
    pub sync: Option<usize>,
    /// From this call on nothing works: the power is gone.
    pub power: Option<usize>,
    /// No byte more can be written, as on a full disk.
    pub always_full: bool,
    /// Nothing can be changed.
    pub read_only: bool,
}

/// One file: what programs see, and what is on the disk.
#[derive(Clone, Debug, Default)]
struct File {
    seen: Vec<u8>,
    kept: Vec<u8>,
    /// Sectors that were written since the last sync.
    dirty: BTreeSet<usize>,
}

#[derive(Debug)]
struct Inner {
    files: BTreeMap<usize, File>,
    /// Names as programs see them, and as they are on the disk.
    names: BTreeMap<PathBuf, usize>,
    kept_names: BTreeMap<PathBuf, usize>,
    dirs: BTreeSet<PathBuf>,
    next: usize,
    /// How often the power was lost; a file that was opened before is of no use.
    life: usize,
    faults: Faults,
    free: u64,
    dice: Dice,
    counts: Counts,
}

/// Calls since the disk was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Writes.
    pub writes: usize,
    /// Syncs of files.
    pub syncs: usize,
    /// Syncs of directories.
    pub dir_syncs: usize,
}

/// The disk. Clones are the same one.
#[derive(Clone, Debug)]
pub struct FaultyDisk(Arc<Mutex<Inner>>);

struct Open {
    disk: FaultyDisk,
    number: usize,
    life: usize,
}

impl FaultyDisk {
    /// An empty disk.
    pub fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            files: BTreeMap::new(),
            names: BTreeMap::new(),
            kept_names: BTreeMap::new(),
            dirs: BTreeSet::new(),
            next: 0,
            life: 0,
            faults: Faults::default(),
            // Enough to save, too little for a reserve, which would only cost time.
            free: 32 << 20,
            dice: Dice::new(seed),
            counts: Counts::default(),
        })))
    }

    /// Lets this go wrong from now on.
    pub fn set_faults(&self, faults: Faults) {
        self.inner().faults = faults;
    }

    /// Tells so many bytes as free.
    pub fn set_free(&self, bytes: u64) {
        self.inner().free = bytes;
    }

    /// Returns the calls so far.
    pub fn counts(&self) -> Counts {
        self.inner().counts
    }

    /// Takes the power away and gives it back: what was synced is there, of the rest whatever chance leaves.
    pub fn lose_power(&self) {
        let inner = &mut *self.inner();
        inner.life += 1;
        inner.faults = Faults::default();
        let names: BTreeSet<PathBuf> = inner.names.keys().chain(inner.kept_names.keys()).cloned().collect();
        for name in names {
            if inner.names.get(&name) != inner.kept_names.get(&name) && inner.dice.once_in(2) {
                match inner.names.get(&name) {
                    Some(number) => inner.kept_names.insert(name, *number),
                    None => inner.kept_names.remove(&name),
                };
            }
        }
        inner.names = inner.kept_names.clone();
        for file in inner.files.values_mut() {
            file.lose(&mut inner.dice);
        }
    }

    /// Lists the files with their bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let inner = self.inner();
        inner.names.iter().map(|(name, number)| (name.clone(), inner.files[number].seen.clone())).collect()
    }

    /// Gives a file other bytes, as rot does.
    pub fn rot(&self, path: &Path, bytes: Option<Vec<u8>>) {
        let inner = &mut *self.inner();
        let number = inner.names[path];
        if let Some(bytes) = bytes {
            inner.files.insert(number, File { kept: bytes.clone(), seen: bytes, ..File::default() });
        } else {
            inner.names.remove(path);
            inner.kept_names.remove(path);
        }
    }

    /// Makes a disk of its own that holds the same.
    pub fn copy(&self) -> Self {
        let inner = self.inner();
        let (files, names, kept_names) = (inner.files.clone(), inner.names.clone(), inner.kept_names.clone());
        let (dirs, next, life) = (inner.dirs.clone(), inner.next, inner.life);
        let (faults, free, dice, counts) = (Faults::default(), inner.free, inner.dice.clone(), Counts::default());
        let copy = Inner { files, names, kept_names, dirs, next, life, faults, free, dice, counts };
        Self(Arc::new(Mutex::new(copy)))
    }

    /// Like [`copy`](Self::copy), with other luck.
    pub fn copy_with(&self, seed: u64) -> Self {
        let copy = self.copy();
        copy.inner().dice = Dice::new(seed);
        copy
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }
}

/// Counts one thing down; tells whether it happens now.
fn strikes(counter: &mut Option<usize>) -> bool {
    match counter {
        None => false,
        Some(0) => {
            *counter = None;
            true
        }
        Some(left) => {
            *left -= 1;
            false
        }
    }
}

impl Inner {
    /// Fails when the power is gone.
    fn call(&mut self) -> io::Result<()> {
        if let Some(left) = &mut self.faults.power {
            if *left == 0 {
                return Err(io::Error::other("no power"));
            }
            *left -= 1;
        }
        Ok(())
    }

    /// Fails when nothing can be changed, or when the power is gone.
    fn change(&mut self) -> io::Result<()> {
        if self.faults.read_only { Err(ErrorKind::ReadOnlyFilesystem.into()) } else { self.call() }
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

impl File {
    fn write(&mut self, at: usize, bytes: &[u8]) {
        let end = at + bytes.len();
        if self.seen.len() < end {
            self.seen.resize(end, 0);
        }
        self.seen[at..end].copy_from_slice(bytes);
        self.dirty.extend(at / SECTOR..=end.saturating_sub(1) / SECTOR);
    }

    fn cut(&mut self, len: usize) {
        let from = len.min(self.seen.len());
        self.seen.resize(len, 0);
        self.dirty.extend(from / SECTOR..=len / SECTOR);
    }

    /// Puts one sector down, or what a torn write leaves of it.
    fn put_down(&mut self, sector: usize, torn: usize) {
        let from = sector * SECTOR;
        let end = (from + torn).min(self.seen.len()).min(self.kept.len());
        if from < end {
            self.kept[from..end].copy_from_slice(&self.seen[from..end]);
        }
    }

    fn sync(&mut self) {
        self.kept.resize(self.seen.len(), 0);
        for sector in std::mem::take(&mut self.dirty) {
            self.put_down(sector, SECTOR);
        }
    }

    /// Puts some of what was not synced down, in any order and torn.
    fn put_some_down(&mut self, dice: &mut Dice) {
        let (old, new) = (self.kept.len(), self.seen.len());
        let len = match dice.below(3) {
            0 => old,
            1 => new,
            _ => old.min(new) + dice.below(old.abs_diff(new) + 1),
        };
        self.kept.resize(len, 0);
        for sector in std::mem::take(&mut self.dirty) {
            match dice.below(4) {
                0 => {}
                1 => self.put_down(sector, dice.below(SECTOR)),
                _ => self.put_down(sector, SECTOR),
            }
        }
    }

    fn lose(&mut self, dice: &mut Dice) {
        self.put_some_down(dice);
        self.seen = self.kept.clone();
    }
}

impl DiskFile for Open {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        let (number, at) = (self.number, usize::try_from(at).unwrap());
        let inner = &mut *self.inner()?;
        inner.counts.writes += 1;
        let part = inner.dice.below(bytes.len() + 1);
        let file = inner.files.get_mut(&number).unwrap();
        if inner.faults.power == Some(0) {
            // The last write before the dark may get some way.
            file.write(at, &bytes[..part]);
        }
        inner.change()?;
        if inner.faults.always_full {
            return Err(ErrorKind::StorageFull.into());
        }
        let file = inner.files.get_mut(&number).unwrap();
        if strikes(&mut inner.faults.write) {
            file.write(at, &bytes[..part]);
            return Err(if inner.faults.full { ErrorKind::StorageFull.into() } else { io::Error::other("write") });
        }
        file.write(at, bytes);
        Ok(())
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let number = self.number;
        let inner = &mut *self.inner()?;
        inner.change()?;
        inner.files.get_mut(&number).unwrap().cut(usize::try_from(len).unwrap());
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let number = self.number;
        let inner = &mut *self.inner()?;
        inner.counts.syncs += 1;
        inner.call()?;
        let file = inner.files.get_mut(&number).unwrap();
        if strikes(&mut inner.faults.sync) {
            // As Linux does: the pages count as written though they are not.
            file.put_some_down(&mut inner.dice);
            return Err(io::Error::other("sync"));
        }
        file.sync();
        Ok(())
    }
}

impl Open {
    fn inner(&self) -> io::Result<MutexGuard<'_, Inner>> {
        let inner = self.disk.inner();
        if inner.life == self.life { Ok(inner) } else { Err(io::Error::other("of another life")) }
    }
}

impl Disk for FaultyDisk {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.change()?;
        inner.dirs.insert(dir.to_owned());
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let inner = &mut *self.inner();
        inner.call()?;
        let below = inner.names.keys().filter_map(|name| name.strip_prefix(dir).ok());
        let first = below.filter_map(|rest| rest.components().next());
        let names: BTreeSet<String> = first.map(|name| name.as_os_str().to_str().unwrap().to_owned()).collect();
        if names.is_empty() && !inner.dirs.contains(dir) {
            Err(ErrorKind::NotFound.into())
        } else {
            Ok(names.into_iter().collect())
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_at(path, 0, u64::MAX)
    }

    fn read_at(&self, path: &Path, at: u64, len: u64) -> io::Result<Vec<u8>> {
        let inner = &mut *self.inner();
        inner.call()?;
        let bytes = &inner.files[&inner.find(path)?].seen;
        let from = usize::try_from(at).unwrap().min(bytes.len());
        let end = from.saturating_add(usize::try_from(len).unwrap_or(usize::MAX)).min(bytes.len());
        Ok(bytes[from..end].to_vec())
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        let inner = &mut *self.inner();
        inner.call()?;
        Ok(inner.files[&inner.find(path)?].seen.len() as u64)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let inner = &mut *self.inner();
        inner.call()?;
        let number = inner.find(path).unwrap_or(inner.next);
        inner.next = inner.next.max(number + 1);
        inner.files.entry(number).or_default();
        inner.names.insert(path.to_owned(), number);
        Ok(Box::new(Open { disk: self.clone(), number, life: inner.life }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.change()?;
        let number = inner.names.remove(from).ok_or(ErrorKind::NotFound)?;
        inner.names.insert(to.to_owned(), number);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.change()?;
        inner.names.remove(path).map(|_| ()).ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn remove_dir(&self, dir: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.change()?;
        inner.dirs.remove(dir);
        Ok(())
    }

    fn is_dir(&self, path: &Path) -> bool {
        let inner = self.inner();
        !inner.names.contains_key(path) && inner.names.keys().any(|name| name.starts_with(path))
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let inner = &mut *self.inner();
        inner.counts.dir_syncs += 1;
        inner.call()?;
        inner.kept_names.retain(|name, _| name.parent() != Some(dir));
        let own = inner.names.iter().filter(|(name, _)| name.parent() == Some(dir));
        inner.kept_names.extend(own.map(|(name, number)| (name.clone(), *number)));
        Ok(())
    }

    fn free(&self, _: &Path) -> Option<u64> {
        Some(self.inner().free)
    }

    fn lock(&self, _: &Path, _: &str) -> io::Result<Option<Lock>> {
        self.inner().call()?;
        Ok(Some(Box::new(())))
    }
}
