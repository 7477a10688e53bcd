//! The register as it was: built in memory from the beginning of the journal, for reading only.

use std::fmt;
use std::sync::{Arc, Mutex, RwLock};

use chrono::NaiveDate;

use super::base::{Base, Database};
use super::contents::{Chapter, Contents, JournalError};
use super::open::{OpenError, build_error};
use super::{Head, Shared, Store};
use crate::register::line::{Hash, verify};
use crate::say;

impl Store {
    /// Opens the register as it was after commit `seq`, for reading only; it costs a reading of the journal up to there, and
    /// memory for all that it held.
    ///
    /// Values that were taken out since are not there.
    ///
    /// # Errors
    /// [`OpenError::Missing`] when there is no such commit; [`OpenError::Damaged`] when the journal cannot be read up to it.
    pub fn as_of(&self, seq: u64) -> Result<Self, OpenError> {
        let shared = &self.shared;
        let damaged = |error: JournalError| build_error(super::state::BuildError::Journal(error));
        if seq > self.head().seq {
            return Err(OpenError::Missing(say!(
                "Sổ mới đến lần ghi {last}, chưa có lần ghi {seq}.",
                "The register has {last} commits; there is no number {seq}.",
                last = self.head().seq,
                seq = seq
            )));
        }
        let hash = match shared.contents.commit(seq).map_err(damaged)? {
            Some((_, hash)) => hash,
            None => shared.identity.store,
        };
        let chapters = shared.contents.until(seq).map_err(damaged)?;
        let (disk, layout) = (Arc::clone(&shared.disk), shared.layout.clone());
        let (dev, dictionary) = (shared.identity.device.clone(), shared.dictionary);
        let contents = Arc::new(Contents::new(Arc::clone(&disk), layout.clone(), dev, dictionary, chapters));
        let base = Base::new(layout.clone(), Database::Memory, shared.identity.store, dictionary);
        let (state, _) = base.build(&contents).map_err(build_error)?;
        Ok(Self {
            shared: Arc::new(Shared {
                layout,
                disk,
                dictionary,
                identity: shared.identity.clone(),
                contents,
                base,
                state: RwLock::new(state),
                writer: Mutex::new(None),
                waiting: Mutex::default(),
                listeners: Mutex::default(),
                head: Mutex::new(Head { seq, hash }),
                behind: false.into(),
                unchecked: false.into(),
                comparing: Mutex::default(),
                lock: Mutex::new(None),
                mirror: Mutex::default(),
            }),
        })
    }

    /// Opens the register as it was at the end of a day.
    ///
    /// # Errors
    /// Those of [`Store::as_of`]; [`OpenError::Missing`] for a day before the first commit.
    pub fn as_of_day(&self, day: NaiveDate) -> Result<Self, OpenError> {
        let damaged = |error: JournalError| build_error(super::state::BuildError::Journal(error));
        let shown = day.format("%d/%m/%Y");
        match self.last_of(day).map_err(damaged)? {
            0 => Err(OpenError::Missing(say!(
                "Đến hết ngày {day} sổ chưa có gì.",
                "The register held nothing at the end of {day}.",
                day = shown
            ))),
            seq => self.as_of(seq),
        }
    }

    /// Returns the number of the last commit that was made on a day or before it, by the clock that told it then; 0 when there
    /// is none. A commit that was made while the clock was wrong belongs where it stands.
    pub fn last_of(&self, day: NaiveDate) -> Result<u64, JournalError> {
        let mut seq = self.head().seq;
        while seq > 0 {
            let text = self.shared.contents.text(seq)?.unwrap_or_default();
            let made = text.lines().next().and_then(|line| verify(line).ok()).and_then(|frame| frame.day());
            if made.is_some_and(|made| made <= day) {
                return Ok(seq);
            }
            seq -= 1;
        }
        Ok(0)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("root", &self.shared.layout.root()).field("head", &self.head()).finish()
    }
}

impl Store {
    /// Returns the number of the commit with this hash; that of the store's id is 0. Reads the journal from the beginning.
    pub fn seq_of(&self, hash: Hash) -> Result<Option<u64>, JournalError> {
        if hash == self.shared.identity.store {
            return Ok(Some(0));
        }
        let mut found = None;
        self.shared.contents.replay::<JournalError>(0, &mut |commit, own| {
            if own == hash {
                found = Some(commit.seq);
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl Contents {
    /// Returns the segments up to a commit, as if it were the last.
    fn until(&self, seq: u64) -> Result<Vec<Chapter>, JournalError> {
        let next = self.begins(seq + 1)?;
        let mut chapters = self.chapters();
        chapters.retain(|chapter| chapter.start.seq < seq);
        let last = chapters.last_mut().filter(|chapter| chapter.last > seq);
        if let (Some(chapter), Some(next)) = (last, next) {
            chapter.last = seq;
            chapter.bytes = next;
            let known = chapter.offsets.as_mut();
            let kept = usize::try_from(seq - chapter.start.seq).unwrap_or(usize::MAX);
            if let Some(offsets) = known {
                Arc::make_mut(offsets).truncate(kept);
            }
        }
        Ok(chapters)
    }
}
