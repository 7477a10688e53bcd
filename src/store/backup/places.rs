//! A folder that holds copies: which there are, whether they hold, and taking the oldest away.

use std::io;
use std::path::{Path, PathBuf};

use super::{CopyError, Receipt, failed};
use crate::register::Words;
use crate::say;
use crate::store::disk::{Disk, read_if_there};
use crate::store::layout::Layout;
use crate::store::survey::survey;

/// How the folder of a copy is called, before its moment.
const NAME: &str = "danvan-";

/// A copy that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its folder.
    pub dir: PathBuf,
    /// What it says about itself.
    pub receipt: Receipt,
}

/// Names the folder of a copy.
pub fn name_of(receipt: &Receipt) -> String {
    format!("{NAME}{}-{:06}", receipt.made.format("%Y%m%d-%H%M%S"), receipt.seq)
}

/// Lists the copies in a folder, the newest last; those that were never finished are left out.
///
/// The newest is the one that reaches furthest: a clock that was set back does not make it an old one.
///
/// # Errors
/// What the disk says; a folder that is not there holds no copies.
pub fn held_in(disk: &dyn Disk, place: &Path) -> io::Result<Vec<Held>> {
    let mut held = Vec::new();
    for name in names(disk, place)? {
        let dir = place.join(&name);
        let bytes = read_if_there(disk, &Layout::new(&dir).receipt())?;
        held.extend(bytes.and_then(|bytes| Receipt::read(&bytes)).map(|receipt| Held { dir, receipt }));
    }
    held.sort_by(|one, other| {
        (one.receipt.seq, one.receipt.made, &one.dir).cmp(&(other.receipt.seq, other.receipt.made, &other.dir))
    });
    Ok(held)
}

fn names(disk: &dyn Disk, place: &Path) -> io::Result<Vec<String>> {
    match disk.list(place) {
        Ok(names) => Ok(names.into_iter().filter(|name| is_copy(name)).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Tells whether a folder has a name that [`name_of`] gives: what somebody else called "danvan-…" is not ours to take away.
fn is_copy(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(NAME) else { return false };
    let parts: Vec<&str> = rest.split('-').collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts[..], [day, time, seq] if day.len() == 8 && time.len() == 6 && seq.len() >= 6)
        && parts.iter().all(digits)
}

impl Held {
    /// Reads all of the copy from the disk again, and compares it with what it says about itself.
    pub(in crate::store) fn prove(&self, disk: &dyn Disk) -> Result<(), CopyError> {
        let layout = Layout::new(&self.dir);
        let receipt = &self.receipt;
        forget(disk, &layout, &receipt.device);
        let found = survey(disk, &layout, &receipt.device, receipt.store, true).map_err(failed(&self.dir))?;
        let place = found.place();
        let same = (place.seq, place.head) == (receipt.seq, receipt.head);
        if same && !found.is_damaged() && found.scan.bad.is_none() {
            return Ok(());
        }
        let what: Vec<&Words> = found.findings.iter().map(|finding| &finding.words).collect();
        let list = |lang| what.iter().map(|words| words.get(lang)).collect::<Vec<_>>().join(" ");
        let what = Words { vi: list(crate::register::Lang::Vi), en: list(crate::register::Lang::En) };
        Err(CopyError::Damaged(say!(
            "Bản sao {dir} không nguyên vẹn: đọc được đến lần ghi {seq}, phải là {wanted}. {what}",
            "The copy {dir} does not hold: it can be read up to commit {seq} and should reach {wanted}. {what}",
            dir = self.dir.display(),
            seq = place.seq,
            wanted = receipt.seq,
            what = what
        )))
    }
}

/// Has the system forget what it keeps of a copy in memory, so that reading it means reading the disk.
fn forget(disk: &dyn Disk, layout: &Layout, dev: &str) {
    for name in disk.list(&layout.journal(dev)).unwrap_or_default() {
        disk.forget(&layout.journal(dev).join(name));
    }
}

/// Takes away what was never finished, the other copies of the same day, and all but the newest `keep`.
///
/// Only after the newest was proved: it holds all that the older ones hold.
pub fn rotate(disk: &dyn Disk, place: &Path, newest: &Held, keep: usize) -> io::Result<()> {
    let held = held_in(disk, place)?;
    let day = newest.receipt.made.date_naive();
    let (same_day, older): (Vec<&Held>, Vec<&Held>) =
        held.iter().filter(|one| one.dir != newest.dir).partition(|one| one.receipt.made.date_naive() == day);
    let too_many = older.iter().rev().skip(keep.saturating_sub(1)).copied();
    for one in same_day.into_iter().chain(too_many) {
        remove(disk, &one.dir)?;
    }
    for name in names(disk, place)? {
        let dir = place.join(name);
        // One whose receipt is there and only cannot be read just now may be good.
        if disk.len(&Layout::new(&dir).receipt()).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            remove(disk, &dir)?;
        }
    }
    disk.sync_dir(place)
}

/// Takes a copy away; its receipt first, so that what is left of it after a crash is no copy.
pub fn remove(disk: &dyn Disk, dir: &Path) -> io::Result<()> {
    let layout = Layout::new(dir);
    match disk.remove(&layout.receipt()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => disk.sync_dir(dir)?,
    }
    remove_tree(disk, dir)
}

fn remove_tree(disk: &dyn Disk, dir: &Path) -> io::Result<()> {
    for name in disk.list(dir)? {
        let path = dir.join(name);
        if disk.is_dir(&path) { remove_tree(disk, &path)? } else { disk.remove(&path)? }
    }
    disk.remove_dir(dir)
}
