//! Looking at a journal without changing anything: what holds, what is torn, what is damaged.

use std::io;
use std::sync::Arc;

use super::contents::Chapter;
use super::disk::{Disk, read_if_there};
use super::layout::{Layout, segment_number};
use super::manifest::{Reach, Sealed, hash_of, read_manifest};
use super::report::{Finding, Grade};
use super::scan::{Place, Scan, Scanned, scan, scan_file};
use crate::register::line::Hash;
use crate::say;

/// What a device's journal holds.
#[derive(Debug)]
pub struct Survey {
    /// The sealed segments.
    pub sealed: Vec<Sealed>,
    /// Whether the list of sealed segments must be written anew.
    pub list_stale: bool,
    /// An empty segment behind the open one, which a crash left.
    pub stillborn: Option<u32>,
    /// The number of the open segment.
    pub number: u32,
    /// Where the journal stood before the open segment.
    pub start: Place,
    /// What the open segment holds.
    pub scan: Scan,
    /// What is behind the bytes that hold.
    pub tail: Vec<u8>,
    /// The hash of the bytes that hold, so far.
    pub hasher: blake3::Hasher,
    /// The first sealed segment that does not hold to its end.
    pub broken: Option<u32>,
    /// What was found wrong.
    pub findings: Vec<Finding>,
}

/// Looks at the journal of device `dev` of the store with id `store`.
///
/// With `full`, sealed segments are read from end to end; otherwise their length and the list's own chain are believed.
///
/// # Errors
/// What the disk says when it does not give a file.
pub fn survey(disk: &dyn Disk, layout: &Layout, dev: &str, store: Hash, full: bool) -> io::Result<Survey> {
    let names = disk.list(&layout.journal(dev))?;
    let mut numbers: Vec<u32> = names.iter().filter_map(|name| segment_number(name)).collect();
    let manifest = read_if_there(disk, &layout.manifest(dev))?.unwrap_or_default();
    let (listed, list_whole) = read_manifest(&manifest);
    let mut findings = Vec::new();
    let mut stillborn = None;
    if let [.., before, last] = numbers[..]
        && disk.len(&layout.segment(dev, last))? == 0
        && !listed.iter().any(|sealed| sealed.number == before)
    {
        stillborn = numbers.pop();
    }
    let count = numbers.len();
    if count == 0 || numbers.iter().zip(1..).any(|(number, wanted)| *number != wanted) || listed.len() >= count.max(1) {
        findings.push(Finding::damage(say!(
            "Nhật ký thiếu tệp: có {n} đoạn, danh sách ghi {listed} đoạn đã khóa.",
            "Files of the journal are missing: there are {n} segments, and {listed} are listed as sealed.",
            n = count,
            listed = listed.len()
        )));
    }
    let mut list_stale = !list_whole;
    let mut start = Place { seq: 0, head: store, tip: store };
    let mut sealed = Vec::new();
    let mut broken = None;
    for &number in numbers.iter().take(count.saturating_sub(1)) {
        let entry = listed.iter().find(|entry| entry.number == number);
        let before = findings.len();
        let found = check_sealed(disk, layout, dev, (number, start), entry.filter(|_| !full), &mut findings)?;
        if findings.len() > before {
            broken = broken.or(Some(number));
        }
        list_stale |= entry != Some(&found);
        start = Place { seq: found.last, head: found.head, tip: found.tip };
        sealed.push(found);
    }
    let number = numbers.last().copied().unwrap_or(1);
    let Scanned { scan, tail, hasher } = scan_file(disk, &layout.segment(dev, number), dev, start)?;
    let mut survey = Survey { sealed, list_stale, stillborn, number, start, scan, tail, hasher, broken, findings };
    survey.judge(read_if_there(disk, &layout.head(dev))?.and_then(|bytes| Reach::read(&bytes)));
    Ok(survey)
}

/// Checks one sealed segment by its entry in the list, or by reading it where there is none that fits.
fn check_sealed(
    disk: &dyn Disk,
    layout: &Layout,
    dev: &str,
    (number, start): (u32, Place),
    entry: Option<&Sealed>,
    findings: &mut Vec<Finding>,
) -> io::Result<Sealed> {
    let path = layout.segment(dev, number);
    if let Some(entry) = entry
        && entry.bytes == disk.len(&path)?
        && (entry.first, entry.prev) == (start.seq + 1, start.tip)
    {
        return Ok(entry.clone());
    }
    let bytes = disk.read(&path)?;
    let found = scan(&bytes, dev, start);
    if let Some(bad) = &found.bad {
        let (name, what) = (super::layout::segment_name(number), bad.error.words());
        findings.push(Finding::damage(say!(
            "Đoạn nhật ký {name} hỏng: {what}. Còn {later} dòng phía sau đọc được.",
            "The journal segment {name} is damaged: {what}. {later} later lines can be read.",
            name = name,
            what = what,
            later = bad.later
        )));
    }
    let place = found.place;
    Ok(Sealed {
        number,
        first: start.seq + 1,
        last: place.seq,
        bytes: if found.bad.is_some() { found.end as u64 } else { bytes.len() as u64 },
        hash: hash_of(&bytes),
        prev: start.tip,
        head: place.head,
        tip: place.tip,
    })
}

impl Survey {
    /// Returns where the journal stands.
    pub const fn place(&self) -> Place {
        self.scan.place
    }

    /// Returns whether anything is damaged.
    pub fn is_damaged(&self) -> bool {
        self.findings.iter().any(|finding| finding.grade == Grade::Damage)
    }

    /// Returns whether the journal ends in good order.
    pub const fn is_clean(&self) -> bool {
        self.scan.closed && self.scan.bad.is_none() && !self.scan.ragged
    }

    /// Returns the bytes that a torn tail has.
    pub const fn torn(&self) -> usize {
        self.tail.len()
    }

    /// Decides whether what does not hold is a torn tail or damage.
    fn judge(&mut self, reach: Option<Reach>) {
        let name = super::layout::segment_name(self.number);
        match &self.scan.bad {
            Some(bad) if bad.damage => {
                let what = bad.error.words();
                self.findings.push(Finding::damage(say!(
                    "Đoạn nhật ký {name} hỏng: {what}. Còn {later} dòng phía sau đọc được.",
                    "The journal segment {name} is damaged: {what}. {later} later lines can be read.",
                    name = name,
                    what = what,
                    later = bad.later
                )));
            }
            Some(_) => self.findings.push(Finding::healable(say!(
                "Dòng cuối của nhật ký ghi dở khi máy tắt đột ngột ({n} byte); việc ghi ấy chưa được báo là đã lưu.",
                "The last line of the journal was torn by a sudden stop ({n} bytes); it was never reported as saved.",
                n = self.torn()
            ))),
            None => {}
        }
        if let Some(reach) = reach {
            self.witness(reach.seq, Some(reach.head), &say!("dấu cuối nhật ký", "the journal's own mark"));
        }
        if self.list_stale && !self.is_damaged() && !self.sealed.is_empty() {
            self.findings.push(Finding::healable(say!(
                "Danh sách đoạn nhật ký thiếu hoặc sai; lập lại được từ chính nhật ký.",
                "The list of journal segments is missing or wrong; it can be made anew from the journal."
            )));
        }
    }

    /// Compares where the journal stands with what a witness saw, here named by `whose`.
    pub fn witness(&mut self, seq: u64, head: Option<Hash>, whose: &crate::register::Words) {
        let place = self.place();
        let other = seq == place.seq && head.is_some_and(|head| head != place.head);
        if seq > place.seq || other {
            self.findings.push(Finding::damage(say!(
                "Nhật ký chỉ đọc được đến lần ghi {have}, nhưng {whose} cho biết đã ghi đến {seq}.",
                "The journal can be read up to commit {have}, but {whose} shows that it had reached {seq}.",
                have = place.seq,
                whose = whose,
                seq = seq
            )));
        }
    }

    /// Makes the table of contents, as far as the journal holds.
    pub fn chapters(&self) -> Vec<Chapter> {
        let mut chapters: Vec<Chapter> = Vec::with_capacity(self.sealed.len() + 1);
        for sealed in &self.sealed {
            let start = Place { seq: sealed.first - 1, head: sealed.prev, tip: sealed.prev };
            let (number, last, bytes) = (sealed.number, sealed.last, sealed.bytes);
            chapters.push(Chapter { number, start, last, bytes, offsets: None });
            if self.broken == Some(number) {
                return chapters;
            }
        }
        chapters.push(Chapter {
            number: self.number,
            start: self.start,
            last: self.place().seq,
            bytes: self.scan.end as u64,
            offsets: Some(Arc::new(self.scan.offsets.clone())),
        });
        chapters
    }
}
