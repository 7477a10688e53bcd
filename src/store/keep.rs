//! The indexes as a file beside the database, so that a start need not make them out of all records.
//!
//! The file is a hash of the rest, the mark of the database for which it was made, and the arrays of each entity. It is no
//! more than a saving of time: one that is missing, damaged, of another layout or of another history is made anew.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use bincode::Options;

use super::index::{Index, Kept};
use super::mark::Mark;
use crate::register::Dictionary;

/// The version of the arrays; raised when any of them changes its meaning.
const LAYOUT: u32 = 1;
/// Bytes of the hash in front.
const HASH: usize = 16;

/// Indexes that were found, and how far they had come.
pub struct Found {
    /// The mark of the database for which they were made.
    pub mark: Mark,
    /// The indexes.
    pub index: Index,
}

/// Most commits that are taken over into indexes that were found, instead of making them anew.
const NEAR: u64 = 20_000;

impl Found {
    /// Returns whether the indexes can be brought up to a database with this mark by the commits in between.
    pub const fn is_near(&self, mark: &Mark) -> bool {
        self.mark.whole && self.mark.seq <= mark.seq && mark.seq - self.mark.seq <= NEAR
    }
}

/// A writer that hashes what goes through it.
struct Hashing<W> {
    below: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.below.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.below.flush()
    }
}

fn options() -> impl Options {
    bincode::DefaultOptions::new().with_fixint_encoding().with_little_endian()
}

fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// Writes the indexes that belong to a database with this mark; the file is there whole or not at all.
pub fn write(path: &Path, mark: &Mark, index: &mut Index) -> io::Result<()> {
    let aside = path.with_extension("index-new");
    let mut file = super::disk::open_own(&aside)?;
    file.set_len(0)?;
    file.write_all(&[0; HASH])?;
    let mut out = Hashing { below: BufWriter::new(file), hasher: blake3::Hasher::new() };
    options().serialize_into(&mut out, &(LAYOUT, mark, index.kept())).map_err(failed)?;
    let hash = super::manifest::finish(&out.hasher);
    let mut file = out.below.into_inner().map_err(failed)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&hash.0)?;
    // A file whose bytes did not all reach the disk is told by its hash.
    std::fs::rename(&aside, path)
}

/// Reads indexes; `None` where there are none that hold.
pub fn read(path: &Path, dictionary: Dictionary) -> Option<Found> {
    let mut file = BufReader::new(File::open(path).ok()?);
    let mut hash = [0; HASH];
    file.read_exact(&mut hash).ok()?;
    // Once to see that it is what was written, once to take it: so it never lies in memory twice.
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut file, &mut hasher).ok()?;
    if super::manifest::finish(&hasher).0 != hash {
        return None;
    }
    file.seek(SeekFrom::Start(HASH as u64)).ok()?;
    let layout: u32 = options().deserialize_from(&mut file).ok()?;
    if layout != LAYOUT {
        return None;
    }
    let (mark, kept): (Mark, Vec<Kept>) = options().deserialize_from(&mut file).ok()?;
    (kept.len() == dictionary.0.len()).then(|| Found { mark, index: Index::of(dictionary, kept) })
}
