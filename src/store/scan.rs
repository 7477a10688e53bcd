//! Going through a segment of a journal line by line: how far it holds, and what is behind the first line that does not.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::disk::Disk;
use crate::register::line::{Fault, Frame, Hash, LineError, verify};

/// Where a journal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the last commit; 0 before the first.
    pub seq: u64,
    /// The hash of its last line; the store's id before the first.
    pub head: Hash,
    /// The hash of the last line of any kind.
    pub tip: Hash,
}

/// What a segment holds.
#[derive(Clone, Debug)]
pub struct Scan {
    /// Where the journal stands after the last whole commit.
    pub place: Place,
    /// The byte at which each commit begins.
    pub offsets: Vec<u64>,
    /// The bytes that hold: whole commits and what belongs to them.
    pub end: usize,
    /// Whether the last line that holds lacks its line end.
    pub ragged: bool,
    /// Whether the last line that holds says that the program left in good order.
    pub closed: bool,
    /// The year in which the first commit was made.
    pub year: Option<i32>,
    /// The first line that does not hold.
    pub bad: Option<Bad>,
}

/// The first line that does not hold, and what is behind it.
#[derive(Clone, Debug)]
pub struct Bad {
    /// What is wrong with it.
    pub error: LineError,
    /// How many later lines verify by their own hashes.
    pub later: u64,
    /// Whether one of them was written only after the bad one was on the disk, so that this is no torn tail.
    pub damage: bool,
}

/// How every line begins; within a line it cannot occur, for a quote within a text is escaped.
const BEGINNING: &[u8] = b"{\"v\":";

/// Goes through the bytes of a segment of device `dev` that begins where the journal stands at `start`.
pub fn scan(bytes: &[u8], dev: &str, start: Place) -> Scan {
    let mut scanner = Scanner { bytes, base: 0, dev, at: start, batch: None, lines: 0, found: Scan::new(start) };
    let mut from = 0;
    while from < bytes.len() {
        match scanner.step(from) {
            Ok(next) => from = next,
            Err(error) => {
                scanner.fail(from, error);
                return scanner.found;
            }
        }
    }
    if scanner.batch.is_some() {
        scanner.fail(bytes.len(), error_at(Fault::Batch("no end")));
    }
    scanner.found
}

/// Bytes of a segment that are read at once.
///
/// Few, for the C library gives memory back to the system for blocks of 128 KB and more only until a larger one was freed:
/// after a large buffer here, the megabytes that sled sets aside and never uses would count as used.
const PIECE: u64 = 48 << 10;

/// A segment that was gone through.
#[derive(Debug)]
pub struct Scanned {
    /// What it holds.
    pub scan: Scan,
    /// What is behind the bytes that hold.
    pub tail: Vec<u8>,
    /// The hash of the bytes that hold, so far.
    pub hasher: blake3::Hasher,
}

/// Goes through a segment on a disk, which may be missing, a piece at a time; only one that does not hold to its end is read
/// whole.
pub fn scan_file(disk: &dyn Disk, path: &Path, dev: &str, start: Place) -> io::Result<Scanned> {
    let mut scanner = Scanner { bytes: &[], base: 0, dev, at: start, batch: None, lines: 0, found: Scan::new(start) };
    let (mut held, mut at, mut hasher) = (Vec::new(), 0, blake3::Hasher::new());
    loop {
        let piece = match disk.read_at(path, at, PIECE) {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        if piece.is_empty() {
            break;
        }
        at += piece.len() as u64;
        hasher.update(&piece);
        held.extend_from_slice(&piece);
        let whole = held.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let Scanner { base, at, batch, lines, found, .. } = scanner;
        let mut lines_of = Scanner { bytes: &held[..whole], base, dev, at, batch, lines, found };
        let mut from = 0;
        while from < whole {
            match lines_of.step(from) {
                Ok(next) => from = next,
                Err(_) => return scan_whole(disk, path, dev, start),
            }
        }
        let Scanner { at, batch, lines, found, .. } = lines_of;
        scanner = Scanner { bytes: &[], base: base + whole, dev, at, batch, lines, found };
        held.drain(..whole);
    }
    if !held.is_empty() || scanner.batch.is_some() {
        return scan_whole(disk, path, dev, start);
    }
    Ok(Scanned { scan: scanner.found, tail: Vec::new(), hasher })
}

fn scan_whole(disk: &dyn Disk, path: &Path, dev: &str, start: Place) -> io::Result<Scanned> {
    let mut bytes = disk.read(path)?;
    let scan = scan(&bytes, dev, start);
    let tail = bytes.split_off(scan.end);
    let mut hasher = blake3::Hasher::new();
    hasher.update(&bytes);
    Ok(Scanned { scan, tail, hasher })
}

impl Scan {
    const fn new(start: Place) -> Self {
        Self { place: start, offsets: Vec::new(), end: 0, ragged: false, closed: false, year: None, bad: None }
    }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    /// The byte of the segment at which they begin.
    base: usize,
    dev: &'a str,
    /// Where the journal stands with the parts of an open long commit.
    at: Place,
    batch: Option<Batch>,
    lines: u64,
    found: Scan,
}

/// A long commit that is being read.
struct Batch {
    name: String,
    parts: u32,
}

/// One line in the bytes.
struct Cut {
    /// Where its JSON ends.
    end: usize,
    /// Where the next one begins.
    next: usize,
}

fn error_at(fault: Fault) -> LineError {
    LineError { line: 0, byte: 0, fault }
}

impl Scanner<'_> {
    /// Reads the line that begins at `from`; returns where the next one begins.
    fn step(&mut self, from: usize) -> Result<usize, LineError> {
        let (cut, frame) = cut_line(self.bytes, from)?;
        let ragged = self.bytes.get(cut.end) != Some(&b'\n');
        self.follow(&frame, from)?;
        self.lines += 1;
        self.at.tip = frame.hash;
        if self.batch.is_none() {
            if frame.kind.is_empty() || frame.kind == "end" {
                self.at.seq = frame.seq;
                self.at.head = frame.hash;
            }
            self.found.place = self.at;
            self.found.end = self.base + cut.end + usize::from(!ragged);
            self.found.ragged = ragged;
            self.found.closed = frame.kind == "close";
        }
        Ok(cut.next)
    }

    /// Checks that a line follows those before it, and notes where its commit begins.
    fn follow(&mut self, frame: &Frame<'_>, from: usize) -> Result<(), LineError> {
        if frame.prev != self.at.tip || frame.dev != self.dev {
            return Err(error_at(Fault::Chain));
        }
        let next = self.at.seq + 1;
        match (frame.kind.as_str(), frame.part(), self.batch.as_mut()) {
            ("", None, None) if frame.seq == next => self.note(frame, from),
            ("", Some((name, 1)), None) if frame.seq == next => {
                self.note(frame, from);
                self.batch = Some(Batch { name, parts: 1 });
            }
            ("", Some((name, part)), Some(batch))
                if frame.seq == next && name == batch.name && part == batch.parts + 1 =>
            {
                batch.parts = part;
            }
            ("end", _, Some(batch)) if frame.seq == next && frame.parts() == Some(batch.parts) => self.batch = None,
            ("close" | "redact", None, None) if frame.seq == self.at.seq => {}
            _ => return Err(error_at(Fault::Chain)),
        }
        Ok(())
    }

    fn note(&mut self, frame: &Frame<'_>, from: usize) {
        self.found.offsets.push((self.base + from) as u64);
        if self.found.year.is_none() {
            self.found.year = frame.year();
        }
    }

    /// Ends the scan at a line that does not hold, with all of the long commit that it may belong to.
    fn fail(&mut self, from: usize, error: LineError) {
        if self.batch.is_some() {
            self.found.offsets.pop();
        }
        let missing = self.found.place.seq + 1;
        let mut bad = Bad { error: error.at_line(self.lines + 1), later: 0, damage: false };
        for range in beginnings(self.bytes, from) {
            let Ok((_, frame)) = cut_line(self.bytes.get(..range.end).unwrap_or_default(), range.start) else {
                continue;
            };
            bad.later += 1;
            bad.damage |= range.start == from || is_after(&frame, missing);
        }
        self.found.bad = Some(bad);
    }
}

/// Returns whether a line was written only after all before it was on the disk, though commit `missing` is not there.
///
/// Lines that were written in one breath may reach the disk in any order, so a later one of them proves nothing.
fn is_after(frame: &Frame<'_>, missing: u64) -> bool {
    let begins = frame.kind.is_empty() && frame.part().is_none_or(|(_, part)| part == 1);
    let alone = matches!(frame.kind.as_str(), "close" | "redact");
    alone || frame.breath() > missing || (begins && frame.breath() == frame.seq)
}

/// Lists the lines anywhere in the bytes that verify by their own hashes, whatever stands between them.
pub fn lines_that_hold(bytes: &[u8]) -> impl Iterator<Item = (Frame<'_>, &str)> {
    beginnings(bytes, 0).filter_map(|range| {
        let (cut, frame) = cut_line(bytes.get(..range.end)?, range.start).ok()?;
        Some((frame, std::str::from_utf8(bytes.get(range.start..cut.end)?).ok()?))
    })
}

/// Cuts and verifies the line that begins at `from`. A line that verifies holds even where its line end is lost.
fn cut_line(bytes: &[u8], from: usize) -> Result<(Cut, Frame<'_>), LineError> {
    let rest = bytes.get(from..).unwrap_or_default();
    let len = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let whole = rest.get(..len).unwrap_or_default();
    let not_text = |_| error_at(Fault::Json("UTF-8".to_owned()));
    let error = match std::str::from_utf8(whole).map_err(not_text).and_then(verify) {
        Ok(frame) => return Ok((Cut { end: from + len, next: (from + len + 1).min(bytes.len()) }, frame)),
        Err(error) => error,
    };
    let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<&serde_json::value::RawValue>();
    if let Some(Ok(value)) = values.next()
        && let Ok(frame) = verify(value.get())
    {
        let end = from + value.get().len();
        return Ok((Cut { end, next: end }, frame));
    }
    Err(error)
}

/// Lists where lines may begin from `from` on, each up to where the next may.
fn beginnings(bytes: &[u8], from: usize) -> impl Iterator<Item = Range<usize>> + use<> {
    let tail = bytes.get(from..).unwrap_or_default();
    let starts: Vec<usize> =
        tail.windows(BEGINNING.len()).enumerate().filter(|(_, w)| *w == BEGINNING).map(|(at, _)| from + at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([bytes.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

#[cfg(test)]
mod tests;
