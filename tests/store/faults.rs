//! Thousands of disasters on a disk in memory: what was acknowledged is never lost, and damage is never silent.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use danvan::register::{Commit, Id, Record, Records, Reject, Request, plan};
use danvan::store::disk::Disk;
use danvan::store::{Database, Grade, OpenError, Options, Store};

use crate::disk::{Counts, Dice, Faults, FaultyDisk};
use crate::tally::Tally;
use crate::world::{AREA, all, area, at, id, officer, options, save, text};

/// How many disasters are tried; many more with an optimised program (`cargo test --release`).
const SEEDS: u64 = if cfg!(debug_assertions) { 300 } else { 20_000 };

/// Where the store lies on the disk in memory.
fn root() -> &'static Path {
    Path::new("/so")
}

fn on(disk: &FaultyDisk, segment_bytes: u64) -> Options {
    Options { disk: Arc::new(disk.clone()), database: Database::Memory, segment_bytes, ..options() }
}

/// Some requests; now and then one that is larger than a few sectors.
fn requests(dice: &mut Dice, next: &mut u128) -> Vec<Request> {
    (0..=dice.below(4))
        .map(|_| {
            *next += 1;
            let name = "đ".repeat(if dice.once_in(4) { 90 } else { 1 + dice.below(20) });
            if dice.once_in(6) {
                let list = vec!["tổ liên gia tự quản".to_owned(); 40 + dice.below(60)];
                let set = vec![
                    (1, text(&format!("A{next}"))),
                    (2, text(&format!("{name} {next}"))),
                    (4, Some(danvan::register::Value::List(list))),
                ];
                save(&AREA, id(*next), set)
            } else {
                area(*next, &format!("{name} {next}"))
            }
        })
        .collect()
}

/// What has been promised so far.
#[derive(Default)]
struct Promises {
    /// Commits that were acknowledged, by number.
    kept: BTreeMap<u64, Commit>,
    /// Records whose save was refused with the words "not saved".
    refused: Vec<Id>,
}

impl Promises {
    fn note(&mut self, requests: &[Request], answers: Vec<Result<Arc<Commit>, Reject>>) {
        for (request, answer) in requests.iter().zip(answers) {
            let danvan::register::Command::Save { id, .. } = request.command else { panic!("a save") };
            match answer {
                Ok(commit) => {
                    self.kept.insert(commit.seq, (*commit).clone());
                }
                Err(Reject::Storage(words)) if words.vi.starts_with("Chưa lưu") => self.refused.push(id),
                Err(Reject::Storage(words)) => assert!(words.vi.starts_with("Không biết"), "{}", words.vi),
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    fn check(&self, store: &Store) {
        for (seq, commit) in &self.kept {
            assert_eq!(store.commit_at(*seq).unwrap().as_ref(), Some(commit), "commit {seq}");
        }
        let records: Vec<(&str, Id, Record)> = all(&store.read());
        for commit in self.kept.values() {
            for change in &commit.changes {
                assert!(records.iter().any(|(_, id, _)| *id == change.id), "{change:?}");
            }
        }
        for refused in &self.refused {
            assert!(records.iter().all(|(_, id, _)| id != refused), "{refused} was not saved");
        }
    }
}

/// Works through some lives of a store with these faults armed in each; counts them.
fn live(seed: u64, tally: &mut Tally, faults: impl Fn(&mut Dice) -> Faults) {
    let disk = FaultyDisk::new(seed);
    let mut dice = Dice::new(!seed);
    let (mut promises, mut next) = (Promises::default(), 0);
    for _ in 0..=dice.below(4) {
        if dice.once_in(2) {
            disk.set_faults(faults(&mut dice));
        }
        if let Ok((store, _)) = Store::open(root(), on(&disk, 3_000)) {
            disk.set_faults(Faults::default());
            promises.check(&store);
            disk.set_faults(faults(&mut dice));
            for _ in 0..dice.below(12) {
                let requests = requests(&mut dice, &mut next);
                let answers = store.commit(&requests, &officer(), at(0));
                promises.note(&requests, answers);
                if dice.once_in(5) {
                    let _ = store.drafts().put("a", &format!("{{\"n\":{next}}}"));
                }
            }
            if dice.once_in(3) {
                let _ = store.close();
            }
        }
        disk.lose_power();
        // A cut of the power is never taken for damage.
        let (store, report) =
            Store::open(root(), on(&disk, 3_000)).unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
        promises.check(&store);
        drop(store);
        tally.tried += 1;
        tally.healed += usize::from(report.findings.iter().any(|finding| finding.grade == Grade::Healable));
        if dice.once_in(2) {
            disk.lose_power();
        }
    }
    tally.refused += promises.refused.len();
}

/// Power cuts alone, as many as there are seeds.
fn power_cuts(seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::of("power cuts on a disk in memory");
    for seed in seeds {
        live(seed, &mut tally, |dice| Faults { power: Some(dice.below(60)), ..Faults::default() });
    }
    tally
}

/// Writes and syncs that fail, a disk that is full, and power cuts besides.
fn failing_calls(seeds: std::ops::Range<u64>) -> Tally {
    let mut tally = Tally::of("failing writes and syncs on a disk in memory");
    for seed in seeds {
        live(seed, &mut tally, |dice| Faults {
            write: dice.once_in(2).then(|| dice.below(12)),
            full: dice.once_in(2),
            sync: dice.once_in(2).then(|| dice.below(12)),
            power: dice.once_in(4).then(|| dice.below(120)),
            ..Faults::default()
        });
    }
    tally
}

#[test]
fn power_cuts_lose_nothing_that_was_acknowledged() {
    let tally = power_cuts(0..SEEDS);
    assert!(tally.healed > 0, "{tally}");
}

#[test]
fn failing_writes_and_syncs_are_told_exactly() {
    let tally = failing_calls(0..SEEDS);
    assert!(tally.healed > 0 && tally.refused > 0, "{tally}");
}

/// A store with some commits, sealed segments and drafts, left in good order or not.
fn filled(seed: u64, close: bool) -> (FaultyDisk, Vec<(&'static str, Id, Record)>) {
    let disk = FaultyDisk::new(seed);
    let mut dice = Dice::new(seed);
    let (store, _) = Store::open(root(), on(&disk, 3_000)).unwrap();
    let mut next = 0;
    for _ in 0..=dice.below(12) {
        for answer in store.commit(&requests(&mut dice, &mut next), &officer(), at(0)) {
            answer.unwrap();
        }
    }
    let records = all(&store.read());
    if close {
        store.close().unwrap();
    }
    (disk, records)
}

/// Changes a file's bytes in one of the ways in which they rot.
fn rotten(dice: &mut Dice, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = bytes.to_vec();
    let at = dice.below(bytes.len());
    let fill = |bytes: &mut [u8], n: usize, with: u8| bytes.iter_mut().skip(at).take(n).for_each(|byte| *byte = with);
    match dice.below(9) {
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        2 => fill(&mut bytes, 16, 0xa5),
        3 => fill(&mut bytes, 4096, 0),
        4 => bytes.truncate(at),
        5 => {
            // At the end of a line, where nothing looks torn.
            let end = bytes.iter().take(at).rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            bytes.truncate(end);
        }
        6 => {
            let end = bytes.len();
            let more = bytes[at..].to_vec();
            bytes.extend(if dice.once_in(2) { more } else { vec![b'x'; end % 97 + 1] });
        }
        7 => {
            let line = bytes.iter().skip(at).position(|byte| *byte == b'\n').map_or(at, |end| at + end);
            if let Some(byte) = bytes.get_mut(line) {
                *byte = b'~';
            }
        }
        _ => return None,
    }
    Some(bytes)
}

/// What came of opening a store on which one file has rotted.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Good,
    Healed,
    Refused,
}

fn outcome(disk: &FaultyDisk, records: &[(&'static str, Id, Record)], path: &Path) -> Outcome {
    match Store::open(root(), on(disk, 3_000)) {
        Ok((store, report)) => {
            let same = all(&store.read()) == records;
            assert!(same, "{} rotted silently: {:?}", path.display(), report.findings);
            // What was healed can be written on.
            store.commit(&[area(99_999, "Tổ mới")], &officer(), at(0)).remove(0).unwrap();
            drop(store);
            let (store, _) = Store::open(root(), on(disk, 3_000)).unwrap();
            assert_eq!(all(&store.read()).len(), records.len() + 1, "{}", path.display());
            if report.findings.iter().all(|finding| finding.grade == Grade::Note) {
                Outcome::Good
            } else {
                Outcome::Healed
            }
        }
        Err(OpenError::Damaged(_)) => {
            let (reader, _) = Store::open(root(), on(disk, 3_000).read_only()).unwrap_or_else(|error| match error {
                // Without its name there is nothing to be read.
                OpenError::Damaged(report) => panic!("{}: {report:?}", path.display()),
                other => panic!("{}: {other:?}", path.display()),
            });
            // What can still be read is the beginning of what there was.
            let left = all(&reader.read());
            assert!(left.iter().all(|record| records.contains(record)), "{}", path.display());
            Outcome::Refused
        }
        Err(OpenError::Newer(_) | OpenError::Disk(_) | OpenError::Missing(_) | OpenError::Busy(_)) => Outcome::Refused,
    }
}

#[test]
fn rot_is_never_silent() {
    let outcomes = rotten_stores(SEEDS / 10);
    assert_eq!(outcomes.len(), 3, "{outcomes:?}");
}

/// Opens stores of which one file has rotted; counts what came of it.
fn rotten_stores(seeds: u64) -> BTreeMap<Outcome, usize> {
    let mut outcomes: BTreeMap<Outcome, usize> = BTreeMap::new();
    for seed in 0..seeds {
        for close in [true, false] {
            let (disk, records) = filled(seed, close);
            let mut dice = Dice::new(seed);
            let files: Vec<(PathBuf, Vec<u8>)> = disk.files();
            for (path, bytes) in files.iter().filter(|(path, _)| !path.ends_with("reserve.bin")) {
                for _ in 0..4 {
                    let disk = disk.copy();
                    disk.rot(path, rotten(&mut dice, bytes));
                    *outcomes.entry(outcome(&disk, &records, path)).or_default() += 1;
                }
            }
        }
    }
    outcomes
}

#[test]
fn one_sync_a_commit_and_one_for_all_that_wait() {
    let disk = FaultyDisk::new(1);
    let (store, _) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
    let counted = |work: &dyn Fn()| {
        let before = disk.counts();
        work();
        let after = disk.counts();
        Counts {
            writes: after.writes - before.writes,
            syncs: after.syncs - before.syncs,
            dir_syncs: after.dir_syncs - before.dir_syncs,
        }
    };
    // The second write of each is the witness, which is not synced.
    let one = Counts { writes: 2, syncs: 1, dir_syncs: 0 };
    let commit = |requests: &[Request]| {
        for answer in store.commit(requests, &officer(), at(0)) {
            answer.unwrap();
        }
    };
    assert_eq!(counted(&|| commit(&[area(1, "Tổ 1")])), one);
    let many: Vec<Request> = (2..60).map(|n| area(n, &format!("Tổ {n}"))).collect();
    assert_eq!(counted(&|| commit(&many)), one);
    let made = || {
        let mut make = |n: usize, records: &dyn Records| {
            let request = area(1_000 + n as u128, &format!("Xóm {n}"));
            Some(plan(&request, records, &officer(), at(0)))
        };
        let answers = store.commit_made(600, &officer(), at(0), &mut make);
        assert!(answers.into_iter().all(|answer| answer.is_some_and(|answer| answer.is_ok())));
    };
    assert_eq!(counted(&made), Counts { writes: 6, syncs: 3, dir_syncs: 0 }, "256 lines share one");
    let nothing = Counts { writes: 0, syncs: 0, dir_syncs: 0 };
    assert_eq!(counted(&|| drop(store.commit(&[area(1, "Tổ 1")], &officer(), at(0)))), nothing);
    assert_eq!(counted(&|| store.drafts().put("a", "{}").unwrap()), Counts { writes: 1, syncs: 1, dir_syncs: 1 });
}

#[test]
fn a_failed_sync_is_told_exactly() {
    let disk = FaultyDisk::new(3);
    let (store, _) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
    let commit = |n| store.commit(&[area(n, &format!("Tổ {n}"))], &officer(), at(0)).remove(0);
    let said = |answer: Result<Arc<Commit>, Reject>| match answer {
        Err(Reject::Storage(words)) => words.vi,
        other => panic!("{other:?}"),
    };
    disk.set_faults(Faults { sync: Some(0), ..Faults::default() });
    assert!(said(commit(1)).starts_with("Chưa lưu"));
    assert_eq!(commit(1).unwrap().seq, 1);
    // Now the sync that is to take the line back fails too: nobody can know, and nothing more is written.
    disk.set_faults(Faults { sync: Some(0), power: Some(2), ..Faults::default() });
    assert!(said(commit(2)).starts_with("Không biết"));
    assert!(said(commit(3)).starts_with("Không biết"));
    assert_eq!((store.head().seq, all(&store.read()).len()), (1, 1));
    drop(store);
    disk.lose_power();
    let (store, _) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
    assert!((1..=2).contains(&store.head().seq));
    store.commit(&[area(3, "Tổ 3")], &officer(), at(0)).remove(0).unwrap();
}

#[test]
fn work_goes_on_when_a_disk_that_vanished_is_back() {
    for calls in 0..8 {
        let disk = FaultyDisk::new(3);
        let (store, _) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
        let commit = |n| store.commit(&[area(n, &format!("Tổ {n}"))], &officer(), at(0)).remove(0);
        commit(1).unwrap();
        // The drive is away for three saves of the same form, from this call on.
        disk.set_faults(Faults { power: Some(calls), ..Faults::default() });
        let away: Vec<bool> = (0..3).map(|_| commit(2).is_ok()).collect();
        disk.set_faults(Faults::default());
        if !away.contains(&true) {
            assert_eq!(commit(2).unwrap().seq, 2, "{calls}");
        }
        assert_eq!(commit(3).unwrap().seq, 3, "{calls}: {away:?}");
        assert_eq!(store.verify().unwrap().seq, 3);
        drop(store);
        disk.lose_power();
        let (store, report) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
        assert_eq!((store.head().seq, all(&store.read()).len()), (3, 3), "{report:?}");
    }
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn a_hundred_thousand_disasters() {
    println!("{}", power_cuts(0..50_000));
    println!("{}", failing_calls(50_000..100_000));
    let rot = rotten_stores(5_000);
    let of = |outcome| rot.get(&outcome).copied().unwrap_or(0);
    let mut tally = Tally::of("files that rot on a disk in memory").with_tried(rot.values().sum());
    (tally.healed, tally.refused) = (of(Outcome::Healed), of(Outcome::Refused));
    println!("{tally}");
}

#[test]
fn a_full_disk_gives_up_the_reserve_and_goes_on() {
    let disk = FaultyDisk::new(1);
    disk.set_free(1 << 30);
    let (store, _) = Store::open(root(), on(&disk, 1 << 20)).unwrap();
    let reserve = root().join("reserve.bin");
    assert_eq!(disk.len(&reserve).unwrap(), 4 << 20);
    disk.set_faults(Faults { write: Some(0), full: true, ..Faults::default() });
    store.commit(&[area(1, "Tổ 1")], &officer(), at(0)).remove(0).unwrap();
    assert!(disk.len(&reserve).is_err());
    disk.set_faults(Faults { write: Some(0), full: true, ..Faults::default() });
    let refused = store.commit(&[area(2, "Tổ 2")], &officer(), at(0)).remove(0);
    assert!(matches!(&refused, Err(Reject::Storage(words)) if words.en.contains("full")), "{refused:?}");
    assert_eq!(store.head().seq, 1);
    store.commit(&[area(2, "Tổ 2")], &officer(), at(0)).remove(0).unwrap();
    assert_eq!(store.verify().unwrap().seq, 2);
    disk.set_free(15 << 20);
    let refused = store.commit(&[area(3, "Tổ 3")], &officer(), at(0)).remove(0);
    assert!(matches!(&refused, Err(Reject::Storage(words)) if words.en.contains("15 MB")), "{refused:?}");
}
