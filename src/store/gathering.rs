//! Putting a journal together again from the lines that hold, wherever they are found.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use super::scan::{Place, Scan, lines_that_hold, scan};
use crate::register::line::{Hash, verify};

/// Lines that verify by their own hashes, of the journal itself and of its copies.
#[derive(Default)]
pub struct Gathering {
    lines: HashMap<Hash, Gathered>,
    /// Where lines came from, the journal first.
    sources: Vec<PathBuf>,
}

/// One line.
struct Gathered {
    prev: Hash,
    seq: u64,
    text: String,
    /// The same line without its values, where it was found so; they were taken out on purpose if a later line says so.
    cut: Option<String>,
    /// The first of the sources that has it.
    source: usize,
}

/// The longest journal that the lines make.
pub struct Chain {
    /// Where it begins.
    pub start: Place,
    /// Its lines, with line ends.
    pub bytes: Vec<u8>,
    /// What they hold.
    pub scan: Scan,
    /// How many lines come from each source but the journal itself.
    pub taken: Vec<(PathBuf, usize)>,
    /// How many lines hold and have no place in it.
    pub left_over: usize,
}

impl Gathering {
    /// Takes the lines of device `dev` out of the files of one source.
    pub fn add(&mut self, source: PathBuf, files: &[Vec<u8>], dev: &str) {
        let number = self.sources.len();
        self.sources.push(source);
        for (frame, text) in files.iter().flat_map(|bytes| lines_that_hold(bytes)) {
            if frame.dev != dev {
                continue;
            }
            let (prev, seq, text) = (frame.prev, frame.seq, text.to_owned());
            match self.lines.get_mut(&frame.hash) {
                None => {
                    self.lines.insert(frame.hash, Gathered { prev, seq, text, cut: None, source: number });
                }
                Some(known) if text.len() < known.text.len() => known.cut = Some(text),
                Some(known) if text.len() > known.text.len() => {
                    known.cut = Some(std::mem::replace(&mut known.text, text));
                }
                Some(_) => {}
            }
        }
    }

    /// Finds the longest journal that begins at `start` and holds the line `through`.
    pub fn longest(&self, dev: &str, start: Place, through: Hash) -> Chain {
        let depths = self.depths(start.tip);
        let mut ends: Vec<(u64, usize, Hash)> =
            depths.iter().filter_map(|(hash, depth)| Some((self.lines.get(hash)?.seq, *depth, *hash))).collect();
        ends.sort_unstable_by_key(|(seq, depth, hash)| (*seq, *depth, hash.0));
        let road = ends
            .iter()
            .rev()
            .map(|(_, _, end)| self.road(*end))
            .find(|road| through == start.tip || road.contains(&through));
        let road = road.unwrap_or_default();
        let lines = || road.iter().filter_map(|hash| self.lines.get(hash));
        let taken_out: BTreeSet<u64> = lines().filter_map(|line| verify(&line.text).ok()?.redacts()).collect();
        let mut bytes = Vec::new();
        let mut counts = vec![0; self.sources.len()];
        for line in lines() {
            let cut = line.cut.as_ref().filter(|_| taken_out.contains(&line.seq));
            bytes.extend_from_slice(cut.unwrap_or(&line.text).as_bytes());
            bytes.push(b'\n');
            counts[line.source] += 1;
        }
        let scan = scan(&bytes, dev, start);
        bytes.truncate(scan.end);
        let taken = self.sources.iter().cloned().zip(counts).skip(1).filter(|(_, n)| *n > 0).collect();
        Chain { start, bytes, scan, taken, left_over: self.lines.len() - road.len() }
    }

    /// Counts for each line how many lead to it from the beginning; lines that do not go back there have no count.
    fn depths(&self, beginning: Hash) -> HashMap<Hash, usize> {
        let mut after: HashMap<Hash, Vec<Hash>> = HashMap::new();
        for (hash, line) in &self.lines {
            after.entry(line.prev).or_default().push(*hash);
        }
        let mut depths = HashMap::new();
        let mut waiting = vec![(beginning, 0)];
        while let Some((hash, depth)) = waiting.pop() {
            for next in after.get(&hash).into_iter().flatten() {
                if depths.insert(*next, depth + 1).is_none() {
                    waiting.push((*next, depth + 1));
                }
            }
        }
        depths
    }

    /// Lists the lines from the beginning to `end`.
    fn road(&self, end: Hash) -> Vec<Hash> {
        let mut road = Vec::new();
        let mut at = end;
        while let Some(line) = self.lines.get(&at) {
            road.push(at);
            at = line.prev;
        }
        road.reverse();
        road
    }
}
