//! A register of the size of a merged ward over some years: 100 neighbourhoods, 2,000 models, 20,000 results, 20 boundary
//! changes.

use super::ward::{Act, Entry, Ward};
use crate::register::period::Period;
use crate::register::record::Read;
use crate::register::records::Records;
use crate::register::schema::{metric, progress};
use crate::register::sum::recount::recount;
use crate::register::sum::{Cube, Dim, Key, Measure, Question, View};
use crate::text::day::Day;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

const STATES: [&str; 7] = ["N2", "N3", "N4", "N5", "N8", "N9", "N11"];

fn day(dice: &mut Dice) -> Day {
    let year = 2025 + i32::try_from(dice.roll(2)).unwrap();
    match dice.roll(20) {
        0 => Day::Quarter { year, quarter: 1 + u8::try_from(dice.roll(4)).unwrap() },
        1 => Day::Year(year),
        2 => Day::Month { year, month: 1 + u8::try_from(dice.roll(12)).unwrap() },
        _ => chrono::NaiveDate::from_yo_opt(year, 1 + u32::try_from(dice.roll(365)).unwrap()).map(Day::Date).unwrap(),
    }
}

fn entry(dice: &mut Dice) -> Entry {
    Entry {
        place: dice.roll(101),
        year: (dice.roll(5) > 0).then(|| dice.roll(10_000)),
        metric: dice.roll(5),
        amount: i64::try_from(dice.roll(5000)).unwrap(),
        qualifier: if dice.roll(10) == 0 { dice.roll(6) } else { 0 },
        source: dice.roll(3),
        day: day(dice),
        corrects: (dice.roll(50) == 0).then(|| dice.roll(20_000)),
    }
}

/// Makes the register; the cube is built once, at the end.
fn ward(dice: &mut Dice) -> Ward {
    let mut ward = Ward::new(100).without_cube();
    for _ in 0..2000 {
        let fields = [dice.roll(4), dice.roll(2), dice.roll(2), dice.roll(2)];
        let places = (0..dice.roll(3)).map(|_| dice.roll(101)).collect();
        ward.act(&Act::Model { fields, places, org: dice.roll(4) });
    }
    for which in 0..2000 {
        let years = if dice.roll(3) == 0 { vec![2025, 2026] } else { vec![2026] };
        for year in years {
            ward.act(&Act::Year { which, year, state: STATES[dice.roll(STATES.len())] });
        }
    }
    for _ in 0..20_000 {
        let entry = entry(dice);
        ward.act(&Act::Entry(entry));
    }
    for turn in 0..20 {
        let (from, to) = match turn % 3 {
            0 => (vec![dice.roll(100), dice.roll(100)], vec![dice.roll(100)]),
            1 => (vec![dice.roll(100)], vec![dice.roll(100), dice.roll(100)]),
            _ => (vec![dice.roll(100)], vec![dice.roll(100)]),
        };
        ward.act(&Act::Boundary { from, to, day: day(dice) });
    }
    ward.cube = Cube::build(&ward.records);
    ward.has_cube = true;
    ward
}

fn laws_hold(ward: &Ward) {
    let year = Period::year(2026);
    let registered = Question::new(Measure::ModelYears, year);
    let all = ward.cube.ask(&registered).total.sum.figures();
    assert!(all > 1000);
    for dim in [Dim::Field, Dim::Level, Dim::Kind, Dim::Subject, Dim::Bloc, Dim::Neighbourhood, Dim::RegType] {
        let split = ward.cube.ask(&registered.clone().by(&[dim]));
        assert_eq!(split.rows.iter().map(|(_, tally)| tally.sum.figures()).sum::<u32>(), all, "{dim:?}");
        assert_eq!(split, recount(&ward.records, &registered.clone().by(&[dim])), "{dim:?}");
    }
    for id in &ward.metrics {
        let question = Question::new(Measure::Metric(*id), year);
        let total = ward.cube.ask(&question).total;
        for view in [View::AsItWas, View::AsItIsNow] {
            let split = question.clone().by(&[Dim::Neighbourhood]).view(view);
            let answer = ward.cube.ask(&split);
            assert_eq!(answer.total, total, "{view:?}");
            assert_eq!(answer, recount(&ward.records, &split), "{view:?}");
        }
        let months = question.by(&[Dim::Month, Dim::Source, Dim::Org]);
        assert_eq!(ward.cube.ask(&months), recount(&ward.records, &months));
    }
}

#[test]
fn all_laws_hold_on_a_large_register() {
    let mut dice = Dice(2026);
    let mut ward = ward(&mut dice);
    laws_hold(&ward);
    let moved = ward.neighbourhoods.iter().filter(|id| ward.cube.successors().has_ended(**id)).count();
    assert!(moved >= 15, "{moved} neighbourhoods have ended");
    let before: Vec<_> = ward.metrics.iter().map(|id| answer(&ward, *id)).collect();
    let commits = ward.commits.len();
    for turn in 0..30 {
        match turn % 3 {
            0 => ward.toggle(&progress::SCHEMA, ward.entries[dice.roll(20_000)]),
            1 => ward.act(&Act::EditEntry(dice.roll(20_000), entry(&mut dice))),
            _ => ward.act(&Act::EditModel { which: dice.roll(2000), fields: [0, 1, 0, 1], places: vec![3], org: 2 }),
        }
    }
    laws_hold(&ward);
    for changes in ward.commits.drain(commits..).rev().collect::<Vec<_>>() {
        ward.commits.push(changes);
        ward.undo();
    }
    let after: Vec<_> = ward.metrics.iter().map(|id| answer(&ward, *id)).collect();
    assert_eq!(before, after);
    assert_eq!(ward.records.get(&metric::SCHEMA, ward.metrics[0]).unwrap().choice(metric::CLASS), Some(metric::FLOW));
}

fn answer(ward: &Ward, metric: crate::register::Id) -> Vec<(Vec<Key>, crate::register::Tally)> {
    ward.cube
        .ask(&Question::new(Measure::Metric(metric), Period::year(2026)).by(&[Dim::Neighbourhood, Dim::Month]))
        .rows
}
