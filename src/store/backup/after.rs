//! What is done for the copies while and after people work.

use super::{CopyError, Keeping, Mirror, failed};
use crate::register::Time;
use crate::say;
use crate::store::{Store, lock};

impl Store {
    /// Brings the mirror up to date where one is set, and makes the copy of the day where it is still to be made.
    ///
    /// A place that nobody set gets copies only where `usual` says so. Several callers take their turns.
    ///
    /// # Errors
    /// The first thing that failed; the rest was tried all the same, and all of it is tried again by the next call.
    pub fn look_after(&self, at: Time, usual: bool) -> Result<(), CopyError> {
        let mut mirror = lock(&self.shared.mirror);
        let keeping = self.keeping_that_holds()?;
        let reflected = match &keeping.mirror {
            None => {
                *mirror = None;
                Ok(())
            }
            Some(dir) => {
                let current = mirror.take().filter(|mirror| mirror.dir() == dir);
                mirror.insert(current.unwrap_or_else(|| Mirror::new(dir))).bring_up(self).map(|_| ())
            }
        };
        let copied = if keeping.to.is_some() || usual { self.copy_of_the_day(at) } else { Ok(()) };
        reflected.and(copied)
    }

    /// Returns where copies go, or says that what was set cannot be read: otherwise the mirror would end without a word.
    fn keeping_that_holds(&self) -> Result<Keeping, CopyError> {
        let (layout, path) = (&self.shared.layout, self.shared.layout.keeping());
        Keeping::read_strictly(&*self.shared.disk, layout).map_err(failed(&path))?.ok_or_else(|| {
            CopyError::Damaged(say!(
                "Tệp {path} ghi nơi sao lưu bị hỏng, nên không biết sao lưu vào đâu. Đặt lại: \"danvan backup --to THƯ_MỤC --mirror THƯ_MỤC\".",
                "The file {path}, which says where copies go, is damaged. Set it again: \"danvan backup --to DIR --mirror DIR\".",
                path = path.display()
            ))
        })
    }

    fn copy_of_the_day(&self, at: Time) -> Result<(), CopyError> {
        let keeping = self.keeping();
        let place = keeping.place(self.shared.layout.root());
        // Not "today or later": a clock that ran ahead would end the daily copies until that day comes.
        if self.copies_in(&place)?.iter().any(|held| held.receipt.made.date_naive() == at.date_naive()) {
            return Ok(());
        }
        self.copy_to(&place, keeping.keep, at).map(|_| ())
    }

    /// Makes a copy after work, unless the newest one has everything.
    ///
    /// # Errors
    /// Those of [`Store::copy_to`].
    pub fn copy_after_work(&self, at: Time) -> Result<(), CopyError> {
        let _turn = lock(&self.shared.mirror);
        let keeping = self.keeping_that_holds()?;
        let place = keeping.place(self.shared.layout.root());
        let head = self.head();
        let newest = self.copies_in(&place)?.pop();
        if newest.is_some_and(|held| (held.receipt.seq, held.receipt.head) == (head.seq, head.hash)) {
            return Ok(());
        }
        self.copy_to(&place, keeping.keep, at).map(|_| ())
    }
}

impl Store {
    /// Makes a new copy where copies go and takes all older ones of this register away; writes the mirror anew where it
    /// differs. Returns how many were taken away.
    ///
    /// For after values were taken out of the journal, which older copies still hold.
    ///
    /// # Errors
    /// Those of [`Store::copy_to`] and [`Mirror::bring_up`].
    pub fn renew_copies(&self, at: Time) -> Result<usize, CopyError> {
        let mut mirror = lock(&self.shared.mirror);
        *mirror = None;
        let keeping = self.keeping();
        if let Some(dir) = &keeping.mirror {
            mirror.insert(Mirror::new(dir)).bring_up(self)?;
        }
        let place = keeping.place(self.shared.layout.root());
        let before = self.copies_in(&place)?.len();
        if before > 0 {
            self.copy_to(&place, 1, at)?;
        }
        Ok(before)
    }
}
