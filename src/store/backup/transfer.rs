//! Carrying a journal to another folder, from any point on.

use std::io;
use std::path::Path;

use super::{CopyError, failed, rotten};
use crate::register::line::verify;
use crate::store::contents::Chapter;
use crate::store::disk::{Disk, read_if_there, write_whole};
use crate::store::identity::Identity;
use crate::store::layout::{Layout, segment_number};
use crate::store::manifest::{Reach, read_manifest};
use crate::store::{Head, Store, lock};

/// A journal as it was at one moment; lines that come later are behind its end.
pub struct Snapshot {
    pub(super) identity: Identity,
    pub(super) chapters: Vec<Chapter>,
    pub(super) head: Head,
}

impl Snapshot {
    /// Notes where a store's journal stands, while nobody writes.
    pub fn of(store: &Store) -> Self {
        let _quiet = lock(&store.shared.writer);
        let chapters = store.shared.contents.chapters();
        Self { identity: store.shared.identity.clone(), chapters, head: store.head() }
    }

    /// Returns the bytes of the journal.
    pub fn bytes(&self) -> u64 {
        self.chapters.iter().map(|chapter| chapter.bytes).sum()
    }

    /// Returns the end: the number of the last segment and its bytes.
    pub fn end(&self) -> (u32, u64) {
        self.chapters.last().map_or((1, 0), |chapter| (chapter.number, chapter.bytes))
    }

    /// Reads what [`Snapshot::carry`] would carry from the beginning of a line on, and refuses it unless each line holds by
    /// its own hash.
    pub fn prove(&self, disk: &dyn Disk, from: &Layout, done: (u32, u64)) -> Result<(), CopyError> {
        for chapter in self.chapters.iter().filter(|chapter| chapter.number >= done.0) {
            let path = from.segment(&self.identity.device, chapter.number);
            let begin = if chapter.number == done.0 { done.1 } else { 0 };
            let len = chapter.bytes.saturating_sub(begin);
            let bytes = disk.read_at(&path, begin, len).map_err(failed(&path))?;
            let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            let holds = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| verify(line).is_ok());
            if bytes.len() as u64 != len || !lines.all(holds) {
                return Err(rotten(&path));
            }
        }
        Ok(())
    }

    /// Carries what is behind `done` (a segment's number and its bytes) from one folder to another, which then holds the
    /// journal as it was at that moment, synced.
    ///
    /// What the other folder's own mark says that it holds is never written over in place, and the mark moves on only once all
    /// before it is synced. So what the mark names is on the disk, whatever failed; what is behind it may be only in memory, for
    /// a system takes pages for written whose sync failed.
    pub fn carry(&self, disk: &dyn Disk, from: &Layout, to: &Layout, done: (u32, u64)) -> io::Result<()> {
        let dev = &self.identity.device;
        disk.make_dir(&to.journal(dev))?;
        for chapter in self.chapters.iter().filter(|chapter| chapter.number >= done.0) {
            let begin = if chapter.number == done.0 { done.1 } else { 0 };
            let len = chapter.bytes.saturating_sub(begin);
            let bytes = disk.read_at(&from.segment(dev, chapter.number), begin, len)?;
            if bytes.len() as u64 != len {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let path = to.segment(dev, chapter.number);
            if begin == 0 && disk.len(&path).is_ok() {
                write_whole(disk, &path, &bytes)?;
                continue;
            }
            let mut file = disk.open(&path)?;
            file.write_at(begin, &bytes)?;
            file.set_len(chapter.bytes)?;
            file.sync()?;
        }
        // Segments that ours were cut from differently, and what a crash left aside.
        for name in disk.list(&to.journal(dev))? {
            if Path::new(&name).extension().is_some_and(|end| end == "new")
                || segment_number(&name).is_some_and(|number| number > self.end().0)
            {
                disk.remove(&to.journal(dev).join(name))?;
            }
        }
        self.carry_lists(disk, from, to)?;
        disk.sync_dir(&to.journal(dev))?;
        disk.sync_dir(&to.journals())?;
        disk.sync_dir(to.root())
    }

    /// Writes the list of sealed segments and how far the journal reaches.
    fn carry_lists(&self, disk: &dyn Disk, from: &Layout, to: &Layout) -> io::Result<()> {
        let dev = &self.identity.device;
        let listed = read_if_there(disk, &from.manifest(dev))?.unwrap_or_default();
        let last = self.end().0;
        let sealed = read_manifest(&listed).0.into_iter().filter(|sealed| sealed.number < last);
        let lines: String = sealed.map(|sealed| sealed.line()).collect();
        if read_if_there(disk, &to.manifest(dev))?.unwrap_or_default() != lines.as_bytes() {
            write_whole(disk, &to.manifest(dev), lines.as_bytes())?;
        }
        let reach = Reach { seq: self.head.seq, head: self.head.hash };
        let mut file = disk.open(&to.head(dev))?;
        file.write_at(0, reach.write().as_bytes())?;
        file.sync()
    }

    /// Writes who the store is, last, so that a folder without it was never finished.
    pub fn sign(&self, disk: &dyn Disk, to: &Layout) -> io::Result<()> {
        let written = self.identity.write();
        if read_if_there(disk, &to.identity())?.as_deref() == Some(written.as_bytes()) {
            return Ok(());
        }
        write_whole(disk, &to.identity(), written.as_bytes())
    }
}

/// Copies the files of one folder as they are, where there is one; folders in it are left out.
pub fn copy_files(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    copy_some(disk, from, to, |path, bytes| {
        let mut file = disk.open(path)?;
        file.set_len(0)?;
        file.write_at(0, bytes)?;
        file.sync()
    })
}

/// Copies the files of one folder that the other lacks, or has a part of; a file that is as long or longer stays as it is.
///
/// Each is made aside, so that one that is there was synced: a longer one is believed.
pub fn add_files(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    copy_some(disk, from, to, |path, bytes| {
        let is_short = disk.len(path).map_or(true, |len| len < bytes.len() as u64);
        if is_short { write_whole(disk, path, bytes) } else { Ok(()) }
    })
}

fn copy_some(disk: &dyn Disk, from: &Path, to: &Path, put: impl Fn(&Path, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let names = match disk.list(from) {
        Ok(names) => names,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(()),
        Err(error) => return Err(error),
    };
    disk.make_dir(to)?;
    for name in names {
        let bytes = match disk.read(&from.join(&name)) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::IsADirectory | io::ErrorKind::NotFound) => continue,
            Err(error) => return Err(error),
        };
        put(&to.join(&name), &bytes)?;
    }
    disk.sync_dir(to)
}
