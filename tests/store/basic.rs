//! Opening, committing, reading back: what anyone expects of a store.

use std::sync::{Arc, Mutex};

use danvan::register::{Command, Query, Read, Records, Reject};
use danvan::store::{OpenError, Store, doctor};

use crate::world::{AREA, MODEL, all, area, at, commit, id, officer, open, options, save, text};

#[test]
fn what_was_committed_is_there_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let (store, report) = Store::open(dir.path(), options()).unwrap();
    assert!(report.created);
    assert_eq!(commit(&store, area(1, "Tổ 1")), 1);
    assert_eq!(commit(&store, area(2, "Tổ 2")), 2);
    let (before, head) = (all(&store.read()), store.head());
    store.close().unwrap();
    let (store, report) = Store::open(dir.path(), options()).unwrap();
    assert!(!report.created && report.clean);
    assert_eq!(report.findings, []);
    assert_eq!(all(&store.read()), before);
    assert_eq!(store.head(), head);
    assert_eq!(commit(&store, area(3, "Tổ 3")), 3);
    drop(store);
    // Without a closing line, as after a kill.
    let (store, report) = Store::open(dir.path(), options()).unwrap();
    assert!(!report.clean);
    assert_eq!(store.read().seq(), 3);
    assert_eq!(store.read().get(&AREA, id(3)).unwrap().text(2), "Tổ 3");
}

#[test]
fn a_database_that_is_gone_is_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    for number in 0..5 {
        commit(&store, area(number, &format!("Tổ {number}")));
    }
    let before = all(&store.read());
    store.close().unwrap();
    std::fs::remove_dir_all(dir.path().join("db")).unwrap();
    let (store, report) = Store::open(dir.path(), options()).unwrap();
    assert_eq!(report.findings.len(), 1);
    assert_eq!(all(&store.read()), before);
    store.close().unwrap();
    doctor::rebuild(dir.path(), &options()).unwrap();
    assert!(dir.path().join("db/gen-2").exists() && !dir.path().join("db/gen-1").exists());
    assert_eq!(all(&open(dir.path()).read()), before);
}

#[test]
fn a_second_program_may_only_read() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    commit(&store, area(1, "Tổ 1"));
    let Err(OpenError::Busy(words)) = Store::open(dir.path(), options()) else { panic!("opened twice") };
    assert!(words.vi.contains("Lan") && words.vi.contains("may1"), "{}", words.vi);
    let (reader, _) = Store::open(dir.path(), options().read_only()).unwrap();
    assert_eq!(all(&reader.read()), all(&store.read()));
    assert_eq!(reader.head(), store.head());
    let refused = reader.commit(&[area(2, "Tổ 2")], &officer(), at(0)).remove(0);
    assert!(matches!(refused, Err(Reject::Storage(_))), "{refused:?}");
    reader.close().unwrap();
    // A lock's file that nobody holds is no obstacle.
    drop(store);
    assert!(dir.path().join("LOCK").exists());
    open(dir.path());
}

#[test]
fn each_request_of_many_stands_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let requests = [area(1, "Tổ 1"), area(2, "Tổ 1"), area(3, "Tổ 3"), area(1, "Tổ 1")];
    let answers = store.commit(&requests, &officer(), at(0));
    assert_eq!(answers[0].as_ref().unwrap().seq, 1);
    // The second claims the name that the first took a moment ago.
    assert!(matches!(answers[1], Err(Reject::Invalid(_))), "{:?}", answers[1]);
    assert_eq!(answers[2].as_ref().unwrap().seq, 2);
    assert_eq!(answers[3], Err(Reject::Nothing));
    assert_eq!(store.read().page(&Query::all(&AREA), 0, 9).total, 2);
}

#[test]
fn history_is_read_from_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let told = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&told);
    let subscription = store.subscribe(move |commit| ears.lock().unwrap().push(commit.seq));
    let first = commit(&store, area(1, "Tổ 1"));
    commit(&store, area(2, "Tổ 2"));
    let third = commit(&store, area(1, "Tổ một"));
    commit(&store, save(&MODEL, id(1), vec![(2, text("Đường hoa"))]));
    drop(subscription);
    let undone = store.commit_at(third).unwrap().unwrap();
    let undo = Command::Undo { commit: Box::new(undone), only: Vec::new() };
    let fifth = commit(&store, undo.into());
    assert_eq!(*told.lock().unwrap(), [1, 2, 3, 4]);
    let seqs = |of, before, n| -> Vec<u64> {
        store.history(of, before, n).unwrap().into_iter().map(|commit| commit.seq).collect()
    };
    assert_eq!(seqs(None, None, 10), [5, 4, 3, 2, 1]);
    assert_eq!(seqs(None, Some(4), 2), [3, 2]);
    assert_eq!(seqs(Some((&AREA, id(1))), None, 10), [fifth, third, first]);
    assert_eq!(seqs(Some((&MODEL, id(1))), None, 10), [4]);
    assert_eq!(store.commit_at(fifth).unwrap().unwrap().undoes, Some(third));
    assert_eq!(store.commit_at(6).unwrap(), None);
    assert_eq!(store.commit_at(0).unwrap(), None);
    assert_eq!(store.read().get(&AREA, id(1)).unwrap().text(2), "Tổ 1");
}

#[test]
fn several_desks_commit_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    std::thread::scope(|scope| {
        for desk in 0..8_u128 {
            let store = store.clone();
            scope.spawn(move || {
                for number in 0..20 {
                    let number = desk * 100 + number;
                    let seq = commit(&store, area(number, &format!("Tổ {number}")));
                    assert!(store.read().seq() >= seq);
                    assert!(store.read().get(&AREA, id(number)).is_some());
                }
            });
        }
    });
    assert_eq!(store.head().seq, 160);
    let report = store.verify().unwrap();
    assert!(report.is_sound() && report.seq == 160, "{report:?}");
    let before = all(&store.read());
    drop(store);
    assert_eq!(all(&open(dir.path()).read()), before);
}

#[test]
fn segments_are_sealed_and_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let small = || danvan::store::Options { segment_bytes: 2_000, ..options() };
    let (store, _) = Store::open(dir.path(), small()).unwrap();
    for number in 0..40 {
        commit(&store, area(number, &format!("Tổ {number}")));
    }
    let before = all(&store.read());
    assert_eq!(store.history(None, None, 100).unwrap().len(), 40);
    assert!(store.verify().unwrap().is_sound());
    store.close().unwrap();
    let manifest = std::fs::read_to_string(dir.path().join("journal/a1/MANIFEST")).unwrap();
    assert!(manifest.lines().count() > 3, "{manifest}");
    for lose_database in [false, true] {
        if lose_database {
            std::fs::remove_dir_all(dir.path().join("db")).unwrap();
            // The list is a convenience: it is made anew.
            std::fs::remove_file(dir.path().join("journal/a1/MANIFEST")).unwrap();
        }
        let (store, _) = Store::open(dir.path(), small()).unwrap();
        assert_eq!(all(&store.read()), before);
        assert_eq!(store.history(None, None, 100).unwrap().len(), 40);
        store.close().unwrap();
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("journal/a1/MANIFEST")).unwrap(), manifest);
}

#[test]
fn a_new_year_begins_a_new_segment() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let year = 365 * 24 * 3600;
    for (number, second) in [(1, 0), (2, year), (3, year), (4, 0)] {
        store.commit(&[area(number, &format!("Tổ {number}"))], &officer(), at(second)).remove(0).unwrap();
    }
    drop(store);
    let journal = dir.path().join("journal/a1");
    let lines = |name: &str| std::fs::read_to_string(journal.join(name)).unwrap().lines().count();
    // A clock that was set back starts none.
    assert_eq!((lines("000001.jsonl"), lines("000002.jsonl")), (1, 3));
    assert_eq!(open(dir.path()).head().seq, 4);
}

#[test]
fn drafts_are_kept_by_desk() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let drafts = store.drafts();
    assert_eq!(drafts.get("Bàn 1/..").unwrap(), None);
    drafts.put("Bàn 1/..", "{\"a\":1}").unwrap();
    drafts.put("Bàn 1/..", "{\"a\":2}").unwrap();
    drafts.put("b", "{}").unwrap();
    drop(store);
    let drafts = open(dir.path()).drafts();
    assert_eq!(drafts.get("Bàn 1/..").unwrap().as_deref(), Some("{\"a\":2}"));
    drafts.drop("Bàn 1/..").unwrap();
    drafts.drop("Bàn 1/..").unwrap();
    assert_eq!(drafts.get("Bàn 1/..").unwrap(), None);
    assert_eq!(drafts.get("b").unwrap().as_deref(), Some("{}"));
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("so");
    let store = open(&root);
    commit(&store, area(1, "Tổ 1"));
    store.drafts().put("a", "{}").unwrap();
    let mut waiting = vec![root];
    while let Some(path) = waiting.pop() {
        let meta = std::fs::metadata(&path).unwrap();
        let mode = meta.permissions().mode() & 0o777;
        if meta.is_dir() {
            // What lies below a closed directory is closed too.
            assert_eq!(mode, 0o700, "{}", path.display());
            let closed = path.parent().is_some_and(|parent| parent.ends_with("db"));
            waiting.extend(std::fs::read_dir(&path).unwrap().filter(|_| !closed).map(|entry| entry.unwrap().path()));
        } else {
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
}
