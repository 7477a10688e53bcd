//! Reports of small registers, line by line.

use super::{Align, Asked, Cell, Column, Report, Row, RowKind, csv, text};
use crate::register::period::Period;
use crate::register::sum::View;
use crate::register::words::{Label, Lang, Words};

mod r2;
mod r4;
mod r5;
mod r8;
mod r9;
mod sent;
mod sets;

/// Asks for a period, looked at in the middle of its last December.
fn asked(period: Period) -> Asked {
    let as_of = chrono::NaiveDate::from_ymd_opt(*period.years().end(), 12, 15).unwrap();
    Asked { period, as_of, view: View::AsItWas }
}

fn cells(row: &Row, range: std::ops::Range<usize>) -> Vec<String> {
    row.cells[range].iter().map(|cell| cell.words.vi.clone()).collect()
}

fn lines_of(report: &Report, kind: RowKind) -> Vec<&Row> {
    report.rows.iter().filter(|row| row.kind == kind).collect()
}

/// Finds the row whose second cell begins with `name`.
fn line<'a>(report: &'a Report, name: &str) -> &'a Row {
    let found = report.rows.iter().find(|row| row.cells[1].words.vi.starts_with(name));
    found.unwrap_or_else(|| panic!("no row {name} in\n{}", text::write(report, Lang::Vi)))
}

#[test]
fn an_unknown_report_names_those_there_are() {
    let records = crate::register::MemoryRecords::new(crate::register::REGISTER);
    let refusal = super::make("R99", asked(Period::year(2026)), &records).unwrap_err();
    assert!(refusal.vi.contains("R99") && refusal.vi.contains("R2"), "{refusal:?}");
}

fn small(cells: Vec<Cell>) -> Report {
    let head = Label::new("Nội dung", "Contents");
    Report {
        id: "R0",
        title: Label::new("BIỂU", "TABLE").into(),
        unit: Words::default(),
        period: Period::year(2026).show(),
        as_of: chrono::NaiveDate::from_ymd_opt(2026, 12, 15).unwrap(),
        columns: vec![
            Column::new(Label::new("TT", "No."), 3, Align::Centre),
            Column::words(head, 8),
            Column::figures(head, 8),
        ],
        rows: vec![Row { kind: RowKind::Line, cells }],
        footers: Vec::new(),
    }
}

#[test]
fn a_cell_that_looks_like_a_formula_is_text_for_a_spreadsheet() {
    for (cell, written) in [
        ("=1+1", "\"'=1+1\""),
        ("+84", "\"'+84\""),
        ("-1", "\"'-1\""),
        ("@sum", "\"'@sum\""),
        ("a \"b\", c", "\"a \"\"b\"\", c\""),
        ("Đất hiến", "Đất hiến"),
    ] {
        let table = csv::write(&small(vec![Cell::text("1"), Cell::text(cell), Cell::blank()]), Lang::Vi);
        assert!(table.contains(&format!("\r\n1,{written},\r\n")), "{cell}: {table}");
    }
}

#[test]
fn long_cells_break_and_nothing_is_cut() {
    let shown =
        text::write(&small(vec![Cell::text("1"), Cell::text("Đường bê tông ngõ"), Cell::number(3000)]), Lang::Vi);
    let lines: Vec<&str> = shown.lines().filter(|line| line.contains('│')).collect();
    assert_eq!(lines[1..], [" 1  │ Đường bê │    3.000", "    │ tông ngõ │"]);
}
