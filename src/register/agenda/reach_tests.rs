//! What is read to judge a record is followed, and must be among what [`reach`](super::reach) names.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::Watch;
use super::look::Desk;
use super::reach::{EVERYWHERE, Step, WAYS, walk};
use super::tests::practice_ward;
use crate::register::catalogue::Entry;
use crate::register::problem::tests::{clean, faulty, noon};
use crate::register::schema::{REGISTER, document, model, model_year, note, organisation, progress, task, year_plan};
use crate::register::sum::{Answer, Question};
use crate::register::{
    Change, Commit, Dictionary, FieldId, Id, MemoryRecords, Page, Query, Record, Records, Schema, Value,
};
use crate::text::day::Day;

/// A register that notes what is read of it.
struct Followed<'a> {
    below: &'a MemoryRecords,
    got: RefCell<BTreeSet<(u16, Id)>>,
    linked: RefCell<Vec<(Id, &'static Schema, FieldId)>>,
    paged: RefCell<BTreeSet<&'static str>>,
    alike: RefCell<BTreeSet<&'static str>>,
}

impl Records for Followed<'_> {
    fn dictionary(&self) -> Dictionary {
        self.below.dictionary()
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        self.got.borrow_mut().insert((schema.id, id));
        self.below.get(schema, id)
    }

    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        self.paged.borrow_mut().insert(query.schema.key);
        self.below.page(query, from, n)
    }

    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        self.paged.borrow_mut().insert(schema.key);
        self.below.scan(schema, visit);
    }

    fn place(&self, _: &Query, _: Id) -> Option<usize> {
        panic!("no place is asked for");
    }

    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id> {
        self.linked.borrow_mut().push((target, schema, field));
        self.below.linked(target, schema, field)
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        self.below.claimed(schema, set, claim)
    }

    fn alike(&self, schema: &'static Schema, field: FieldId, likeness: &str) -> Vec<Id> {
        self.alike.borrow_mut().insert(schema.key);
        self.below.alike(schema, field, likeness)
    }

    fn last_number(&self, _: &'static Schema, _: usize, _: &str) -> Option<u64> {
        panic!("no number is asked for");
    }

    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        self.below.catalogue(name)
    }

    fn sums(&self, _: &Question) -> Answer {
        panic!("sums are not kept for this");
    }

    fn seq(&self) -> u64 {
        self.below.seq()
    }
}

/// Returns whether a new record of `schema` whose `field` links to `target` would lead to the judged one.
fn would_reach(schema: &Schema, field: FieldId, target: (u16, Id), judged: (u16, Id), records: &dyn Records) -> bool {
    WAYS.iter().filter(|way| way.of == schema).any(|way| match way.steps.split_first() {
        Some((Step::To(first), rest)) => *first == field && walk(target, rest, records).contains(&judged),
        Some((Step::From(..), _)) | None => false,
    })
}

impl<'a> Followed<'a> {
    fn new(below: &'a MemoryRecords) -> Self {
        let (got, linked) = (RefCell::default(), RefCell::default());
        Self { below, got, linked, paged: RefCell::default(), alike: RefCell::default() }
    }
}

fn follow(records: &MemoryRecords, today: chrono::NaiveDate) -> usize {
    let mut looked = 0;
    for &schema in records.dictionary().0 {
        for id in records.ids(schema, None, usize::MAX) {
            let seen = Followed::new(records);
            let mut desk = Desk::new(&seen, today, 2026);
            desk.look(schema, id);
            looked += 1;
            let judged = (schema.id, id);
            let paged = seen.paged.borrow();
            let strange = paged.iter().find(|key| !EVERYWHERE.iter().any(|schema| schema.key == **key));
            assert_eq!(strange, None, "{} reads all of an entity", schema.key);
            let names = ["neighbourhood", "organisation", "person", "model", "document"];
            assert!(seen.alike.borrow().iter().all(|key| *key == schema.key && names.contains(key)), "{}", schema.key);
            for (target, source, field) in seen.linked.borrow().iter().copied() {
                // Results with equal figures are looked for among those of one place, whichever it is.
                let twins = source == &progress::SCHEMA && schema == source && field != progress::CORRECTS;
                let kind = source.field(field).and_then(|field| records.dictionary().entity(field.kind.target()?));
                let target = (kind.unwrap().id, target);
                let of_metric = schema.key == "metric";
                assert!(
                    twins || of_metric || would_reach(source, field, target, judged, records),
                    "{} looks for {} by {field}, and no way leads back",
                    schema.key,
                    source.key
                );
            }
            reads_are_known(&seen, judged, records);
        }
    }
    looked
}

fn reads_are_known(seen: &Followed<'_>, judged: (u16, Id), records: &MemoryRecords) {
    let dictionary = records.dictionary();
    for at in seen.got.borrow().iter().copied().filter(|at| *at != judged) {
        let (schema, of) = (dictionary.entity_by_id(at.0).unwrap(), dictionary.entity_by_id(judged.0).unwrap());
        let by_way = WAYS.iter().any(|way| way.of == schema && walk(at, way.steps, records).contains(&judged));
        // A title in a message is no judgement; a link must lead to something that is there, which `users` sees to.
        let links = records.get(of, judged.1).unwrap();
        let is_link = links.values().any(|value| value.links().contains(&at.1));
        let is_twin = schema == of;
        let is_plan =
            schema == &document::SCHEMA && !records.linked(at.1, &year_plan::SCHEMA, year_plan::PLAN_DOC).is_empty();
        let is_note = of == &note::SCHEMA;
        let is_everywhere = EVERYWHERE.contains(&schema);
        assert!(
            by_way || is_link || is_twin || is_plan || is_note || is_everywhere || is_shown(schema.key, of.key),
            "{} reads {} and no way leads back",
            of.key,
            schema.key
        );
    }
}

/// Records that are read for the title of another one.
fn is_shown(shown: &str, by: &str) -> bool {
    matches!((shown, by), ("person", "membership") | ("organisation", "model" | "model_year"))
}

#[test]
fn whatever_a_judgement_reads_leads_back_to_it() {
    let (practice, today) = practice_ward();
    assert!(follow(&practice, today) > 200);
    let day = noon().date_naive();
    assert!(follow(&clean(), day) > 30 && follow(&faulty(), day) > 30);
}

/// A ward of so many models of five units, each with its registration of 2026 and two results.
fn ward(models: u128) -> MemoryRecords {
    let mut records = MemoryRecords::new(REGISTER);
    let at = |kind: u128, number: u128| Id::from_bits(kind << 64 | number);
    let mut put = |schema: &'static Schema, id: Id, fields: Vec<(FieldId, Value)>| {
        let set = fields.into_iter().map(|(field, value)| (field, None, Some(value))).collect();
        records.apply(1, &[Change { schema, id, set }]);
    };
    for unit in 0..5 {
        let must = (organisation::MUST_REGISTER, Value::Bool(true));
        put(
            &organisation::SCHEMA,
            at(1, unit),
            vec![(organisation::NAME, Value::Text(format!("Đơn vị {unit}"))), must],
        );
    }
    for number in 0..models {
        let org = (model::ORG, Value::Link(at(1, number % 5)));
        put(&model::SCHEMA, at(2, number), vec![(model::NAME, Value::Text(format!("Mô hình {number}"))), org]);
        let state = (model_year::YEAR_STATUS, Value::Choice(model_year::status::RUNNING.to_owned()));
        let year =
            vec![(model_year::MODEL, Value::Link(at(2, number))), (model_year::YEAR, Value::Integer(2026)), state];
        put(&model_year::SCHEMA, at(3, number), year);
        for result in 0..2 {
            let day = Value::Day(Day::from_iso("2026-11-01").unwrap());
            let fields = vec![(progress::MODEL_YEAR, Value::Link(at(3, number))), (progress::DATE, day)];
            put(&progress::SCHEMA, at(4, number * 2 + result), fields);
        }
    }
    records
}

/// Counts the records that are read to follow a commit.
fn read_for(models: u128, change: &Change) -> usize {
    let (mut records, today) = (ward(models), noon().date_naive());
    let mut watch = Watch::default();
    watch.work(&records, today, 2026, usize::MAX);
    let (seq, changes) = (records.seq() + 1, vec![change.clone()]);
    records.apply(seq, &changes);
    let (dev, who, why) = ("a1".to_owned(), "vp01".to_owned(), String::new());
    watch.hear(&Arc::new(Commit { dev, seq, at: noon(), who, why, undoes: None, changes }));
    let seen = Followed::new(&records);
    watch.work(&seen, today, 2026, 0);
    assert_eq!((watch.seq(), watch.progress()), (seq, None), "followed, not begun anew");
    seen.got.take().len()
}

#[test]
fn a_piece_of_the_round_reads_as_much_in_a_large_register_as_in_a_small_one() {
    let read = |models: u128| {
        let records = ward(models);
        let (seen, mut watch) = (Followed::new(&records), Watch::default());
        watch.work(&seen, noon().date_naive(), 2026, 100);
        assert!(watch.progress().is_some(), "there is more to look at");
        seen.got.take().len()
    };
    let (small, large) = (read(150), read(600));
    assert!(small <= 400 && large <= small + 10, "{small} and {large} records");
}

#[test]
fn a_commit_is_followed_by_reading_as_much_in_a_large_register_as_in_a_small_one() {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let at = |kind: u128, number: u128| Id::from_bits(kind << 64 | number);
    let changes = [
        Change { schema: &progress::SCHEMA, id: at(4, 3), set: vec![(progress::EVIDENCE, None, text("ảnh"))] },
        Change {
            schema: &progress::SCHEMA,
            id: at(4, 1 << 40),
            set: vec![(progress::MODEL_YEAR, None, Some(Value::Link(at(3, 1))))],
        },
        Change {
            schema: &model::SCHEMA,
            id: at(2, 3),
            set: vec![(model::NAME, text("Mô hình 3"), text("Mô hình mới"))],
        },
        Change {
            schema: &model_year::SCHEMA,
            id: at(3, 1),
            set: vec![(
                model_year::YEAR_STATUS,
                Some(Value::Choice(model_year::status::RUNNING.to_owned())),
                Some(Value::Choice(model_year::status::PAUSED.to_owned())),
            )],
        },
        Change { schema: &task::SCHEMA, id: at(5, 1), set: vec![(task::TITLE, None, text("Việc"))] },
    ];
    for change in &changes {
        let (small, large) = (read_for(30, change), read_for(300, change));
        assert!(small <= 12 && large <= small, "{}: {small} and {large} records", change.schema.key);
    }
}
