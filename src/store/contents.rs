//! The table of contents of a journal, and reading it back.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use super::disk::Disk;
use super::layout::Layout;
use super::lines::Lines;
use super::scan::{Place, scan};
use crate::register::line::{Gather, Hash, LineError, decode};
use crate::register::{Commit, Dictionary, Words};
use crate::say;

/// The byte at which each commit of a segment begins.
pub type Offsets = Arc<Vec<u64>>;

/// One segment of a journal.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its number, from 1.
    pub number: u32,
    /// Where the journal stood before its first line.
    pub start: Place,
    /// The number of its last commit; `start.seq` while there is none.
    pub last: u64,
    /// The bytes that hold.
    pub bytes: u64,
    /// The byte at which each commit begins; `None` until somebody asks.
    pub offsets: Option<Offsets>,
}

/// Why a journal could not be read back.
#[derive(Clone, Debug)]
pub enum JournalError {
    /// The disk did not give it.
    Disk(PathBuf, String),
    /// A line does not hold.
    Line(PathBuf, LineError),
}

impl JournalError {
    /// Says what is wrong, and where.
    pub fn words(&self) -> Words {
        match self {
            Self::Disk(path, error) => say!(
                "Không đọc được tệp {path}: {error}.",
                "The file {path} cannot be read: {error}.",
                path = path.display(),
                error = error
            ),
            Self::Line(path, error) => {
                let what = error.words();
                say!("Tệp {path}, {what}.", "File {path}, {what}.", path = path.display(), what = what)
            }
        }
    }
}

/// Where each commit of a device's journal lies.
#[derive(Debug)]
pub struct Contents {
    disk: Arc<dyn Disk>,
    layout: Layout,
    dev: String,
    dictionary: Dictionary,
    chapters: RwLock<Vec<Chapter>>,
}

impl Contents {
    /// Makes the table of a journal from its segments.
    pub fn new(
        disk: Arc<dyn Disk>,
        layout: Layout,
        dev: String,
        dictionary: Dictionary,
        chapters: Vec<Chapter>,
    ) -> Self {
        Self { disk, layout, dev, dictionary, chapters: RwLock::new(chapters) }
    }

    /// Returns the number of the last commit.
    pub fn last(&self) -> u64 {
        self.chapters.read().unwrap_or_else(PoisonError::into_inner).last().map_or(0, |chapter| chapter.last)
    }

    /// Returns the segments as they are now.
    pub fn chapters(&self) -> Vec<Chapter> {
        self.chapters.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes a commit that now begins at byte `at` of the last segment and ends at `end`.
    pub fn note(&self, at: u64, end: u64) {
        let mut chapters = self.chapters.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(chapter) = chapters.last_mut() {
            chapter.last += 1;
            chapter.bytes = end;
            Arc::make_mut(chapter.offsets.get_or_insert_default()).push(at);
        }
    }

    /// Notes that a new segment begins.
    pub fn begin(&self, number: u32, start: Place) {
        let mut chapters = self.chapters.write().unwrap_or_else(PoisonError::into_inner);
        // What was sealed is found again when somebody asks.
        if let Some(sealed) = chapters.last_mut() {
            sealed.offsets = None;
        }
        let offsets = Some(Arc::default());
        chapters.push(Chapter { number, start, last: start.seq, bytes: 0, offsets });
    }

    /// Reads the commit with number `seq` and its hash; `None` where there is none.
    pub fn commit(&self, seq: u64) -> Result<Option<(Commit, Hash)>, JournalError> {
        let Some(text) = self.text(seq)? else { return Ok(None) };
        let path = self.path_of(seq);
        let line_error = |error| JournalError::Line(path.clone(), error);
        let mut gather = Gather::default();
        for line in text.lines() {
            let line = decode(line, self.dictionary).map_err(line_error)?;
            let hash = line.hash;
            if let Some(commit) = gather.push(line).map_err(line_error)? {
                return Ok(Some((commit, hash)));
            }
        }
        Ok(None)
    }

    /// Reads the lines of the commit with number `seq`, and those without a number that follow it.
    pub fn text(&self, seq: u64) -> Result<Option<String>, JournalError> {
        let Some((chapter, offsets)) = self.chapter(seq)? else { return Ok(None) };
        let place = usize::try_from(seq - chapter.start.seq - 1).unwrap_or(usize::MAX);
        let Some(&at) = offsets.get(place) else { return Ok(None) };
        let end = offsets.get(place + 1).copied().unwrap_or(chapter.bytes);
        let path = self.layout.segment(&self.dev, chapter.number);
        let bytes =
            self.disk.read_at(&path, at, end - at).map_err(|e| JournalError::Disk(path.clone(), e.to_string()))?;
        String::from_utf8(bytes).map(Some).map_err(|e| JournalError::Disk(path, e.to_string()))
    }

    /// Gives each commit after number `after`, in order, with its hash; verifies every line and the chain through them.
    pub fn replay<E: From<JournalError>>(
        &self,
        after: u64,
        each: &mut dyn FnMut(Commit, Hash) -> Result<(), E>,
    ) -> Result<(), E> {
        let chapters = self.chapters();
        for chapter in chapters.iter().filter(|chapter| chapter.last > after) {
            let path = self.layout.segment(&self.dev, chapter.number);
            let from = if after <= chapter.start.seq { 0 } else { self.begins(after)?.unwrap_or(0) };
            // Who begins in the middle takes the word of the first line for what stands before it.
            let mut tip = (from == 0).then_some(chapter.start.tip);
            let mut lines = Lines::new(&*self.disk, &path, from, chapter.bytes);
            let mut gather = Gather::default();
            let mut number = 0;
            while let Some(line) = lines.next()? {
                number += 1;
                let wrong = |error: LineError| JournalError::Line(path.clone(), error.at_line(number));
                let line = decode(line, self.dictionary).map_err(wrong)?;
                let hash = line.hash;
                if tip.is_some_and(|tip| tip != line.prev) {
                    let fault = crate::register::line::Fault::Chain;
                    return Err(wrong(LineError { line: number, byte: 0, fault }).into());
                }
                tip = Some(hash);
                match gather.push(line).map_err(wrong)? {
                    Some(commit) if commit.seq > after => each(commit, hash)?,
                    Some(_) | None => {}
                }
            }
        }
        Ok(())
    }

    /// Returns the byte of its segment at which a commit begins; `None` where there is no such commit.
    pub fn begins(&self, seq: u64) -> Result<Option<u64>, JournalError> {
        let Some((chapter, offsets)) = self.chapter(seq)? else { return Ok(None) };
        Ok(usize::try_from(seq - chapter.start.seq - 1).ok().and_then(|place| offsets.get(place).copied()))
    }

    fn path_of(&self, seq: u64) -> PathBuf {
        let chapters = self.chapters.read().unwrap_or_else(PoisonError::into_inner);
        let number = chapters.iter().find(|chapter| chapter.last >= seq).map_or(1, |chapter| chapter.number);
        self.layout.segment(&self.dev, number)
    }

    /// Finds the segment that holds a commit, and where its commits begin.
    fn chapter(&self, seq: u64) -> Result<Option<(Chapter, Offsets)>, JournalError> {
        let found = {
            let chapters = self.chapters.read().unwrap_or_else(PoisonError::into_inner);
            let place = chapters.partition_point(|chapter| chapter.last < seq);
            chapters.get(place).filter(|_| seq > 0).cloned()
        };
        let Some(mut chapter) = found else { return Ok(None) };
        if let Some(offsets) = chapter.offsets.clone() {
            return Ok(Some((chapter, offsets)));
        }
        let bytes = self.read(&chapter)?;
        let scan = scan(&bytes, &self.dev, chapter.start);
        if let Some(bad) = scan.bad {
            return Err(JournalError::Line(self.layout.segment(&self.dev, chapter.number), bad.error));
        }
        let offsets = Arc::new(scan.offsets);
        let mut chapters = self.chapters.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = chapters.iter_mut().find(|same| same.number == chapter.number) {
            same.offsets = Some(Arc::clone(&offsets));
        }
        chapter.offsets = Some(Arc::clone(&offsets));
        Ok(Some((chapter, offsets)))
    }

    fn read(&self, chapter: &Chapter) -> Result<Vec<u8>, JournalError> {
        let path = self.layout.segment(&self.dev, chapter.number);
        self.disk.read_at(&path, 0, chapter.bytes).map_err(|error| JournalError::Disk(path, error.to_string()))
    }
}
