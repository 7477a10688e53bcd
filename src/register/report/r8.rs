//! R8: tasks and what became of them, the earliest due first.
//!
//! The issued copy has no explanations; the working copy carries them in a column of its own at the far right.

use chrono::NaiveDate;

use super::frame::{Frame, Table, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::record::{Read, Record};
use crate::register::schema::task;
use crate::register::show::ShowCx;
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::day::Day;

const TITLE: Label = Label::new("THEO DÕI THỰC HIỆN NHIỆM VỤ", "TASKS");

pub(super) const LAYOUT: Layout = Layout { id: "R8", title: TITLE, make: |frame| make(frame, false) };
pub(super) const WORKING: Layout = Layout { id: "R8G", title: TITLE, make: |frame| make(frame, true) };

/// How a task stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Early,
    OnTime,
    Late,
    CalledOff,
    Overdue,
    Open,
}

/// Standings in the order in which the last line counts them, in words.
const STANDINGS: &[(Standing, Label)] = &[
    (Standing::Early, Label::new("hoàn thành trước hạn", "done early")),
    (Standing::OnTime, Label::new("đúng hạn", "on time")),
    (Standing::Late, Label::new("hoàn thành quá hạn", "done late")),
    (Standing::Open, Label::new("đang thực hiện", "in work")),
    (Standing::Overdue, Label::new("quá hạn", "overdue")),
    (Standing::CalledOff, Label::new("huỷ", "called off")),
];

/// Returns how a task stands on `today`, and by how many days it is late.
///
/// A due date that names a month or a quarter ends with its last day; a task is late from the day after.
fn standing(record: &Record, today: NaiveDate) -> (Standing, i64) {
    let due = record.day(task::DUE).map(Day::last);
    let late = |on: NaiveDate| due.map_or(0, |due| (on - due).num_days().max(0));
    match record.choice(task::STATUS) {
        Some(task::CALLED_OFF) => (Standing::CalledOff, 0),
        Some(task::DONE) => {
            let done = record.day(task::DONE_ON).map(Day::first);
            match (done, due) {
                (Some(done), Some(due)) if done > due => (Standing::Late, late(done)),
                (Some(done), Some(due)) if done < due => (Standing::Early, 0),
                _ => (Standing::OnTime, 0),
            }
        }
        _ if late(today) > 0 => (Standing::Overdue, late(today)),
        _ => (Standing::Open, 0),
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
    let mut counts = vec![0_u32; STANDINGS.len()];
    let tasks = frame.live(&task::SCHEMA).into_iter().map(|(_, record)| record);
    for record in tasks.filter(|record| is_of_the_period(frame, record)) {
        let (standing, late) = standing(&record, today);
        if let Some(place) = STANDINGS.iter().position(|(of, _)| *of == standing) {
            counts[place] += 1;
        }
        let mut cells = cells(frame, &record, standing, late, rows.len() + 1);
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

fn cells(frame: &Frame<'_>, record: &Record, standing: Standing, late: i64, number: usize) -> Vec<Cell> {
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
        Cell::count(u32::try_from(late).unwrap_or(u32::MAX)),
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
        Standing::Overdue => say!("Quá hạn", "Overdue"),
        Standing::Late => say!("Hoàn thành quá hạn", "Done late"),
        Standing::Early => say!("Hoàn thành trước hạn", "Done early"),
        Standing::OnTime => say!("Hoàn thành đúng hạn", "Done on time"),
        Standing::CalledOff | Standing::Open => field(frame, record, "status").words,
    }
}

fn total(all: usize, counts: &[u32]) -> Words {
    let parts = |lang: fn(Label) -> &'static str| {
        let named = STANDINGS.iter().zip(counts).filter(|(_, count)| **count > 0);
        named.map(|((_, name), count)| format!("{} {count}", lang(*name))).collect::<Vec<_>>().join("; ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::value::Value;

    fn task(status: &str, due: &str, done: Option<&str>) -> Record {
        let day = |iso: &str| Value::Day(Day::from_iso(iso).unwrap());
        let mut record: Record = [(task::STATUS, Value::Choice(status.to_owned())), (task::DUE, day(due))].into();
        record.extend(done.map(|iso| (task::DONE_ON, day(iso))));
        record
    }

    #[test]
    fn late_is_counted_from_the_day_after() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        for (record, wanted) in [
            (task(task::SET, "2026-06-30", None), (Standing::Open, 0)),
            (task(task::SET, "2026-06-29", None), (Standing::Overdue, 1)),
            (task("TAM_DUNG", "2026-05", None), (Standing::Overdue, 30)),
            (task(task::SET, "2026-Q2", None), (Standing::Open, 0)),
            (task(task::DONE, "2026-06-10", Some("2026-06-10")), (Standing::OnTime, 0)),
            (task(task::DONE, "2026-06-10", Some("2026-06-01")), (Standing::Early, 0)),
            (task(task::DONE, "2026-06-10", Some("2026-06-13")), (Standing::Late, 3)),
            (task(task::CALLED_OFF, "2026-01-01", None), (Standing::CalledOff, 0)),
        ] {
            assert_eq!(standing(&record, today), wanted, "{record:?}");
        }
    }
}
