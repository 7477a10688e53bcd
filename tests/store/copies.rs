//! Copies, the mirror and taking a copy back, also while the disk fails.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use danvan::register::Time;
use danvan::store::disk::Disk;
use danvan::store::{CopyError, Identity, Mirror, Options, Store, held_in, restore};

use crate::disk::{Faults, FaultyDisk};
use crate::world::{ROOT, all, area, assert_alike, at, commit, fill, officer, on, open_on, options};

const PLACE: &str = "/ban-sao";

/// A moment some days on.
fn day(days: i64) -> Time {
    at(days * 86_400)
}

fn refused(answer: Result<impl std::fmt::Debug, CopyError>) -> String {
    match answer {
        Err(CopyError::Refused(words)) => words.en,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_that_is_taken_back_has_the_same_head_and_the_same_records() {
    let dir = tempfile::tempdir().unwrap();
    let (so, place, other) = (dir.path().join("so"), dir.path().join("usb"), dir.path().join("khác"));
    let store = Store::open(&so, Options { segment_bytes: 2_000, ..options() }).unwrap().0;
    fill(&store, 0..40);
    let held = store.copy_to(&place, 7, at(0)).unwrap();
    assert_eq!((held.receipt.seq, held.receipt.head), (40, store.head().hash));
    store.prove(&held).unwrap();
    let restored = restore(&place, &other, &options(), false).unwrap();
    assert_eq!((restored.head, restored.same), (store.head(), false));
    let (again, report) = Store::open(&other, options()).unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
    assert_eq!(again.head(), store.head());
    assert_alike(&again.read(), &store.read());
    assert_eq!(commit(&again, area(99, "Tổ mới")), 41);
    drop(again);
    // Now the register is longer than its copy.
    assert!(refused(restore(&place, &other, &options(), true)).contains("a longer one is not replaced"));
    store.close().unwrap();
    assert!(restore(&place, &so, &options(), false).unwrap().same);
}

#[test]
fn a_place_keeps_one_copy_a_day_and_the_newest_of_them() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    for number in 0..6 {
        fill(&store, number..number + 1);
        store.copy_to(Path::new(PLACE), 3, day(i64::try_from(number / 2).unwrap() * 2)).unwrap();
    }
    fill(&store, 6..9);
    store.copy_to(Path::new(PLACE), 3, day(7)).unwrap();
    store.copy_to(Path::new(PLACE), 3, day(9)).unwrap();
    let seqs: Vec<u64> = store.copies_in(Path::new(PLACE)).unwrap().iter().map(|held| held.receipt.seq).collect();
    assert_eq!(seqs, [6, 9, 9]);
    // What was rotated away is gone, not only unnamed.
    let folders = disk.list(Path::new(PLACE)).unwrap();
    assert_eq!(folders.len(), 3, "{folders:?}");
}

#[test]
fn a_longer_or_another_history_is_never_replaced() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..3);
    drop(store);
    let shorter = disk.copy();
    let store = open_on(&disk);
    fill(&store, 3..5);
    store.copy_to(Path::new(PLACE), 3, at(0)).unwrap();
    let before = disk.files();
    // The register as it was yesterday, beside today's copy.
    for (path, bytes) in shorter.files() {
        disk.open(&path).unwrap().set_len(0).unwrap();
        disk.rot(&path, Some(bytes));
    }
    for segment in [2, 3] {
        let _ = disk.remove(&PathBuf::from(ROOT).join(format!("journal/a1/{segment:06}.jsonl")));
    }
    let old = open_on(&disk);
    assert_eq!(old.head().seq, 3);
    assert!(refused(old.copy_to(Path::new(PLACE), 3, day(1))).contains("longer than this register"));
    fill(&old, 7..12);
    assert!(refused(old.copy_to(Path::new(PLACE), 3, day(1))).contains("another history"));
    assert!(refused(Mirror::new(&disk_copy_dir(&disk)).bring_up(&old)).contains("another history"));
    let copies = |files: Vec<(PathBuf, Vec<u8>)>| {
        files.into_iter().filter(|(path, _)| path.starts_with(PLACE)).collect::<Vec<_>>()
    };
    assert_eq!(copies(disk.files()), copies(before));
    drop(old);
    let other = Identity { store: "ff112233445566778899aabbccddeeff".parse().unwrap(), device: "a1".to_owned() };
    let foreign = Options { identity: Some(other), ..on(&disk) };
    let foreign = Store::open(Path::new("/khac"), foreign).unwrap().0;
    assert!(refused(foreign.copy_to(Path::new(PLACE), 3, day(1))).contains("another register"));
    assert!(refused(restore(Path::new(PLACE), Path::new("/khac"), &on(&disk), true)).contains("another register"));
}

fn disk_copy_dir(disk: &FaultyDisk) -> PathBuf {
    held_in(disk, Path::new(PLACE)).unwrap().pop().unwrap().dir
}

#[test]
fn a_copy_that_rots_is_found_out_and_an_older_one_serves() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..8);
    let old = store.copy_to(Path::new(PLACE), 5, day(0)).unwrap();
    fill(&store, 8..12);
    let new = store.copy_to(Path::new(PLACE), 5, day(1)).unwrap();
    let segment = new.dir.join("journal/a1/000001.jsonl");
    let mut bytes = disk.read(&segment).unwrap();
    bytes[700] ^= 1;
    disk.rot(&segment, Some(bytes));
    assert!(matches!(store.prove(&new), Err(CopyError::Damaged(_))));
    store.prove(&old).unwrap();
    let restored = restore(Path::new(PLACE), Path::new("/moi"), &on(&disk), false).unwrap();
    assert_eq!((restored.from, restored.head.seq), (old.dir, 8));
    assert!(matches!(restore(&new.dir, Path::new("/nua"), &on(&disk), false), Err(CopyError::Damaged(_))));
}

#[test]
fn a_cut_while_copying_never_leaves_a_copy_that_does_not_hold() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..12);
    store.copy_to(Path::new(PLACE), 2, day(0)).unwrap();
    fill(&store, 12..20);
    drop(store);
    let mut made = 0;
    for calls in 0..140 {
        let disk = disk.copy();
        let store = open_on(&disk);
        disk.set_faults(Faults { power: Some(calls), ..Faults::default() });
        let copied = store.copy_to(Path::new(PLACE), 2, day(1));
        drop(store);
        disk.lose_power();
        let store = open_on(&disk);
        let held = store.copies_in(Path::new(PLACE)).unwrap();
        for held in &held {
            store.prove(held).unwrap_or_else(|error| panic!("{calls}: {error:?}"));
        }
        assert!(!held.is_empty(), "{calls}");
        if copied.is_ok() {
            assert_eq!(held.last().unwrap().receipt.seq, 20, "{calls}");
            made += 1;
        }
        // The next one clears away what the cut left.
        store.copy_to(Path::new(PLACE), 2, day(2)).unwrap();
        assert_eq!(disk.list(Path::new(PLACE)).unwrap().len(), store.copies_in(Path::new(PLACE)).unwrap().len());
    }
    assert!((1..140).contains(&made), "{made}");
}

#[test]
fn a_cut_while_taking_back_loses_nothing_and_a_second_try_succeeds() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..20);
    let head = store.head();
    store.copy_to(Path::new(PLACE), 2, day(0)).unwrap();
    let records = all(&store.read());
    drop(store);
    // A register of which only the beginning is left.
    let path = PathBuf::from(ROOT).join("journal/a1/000002.jsonl");
    disk.rot(&path, Some(b"x".to_vec()));
    for calls in 0..120 {
        let disk = disk.copy();
        disk.set_faults(Faults { power: Some(calls), ..Faults::default() });
        let first = restore(Path::new(PLACE), Path::new(ROOT), &on(&disk), false);
        disk.lose_power();
        let again = restore(Path::new(PLACE), Path::new(ROOT), &on(&disk), false);
        let again = again.unwrap_or_else(|error| panic!("{calls}: {error:?} after {first:?}"));
        assert_eq!(again.head, head, "{calls}");
        let store = open_on(&disk);
        assert_eq!((store.head(), all(&store.read())), (head, records.clone()), "{calls}");
    }
}

#[test]
fn a_mirror_gets_each_line_and_what_it_missed() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    let mut mirror = Mirror::new(Path::new("/guong"));
    fill(&store, 0..5);
    assert_eq!(mirror.bring_up(&store).unwrap(), store.head());
    let held = |disk: &FaultyDisk| {
        restore(Path::new("/guong"), Path::new("/thu"), &on(disk), false).map(|restored| restored.head.seq)
    };
    assert_eq!(held(&disk.copy()).unwrap(), 5);
    // The drive is away for some commits, one of which begins a new segment.
    for number in 5..30_u128 {
        commit(&store, area(number, &format!("Tổ {number}")));
        disk.set_faults(Faults { write: Some(0), ..Faults::default() });
        assert!(matches!(mirror.bring_up(&store), Err(CopyError::Disk(_))));
        disk.set_faults(Faults::default());
    }
    assert_eq!(mirror.bring_up(&store).unwrap().seq, 30);
    assert_eq!(held(&disk.copy()).unwrap(), 30);
    // Another start knows nothing of the mirror and finds it as it is; a torn end is written again.
    let last = disk.files().into_iter().rfind(|(path, _)| path.starts_with("/guong/journal") && is_segment(path));
    let (path, bytes) = last.unwrap();
    disk.rot(&path, Some([&bytes[..bytes.len() - 9], &[0; 300]].concat()));
    assert_eq!(Mirror::new(Path::new("/guong")).bring_up(&store).unwrap().seq, 30);
    assert_eq!(disk.read(&path).unwrap(), bytes);
    let answers = store.commit(&[area(50, "Tổ cuối")], &officer(), at(0));
    assert!(answers[0].is_ok());
    assert_eq!(mirror.bring_up(&store).unwrap().seq, 31);
    assert_eq!(held(&disk).unwrap(), 31);
}

#[test]
fn what_a_failed_sync_left_in_memory_is_not_taken_for_mirrored() {
    let place = Path::new("/guong");
    for seed in 0..160 {
        let disk = FaultyDisk::new(seed);
        let store = open_on(&disk);
        fill(&store, 0..5);
        Mirror::new(place).bring_up(&store).unwrap();
        // Every other mirror has rotted, so that what was synced once is to be written again.
        if seed % 2 == 0 {
            let (path, mut bytes) = disk.files().into_iter().find(|(path, _)| path.starts_with(place)).unwrap();
            let place = bytes.len() / 2;
            bytes[place] ^= 1;
            disk.rot(&path, Some(bytes));
        }
        fill(&store, 5..12);
        disk.set_faults(Faults { sync: Some(usize::try_from(seed).unwrap() / 2 % 8), ..Faults::default() });
        let _ = Mirror::new(place).bring_up(&store);
        disk.set_faults(Faults::default());
        // A later run reads the lines and has nothing left to sync; they must be there after a power cut all the same.
        assert_eq!(Mirror::new(place).bring_up(&store).unwrap().seq, 12);
        disk.lose_power();
        let restored = restore(place, Path::new("/thu"), &on(&disk), false);
        assert_eq!(restored.unwrap_or_else(|error| panic!("seed {seed}: {error:?}")).head.seq, 12);
    }
}

fn is_segment(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "jsonl")
}
