//! Taking values out of the journal: the lines stay in their chain, without what they said.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::differences::{differences, fold};
use super::disk::{Disk, RealDisk, write_whole};
use super::identity::Identity;
use super::known::find_identity;
use super::layout::{Layout, segment_number};
use super::manifest::Sealed;
use super::open::{OpenError, lock, missing, move_error};
use super::options::Options;
use super::scan::{Place, scan};
use super::survey::survey;
use super::unattended::lines_of;
use super::{Database, Head, doctor};
use crate::register::line::{Hash, LineError, Says, decode, encode_redact, redact as cut, verify};
use crate::register::{Actor, Change, FieldId, Id, MemoryRecords, Schema, Time};
use crate::say;

/// What is taken out, and why.
#[derive(Clone, Copy, Debug)]
pub struct Redaction<'a> {
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field.
    pub field: FieldId,
    /// Why; it stays in the journal for ever.
    pub why: &'a str,
}

/// What was taken out.
#[derive(Clone, Debug)]
pub struct Redacted {
    /// The numbers of the commits whose values were dropped.
    pub commits: Vec<u64>,
    /// How far the register reaches now.
    pub head: Head,
}

/// Takes all values that a field of a record ever had out of the register in `dir`.
///
/// Each commit that gave the field a value loses all that it said, but keeps its place in the chain. What else it had said
/// is said again by one new commit, so that only this field is empty; and a line for each tells who took it out and why. The
/// database is built anew. Values in copies that were made before are the caller's business.
///
/// # Errors
/// [`OpenError`] when another program has the register, its journal is damaged, or nothing there ever had a value.
pub fn redact(
    dir: &Path,
    options: &Options,
    wish: Redaction<'_>,
    (actor, at): (&Actor, Time),
) -> Result<Redacted, OpenError> {
    let layout = Layout::new(dir);
    let disk = &*options.disk;
    let held = lock(&layout, options)?;
    let identity = find_identity(disk, &layout, &mut Vec::new())?.ok_or_else(|| missing(&layout))?;
    let dev = &identity.device;
    let fail = || move_error(layout.journal(dev));
    let found = survey(disk, &layout, dev, identity.store, true).map_err(fail())?;
    if found.is_damaged() || found.scan.bad.is_some() {
        return Err(OpenError::Damaged(super::open::report_of(&found)));
    }
    let segments = read_segments(disk, &layout, dev).map_err(fail())?;
    let start = Place { seq: 0, head: identity.store, tip: identity.store };
    let (lines, commits) = Rewriting { dev, start, options, wish, signed: (actor, at) }.run(&segments)?;
    let written = || -> io::Result<()> {
        // First what says the rest again, so that a crash before the cut leaves values where they were and loses none.
        let mut file = disk.open(&layout.segment(dev, found.number))?;
        let end = if found.scan.ragged { [b"\n", lines.as_slice()].concat() } else { lines };
        if let Err(error) = file.write_at(found.scan.end as u64, &end).and_then(|()| file.sync()) {
            // What a failed sync leaves may be seen and yet not be on the disk: nothing must be built on it.
            let _ = file.set_len(found.scan.end as u64).and_then(|()| file.sync());
            return Err(error);
        }
        finish(disk, &layout, &identity, options.database)
    };
    written().map_err(fail())?;
    drop(held);
    let report = doctor::rebuild(dir, options)?;
    Ok(Redacted { commits: commits.into_iter().collect(), head: Head { seq: report.seq, hash: report.head } })
}

/// Cuts the values out of all lines of which a later line says that they were taken out; what was cut before stays so.
///
/// The database, whose pages still hold the values, goes first: once the journal is cut, nothing tells that it has them.
pub(super) fn finish(disk: &dyn Disk, layout: &Layout, identity: &Identity, database: Database) -> io::Result<()> {
    if database == Database::Disk && RealDisk.is_dir(&layout.databases()) {
        std::fs::remove_dir_all(layout.databases())?;
        RealDisk.sync_dir(layout.root())?;
    }
    let dev = &identity.device;
    let segments = read_segments(disk, layout, dev)?;
    let mut start = Place { seq: 0, head: identity.store, tip: identity.store };
    let commits = taken_out(&segments);
    let mut list = String::new();
    for (number, bytes) in (1..).zip(&segments) {
        let whole = cut_out(bytes, &commits);
        if whole != *bytes {
            write_whole(disk, &layout.segment(dev, number), &whole)?;
        }
        let place = scan(&whole, dev, start).place;
        if (number as usize) < segments.len() {
            list += &Sealed::of(number, start, place, &whole).line();
        }
        start = place;
    }
    write_whole(disk, &layout.manifest(dev), list.as_bytes())
}

/// Tells of how many commits the values were to be taken out and are still there.
pub(super) fn unfinished(disk: &dyn Disk, layout: &Layout, dev: &str) -> io::Result<usize> {
    let segments = read_segments(disk, layout, dev)?;
    let commits = taken_out(&segments);
    if commits.is_empty() {
        return Ok(0);
    }
    let whole = |line: &str| verify(line).is_ok_and(|frame| commits.contains(&frame.seq) && frame.has_values());
    Ok(segments.iter().flat_map(|bytes| lines(bytes)).filter(|line| whole(line)).count())
}

/// Lists the commits of which a line says that their values were taken out.
fn taken_out(segments: &[Vec<u8>]) -> BTreeSet<u64> {
    let all = segments.iter().flat_map(|bytes| lines(bytes));
    all.filter(|line| line.contains("\"k\":\"redact\"")).filter_map(|line| verify(line).ok()?.redacts()).collect()
}

/// Cuts the values out of the lines of these commits; lines that do not verify stay as they are.
fn cut_out(bytes: &[u8], commits: &BTreeSet<u64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = std::str::from_utf8(line).unwrap_or_default().trim_end_matches('\n');
        let wanted = verify(text).is_ok_and(|frame| commits.contains(&frame.seq) && frame.has_values());
        match cut(text) {
            Ok(text) if wanted => out.extend_from_slice((text + "\n").as_bytes()),
            Ok(_) | Err(_) => out.extend_from_slice(line),
        }
    }
    out
}

fn read_segments(disk: &dyn Disk, layout: &Layout, dev: &str) -> io::Result<Vec<Vec<u8>>> {
    let names = disk.list(&layout.journal(dev))?;
    let numbers = names.iter().filter_map(|name| segment_number(name));
    numbers.map(|number| disk.read(&layout.segment(dev, number))).collect()
}

/// The journal on its way to one without the values.
struct Rewriting<'a> {
    dev: &'a str,
    start: Place,
    options: &'a Options,
    wish: Redaction<'a>,
    signed: (&'a Actor, Time),
}

impl Rewriting<'_> {
    /// Returns the lines to be added, and the numbers of the commits that lose their values.
    fn run(&self, segments: &[Vec<u8>]) -> Result<(Vec<u8>, BTreeSet<u64>), OpenError> {
        let whole = segments.concat();
        let commits = self.commits(segments)?;
        if commits.is_empty() {
            return Err(OpenError::Missing(say!(
                "Ô này của bản ghi chưa từng có giá trị nào trong nhật ký; không có gì để xóa.",
                "This field of the record never had a value in the journal; there is nothing to take out."
            )));
        }
        let wanted = self.state(&whole, true)?;
        let left = self.state(&cut_out(&whole, &commits), false)?;
        let mut changes = differences(self.options.dictionary, &left, &wanted);
        self.empty(&mut changes);
        let told = taken_out(segments);
        let lines = self.lines(&whole, changes, commits.difference(&told).copied())?;
        Ok((lines, commits))
    }

    /// Empties the field in any case, so that it is empty before its values are cut, too.
    fn empty(&self, changes: &mut Vec<Change>) {
        let Redaction { schema, id, field, .. } = self.wish;
        let empty = (field, None, None);
        match changes.iter_mut().find(|change| change.schema == schema && change.id == id) {
            Some(change) => {
                change.set.push(empty);
                change.set.sort_by_key(|(field, ..)| *field);
            }
            None => changes.push(Change { schema, id, set: vec![empty] }),
        }
    }

    /// Folds the journal; with `emptied`, without the value that is to be taken out.
    fn state(&self, bytes: &[u8], emptied: bool) -> Result<MemoryRecords, OpenError> {
        let Redaction { schema, id, field, .. } = self.wish;
        let found = scan(bytes, self.dev, self.start);
        let mut records = fold(bytes, &found, self.options.dictionary).map_err(|error| unreadable(&error))?;
        let value = crate::register::Records::get(&records, schema, id).and_then(|record| record.get(&field).cloned());
        if emptied && value.is_some() {
            let change = Change { schema, id, set: vec![(field, value, None)] };
            records.apply(found.place.seq, &[change]);
        }
        Ok(records)
    }

    /// Lists the commits that gave the field a value or took one away.
    fn commits(&self, segments: &[Vec<u8>]) -> Result<BTreeSet<u64>, OpenError> {
        let Redaction { schema, id, field, .. } = self.wish;
        let mut commits = BTreeSet::new();
        for line in segments.iter().flat_map(|bytes| lines(bytes)) {
            let read = decode(line, self.options.dictionary).map_err(|error| unreadable(&error))?;
            let (Says::Commit { commit, .. } | Says::Part { commit, .. }) = read.says else { continue };
            let touches = |change: &Change| {
                change.schema == schema
                    && change.id == id
                    && change.set.iter().any(|(set, old, new)| *set == field && (old.is_some() || new.is_some()))
            };
            if commit.changes.iter().any(touches) {
                commits.insert(commit.seq);
            }
        }
        Ok(commits)
    }

    /// Writes the commit that says the rest again, and a line for each commit that lost its values.
    fn lines(
        &self,
        bytes: &[u8],
        changes: Vec<Change>,
        commits: impl Iterator<Item = u64>,
    ) -> Result<Vec<u8>, OpenError> {
        let (actor, at) = self.signed;
        let place = scan(bytes, self.dev, self.start).place;
        let (mut seq, mut tip) = (place.seq, place.tip);
        let mut written = Vec::new();
        if !changes.is_empty() {
            written.extend(lines_of(self.dev, place, changes, (actor, at, self.wish.why))?);
            seq += 1;
            tip = tip_of(&written, tip);
        }
        for of in commits {
            written.push(encode_redact(self.dev, seq, of, (at, &actor.id, self.wish.why), tip));
            tip = tip_of(&written, tip);
        }
        Ok(written.into_iter().flat_map(|line| (line + "\n").into_bytes()).collect())
    }
}

fn tip_of(written: &[String], before: Hash) -> Hash {
    let last = written.last().and_then(|line| verify(line).ok());
    last.map_or(before, |frame| frame.hash)
}

/// Lists the lines of a segment that was verified.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    bytes.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()).filter(|line| !line.is_empty())
}

fn unreadable(error: &LineError) -> OpenError {
    OpenError::Damaged(super::Report {
        findings: vec![super::Finding::damage(error.words())],
        ..super::Report::default()
    })
}
