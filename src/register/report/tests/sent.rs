//! Reports that were frozen, held against what the register says now.

use super::asked;
use super::sets::{Counter, apply, noon, register};
use crate::register::change::{Actor, Command, Request};
use crate::register::id::Id;
use crate::register::memory::MemoryRecords;
use crate::register::period::Period;
use crate::register::plan::plan;
use crate::register::record::Read;
use crate::register::records::Records;
use crate::register::report::differ::differences;
use crate::register::report::{frozen, make};
use crate::register::schema::{REGISTER, report};
use crate::register::value::Value;
use crate::register::words::Lang;

fn ward() -> (MemoryRecords, Counter) {
    let (mut records, mut ids) = (MemoryRecords::new(REGISTER), Counter(1 << 80));
    let unit = r#"{"save":"organisation","set":{"code":"UBND","name":"UBND phường","bloc":"CHINH_QUYEN"}}"#.to_owned();
    apply(&mut records, &mut ids, &[unit]);
    for (number, field) in ["KT", "VHXH", "VHXH"].into_iter().enumerate() {
        apply(&mut records, &mut ids, &register(number, field, 2026));
    }
    (records, ids)
}

fn keep(records: &mut MemoryRecords, template: &str, period: Period, id: Id) -> Vec<String> {
    let made = make(template, asked(period), records).unwrap();
    let command = frozen::keep(&made, asked(period), records, id).unwrap();
    let Command::Save { .. } = &command else { panic!("{command:?}") };
    let planned = plan(&Request::from(command), records, &Actor::sole("vp01"), noon()).unwrap();
    records.apply(records.seq() + 1, &planned.changes);
    rows(records, id)
}

fn rows(records: &MemoryRecords, id: Id) -> Vec<String> {
    match &records.get(&report::SCHEMA, id).unwrap()[&report::ROWS] {
        Value::List(rows) => rows.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_changed_since_is_told_by_row_and_column() {
    let (mut records, mut ids) = ward();
    let year = Period::year(2026);
    let kept = keep(&mut records, "R2", year, Id::from_bits(7));
    let now = |records: &MemoryRecords| make("R2", asked(year), records).unwrap();
    assert!(differences(&kept, &now(&records)).is_empty(), "nothing happened yet");
    apply(&mut records, &mut ids, &register(9, "QPAN", 2026));
    let told: Vec<String> =
        differences(&kept, &now(&records)).iter().map(|one| one.show().get(Lang::Vi).to_owned()).collect();
    assert_eq!(
        told,
        [
            "Cấp phường · Khối chính quyền: Tổng số: 3 → 4 (+1)".replace("quyền: Tổng", "quyền · Tổng"),
            "Cấp phường · Khối chính quyền · QP-AN: (trống) → 1".to_owned(),
            "Cấp phường · Khối chính quyền · Tập thể: 3 → 4 (+1)".to_owned(),
            "Cấp phường · Khối chính quyền · Mới: 3 → 4 (+1)".to_owned(),
            "Cấp phường · Cộng I · Tổng số: 3 → 4 (+1)".to_owned(),
            "Cấp phường · Cộng I · QP-AN: (trống) → 1".to_owned(),
            "Cấp phường · Cộng I · Tập thể: 3 → 4 (+1)".to_owned(),
            "Cấp phường · Cộng I · Mới: 3 → 4 (+1)".to_owned(),
            "TỔNG CỘNG · Tổng số: 3 → 4 (+1)".to_owned(),
            "TỔNG CỘNG · QP-AN: (trống) → 1".to_owned(),
            "TỔNG CỘNG · Tập thể: 3 → 4 (+1)".to_owned(),
            "TỔNG CỘNG · Mới: 3 → 4 (+1)".to_owned(),
        ]
    );
}

#[test]
fn rows_and_columns_that_come_and_go_are_told() {
    let (mut records, mut ids) = ward();
    let year = Period::year(2026);
    let kept = keep(&mut records, "R2", year, Id::from_bits(7));
    let place = r#"{"save":"neighbourhood","set":{"code":"TDP01","name":"Tổ 1","kind":"TDP","valid_from":"2026"}}"#;
    apply(&mut records, &mut ids, &[place.to_owned(), r#"{"adopt":"br_vt","year":2026}"#.to_owned()]);
    apply(&mut records, &mut ids, &register(9, "NTM", 2026));
    let found = differences(&kept, &make("R2", asked(year), &records).unwrap());
    let has = |row: &str, column: &str, was: &str, is: &str| {
        found.iter().any(|one| {
            (one.row.as_str(), one.column.as_str(), one.was.as_str(), one.is.as_str()) == (row, column, was, is)
        })
    };
    assert!(has("TỔNG CỘNG", "Xây dựng nông thôn mới", "", "1"), "{found:?}");
    assert!(has("Cấp cơ sở, khu dân cư · Tổ 1", "", "", "dòng mới"), "{found:?}");
    let back = differences(
        &frozen::freeze(&make("R2", asked(year), &records).unwrap()),
        &make("R2", asked(year), &ward().0).unwrap(),
    );
    assert!(back.iter().any(|one| one.is.is_empty() && one.was == "dòng đã báo cáo"), "{back:?}");
    assert!(back.iter().any(|one| one.column == "Xây dựng nông thôn mới" && one.is.is_empty()), "{back:?}");
}

#[test]
fn the_latest_of_the_same_report_and_period_is_found() {
    let (mut records, mut ids) = ward();
    let (year, quarter) = (Period::year(2026), Period::quarter(2026, 2).unwrap());
    assert_eq!(frozen::last(&records, "R2", year), None);
    keep(&mut records, "R2", year, Id::from_bits(9));
    apply(&mut records, &mut ids, &register(9, "QPAN", 2026));
    keep(&mut records, "R2", year, Id::from_bits(8));
    keep(&mut records, "R2", quarter, Id::from_bits(10));
    keep(&mut records, "R5", year, Id::from_bits(11));
    let years = Period::years_from(2024, 2026).unwrap();
    keep(&mut records, "R2", years, Id::from_bits(12));
    let last = |template, period| frozen::last(&records, template, period).map(|(id, _)| id.bits());
    assert_eq!(last("R2", year), Some(8), "made later, of the same day");
    assert_eq!(last("R2", quarter), Some(10));
    assert_eq!(last("R5", year), Some(11));
    assert_eq!(last("R2", years), Some(12));
    let record = records.get(&report::SCHEMA, Id::from_bits(12)).unwrap();
    assert_eq!(record.choice(report::STATUS), Some(report::FROZEN));
    assert_eq!((record.integer(report::YEAR), record.integer(report::YEAR_TO)), (Some(2024), Some(2026)));
    let working = make("R8G", asked(year), &records).unwrap();
    assert!(frozen::keep(&working, asked(year), &records, Id::from_bits(13)).is_err());
    let odd = Period::new((2026, 2), (2026, 5)).unwrap();
    let made = make("R2", asked(odd), &records).unwrap();
    assert!(frozen::keep(&made, asked(odd), &records, Id::from_bits(13)).is_err());
}
