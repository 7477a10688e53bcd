//! A second place that gets each new line.

use std::path::Path;
use std::sync::Arc;

use super::transfer::Snapshot;
use super::{CopyError, failed, rotten};
use crate::say;
use crate::store::contents::Chapter;
use crate::store::disk::{Disk, read_if_there};
use crate::store::identity::Identity;
use crate::store::layout::{Layout, segment_number};
use crate::store::manifest::Reach;
use crate::store::scan::{lines_that_hold, scan};
use crate::store::survey::survey;
use crate::store::{Head, Store};

/// A mirror of a store's journal; it remembers how far it has come.
#[derive(Debug)]
pub struct Mirror {
    layout: Layout,
    /// The segment and its bytes up to which the mirror holds; `None` before it was looked at, and after a failure.
    done: Option<(u32, u64)>,
}

impl Mirror {
    /// Names the folder of a mirror.
    pub fn new(dir: &Path) -> Self {
        Self { layout: Layout::new(dir), done: None }
    }

    /// Returns its folder.
    pub fn dir(&self) -> &Path {
        self.layout.root()
    }

    /// Brings the mirror up to where the journal stands now, synced; returns how far it has come.
    ///
    /// What failed is made good by the next call: a drive that was away gets all that it missed.
    ///
    /// # Errors
    /// [`CopyError::Refused`] where the folder holds a longer journal, another history or another register: it is left as it
    /// is. [`CopyError::Disk`] where it cannot be written.
    pub fn bring_up(&mut self, store: &Store) -> Result<Head, CopyError> {
        let disk = &*store.shared.disk;
        let snapshot = Snapshot::of(store);
        self.refuse_itself(store, disk)?;
        let known = self.done.take();
        let done = match known {
            Some(done) => done,
            None => self.compare(store, disk, snapshot.head)?,
        };
        // What is found there may have been written by a run that ended before it was on the disk.
        if known.is_none() || done != snapshot.end() {
            // What has rotted since it was written must not reach the mirror.
            snapshot.prove(disk, &store.shared.layout, done)?;
            let carried = snapshot
                .carry(disk, &store.shared.layout, &self.layout, done)
                .and_then(|()| snapshot.sign(disk, &self.layout));
            carried.map_err(failed(self.layout.root()))?;
        }
        self.done = Some(snapshot.end());
        Ok(snapshot.head)
    }

    /// Refuses the register's own folder, under whatever name: a copy of it onto itself would cut off what is being written.
    fn refuse_itself(&self, store: &Store, disk: &dyn Disk) -> Result<(), CopyError> {
        let dir = self.layout.root();
        if !disk.is_same(dir, store.shared.layout.root()) {
            return Ok(());
        }
        Err(CopyError::Refused(say!(
            "{dir} chính là thư mục của sổ, không làm gương cho nó được; hãy chọn thư mục trên đĩa khác.",
            "{dir} is the register's own folder and no mirror of it; choose a folder on another disk.",
            dir = dir.display()
        )))
    }

    /// Looks at what the folder holds; returns up to which line it agrees with the journal byte for byte and is on its disk.
    fn compare(&self, store: &Store, disk: &dyn Disk, head: Head) -> Result<(u32, u64), CopyError> {
        let (ours, theirs) = (&store.shared.layout, &self.layout);
        let (identity, dir) = (&store.shared.identity, self.layout.root());
        let written = read_if_there(disk, &theirs.identity()).map_err(failed(dir))?;
        let Some(found) = written.map(|bytes| Identity::read(&bytes)) else { return Ok((1, 0)) };
        if found.as_ref().is_ok_and(|found| found != identity) {
            return Err(CopyError::Refused(say!(
                "Thư mục gương {dir} thuộc một sổ khác; hãy chọn thư mục khác.",
                "The mirror's folder {dir} belongs to another register; choose another folder.",
                dir = dir.display()
            )));
        }
        let dev = &identity.device;
        let (reached, holds) = match survey(disk, theirs, dev, identity.store, true) {
            Ok(found) => (found.place(), !found.is_damaged()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((1, 0)),
            Err(error) => return Err(failed(dir)(error)),
        };
        // Behind a damaged line there may be more than we have.
        let last = if holds { reached.seq } else { last_seq(disk, theirs, dev).max(reached.seq) };
        if last > head.seq || store.hash_at(reached.seq)? != Some(reached.head) {
            return Err(CopyError::Refused(say!(
                "Thư mục gương {dir} dài hơn hoặc có lịch sử khác (đến lần ghi {seq}); giữ nguyên nó. Hãy chạy \"danvan doctor\".",
                "The mirror in {dir} is longer or has another history (up to commit {seq}); it is left as it is. Run \"danvan doctor\".",
                dir = dir.display(),
                seq = last
            )));
        }
        let mark = self.mark(store, disk)?;
        let mut done = (1, 0);
        for chapter in store.shared.contents.chapters() {
            let (here, there) = (ours.segment(dev, chapter.number), theirs.segment(dev, chapter.number));
            let Some(copy) = read_if_there(disk, &there).map_err(failed(&there))? else { break };
            disk.open(&there).and_then(|mut file| file.sync()).map_err(failed(&there))?;
            let own = disk.read_at(&here, 0, chapter.bytes).map_err(failed(&here))?;
            let same = own.iter().zip(&copy).take_while(|(own, copy)| own == copy).count();
            let begun = own.get(..same).and_then(|own| own.iter().rposition(|byte| *byte == b'\n'));
            let certain = bytes_on_disk(&chapter, &own, dev, mark);
            // One that differs in what was synced is written anew as a whole.
            let agreed = begun.map_or(0, |line_end| line_end as u64 + 1);
            done = (chapter.number, if agreed < certain { 0 } else { certain });
            if same < own.len() || copy.len() > own.len() || certain < own.len() as u64 {
                // Where they differ, only lines of ours that hold take the place of what may be the last good ones.
                if same < own.len() && scan(&own, dev, chapter.start).bad.is_some() {
                    return Err(rotten(&here));
                }
                break;
            }
        }
        Ok(done)
    }

    /// Returns the number of the commit up to which the folder's own mark says that it was synced; 0 where it has none of this
    /// journal.
    fn mark(&self, store: &Store, disk: &dyn Disk) -> Result<u64, CopyError> {
        let path = self.layout.head(&store.shared.identity.device);
        let written = read_if_there(disk, &path).map_err(failed(&path))?;
        let Some(reach) = written.and_then(|bytes| Reach::read(&bytes)) else { return Ok(0) };
        Ok(if store.hash_at(reach.seq)? == Some(reach.head) { reach.seq } else { 0 })
    }
}

/// Returns how many bytes of a segment are on the disk for certain, where all before the commit with number `mark` is.
///
/// What is behind may read well and yet be only in memory: after a failed sync the system takes it for written, and the next
/// sync has nothing to do.
fn bytes_on_disk(chapter: &Chapter, own: &[u8], dev: &str, mark: u64) -> u64 {
    if mark > chapter.last {
        return own.len() as u64;
    }
    let Some(place) = mark.checked_sub(chapter.start.seq + 1).and_then(|place| usize::try_from(place).ok()) else {
        return 0;
    };
    let offsets = chapter.offsets.clone().unwrap_or_else(|| Arc::new(scan(own, dev, chapter.start).offsets));
    offsets.get(place).copied().unwrap_or(0)
}

/// Returns the number of the last commit of which a journal holds a line, whatever is before it.
fn last_seq(disk: &dyn Disk, layout: &Layout, dev: &str) -> u64 {
    let names = disk.list(&layout.journal(dev)).unwrap_or_default();
    let files = names.iter().filter_map(|name| segment_number(name)).map(|number| layout.segment(dev, number));
    let last = |bytes: Vec<u8>| lines_that_hold(&bytes).map(|(frame, _)| frame.seq).max();
    files.filter_map(|path| disk.read(&path).ok()).filter_map(last).max().unwrap_or(0)
}
