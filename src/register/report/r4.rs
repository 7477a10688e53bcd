//! R4: progress by neighbourhood, grouped by former ward.

use std::collections::BTreeMap;

use super::frame::{Frame, Place, Table, grouped, same, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::id::Id;
use crate::register::progress::{Average, averages};
use crate::register::record::{Read, is_withdrawn};
use crate::register::schema::{membership, model_year, neighbourhood, neighbourhood_year, person};
use crate::register::sum::{Dim, Key, Measure, Sum};
use crate::register::words::{Label, Words};
use crate::say;

pub(super) const LAYOUT: Layout =
    Layout {
        id: "R4", title: Label::new("TIẾN ĐỘ THỰC HIỆN THEO KHU DÂN CƯ", "PROGRESS BY NEIGHBOURHOOD"), make
    };

/// Columns of figures: their header and the metrics whose figures they add.
const METRICS: &[(Label, &[&str])] = &[
    (Label::new("Đất hiến (m²)", "Land given (m²)"), &["DAT"]),
    (Label::new("Ngày công", "Days of work"), &["CONG"]),
    (Label::new("Tiền (đồng)", "Money (đồng)"), &["TIEN"]),
    (Label::new("Đường (m)", "Roads (m)"), &["DUONG_BT", "DUONG_SUA"]),
    (Label::new("Cây/chậu", "Trees/pots"), &["CAY", "CHAU"]),
];

/// Columns of registrations: their header and the states that they count; all that count for none.
const STATES: &[(Label, &[&str])] = &[
    (Label::new("MH đăng ký", "Registered"), model_year::status::COUNTED),
    (Label::new("Đang triển khai", "Running"), &[model_year::status::RUNNING]),
    (Label::new("Hoàn thành", "Done"), model_year::status::AFTER_WORK),
    (Label::new("Công nhận", "Recognised"), &[model_year::status::RECOGNISED, model_year::status::EXEMPLARY]),
];

/// What one line counts.
#[derive(Clone, Default)]
struct Counts {
    households: Option<i64>,
    models: [u32; STATES.len()],
    figures: [Sum; METRICS.len()],
    average: Average,
    overdue: u32,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        if let Some(more) = other.households {
            *self.households.get_or_insert(0) += more;
        }
        for (sum, more) in self.models.iter_mut().zip(other.models) {
            *sum += more;
        }
        for (sum, more) in self.figures.iter_mut().zip(&other.figures) {
            sum.merge(more);
        }
        self.average.merge(other.average);
        self.overdue += other.overdue;
    }

    fn is_empty(&self) -> bool {
        self.models.iter().all(|count| *count == 0) && self.figures.iter().all(Sum::is_empty) && self.overdue == 0
    }

    fn note(&self) -> Words {
        match self.average.without_target {
            0 => Words::default(),
            n => say!("{n} MH chưa có chỉ tiêu", "{n} without a target", n = n),
        }
    }

    fn cells(&self, number: &str, name: Words, member: &str) -> Vec<Cell> {
        let mut cells = vec![Cell::text(number), Cell::words(name), Cell::text(member)];
        cells.push(self.households.map_or_else(Cell::blank, Cell::number));
        cells.extend(self.models.iter().map(|count| Cell::count(*count)));
        cells.extend(self.figures.iter().map(Cell::sum));
        cells.push(Cell::percent(self.average.percent()));
        cells.push(Cell::count(self.overdue));
        cells.push(Cell::words(self.note()));
        cells
    }
}

/// Counts everything by neighbourhood.
fn count(frame: &Frame<'_>) -> BTreeMap<Key, Counts> {
    let mut all: BTreeMap<Key, Counts> = BTreeMap::new();
    for (keys, tally) in frame.sums(Measure::ModelYears, &[Dim::Neighbourhood, Dim::State]).rows {
        let [place, Key::Code(state)] = keys.as_slice() else { continue };
        let models = &mut all.entry(place.clone()).or_default().models;
        for (count, (_, states)) in models.iter_mut().zip(STATES) {
            *count += if states.contains(&state.as_str()) { tally.sum.figures() } else { 0 };
        }
    }
    for (column, (_, codes)) in METRICS.iter().enumerate() {
        for metric in codes.iter().filter_map(|code| frame.metric(code)) {
            for (mut keys, tally) in frame.sums(Measure::Metric(metric), &[Dim::Neighbourhood]).rows {
                let Some(place) = keys.pop() else { continue };
                all.entry(place).or_default().figures[column].merge(&tally.sum);
            }
        }
    }
    for (mut keys, tally) in frame.sums(Measure::Overdue(frame.asked.as_of), &[Dim::Neighbourhood]).rows {
        let Some(place) = keys.pop() else { continue };
        all.entry(place).or_default().overdue += tally.sum.figures();
    }
    // A target is the year's, so what was reached since the year began is held against it.
    for (place, average) in averages(frame.records, frame.asked.period.year_to_date(), frame.asked.view) {
        all.entry(place).or_default().average = average;
    }
    all
}

/// Returns the households of each neighbourhood, of the latest year up to the period's.
fn households(frame: &Frame<'_>) -> BTreeMap<Id, i64> {
    let mut latest: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
    let last = i64::from(*frame.asked.period.years().end());
    frame.records.scan(&neighbourhood_year::SCHEMA, &mut |_, record| {
        let of = record.link(neighbourhood_year::NEIGHBOURHOOD);
        let (year, count) = (record.integer(neighbourhood_year::YEAR), record.integer(neighbourhood_year::HOUSEHOLDS));
        if let (false, Some(of), Some(year), Some(count)) = (is_withdrawn(&record), of, year, count)
            && year <= last
        {
            let kept = latest.entry(of).or_insert((year, count));
            *kept = (*kept).max((year, count));
        }
    });
    latest.into_iter().map(|(id, (_, count))| (id, count)).collect()
}

/// Names the committee member in charge of a neighbourhood.
fn member(frame: &Frame<'_>, place: &Place) -> String {
    let seat = place.record.link(neighbourhood::ASSIGNED_MEMBER);
    let seat = seat.and_then(|id| frame.records.get(&membership::SCHEMA, id));
    let who = seat.and_then(|seat| seat.link(membership::PERSON));
    let who = who.and_then(|id| frame.records.get(&person::SCHEMA, id));
    who.map(|who| who.text(person::FULL_NAME).to_owned()).unwrap_or_default()
}

fn make(frame: &Frame<'_>) -> Table {
    let columns = columns();
    let mut all = count(frame);
    let households = households(frame);
    let places = frame.places(&|id| all.contains_key(&Key::Record(id)));
    let grouping = places.iter().any(|place| !place.group.is_empty());
    let mut rows = Vec::new();
    let mut total = Counts::default();
    for (group, places) in grouped(places, |place| place.group.clone()) {
        if grouping {
            let name = match group.as_str() {
                "" => say!("Chưa ghi phường, xã cũ", "Former ward not said"),
                _ => same(&group),
            };
            rows.push(words_row(RowKind::Group, "", name, columns.len()));
        }
        let mut subtotal = Counts::default();
        for (at, place) in places.iter().enumerate() {
            let mut counts = all.remove(&Key::Record(place.id)).unwrap_or_default();
            counts.households = households.get(&place.id).copied();
            subtotal.add(&counts);
            let cells = counts.cells(&(at + 1).to_string(), place.name.clone(), &member(frame, place));
            rows.push(Row { kind: RowKind::Line, cells });
        }
        total.add(&subtotal);
        if grouping {
            let cells = subtotal.cells("", say!("Cộng {group}", "Sum of {group}", group = group), "");
            rows.push(Row { kind: RowKind::Subtotal, cells });
        }
    }
    for (key, name) in [
        (Key::Several, say!("Nhiều khu dân cư", "Several neighbourhoods")),
        (Key::Ward, say!("Toàn phường (không tách)", "Whole ward (not split)")),
    ] {
        let counts = all.remove(&key).unwrap_or_default();
        // The ward's line always stands, that of several only where there are such models.
        if key == Key::Ward || !counts.is_empty() {
            total.add(&counts);
            rows.push(Row { kind: RowKind::Line, cells: counts.cells("", name, "") });
        }
    }
    rows.push(Row { kind: RowKind::Total, cells: total.cells("", say!("TỔNG", "TOTAL"), "") });
    rows.push(words_row(RowKind::Check, "", check(frame, &total), columns.len()));
    Table { title: None, columns, rows, footers: footers(frame) }
}

fn columns() -> Vec<Column> {
    let mut columns = vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        Column::words(Label::new("Khu dân cư", "Neighbourhood"), 24),
        Column::words(Label::new("Người phụ trách", "In charge"), 18),
        Column::figures(Label::new("Số hộ", "House-holds"), 6),
    ];
    columns.extend(STATES.iter().map(|(head, _)| Column::figures(*head, 6)));
    columns.extend(METRICS.iter().map(|(head, _)| Column::figures(*head, 14)));
    columns.push(Column::figures(Label::new("% tiến độ BQ", "Average progress"), 8));
    columns.push(Column::figures(Label::new("Nhiệm vụ quá hạn", "Overdue tasks"), 8));
    columns.push(Column::words(Label::new("Ghi chú", "Note"), 16));
    columns
}

/// Holds the lines against the ward's totals, which are counted apart from them.
fn check(frame: &Frame<'_>, total: &Counts) -> Words {
    let mut wrong = Vec::new();
    let registered = frame.sums(Measure::ModelYears, &[]).total.sum.figures();
    if registered != total.models[0] {
        wrong.push(STATES[0].0);
    }
    for ((head, codes), figures) in METRICS.iter().zip(&total.figures) {
        let mut ward = Sum::default();
        for metric in codes.iter().filter_map(|code| frame.metric(code)) {
            ward.merge(&frame.sums(Measure::Metric(metric), &[]).total.sum);
        }
        if ward != *figures {
            wrong.push(*head);
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
    use crate::register::sum::View;
    let view = match frame.asked.view {
        View::AsItWas => {
            say!("Số liệu theo địa bàn tại thời điểm phát sinh.", "Neighbourhoods as they were on the day.")
        }
        View::AsItIsNow => say!("Số liệu theo địa bàn hiện nay.", "Neighbourhoods as they are today."),
    };
    vec![view]
}
