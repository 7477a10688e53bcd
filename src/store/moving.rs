//! Putting another journal in the place of the one that is there.
//!
//! The other one is made ready in the folder `new`. Once it is whole there its `store.json` is written, and from then on
//! whoever opens the register first finishes the move, over and over until it is done. So after a crash at any point the
//! register is the old one or the new one, and never a piece of the new one that looks like an end torn by a power cut.

use std::io;
use std::path::{Path, PathBuf};

use super::Database;
use super::backup::copy_files;
use super::disk::{Disk, RealDisk, read_if_there, write_whole};
use super::identity::Identity;
use super::layout::Layout;

/// Makes the folder in which the journal of device `dev` is made ready, empty: what a crash left there was never whole.
pub fn stage(disk: &dyn Disk, layout: &Layout, dev: &str) -> io::Result<PathBuf> {
    let dir = layout.staged().journal(dev);
    disk.make_dir(&dir)?;
    for name in disk.list(&dir)? {
        disk.remove(&dir.join(name))?;
    }
    Ok(dir)
}

/// Puts the journal that was made ready by [`stage`] in its place. The one that was there goes into the quarantine, and so
/// does the database, which knows another history; returns where the journal lies now.
pub fn move_in(
    disk: &dyn Disk,
    layout: &Layout,
    identity: &Identity,
    database: Database,
) -> io::Result<Option<PathBuf>> {
    let aside = set_journal_aside(disk, layout, &identity.device)?;
    let staged = layout.staged();
    disk.sync_dir(&staged.journals())?;
    write_whole(disk, &staged.identity(), identity.write().as_bytes())?;
    disk.sync_dir(layout.root())?;
    finish(disk, layout, identity, database)?;
    Ok(aside)
}

/// Tells which journal waits, whole, to take the place of the one that is there; `None` where none does.
pub fn waiting(disk: &dyn Disk, layout: &Layout) -> io::Result<Option<Identity>> {
    let written = read_if_there(disk, &layout.staged().identity())?;
    // What is not what was written was never finished.
    Ok(written.and_then(|bytes| Identity::read(&bytes).ok()))
}

/// Finishes a move that a crash interrupted; tells whether there was one.
pub fn finish_waiting(disk: &dyn Disk, layout: &Layout, database: Database) -> io::Result<bool> {
    let Some(identity) = waiting(disk, layout)? else { return Ok(false) };
    finish(disk, layout, &identity, database)?;
    Ok(true)
}

/// Copies what was made ready into its place, and takes it away only when that is on the disk.
fn finish(disk: &dyn Disk, layout: &Layout, identity: &Identity, database: Database) -> io::Result<()> {
    set_database_aside(layout, database)?;
    let (dir, staged) = (layout.journal(&identity.device), layout.staged());
    let from = staged.journal(&identity.device);
    copy_files(disk, &from, &dir)?;
    let new = disk.list(&from)?;
    for name in disk.list(&dir)?.iter().filter(|name| !new.contains(name)) {
        disk.remove(&dir.join(name))?;
    }
    disk.sync_dir(&dir)?;
    disk.sync_dir(&layout.journals())?;
    disk.sync_dir(layout.root())?;
    write_whole(disk, &layout.identity(), identity.write().as_bytes())?;
    // The word that it is whole goes first, so that a part of it is never taken for it.
    disk.remove(&staged.identity())?;
    disk.sync_dir(staged.root())?;
    for name in &new {
        disk.remove(&from.join(name))?;
    }
    // Folders that stay are empty, and no loss.
    for empty in [from, staged.journals(), staged.root().to_owned()] {
        let _ = disk.remove_dir(&empty);
    }
    disk.sync_dir(layout.root())
}

/// Copies the journal that is there into the quarantine; returns where to, if there is one.
fn set_journal_aside(disk: &dyn Disk, layout: &Layout, dev: &str) -> io::Result<Option<PathBuf>> {
    let dir = layout.journal(dev);
    match disk.list(&dir) {
        Ok(names) if names.is_empty() => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let to = free_in_quarantine(disk, layout, &format!("journal-{dev}"))?;
    copy_files(disk, &dir, &to)?;
    disk.sync_dir(&layout.quarantine())?;
    disk.sync_dir(layout.root())?;
    Ok(Some(to))
}

/// Moves the database into the quarantine: it knows what the journal lost, and is built anew.
fn set_database_aside(layout: &Layout, database: Database) -> io::Result<()> {
    if database == Database::Memory || !RealDisk.is_dir(&layout.databases()) {
        return Ok(());
    }
    let to = free_in_quarantine(&RealDisk, layout, "db")?;
    RealDisk.rename(&layout.databases(), &to)?;
    RealDisk.sync_dir(&layout.quarantine())
}

/// Names something new in the quarantine.
fn free_in_quarantine(disk: &dyn Disk, layout: &Layout, what: &str) -> io::Result<PathBuf> {
    let quarantine: &Path = &layout.quarantine();
    disk.make_dir(quarantine)?;
    let taken = disk.list(quarantine)?;
    // One more than there are is always free.
    let free = (1..=taken.len() + 1).map(|n| format!("{what}-{n}")).find(|name| !taken.contains(name));
    Ok(quarantine.join(free.unwrap_or_default()))
}
