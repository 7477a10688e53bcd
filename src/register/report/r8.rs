//! R8: tasks and what became of them, the earliest due first.
//!
//! The issued copy has no explanations; the working copy carries them in a column of its own at the far right.

use super::frame::{Frame, Table, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::docket::Standing;
use crate::register::record::{Read, Record};
use crate::register::schema::task;
use crate::register::show::ShowCx;
use crate::register::words::{Label, Words};
use crate::say;

const TITLE: Label = Label::new("THEO DÕI THỰC HIỆN NHIỆM VỤ", "TASKS");

pub(super) const LAYOUT: Layout = Layout { id: "R8", title: TITLE, make: |frame| make(frame, false) };
pub(super) const WORKING: Layout = Layout { id: "R8G", title: TITLE, make: |frame| make(frame, true) };

/// Standings in the order in which the last line counts them, in words.
const STANDINGS: [Label; 6] = [
    Label::new("hoàn thành trước hạn", "done early"),
    Label::new("đúng hạn", "on time"),
    Label::new("hoàn thành quá hạn", "done late"),
    Label::new("đang thực hiện", "in work"),
    Label::new("quá hạn", "overdue"),
    Label::new("huỷ", "called off"),
];

/// Returns the place of a standing among those that are counted.
const fn place(standing: Standing) -> usize {
    match standing {
        Standing::Early(_) => 0,
        Standing::OnTime => 1,
        Standing::Late(_) => 2,
        Standing::Open(_) => 3,
        Standing::Overdue(_) => 4,
        Standing::CalledOff => 5,
    }
}

/// Returns whether a task belongs into the period: given by its end, and neither done nor called off before it began.
fn is_of_the_period(frame: &Frame<'_>, record: &Record) -> bool {
    let period = frame.asked.period;
    let given = record.day(task::ASSIGNED_ON).is_none_or(|day| day.first() <= period.last());
    let touches = |field| record.day(field).is_some_and(|day| day.last() >= period.first());
    let over = matches!(record.choice(task::STATUS), Some(task::DONE | task::CALLED_OFF));
    given && (!over || touches(task::DONE_ON) || touches(task::DUE))
}

fn make(frame: &Frame<'_>, explained: bool) -> Table {
    let today = frame.asked.as_of;
    let columns = columns(explained);
    let mut rows = Vec::new();
    let mut counts = [0_u32; STANDINGS.len()];
    let tasks = frame.live(&task::SCHEMA).into_iter().map(|(_, record)| record);
    for record in tasks.filter(|record| is_of_the_period(frame, record)) {
        let standing = Standing::of(&record, today);
        counts[place(standing)] += 1;
        let mut cells = cells(frame, &record, standing, rows.len() + 1);
        if explained {
            cells.push(field(frame, &record, "explanation"));
        }
        rows.push(Row { kind: RowKind::Line, cells });
    }
    rows.push(words_row(RowKind::Total, "", total(rows.len(), &counts), columns.len()));
    Table { title: None, columns, rows, footers: Vec::new() }
}

fn columns(explained: bool) -> Vec<Column> {
    let words = |vi, en, width| Column::words(Label::new(vi, en), width);
    let mut columns = vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        words("Nhiệm vụ", "Task", 32),
        words("Căn cứ", "Basis", 20),
        words("Chủ trì", "In charge", 18),
        words("Phối hợp", "Partners", 18),
        words("Sản phẩm", "Product", 20),
        words("Hạn", "Due", 10),
        Column::figures(Label::new("Tiến độ %", "Progress %"), 8),
        words("Trạng thái", "State", 14),
        Column::figures(Label::new("Số ngày trễ", "Days late"), 6),
        words("Ghi chú", "Note", 18),
    ];
    if explained {
        columns.push(words("Giải trình", "Explanation", 24));
    }
    columns
}

fn cells(frame: &Frame<'_>, record: &Record, standing: Standing, number: usize) -> Vec<Cell> {
    let either = |first, second| {
        let first = field(frame, record, first);
        if first.words.is_empty() { field(frame, record, second) } else { first }
    };
    vec![
        Cell::number(u32::try_from(number).unwrap_or(u32::MAX)),
        Cell::text(record.text(task::TITLE)),
        either("origin_doc", "basis"),
        either("lead_org", "lead_person"),
        field(frame, record, "partners"),
        field(frame, record, "product"),
        field(frame, record, "due"),
        record.integer(task::PROGRESS).map_or_else(Cell::blank, Cell::number),
        Cell::words(state(frame, record, standing)),
        Cell::count(u32::try_from(standing.days_late()).unwrap_or(u32::MAX)),
        field(frame, record, "note"),
    ]
}

/// Shows a field of a task in both languages.
fn field(frame: &Frame<'_>, record: &Record, key: &str) -> Cell {
    use crate::register::words::Lang;
    let Some(field) = task::SCHEMA.field_by_key(key) else { return Cell::blank() };
    let show = |lang| field.show(record, ShowCx { records: frame.records, lang });
    Cell::words(Words { vi: show(Lang::Vi), en: show(Lang::En) })
}

/// Names the state: what is overdue or was done late is computed, the rest is as the record says.
fn state(frame: &Frame<'_>, record: &Record, standing: Standing) -> Words {
    match standing {
        Standing::Overdue(_) => say!("Quá hạn", "Overdue"),
        Standing::Late(_) => say!("Hoàn thành quá hạn", "Done late"),
        Standing::Early(_) => say!("Hoàn thành trước hạn", "Done early"),
        Standing::OnTime => say!("Hoàn thành đúng hạn", "Done on time"),
        Standing::CalledOff | Standing::Open(_) => field(frame, record, "status").words,
    }
}

fn total(all: usize, counts: &[u32]) -> Words {
    let parts = |lang: fn(Label) -> &'static str| {
        let named = STANDINGS.iter().zip(counts).filter(|(_, count)| **count > 0);
        named.map(|(name, count)| format!("{} {count}", lang(*name))).collect::<Vec<_>>().join("; ")
    };
    let parts = Words { vi: parts(|name| name.vi), en: parts(|name| name.en) };
    let colon = if parts.is_empty() { "" } else { ": " };
    say!(
        "Tổng số {all} nhiệm vụ{colon}{parts}",
        "{all} tasks in all{colon}{parts}",
        all = all,
        colon = colon,
        parts = parts
    )
}
