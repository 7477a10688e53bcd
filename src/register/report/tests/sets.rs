//! Years with fields of work of their own: each adds up, and so do several together.

use super::{asked, cells, line, lines_of};
use crate::register::Id;
use crate::register::change::{Actor, Commit, Time};
use crate::register::memory::MemoryRecords;
use crate::register::period::Period;
use crate::register::plan::plan;
use crate::register::problem::problems;
use crate::register::records::Records;
use crate::register::report::{Report, RowKind, make};
use crate::register::schema::REGISTER;
use crate::register::wire::{Reader, Source};
use crate::register::words::{Lang, Words};

pub struct Counter(pub u128);

impl Source for Counter {
    fn new_id(&mut self) -> Id {
        self.0 += 1;
        Id::from_bits(self.0)
    }

    fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
        Ok(None)
    }
}

pub fn noon() -> Time {
    "2026-11-22T12:00:00+07:00".parse().unwrap()
}

/// Applies lines of commands, each of which must be accepted.
pub fn apply(records: &mut MemoryRecords, ids: &mut Counter, lines: &[String]) {
    for line in lines {
        let request = Reader::new(records, &Actor::sole("vp01"), noon(), 2026, ids).read(line);
        let request = request.unwrap_or_else(|fault| panic!("{}\n{line}", fault.words.en));
        let planned = plan(&request, records, &Actor::sole("vp01"), noon());
        let planned = planned.unwrap_or_else(|reject| panic!("{}\n{line}", reject.show(Lang::En)));
        records.apply(records.seq() + 1, &planned.changes);
    }
}

/// Registers a model of a field of work in a year, straight in a state that counts.
pub fn register(number: usize, field: &str, year: i32) -> [String; 2] {
    let model = format!("M{number:02}");
    [
        format!(
            r#"{{"save":"model","set":{{"code":"{model}","name":"Mô hình {number}","org":"UBND","field":"{field}","level":"PHUONG","first_year":{year}}}}}"#
        ),
        registered(&model, year),
    ]
}

fn registered(model: &str, year: i32) -> String {
    format!(
        r#"{{"save":"model_year","set":{{"model":"{model}","year":{year},"reg_type":"MOI","year_status":"N5"}},"accept":{{"*":"hồ sơ cũ"}}}}"#
    )
}

/// Two years by the usual four fields with one by the four contents of Bắc Kạn between them.
fn three_years() -> (MemoryRecords, Counter) {
    let (mut records, mut ids) = (MemoryRecords::new(REGISTER), Counter(1 << 80));
    let unit = r#"{"save":"organisation","set":{"code":"UBND","name":"UBND phường","bloc":"CHINH_QUYEN"}}"#.to_owned();
    apply(&mut records, &mut ids, &[unit, r#"{"adopt":"bac_kan","year":2023}"#.to_owned()]);
    let fields = ["KT", "VHXH", "VHXH", "QPAN"].map(|field| (field, 2022));
    let contents = ["BK_HTCT", "BK_CCHC", "BK_NTM", "BK_NTM", "BK_NTM", "BK_DL"].map(|field| (field, 2023));
    let after = ["HTCT", "KT"].map(|field| (field, 2024));
    for ((field, year), number) in fields.into_iter().chain(contents).chain(after).zip(1..) {
        apply(&mut records, &mut ids, &register(number, field, year));
    }
    (records, ids)
}

fn r2(records: &MemoryRecords, from: i32, to: i32) -> Report {
    make("R2", asked(Period::years_from(from, to).unwrap()), records).unwrap()
}

fn heads(report: &Report) -> Vec<&str> {
    let to = report.columns.iter().position(|column| !column.over.is_empty()).unwrap();
    report.columns[3..to].iter().map(|column| column.head.vi.as_str()).collect()
}

#[test]
fn each_year_is_counted_by_its_own_set_and_adds_up() {
    let (records, _) = three_years();
    let first = r2(&records, 2022, 2022);
    assert_eq!(heads(&first), ["KT", "VH-XH", "QP-AN", "XD HTCT"]);
    assert_eq!(cells(line(&first, "TỔNG CỘNG"), 2..7), ["4", "1", "2", "1", ""]);
    let second = r2(&records, 2023, 2023);
    assert_eq!(heads(&second).len(), 4);
    assert!(heads(&second)[2].starts_with("Nông thôn mới"), "{:?}", heads(&second));
    assert_eq!(cells(line(&second, "TỔNG CỘNG"), 2..7), ["6", "1", "1", "3", "1"]);
    for report in [first, second] {
        let checks = lines_of(&report, RowKind::Check);
        assert!(checks.iter().all(|row| row.cells[1].words.vi.ends_with("(khớp)")), "{checks:?}");
    }
}

#[test]
fn several_years_come_to_the_sum_of_each_by_the_mapping() {
    let (records, _) = three_years();
    let all = r2(&records, 2022, 2024);
    assert_eq!(heads(&all), ["KT", "VH-XH", "QP-AN", "XD HTCT"]);
    // Of 2023 two count as the political system and four as culture and society.
    assert_eq!(cells(line(&all, "TỔNG CỘNG"), 2..7), ["12", "2", "6", "1", "3"]);
    assert_eq!(lines_of(&all, RowKind::Check)[1].cells[1].words.vi, "Kiểm tra lĩnh vực: 2 + 6 + 1 + 3 = 12 (khớp)");
}

#[test]
fn a_fifth_field_joins_the_usual_four() {
    let (mut records, mut ids) = three_years();
    apply(&mut records, &mut ids, &[r#"{"adopt":"br_vt","year":2025,"to_year":2026}"#.to_owned()]);
    apply(&mut records, &mut ids, &register(50, "NTM", 2025));
    apply(&mut records, &mut ids, &register(51, "KT", 2025));
    let report = r2(&records, 2025, 2025);
    assert_eq!(heads(&report), ["KT", "VH-XH", "QP-AN", "XD HTCT", "Xây dựng nông thôn mới"]);
    assert_eq!(cells(line(&report, "TỔNG CỘNG"), 2..8), ["2", "1", "", "", "", "1"]);
    let all = r2(&records, 2022, 2027);
    assert_eq!(cells(line(&all, "TỔNG CỘNG"), 2..7), ["14", "3", "7", "1", "3"]);
}

#[test]
fn a_model_kept_up_under_another_set_takes_the_field_of_that_year() {
    let (mut records, mut ids) = three_years();
    apply(&mut records, &mut ids, &[registered("M02", 2023)]);
    let total = |records: &MemoryRecords| cells(line(&r2(records, 2023, 2023), "TỔNG CỘNG"), 2..7);
    assert_eq!(total(&records), ["7", "1", "1", "3", "1"], "culture and society is two contents of that year");
    let told = |records: &MemoryRecords| {
        let found = problems(records, noon().date_naive(), 2026);
        found.iter().filter(|issue| issue.rule == "total.set").count()
    };
    assert_eq!(told(&records), 1);
    let (id, _) = year_of(&records, "M02", 2023);
    apply(
        &mut records,
        &mut ids,
        &[format!(
            r#"{{"save":"model_year","id":"{id}","set":{{"field":"BK_DL"}},"accept":{{"*":"xếp lại"}},"why":"xếp lại"}}"#
        )],
    );
    assert_eq!(total(&records), ["7", "1", "1", "3", "2"]);
    assert_eq!(told(&records), 0);
    assert_eq!(cells(line(&r2(&records, 2022, 2022), "TỔNG CỘNG"), 2..7), ["4", "1", "2", "1", ""], "2022 stays");
}

fn year_of(records: &MemoryRecords, model: &str, year: i64) -> (Id, crate::register::Record) {
    use crate::register::{Query, Test, Value, schema::model, schema::model_year};
    let of = records.page(&Query::all(&model::SCHEMA).search(model), 0, 1).rows.remove(0).0;
    let query = Query::all(&model_year::SCHEMA)
        .filter(model_year::MODEL, Test::Is(Value::Link(of)))
        .filter(model_year::YEAR, Test::Is(Value::Integer(year)));
    records.page(&query, 0, 1).rows.remove(0)
}

#[test]
fn an_entry_that_counts_as_nothing_in_other_years_is_pointed_out() {
    let (mut records, mut ids) = three_years();
    let mapping = |records: &MemoryRecords| {
        let found = problems(records, noon().date_naive(), 2026);
        found.into_iter().filter(|issue| issue.rule == "total.mapping").map(|issue| issue.id).collect::<Vec<_>>()
    };
    assert!(mapping(&records).is_empty());
    let entry = |code: &str| {
        format!(
            r#"{{"save":"catalogue_entry","set":{{"catalogue":"linh_vuc","code":"{code}","name":"{code}","valid_from_year":2026,"active":true}}}}"#
        )
    };
    apply(&mut records, &mut ids, &[entry("SO")]);
    assert!(mapping(&records).is_empty(), "a field that stays from now on needs none");
    apply(&mut records, &mut ids, &[entry("CU").replace("valid_from_year\":2026", "valid_to_year\":2021")]);
    assert_eq!(mapping(&records).len(), 1);
}

#[test]
fn a_set_is_taken_on_for_years_beside_each_other_only() {
    let (mut records, mut ids) = three_years();
    apply(&mut records, &mut ids, &[r#"{"adopt":"bac_kan","year":2024}"#.to_owned()]);
    assert_eq!(heads(&r2(&records, 2024, 2024)).len(), 4);
    assert!(heads(&r2(&records, 2024, 2024))[0].starts_with("Xây dựng Đảng"));
    let actor = Actor::sole("vp01");
    let mut reader = Reader::new(&records, &actor, noon(), 2026, &mut ids);
    let fault = reader.read(r#"{"adopt":"bac_kan","year":2030}"#).unwrap_err();
    assert!(fault.words.vi.contains("2023–2024"), "{fault:?}");
    let fault = reader.read(r#"{"adopt":"ha_noi","year":2030}"#).unwrap_err();
    assert!(fault.words.vi.contains("bac_kan, br_vt"), "{fault:?}");
}
