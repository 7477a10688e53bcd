//! The practice ward is accepted whole, is the same twice, and is made up for all to see.

use super::*;
use crate::register::change::{Actor, Command};
use crate::register::memory::MemoryRecords;
use crate::register::plan::plan;
use crate::register::query::{Query, Test};
use crate::register::record::Read;
use crate::register::records::Records;
use crate::register::schema::{REGISTER, Scope};
use crate::register::value::Value;
use crate::register::wire::request_line;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn planted(seed: u64, today: NaiveDate, size: Size) -> MemoryRecords {
    let mut records = MemoryRecords::new(REGISTER);
    let at = today.and_hms_opt(12, 0, 0).unwrap().and_utc().fixed_offset();
    for (request, seq) in practice(seed, today, size).iter().zip(1..) {
        let planned = plan(request, &records, &Actor::sole("tập"), at);
        let planned = planned.unwrap_or_else(|reject| panic!("{reject:?}\n{}", request_line(request)));
        records.apply(seq, &planned.changes);
    }
    records
}

fn count(records: &MemoryRecords, entity: &str) -> usize {
    records.all(REGISTER.entity(entity).unwrap()).count()
}

#[test]
fn the_practice_ward_has_its_size() {
    let records = planted(1, today(), Size::WARD);
    assert_eq!(count(&records, "neighbourhood"), 12);
    assert_eq!(count(&records, "organisation"), 15);
    assert_eq!(count(&records, "model"), 60);
    assert_eq!(count(&records, "task"), 40);
    assert!((190..=200).contains(&count(&records, "progress")), "{}", count(&records, "progress"));
    assert!(count(&records, "model_year") > 110);
    assert_eq!(count(&records, "ward"), 1);
    assert_eq!((count(&records, "body"), count(&records, "membership")), (2, 11));
}

#[test]
fn years_states_and_deadlines_vary() {
    let records = planted(1, today(), Size::WARD);
    let years = REGISTER.entity("model_year").unwrap();
    let Scope::Year(year) = years.scope else { panic!("model_year has a year") };
    for wanted in 2024..=2026 {
        let page = records.page(&Query::all(years).filter(year, Test::InYear(wanted)), 0, usize::MAX);
        assert!(page.total >= 15, "{wanted}: {}", page.total);
        let status = years.field_by_key("year_status").unwrap().id;
        let met: std::collections::BTreeSet<_> =
            page.rows.iter().filter_map(|(_, record)| record.choice(status)).map(str::to_owned).collect();
        assert!(met.len() >= 3, "{wanted}: {met:?}");
    }
    let tasks = REGISTER.entity("task").unwrap();
    let id = |key: &str| tasks.field_by_key(key).unwrap().id;
    let (due, done_on) = (id("due"), id("done_on"));
    let open = records.all(tasks).filter(|(_, task)| task.day(done_on).is_none());
    let overdue = open.filter(|(_, task)| task.day(due).is_some_and(|day| day.last() < today())).count();
    assert!((2..=20).contains(&overdue), "{overdue}");
}

#[test]
fn the_same_seed_gives_the_same_and_another_another() {
    let lines = |seed| practice(seed, today(), Size::WARD).iter().map(request_line).collect::<Vec<_>>();
    assert_eq!(lines(1), lines(1));
    assert_ne!(lines(1), lines(2));
}

#[test]
fn any_seed_and_any_day_are_accepted() {
    for (seed, day) in [(2, "2026-01-01"), (3, "2026-02-28"), (4, "2027-03-01"), (5, "2028-12-31")] {
        planted(seed, day.parse().unwrap(), Size::WARD);
    }
    assert_eq!(count(&planted(6, today(), Size::of(200)), "model"), 200);
}

#[test]
fn nothing_looks_real() {
    for request in practice(1, today(), Size::WARD) {
        let Command::Save { schema, set, .. } = &request.command else { continue };
        for set in set {
            let (field, Some(Value::Text(text))) = (schema.field(set.field).unwrap(), &set.new) else { continue };
            assert!(!field.private, "{text}");
            if field.person_name {
                assert!(text.starts_with("Người tập "), "{text}");
            }
            if matches!(field.key, "name" | "title") && schema.key != "ward" {
                assert!(text.ends_with("(mẫu)") || text.ends_with("(tập)"), "{text}");
            }
        }
    }
}
