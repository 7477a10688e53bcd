//! The bar charts of a figure: by field of work and by month, each bar with its number.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::amount::{Amount, columns, count};
use super::lens::Lens;
use crate::register::board::{Board, Figure, Spot};
use crate::register::schema::model_year;
use crate::register::{Dim, ShowCx, SumKey, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::width::{pad_right, width};
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::why::{Cause, Why};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::window::page;

/// Lines of the body that are no bars: what is looked at.
const FRAME: u16 = 1;
/// The widest that the names of bars get.
const NAMES: usize = 30;

/// One line: a heading, or a bar.
enum Bar {
    Heading(Words),
    Of { key: (Dim, SumKey), name: String, text: String, number: Decimal },
}

/// The bars of one figure of a line of the board.
pub struct Chart {
    pub(super) spot: Spot,
    pub(super) figure: Figure,
    about: String,
    /// The name of the line, for the list that a bar opens.
    name: String,
    bars: Vec<Bar>,
    window: Window,
}

impl Chart {
    /// Makes the charts of a figure of a line.
    pub fn new(spot: Spot, figure: Figure) -> Self {
        let (about, name) = (String::new(), String::new());
        Self { spot, figure, about, name, bars: Vec::new(), window: Window { at: 1, top: 0 } }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(FRAME)).max(1)
    }

    pub(super) fn read(&mut self, lens: &Lens, cx: &Cx<'_>) {
        let focus = lens.focus(cx);
        let board = Board::of(cx.records, &focus, lens.grouping(cx), Lens::gauges(cx));
        let lines = board.groups.iter().flat_map(|group| &group.places).chain(&board.several).chain([&board.ward]);
        let total = || say!("Toàn phường", "The whole ward").get(cx.lang).to_owned();
        self.name = match &self.spot {
            Spot::Total => total(),
            Spot::Group(name) => name.clone(),
            spot => lines
                .into_iter()
                .find(|line| line.spot == *spot)
                .map_or_else(total, |line| line.name.get(cx.lang).to_owned()),
        };
        let (name, _) = super::called(&board, self.figure);
        self.about = format!("{} · {} · {}", self.name, name.get(cx.lang), lens.brief(cx));
        let by_field = bars(&board, (self, lens), Dim::Field, cx);
        let second = match self.figure {
            // A registration has a year and no month.
            Figure::State(_) | Figure::Average | Figure::Households => Dim::State,
            Figure::Overdue | Figure::Gauge(_) => Dim::Month,
        };
        let heading =
            if second == Dim::State { say!("Theo trạng thái", "By state") } else { say!("Theo tháng", "By month") };
        let by_second = bars(&board, (self, lens), second, cx);
        let first = Bar::Heading(say!("Theo lĩnh vực", "By field of work"));
        self.bars = std::iter::once(first).chain(by_field).chain([Bar::Heading(heading)]).chain(by_second).collect();
        self.step(0, cx);
    }

    /// Moves over bars only; headings are passed by.
    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        let (len, height) = (self.bars.len(), Self::height(cx));
        self.window.step(by, len, height);
        let onwards = if by < 0 { -1 } else { 1 };
        for turn in [onwards, -onwards] {
            while matches!(self.bars.get(self.window.at), Some(Bar::Heading(_))) {
                let at = self.window.at;
                self.window.step(turn, len, height);
                if self.window.at == at {
                    break;
                }
            }
        }
        // The heading of the first bar stays in sight.
        if self.window.at == 1 {
            self.window.top = 0;
        }
    }

    fn open(&self, lens: &Lens) -> Vec<Ask> {
        let Some(Bar::Of { key, name, .. }) = self.bars.get(self.window.at) else { return Vec::new() };
        let (lens, spot, figure) = (lens.clone(), self.spot.clone(), self.figure);
        let cause = Cause::Figure { lens, spot, figure, more: vec![key.clone()] };
        let of = format!("{} · {name}", self.name);
        vec![Ask::Open(Box::new(Why::new(cause, Words { vi: of.clone(), en: of })))]
    }
}

/// Counts the figure of the chart by a dimension, one bar a key.
fn bars(board: &Board, (chart, lens): (&Chart, &Lens), by: Dim, cx: &Cx<'_>) -> Vec<Bar> {
    let places = board.keys(&chart.spot);
    let mut counted: BTreeMap<SumKey, Amount> = BTreeMap::new();
    for ((place, key), amount) in count(board, lens, chart.figure, by, cx) {
        if places.has(&place) {
            counted.entry(key).or_default().add(&amount);
        }
    }
    if by == Dim::Month {
        // Months without a figure show that there was none; they are the months of the period.
        let period = lens.focus(cx).period;
        let months = (1..=12).map(|month| Day::Month { year: cx.year, month });
        for month in months.filter(|month| period.covers(*month)) {
            counted.entry(SumKey::Time(month)).or_default();
        }
    }
    let names: Vec<(SumKey, String)> = match by {
        Dim::Field => columns(counted.keys(), cx).into_iter().map(|field| (field.key, field.name)).collect(),
        _ => counted.keys().map(|key| (key.clone(), key_name(key, cx))).collect(),
    };
    let bar = |(key, name): (SumKey, String)| {
        let cell = counted.remove(&key).unwrap_or_default().cell();
        Bar::Of { key: (by, key), name, text: cell.text, number: cell.number }
    };
    names.into_iter().map(bar).collect()
}

/// Names a month or a state.
fn key_name(key: &SumKey, cx: &Cx<'_>) -> String {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    match key {
        SumKey::Time(Day::Month { year, month }) if *year == cx.year => {
            say!("Tháng {month}", "Month {month}", month = format!("{month:>2}")).get(cx.lang).to_owned()
        }
        SumKey::Time(day) => day.show(),
        SumKey::Code(code) => {
            let field = model_year::SCHEMA.field(model_year::YEAR_STATUS);
            field
                .and_then(|field| field.kind.choices())
                .map_or_else(|| code.clone(), |states| show.choice(states, code))
        }
        _ => String::new(),
    }
}

impl Chart {
    /// Carries out what is no matter of the lens.
    pub(super) fn act(&mut self, action: Action, lens: &Lens, cx: &Cx<'_>) -> Vec<Ask> {
        let height = Self::height(cx);
        match action {
            Action::Enter => return self.open(lens),
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.step(-isize::MAX, cx),
            Action::End => self.step(isize::MAX, cx),
            _ => {}
        }
        Vec::new()
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        line(frame, area, 0, &self.about, look.theme.title);
        let told = |part: fn(&Bar) -> usize| self.bars.iter().map(part).max().unwrap_or(0);
        let names = told(|bar| if let Bar::Of { name, .. } = bar { width(name) } else { 0 }).min(NAMES);
        let texts = told(|bar| if let Bar::Of { text, .. } = bar { width(text) } else { 0 });
        let room = usize::from(area.width).saturating_sub(2 + names + 1 + texts + 2);
        let height = usize::from(area.height.saturating_sub(FRAME));
        for (y, at) in (1..).zip(self.window.seen(self.bars.len(), height)) {
            match &self.bars[at] {
                Bar::Heading(words) => {
                    line(frame, area, y, words.get(look.lang), look.theme.label);
                }
                Bar::Of { key, name, text, number } => {
                    let here = at == self.window.at;
                    let most = self.most_of(key.0);
                    let cells = number.checked_mul(Decimal::from(room)).and_then(|wide| wide.checked_div(most));
                    let cells = cells.map_or(0, |cells| usize::try_from(cells.round()).unwrap_or(0)).min(room);
                    let cells = if *number > Decimal::ZERO { cells.max(1) } else { 0 };
                    let shown = if text.is_empty() { look.nothing() } else { text };
                    put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
                    put(frame, area, (2, y), area.width, &pad_right(name, names), look.theme.text);
                    let x = 3 + u16::try_from(names).unwrap_or(0);
                    let bar = look.bar().0.repeat(cells);
                    let x = x + put(frame, area, (x, y), area.width, &bar, look.theme.label) + u16::from(cells > 0);
                    put(frame, area, (x, y), area.width, shown, look.theme.text);
                    if here {
                        cursor(frame, area, 0, y);
                    }
                }
            }
        }
    }
}

impl Chart {
    /// Returns the largest number of the bars of one chart.
    fn most_of(&self, by: Dim) -> Decimal {
        let numbers = self.bars.iter().filter_map(|bar| match bar {
            Bar::Of { key, number, .. } if key.0 == by => Some(*number),
            Bar::Of { .. } | Bar::Heading(_) => None,
        });
        numbers.max().unwrap_or_default()
    }
}
