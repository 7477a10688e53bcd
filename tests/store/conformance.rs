//! One suite for every register: whatever is asked of it, the plainest one in memory and the one on the disk answer alike,
//! also after reopening, after a kill and after the database was built anew.

#![allow(clippy::unwrap_used, clippy::panic)]

use danvan::register::{
    Change, Command, Commit, Dictionary, FieldId, Id, Kind, MemoryRecords, Quantity, Records, Reject, Request, Schema,
    Value, plan,
};
use danvan::store::{Options, Store};
use danvan::text::day::Day;
use danvan::text::number::Qualifier;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tempfile::TempDir;

use crate::world::{AREA, CATALOGUE, ENTRY, METRIC, MODEL, assert_alike, at, id, officer, options, save};

/// A register that takes requests.
pub trait Register {
    /// Commits requests together, each by itself.
    fn commit(&mut self, requests: &[Request]) -> Vec<Result<Commit, Reject>>;
    /// Reads it.
    fn read<R>(&self, look: impl FnOnce(&dyn Records) -> R) -> R;
    /// Lists its commits, the oldest first.
    fn history(&self) -> Vec<Commit>;
    /// Leaves it and opens it again, in this way.
    fn again(&mut self, how: Again);
}

/// Ways of leaving a register and opening it again.
#[derive(Clone, Copy, Debug)]
pub enum Again {
    /// In good order.
    Closed,
    /// As after a kill.
    Killed,
    /// With the database lost.
    Rebuilt,
}

/// The plainest register: all in memory.
pub struct Plain {
    records: MemoryRecords,
    commits: Vec<Commit>,
}

impl Plain {
    pub fn new(dictionary: Dictionary) -> Self {
        Self { records: MemoryRecords::new(dictionary), commits: Vec::new() }
    }

    /// Counts the commits.
    pub fn len(&self) -> usize {
        self.commits.len()
    }
}

impl Register for Plain {
    fn commit(&mut self, requests: &[Request]) -> Vec<Result<Commit, Reject>> {
        let one = |request: &Request| {
            let planned = plan(request, &self.records, &officer(), at(0))?;
            let seq = self.records.seq() + 1;
            let (dev, who) = ("a1".to_owned(), officer().id);
            let commit =
                Commit { dev, seq, at: at(0), who, why: planned.why, undoes: planned.undoes, changes: planned.changes };
            self.records.apply(seq, &commit.changes);
            self.commits.push(commit.clone());
            Ok(commit)
        };
        requests.iter().map(one).collect()
    }

    fn read<R>(&self, look: impl FnOnce(&dyn Records) -> R) -> R {
        look(&self.records)
    }

    fn history(&self) -> Vec<Commit> {
        self.commits.clone()
    }

    /// Builds all from what was committed.
    fn again(&mut self, _: Again) {
        self.records = MemoryRecords::new(self.records.dictionary());
        for commit in &self.commits {
            self.records.apply(commit.seq, &commit.changes);
        }
    }
}

/// The register on the disk.
pub struct OnDisk {
    dir: TempDir,
    options: Options,
    store: Option<Store>,
}

impl OnDisk {
    pub fn new(options: Options) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Some(Store::open(dir.path(), options.clone()).unwrap().0);
        Self { dir, options, store }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }
}

impl Register for OnDisk {
    fn commit(&mut self, requests: &[Request]) -> Vec<Result<Commit, Reject>> {
        let answers = self.store().commit(requests, &officer(), at(0));
        answers.into_iter().map(|answer| answer.map(|commit| (*commit).clone())).collect()
    }

    fn read<R>(&self, look: impl FnOnce(&dyn Records) -> R) -> R {
        look(&self.store().read())
    }

    fn history(&self) -> Vec<Commit> {
        let mut commits = self.store().history(None, None, usize::MAX).unwrap();
        commits.reverse();
        commits
    }

    fn again(&mut self, how: Again) {
        let store = self.store.take().unwrap();
        match how {
            Again::Closed => store.close().unwrap(),
            Again::Killed => drop(store),
            Again::Rebuilt => {
                drop(store);
                std::fs::remove_dir_all(self.dir.path().join("db")).unwrap();
            }
        }
        let (store, report) = Store::open(self.dir.path(), self.options.clone()).unwrap();
        assert!(report.findings.len() <= usize::from(matches!(how, Again::Rebuilt)), "{report:?}");
        self.store = Some(store);
    }
}

/// One thing that is done to a register.
#[derive(Clone, Debug)]
pub enum Deed {
    Commit(Vec<Wish>),
    Again(Again),
}

/// A request that is made out of the register's own history where it needs one.
#[derive(Clone, Debug)]
pub enum Wish {
    Plain(Request),
    /// Takes back the commit so many before the last, all of it or its first field.
    Undo(usize, bool),
}

/// Does the same to two registers and compares all that can be asked.
pub fn run(deeds: &[Deed], a: &mut impl Register, b: &mut impl Register) {
    for deed in deeds {
        match deed {
            Deed::Commit(wishes) => {
                let history = a.history();
                let requests: Vec<Request> = wishes.iter().filter_map(|wish| request(wish, &history)).collect();
                assert_eq!(a.commit(&requests), b.commit(&requests), "{requests:?}");
                assert_eq!(a.read(|a| a.seq()), b.read(|b| b.seq()));
            }
            Deed::Again(how) => {
                a.read(|a| b.read(|b| assert_alike(a, b)));
                a.again(*how);
                b.again(*how);
                a.read(|a| b.read(|b| assert_alike(a, b)));
            }
        }
    }
    a.read(|a| b.read(|b| assert_alike(a, b)));
    assert_eq!(a.history(), b.history());
}

fn request(wish: &Wish, history: &[Commit]) -> Option<Request> {
    match wish {
        Wish::Plain(request) => Some(request.clone()),
        Wish::Undo(back, whole) => {
            let commit = history.get(history.len().checked_sub(back + 1)?)?;
            let first = |change: &Change| change.set.first().map(|(field, _, _)| (change.id, *field));
            let only = if *whole { Vec::new() } else { commit.changes.iter().filter_map(first).take(1).collect() };
            Some(Command::Undo { commit: Box::new(commit.clone()), only }.into())
        }
    }
}

pub fn ids() -> impl Strategy<Value = Id> {
    (0_u128..8).prop_map(id)
}

/// Values of the field's kind out of few, so that records meet.
pub fn value(kind: Kind) -> BoxedStrategy<Value> {
    let words = ["Tổ 1", "Đường hoa", "ánh sáng", "A1", "A2", "loai", "don_vi", "Đội 8"];
    let texts = prop::sample::select(words.to_vec()).prop_map(str::to_owned);
    let codes = prop::sample::select(vec!["A1", "A2", "loai"]).prop_map(str::to_owned);
    match kind {
        Kind::Text { .. } | Kind::Memo { .. } => texts.prop_map(Value::Text).boxed(),
        Kind::Integer { .. } => prop::sample::select(vec![2024, 2025, 2026]).prop_map(Value::Integer).boxed(),
        Kind::Decimal { .. } => (0_i64..500).prop_map(|n| Value::Decimal(Decimal::new(n, 1).normalize())).boxed(),
        Kind::Money => (0_i64..3).prop_map(|n| Value::Money(n * 1_000_000)).boxed(),
        Kind::Quantity { .. } => (0_i64..3, any::<bool>())
            .prop_map(|(n, over)| {
                let qualifier = if over { Qualifier::Over } else { Qualifier::Exact };
                Value::Quantity(Quantity { qualifier, ..Quantity::exact(n) })
            })
            .boxed(),
        Kind::Date => prop::sample::select(vec!["2025-03-02", "2025", "2026-Q1"])
            .prop_map(|iso| Value::Day(Day::from_iso(iso).unwrap()))
            .boxed(),
        Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Kind::Choice(_) => codes.prop_map(Value::Choice).boxed(),
        Kind::Choices(_) => prop::collection::btree_set(codes, 1..3)
            .prop_map(|codes| Value::Choices(codes.into_iter().collect()))
            .boxed(),
        Kind::Link(_) => ids().prop_map(Value::Link).boxed(),
        Kind::Links(_) => {
            prop::collection::btree_set(ids(), 1..3).prop_map(|ids| Value::Links(ids.into_iter().collect())).boxed()
        }
        Kind::List { .. } => prop::collection::vec(texts, 1..3).prop_map(Value::List).boxed(),
    }
}

fn schema() -> impl Strategy<Value = &'static Schema> {
    prop::sample::select(vec![&AREA, &AREA, &MODEL, &MODEL, &ENTRY, &ENTRY, &METRIC, &CATALOGUE, &CATALOGUE])
}

/// A save of some fields; those that name the record are mostly among them.
fn a_save() -> impl Strategy<Value = Request> {
    (schema(), ids()).prop_flat_map(|(schema, id)| {
        let set = |field: &'static danvan::register::Field| -> BoxedStrategy<Option<(FieldId, Option<Value>)>> {
            let named = matches!(field.need, danvan::register::Need::Draft);
            let filled = value(field.kind).prop_map(move |value| Some((field.id, Some(value))));
            let emptied = Just(Some((field.id, None)));
            let absent = prop_oneof![Just(Value::NotKnown), Just(Value::NotApplicable)]
                .prop_map(move |value| Some((field.id, Some(value))));
            let (emptied, absent) = (emptied.boxed(), absent.boxed());
            prop_oneof![if named { 40 } else { 8 } => filled, 8 => Just(None), 1 => emptied, 1 => absent].boxed()
        };
        let sets: Vec<_> = schema.fields.iter().map(set).collect();
        sets.prop_map(move |sets| save(schema, id, sets.into_iter().flatten().collect()))
    })
}

fn a_wish() -> impl Strategy<Value = Wish> {
    let withdraw = (schema(), ids())
        .prop_map(|(schema, id)| Command::Withdraw { schema, id, reason: "nhập nhầm".to_owned() }.into());
    let restore = (schema(), ids()).prop_map(|(schema, id)| Command::Restore { schema, id }.into());
    let batch = prop::collection::vec(a_save(), 1..5)
        .prop_map(|requests| Command::Batch(requests.into_iter().map(|request| request.command).collect()).into());
    prop_oneof![
        12 => a_save().prop_map(Wish::Plain),
        8 => a_rename().prop_map(Wish::Plain),
        2 => withdraw.prop_map(Wish::Plain),
        1 => restore.prop_map(Wish::Plain),
        2 => batch.prop_map(Wish::Plain),
        2 => (0_usize..4, any::<bool>()).prop_map(|(back, whole)| Wish::Undo(back, whole)),
    ]
}

/// Commands in their order, with some areas and a catalogue at the beginning so that links find something.
fn deeds(n: usize) -> impl Strategy<Value = Vec<Deed>> {
    let again = prop::sample::select(vec![Again::Closed, Again::Killed, Again::Rebuilt]).prop_map(Deed::Again);
    let commit = prop::collection::vec(a_wish(), 1..6).prop_map(Deed::Commit);
    let deed = prop_oneof![12 => commit, 1 => again];
    prop::collection::vec(deed, 1..n).prop_map(|deeds| [vec![Deed::Commit(ground())], deeds].concat())
}

/// Records that show each other: entries their model and figure, models their area, figures their metric's unit.
fn ground() -> Vec<Wish> {
    let text = |words: &str| Some(Value::Text(words.to_owned()));
    let link = |n: u128| Some(Value::Link(id(n)));
    let area = |n: u128| crate::world::area(n, &format!("Khu {n}"));
    let entry = |n: u128, of: &str, code: &str| {
        save(&CATALOGUE, id(n), vec![(1, text(of)), (2, text(code)), (3, text(&format!("Mục {code}")))])
    };
    let catalogues =
        [entry(5, "loai", "A1"), entry(6, "loai", "A2"), entry(7, "don_vi", "A1"), entry(4, "don_vi", "A2")];
    let metric = save(&METRIC, id(0), vec![(1, text("Hiến đất")), (2, Some(Value::Choice("A1".to_owned())))]);
    let model = |n: u128, area: u128| {
        let set = vec![(2, text(&format!("Đường {n}"))), (3, Some(Value::Integer(2025))), (4, link(area))];
        save(&MODEL, id(n), set)
    };
    let result = |n: u128, model: u128| {
        let figure = Some(Value::Quantity(Quantity::exact(300)));
        save(&ENTRY, id(n), vec![(1, link(model)), (3, figure), (4, link(0))])
    };
    let records = [area(0), area(1), metric, model(0, 0), model(1, 1), result(0, 1), result(1, 0), result(2, 1)];
    catalogues.into_iter().chain(records).map(Wish::Plain).collect()
}

/// A change of one field that others show.
fn a_rename() -> impl Strategy<Value = Request> {
    let words = prop::sample::select(vec!["Bờ sông", "Ánh sáng", "Đồng Tâm", "An Hòa"]);
    let code = prop::sample::select(vec!["A1", "A2"]).prop_map(|code| Value::Choice(code.to_owned()));
    let named =
        prop::sample::select(vec![(&AREA, 2, 0), (&AREA, 2, 1), (&MODEL, 2, 0), (&METRIC, 1, 0), (&CATALOGUE, 3, 7)]);
    prop_oneof![
        6 => (named, words).prop_map(|((schema, field, number), words)| {
            save(schema, id(number), vec![(field, Some(Value::Text(words.to_owned())))])
        }),
        1 => code.prop_map(|code| save(&METRIC, id(0), vec![(2, Some(code))])),
    ]
}

/// What a row shows of other records follows them, through two links and through a catalogue, and so does its place.
#[test]
fn rows_follow_what_they_show() {
    let text = |words: &str| Some(Value::Text(words.to_owned()));
    let changes = [
        save(&AREA, id(0), vec![(2, text("Zốp"))]),
        save(&MODEL, id(1), vec![(2, text("Bờ sông"))]),
        save(&METRIC, id(0), vec![(2, Some(Value::Choice("A2".to_owned())))]),
        save(&CATALOGUE, id(4), vec![(3, text("Mét"))]),
        save(&CATALOGUE, id(5), vec![(5, Some(Value::Integer(9)))]),
        save(&AREA, id(1), vec![(3, Some(Value::Choice("A1".to_owned())))]),
    ];
    let (mut a, mut b) = (Plain::new(crate::world::WORLD), OnDisk::new(options()));
    run(&[Deed::Commit(ground())], &mut a, &mut b);
    for change in changes {
        assert!(a.commit(std::slice::from_ref(&change))[0].is_ok(), "{change:?}");
        assert!(b.commit(&[change])[0].is_ok());
        a.read(|a| b.read(|b| assert_alike(a, b)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn memory_and_disk_answer_alike(deeds in deeds(30)) {
        let segments = Options { segment_bytes: 4_000, ..options() };
        run(&deeds, &mut Plain::new(crate::world::WORLD), &mut OnDisk::new(segments));
    }
}
