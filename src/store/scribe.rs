//! Writing commits out as lines: encoded, read back and compared, before any of them goes to the journal.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use chrono::Datelike;

use super::journal::{Breath, Journal};
use super::scan::Place;
use crate::register::line::{Gather, Hash, decode, encode};
use crate::register::{Commit, Dictionary, Reject, Words};
use crate::say;

/// A commit that is planned and written out, but not yet in the journal.
pub struct Ready {
    /// The commit.
    pub commit: Arc<Commit>,
    /// The hash of its last line.
    pub hash: Hash,
    /// The place of its request in the group.
    pub place: usize,
}

/// Lines that are being written out.
pub struct Scribe {
    /// The number of the first commit of the breath.
    first: u64,
    place: Place,
    breath: Breath,
    ready: Vec<Ready>,
    dictionary: Dictionary,
    /// Random bits for each commit of the group.
    salts: Vec<[u8; 16]>,
}

/// What was written out.
pub struct Written {
    /// The commits, in their order.
    pub ready: Vec<Ready>,
    /// Their lines.
    pub breath: Breath,
}

impl Scribe {
    /// Begins after the last line of the journal, for at most `n` commits.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn begin(journal: &Journal, dictionary: Dictionary, n: usize) -> Result<Self, Words> {
        let place = journal.place();
        let mut salts = vec![[0; 16]; n];
        getrandom::fill(salts.as_flattened_mut()).map_err(|error| {
            say!(
                "Chưa lưu: máy không cho số ngẫu nhiên ({e}).",
                "Not saved: the system gives no random numbers ({e}).",
                e = error
            )
        })?;
        let (breath, ready) = (Breath::default(), Vec::new());
        Ok(Self { first: place.seq + 1, place, breath, ready, dictionary, salts })
    }

    /// Writes out one commit, reads it back and compares.
    pub fn write(&mut self, commit: Arc<Commit>, place: usize) -> Result<(), Reject> {
        let salt = self.salts.pop().ok_or_else(|| unwritable(&say!("số lần ghi", "the number of commits")))?;
        let lines = encode(&commit, Hash(salt), self.place.tip, self.first);
        let hash = read_back(&lines, &commit, self.place.tip, self.dictionary)?;
        if self.breath.begins.is_empty() {
            self.breath.year = commit.at.year();
        }
        self.breath.begins.push(self.breath.bytes.len());
        for line in &lines {
            self.breath.bytes.extend_from_slice(line.as_bytes());
            self.breath.bytes.push(b'\n');
        }
        self.place = Place { seq: commit.seq, head: hash, tip: hash };
        self.ready.push(Ready { commit, hash, place });
        Ok(())
    }

    /// Writes out what comes, until no more does; `None` after one that reads back differently, for what comes behind it was
    /// planned as if it held.
    pub fn write_all(mut self, commits: &Receiver<Vec<(Arc<Commit>, usize)>>) -> Option<Written> {
        for (commit, place) in commits.iter().flatten() {
            self.write(commit, place).ok()?;
        }
        Some(self.finish())
    }

    /// Gives what was written out.
    pub fn finish(self) -> Written {
        let Self { place, mut breath, ready, .. } = self;
        breath.place = (!ready.is_empty()).then_some(place);
        Written { ready, breath }
    }
}

/// Reads lines as a later start would, and compares them with the commit; returns the hash of the last.
fn read_back(lines: &[String], commit: &Commit, prev: Hash, dictionary: Dictionary) -> Result<Hash, Reject> {
    let mut gather = Gather::default();
    let mut tip = prev;
    for line in lines {
        let read = decode(line, dictionary).map_err(|error| unwritable(&error.words()))?;
        if read.prev != tip {
            return Err(unwritable(&say!("chuỗi mã kiểm tra", "the chain of hashes")));
        }
        tip = read.hash;
        if let Some(whole) = gather.push(read).map_err(|error| unwritable(&error.words()))? {
            return if whole == *commit { Ok(tip) } else { Err(unwritable(&say!("giá trị", "the values"))) };
        }
    }
    Err(unwritable(&say!("dòng cuối", "the end line")))
}

fn unwritable(what: &Words) -> Reject {
    Reject::Storage(say!(
        "Chưa lưu: nội dung ghi ra đọc lại không khớp ({what}). Đây là lỗi chương trình, xin báo lại.",
        "Not saved: what was written reads back differently ({what}). This is a defect of the program; please report it.",
        what = what
    ))
}
