//! R4: progress by neighbourhood, grouped by former ward.

use super::frame::{Frame, Table, same, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::board::{Board, Counts, Gauge, Grouping, Line, STATES};
use crate::register::sum::{Measure, Tally, View};
use crate::register::words::{Label, Words};
use crate::say;

pub(super) const LAYOUT: Layout =
    Layout {
        id: "R4", title: Label::new("TIẾN ĐỘ THỰC HIỆN THEO KHU DÂN CƯ", "PROGRESS BY NEIGHBOURHOOD"), make
    };

fn note(counts: &Counts) -> Words {
    match counts.average.without_target {
        0 => Words::default(),
        n => say!("{n} MH chưa có chỉ tiêu", "{n} without a target", n = n),
    }
}

fn cells(counts: &Counts, number: &str, name: Words, member: &str) -> Vec<Cell> {
    let mut cells = vec![Cell::text(number), Cell::words(name), Cell::text(member)];
    cells.push(counts.households.map_or_else(Cell::blank, Cell::number));
    cells.extend(counts.models.iter().map(|count| Cell::count(*count)));
    cells.extend(counts.figures.iter().map(|tally| Cell::sum(&tally.sum)));
    cells.push(Cell::percent(counts.average.percent()));
    cells.push(Cell::count(counts.overdue));
    cells.push(Cell::words(note(counts)));
    cells
}

fn line(line: &Line, number: &str) -> Row {
    Row { kind: RowKind::Line, cells: cells(&line.counts, number, line.name.clone(), &line.member) }
}

fn make(frame: &Frame<'_>) -> Table {
    let board = Board::of(frame.records, &frame.focus(), Grouping::Own, Gauge::usual(frame.records));
    let columns = columns(&board.gauges);
    let mut rows = Vec::new();
    for group in &board.groups {
        if board.is_grouped() {
            let name = if group.name.is_empty() { Grouping::Own.none() } else { same(&group.name) };
            rows.push(words_row(RowKind::Group, "", name, columns.len()));
        }
        rows.extend(group.places.iter().enumerate().map(|(at, place)| line(place, &(at + 1).to_string())));
        if board.is_grouped() {
            let cells = cells(&group.counts, "", say!("Cộng {group}", "Sum of {group}", group = group.name), "");
            rows.push(Row { kind: RowKind::Subtotal, cells });
        }
    }
    // The ward's line always stands, that of several only where there are such models.
    rows.extend(board.several.iter().chain([&board.ward]).map(|other| line(other, "")));
    rows.push(Row { kind: RowKind::Total, cells: cells(&board.total, "", say!("TỔNG", "TOTAL"), "") });
    rows.push(words_row(RowKind::Check, "", check(frame, &board), columns.len()));
    Table { title: None, columns, rows, footers: footers(frame) }
}

fn columns(gauges: &[Gauge]) -> Vec<Column> {
    let mut columns = vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        Column::words(Label::new("Khu dân cư", "Neighbourhood"), 24),
        Column::words(Label::new("Người phụ trách", "In charge"), 18),
        Column::figures(Label::new("Số hộ", "House-holds"), 6),
    ];
    columns.extend(STATES.iter().map(|(head, _)| Column::figures(*head, 6)));
    columns.extend(gauges.iter().map(|gauge| Column::figures(gauge.heading(), 14)));
    columns.push(Column::figures(Label::new("% tiến độ BQ", "Average progress"), 8));
    columns.push(Column::figures(Label::new("Nhiệm vụ quá hạn", "Overdue tasks"), 8));
    columns.push(Column::words(Label::new("Ghi chú", "Note"), 16));
    columns
}

/// Holds the lines against the ward's totals, which are counted apart from them.
fn check(frame: &Frame<'_>, board: &Board) -> Words {
    let mut wrong: Vec<Words> = Vec::new();
    let registered = frame.sums(Measure::ModelYears, &[]).total.sum.figures();
    if registered != board.total.models[0] {
        wrong.push(STATES[0].0.into());
    }
    for (gauge, figures) in board.gauges.iter().zip(&board.total.figures) {
        let mut ward = Tally::default();
        for metric in &gauge.metrics {
            ward.merge(&frame.sums(Measure::Metric(*metric), &[]).total);
        }
        if ward != *figures {
            wrong.push(gauge.heading());
        }
    }
    if wrong.is_empty() {
        return say!(
            "Kiểm tra: các khu dân cư + không tách = toàn phường (khớp)",
            "Check: neighbourhoods + not split = the ward (agrees)"
        );
    }
    let names = |lang| wrong.iter().map(|head| head.get(lang)).collect::<Vec<_>>().join(", ");
    let (vi, en) = (names(crate::register::Lang::Vi), names(crate::register::Lang::En));
    say!(
        "Kiểm tra: các khu dân cư + không tách KHÁC toàn phường ở: {names}",
        "Check: neighbourhoods + not split DIFFER from the ward in: {names}",
        names = Words { vi, en }
    )
}

fn footers(frame: &Frame<'_>) -> Vec<Words> {
    let view = match frame.asked.view {
        View::AsItWas => {
            say!("Số liệu theo địa bàn tại thời điểm phát sinh.", "Neighbourhoods as they were on the day.")
        }
        View::AsItIsNow => say!("Số liệu theo địa bàn hiện nay.", "Neighbourhoods as they are today."),
    };
    vec![view]
}
