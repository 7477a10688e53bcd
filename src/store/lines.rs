//! Reading a segment of a journal line by line, so that memory holds a piece of it and never the whole.

use std::path::Path;

use super::contents::JournalError;
use super::disk::Disk;

/// Bytes that are read at once; a longer line is read in one piece all the same.
const PIECE: u64 = 48 << 10;

/// The lines between two bytes of a file.
pub struct Lines<'a> {
    disk: &'a dyn Disk,
    path: &'a Path,
    /// The byte at which the next piece begins, and the one at which all ends.
    at: u64,
    end: u64,
    /// What was read and not yet given out: everything from `from` on.
    held: Vec<u8>,
    from: usize,
}

impl<'a> Lines<'a> {
    /// Reads from byte `at` to byte `end`.
    pub const fn new(disk: &'a dyn Disk, path: &'a Path, at: u64, end: u64) -> Self {
        Self { disk, path, at, end, held: Vec::new(), from: 0 }
    }

    /// Gives the next line without its line end; `None` after the last.
    pub fn next(&mut self) -> Result<Option<&str>, JournalError> {
        let mut looked = self.from;
        let until = loop {
            let rest = self.held.get(looked..).unwrap_or_default();
            if let Some(place) = rest.iter().position(|byte| *byte == b'\n') {
                break looked + place;
            }
            looked = self.held.len();
            if self.at >= self.end {
                break looked;
            }
            looked -= self.read_on()?;
        };
        let line = self.from..until;
        self.from = (until + 1).min(self.held.len());
        if line.is_empty() && self.from == self.held.len() && self.at >= self.end {
            return Ok(None);
        }
        let text = std::str::from_utf8(self.held.get(line).unwrap_or_default());
        text.map(Some).map_err(|error| self.failed(error.to_string()))
    }

    /// Reads another piece behind what is held; returns how many bytes were let go in front.
    fn read_on(&mut self) -> Result<usize, JournalError> {
        let gone = self.from;
        self.held.drain(..gone);
        self.from = 0;
        let wanted = PIECE.min(self.end - self.at);
        let piece = self.disk.read_at(self.path, self.at, wanted).map_err(|error| self.failed(error.to_string()))?;
        // A file that is shorter than it was ends here; what it lacks shows in the chain.
        self.at = if piece.is_empty() { self.end } else { self.at + piece.len() as u64 };
        self.held.extend_from_slice(&piece);
        Ok(gone)
    }

    fn failed(&self, error: String) -> JournalError {
        JournalError::Disk(self.path.to_owned(), error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    fn read(text: &str, from: u64) -> Vec<String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut lines = Lines::new(&RealDisk, file.path(), from, text.len() as u64);
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            all.push(line.to_owned());
        }
        all
    }

    #[test]
    fn lines_come_whole_wherever_pieces_end() {
        let long = "ư".repeat(usize::try_from(PIECE).unwrap());
        for text in ["", "a", "a\n", "a\n\nb", "đ\nê\n", &format!("{long}\nb\n{long}\nc"), &"xyz\n".repeat(100_000)] {
            assert!(read(text, 0) == text.lines().collect::<Vec<_>>(), "{} bytes", text.len());
        }
        assert_eq!(read("abc\nd\n", 4), ["d"]);
    }
}
