//! Making a copy, proving it, and proving an older one.

use std::path::Path;

use super::places::{Held, held_in, name_of, rotate};
use super::transfer::{Snapshot, copy_files};
use super::{CopyError, Keeping, Receipt, failed};
use crate::register::Time;
use crate::register::line::Hash;
use crate::say;
use crate::store::disk::write_whole;
use crate::store::layout::Layout;
use crate::store::{Head, Store};

impl Store {
    /// Returns where copies go.
    pub fn keeping(&self) -> Keeping {
        Keeping::read(&*self.shared.disk, &self.shared.layout)
    }

    /// Sets where copies go.
    ///
    /// # Errors
    /// [`CopyError::Disk`] when it cannot be written down.
    pub fn set_keeping(&self, keeping: &Keeping) -> Result<(), CopyError> {
        let layout = &self.shared.layout;
        keeping.write(&*self.shared.disk, layout).map_err(failed(&layout.keeping()))
    }

    /// Lists the copies in a folder, the newest last.
    ///
    /// # Errors
    /// [`CopyError::Disk`] when the folder cannot be read.
    pub fn copies_in(&self, place: &Path) -> Result<Vec<Held>, CopyError> {
        held_in(&*self.shared.disk, place).map_err(failed(place))
    }

    /// Copies the journal into a folder of its own in `place`, reads it again to prove it, and then keeps the newest `keep`
    /// copies, one a day. What is committed meanwhile goes on.
    ///
    /// # Errors
    /// [`CopyError::Refused`] where the place holds a longer journal, another history or another register: nothing there is
    /// touched then. [`CopyError::Damaged`] where the copy reads back differently.
    pub fn copy_to(&self, place: &Path, keep: usize, at: Time) -> Result<Held, CopyError> {
        let disk = &*self.shared.disk;
        let snapshot = Snapshot::of(self);
        self.compare(place, snapshot.head)?;
        let Head { seq, hash } = snapshot.head;
        let (store, device) = (snapshot.identity.store, snapshot.identity.device.clone());
        let receipt = Receipt { store, device, seq, head: hash, bytes: snapshot.bytes(), made: at };
        let dir = place.join(name_of(&receipt));
        let (from, to) = (&self.shared.layout, Layout::new(&dir));
        let made = || {
            disk.make_dir(&dir)?;
            disk.sync_dir(place)?;
            snapshot.carry(disk, from, &to, (1, 0))?;
            // Journals of other devices and frozen reports, as they came.
            for other in disk.list(&from.journals())?.iter().filter(|other| **other != receipt.device) {
                copy_files(disk, &from.journal(other), &to.journal(other))?;
            }
            copy_files(disk, &from.files(), &to.files())?;
            snapshot.sign(disk, &to)
        };
        made().map_err(failed(&dir))?;
        let copy = Held { dir, receipt };
        copy.prove(disk)?;
        write_whole(disk, &to.receipt(), copy.receipt.write().as_bytes()).map_err(failed(&copy.dir))?;
        rotate(disk, place, &copy, keep).map_err(failed(place))?;
        Ok(copy)
    }

    /// Reads a copy from its disk again, and compares it with what it says about itself and with this journal.
    ///
    /// # Errors
    /// [`CopyError::Damaged`] where it does not hold, [`CopyError::Refused`] where it is of another history.
    pub fn prove(&self, held: &Held) -> Result<(), CopyError> {
        held.prove(&*self.shared.disk)?;
        self.compare_one(held, self.head())
    }

    /// Refuses a place that holds what a copy of this journal must not replace.
    fn compare(&self, place: &Path, head: Head) -> Result<(), CopyError> {
        self.copies_in(place)?.iter().try_for_each(|held| self.compare_one(held, head))
    }

    fn compare_one(&self, copy: &Held, head: Head) -> Result<(), CopyError> {
        let (dir, receipt) = (copy.dir.display(), &copy.receipt);
        if receipt.store != self.shared.identity.store {
            return Err(CopyError::Refused(say!(
                "{dir} là bản sao của một sổ khác; hãy chọn thư mục khác. Chưa đổi gì.",
                "{dir} is a copy of another register; choose another folder. Nothing was changed.",
                dir = dir
            )));
        }
        if receipt.seq > head.seq {
            return Err(CopyError::Refused(say!(
                "{dir} dài hơn sổ này: đến lần ghi {there}, sổ chỉ đến {here}. Không thay bản dài bằng bản ngắn; hãy chạy \"danvan doctor\".",
                "{dir} is longer than this register: it reaches commit {there}, this one {here}. A longer one is not replaced; run \"danvan doctor\".",
                dir = dir,
                there = receipt.seq,
                here = head.seq
            )));
        }
        if self.hash_at(receipt.seq)? != Some(receipt.head) {
            return Err(CopyError::Refused(say!(
                "{dir} có lịch sử khác với sổ này từ lần ghi {seq} trở về trước. Không thay; hãy chạy \"danvan doctor\" hoặc chọn thư mục khác.",
                "{dir} has another history than this register up to commit {seq}. It is not replaced; run \"danvan doctor\" or choose another folder.",
                dir = dir,
                seq = receipt.seq
            )));
        }
        Ok(())
    }

    /// Returns the hash that the journal has at a number; the store's id before the first commit.
    pub(in crate::store) fn hash_at(&self, seq: u64) -> Result<Option<Hash>, CopyError> {
        if seq == 0 {
            return Ok(Some(self.shared.identity.store));
        }
        let found = self.shared.contents.commit(seq).map_err(|error| CopyError::Damaged(error.words()))?;
        Ok(found.map(|(_, hash)| hash))
    }
}
