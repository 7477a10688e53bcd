//! Where the register is, who works in it, and when: what a command takes from the machine.

use std::path::{Path, PathBuf};

use chrono::{Datelike, Timelike};

use super::out::{Out, Stop};
use crate::register::wire::Source;
use crate::register::{Actor, Commit, Id, REGISTER, Time, Words};
use crate::say;
use crate::store::{Database, Grade, Holder, OpenError, Options, Store};

/// A register that is open for a command.
pub(super) struct Place {
    /// The register.
    pub store: Store,
    /// Who works in it.
    pub actor: Actor,
    /// Ids for new records.
    pub ids: Ids,
    /// Whether something in it was found damaged, so that what is read may lack something.
    pub damaged: bool,
}

impl Place {
    /// Opens the register that is in `dir` to change it; a missing one is refused.
    pub(super) fn open(dir: &Path, out: &Out) -> Result<Self, Stop> {
        refuse_missing(dir)?;
        Self::open_or_make(dir, out)
    }

    /// Opens the register that is in `dir`, or begins an empty one there.
    pub(super) fn open_or_make(dir: &Path, out: &Out) -> Result<Self, Stop> {
        Self::open_as(dir, options(), out).map_err(|error| Stop::Store(error.words()))
    }

    /// Opens the register that is in `dir` to read it: also beside a program that writes it, and what is left of a damaged
    /// one.
    pub(super) fn open_to_read(dir: &Path, out: &Out) -> Result<Self, Stop> {
        refuse_missing(dir)?;
        let (place, refused) = Self::open_or_read(dir, false, out)?;
        if let Some(words) = refused.filter(|_| place.damaged) {
            out.note(&words);
        }
        Ok(place)
    }

    /// Opens the register that is in `dir` to change it, or begins one there; where that cannot be, opens it to read, and says
    /// why: someone else has it, it is damaged, or its disk takes nothing. With `check_later` the database is used before it
    /// is compared with what it must hold, which a session does behind its first screen.
    pub(super) fn open_or_read(dir: &Path, check_later: bool, out: &Out) -> Result<(Self, Option<Words>), Stop> {
        let refused = match Self::open_as(dir, Options { check_later, ..options() }, out) {
            Ok(place) => return Ok((place, None)),
            Err(refused) => refused,
        };
        let damaged = match &refused {
            OpenError::Busy(_) | OpenError::Disk(_) => false,
            OpenError::Damaged(_) => true,
            OpenError::Newer(_) | OpenError::Missing(_) => return Err(Stop::Store(refused.words())),
        };
        let reading = Options { database: Database::Memory, ..options() }.read_only();
        // What keeps it from being read as well is what matters less.
        let place = Self::open_as(dir, reading, out).map_err(|_| Stop::Store(refused.words()))?;
        Ok((Self { damaged, ..place }, Some(refused.words())))
    }

    /// Turns to the register as it was at the end of a day (`2026-06-30`) or after a commit (`123`), for reading.
    pub(super) fn as_of(&self, asked: &str) -> Result<Store, Stop> {
        let day = chrono::NaiveDate::parse_from_str(asked, "%Y-%m-%d").ok();
        let past = match (day, asked.parse::<u64>()) {
            (Some(day), _) => self.store.as_of_day(day),
            (None, Ok(seq)) => self.store.as_of(seq),
            (None, Err(_)) => {
                return Err(Stop::Usage(say!(
                    "Không hiểu \"{asked}\": ghi ngày như 2026-06-30 hoặc số lần ghi.",
                    "\"{asked}\" is neither a day such as 2026-06-30 nor the number of a commit.",
                    asked = asked
                )));
            }
        };
        past.map_err(|error| match error {
            OpenError::Missing(words) => Stop::Refused(words),
            other => Stop::Store(other.words()),
        })
    }

    fn open_as(dir: &Path, options: Options, out: &Out) -> Result<Self, OpenError> {
        let (store, report) = Store::open(dir, options)?;
        for finding in report.findings.iter().filter(|finding| finding.grade != Grade::Note) {
            out.note(&finding.words);
        }
        Ok(Self { store, actor: Actor::sole(&who()), ids: Ids::new(), damaged: false })
    }

    /// Returns what reading lines takes from this register.
    pub(super) fn source(&self) -> PlaceSource<'_> {
        PlaceSource { store: &self.store, ids: &self.ids }
    }
}

/// Closes a register in good order.
pub(super) fn close(place: Place) -> Result<(), Stop> {
    place.store.close().map_err(Stop::Store)
}

/// Returns how a store is opened by whoever works here.
pub(super) fn options() -> Options {
    let holder = Holder {
        pid: std::process::id(),
        host: host(),
        person: who(),
        since: now().format("%H:%M %d/%m/%Y").to_string(),
    };
    Options { probe: Some(super::probe::holds), ..Options::new(REGISTER, holder) }
}

pub(super) fn refuse_missing(dir: &Path) -> Result<(), Stop> {
    if !is_empty(dir) {
        return Ok(());
    }
    Err(Stop::Usage(say!(
        "Chưa có sổ ở {dir}. Lập sổ bằng \"danvan init\", hoặc chỉ đúng thư mục bằng --data.",
        "There is no register in {dir}. Set one up with \"danvan init\", or name its folder with --data.",
        dir = dir.display()
    )))
}

/// Ids from the register's generator, commits from its past.
pub(super) struct PlaceSource<'a> {
    store: &'a Store,
    ids: &'a Ids,
}

impl Source for PlaceSource<'_> {
    fn new_id(&mut self) -> Id {
        self.ids.next()
    }

    fn commit(&self, seq: u64) -> Result<Option<Commit>, Words> {
        self.store.commit_at(seq).map_err(|error| error.words())
    }
}

/// Makes ids that were never used: the moment and random bits, counted up within one millisecond.
pub(super) struct Ids(std::cell::Cell<u128>);

impl Ids {
    fn new() -> Self {
        Self(std::cell::Cell::new(0))
    }

    /// Makes the next one; later ones sort after earlier ones.
    pub(super) fn next(&self) -> Id {
        let fresh = Id::from_parts(u64::try_from(now().timestamp_millis()).unwrap_or(0), random()).bits();
        let next = fresh.max(self.0.get() + 1);
        self.0.set(next);
        Id::from_bits(next)
    }
}

/// Returns random bits; where the system gives none, those of the clock and the process, which are as good as unique.
pub(super) fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        let nanos = u128::from(now().timestamp_subsec_nanos());
        return (nanos << 64) | u128::from(std::process::id());
    }
    u128::from_be_bytes(bytes)
}

/// Returns whether a folder is missing or holds nothing.
pub(super) fn is_empty(dir: &Path) -> bool {
    std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none()) || !dir.exists()
}

/// Returns the moment, in whole seconds, with this machine's offset.
#[allow(clippy::disallowed_methods, reason = "commands read the clock here and nowhere else")]
pub(super) fn now() -> Time {
    chrono::Local::now().fixed_offset()
}

/// Returns the moment as commits carry it, in whole seconds.
pub(super) fn commit_time() -> Time {
    let now = now();
    now.with_nanosecond(0).unwrap_or(now)
}

/// Returns the year in which we are.
pub(super) fn this_year() -> i32 {
    now().year()
}

#[allow(clippy::disallowed_methods, reason = "commands read the environment here and nowhere else")]
fn env(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Returns the folder of the register: the one named, else `$DANVAN_DATA`, else `danvan` in the platform's folder for
/// data (`$XDG_DATA_HOME`, `%APPDATA%`, `~/.local/share`).
pub(super) fn data_dir(named: Option<&Path>) -> Result<PathBuf, Stop> {
    let platform = || {
        let folder = env("XDG_DATA_HOME").or_else(|| env("APPDATA")).map(PathBuf::from);
        let home = || env("HOME").map(|home| PathBuf::from(home).join(".local/share"));
        folder.or_else(home).map(|folder| folder.join("danvan"))
    };
    named.map(Path::to_owned).or_else(|| env("DANVAN_DATA").map(PathBuf::from)).or_else(platform).ok_or_else(|| {
        Stop::Usage(say!(
            "Không biết sổ ở đâu. Ghi --data THƯ_MỤC hoặc đặt biến DANVAN_DATA.",
            "Where is the register? Give --data DIR or set DANVAN_DATA."
        ))
    })
}

/// Returns who works here, by the name of the machine's account.
pub(super) fn who() -> String {
    let name = env("USER").or_else(|| env("USERNAME")).or_else(|| env("LOGNAME"));
    let name = name.and_then(|name| name.into_string().ok()).unwrap_or_default();
    let plain: String = name.chars().filter(|c| c.is_alphanumeric() || "._-".contains(*c)).take(40).collect();
    if plain.is_empty() { "danvan".to_owned() } else { plain }
}

/// Returns the name of this machine.
fn host() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = env("COMPUTERNAME").and_then(|name| name.into_string().ok()).unwrap_or_default();
    name
}
