//! Restoring, mending and taking out that a crash interrupts, and copies that must not be spoilt: whoever opens the register
//! next finds all of the old one or all of the new one.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use danvan::register::Time;
use danvan::store::disk::Disk;
use danvan::store::{CopyError, Mirror, OpenError, Options, Redaction, Store, doctor, redact, restore};

use crate::disk::{Faults, FaultyDisk};
use crate::world::{AREA, ROOT, all, area, at, commit, fill, id, officer, on, open_on, options};

const USB: &str = "/usb";
const MIRROR: &str = "/guong";

fn root() -> &'static Path {
    Path::new(ROOT)
}

fn day(days: i64) -> Time {
    at(days * 86_400)
}

/// Turns a byte in the middle of a file over.
fn rot(disk: &FaultyDisk, path: &Path) {
    let mut bytes = disk.read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    disk.rot(path, Some(bytes));
}

fn segment(dir: &str, number: u32) -> PathBuf {
    PathBuf::from(dir).join(format!("journal/a1/{number:06}.jsonl"))
}

/// A disk with a register of one large segment.
fn large(disk: &FaultyDisk) -> Options {
    Options { segment_bytes: 1 << 20, ..on(disk) }
}

/// Takes the power away at each call of a work in turn, and looks at the register as the next start finds it: it has at
/// least `least` commits, or says that something is wrong.
fn cut_everywhere(disk: &FaultyDisk, calls: usize, least: u64, work: impl Fn(&FaultyDisk)) {
    let mut told = 0;
    for seed in 0..3 {
        for call in 0..calls {
            let disk = disk.copy_with(seed);
            disk.set_faults(Faults { power: Some(call), ..Faults::default() });
            work(&disk);
            disk.lose_power();
            match Store::open(root(), large(&disk)) {
                Ok((store, report)) => assert!(store.head().seq >= least, "{call}: {} {report:?}", store.head().seq),
                Err(OpenError::Damaged(_) | OpenError::Missing(_)) => told += 1,
                Err(other) => panic!("{call}: {other:?}"),
            }
        }
    }
    assert!(told < 3 * calls);
}

#[test]
fn a_start_after_an_interrupted_restoring_never_shows_a_part_of_it() {
    let disk = FaultyDisk::new(1);
    let store = Store::open(root(), large(&disk)).unwrap().0;
    fill(&store, 0..20);
    drop(store);
    let before = disk.files();
    let store = Store::open(root(), large(&disk)).unwrap().0;
    fill(&store, 20..60);
    store.copy_to(Path::new(USB), 3, day(0)).unwrap();
    drop(store);
    // The register as it was at 20 commits, and no word of how far it had come: HEAD is never synced.
    for (path, _) in disk.files().into_iter().filter(|(path, _)| path.starts_with(ROOT)) {
        disk.rot(&path, before.iter().find(|(old, _)| *old == path).map(|(_, bytes)| bytes.clone()));
    }
    disk.rot(&root().join("journal/a1/HEAD"), None);
    cut_everywhere(&disk, 70, 20, |disk| {
        let _ = restore(Path::new(USB), root(), &large(disk), true);
    });
}

#[test]
fn a_folder_that_was_empty_stays_so_or_has_all_that_was_restored() {
    let disk = FaultyDisk::new(1);
    let store = Store::open(root(), large(&disk)).unwrap().0;
    fill(&store, 0..60);
    store.copy_to(Path::new(USB), 3, day(0)).unwrap();
    drop(store);
    let other = Path::new("/khac");
    for call in 0..70 {
        let disk = disk.copy_with(call as u64);
        disk.set_faults(Faults { power: Some(call), ..Faults::default() });
        let done = restore(Path::new(USB), other, &large(&disk), false).is_ok();
        disk.lose_power();
        let (reader, report) = match Store::open(other, large(&disk).read_only()) {
            Ok((store, report)) => (store.head().seq, report),
            Err(OpenError::Missing(_)) => (0, danvan::store::OpenReport::default()),
            Err(error) => panic!("{call}: {error:?}"),
        };
        let (store, found) = Store::open(other, large(&disk)).unwrap_or_else(|error| panic!("{call}: {error:?}"));
        let seq = store.head().seq;
        assert!(seq == 60 || (seq == 0 && !done), "{call}: {seq} of 60 {found:?}");
        assert_eq!(reader, seq, "{call}: who only reads sees the same {report:?}");
    }
}

#[test]
fn what_only_the_database_knew_outlives_two_cuts_while_it_is_mended() {
    for first in (0..60).step_by(6) {
        let dir = tempfile::tempdir().unwrap();
        let store = crate::world::open(dir.path());
        fill(&store, 0..12);
        let records = all(&store.read());
        store.close().unwrap();
        let path = dir.path().join("journal/a1/000001.jsonl");
        let lines = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, lines.split_inclusive('\n').take(9).collect::<String>()).unwrap();
        for cut in [first, first / 2] {
            let failing = Failing::after(cut);
            let options = Options { disk: std::sync::Arc::new(failing), ..options() };
            let _ = doctor::repair(dir.path(), &options, &[], (&officer(), at(9)));
        }
        match Store::open(dir.path(), options()) {
            Ok((store, _)) => assert_eq!(all(&store.read()), records, "{first}"),
            Err(OpenError::Damaged(_)) => {
                doctor::repair(dir.path(), &options(), &[], (&officer(), at(9))).unwrap();
                assert_eq!(all(&crate::world::open(dir.path()).read()), records, "{first}");
            }
            Err(other) => panic!("{first}: {other:?}"),
        }
    }
}

/// The machine's disk, which does nothing any more after some calls, as after a kill.
#[derive(Debug)]
struct Failing {
    left: std::sync::atomic::AtomicUsize,
    disk: danvan::store::disk::RealDisk,
}

impl Failing {
    fn after(calls: usize) -> Self {
        Self { left: calls.into(), disk: danvan::store::disk::RealDisk }
    }

    fn call(&self) -> std::io::Result<()> {
        use std::sync::atomic::Ordering::SeqCst;
        let left = self.left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        left.map(|_| ()).map_err(|_| std::io::Error::other("killed"))
    }
}

impl Disk for Failing {
    fn make_dir(&self, dir: &Path) -> std::io::Result<()> {
        self.call()?;
        self.disk.make_dir(dir)
    }
    fn list(&self, dir: &Path) -> std::io::Result<Vec<String>> {
        self.disk.list(dir)
    }
    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        self.disk.read(path)
    }
    fn read_at(&self, path: &Path, at: u64, len: u64) -> std::io::Result<Vec<u8>> {
        self.disk.read_at(path, at, len)
    }
    fn len(&self, path: &Path) -> std::io::Result<u64> {
        self.disk.len(path)
    }
    fn open(&self, path: &Path) -> std::io::Result<Box<dyn danvan::store::disk::DiskFile>> {
        self.call()?;
        self.disk.open(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        self.call()?;
        self.disk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> std::io::Result<()> {
        self.call()?;
        self.disk.remove(path)
    }
    fn remove_dir(&self, dir: &Path) -> std::io::Result<()> {
        self.call()?;
        self.disk.remove_dir(dir)
    }
    fn is_dir(&self, path: &Path) -> bool {
        self.disk.is_dir(path)
    }
    fn sync_dir(&self, dir: &Path) -> std::io::Result<()> {
        self.call()?;
        self.disk.sync_dir(dir)
    }
    fn free(&self, dir: &Path) -> Option<u64> {
        self.disk.free(dir)
    }
    fn lock(&self, path: &Path, words: &str) -> std::io::Result<Option<danvan::store::disk::Lock>> {
        self.disk.lock(path, words)
    }
}

#[test]
fn rot_in_the_register_never_reaches_the_mirror() {
    let dir = tempfile::tempdir().unwrap();
    let (so, place) = (dir.path().join("so"), dir.path().join("guong"));
    let options = || Options { segment_bytes: 1_500, ..options() };
    let open = || Store::open(&so, options()).unwrap().0;
    let store = open();
    fill(&store, 0..30);
    Mirror::new(&place).bring_up(&store).unwrap();
    store.close().unwrap();
    let first = |dir: &Path| dir.join("journal/a1/000001.jsonl");
    let good = std::fs::read(first(&place)).unwrap();
    // A sealed segment of the right length is believed at a start; the mirror is the only good copy now.
    let mut bytes = good.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    std::fs::write(first(&so), bytes).unwrap();
    let store = open();
    commit(&store, area(40, "Tổ 40"));
    let answer = Mirror::new(&place).bring_up(&store);
    assert!(matches!(answer, Err(CopyError::Damaged(_))), "{answer:?}");
    assert_eq!(std::fs::read(first(&place)).unwrap(), good);
    drop(store);
    let report = doctor::repair(&so, &options(), std::slice::from_ref(&place), (&officer(), at(9))).unwrap();
    assert_eq!(report.seq, 31);
    assert_eq!(Mirror::new(&place).bring_up(&open()).unwrap().seq, 31);
}

#[test]
fn a_damaged_mirror_that_reaches_further_is_left_as_it_is() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..10);
    store.copy_to(Path::new(USB), 3, day(0)).unwrap();
    fill(&store, 10..30);
    Mirror::new(Path::new(MIRROR)).bring_up(&store).unwrap();
    drop(store);
    rot(&disk, &segment(MIRROR, 1));
    restore(Path::new(USB), Path::new("/khac"), &on(&disk), false).unwrap();
    let store = Store::open(Path::new("/khac"), on(&disk)).unwrap().0;
    fill(&store, 40..43);
    let before = disk.files();
    let answer = Mirror::new(Path::new(MIRROR)).bring_up(&store);
    assert!(matches!(answer, Err(CopyError::Refused(_))), "{answer:?}");
    let mirrored = |files: Vec<(PathBuf, Vec<u8>)>| {
        files.into_iter().filter(|(path, _)| path.starts_with(MIRROR)).collect::<Vec<_>>()
    };
    assert_eq!(mirrored(disk.files()), mirrored(before));
}

#[test]
fn a_register_is_no_mirror_of_itself() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..3);
    assert!(matches!(Mirror::new(root()).bring_up(&store), Err(CopyError::Refused(_))));
    let dir = tempfile::tempdir().unwrap();
    let (so, alias) = (dir.path().join("so"), dir.path().join("khac"));
    let store = crate::world::open(&so);
    std::os::unix::fs::symlink(&so, &alias).unwrap();
    assert!(matches!(Mirror::new(&alias).bring_up(&store), Err(CopyError::Refused(_))));
}

#[test]
fn a_clock_that_was_set_back_makes_no_old_copy_the_newest() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..5);
    store.look_after(day(400), true).unwrap();
    fill(&store, 5..9);
    // The clock was a year ahead, and is right from now on: each day has its copy all the same.
    store.look_after(day(10), true).unwrap();
    store.look_after(day(10), true).unwrap();
    let place = root().join("backup");
    let reach =
        |store: &Store| -> Vec<u64> { store.copies_in(&place).unwrap().iter().map(|held| held.receipt.seq).collect() };
    assert_eq!(reach(&store), [5, 9]);
    fill(&store, 9..12);
    store.look_after(day(11), true).unwrap();
    assert_eq!(reach(&store), [5, 9, 12]);
    assert_eq!(restore(&place, Path::new("/khac"), &on(&disk), false).unwrap().head.seq, 12);
}

#[test]
fn folders_of_others_and_copies_that_cannot_be_read_just_now_are_not_taken_away() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..5);
    for name in ["/usb/danvan-anh-2026/anh.jpg", "/usb/danvan-20260101-080000-x/ghi.txt", "/usb/danvan-20260101/a"] {
        disk.open(Path::new(name)).unwrap();
    }
    disk.open(Path::new("/usb/danvan-20260101-080000-000002/half")).unwrap();
    store.copy_to(Path::new(USB), 1, day(0)).unwrap();
    let left: Vec<String> = disk.list(Path::new(USB)).unwrap();
    assert_eq!(left.len(), 4, "only the unfinished copy is gone: {left:?}");
    assert!(disk.read(Path::new("/usb/danvan-anh-2026/anh.jpg")).is_ok());
}

#[test]
fn settings_that_rotted_are_told_and_not_taken_for_none() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..3);
    let keeping = danvan::store::Keeping { mirror: Some(MIRROR.into()), ..danvan::store::Keeping::default() };
    store.set_keeping(&keeping).unwrap();
    store.look_after(day(0), false).unwrap();
    disk.rot(&root().join("backup.json"), Some(b"\0\0\0\0".to_vec()));
    assert!(
        matches!(store.look_after(day(0), false), Err(CopyError::Damaged(words)) if words.vi.contains("backup.json"))
    );
    assert!(store.copy_after_work(day(0)).is_err());
    store.set_keeping(&keeping).unwrap();
    store.look_after(day(0), false).unwrap();
}

#[test]
fn a_second_writer_that_no_lock_kept_out_is_noticed_before_anything_is_written_over() {
    let disk = FaultyDisk::new(1);
    let (one, other) = (open_on(&disk), open_on(&disk));
    commit(&one, area(1, "Tổ 1"));
    let refused = other.commit(&[area(2, "Tổ 2")], &officer(), at(0)).remove(0);
    let words = match refused {
        Err(danvan::register::Reject::Storage(words)) => words.vi,
        other => panic!("{other:?}"),
    };
    assert!(words.starts_with("Chưa lưu: một chương trình khác"), "{words}");
    commit(&one, area(3, "Tổ 3"));
    assert!(other.commit(&[area(2, "Tổ 2")], &officer(), at(0)).remove(0).is_err());
    assert!(other.close().is_err(), "not even the closing line");
    drop(one);
    assert_eq!(open_on(&disk).head().seq, 2);
}

#[test]
fn a_journal_of_which_nobody_knows_whose_it_is_is_not_passed_over() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..9);
    drop(store);
    disk.rot(&root().join("store.json"), None);
    let mut bytes = disk.read(&segment(ROOT, 1)).unwrap();
    bytes[20] ^= 1;
    disk.rot(&segment(ROOT, 1), Some(bytes));
    let opened = Store::open(root(), on(&disk)).map(|(store, _)| store.head());
    assert!(matches!(opened, Err(OpenError::Damaged(_))), "{opened:?}");
}

#[test]
fn the_database_goes_before_the_journal_is_cut() {
    for calls in (0..40).step_by(3) {
        let dir = tempfile::tempdir().unwrap();
        let store = crate::world::open(dir.path());
        fill(&store, 0..8);
        store.close().unwrap();
        let wish = Redaction { schema: &AREA, id: id(3), field: 2, why: "theo đơn" };
        let failing = Options { disk: std::sync::Arc::new(Failing::after(calls)), ..options() };
        if redact(dir.path(), &failing, wish, (&officer(), at(60))).is_ok() {
            break;
        }
        let journal = std::fs::read_to_string(dir.path().join("journal/a1/000001.jsonl")).unwrap();
        let database = dir.path().join("db");
        let kept = std::fs::read_dir(&database).is_ok_and(|mut found| found.next().is_some());
        assert!(
            !kept || journal.contains("\"Tổ 3\""),
            "{calls}: nothing tells any more that the database has the value"
        );
    }
}
