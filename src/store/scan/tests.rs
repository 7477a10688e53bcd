//! What is torn, what is damaged: by the lines alone, without any witness.

use chrono::DateTime;

use super::*;
use crate::register::line::{encode, encode_close};
use crate::register::{Change, Commit, Field, Id, Schema, Value};

const FIELDS: &[Field] = &[Field::text(1, "name", 500, "Tên", "Name")];
const AREA: Schema = Schema::new(1, "area", ("Địa bàn", "Area"), ("Địa bàn", "Areas"), FIELDS);
const START: Place = Place { seq: 0, head: Hash([7; 16]), tip: Hash([7; 16]) };

/// A journal that grows by commits, each of so many changes.
struct Paper {
    bytes: Vec<u8>,
    at: Place,
    begins: Vec<usize>,
}

impl Paper {
    fn new() -> Self {
        Self { bytes: Vec::new(), at: START, begins: Vec::new() }
    }

    /// Writes commits of so many changes in one breath.
    fn breath(mut self, changes: &[usize]) -> Self {
        let from = self.at.seq + 1;
        for &count in changes {
            let name = |n| Some(Value::Text(format!("tổ {n}")));
            let change =
                |n: usize| Change { schema: &AREA, id: Id::from_bits(n as u128), set: vec![(1, None, name(n))] };
            let at = DateTime::from_timestamp(1_795_318_262, 0).unwrap().fixed_offset();
            let (dev, who, why) = ("a1".to_owned(), "vp01".to_owned(), String::new());
            let changes = (0..count).map(change).collect();
            let commit = Commit { dev, seq: self.at.seq + 1, at, who, why, undoes: None, changes };
            self.begins.push(self.bytes.len());
            for line in encode(&commit, Hash([1; 16]), self.at.tip, from) {
                self.line(&line);
            }
            self.at = Place { seq: commit.seq, head: self.at.tip, tip: self.at.tip };
        }
        self
    }

    fn close(mut self) -> Self {
        let line = encode_close("a1", self.at.seq, self.at.tip);
        self.line(&line);
        self
    }

    fn line(&mut self, line: &str) {
        self.at.tip = verify(line).unwrap().hash;
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Breaks a byte within commit number `seq`.
    fn broken(mut self, seq: usize) -> Self {
        self.bytes[self.begins[seq - 1] + 60] ^= 1;
        self
    }

    /// Breaks the line end before commit number `seq`.
    fn fused(mut self, seq: usize) -> Self {
        self.bytes[self.begins[seq - 1] - 1] = b'~';
        self
    }

    fn scan(&self) -> Scan {
        scan(&self.bytes, "a1", START)
    }
}

/// What a scan says: the last commit that holds, later lines, whether it is damage.
fn verdict(paper: &Paper) -> (u64, Option<(u64, bool)>) {
    let scan = paper.scan();
    assert_eq!(scan.offsets.len() as u64, scan.place.seq);
    (scan.place.seq, scan.bad.map(|bad| (bad.later, bad.damage)))
}

fn alone(n: usize) -> Paper {
    (0..n).fold(Paper::new(), |paper, _| paper.breath(&[1]))
}

#[test]
fn a_whole_journal_holds() {
    let paper = alone(3).breath(&[1, 2, 1]).close().breath(&[1]);
    let scan = paper.scan();
    assert_eq!((scan.place, scan.end, scan.ragged), (paper.at, paper.bytes.len(), false));
    assert_eq!(scan.offsets, paper.begins.iter().map(|at| *at as u64).collect::<Vec<_>>());
    assert_eq!((scan.year, scan.closed, scan.bad.is_none()), (Some(2026), false, true));
    assert!(paper.close().scan().closed);
    assert_eq!(verdict(&Paper::new()), (0, None));
}

#[test]
fn a_bad_line_before_a_good_one_is_damage() {
    assert_eq!(verdict(&alone(5).broken(3)), (2, Some((2, true))));
    assert_eq!(verdict(&alone(5).broken(1)), (0, Some((4, true))));
    assert_eq!(verdict(&alone(5).close().broken(5)), (4, Some((1, true))));
}

#[test]
fn a_bad_last_line_is_a_torn_tail() {
    assert_eq!(verdict(&alone(5).broken(5)), (4, Some((0, false))));
    for cut in 1..200 {
        let mut paper = alone(3);
        paper.bytes.truncate(paper.bytes.len() - 1 - cut);
        assert_eq!(verdict(&paper), (2, Some((0, false))), "{cut}");
    }
}

#[test]
fn lines_of_one_breath_prove_nothing_about_each_other() {
    let paper = || alone(2).breath(&[1, 1, 1]);
    assert_eq!(verdict(&paper().broken(4)), (3, Some((1, false))));
    assert_eq!(verdict(&paper().broken(3)), (2, Some((2, false))));
    assert_eq!(verdict(&paper().broken(2)), (1, Some((3, true))));
    assert_eq!(verdict(&paper().breath(&[1]).broken(4)), (3, Some((2, true))));
}

#[test]
fn a_rotted_line_end_loses_nothing() {
    // The line before it holds by its own hash; the one behind it was written later, so this is no torn tail.
    assert_eq!(verdict(&alone(5).fused(4)), (3, Some((2, true))));
    let torn = alone(2).breath(&[1, 1, 1]).fused(4);
    assert_eq!(verdict(&torn), (3, Some((2, false))));
    assert!(torn.scan().ragged);
    let mut paper = alone(2);
    paper.bytes.pop();
    let scan = paper.scan();
    assert_eq!((scan.place.seq, scan.end, scan.ragged), (2, paper.bytes.len(), true));
    paper.bytes.push(b'~');
    let scan = paper.scan();
    assert_eq!((scan.place.seq, scan.end, scan.ragged), (2, paper.bytes.len() - 1, true));
}

#[test]
fn a_line_that_stands_elsewhere_is_damage() {
    let mut paper = alone(3);
    let second = paper.bytes[paper.begins[1]..paper.begins[2]].to_vec();
    paper.bytes.extend(second);
    assert_eq!(verdict(&paper), (3, Some((1, true))));
    let mut paper = alone(3);
    paper.bytes.drain(paper.begins[1]..paper.begins[2]);
    assert_eq!(verdict(&paper), (1, Some((1, true))));
    assert_eq!(scan(&alone(3).bytes, "b2", START).bad.map(|bad| bad.damage), Some(true));
}

#[test]
fn a_long_commit_holds_whole_or_not_at_all() {
    let paper = || alone(1).breath(&[2_500]);
    assert_eq!(paper().bytes.split(|byte| *byte == b'\n').count(), 5 + 1);
    assert_eq!(verdict(&paper()), (2, None));
    let mut cut = paper();
    let end = cut.bytes.len() - 2;
    let last = cut.bytes[..end].iter().rposition(|byte| *byte == b'\n').unwrap();
    cut.bytes.truncate(last + 1);
    assert_eq!(verdict(&cut), (1, Some((0, false))));
    assert_eq!(cut.scan().end, cut.begins[1]);
    // A part in the middle torn, its followers down: still one breath.
    let mut torn = paper();
    let second = torn.begins[1] + torn.bytes[torn.begins[1]..].iter().position(|byte| *byte == b'\n').unwrap();
    torn.bytes[second + 100] ^= 1;
    assert_eq!(verdict(&torn), (1, Some((2, false))));
    let mut damaged = paper().breath(&[1]);
    damaged.bytes[second + 100] ^= 1;
    assert_eq!(verdict(&damaged), (1, Some((3, true))));
}
