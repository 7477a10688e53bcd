//! The cells of the ward's grid: what is counted, and the result entries behind it.

use std::collections::BTreeMap;

use super::{CHOSEN_METRICS, day_of};
use crate::register::record::is_withdrawn;
use crate::register::schema::{metric, model_year, neighbourhood, progress};
use crate::register::{
    Dim, Field, Id, Measure, Period, Query, Question, Read, Record, ShowCx, SumKey, Test, Value, Words,
};
use crate::say;
use crate::text::day::Day;
use crate::ui::draft::Draft;
use crate::ui::screen::Cx;
use crate::ui::screens::grid::line::Line;
use crate::ui::screens::grid::rows::SIGNS;
use crate::ui::screens::grid::sheet::{Board, show};
use crate::ui::screens::table::columns::{Column, Sight};
use crate::ui::widget::Cell;

/// Most neighbourhoods that are listed; a ward has some tens.
const MOST_ROWS: usize = 500;
/// Metrics that are listed where fewer have a figure.
const FIRST: usize = 8;
/// Entries of one cell that are looked at.
const MOST_ENTRIES: usize = 50;
const NAME_COLS: u16 = 22;
const FIGURE_COLS: u16 = 12;
const NAME: Field = Field::text(0, "", 0, "Khu dân cư", "Neighbourhood").computed();
const NAME_FIELD: &Field = &NAME;

/// A cell: its neighbourhood, none for the whole ward, and its metric.
pub type Place = (Option<Id>, Id);

/// One row: a neighbourhood, or the whole ward.
struct Row {
    id: Option<Id>,
    /// Its name, then what its cells show.
    shown: Vec<String>,
}

/// Figures of neighbourhoods in one period.
#[derive(Default)]
pub struct Figures {
    /// The month, quarter or year; the current month until one is chosen.
    pub day: Option<Day>,
    /// The model whose results are typed; general activity where there is none.
    pub model: Option<Id>,
    /// The metrics that were chosen as columns.
    pub chosen: Option<Vec<Id>>,
    /// The metrics of the columns behind the first.
    pub metrics: Vec<Id>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// What the columns come to, in the register.
    pub totals: Vec<String>,
    /// Result entries in which something was typed.
    pub lines: BTreeMap<Place, Line>,
    given: u128,
}

/// Returns the period that a month, a quarter or a year is; `None` for a day.
pub fn period_of(day: Day) -> Option<Period> {
    match day {
        Day::Date(_) => None,
        Day::Month { year, month } => Period::month(year, month),
        Day::Quarter { year, quarter } => Period::quarter(year, quarter),
        Day::Year(year) => Some(Period::year(year)),
    }
}

impl Figures {
    /// Counts the figures that differ from the register.
    pub fn touched(&self) -> usize {
        self.lines.values().filter(|line| line.is_touched()).count()
    }

    fn period(&self) -> Period {
        self.day.and_then(period_of).unwrap_or(Period::year(2000))
    }

    fn question(&self, metric: Id) -> Question {
        let model = self.model.map_or(SumKey::None, SumKey::Record);
        Question::new(Measure::Metric(metric), self.period()).by(&[Dim::Neighbourhood]).only(Dim::ModelYear, model)
    }

    /// Returns the row and the column of a cell.
    pub fn find(&self, (place, metric): Place) -> Option<(usize, usize)> {
        let row = self.rows.iter().position(|row| row.id == place)?;
        Some((row, 1 + self.metrics.iter().position(|of| *of == metric)?))
    }

    /// Returns the row of a neighbourhood.
    pub fn row_of(&self, place: Id) -> Option<usize> {
        self.rows.iter().position(|row| row.id == Some(place))
    }

    fn place(&self, row: usize, column: usize) -> Option<Place> {
        Some((self.rows.get(row)?.id, *self.metrics.get(column.checked_sub(1)?)?))
    }

    /// Reads rows, columns and sums anew; what is typed stays.
    pub fn load(&mut self, cx: &Cx<'_>) {
        let day = *self.day.get_or_insert_with(|| day_of(cx.today, cx.year));
        let shown = ShowCx { records: cx.records, lang: cx.lang };
        let period = self.period().show();
        let title = match self.model {
            Some(model) => {
                let code = shown.code(&model_year::SCHEMA, model);
                say!("{period}, {code}", "{period}, {code}", period = period, code = code)
            }
            None => period,
        };
        // The columns stay while figures come and go.
        let columns = self.chosen.take().or_else(|| remembered(cx)).unwrap_or_else(|| self.usual(cx));
        self.metrics.clone_from(self.chosen.insert(columns));
        let headings = self.metrics.iter().map(|metric| {
            let record = cx.records.get(&metric::SCHEMA, *metric).unwrap_or_default();
            let name = format!("{} ({})", record.text(metric::NAME), record.text(metric::UNIT));
            Column::named(quantity(), FIGURE_COLS, Words { vi: name.clone(), en: name })
        });
        let name = Column::named(NAME_FIELD, NAME_COLS, title);
        self.columns = std::iter::once(name).chain(headings).collect();
        let page = cx.records.page(&Query::all(&neighbourhood::SCHEMA), 0, MOST_ROWS).rows;
        let lasts = |record: &Record| record.day(neighbourhood::VALID_TO).is_none_or(|to| to.last() >= day.first());
        let named = page.iter().filter(|(_, record)| lasts(record));
        let row = |(id, record): &(Id, Record)| Row {
            id: Some(*id),
            shown: vec![shown.title_of(&neighbourhood::SCHEMA, record)],
        };
        self.rows = named.map(row).collect();
        let whole = say!("Toàn phường (không tách)", "Whole ward (not split)");
        self.rows.push(Row { id: None, shown: vec![whole.get(cx.lang).to_owned()] });
        self.totals = vec![String::new()];
        for metric in self.metrics.clone() {
            let answer = cx.records.sums(&self.question(metric));
            for row in &mut self.rows {
                let tally = answer.row(&[row.id.map_or(SumKey::Ward, SumKey::Record)]);
                row.shown.push(if tally.is_empty() { String::new() } else { tally.sum.show() });
            }
            self.totals.push(if answer.total.is_empty() { String::new() } else { answer.total.sum.show() });
        }
        for line in self.lines.values_mut() {
            line.refresh(cx.records.get(&progress::SCHEMA, line.id), cx);
        }
        self.lines.retain(|_, line| line.is_touched() || line.is_wrong());
        self.take_up(cx);
    }

    /// Lists the metrics in use that have a figure this year, and the first others where these are few; ratios need more than one figure.
    fn usual(&self, cx: &Cx<'_>) -> Vec<Id> {
        let page = cx.records.page(&Query::all(&metric::SCHEMA), 0, MOST_ROWS).rows;
        let plain = |record: &Record| {
            let class = record.choice(metric::CLASS);
            record.flag(metric::ACTIVE) && class != Some(metric::RATIO) && class != Some(metric::PAIR)
        };
        let all: Vec<Id> = page.into_iter().filter(|(_, record)| plain(record)).map(|(id, _)| id).collect();
        let year = Period::year(self.day.map_or(cx.year, Day::year));
        let has = |id: &Id| !cx.records.sums(&Question::new(Measure::Metric(*id), year)).total.is_empty();
        let used: Vec<Id> = all.iter().copied().filter(has).collect();
        let more = all.iter().filter(|id| !used.contains(id)).take(FIRST.saturating_sub(used.len()));
        let more: Vec<Id> = more.copied().collect();
        all.into_iter().filter(|id| used.contains(id) || more.contains(id)).collect()
    }

    /// Brings back half-typed figures of this period and model.
    fn take_up(&mut self, cx: &Cx<'_>) {
        for draft in cx.drafts.iter().filter(|draft| draft.in_grid && draft.entity == progress::SCHEMA.key) {
            let Some((place, id)) = self.drafted(draft, cx) else { continue };
            if self.lines.contains_key(&place) || self.find(place).is_none() {
                continue;
            }
            let mut line = match cx.records.get(&progress::SCHEMA, id) {
                Some(record) => Line::of(id, record, &[Column::of(quantity())], cx),
                None => self.begun(id, place, cx),
            };
            line.bring_back(&draft.cells, cx);
            if line.is_touched() {
                self.lines.insert(place, line);
            }
        }
    }

    /// Tells the cell of a half-typed result entry; `None` for one of another period or model.
    fn drafted(&self, draft: &Draft, cx: &Cx<'_>) -> Option<(Place, Id)> {
        let id: Id = draft.id.parse().ok()?;
        let record = cx.records.get(&progress::SCHEMA, id).unwrap_or_else(|| {
            let cells = draft.cells.iter().filter_map(|cell| {
                let field = progress::SCHEMA.field_by_key(&cell.field)?;
                Some((field.id, Value::from_json(&field.kind, cell.value.as_ref()?).ok()?))
            });
            cells.collect()
        });
        let fits = self.period().covers(record.day(progress::DATE)?) && record.link(progress::MODEL_YEAR) == self.model;
        let place = record.link(progress::NEIGHBOURHOOD).filter(|_| !record.flag(progress::WHOLE_WARD));
        fits.then_some(((place, record.link(progress::METRIC)?), id))
    }

    /// Begins the result entry of a cell.
    fn begun(&self, id: Id, (place, metric): Place, cx: &Cx<'_>) -> Line {
        let mut record = Record::from([(progress::METRIC, Value::Link(metric))]);
        record.extend(self.day.map(|day| (progress::DATE, Value::Day(day))));
        record.extend(self.model.map(|model| (progress::MODEL_YEAR, Value::Link(model))));
        match place {
            Some(place) => record.insert(progress::NEIGHBOURHOOD, Value::Link(place)),
            None => record.insert(progress::WHOLE_WARD, Value::Bool(true)),
        };
        Line::new(id, &progress::SCHEMA, &record, &[Column::of(quantity())], cx)
    }

    /// Lists the result entries that count in a cell.
    fn entries(&self, (place, metric): Place, cx: &Cx<'_>) -> Vec<(Id, Record)> {
        let (period, schema) = (self.period(), &progress::SCHEMA);
        let year = *period.years().start();
        let query = Query::all(schema)
            .filter(progress::METRIC, Test::Is(Value::Link(metric)))
            .filter(progress::DATE, Test::InYear(year));
        let query = match place {
            Some(place) => query.filter(progress::NEIGHBOURHOOD, Test::Is(Value::Link(place))),
            None => query.filter(progress::NEIGHBOURHOOD, Test::Empty),
        };
        let live = |id: &Id| cx.records.get(schema, *id).is_some_and(|record| !is_withdrawn(&record));
        let counts = |(id, record): &(Id, Record)| {
            record.day(progress::DATE).is_some_and(|day| period.covers(day))
                && record.link(progress::MODEL_YEAR) == self.model
                && !cx.records.linked(*id, schema, progress::CORRECTS).iter().any(live)
        };
        cx.records.page(&query, 0, usize::MAX).rows.into_iter().filter(counts).take(MOST_ENTRIES).collect()
    }
}

/// Lists the metrics that the person chose as columns before and that are still there.
fn remembered(cx: &Cx<'_>) -> Option<Vec<Id>> {
    let chosen = cx.chosen.get(CHOSEN_METRICS)?.split_whitespace().filter_map(|id| id.parse().ok());
    let metrics: Vec<Id> = chosen.filter(|id| cx.records.get(&metric::SCHEMA, *id).is_some()).collect();
    Some(metrics).filter(|metrics| !metrics.is_empty())
}

/// Returns the field of figures.
fn quantity() -> &'static Field {
    progress::SCHEMA.field(progress::QUANTITY).unwrap_or(NAME_FIELD)
}

impl Board for Figures {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn sight(&self) -> Sight {
        Sight { frozen: 1, signs: SIGNS }
    }

    fn open(&mut self, row: usize, column: usize, cx: &Cx<'_>) -> Result<(), Words> {
        let Some(place) = self.place(row, column) else {
            return Err(say!("Gõ số liệu ở các cột chỉ số.", "Figures are typed in the columns of metrics."));
        };
        if self.lines.contains_key(&place) {
            return Ok(());
        }
        let mut entries = self.entries(place, cx);
        if entries.len() > 1 {
            return Err(say!(
                "Ô này cộng từ {n} bản ghi kết quả. Sửa từng bản trong bảng Nhật ký kết quả.",
                "This cell adds up {n} result entries. Change them one by one in their table.",
                n = entries.len()
            ));
        }
        let line = if let Some((id, record)) = entries.pop() {
            Line::of(id, record, &[Column::of(quantity())], cx)
        } else {
            self.given += 1;
            self.begun(Id::from_bits(cx.fresh.bits() + self.given), place, cx)
        };
        self.lines.insert(place, line);
        Ok(())
    }

    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.lines.get(&self.place(row, column)?)?.cells.first()
    }

    fn cell_mut(&mut self, row: usize, column: usize) -> Option<&mut Cell> {
        let place = self.place(row, column)?;
        self.lines.get_mut(&place)?.cells.first_mut()
    }

    fn record(&self, row: usize, column: usize) -> Record {
        self.place(row, column).and_then(|place| self.lines.get(&place)).map(Line::record).unwrap_or_default()
    }

    fn peek(&self, row: usize, column: usize, cx: &Cx<'_>) -> Option<Cell> {
        let place = self.place(row, column)?;
        if let Some(line) = self.lines.get(&place) {
            return line.cells.first().cloned();
        }
        let key = place.0.map_or(SumKey::Ward, SumKey::Record);
        let tally = cx.records.sums(&self.question(place.1)).row(&[key]);
        let value = (!tally.is_empty()).then(|| Value::Quantity(tally.sum.figure()));
        Some(Cell::new(quantity(), value.clone(), value, show(cx)))
    }

    fn settle(&mut self, row: usize, column: usize, cx: &Cx<'_>) {
        let place = self.place(row, column);
        if let Some(line) = place.and_then(|place| self.lines.get_mut(&place)) {
            line.settle(0);
            line.retell(cx);
        }
    }

    fn face(&self, row: usize, column: usize) -> &str {
        match self.place(row, column).and_then(|place| self.lines.get(&place)) {
            Some(line) => line.face(0),
            None => self.rows.get(row).and_then(|row| row.shown.get(column)).map_or("", String::as_str),
        }
    }

    fn problem(&self, row: usize, column: usize) -> Option<Words> {
        let line = self.lines.get(&self.place(row, column)?)?;
        line.problem(0).or_else(|| line.issues.first().map(crate::register::Issue::told))
    }

    fn is_changed(&self, row: usize, column: usize) -> bool {
        self.place(row, column).and_then(|place| self.lines.get(&place)).is_some_and(Line::is_touched)
    }

    fn sign(&self, row: usize) -> char {
        let Some(id) = self.rows.get(row).map(|row| row.id) else { return ' ' };
        let mut lines = self.lines.iter().filter(|((place, _), _)| *place == id).map(|(_, line)| line);
        if lines.clone().any(Line::is_wrong) {
            '!'
        } else if lines.any(Line::is_touched) {
            '~'
        } else {
            ' '
        }
    }

    fn look(&mut self, _top: usize, _height: usize, _cx: &Cx<'_>) {}

    fn add(&mut self, _cx: &Cx<'_>) -> bool {
        false
    }

    fn foot(&self) -> u16 {
        1
    }
}
