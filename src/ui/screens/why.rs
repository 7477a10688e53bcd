//! Why a figure is what it is: the records that make it, with their sum at the bottom.

mod row;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::board::{Lens, called, percent, tally};
use super::edit;
use crate::register::board::{Because, Board, Figure, Focus, Reason, Spot};
use crate::register::record::{Read, is_withdrawn};
use crate::register::schema::{metric, model_year, progress};
use crate::register::{Dim, Id, Label, Measure, Question, Schema, ShowCx, SumKey, Tally, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::width::{pad_left, width};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Screen, Subject};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::window::page;
use row::Row;

/// Lines of the body that are no rows: what it is about, and the sum.
const FRAME: u16 = 2;
const NOTHING: Label = Label::new("Không có bản ghi nào.", "There are no records.");

/// What is to be explained.
#[derive(Clone)]
pub enum Cause {
    /// A figure of a line of the board.
    Figure {
        /// What is looked at.
        lens: Lens,
        /// The line.
        spot: Spot,
        /// The figure.
        figure: Figure,
        /// What else must hold: a field of work, a month.
        more: Vec<(Dim, SumKey)>,
    },
    /// A registration: its results in the period.
    Registration {
        /// What is looked at.
        lens: Lens,
        /// The registration.
        id: Id,
    },
}

/// The records that make a figure.
pub struct Why {
    cause: Cause,
    /// What the figure is about: the neighbourhood, the model.
    of: Words,
    /// What the first line says.
    about: String,
    parts: Vec<(&'static Schema, Id, Reason)>,
    /// What the records come to, in words; and what they are.
    sum: (String, String),
    /// The rows that are seen.
    rows: Vec<Row>,
    window: Window,
}

impl Why {
    /// Explains a figure of something that is called `of`.
    pub fn new(cause: Cause, of: Words) -> Self {
        let (about, sum) = (String::new(), Default::default());
        Self { cause, of, about, parts: Vec::new(), sum, rows: Vec::new(), window: Window::default() }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(FRAME)).max(1)
    }

    /// Finds the records and what they come to.
    fn read(&mut self, cx: &Cx<'_>) {
        match self.cause.clone() {
            Cause::Figure { lens, spot, figure, more } => self.read_figure(&lens, &spot, figure, &more, cx),
            Cause::Registration { lens, id } => self.read_registration(&lens, id, cx),
        }
        self.window.fit(self.parts.len(), Self::height(cx));
        self.load(cx);
    }

    fn read_figure(&mut self, lens: &Lens, spot: &Spot, figure: Figure, more: &[(Dim, SumKey)], cx: &Cx<'_>) {
        let mut focus = lens.focus(cx);
        let board = Board::of(cx.records, &focus, lens.grouping(cx), Lens::gauges(cx));
        focus.only.extend_from_slice(more);
        let because = board.why(cx.records, &focus, spot, figure);
        let sum = shown(&because, figure);
        let (name, unit) = called(&board, figure);
        let sum = format!("{sum} {}", unit.get(cx.lang)).trim_end().to_owned();
        let period = lens.brief(cx);
        self.about = format!("{} · {} · {period}", self.of.get(cx.lang), name.get(cx.lang));
        self.sum = (count(&because.parts, figure).get(cx.lang).to_owned(), sum);
        self.parts = because.parts;
    }

    /// Lists the registration, then its results in the period.
    fn read_registration(&mut self, lens: &Lens, id: Id, cx: &Cx<'_>) {
        let focus = lens.focus(cx);
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let mut results: Vec<(Day, Id)> = Vec::new();
        for entry in cx.records.linked(id, &progress::SCHEMA, progress::MODEL_YEAR) {
            let record = cx.records.get(&progress::SCHEMA, entry).filter(|record| !is_withdrawn(record));
            let day = record.as_ref().and_then(|record| record.day(progress::DATE));
            if let Some(day) = day.filter(|day| focus.period.covers(*day)) {
                results.push((day, entry));
            }
        }
        results.sort_by_key(|(day, entry)| (day.last(), *entry));
        let registration = cx.records.get(&model_year::SCHEMA, id).unwrap_or_default();
        let state = model_year::SCHEMA.field(model_year::YEAR_STATUS).map(|field| field.show(&registration, show));
        self.about = format!("{} · {}", self.of.get(cx.lang), state.unwrap_or_default());
        let words = say!("{n} lần ghi kết quả", "{n} results", n = results.len());
        self.sum = (words.get(cx.lang).to_owned(), sums_of(&focus, id, &results, cx));
        let adds = |schema: &'static Schema, id: Id| (schema, id, Reason::Adds(Tally::default()));
        let first = adds(&model_year::SCHEMA, id);
        let results = results.into_iter().map(|(_, entry)| adds(&progress::SCHEMA, entry));
        self.parts = std::iter::once(first).chain(results).collect();
    }

    /// Reads the rows that are seen.
    fn load(&mut self, cx: &Cx<'_>) {
        let seen = self.window.seen(self.parts.len(), Self::height(cx));
        self.rows = self.parts[seen].iter().map(|(schema, id, reason)| Row::of(schema, *id, reason, cx)).collect();
    }

    fn go(&mut self, to: usize, cx: &Cx<'_>) {
        let top = self.window.top;
        self.window.go(to, self.parts.len(), Self::height(cx));
        if self.window.top != top {
            self.load(cx);
        }
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.go(self.window.at.saturating_add_signed(by), cx);
    }

    /// Opens the record under the cursor: a registration shows its results first.
    fn open(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some((schema, id, _)) = self.parts.get(self.window.at) else { return Vec::new() };
        if let (Cause::Figure { lens, .. }, "model_year") = (&self.cause, schema.key) {
            let title = row::model_of(*id, cx);
            let cause = Cause::Registration { lens: lens.clone(), id: *id };
            return vec![Ask::Open(Box::new(Self::new(cause, Words { vi: title.clone(), en: title })))];
        }
        edit(schema, *id, cx).map(Ask::Open).into_iter().collect()
    }
}

/// Adds up the results of a registration, each metric with its unit.
fn sums_of(focus: &Focus, id: Id, results: &[(Day, Id)], cx: &Cx<'_>) -> String {
    let metric = |entry: &Id| cx.records.get(&progress::SCHEMA, *entry)?.link(progress::METRIC);
    let mut metrics: Vec<Id> = results.iter().filter_map(|(_, entry)| metric(entry)).collect();
    metrics.sort_unstable();
    metrics.dedup();
    let sum = |of: Id| {
        let record = cx.records.get(&metric::SCHEMA, of)?;
        let question = Question::new(Measure::Metric(of), focus.period).only(Dim::ModelYear, SumKey::Record(id));
        let sum = tally(&cx.records.sums(&question).total);
        (!sum.is_empty()).then(|| format!("{sum} {}", record.text(metric::UNIT)))
    };
    metrics.into_iter().filter_map(sum).collect::<Vec<_>>().join(" · ")
}

/// Writes what the records come to.
fn shown(because: &Because, figure: Figure) -> String {
    match figure {
        Figure::Average => because.average().percent().map_or_else(|| "0%".to_owned(), percent),
        Figure::State(_) | Figure::Overdue | Figure::Gauge(_) | Figure::Households => {
            let sum = tally(&because.tally());
            if sum.is_empty() { "0".to_owned() } else { sum }
        }
    }
}

/// Says how many records there are, and how they are put together.
fn count(parts: &[(&'static Schema, Id, Reason)], figure: Figure) -> Words {
    let n = parts.len();
    match figure {
        Figure::Average => {
            let with = parts.iter().filter(|(_, _, reason)| matches!(reason, Reason::Reached(Some(_)))).count();
            say!(
                "Bình quân của {with} mô hình có chỉ tiêu, trong {n} mô hình",
                "Mean of the {with} models with a target, of {n}",
                with = with,
                n = n
            )
        }
        Figure::Gauge(_) => say!("Cộng {n} lần ghi kết quả", "Sum of {n} results", n = n),
        Figure::State(_) | Figure::Overdue | Figure::Households => say!("Cộng {n} dòng", "Sum of {n} lines", n = n),
    }
}

impl Screen for Why {
    fn name(&self) -> Words {
        match &self.cause {
            Cause::Figure { .. } => say!("vì sao", "why"),
            Cause::Registration { .. } => self.of.clone(),
        }
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = Self::height(cx);
        match action {
            Action::Enter => return self.open(cx),
            Action::Back => return vec![Ask::Close],
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.read(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        line(frame, area, 0, &self.about, look.theme.title);
        if self.parts.is_empty() {
            line(frame, area, 1, NOTHING.get(look.lang), look.theme.quiet);
        }
        let widest = |part: fn(&Row) -> &str| self.rows.iter().map(|row| width(part(row))).max().unwrap_or(0);
        let (when, amount) = (widest(|row| &row.when), widest(|row| &row.amount));
        let cols = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).min(area.width);
        let room = area.width.saturating_sub(cols(amount) + 2);
        let height = area.height.saturating_sub(FRAME);
        for (y, (at, row)) in (1..=height).zip((self.window.top..).zip(&self.rows)) {
            let here = at == self.window.at;
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            put(frame, area, (2, y), cols(when), &pad_left(&row.when, when), look.theme.quiet);
            let x = 3 + cols(when);
            put(frame, area, (x, y), room.saturating_sub(x), &row.title, look.theme.text);
            put(frame, area, (room + 2, y), cols(amount), &pad_left(&row.amount, amount), look.theme.text);
            if here {
                cursor(frame, area, 0, y);
            }
        }
        let Some(last) = area.height.checked_sub(1) else { return };
        let (words, sum) = &self.sum;
        let sum_cols = cols(width(sum));
        let x = line(frame, area, last, words, look.theme.label);
        if x + 2 + sum_cols <= area.width {
            put(frame, area, (area.width - sum_cols, last), sum_cols, sum, look.theme.title);
        } else {
            put(frame, area, (x + 2, last), area.width, sum, look.theme.title);
        }
    }

    fn subject(&self) -> Subject {
        let current = self.parts.get(self.window.at);
        Subject { schema: current.map(|(schema, ..)| *schema), id: current.map(|(_, id, _)| *id), field: None }
    }
}
