//! Mending a damaged journal: from its own lines, its copies, and the database.

use std::io;
use std::path::{Path, PathBuf};

use super::Store;
use super::backup::{Keeping, held_in};
use super::base::Base;
use super::differences::{differences, fold};
use super::disk::{Disk, read_if_there};
use super::gathering::{Chain, Gathering};
use super::identity::Identity;
use super::known::find_identity;
use super::layout::{Layout, segment_number};
use super::manifest::{Reach, Sealed};
use super::moving::{move_in, stage};
use super::open::{OpenError, lock, missing, move_error};
use super::options::Options;
use super::report::{Finding, Report};
use super::scan::{Place, scan};
use super::survey::survey;
use super::unattended::lines_of;
use crate::register::{Actor, Change, Time, Words};
use crate::say;

/// What can be put together again, before anything is changed.
struct Mending {
    identity: Identity,
    chain: Chain,
    /// What the database has beyond the chain: how far it had come, and the changes that lead there.
    database: Option<(u64, Vec<Change>)>,
    /// How far the journal is known to have reached.
    reached: u64,
}

/// Says what a repair would do, one finding a source.
pub(super) fn explain(dir: &Path, options: &Options, sources: &[PathBuf]) -> Vec<Finding> {
    let layout = Layout::new(dir);
    match Mending::find(&layout, options, sources) {
        Ok(mending) => mending.tell().into_iter().map(Finding::note).collect(),
        Err(error) => vec![Finding::note(error.words())],
    }
}

/// Mends the damaged journal in `dir`: puts it together from its own lines that hold, the mirror, the copies and `sources`,
/// and what only the database still knows becomes one more commit.
///
/// The damaged journal goes into the quarantine as it is. `actor` and `at` sign the commit.
///
/// # Errors
/// [`OpenError`] when nothing better than what is there can be put together, or the disk fails.
pub fn repair(
    dir: &Path,
    options: &Options,
    sources: &[PathBuf],
    (actor, at): (&Actor, Time),
) -> Result<Report, OpenError> {
    let layout = Layout::new(dir);
    let disk = &*options.disk;
    let turn = lock(&layout, options)?;
    let mending = Mending::find(&layout, options, sources)?;
    let told = mending.tell();
    let Mending { identity, mut chain, database, .. } = mending;
    if let Some((reached, changes)) = database {
        let why = format!("Phục hồi từ cơ sở dữ liệu, thay các lần ghi đến số {reached} không còn trong nhật ký");
        chain.append(&identity.device, changes, &why, (actor, at))?;
    }
    let written = || -> io::Result<Option<PathBuf>> {
        stage_journal(disk, &layout, &identity, &chain.segments(options.segment_bytes))?;
        move_in(disk, &layout, &identity, options.database)
    };
    let aside = written().map_err(move_error(layout.journal(&identity.device)))?;
    drop(turn);
    let (store, opened) = Store::open(dir, options.clone())?;
    let mut findings: Vec<Finding> = told.into_iter().map(Finding::note).collect();
    findings.extend(opened.findings.into_iter().filter(|finding| finding.grade == super::Grade::Damage));
    let head = store.head();
    let bytes = store.shared.contents.chapters().iter().map(|chapter| chapter.bytes).sum();
    store.close().map_err(OpenError::Disk)?;
    if let Some(aside) = aside {
        findings.push(Finding::note(say!(
            "Nhật ký cũ được giữ nguyên ở {aside}.",
            "The old journal is kept as it was in {aside}.",
            aside = aside.display()
        )));
    }
    findings.push(Finding::note(say!(
        "Đã sửa xong: sổ đến lần ghi {seq}, mã cuối {head}.",
        "Mended: the register reaches commit {seq}, head {head}.",
        seq = head.seq,
        head = head.hash
    )));
    Ok(Report { findings, seq: head.seq, head: head.hash, bytes })
}

impl Mending {
    /// Reads all sources, and puts together what they have.
    fn find(layout: &Layout, options: &Options, sources: &[PathBuf]) -> Result<Self, OpenError> {
        let disk = &*options.disk;
        let places = places(disk, layout, sources);
        let identity = whose(disk, layout, &places)?;
        let dev = &identity.device;
        let own = survey(disk, layout, dev, identity.store, true);
        let (through, mut reached) = match &own {
            Ok(own) => (own.place().head, own.place().seq),
            Err(_) => (identity.store, 0),
        };
        let reach = read_if_there(disk, &layout.head(dev)).ok().flatten().and_then(|bytes| Reach::read(&bytes));
        reached = reached.max(reach.map_or(0, |reach| reach.seq));
        let mut gathering = Gathering::default();
        gathering.add(layout.root().to_owned(), &segments(disk, layout, dev), dev);
        for place in places {
            let files = segments(disk, &Layout::new(&place), dev);
            gathering.add(place, &files, dev);
        }
        let start = Place { seq: 0, head: identity.store, tip: identity.store };
        let chain = gathering.longest(dev, start, through);
        let database = from_database(layout, options, &identity, &chain);
        reached = reached.max(database.as_ref().map_or(0, |(seq, _)| *seq)).max(chain.scan.place.seq);
        Ok(Self { identity, chain, database, reached })
    }

    /// Says what is safe, where the rest comes from, and what is lost.
    fn tell(&self) -> Vec<Words> {
        let seq = self.chain.scan.place.seq;
        let mut told = vec![say!(
            "An toàn: lần ghi 1 đến {seq} (mã cuối {head}).",
            "Safe: commits 1 to {seq} (head {head}).",
            seq = seq,
            head = self.chain.scan.place.head
        )];
        told.extend(self.chain.taken.iter().map(|(place, n)| {
            say!("Lấy {n} dòng từ {place}.", "{n} lines come from {place}.", n = n, place = place.display())
        }));
        match &self.database {
            Some((reached, changes)) => told.push(say!(
                "Lần ghi {from} đến {reached} không còn trong nhật ký nào; cơ sở dữ liệu còn giữ kết quả ({n} bản ghi), sẽ ghi lại thành một lần ghi mới.",
                "Commits {from} to {reached} are in no journal any more; the database still has what they led to ({n} records), which becomes one new commit.",
                from = seq + 1,
                reached = reached,
                n = changes.len()
            )),
            None if self.reached > seq => told.push(say!(
                "MẤT: lần ghi {from} đến {reached}, không nơi nào còn. Có bản sao khác thì thêm --from THƯ_MỤC.",
                "LOST: commits {from} to {reached}, which are nowhere. If there is another copy add --from DIR.",
                from = seq + 1,
                reached = self.reached
            )),
            None => {}
        }
        if self.chain.left_over > 0 {
            told.push(say!(
                "{n} dòng còn đọc được nhưng không nối được; giữ nguyên trong quarantine.",
                "{n} lines can be read and belong nowhere; they are kept in quarantine.",
                n = self.chain.left_over
            ));
        }
        told
    }
}

/// Lists the folders that may hold a copy of the journal.
fn places(disk: &dyn Disk, layout: &Layout, sources: &[PathBuf]) -> Vec<PathBuf> {
    let keeping = Keeping::read(disk, layout);
    let mut roots: Vec<PathBuf> = sources.to_vec();
    roots.extend(keeping.mirror.clone());
    roots.push(keeping.place(layout.root()));
    roots.push(layout.copies());
    // What a crash left on its way into the journal's place.
    roots.push(layout.staged().root().to_owned());
    let mut places = Vec::new();
    for root in roots {
        // The newest copy has what the older ones have; they serve where it has rotted.
        let copies = held_in(disk, &root).unwrap_or_default().into_iter().rev().map(|held| held.dir);
        for place in std::iter::once(root.clone()).chain(copies) {
            if disk.list(&Layout::new(&place).journals()).is_ok() && !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

/// Finds out which store it is, from itself or else from its copies.
fn whose(disk: &dyn Disk, layout: &Layout, places: &[PathBuf]) -> Result<Identity, OpenError> {
    let refused = match find_identity(disk, layout, &mut Vec::new()) {
        Ok(Some(identity)) => return Ok(identity),
        Ok(None) => missing(layout),
        Err(error) => error,
    };
    let read = |place: &PathBuf| read_if_there(disk, &Layout::new(place).identity()).ok().flatten();
    let known = places.iter().filter_map(read).find_map(|bytes| Identity::read(&bytes).ok());
    known.ok_or(refused)
}

/// Reads all segments of a journal; those that cannot be read are as if they were not there.
fn segments(disk: &dyn Disk, layout: &Layout, dev: &str) -> Vec<Vec<u8>> {
    let names = disk.list(&layout.journal(dev)).unwrap_or_default();
    let numbers = names.iter().filter_map(|name| segment_number(name));
    numbers.filter_map(|number| disk.read(&layout.segment(dev, number)).ok()).collect()
}

/// Finds what the database has beyond the chain; `None` where it has nothing more or does not hold.
fn from_database(layout: &Layout, options: &Options, identity: &Identity, chain: &Chain) -> Option<(u64, Vec<Change>)> {
    let base = Base::new(layout.clone(), options.database, identity.store, options.dictionary);
    let found = base.find(options.probe).ok()?;
    if found.mark.seq <= chain.scan.place.seq || !found.mark.whole {
        return None;
    }
    let reached = found.mark.seq;
    let newer = found.open(options.dictionary).ok()?;
    let older = fold(&chain.bytes, &chain.scan, options.dictionary).ok()?;
    let changes = differences(options.dictionary, &older, &newer.view());
    Some((reached, changes))
}

impl Chain {
    /// Adds a commit that nobody typed.
    fn append(
        &mut self,
        dev: &str,
        changes: Vec<Change>,
        why: &str,
        (actor, at): (&Actor, Time),
    ) -> Result<(), OpenError> {
        let place = self.scan.place;
        let start = self.start;
        for line in lines_of(dev, place, changes, (actor, at, why))? {
            self.bytes.extend_from_slice(line.as_bytes());
            self.bytes.push(b'\n');
        }
        self.scan = scan(&self.bytes, dev, start);
        Ok(())
    }

    /// Cuts the lines into segments, each ending before the first commit that begins beyond the limit.
    fn segments(&self, limit: u64) -> Vec<Vec<u8>> {
        let mut segments = Vec::new();
        let mut from = 0;
        for at in self.scan.offsets.iter().filter_map(|at| usize::try_from(*at).ok()) {
            if (at - from) as u64 >= limit {
                segments.push(self.bytes.get(from..at).unwrap_or_default().to_vec());
                from = at;
            }
        }
        segments.push(self.bytes.get(from..).unwrap_or_default().to_vec());
        segments
    }
}

/// Writes segments, their list and how far they reach into the folder from which they take the journal's place.
fn stage_journal(disk: &dyn Disk, layout: &Layout, identity: &Identity, segments: &[Vec<u8>]) -> io::Result<()> {
    let dev = &identity.device;
    let dir = stage(disk, layout, dev)?;
    let file = |name: &str, bytes: &[u8]| -> io::Result<()> {
        let mut file = disk.open(&dir.join(name))?;
        file.write_at(0, bytes)?;
        file.sync()
    };
    let mut start = Place { seq: 0, head: identity.store, tip: identity.store };
    let mut list = String::new();
    for (number, bytes) in (1..).zip(segments) {
        file(&super::layout::segment_name(number), bytes)?;
        let place = scan(bytes, dev, start).place;
        if (number as usize) < segments.len() {
            list += &Sealed::of(number, start, place, bytes).line();
        }
        start = place;
    }
    file("MANIFEST", list.as_bytes())?;
    file("HEAD", Reach { seq: start.seq, head: start.head }.write().as_bytes())?;
    disk.sync_dir(&dir)
}
