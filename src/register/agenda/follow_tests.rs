//! The agenda that follows commits is the one that is counted anew after each.

use std::sync::Arc;

use chrono::NaiveDate;

use super::tests::{agenda, practice_ward};
use super::{Agenda, Kind, Watch};
use crate::register::problem::tests::{clean, faulty, noon};
use crate::register::record::common;
use crate::register::schema::{ENTITIES, Schema};
use crate::register::{Change, Commit, FieldId, Id, MemoryRecords, Record, Records, Value};

/// Numbers that look random and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// Returns whether a field is among those by which no two records may be the same: the plan sees to these.
fn is_unique(schema: &Schema, field: FieldId) -> bool {
    schema.unique.iter().any(|unique| unique.fields.contains(&field))
}

/// Makes one change: a value as another record has it, an emptied field, a withdrawal or its end, a record more or less.
fn change(dice: &mut Dice, records: &MemoryRecords, made: &mut u128) -> Option<Change> {
    let schema = ENTITIES[dice.roll(ENTITIES.len())];
    let rows: Vec<(Id, &Record)> = records.all(schema).collect();
    let (id, record) = *rows.get(dice.roll(rows.len()))?;
    let other = rows[dice.roll(rows.len())].1;
    let all = |record: &Record| record.keys().copied().collect::<Vec<FieldId>>();
    let set = |field: FieldId, new: Option<Value>| (field, record.get(&field).cloned(), new);
    let set = match dice.roll(12) {
        0 => vec![set(common::WITHDRAWN, Some(Value::Text("thử".to_owned())))],
        1 | 2 => vec![set(common::WITHDRAWN, None)],
        3 => all(record).into_iter().map(|field| set(field, None)).collect(),
        4 | 5 => {
            *made += 1;
            let id = Id::from_bits(if dice.roll(2) == 0 { 1 << 120 | *made } else { *made << 40 });
            let fields = record.iter().filter(|(field, _)| !is_unique(schema, **field));
            let set = fields.map(|(field, value)| (*field, None, Some(value.clone()))).collect();
            return Some(Change { schema, id, set });
        }
        6 => {
            let fields: Vec<FieldId> = all(record).into_iter().filter(|field| !is_unique(schema, *field)).collect();
            vec![set(*fields.get(dice.roll(fields.len()))?, None)]
        }
        _ => {
            let fields: Vec<FieldId> = all(other).into_iter().filter(|field| !is_unique(schema, *field)).collect();
            let field = *fields.get(dice.roll(fields.len()))?;
            vec![set(field, other.get(&field).cloned())]
        }
    };
    Some(Change { schema, id, set })
}

fn commit(dice: &mut Dice, records: &mut MemoryRecords, made: &mut u128) -> Arc<Commit> {
    let mut changes = Vec::new();
    let mut later = records.clone();
    for _ in 0..=dice.roll(3) {
        if let Some(change) = change(dice, &later, made) {
            later.apply(records.seq() + 1, std::slice::from_ref(&change));
            changes.push(change);
        }
    }
    let seq = records.seq() + 1;
    records.apply(seq, &changes);
    let (dev, who) = ("a1".to_owned(), "vp01".to_owned());
    Arc::new(Commit { dev, seq, at: noon(), who, why: String::new(), undoes: None, changes })
}

fn assert_same(seen: &Agenda, whole: &Agenda, after: &Commit) {
    for kind in Kind::ALL {
        let (seen, whole): (Vec<_>, Vec<_>) = (seen.of(kind).collect(), whole.of(kind).collect());
        let more: Vec<_> = seen.iter().filter(|entry| !whole.contains(entry)).collect();
        let less: Vec<_> = whole.iter().filter(|entry| !seen.contains(entry)).collect();
        assert!(more.is_empty() && less.is_empty(), "too many {more:?}, missing {less:?} after {after:?}");
    }
    assert_eq!(seen, whole, "after {after:?}");
}

/// Follows random commits, heard of one by one or several at once, also while the first round is still on its way.
fn follow(mut records: MemoryRecords, today: NaiveDate, seed: u64, commits: usize) {
    let (mut dice, mut made) = (Dice(seed), 0);
    let mut watch = Watch::listing(usize::MAX);
    watch.work(&records, today, 2026, 1 + dice.roll(150));
    for _ in 0..commits {
        let mut last = commit(&mut dice, &mut records, &mut made);
        watch.hear(&last);
        if dice.roll(4) == 0 {
            last = commit(&mut dice, &mut records, &mut made);
            watch.hear(&last);
        }
        let slice = dice.roll(40);
        watch.work(&records, today, 2026, slice);
        let mut ahead = watch.clone();
        ahead.work(&records, today, 2026, usize::MAX);
        assert_same(ahead.agenda(), &agenda(&records, today, 2026, usize::MAX), &last);
    }
}

#[test]
fn following_commits_gives_what_counting_anew_gives() {
    for seed in 0..6 {
        follow(clean(), noon().date_naive(), seed, 20);
    }
}

#[test]
#[ignore = "minutes: `cargo test --release -- --ignored following`"]
fn following_many_commits_gives_what_counting_anew_gives() {
    for seed in 0..60 {
        follow(clean(), noon().date_naive(), 1_000 + seed, 60);
        let (records, today) = practice_ward();
        follow(records, today, seed, 20);
    }
}

#[test]
fn what_was_not_heard_of_is_waited_for() {
    let (mut records, today) = (clean(), noon().date_naive());
    let mut watch = Watch::listing(usize::MAX);
    watch.work(&records, today, 2026, usize::MAX);
    let (mut dice, mut made) = (Dice(7), 0);
    let (first, second) = (commit(&mut dice, &mut records, &mut made), commit(&mut dice, &mut records, &mut made));
    let counted = watch.seq();
    watch.hear(&second);
    watch.work(&records, today, 2026, usize::MAX);
    assert_eq!(watch.seq(), counted, "the first of two is missing");
    watch.hear(&first);
    watch.work(&records, today, 2026, usize::MAX);
    assert_same(watch.agenda(), &agenda(&records, today, 2026, usize::MAX), &second);
    assert_eq!(watch.seq(), records.seq());
}

#[test]
fn another_day_or_year_is_counted_anew() {
    let (records, today) = practice_ward();
    let mut watch = Watch::listing(usize::MAX);
    for (day, year) in [(today, 2026), (today.succ_opt().unwrap(), 2026), (today, 2025)] {
        watch.work(&records, day, year, usize::MAX);
        assert_eq!(watch.agenda(), &agenda(&records, day, year, usize::MAX));
    }
}

#[test]
fn a_list_that_ends_too_early_is_filled_again() {
    let (mut records, today) = (faulty(), noon().date_naive());
    let mut watch = Watch::listing(4);
    watch.work(&records, today, 2026, usize::MAX);
    let kind = Kind::Warning;
    let all = watch.agenda().count(kind);
    assert!(all > 8, "{all}");
    while watch.agenda().count(kind) > 5 {
        let entry = *watch.agenda().of(kind).next().unwrap();
        let gone = Some(Value::Text("thử".to_owned()));
        let changes = vec![Change { schema: entry.schema, id: entry.id, set: vec![(common::WITHDRAWN, None, gone)] }];
        let seq = records.seq() + 1;
        records.apply(seq, &changes);
        let (dev, who, why) = ("a1".to_owned(), "vp01".to_owned(), String::new());
        watch.hear(&Arc::new(Commit { dev, seq, at: noon(), who, why, undoes: None, changes }));
        watch.work(&records, today, 2026, usize::MAX);
        assert!(watch.agenda().of(kind).count() > 1, "enough to show");
        let whole = agenda(&records, today, 2026, usize::MAX);
        assert_eq!(watch.agenda().count(kind), whole.count(kind));
        let first: Vec<_> = whole.of(kind).take(watch.agenda().of(kind).count()).collect();
        assert_eq!(watch.agenda().of(kind).collect::<Vec<_>>(), first);
    }
}
