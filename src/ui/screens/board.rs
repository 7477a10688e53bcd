//! The board: a line for each neighbourhood, what stands under it, and why.

mod amount;
mod chart;
mod grid;
mod heat;
mod lens;
mod paint;
mod picture;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::why::{Cause, Why};
use super::{FigureGrid, edit};
use crate::register::board::{Board as Counted, Figure, STATES, Spot};
use crate::register::schema::neighbourhood;
use crate::register::{Id, Label, Words};
use crate::say;
use crate::text::typing::Sought;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Screen, Subject, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::window::page;
use grid::{Grid, Row, Shows};
use picture::Picture;

pub use grid::{percent, shown, tally};
pub use lens::{CHOSEN_COLUMNS, Lens};

const NAME: Label = Label::new("tổng hợp khu dân cư", "neighbourhoods at a glance");
/// Lines of the body that are no rows: what is looked at, two heads, the total and the strip.
const FRAME: u16 = 5;
/// In a body lower than this only the heads and the strip are left of them.
const LOW: u16 = 9;
const LOW_FRAME: u16 = 3;
/// From so many neighbourhoods on, only their groups are listed at first.
const MANY: usize = 40;

/// Returns how many lines of a body of this height are no rows.
const fn frame(height: u16) -> u16 {
    if height < LOW { LOW_FRAME } else { FRAME }
}

/// The board of the ward, its groups and its pictures: all of them look through one lens.
#[derive(Default)]
pub struct Board {
    lens: Lens,
    /// The group that it is about.
    within: Option<String>,
    /// The picture in the place of the table.
    picture: Option<Picture>,
    /// What the first line says.
    looked_at: String,
    counted: Option<Counted>,
    folded: bool,
    grid: Grid,
    window: Window,
    /// Whether the cursor is on the total, which always stands below the rows.
    on_total: bool,
    /// The column that the cursor is on: 0 for the names.
    column: usize,
    /// The first scrolled column that is seen.
    first: usize,
    typed: String,
}

impl Board {
    /// Makes the board of the ward in the open year.
    pub fn new() -> Self {
        Self::default()
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(frame(cx.size.1))).max(1)
    }

    /// Counts the rows that scroll: all but the total.
    fn len(&self) -> usize {
        self.grid.rows.len().saturating_sub(1)
    }

    fn current(&self) -> Option<&Row> {
        if self.on_total { self.grid.rows.last() } else { self.grid.rows.get(self.window.at) }
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        let (len, height) = (self.len(), Self::height(cx));
        match (self.on_total, by < 0) {
            (true, true) => {
                self.on_total = false;
                if by < -1 {
                    self.window.step(by, len, height);
                }
            }
            (true, false) => {}
            (false, _) if by > 0 && self.window.at + 1 >= len => self.on_total = true,
            (false, _) => self.window.step(by, len, height),
        }
    }

    fn aside(&mut self, to: usize, cx: &Cx<'_>) {
        self.column = to.min(self.grid.columns.len());
        self.first = paint::reveal(&self.grid, self.first, self.column, cx.size.0);
    }

    /// Goes to the row whose code or name was typed.
    fn search(&mut self, cx: &Cx<'_>) {
        let pattern = Sought::new(self.typed.trim());
        let rows = self.grid.rows.iter().take(self.len()).enumerate();
        let ranked = rows.filter_map(|(at, row)| {
            let by_name = pattern.matches(&row.name).into_iter();
            Some((by_name.chain(pattern.matches(&row.found_by)).min()?, at))
        });
        if let Some((_, at)) = ranked.min() {
            self.on_total = false;
            self.window.go(at, self.len(), Self::height(cx));
        }
    }

    /// Opens what is behind the cell: a group, a neighbourhood's models, the records that make a figure.
    fn open(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(row) = self.current() else { return Vec::new() };
        let shows = self.column.checked_sub(1).and_then(|at| self.grid.columns.get(at)).map(|column| column.shows);
        let figure = match (shows, &row.spot) {
            (None, Spot::Group(name)) if self.within.is_none() => {
                self.within = Some(name.clone());
                self.window = Window::default();
                self.read(cx);
                return Vec::new();
            }
            (Some(Shows::Member), Spot::Place(id)) => {
                return edit(&neighbourhood::SCHEMA, *id, cx).map(Ask::Open).into_iter().collect();
            }
            (Some(Shows::Figure(figure)), _) => figure,
            (None | Some(Shows::Member), _) => Figure::State(0),
        };
        let cause = Cause::Figure { lens: self.lens.clone(), spot: row.spot.clone(), figure, more: Vec::new() };
        vec![Ask::Open(Box::new(Why::new(cause, Words { vi: row.name.clone(), en: row.name.clone() })))]
    }

    /// Makes the first picture of the column's figure, standing on the same line.
    fn first_picture(&self) -> Picture {
        let shows = self.column.checked_sub(1).and_then(|at| self.grid.columns.get(at)).map(|column| column.shows);
        let figure = match shows {
            Some(Shows::Figure(Figure::Households) | Shows::Member) | None => Figure::State(0),
            Some(Shows::Figure(figure)) => figure,
        };
        let spot = self.current().map_or(Spot::Total, |row| row.spot.clone());
        Picture::first(figure, spot)
    }

    /// Shows the next picture; behind the last one the table, on the line that the pictures were about.
    fn turn(&mut self, cx: &Cx<'_>) {
        let next = match &self.picture {
            None => Some(self.first_picture()),
            Some(picture) => picture.next(),
        };
        match next {
            Some(mut next) => {
                next.read(&self.lens, cx);
                self.picture = Some(next);
            }
            None => self.leave_picture(cx),
        }
    }

    fn leave_picture(&mut self, cx: &Cx<'_>) {
        let spot = self.picture.take().map(|picture| picture.spot().clone());
        self.stand(spot.as_ref(), cx);
    }

    /// Goes back from a group to the ward, onto the group's line.
    fn leave_group(&mut self, cx: &Cx<'_>) {
        let group = self.within.take().map(Spot::Group);
        self.read(cx);
        self.stand(group.as_ref(), cx);
    }

    /// Goes to a line; the total stands below the others.
    fn stand(&mut self, spot: Option<&Spot>, cx: &Cx<'_>) {
        let at = spot.and_then(|spot| self.grid.rows.iter().position(|row| row.spot == *spot));
        if let Some(at) = at {
            self.on_total = at >= self.len();
            if !self.on_total {
                self.window.go(at, self.len(), Self::height(cx));
            }
        }
    }

    /// Counts anew and stays on the line and column.
    fn read(&mut self, cx: &Cx<'_>) {
        let spot = self.current().map(|row| row.spot.clone());
        let focus = self.lens.focus(cx);
        let counted = Counted::of(cx.records, &focus, self.lens.grouping(cx), Lens::gauges(cx));
        let places: usize = counted.groups.iter().map(|group| group.places.len()).sum();
        self.folded = self.lens.folded.unwrap_or(places > MANY);
        self.grid = Grid::of(&counted, self.within.as_deref(), self.folded, cx.lang);
        self.looked_at = self.lens.words(cx);
        let is_there = |figure| !matches!(figure, Figure::Gauge(at) if at >= counted.gauges.len());
        self.picture = self.picture.take().filter(|picture| is_there(picture.figure()));
        if let Some(picture) = &mut self.picture {
            picture.read(&self.lens, cx);
        }
        self.counted = Some(counted);
        let place = spot.and_then(|spot| self.grid.rows.iter().position(|row| row.spot == spot));
        match place {
            Some(at) if at < self.len() => self.window.at = at,
            _ => {}
        }
        self.window.fit(self.len(), Self::height(cx));
        self.aside(self.column, cx);
    }

    /// Returns the neighbourhood under the cursor.
    fn place(&self) -> Option<Id> {
        let spot = self.picture.as_ref().map(Picture::spot);
        match spot.or_else(|| Some(&self.current()?.spot))? {
            Spot::Place(id) => Some(*id),
            Spot::Group(_) | Spot::Several | Spot::Ward | Spot::Total => None,
        }
    }
}

/// Names a figure, and its unit.
pub fn called(board: &Counted, figure: Figure) -> (Words, Words) {
    let same = |text: &str| Words { vi: text.to_owned(), en: text.to_owned() };
    match figure {
        Figure::State(at) => (STATES[at].0.into(), say!("mô hình", "models")),
        Figure::Average => (say!("Tiến độ bình quân", "Average progress"), Words::default()),
        Figure::Overdue => (say!("Nhiệm vụ quá hạn", "Overdue tasks"), say!("nhiệm vụ", "tasks")),
        Figure::Households => (say!("Số hộ", "Households"), say!("hộ", "households")),
        Figure::Gauge(at) => {
            let gauge = board.gauges.get(at);
            (gauge.map(|gauge| gauge.name.clone()).unwrap_or_default(), same(gauge.map_or("", |gauge| &gauge.unit)))
        }
    }
}

impl Screen for Board {
    fn name(&self) -> Words {
        let part = match (&self.picture, self.within.as_deref()) {
            (Some(picture), _) => picture.name().into(),
            (None, Some(name)) if !name.is_empty() => Words { vi: name.to_owned(), en: name.to_owned() },
            (None, Some(_) | None) => return NAME.into(),
        };
        say!("{board}: {part}", "{board}: {part}", board = NAME, part = part)
    }

    fn context(&self) -> Context {
        Context::Board
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(asks) = self.lens.act(action, cx) {
            return asks;
        }
        match (&mut self.picture, action) {
            (_, Action::Picture) => {
                self.turn(cx);
                return Vec::new();
            }
            (_, Action::Results) => {
                return vec![Ask::Open(Box::new(FigureGrid::of(Some(self.lens.period(cx)), self.place())))];
            }
            (Some(_), Action::Back) => {
                self.leave_picture(cx);
                return Vec::new();
            }
            (Some(picture), _) => return picture.act(action, &self.lens, cx),
            (None, _) => {}
        }
        let height = Self::height(cx);
        match action {
            Action::Enter => return self.open(cx),
            Action::Back if self.typed.is_empty() && self.within.is_none() => return vec![Ask::Close],
            Action::Back if self.typed.is_empty() => self.leave_group(cx),
            Action::Back => self.typed.clear(),
            Action::Erase => {
                self.typed.pop();
                self.search(cx);
            }
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => {
                self.on_total = false;
                self.window.go(0, self.len(), height);
            }
            Action::End => self.on_total = true,
            Action::Left | Action::Previous => self.aside(self.column.saturating_sub(1), cx),
            Action::Right | Action::Next => self.aside(self.column + 1, cx),
            _ => {}
        }
        if !matches!(action, Action::Erase) {
            self.typed.clear();
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        if self.picture.is_none() {
            self.typed.push_str(typed.lines().next().unwrap_or_default());
            self.search(cx);
        }
        Vec::new()
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match answer {
            Answer::Picked(values) => {
                let asks = self.lens.picked(ticket.n, &values, self.folded, cx);
                self.read(cx);
                asks
            }
            Answer::Committed(_)
            | Answer::History(_)
            | Answer::Copies(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.read(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        match &self.picture {
            Some(picture) => picture.draw(frame, area, look),
            None => self.paint(frame, area, look),
        }
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(&neighbourhood::SCHEMA), id: self.place(), field: None }
    }
}
