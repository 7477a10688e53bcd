//! A database that fails under a running store: nothing acknowledged is lost, nothing is planned from what it said.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use chrono::DateTime;

use super::shelf::{Key, MemoryShelf, Shelf, ShelfError, Visit, key, unkey};
use super::*;
use crate::register::Records;
use crate::register::schema::Unique;
use crate::register::{Accepted, Command, Field, Query, Read, Seen, Set, Value};
use mark::Mark;

const FIELDS: &[Field] =
    &[Field::text(1, "code", 9, "Mã", "Code").draft(), Field::text(2, "name", 500, "Tên", "Name").draft()];
const AREA: Schema = Schema::new(1, "area", ("Địa bàn", "Area"), ("Địa bàn", "Areas"), FIELDS)
    .title(&[2])
    .unique(&[Unique { fields: &[1], for_ever: true }]);

/// What the database does wrong.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Reads = 1,
    Writes = 2,
    PanicsAtReads = 3,
    PanicsAtWrites = 4,
    /// The first record is gone without a sign.
    Loses = 5,
}

/// A database that fails when told to.
struct Failing {
    inner: MemoryShelf,
    wrong: Arc<AtomicU8>,
}

impl Failing {
    fn may(&self, fails: Wrong, panics: Wrong) -> Result<(), ShelfError> {
        let wrong = self.wrong.load(Ordering::SeqCst);
        assert!(wrong != panics as u8, "as sled would");
        if wrong == fails as u8 { Err(ShelfError("told to".to_owned())) } else { Ok(()) }
    }

    fn lost(&self, key: &Key) -> bool {
        self.wrong.load(Ordering::SeqCst) == Wrong::Loses as u8 && unkey(key).1.bits() == 0
    }
}

impl Shelf for Failing {
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError> {
        self.may(Wrong::Reads, Wrong::PanicsAtReads)?;
        if self.lost(key) { Ok(None) } else { self.inner.get(key) }
    }

    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError> {
        self.may(Wrong::Writes, Wrong::PanicsAtWrites)?;
        self.inner.write(records, mark)
    }

    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError> {
        self.inner.put(key, bytes)
    }

    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError> {
        let lost = self.lost(&key(AREA.id, Id::from_bits(0)));
        self.inner
            .part(after, n, &mut |at, bytes| if lost && unkey(at).1.bits() == 0 { Ok(()) } else { each(at, bytes) })
    }

    fn scan_of(&self, entity: u16, each: &mut Visit<'_>) -> Result<(), ShelfError> {
        self.may(Wrong::Reads, Wrong::PanicsAtReads)?;
        self.inner.scan_of(entity, each)
    }

    fn mark(&self) -> Result<Option<Mark>, ShelfError> {
        self.inner.mark()
    }

    fn flush(&self) -> Result<(), ShelfError> {
        self.inner.flush()
    }
}

fn named(number: u128, name: &str) -> Request {
    let set = |field, text: &str| Set { field, seen: Seen::Any, new: Some(Value::Text(text.to_owned())) };
    let set = vec![set(1, &format!("A{number}")), set(2, name)];
    Command::Save { schema: &AREA, id: Id::from_bits(number), set, accepted: Accepted::None }.into()
}

fn commit(store: &Store, request: Request) -> Result<Arc<Commit>, Reject> {
    let at = DateTime::from_timestamp(1_795_318_262, 0).unwrap().fixed_offset();
    store.commit(&[request], &Actor::sole("vp01"), at).remove(0)
}

/// A store with two records, over a database that will fail.
fn over_failing(dir: &Path) -> (Store, Arc<AtomicU8>) {
    let options = Options { database: Database::Memory, ..Options::new(Dictionary(&[&AREA]), Holder::default()) };
    let (store, _) = Store::open(dir, options).unwrap();
    for number in 0..2 {
        commit(&store, named(number, "Tổ")).unwrap();
    }
    let wrong = Arc::new(AtomicU8::new(0));
    let shelf = Box::new(Failing { inner: MemoryShelf::default(), wrong: Arc::clone(&wrong) });
    let shared = &store.shared;
    let state = State::build(shelf, shared.identity.store, shared.dictionary, &shared.contents).unwrap();
    *shared.state.write().unwrap() = state;
    (store, wrong)
}

#[test]
fn a_database_that_fails_under_a_commit_is_built_anew() {
    for fault in [Wrong::Reads, Wrong::Writes, Wrong::PanicsAtReads, Wrong::PanicsAtWrites] {
        let dir = tempfile::tempdir().unwrap();
        let (store, wrong) = over_failing(dir.path());
        wrong.store(fault as u8, Ordering::SeqCst);
        let answer = commit(&store, named(1, "Tổ một"));
        match fault {
            // A check that panics is refused; whatever it was, nothing of it happened.
            Wrong::PanicsAtReads => assert!(matches!(answer, Err(Reject::Storage(_))), "{answer:?}"),
            _ => assert_eq!(answer.unwrap().seq, 3, "{fault:?}"),
        }
        wrong.store(0, Ordering::SeqCst);
        assert_eq!(commit(&store, named(2, "Tổ hai")).unwrap().seq, store.head().seq);
        let name = |number| store.read().get(&AREA, Id::from_bits(number)).unwrap().text(2).to_owned();
        let renamed = if matches!(fault, Wrong::PanicsAtReads) { "Tổ" } else { "Tổ một" };
        assert_eq!((name(0), name(1), name(2)), ("Tổ".to_owned(), renamed.to_owned(), "Tổ hai".to_owned()));
        assert!(!store.shared.needs_rebuild());
    }
}

#[test]
fn a_reader_that_sees_a_failure_has_it_mended_by_the_next_commit() {
    let dir = tempfile::tempdir().unwrap();
    let (store, wrong) = over_failing(dir.path());
    wrong.store(Wrong::Reads as u8, Ordering::SeqCst);
    assert_eq!(store.read().get(&AREA, Id::from_bits(0)), None);
    assert!(store.shared.needs_rebuild());
    commit(&store, named(5, "Tổ năm")).unwrap();
    assert!(!store.shared.needs_rebuild());
    assert!(store.read().get(&AREA, Id::from_bits(0)).is_some());
    assert_eq!(store.read().page(&Query::all(&AREA), 0, 9).rows.len(), 3);
}

/// The same store as if it had been opened without comparing the database.
fn unchecked(dir: &Path) -> (Store, Arc<AtomicU8>) {
    let (store, wrong) = over_failing(dir);
    store.shared.unchecked.store(true, Ordering::SeqCst);
    (store, wrong)
}

#[test]
fn a_database_that_lost_a_record_is_found_out_behind_the_screen_and_built_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (store, wrong) = unchecked(dir.path());
    wrong.store(Wrong::Loses as u8, Ordering::SeqCst);
    assert_eq!(store.read().get(&AREA, Id::from_bits(0)), None, "the first screen may see this for a moment");
    assert_eq!(store.check_database(&mut |_| true).unwrap(), Compared::Rebuilt);
    assert!(store.read().get(&AREA, Id::from_bits(0)).is_some());
    assert_eq!(store.check_database(&mut |_| true).unwrap(), Compared::Before);
}

#[test]
fn nothing_is_planned_on_a_database_that_was_not_compared() {
    let dir = tempfile::tempdir().unwrap();
    let (store, wrong) = unchecked(dir.path());
    wrong.store(Wrong::Loses as u8, Ordering::SeqCst);
    // By the database alone the first record would be new, and its code free.
    let set = Set { field: 2, seen: Seen::Any, new: Some(Value::Text("Tổ không".to_owned())) };
    let wish = Command::Save { schema: &AREA, id: Id::from_bits(0), set: vec![set], accepted: Accepted::None };
    let commit = commit(&store, wish.into()).unwrap();
    assert_eq!(
        commit.changes[0].set,
        [(2, Some(Value::Text("Tổ".to_owned())), Some(Value::Text("Tổ không".to_owned())))]
    );
    assert_eq!(store.read().get(&AREA, Id::from_bits(0)).unwrap().text(1), "A0");
}

#[test]
fn a_database_that_holds_what_it_must_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = unchecked(dir.path());
    assert_eq!(store.check_database(&mut |_| false).unwrap(), Compared::Stopped);
    assert!(store.shared.unchecked.load(Ordering::SeqCst), "it is still to be done");
    assert_eq!(store.check_database(&mut |_| true).unwrap(), Compared::Holds);
    assert!(!store.shared.unchecked.load(Ordering::SeqCst));
}

/// A database that counts what it is asked for.
struct Counting(MemoryShelf, Arc<AtomicUsize>);

impl Counting {
    fn count(&self, records: usize) {
        self.1.fetch_add(records, Ordering::SeqCst);
    }
}

impl Shelf for Counting {
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError> {
        self.count(1);
        self.0.get(key)
    }

    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError> {
        self.0.write(records, mark)
    }

    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError> {
        self.0.put(key, bytes)
    }

    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError> {
        self.0.part(after, n, &mut |key, bytes| {
            self.count(1);
            each(key, bytes)
        })
    }

    fn mark(&self) -> Result<Option<Mark>, ShelfError> {
        self.0.mark()
    }

    fn flush(&self) -> Result<(), ShelfError> {
        self.0.flush()
    }
}

/// Counts the records that are read to take a register of so many up again, and to read one page of it.
fn read_to_open(records: u128) -> (usize, usize) {
    let (dir, kept) = (tempfile::tempdir().unwrap(), tempfile::NamedTempFile::new().unwrap());
    let options = Options { database: Database::Memory, ..Options::new(Dictionary(&[&AREA]), Holder::default()) };
    let (store, _) = Store::open(dir.path(), options).unwrap();
    let wishes: Vec<Request> = (0..records).map(|number| named(number, &format!("Tổ {number}"))).collect();
    let at = DateTime::from_timestamp(1_795_318_262, 0).unwrap().fixed_offset();
    assert!(store.commit(&wishes, &Actor::sole("vp01"), at).iter().all(Result::is_ok));
    let (shared, asked) = (&store.shared, Arc::new(AtomicUsize::new(0)));
    let counting = || Box::new(Counting(MemoryShelf::default(), Arc::clone(&asked)));
    let build = || State::build(counting(), shared.identity.store, shared.dictionary, &shared.contents).unwrap();
    build().keep(kept.path()).unwrap();
    let (shelf, mark) = build().into_parts();
    asked.store(0, Ordering::SeqCst);
    let found = keep::read(kept.path(), shared.dictionary).unwrap();
    let state = State::resume(shelf, mark, found, &shared.contents, true).unwrap();
    let opened = asked.swap(0, Ordering::SeqCst);
    assert_eq!(state.view().page(&Query::all(&AREA), 0, 20).rows.len(), 20);
    (opened, asked.load(Ordering::SeqCst))
}

#[test]
fn opening_reads_no_record_and_a_page_reads_its_rows_however_many_there_are() {
    assert_eq!((read_to_open(40), read_to_open(400)), ((0, 20), (0, 20)));
}

#[test]
fn new_records_are_made_without_reading_any() {
    let dir = tempfile::tempdir().unwrap();
    let (store, wrong) = over_failing(dir.path());
    wrong.store(Wrong::Reads as u8, Ordering::SeqCst);
    let at = DateTime::from_timestamp(1_795_318_262, 0).unwrap().fixed_offset();
    let requests: Vec<Request> = (10..50).map(|number| named(number, &format!("Tổ {number}"))).collect();
    for (answer, seq) in store.commit(&requests, &Actor::sole("vp01"), at).into_iter().zip(3..) {
        assert_eq!(answer.unwrap().seq, seq);
    }
    assert!(!store.shared.needs_rebuild(), "a record was read");
    wrong.store(0, Ordering::SeqCst);
    assert_eq!(store.read().page(&Query::all(&AREA), 0, 0).total, 42);
}

#[test]
fn a_listener_hears_of_commits_that_readers_can_see() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = over_failing(dir.path());
    let (heard, seen) = (Arc::new(AtomicU8::new(0)), store.clone());
    let ears = Arc::clone(&heard);
    let subscription = store.subscribe(move |commit| {
        assert_eq!(seen.read().seq(), commit.seq);
        ears.fetch_add(1, Ordering::SeqCst);
    });
    commit(&store, named(3, "Tổ ba")).unwrap();
    drop(subscription);
    commit(&store, named(4, "Tổ bốn")).unwrap();
    assert_eq!(heard.load(Ordering::SeqCst), 1);
}
