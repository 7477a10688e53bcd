//! R5: planned, reached and compared; money by its source; propaganda from activities.

use super::r4::{Small, day, small};
use super::{asked, cells, line, lines_of};
use crate::register::Period;
use crate::register::records::Records;
use crate::register::report::{RowKind, make};
use crate::register::schema::{activity, metric, progress};
use crate::register::show::ShowCx;
use crate::register::sum::tests::ward::code;
use crate::register::sum::tests::ward::text as text_value;
use crate::register::value::{Quantity, Value};

#[test]
fn figures_are_held_against_plan_and_last_year() {
    let mut small = small();
    let of = |year| vec![(progress::MODEL_YEAR, Value::Link(year))];
    small.entry(small.land, Quantity::exact(100), Some(0), of(small.year));
    small.entry(small.land, Quantity::exact(60), Some(1), vec![(progress::DATE, day("2026-02-01"))]);
    small.entry(small.land, Quantity::exact(80), Some(1), vec![(progress::DATE, day("2025-05-01"))]);
    let report = make("R5", asked(Period::quarter(2026, 2).unwrap()), &small.ward.records).unwrap();
    // Unit, planned, this period, year to date, % of plan, to a year ago, then the sources.
    let land = ["m²", "400", "100", "160", "40 %", "125 %", "", "", "", ""];
    assert_eq!(cells(line(&report, "DAT"), 2..12), land);
    assert_eq!(report.columns.len(), 12);
}

#[test]
fn money_is_split_by_its_source() {
    let mut small = small();
    for (source, million) in [(Some("NS"), 310), (Some("DAN"), 86), (Some("DN"), 50), (Some("QUY"), 4), (None, 1)] {
        let source = source.map(|source| (progress::MONEY_SOURCE, code(source))).into_iter().collect();
        small.entry(small.money, Quantity::exact(million * 1_000_000), Some(0), source);
    }
    let report = make("R5", asked(Period::year(2026)), &small.ward.records).unwrap();
    let row = line(&report, "TIEN");
    assert_eq!(cells(row, 4..5), ["451.000.000"]);
    assert_eq!(cells(row, 8..12), ["310.000.000", "86.000.000", "50.000.000", "5.000.000"]);
    let check = &lines_of(&report, RowKind::Check)[0].cells[1].words.vi;
    assert_eq!(check, "Kiểm tra TIEN: các nguồn cộng lại 451.000.000 (khớp)");
}

#[test]
fn propaganda_is_counted_from_activities_only() {
    let mut small = small();
    let fields = vec![
        (metric::CODE, text_value("PHONGSU")),
        (metric::NAME, text_value("Phóng sự")),
        (metric::CLASS, code(metric::FLOW)),
        (metric::GROUP, code("TUYEN_TRUYEN")),
    ];
    let reportages = small.ward.make(&metric::SCHEMA, fields);
    small.entry(reportages, Quantity::exact(99), Some(0), vec![]);
    for (kind, count) in [("PHONG_SU", 4), ("PHONG_SU", 2), ("TIN_BAI", 7)] {
        let fields = vec![
            (activity::DATE, day("2026-05-01")),
            (activity::KIND, code(kind)),
            (activity::COUNT, Value::Integer(count)),
        ];
        small.ward.make(&activity::SCHEMA, fields);
    }
    let report = make("R5", asked(Period::year(2026)), &small.ward.records).unwrap();
    assert_eq!(cells(line(&report, "Phóng sự"), 4..5), ["6"]);
}

#[test]
fn a_numerator_alone_is_no_percentage() {
    let mut small = small();
    let fields =
        vec![(metric::NAME, text_value("GDVH")), (metric::UNIT, text_value("%")), (metric::CLASS, code(metric::RATIO))];
    let families = small.ward.make(&metric::SCHEMA, fields);
    let shown = |small: &Small, id| {
        let record = small.ward.records.get(&progress::SCHEMA, id).unwrap();
        let field = progress::SCHEMA.field(progress::QUANTITY).unwrap();
        field.show(&record, ShowCx::vi(&small.ward.records))
    };
    let given = small.entry(families, Quantity::exact(70), Some(2), vec![]);
    assert_eq!(shown(&small, given), "70 %", "a source that gives nothing but a percentage");
    let alone = small.entry(families, Quantity::exact(435), Some(0), vec![]);
    assert_eq!(shown(&small, alone), "435");
    let of = vec![(progress::DENOMINATOR, Value::Quantity(Quantity::exact(96)))];
    let parted = small.entry(families, Quantity::exact(90), Some(1), of);
    assert_eq!(shown(&small, parted), "90");
    for id in [given, parted] {
        small.ward.toggle(&progress::SCHEMA, id);
    }
    let report = make("R5", asked(Period::year(2026)), &small.ward.records).unwrap();
    assert_eq!(cells(line(&report, "GDVH"), 4..5), ["435 (thiếu mẫu số)"]);
}
