//! What the cube costs: time and memory of 100,000 results in and one taken back, and of what a board reads.
//!
//! `cargo bench --bench cube`

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use danvan::register::report::{self, Asked};
use danvan::register::schema::{metric, model, model_year, neighbourhood, organisation, progress};
use danvan::register::seed::seeds;
use danvan::register::{
    Change, Cube, Dictionary, Dim, Entry, FieldId, Id, Measure, MemoryRecords, Page, Period, Quantity, Query, Question,
    REGISTER, Record, Records, Schema, Sums, Value, View,
};
use danvan::text::day::Day;

const RESULTS: usize = 100_000;
const NEIGHBOURHOODS: usize = 100;
const MODELS: usize = 2_000;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn id(&mut self) -> Id {
        Id::from_bits((u128::from(self.0) << 64) | u128::try_from(self.roll(1 << 31)).unwrap())
    }
}

/// A register in memory that finds corrections by an index and answers from a cube, as the store on the disk does.
struct Indexed {
    below: MemoryRecords,
    corrections: BTreeMap<Id, Vec<Id>>,
    cube: Cube,
}

impl Indexed {
    fn apply(&mut self, changes: &[Change]) {
        self.below.apply(self.below.seq() + 1, changes);
        let mut cube = std::mem::take(&mut self.cube);
        cube.apply(changes, self);
        self.cube = cube;
    }
}

impl Records for Indexed {
    fn dictionary(&self) -> Dictionary {
        REGISTER
    }
    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        self.below.get(schema, id)
    }
    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        self.below.page(query, from, n)
    }
    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        self.below.scan(schema, visit);
    }
    fn place(&self, query: &Query, id: Id) -> Option<usize> {
        self.below.place(query, id)
    }
    fn linked(&self, target: Id, _: &'static Schema, _: FieldId) -> Vec<Id> {
        self.corrections.get(&target).cloned().unwrap_or_default()
    }
    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        self.below.claimed(schema, set, claim)
    }
    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        self.below.last_number(schema, set, prefix)
    }
    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        self.below.catalogue(name)
    }
    fn sums(&self, question: &Question) -> Sums {
        self.cube.ask(question)
    }
    fn seq(&self) -> u64 {
        self.below.seq()
    }
}

fn made(schema: &'static Schema, id: Id, fields: Vec<(FieldId, Value)>) -> Change {
    Change { schema, id, set: fields.into_iter().map(|(field, value)| (field, None, Some(value))).collect() }
}

fn code(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn text(text: String) -> Value {
    Value::Text(text)
}

/// The ids that results are made of.
struct Ground {
    neighbourhoods: Vec<Id>,
    metrics: Vec<Id>,
    years: Vec<Id>,
}

/// Makes neighbourhoods, organisations, metrics, models and their registrations of 2024 to 2026.
fn ground(dice: &mut Dice, records: &mut MemoryRecords) -> Ground {
    let mut changes = Vec::new();
    let mut ground = Ground { neighbourhoods: Vec::new(), metrics: Vec::new(), years: Vec::new() };
    for (schema, fields) in seeds() {
        let id = dice.id();
        if schema.key == "metric" && fields.iter().all(|(_, value)| *value != code(metric::PAIR)) {
            ground.metrics.push(id);
        }
        changes.push(made(schema, id, fields));
    }
    for number in 0..NEIGHBOURHOODS {
        let id = dice.id();
        ground.neighbourhoods.push(id);
        let fields = vec![
            (neighbourhood::CODE, text(format!("TDP{number:02}"))),
            (neighbourhood::NAME, text(format!("Tổ dân phố {number}"))),
            (neighbourhood::FORMER_WARD, text(format!("Phường cũ {}", number % 9))),
        ];
        changes.push(made(&neighbourhood::SCHEMA, id, fields));
    }
    let orgs: Vec<Id> = (0..60).map(|_| dice.id()).collect();
    for org in &orgs {
        changes.push(made(&organisation::SCHEMA, *org, vec![(organisation::BLOC, code("MTTQ_DT"))]));
    }
    for number in 0..MODELS {
        let id = dice.id();
        let places = vec![ground.neighbourhoods[dice.roll(NEIGHBOURHOODS)]];
        let fields = vec![
            (model::NAME, text(format!("Mô hình {number}"))),
            (model::FIELD, code(["KT", "VHXH", "QPAN", "HTCT"][dice.roll(4)])),
            (model::LEVEL, code(["PHUONG", "KDC"][dice.roll(2)])),
            (model::ORG, Value::Link(orgs[dice.roll(orgs.len())])),
            (model::NEIGHBOURHOODS, Value::Links(places)),
        ];
        changes.push(made(&model::SCHEMA, id, fields));
        for year in 2024..=2026 {
            let of_year = dice.id();
            ground.years.push(of_year);
            let fields = vec![
                (model_year::MODEL, Value::Link(id)),
                (model_year::YEAR, Value::Integer(year)),
                (model_year::REG_TYPE, code(model_year::KEPT)),
                (model_year::YEAR_STATUS, code("N5")),
            ];
            changes.push(made(&model_year::SCHEMA, of_year, fields));
        }
    }
    records.apply(1, &changes);
    ground
}

fn result(dice: &mut Dice, ground: &Ground) -> Change {
    let pick = |dice: &mut Dice, of: &[Id]| Value::Link(of[dice.roll(of.len())]);
    let day =
        NaiveDate::from_yo_opt(2024 + i32::try_from(dice.roll(3)).unwrap(), 1 + u32::try_from(dice.roll(365)).unwrap());
    let fields = vec![
        (progress::DATE, Value::Day(Day::Date(day.unwrap()))),
        (progress::MODEL_YEAR, pick(dice, &ground.years)),
        (progress::NEIGHBOURHOOD, pick(dice, &ground.neighbourhoods)),
        (progress::METRIC, pick(dice, &ground.metrics)),
        (progress::QUANTITY, Value::Quantity(Quantity::exact(i64::try_from(dice.roll(100_000)).unwrap()))),
        (progress::MONEY_SOURCE, code(["NS", "DAN", "DN"][dice.roll(3)])),
    ];
    made(&progress::SCHEMA, dice.id(), fields)
}

/// Kilobytes of memory that the program holds; 0 where the system does not tell.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

/// Measures one call: the median of some.
fn median(times: usize, mut call: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let from = Instant::now();
            call();
            from.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken[times / 2]
}

fn main() {
    let mut dice = Dice(1);
    let mut below = MemoryRecords::new(REGISTER);
    let ground = ground(&mut dice, &mut below);
    let results: Vec<Change> = (0..RESULTS).map(|_| result(&mut dice, &ground)).collect();

    let mut register = Indexed { cube: Cube::build(&below), below, corrections: BTreeMap::new() };
    let from = Instant::now();
    for change in &results {
        register.apply(std::slice::from_ref(change));
    }
    let with_records = from.elapsed();
    println!("{RESULTS} results in, one by one, records and cube: {with_records:?}, {:?} each", with_records / 100_000);

    let before = resident();
    let from = Instant::now();
    let built = Cube::build(&register.below);
    println!("built anew from the records: {:?}, {} KB more resident", from.elapsed(), resident() - before);
    drop(built);

    let back = |change: &Change| Change {
        set: change.set.iter().map(|(field, old, new)| (*field, new.clone(), old.clone())).collect(),
        ..change.clone()
    };
    let mut which = results.iter();
    let taken = median(101, || {
        let change = which.next().unwrap();
        register.apply(&[back(change)]);
    });
    println!("one result taken back, record and cube: {taken:?}");

    let year = Period::year(2026);
    let land = Measure::Metric(ground.metrics[0]);
    for (name, question) in [
        ("a metric's total in the year", Question::new(land, year)),
        ("a metric by neighbourhood", Question::new(land, year).by(&[Dim::Neighbourhood])),
        ("… as they are today", Question::new(land, year).by(&[Dim::Neighbourhood]).view(View::AsItIsNow)),
        ("a metric by month and source", Question::new(land, year).by(&[Dim::Month, Dim::Source])),
        (
            "a metric by field, three years",
            Question::new(land, Period::years_from(2024, 2026).unwrap()).by(&[Dim::Field]),
        ),
        (
            "a stock by neighbourhood",
            Question::new(Measure::Metric(stock(&register, &ground)), year).by(&[Dim::Neighbourhood]),
        ),
        ("registrations by field", Question::new(Measure::ModelYears, year).by(&[Dim::Field])),
    ] {
        println!("{name}: {:?}", median(201, || drop(register.sums(&question))));
    }
    let asked = Asked { period: year, as_of: NaiveDate::from_ymd_opt(2026, 12, 15).unwrap(), view: View::AsItWas };
    for id in ["R2", "R4", "R5"] {
        println!("report {id}: {:?}", median(11, || drop(report::make(id, asked, &register).unwrap())));
    }
}

fn stock(register: &Indexed, ground: &Ground) -> Id {
    let is_stock = |id: &&Id| {
        let record = register.get(&metric::SCHEMA, **id).unwrap();
        record.get(&metric::CLASS) == Some(&code(metric::STOCK))
    };
    *ground.metrics.iter().find(is_stock).unwrap()
}
