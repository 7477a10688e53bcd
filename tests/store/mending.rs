//! Mending a damaged journal from copies and database, taking values out, and the register as it was.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use chrono::Days;
use danvan::register::{Command, Reject, Request};
use danvan::store::disk::Disk;
use danvan::store::{Mirror, OpenError, Redaction, Store, doctor, redact};

use crate::disk::FaultyDisk;
use crate::world::{
    AREA, ROOT, all, area, assert_alike, at, commit, fill, id, officer, on, open_on, options, save, text,
};

fn segment(number: u32) -> PathBuf {
    PathBuf::from(ROOT).join(format!("journal/a1/{number:06}.jsonl"))
}

/// Turns a byte in the middle of a file over.
fn rot(disk: &FaultyDisk, path: &Path) {
    let mut bytes = disk.read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    disk.rot(path, Some(bytes));
}

fn words(report: &danvan::store::Report) -> String {
    report.findings.iter().map(|finding| finding.words.en.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_rotted_comes_back_from_the_mirror_or_from_copies_and_own_lines() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..10);
    store.copy_to(&PathBuf::from(ROOT).join("backup"), 3, at(0)).unwrap();
    fill(&store, 10..20);
    let (head, records) = (store.head(), all(&store.read()));
    drop(store);
    let whole = disk.copy();
    // The copy has the rotten line, the journal itself the ones behind the copy's end.
    rot(&disk, &segment(2));
    assert!(matches!(Store::open(Path::new(ROOT), on(&disk)), Err(OpenError::Damaged(_))));
    let before = disk.files();
    let told = words(&doctor::examine(Path::new(ROOT), &on(&disk), &[]).unwrap());
    assert!(told.contains("Safe: commits 1 to 20") && told.contains("1 lines come from /so/backup"), "{told}");
    assert_eq!(disk.files(), before, "looking changes nothing");
    let report = doctor::repair(Path::new(ROOT), &on(&disk), &[], (&officer(), at(9))).unwrap();
    assert_eq!((report.seq, report.head), (head.seq, head.hash), "{}", words(&report));
    let aside = PathBuf::from(ROOT).join("quarantine/journal-a1-1/000002.jsonl");
    assert_eq!(disk.read(&aside).unwrap(), before.iter().find(|(path, _)| *path == segment(2)).unwrap().1);
    let store = open_on(&disk);
    assert_eq!((store.head(), all(&store.read())), (head, records.clone()));
    fill(&store, 30..32);
    drop(store);
    // Whole files gone, and only a mirror somewhere else.
    let disk = whole;
    let store = open_on(&disk);
    Mirror::new(Path::new("/guong")).bring_up(&store).unwrap();
    drop(store);
    for (path, _) in disk.files().iter().filter(|(path, _)| path.starts_with(ROOT)) {
        if !path.ends_with("000001.jsonl") || path.starts_with("/so/backup") {
            disk.rot(path, None);
        }
    }
    let sources = [PathBuf::from("/guong")];
    let report = doctor::repair(Path::new(ROOT), &on(&disk), &sources, (&officer(), at(9))).unwrap();
    assert_eq!((report.seq, report.head), (head.seq, head.hash), "{}", words(&report));
    assert_eq!(all(&open_on(&disk).read()), records);
}

#[test]
fn what_is_nowhere_is_told_as_lost_and_the_rest_goes_on() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..20);
    drop(store);
    rot(&disk, &segment(2));
    let report = doctor::repair(Path::new(ROOT), &on(&disk), &[], (&officer(), at(9))).unwrap();
    let told = words(&report);
    assert!(told.contains("LOST: commits") && told.contains("belong nowhere"), "{told}");
    let store = open_on(&disk);
    assert_eq!(store.head().seq, report.seq);
    assert!((1..20).contains(&report.seq));
    commit(&store, area(99, "Tổ mới"));
}

#[test]
fn what_only_the_database_knows_becomes_a_commit() {
    let dir = tempfile::tempdir().unwrap();
    let store = crate::world::open(dir.path());
    fill(&store, 0..12);
    commit(&store, save(&AREA, id(3), vec![(2, text("Tổ ba"))]));
    let records = all(&store.read());
    store.close().unwrap();
    let path = dir.path().join("journal/a1/000001.jsonl");
    let lines = std::fs::read_to_string(&path).unwrap();
    let left: String = lines.split_inclusive('\n').take(9).collect();
    std::fs::write(&path, left).unwrap();
    assert!(matches!(Store::open(dir.path(), options()), Err(OpenError::Damaged(_))));
    let told = words(&doctor::examine(dir.path(), &options(), &[]).unwrap());
    assert!(told.contains("Commits 10 to 13") && told.contains("4 records"), "{told}");
    let report = doctor::repair(dir.path(), &options(), &[], (&officer(), at(9))).unwrap();
    assert_eq!(report.seq, 10, "{}", words(&report));
    let store = crate::world::open(dir.path());
    assert_eq!(all(&store.read()), records);
    let last = store.commit_at(10).unwrap().unwrap();
    assert!(last.why.contains("cơ sở dữ liệu") && last.who == "vp01" && last.changes.len() == 4, "{last:?}");
}

#[test]
fn a_cut_while_mending_can_be_mended() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..20);
    store.copy_to(Path::new("/usb"), 3, at(0)).unwrap();
    let head = store.head();
    drop(store);
    rot(&disk, &segment(2));
    let usb = [PathBuf::from("/usb")];
    for calls in 0..140 {
        let disk = disk.copy();
        disk.set_faults(crate::disk::Faults { power: Some(calls), ..Default::default() });
        let _ = doctor::repair(Path::new(ROOT), &on(&disk), &usb, (&officer(), at(9)));
        disk.lose_power();
        let report = doctor::repair(Path::new(ROOT), &on(&disk), &usb, (&officer(), at(9)));
        let report = report.unwrap_or_else(|error| panic!("{calls}: {error:?}"));
        assert_eq!((report.seq, report.head), (head.seq, head.hash), "{calls}: {}", words(&report));
        assert_eq!(open_on(&disk).head(), head);
    }
}

const WHY: &str = "theo đơn của người dân";

fn phone(disk: &FaultyDisk) -> Result<danvan::store::Redacted, OpenError> {
    let wish = Redaction { schema: &AREA, id: id(3), field: 2, why: WHY };
    redact(Path::new(ROOT), &on(disk), wish, (&officer(), at(60)))
}

#[test]
fn values_that_are_taken_out_are_gone_and_the_chain_still_verifies() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..8);
    commit(&store, save(&AREA, id(3), vec![(2, text("Bí mật")), (3, None)]));
    fill(&store, 8..16);
    let mut mirror = Mirror::new(Path::new("/guong"));
    mirror.bring_up(&store).unwrap();
    store.copy_to(Path::new("/usb"), 3, at(0)).unwrap();
    let before = all(&store.read());
    drop(store);
    let redacted = phone(&disk).unwrap();
    assert_eq!(redacted.commits, [4, 9]);
    for (path, bytes) in disk.files().iter().filter(|(path, _)| path.starts_with(ROOT)) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Bí mật") && !text.contains("\"Tổ 3\""), "{}", path.display());
    }
    let store = open_on(&disk);
    let mut wanted = before;
    wanted.iter_mut().find(|(_, at, _)| *at == id(3)).unwrap().2.remove(&2);
    assert_eq!(all(&store.read()), wanted, "nothing else is missing");
    assert_eq!(store.head(), redacted.head);
    assert!(!store.verify().unwrap().is_damaged());
    let journal: String = disk
        .files()
        .iter()
        .filter(|(path, _)| path.starts_with("/so/journal"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert_eq!(journal.matches("\"k\":\"redact\"").count(), 2);
    assert_eq!(journal.matches(WHY).count(), 3, "each line says why, and so does the commit that says the rest again");
    // It cannot be taken back, and says so.
    let old = store.commit_at(9).unwrap().unwrap();
    assert!(old.changes.is_empty());
    let undo: Request = Command::Undo { commit: Box::new(old), only: Vec::new() }.into();
    let answer = store.commit(&[undo], &officer(), at(70)).remove(0);
    assert!(matches!(&answer, Err(Reject::Missing(words)) if words.en.contains("redacted")), "{answer:?}");
    // The copies are of the same chain: they are replaced, not refused.
    Mirror::new(Path::new("/guong")).bring_up(&store).unwrap();
    store.copy_to(Path::new("/usb"), 1, at(100_000)).unwrap();
    for (path, bytes) in disk.files() {
        assert!(!String::from_utf8_lossy(&bytes).contains("Bí mật"), "{}", path.display());
    }
    commit(&store, area(50, "Tổ 50"));
    drop(store);
    assert!(matches!(
        redact(
            Path::new(ROOT),
            &on(&disk),
            Redaction { schema: &AREA, id: id(77), field: 2, why: WHY },
            (&officer(), at(60))
        ),
        Err(OpenError::Missing(_))
    ));
}

#[test]
fn a_cut_while_values_are_taken_out_loses_nothing_else() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..12);
    drop(store);
    let whole = {
        let disk = disk.copy();
        phone(&disk).unwrap();
        all(&open_on(&disk).read())
    };
    for calls in 0..120 {
        let disk = disk.copy();
        disk.set_faults(crate::disk::Faults { power: Some(calls), ..Default::default() });
        let _ = phone(&disk);
        disk.lose_power();
        if doctor::examine(Path::new(ROOT), &on(&disk), &[]).unwrap_or_else(|e| panic!("{calls}: {e:?}")).is_damaged() {
            doctor::repair(Path::new(ROOT), &on(&disk), &[], (&officer(), at(9)))
                .unwrap_or_else(|error| panic!("{calls}: {error:?}"));
        }
        // As the program does, which shows the record first.
        drop(open_on(&disk));
        match phone(&disk) {
            // Nothing left: it had come through.
            Ok(_) | Err(OpenError::Missing(_)) => {}
            Err(error) => panic!("{calls}: {error:?}"),
        }
        assert_eq!(all(&open_on(&disk).read()), whole, "{calls}");
    }
}

#[test]
fn the_register_is_shown_as_it_was() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    let save_at = |request: Request, days: i64| {
        store.commit(&[request], &officer(), at(days * 86_400)).remove(0).unwrap();
    };
    let mut states = vec![all(&store.read())];
    for number in 0..12_u128 {
        // Once the clock runs backwards.
        let day = if number == 6 { 2 } else { i64::try_from(number).unwrap() };
        save_at(area(number / 2, &format!("Tổ {number}")), day);
        states.push(all(&store.read()));
    }
    for (seq, state) in states.iter().enumerate().skip(1) {
        let past = store.as_of(seq as u64).unwrap();
        assert_eq!(&all(&past.read()), state, "{seq}");
        assert_eq!(past.head().seq, seq as u64);
        assert_eq!(store.seq_of(past.head().hash).unwrap(), Some(seq as u64));
        assert_eq!(past.history(None, None, 99).unwrap().len(), seq);
        let refused = past.commit(&[area(90, "Tổ")], &officer(), at(0)).remove(0);
        assert!(matches!(refused, Err(Reject::Storage(_))));
    }
    assert_alike(&store.as_of(12).unwrap().read(), &store.read());
    assert!(matches!(store.as_of(13), Err(OpenError::Missing(_))));
    let day = |days: u64| at(0).date_naive() + Days::new(days);
    assert_eq!(store.as_of_day(day(4)).unwrap().head().seq, 7, "the commit of the wrong clock and all before it");
    assert_eq!(store.as_of_day(day(9)).unwrap().head().seq, 10);
    assert!(matches!(store.as_of_day(day(0) - Days::new(1)), Err(OpenError::Missing(_))));
    assert_eq!(store.seq_of("00000000000000000000000000000001".parse().unwrap()).unwrap(), None);
}

#[test]
fn taking_out_that_was_interrupted_is_told_and_finished() {
    let disk = FaultyDisk::new(1);
    let store = open_on(&disk);
    fill(&store, 0..8);
    drop(store);
    let mut told = 0;
    for calls in 0..40 {
        let disk = disk.copy();
        disk.set_faults(crate::disk::Faults { power: Some(calls), ..Default::default() });
        let _ = phone(&disk);
        disk.lose_power();
        if words(&doctor::examine(Path::new(ROOT), &on(&disk), &[]).unwrap()).contains("interrupted") {
            told += 1;
            doctor::rebuild(Path::new(ROOT), &on(&disk)).unwrap();
            let again = words(&doctor::examine(Path::new(ROOT), &on(&disk), &[]).unwrap());
            assert!(!again.contains("interrupted"), "{again}");
            for (path, bytes) in disk.files().iter().filter(|(path, _)| path.starts_with("/so/journal")) {
                assert!(!String::from_utf8_lossy(bytes).contains("\"Tổ 3\""), "{calls}: {}", path.display());
            }
        }
    }
    assert!(told > 0);
}
