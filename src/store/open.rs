//! Opening a store: lock, verify, heal what is torn, refuse what is damaged.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::base::{Base, Found};
use super::contents::Contents;
use super::disk::{Disk, Lock, write_whole};
use super::identity::Identity;
use super::journal::{Journal, OpenSegment};
use super::known::{find_identity, restore_identity};
use super::layout::Layout;
use super::moving;
use super::options::Options;
use super::report::{Finding, Report};
use super::state::{BuildError, State};
use super::survey::{Survey, survey};
use crate::register::{Lang, Words};
use crate::say;

/// Bytes of the space that is given up on a full disk.
const RESERVE: usize = 4 << 20;
/// Bytes that must be free before the reserve is filled.
const ROOM_FOR_RESERVE: u64 = 64 << 20;

/// Why a store was not opened.
#[derive(Clone, Debug)]
pub enum OpenError {
    /// Another program has it; it can be opened for reading.
    Busy(Words),
    /// What was acknowledged is missing or was changed; it can be opened for reading.
    Damaged(Report),
    /// A newer program wrote it.
    Newer(Words),
    /// There is no store.
    Missing(Words),
    /// The disk failed.
    Disk(Words),
}

impl OpenError {
    /// Says why, and what to do.
    pub fn words(&self) -> Words {
        match self {
            Self::Busy(words) | Self::Newer(words) | Self::Missing(words) | Self::Disk(words) => words.clone(),
            Self::Damaged(report) => {
                let list = |lang: Lang| {
                    report.findings.iter().map(|finding| finding.words.get(lang)).collect::<Vec<_>>().join(" ")
                };
                let what = Words { vi: list(Lang::Vi), en: list(Lang::En) };
                say!(
                    "Sổ bị hỏng nên chỉ mở để xem. {what} Chưa có gì bị xóa; hãy chạy \"danvan doctor\".",
                    "The register is damaged and can only be read. {what} Nothing was removed; run \"danvan doctor\".",
                    what = what
                )
            }
        }
    }
}

/// What was found when a store was opened, and what was healed.
#[derive(Clone, Debug, Default)]
pub struct OpenReport {
    /// Whether the store was made just now.
    pub created: bool,
    /// Whether the journal was left in good order.
    pub clean: bool,
    /// What was found, healed or not.
    pub findings: Vec<Finding>,
}

/// The parts of an opened store.
pub struct Opened {
    pub(super) identity: Identity,
    pub(super) contents: Arc<Contents>,
    pub(super) state: State,
    /// `None` when it was opened for reading.
    pub(super) journal: Option<Journal>,
    pub(super) base: Base,
    pub(super) lock: Option<Lock>,
    pub(super) report: OpenReport,
}

/// Opens the store in `layout`, or makes it.
pub fn open(layout: &Layout, options: &Options) -> Result<Opened, OpenError> {
    let disk = &*options.disk;
    let fail = |path: &Path| move_error(path.to_owned());
    let mut report = OpenReport::default();
    let lock = if options.read_only {
        None
    } else {
        disk.make_dir(layout.root()).map_err(fail(layout.root()))?;
        Some(lock(layout, options)?)
    };
    // Who only reads cannot finish a journal's move into its place, and reads it where it is whole.
    let staged = layout.staged();
    let waits = options.read_only && moving::waiting(disk, layout).map_err(fail(staged.root()))?.is_some();
    let layout = if waits { &staged } else { layout };
    let identity = match find_identity(disk, layout, &mut report.findings)? {
        Some(identity) => identity,
        None if options.read_only => return Err(missing(layout)),
        None => {
            report.created = true;
            create(layout, options)?
        }
    };
    let dev = identity.device.clone();
    // Who only reads goes through everything anyway, and must know where to stop.
    let mut survey =
        survey(disk, layout, &dev, identity.store, options.read_only).map_err(fail(&layout.journal(&dev)))?;
    let base = Base::new(layout.clone(), options.database, identity.store, options.dictionary);
    let base = base.comparing_later(options.check_later);
    report.clean = survey.is_clean();
    note_others(disk, layout, &dev, &mut report);
    if options.read_only {
        return open_to_read(layout, options, identity, &survey, report);
    }
    let found = base.find(options.probe);
    if let Ok(found) = &found {
        let whose = say!("cơ sở dữ liệu", "the database");
        survey.witness(found.mark.seq, None, &whose);
    }
    if survey.is_damaged() {
        return Err(OpenError::Damaged(report_of(&survey)));
    }
    report.findings.append(&mut survey.findings);
    restore_identity(disk, layout, &identity).map_err(fail(&layout.identity()))?;
    let segment = heal(layout, options, &dev, &mut survey).map_err(fail(&layout.segment(&dev, survey.number)))?;
    let chapters = survey.chapters();
    let contents = Contents::new(Arc::clone(&options.disk), layout.clone(), dev.clone(), options.dictionary, chapters);
    let contents = Arc::new(contents);
    let state = open_database(&base, found, &contents, &mut report)?;
    let (place, limit) = (Arc::clone(&contents), options.segment_bytes);
    let journal = Journal::open(Arc::clone(&options.disk), layout.clone(), dev, place, &segment, limit)
        .map_err(fail(&layout.segment(&identity.device, segment.number)))?;
    reserve(layout, options);
    Ok(Opened { identity, contents, state, journal: Some(journal), base, lock, report })
}

/// Refuses a register whose folders lead elsewhere: what is written must stay where it was meant to.
fn refuse_links(layout: &Layout, options: &Options) -> Result<(), OpenError> {
    let disk = &*options.disk;
    let below = |dir: PathBuf| disk.list(&dir).unwrap_or_default().into_iter().map(move |name| dir.join(name));
    let mut folders =
        layout.folders().into_iter().chain([layout.journals(), layout.databases()].into_iter().flat_map(below));
    let Some(link) = folders.find(|path| disk.is_link(path)) else { return Ok(()) };
    Err(OpenError::Disk(say!(
        "{path} là liên kết (symlink) dẫn ra ngoài thư mục sổ; không ghi qua liên kết. Bỏ liên kết rồi mở lại.",
        "{path} is a link that leads out of the register's folder; nothing is written through it. Remove it and try again.",
        path = link.display()
    )))
}

/// Takes the lock, or says who has it; finishes what whoever had it before left half moved.
pub fn lock(layout: &Layout, options: &Options) -> Result<Lock, OpenError> {
    refuse_links(layout, options)?;
    let path = layout.lock();
    let taken = options.disk.lock(&path, &options.holder.written());
    if let Some(lock) = taken.map_err(move_error(path.clone()))? {
        let moved = moving::finish_waiting(&*options.disk, layout, options.database);
        moved.map_err(move_error(layout.staged().root().to_owned()))?;
        return Ok(lock);
    }
    let holder = options.disk.read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    Err(OpenError::Busy(super::options::Holder::busy(&holder)))
}

/// Makes an empty store; `store.json` comes last, so that a store without it was never finished.
fn create(layout: &Layout, options: &Options) -> Result<Identity, OpenError> {
    let identity = match &options.identity {
        Some(identity) => identity.clone(),
        None => Identity::random().map_err(|error| {
            OpenError::Disk(say!(
                "Máy không cho số ngẫu nhiên: {e}.",
                "The system gives no random numbers: {e}.",
                e = error
            ))
        })?,
    };
    let disk = &*options.disk;
    let make = || -> io::Result<()> {
        let journal = layout.journal(&identity.device);
        disk.make_dir(&journal)?;
        let mut file = disk.open(&layout.segment(&identity.device, 1))?;
        file.sync()?;
        disk.sync_dir(&journal)?;
        disk.sync_dir(&layout.journals())?;
        disk.sync_dir(layout.root())?;
        write_whole(disk, &layout.identity(), identity.write().as_bytes())
    };
    make().map_err(move_error(layout.root().to_owned()))?;
    Ok(identity)
}

/// Cuts a torn tail after a copy of it is safe, and mends what is only convenience.
fn heal(layout: &Layout, options: &Options, dev: &str, survey: &mut Survey) -> io::Result<OpenSegment> {
    let disk = &*options.disk;
    if let Some(number) = survey.stillborn {
        disk.remove(&layout.segment(dev, number))?;
        disk.sync_dir(&layout.journal(dev))?;
    }
    if survey.torn() > 0 || survey.scan.ragged {
        if survey.torn() > 0 {
            set_aside(disk, layout, &format!("{dev}-{}-{}", survey.number, survey.scan.end), &survey.tail)?;
        }
        let mut file = disk.open(&layout.segment(dev, survey.number))?;
        file.set_len(survey.scan.end as u64)?;
        survey.tail.clear();
        if survey.scan.ragged {
            file.write_at(survey.scan.end as u64, b"\n")?;
            survey.hasher.update(b"\n");
            survey.scan.end += 1;
            survey.scan.ragged = false;
        }
        file.sync()?;
    }
    if survey.list_stale {
        let lines: String = survey.sealed.iter().map(super::manifest::Sealed::line).collect();
        write_whole(disk, &layout.manifest(dev), lines.as_bytes())?;
    }
    Ok(OpenSegment {
        number: survey.number,
        start: survey.start,
        place: survey.scan.place,
        bytes: survey.scan.end as u64,
        hasher: survey.hasher.clone(),
        year: survey.scan.year,
        closed: survey.scan.closed,
    })
}

/// Copies bytes into the quarantine under a name that is free.
fn set_aside(disk: &dyn Disk, layout: &Layout, name: &str, bytes: &[u8]) -> io::Result<()> {
    let dir = layout.quarantine();
    disk.make_dir(&dir)?;
    disk.sync_dir(layout.root())?;
    let taken = disk.list(&dir)?;
    let number = taken.iter().filter(|other| other.starts_with(&format!("torn-{name}-"))).count();
    write_whole(disk, &dir.join(format!("torn-{name}-{number}.jsonl")), bytes)
}

fn open_database(
    base: &Base,
    found: Result<Found, Finding>,
    contents: &Contents,
    report: &mut OpenReport,
) -> Result<State, OpenError> {
    match found.and_then(|found| base.take_up(found, contents)) {
        Ok(state) => Ok(state),
        Err(why) => {
            if !report.created {
                report.findings.push(why);
            }
            let (state, note) = base.build(contents).map_err(build_error)?;
            report.findings.extend(note);
            Ok(state)
        }
    }
}

/// Opens beside another program, or a damaged store: a throw-away database of what the journal holds, as far as it holds.
fn open_to_read(
    layout: &Layout,
    options: &Options,
    identity: Identity,
    survey: &Survey,
    mut report: OpenReport,
) -> Result<Opened, OpenError> {
    report.findings.extend(survey.findings.iter().cloned());
    let dev = identity.device.clone();
    let disk = Arc::clone(&options.disk);
    let contents = Arc::new(Contents::new(disk, layout.clone(), dev, options.dictionary, survey.chapters()));
    let base = Base::new(layout.clone(), super::base::Database::Memory, identity.store, options.dictionary);
    let (state, _) = base.build(&contents).map_err(build_error)?;
    Ok(Opened { identity, contents, state, journal: None, base, lock: None, report })
}

pub fn build_error(error: BuildError) -> OpenError {
    match error {
        BuildError::Journal(super::contents::JournalError::Line(path, error)) if error.is_newer() => {
            OpenError::Newer(super::contents::JournalError::Line(path, error).words())
        }
        BuildError::Journal(error) => {
            OpenError::Damaged(Report { findings: vec![Finding::damage(error.words())], ..Report::default() })
        }
        BuildError::Shelf(error) => OpenError::Disk(say!(
            "Không dựng được cơ sở dữ liệu: {why}.",
            "The database cannot be built: {why}.",
            why = error
        )),
    }
}

/// Tells of journals of other devices, which are kept but not read.
fn note_others(disk: &dyn Disk, layout: &Layout, dev: &str, report: &mut OpenReport) {
    let names = disk.list(&layout.journals()).unwrap_or_default();
    let others: Vec<&str> = names.iter().map(String::as_str).filter(|name| *name != dev).collect();
    if !others.is_empty() {
        report.findings.push(Finding::note(say!(
            "Có nhật ký của máy khác ({names}); được giữ nguyên, chưa gộp vào sổ.",
            "There are journals of other devices ({names}); they are kept as they are and not merged.",
            names = others.join(", ")
        )));
    }
}

/// Fills the space that is given up on a full disk, where there is plenty.
fn reserve(layout: &Layout, options: &Options) {
    let disk = &*options.disk;
    let path = layout.reserve();
    let there = disk.len(&path).is_ok_and(|len| len == RESERVE as u64);
    if !there && disk.free(layout.root()).is_some_and(|free| free > ROOM_FOR_RESERVE) {
        // Bytes that no file system can leave out as zeros.
        let bytes: Vec<u8> = (0..RESERVE).map(|place| u8::try_from(place * 167 % 251).unwrap_or(1)).collect();
        let _ = disk.open(&path).and_then(|mut file| file.write_at(0, &bytes).and_then(|()| file.sync()));
    }
}

/// Sums up what a survey found.
pub fn report_of(survey: &Survey) -> Report {
    let sealed: u64 = survey.sealed.iter().map(|sealed| sealed.bytes).sum();
    Report {
        findings: survey.findings.clone(),
        seq: survey.place().seq,
        head: survey.place().head,
        bytes: sealed + (survey.scan.end + survey.tail.len()) as u64,
    }
}

/// Says which file the disk failed at.
pub fn move_error(path: PathBuf) -> impl FnOnce(io::Error) -> OpenError {
    move |error| {
        OpenError::Disk(say!(
            "Không mở được sổ: {what}",
            "The register cannot be opened: {what}",
            what = super::trouble::at(&path, &error)
        ))
    }
}

/// Says that there is no store.
pub fn missing(layout: &Layout) -> OpenError {
    OpenError::Missing(say!(
        "Thư mục {path} chưa có sổ.",
        "There is no register in {path}.",
        path = layout.root().display()
    ))
}
