//! The heat map: neighbourhood by field of work, each cell with its number and a sign of how much it is.

use ratatui::Frame;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use super::amount::{Amount, Cell, Counted, Field, columns, count};
use super::lens::Lens;
use crate::register::board::{Board, Figure, Spot};
use crate::register::{Dim, Label, SumKey, Words};
use crate::say;
use crate::text::width::{pad_left, pad_right, width};
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::why::{Cause, Why};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::window::page;

/// Lines of the body that are no rows: what is looked at, the heads, the total, the legend.
const FRAME: u16 = 4;
const SUM: Label = Label::new("Cộng", "Sum");
const MEAN: Label = Label::new("Chung", "All");
const LEAST: Label = Label::new("ít", "little");
const MOST: Label = Label::new("nhiều", "much");
/// Columns of the signs before a number.
const SHADE: usize = 2;

/// One row: the line of the board and its cells, one a field and the sum.
struct Row {
    spot: Spot,
    name: String,
    cells: Vec<Cell>,
}

/// The map of one figure.
pub struct Heat {
    pub(super) figure: Figure,
    /// The line that the cursor is on, wherever it moves.
    pub(super) spot: Spot,
    /// What is looked at, and what is counted.
    about: String,
    /// The fields, one a column.
    fields: Vec<Field>,
    rows: Vec<Row>,
    /// The largest number of a single cell.
    most: Decimal,
    names: usize,
    window: Window,
    /// The column that the cursor is on: a field, or the sum behind them.
    column: usize,
    first: usize,
}

impl Heat {
    /// Makes the map of a figure, standing on a line of the board.
    pub fn new(figure: Figure, spot: Spot) -> Self {
        Self {
            figure,
            spot,
            about: String::new(),
            fields: Vec::new(),
            rows: Vec::new(),
            most: Decimal::ZERO,
            names: 0,
            window: Window::default(),
            column: 0,
            first: 0,
        }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(FRAME)).max(1)
    }

    /// Counts the rows that scroll: all but the total, which the cursor reaches behind them.
    fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn read(&mut self, lens: &Lens, cx: &Cx<'_>) {
        let focus = lens.focus(cx);
        let board = Board::of(cx.records, &focus, lens.grouping(cx), Lens::gauges(cx));
        let counted = count(&board, lens, self.figure, Dim::Field, cx);
        self.fields = columns(counted.keys().map(|(_, field)| field), cx);
        let lines = board.groups.iter().flat_map(|group| &group.places).chain(&board.several).chain([&board.ward]);
        let mut rows: Vec<Row> = lines.map(|line| self.row(&line.spot, line.name.get(cx.lang), &counted)).collect();
        let total = say!("TỔNG", "TOTAL");
        let numbers = rows.iter().flat_map(|row| row.cells.iter().take(self.fields.len())).map(|cell| cell.number);
        self.most = numbers.max().unwrap_or_default();
        rows.push(self.row(&Spot::Total, total.get(cx.lang), &counted));
        self.rows = rows;
        self.names = self.rows.iter().map(|row| width(&row.name)).max().unwrap_or(0).clamp(12, 24);
        let (name, _) = super::called(&board, self.figure);
        self.about = format!("{} · {}", name.get(cx.lang), lens.brief(cx));
        // A group has no row here; the ward's last row is the nearest.
        let place = self.rows.iter().position(|row| row.spot == self.spot);
        self.window.at = place.unwrap_or(self.len().saturating_sub(1));
        self.window.fit(self.len(), Self::height(cx));
        self.aside(self.column, cx);
    }

    fn go(&mut self, to: usize, cx: &Cx<'_>) {
        self.window.go(to, self.len(), Self::height(cx));
        if let Some(row) = self.rows.get(self.window.at) {
            self.spot = row.spot.clone();
        }
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.go(self.window.at.saturating_add_signed(by), cx);
    }

    fn row(&self, spot: &Spot, name: &str, counted: &Counted) -> Row {
        let place = |key: &SumKey| match (spot, key) {
            (Spot::Total, _) | (Spot::Several, SumKey::Several) | (Spot::Ward, SumKey::Ward) => true,
            (Spot::Place(id), SumKey::Record(of)) => id == of,
            _ => false,
        };
        let cell = |wanted: &dyn Fn(&SumKey) -> bool| {
            let mut sum = Amount::default();
            for ((at, field), amount) in counted {
                if place(at) && wanted(field) {
                    sum.add(amount);
                }
            }
            sum.cell()
        };
        let fields = self.fields.iter().map(|of| cell(&|field| *field == of.key));
        let cells = fields.chain(std::iter::once(cell(&|_| true))).collect();
        Row { spot: spot.clone(), name: name.to_owned(), cells }
    }

    fn aside(&mut self, to: usize, cx: &Cx<'_>) {
        self.column = to.min(self.fields.len());
        let seen = |first: usize| self.layout(first, cx.size.0).iter().any(|(at, ..)| *at == self.column);
        self.first = (self.first.min(self.column)..=self.column).find(|first| seen(*first)).unwrap_or(self.column);
    }

    /// Lays out the columns from `first` on: number, where it begins, how wide it is.
    fn layout(&self, first: usize, cols: u16) -> Vec<(usize, u16, u16)> {
        let mut x = 2 + wide(self.names);
        let mut places = Vec::new();
        for at in first..=self.fields.len() {
            let head = self.fields.get(at).map_or(0, |field| width(&field.head));
            let cells = self.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| width(&cell.text)).max();
            let cols_of = wide((cells.unwrap_or(0) + SHADE + 1).max(head).max(6));
            if x + 2 + cols_of > cols && !places.is_empty() {
                break;
            }
            places.push((at, x + 2, cols_of.min(cols.saturating_sub(x + 2))));
            x += 2 + cols_of;
        }
        places
    }

    fn open(&self, lens: &Lens) -> Vec<Ask> {
        let Some(row) = self.rows.get(self.window.at) else { return Vec::new() };
        let field = self.fields.get(self.column).map(|field| (Dim::Field, field.key.clone()));
        let (lens, spot, figure) = (lens.clone(), row.spot.clone(), self.figure);
        let cause = Cause::Figure { lens, spot, figure, more: field.into_iter().collect() };
        let field = self.fields.get(self.column).map(|field| format!(" · {}", field.name)).unwrap_or_default();
        let name = format!("{}{field}", row.name);
        vec![Ask::Open(Box::new(Why::new(cause, Words { vi: name.clone(), en: name })))]
    }

    /// Returns the sign of how much a number is, twice as wide as a letter.
    fn shade(&self, number: Decimal, look: &Look) -> String {
        let signs = look.shades();
        let Some(share) = number.checked_div(self.most).filter(|_| number > Decimal::ZERO) else {
            return " ".repeat(SHADE);
        };
        let steps = Decimal::from(signs.len());
        let step = (share * steps).ceil().min(steps) - Decimal::ONE;
        let at = usize::try_from(step).unwrap_or(0);
        signs[at].repeat(SHADE)
    }
}

fn wide(cols: usize) -> u16 {
    u16::try_from(cols).unwrap_or(u16::MAX / 4)
}

impl Heat {
    /// Carries out what is no matter of the lens.
    pub(super) fn act(&mut self, action: Action, lens: &Lens, cx: &Cx<'_>) -> Vec<Ask> {
        let height = Self::height(cx);
        match action {
            Action::Enter => return self.open(lens),
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            Action::Left | Action::Previous => self.aside(self.column.saturating_sub(1), cx),
            Action::Right | Action::Next => self.aside(self.column + 1, cx),
            _ => {}
        }
        Vec::new()
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        line(frame, area, 0, &self.about, look.theme.title);
        let places = self.layout(self.first, area.width);
        for (at, x, cols) in &places {
            let sum = if self.figure == Figure::Average { MEAN } else { SUM };
            let head = self.fields.get(*at).map_or(sum.get(look.lang), |field| &field.head);
            let style = if *at == self.column { look.theme.title } else { look.theme.label };
            put(frame, area, (*x, 1), *cols, &pad_left(head, (*cols).into()), style);
        }
        let height = usize::from(area.height.saturating_sub(FRAME - 1)).max(1);
        for (y, at) in (2..).zip(self.window.seen(self.len(), height)) {
            let row = &self.rows[at];
            let here = at == self.window.at;
            let style = if row.spot == Spot::Total { look.theme.title } else { look.theme.text };
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            put(frame, area, (2, y), wide(self.names), &pad_right(&row.name, self.names), style);
            for (column, x, cols) in &places {
                let cell = &row.cells[*column];
                let shaded = *column < self.fields.len() && row.spot != Spot::Total;
                let shade = if shaded { self.shade(cell.number, look) } else { " ".repeat(SHADE) };
                let quiet = cell.text.is_empty();
                let text = if quiet { look.nothing() } else { &cell.text };
                let numbers = pad_left(text, usize::from(*cols).saturating_sub(SHADE));
                put(frame, area, (*x, y), *cols, &shade, look.theme.label);
                let style = if quiet { look.theme.quiet } else { style };
                put(frame, area, (*x + wide(SHADE), y), cols.saturating_sub(wide(SHADE)), &numbers, style);
                if here && *column == self.column {
                    let blank = usize::from(*cols).saturating_sub(width(text));
                    cursor(frame, area, *x + wide(blank), y);
                }
            }
        }
        let last = area.height.saturating_sub(1);
        let field = self.fields.get(self.column).map_or("", |field| &field.name);
        line(frame, area, last, field, look.theme.text);
        let legend = look.shades().map(|sign| sign.repeat(SHADE)).join(" ");
        let legend = format!("{} {legend} {}", LEAST.get(look.lang), MOST.get(look.lang));
        let cols = wide(width(&legend)).min(area.width / 2);
        put(frame, area, (area.width - cols, last), cols, &legend, look.theme.quiet);
    }
}
