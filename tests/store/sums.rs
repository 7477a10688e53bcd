//! The store's sums: kept by every commit, the same as a plain recount, also after reopening.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its stage has to stop")]
#![allow(clippy::unnecessary_wraps, reason = "what a save sets is a value or none")]

use std::sync::Arc;

use danvan::register::schema::{metric, model, model_year, neighbourhood, organisation, progress};
use danvan::register::sum::recount::recount;
use danvan::register::{
    Accepted, Command, Commit, Dim, FieldId, Id, Measure, Period, Quantity, Question, REGISTER, Records, Reject,
    Request, Schema, Seen, Set, Value, View,
};
use danvan::store::{Options, Store};

use crate::world::{at, id, officer, options, text};

fn open(dir: &std::path::Path) -> Store {
    let options = Options { dictionary: REGISTER, ..options() };
    Store::open(dir, options).unwrap_or_else(|error| panic!("{error:?}")).0
}

fn save(schema: &'static Schema, id: Id, fields: Vec<(FieldId, Option<Value>)>) -> Request {
    let set = fields.into_iter().map(|(field, new)| Set { field, seen: Seen::Any, new }).collect();
    Command::Save { schema, id, set, accepted: Accepted::All("thử".to_owned()) }.into()
}

fn commit(store: &Store, request: Request) -> Result<Arc<Commit>, Reject> {
    store.commit(&[request], &officer(), at(0)).remove(0)
}

fn code(code: &str) -> Option<Value> {
    Some(Value::Choice(code.to_owned()))
}

const PLACE: u128 = 1;
const LAND: u128 = 2;
const ORG: u128 = 3;
const MODEL: u128 = 4;
const YEAR: u128 = 5;

fn link(number: u128) -> Option<Value> {
    Some(Value::Link(id(number)))
}

fn ground(store: &Store) {
    let requests = [
        save(
            &neighbourhood::SCHEMA,
            id(PLACE),
            vec![(neighbourhood::CODE, text("TDP01")), (neighbourhood::NAME, text("Tổ 1"))],
        ),
        save(
            &metric::SCHEMA,
            id(LAND),
            vec![
                (metric::CODE, text("DAT")),
                (metric::NAME, text("Đất hiến")),
                (metric::UNIT, text("m²")),
                (metric::CLASS, code(metric::FLOW)),
            ],
        ),
        save(
            &organisation::SCHEMA,
            id(ORG),
            vec![(organisation::CODE, text("UBND")), (organisation::NAME, text("UBND phường"))],
        ),
        save(
            &model::SCHEMA,
            id(MODEL),
            vec![
                (model::NAME, text("Hiến đất mở rộng hẻm 12")),
                (model::ORG, link(ORG)),
                (model::FIELD, code("VHXH")),
                (model::NEIGHBOURHOODS, Some(Value::Links(vec![id(PLACE)]))),
            ],
        ),
        save(
            &model_year::SCHEMA,
            id(YEAR),
            vec![(model_year::MODEL, link(MODEL)), (model_year::YEAR, Some(Value::Integer(2026)))],
        ),
    ];
    for request in requests {
        commit(store, request).unwrap();
    }
}

fn entry(number: u128, amount: i64) -> Request {
    save(
        &progress::SCHEMA,
        id(number),
        vec![
            (progress::DATE, Some(Value::Day(danvan::text::day::Day::from_iso("2026-04-12").unwrap()))),
            (progress::MODEL_YEAR, link(YEAR)),
            (progress::NEIGHBOURHOOD, link(PLACE)),
            (progress::METRIC, link(LAND)),
            (progress::QUANTITY, Some(Value::Quantity(Quantity::exact(amount)))),
        ],
    )
}

/// Shows the land by field of work; holds the kept sums against a recount of the same records.
fn land(store: &Store) -> Vec<String> {
    let records = store.read();
    let mut shown = Vec::new();
    for view in [View::AsItWas, View::AsItIsNow] {
        for dim in [Dim::Neighbourhood, Dim::Month, Dim::Org, Dim::Model, Dim::Field] {
            let question = Question::new(Measure::Metric(id(LAND)), Period::year(2026)).by(&[dim]).view(view);
            let answer = records.sums(&question);
            assert_eq!(answer, recount(&records, &question), "{dim:?}");
            shown = answer.rows.iter().map(|(keys, tally)| format!("{:?} {}", keys[0], tally.sum.show())).collect();
        }
    }
    shown
}

#[test]
fn sums_follow_every_commit_and_come_back_with_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    ground(&store);
    commit(&store, entry(10, 320)).unwrap();
    let second = commit(&store, entry(11, 80)).unwrap();
    assert_eq!(land(&store), ["Code(\"VHXH\") 400"]);
    commit(&store, save(&model::SCHEMA, id(MODEL), vec![(model::FIELD, code("KT"))])).unwrap();
    assert_eq!(land(&store), ["Code(\"KT\") 400"], "figures move with their model");
    let undo = Command::Undo { commit: Box::new((*second).clone()), only: Vec::new() };
    commit(&store, undo.into()).unwrap();
    assert_eq!(land(&store), ["Code(\"KT\") 320"]);
    drop(store);
    let store = open(dir.path());
    assert_eq!(land(&store), ["Code(\"KT\") 320"], "after a kill");
    store.close().unwrap();
    std::fs::remove_dir_all(dir.path().join("db")).unwrap();
    assert_eq!(land(&open(dir.path())), ["Code(\"KT\") 320"], "with the database built anew");
}
