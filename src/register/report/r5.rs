//! R5: means raised and results, one line for each metric in the order of the metrics.
//!
//! Counts of propaganda come from activities, everything else from result entries. Money is split by its source, and the
//! parts add to the line's figure.

use std::collections::BTreeMap;

use super::frame::{Frame, Table, words_row};
use super::{Align, Cell, Column, Layout, Row, RowKind};
use crate::register::id::Id;
use crate::register::period::Period;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::schema::{indicator, metric, model_year};
use crate::register::sum::{Dim, Key, Measure, Question, Sum, Tally};
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;

pub(super) const LAYOUT: Layout = Layout {
    id: "R5",
    title: Label::new("BIỂU TỔNG HỢP KẾT QUẢ, HUY ĐỘNG NGUỒN LỰC", "RESULTS AND MEANS RAISED"),
    make,
};

const SOURCE: Label = Label::new("Nguồn", "Source");

/// The group of metrics that are counts of propaganda.
const PROPAGANDA: &str = "TUYEN_TRUYEN";

/// For each metric of propaganda what counts it: the kind of activity, and what of it.
const BY_ACTIVITY: &[(&str, &str, Measure)] = &[
    ("PHONGSU", "PHONG_SU", Measure::Activities),
    ("TINBAI", "TIN_BAI", Measure::Activities),
    ("PANO", "PANO", Measure::Activities),
    ("LOA", "LOA", Measure::Activities),
    ("TTM", "TT_MIENG", Measure::Activities),
    ("TTM_NGUOI", "TT_MIENG", Measure::Participants),
    ("MXH", "MXH", Measure::Activities),
    ("MXH_TT", "MXH", Measure::Interactions),
];

/// Sources that have a column; every other source, and none, is under "Khác".
const SOURCES: &[(&str, Label)] =
    &[("NS", Label::new("NS", "Budget")), ("DAN", Label::new("Dân", "Residents")), ("DN", Label::new("DN", "Firms"))];

/// One metric as a line.
struct Line<'a> {
    frame: &'a Frame<'a>,
    id: Id,
    record: &'a Record,
}

impl Line<'_> {
    /// Counts in a period.
    fn question(&self, period: Period) -> Question {
        let code = self.record.text(metric::CODE);
        let counted = BY_ACTIVITY.iter().find(|(of, _, _)| *of == code && self.is_propaganda());
        match counted {
            Some((_, kind, measure)) => {
                Question::new(*measure, period).only(Dim::Activity, Key::Code((*kind).to_owned()))
            }
            None => Question::new(Measure::Metric(self.id), period),
        }
    }

    fn is_propaganda(&self) -> bool {
        self.record.choice(metric::GROUP) == Some(PROPAGANDA)
    }

    fn is_money(&self) -> bool {
        self.record.text(metric::UNIT) == metric::DONG
    }

    fn count(&self, period: Period) -> Tally {
        self.frame.records.sums(&self.question(period)).total
    }

    /// Splits the period's money into the columns of sources, the last for all others.
    fn sources(&self, period: Period) -> Vec<Sum> {
        let mut columns = vec![Sum::default(); SOURCES.len() + 1];
        for (keys, tally) in self.frame.records.sums(&self.question(period).by(&[Dim::Source])).rows {
            let named = |(code, _): &(&str, Label)| keys.first() == Some(&Key::Code((*code).to_owned()));
            let column = SOURCES.iter().position(named).unwrap_or(SOURCES.len());
            columns[column].merge(&tally.sum);
        }
        columns
    }
}

fn make(frame: &Frame<'_>) -> Table {
    let period = frame.asked.period;
    let planned = planned(frame);
    let columns = columns();
    let (mut rows, mut checks) = (Vec::new(), Vec::new());
    for (id, record) in frame.live(&metric::SCHEMA) {
        let line = Line { frame, id, record: &record };
        let now = line.count(period);
        let is_used = !matches!(record.get(&metric::ACTIVE), Some(Value::Bool(false)));
        if record.choice(metric::CLASS) == Some(metric::PAIR) || !is_used && now.is_empty() {
            continue;
        }
        let to_date = line.count(period.year_to_date());
        let before = line.count(period.year_before());
        let plan = planned.get(&id).cloned().unwrap_or_default();
        let mut cells = vec![
            Cell::number(u32::try_from(rows.len() + 1).unwrap_or(u32::MAX)),
            Cell::text(record.text(metric::NAME)),
            Cell::text(record.text(metric::UNIT)),
            Cell::sum(&plan),
            shown(&now),
            shown(&to_date),
            Cell::percent(compared(&to_date, &plan.into())),
            Cell::percent(compared(&now, &before)),
        ];
        if line.is_money() && !now.is_empty() {
            let sources = line.sources(period);
            checks.push(check(&record, &now.sum, &sources));
            cells.extend(sources.iter().map(Cell::sum));
        }
        cells.resize(columns.len(), Cell::blank());
        rows.push(Row { kind: RowKind::Line, cells });
    }
    rows.extend(checks.into_iter().map(|words| words_row(RowKind::Check, "", words, columns.len())));
    Table { title: None, columns, rows, footers: Vec::new() }
}

fn columns() -> Vec<Column> {
    let figures = |vi, en, width| Column::figures(Label::new(vi, en), width);
    let mut columns = vec![
        Column::new(Label::new("TT", "No."), 4, Align::Centre),
        Column::words(Label::new("Nội dung", "Contents"), 30),
        Column::words(Label::new("ĐVT", "Unit"), 9),
        figures("Kế hoạch", "Planned", 14),
        figures("Kỳ này", "This period", 16),
        figures("Luỹ kế năm", "Year to date", 16),
        figures("% KH", "% of plan", 8),
        figures("So cùng kỳ", "To a year ago", 10),
    ];
    columns.extend(SOURCES.iter().map(|(_, head)| Column::figures(*head, 14).under(SOURCE)));
    columns.push(figures("Khác", "Other", 14).under(SOURCE));
    columns
}

/// Shows a figure, a ratio as its percentage.
fn shown(tally: &Tally) -> Cell {
    tally.percent().map_or_else(|| Cell::sum(&tally.sum), |percent| Cell::percent(Some(percent)))
}

/// Compares two figures, or two percentages, in percent of the second.
fn compared(figure: &Tally, to: &Tally) -> Option<rust_decimal::Decimal> {
    let value = |tally: &Tally| tally.percent().unwrap_or_else(|| tally.sum.total());
    if figure.is_empty() {
        return None;
    }
    value(figure).checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?.checked_div(value(to))
}

/// Adds the targets of the year's registrations that count, by metric.
fn planned(frame: &Frame<'_>) -> BTreeMap<Id, Sum> {
    let year = *frame.asked.period.years().end();
    let counts = |id: Id| {
        let record = frame.records.get(&model_year::SCHEMA, id).filter(|record| !is_withdrawn(record));
        record.is_some_and(|record| {
            let state = record.choice(model_year::YEAR_STATUS);
            record.integer(model_year::YEAR) == Some(i64::from(year))
                && state.is_some_and(|state| model_year::status::COUNTED.contains(&state))
        })
    };
    let mut planned: BTreeMap<Id, Sum> = BTreeMap::new();
    frame.records.scan(&indicator::SCHEMA, &mut |_, record| {
        let target = record.get(&indicator::TARGET).and_then(Value::as_quantity);
        if let (false, Some(metric), Some(year), Some(target)) =
            (is_withdrawn(&record), record.link(indicator::METRIC), record.link(indicator::MODEL_YEAR), target)
            && counts(year)
        {
            planned.entry(metric).or_default().add(target);
        }
    });
    planned
}

fn check(record: &Record, now: &Sum, sources: &[Sum]) -> Words {
    let mut sum = Sum::default();
    for source in sources {
        sum.merge(source);
    }
    let (name, parts, whole) = (record.text(metric::NAME), sum.show(), now.show());
    if sum == *now {
        say!(
            "Kiểm tra {name}: các nguồn cộng lại {parts} (khớp)",
            "Check of {name}: the sources come to {parts} (agrees)",
            name = name,
            parts = parts
        )
    } else {
        say!(
            "Kiểm tra {name}: các nguồn cộng lại {parts}, kỳ này {whole} (LỆCH)",
            "Check of {name}: the sources come to {parts}, the period to {whole} (DIFFERS)",
            name = name,
            parts = parts,
            whole = whole
        )
    }
}
