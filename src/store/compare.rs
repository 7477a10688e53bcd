//! Comparing a database with what it must hold, behind the first screen.
//!
//! A start need not wait for this: the indexes were kept with a hash of their own, the mark names a commit that the journal
//! has, each record has its checksum, and whatever came after is applied from the journal. What is left is a database that
//! lost or kept back some records without a sign. Screens may show such a register for a moment; but nothing is planned on
//! it, for a commit waits until the comparison is done, and one that finds a difference has the database built anew.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;

use super::mark::Count;
use super::shelf::ShelfError;
use super::{Shared, Store, lock};
use crate::register::Words;

/// Records that are compared before others may look at the register again.
const PART: usize = 2_000;

/// What a comparison came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It was done before.
    Before,
    /// The database holds what it must.
    Holds,
    /// It was stopped, and is still to be done.
    Stopped,
    /// It did not, and was built anew from the journal.
    Rebuilt,
}

impl Store {
    /// Compares the database with what it must hold, where it was opened with
    /// [`check_later`](super::Options::check_later); `go_on` hears how far this has come, in percent, and says whether to go on.
    ///
    /// # Errors
    /// Words, when the database is damaged and cannot be built anew from the journal.
    pub fn check_database(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Compared, Words> {
        self.shared.compare(go_on)
    }
}

impl Shared {
    /// Compares the database unless that was done; of several at once, the others wait for the first.
    pub(super) fn compare(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<Compared, Words> {
        let _one = lock(&self.comparing);
        if !self.unchecked.load(Ordering::SeqCst) {
            return Ok(Compared::Before);
        }
        match catch_unwind(AssertUnwindSafe(|| self.go_through(go_on))) {
            Ok(Ok(true)) => {
                self.unchecked.store(false, Ordering::SeqCst);
                Ok(Compared::Holds)
            }
            Ok(Ok(false)) => Ok(Compared::Stopped),
            Ok(Err(_)) | Err(_) => {
                self.rebuild()?;
                Ok(Compared::Rebuilt)
            }
        }
    }

    /// Goes through all records, unless it is stopped; nobody commits meanwhile.
    fn go_through(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<bool, ShelfError> {
        let (mut counted, mut after) = (Count::default(), None);
        loop {
            let state = self.read_state();
            after = state.compare(after.as_ref(), PART, &mut counted)?;
            let all = state.records().max(1);
            drop(state);
            if after.is_none() {
                return Ok(true);
            }
            if !go_on(counted.records() * 100 / all) {
                return Ok(false);
            }
        }
    }
}
