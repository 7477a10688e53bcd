//! The first screen: the year at a glance, what is due or wrong, and the rooms.
//!
//! Enter on a line goes to the field that it is about; whoever comes back stands on the same line. Letters typed here look
//! for anything by its name.

mod lines;
mod strip;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use self::lines::{Line, Row, lines, rows};
use super::{Dialog, Palette, Room, Tasks, edit_at, rooms};
use crate::register::agenda::Kind;
use crate::register::calendar::Event;
use crate::register::schema::task;
use crate::register::{Agenda, Id, Label, Words, calendar};
use crate::say;
use crate::text::width::width;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Notice, Screen, Subject};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::window::page;

/// Rows of the year at a glance.
const STRIP: u16 = 3;
/// Lowest body in which the parts stand apart by empty rows.
const AIRY: u16 = 15;
const NOTHING: Label = Label::new("Không có việc gì đến hạn, không có gì sai.", "Nothing is due and nothing is wrong.");

/// What the days of the year were read from: commit, day, open year.
type Known = (u64, NaiveDate, i32);

/// The first screen.
#[derive(Default)]
pub struct Home {
    /// How far the register was looked through, in percent; nothing once it was.
    progress: Option<usize>,
    known: Option<Known>,
    /// Whether the cursor was put on the most urgent entry, once, when there was a list.
    placed: bool,
    events: Vec<Event>,
    today: Option<NaiveDate>,
    rooms: Vec<&'static Room>,
    /// Kinds of which all entries are listed.
    open: Vec<Kind>,
    rows: Vec<Row>,
    /// The rows that are seen, from `window.top` on.
    lines: Vec<Line>,
    window: Window,
    /// Where the next key acts: a row, or behind the rows a room.
    at: usize,
}

/// The parts of the body: where they begin and how high they are.
struct Parts {
    list: Rect,
    rooms: Rect,
}

impl Home {
    /// Makes the screen; what it shows comes with the first refresh.
    pub fn new() -> Self {
        Self::default()
    }

    /// Parts the body: the strip above, the list, the rooms below.
    fn parts(&self, area: Rect, look: &Look) -> Parts {
        let air = u16::from(area.height >= AIRY);
        let bar = u16::try_from(self.bar(area.width, look.lang).len()).unwrap_or(1).min(area.height / 3);
        let above = (STRIP + air).min(area.height);
        let height = area.height.saturating_sub(above + bar + air);
        let height = height.saturating_sub(u16::from(self.progress.is_some()));
        let list = Rect { y: area.y + above, height, ..area };
        Parts { list, rooms: Rect { y: area.bottom() - bar, height: bar, ..area } }
    }

    fn height(&self, cx: &Cx<'_>) -> usize {
        let (cols, rows) = cx.size;
        let look = Look { lang: cx.lang, year: cx.year, theme: crate::ui::theme::Theme::PLAIN, ascii: true };
        usize::from(self.parts(Rect::new(0, 0, cols, rows), &look).list.height)
    }

    /// Lays out the rooms in lines: each with its number and where it begins.
    fn bar(&self, cols: u16, lang: crate::register::Lang) -> Vec<Vec<(usize, u16, String)>> {
        let mut bar: Vec<Vec<(usize, u16, String)>> = vec![Vec::new()];
        let mut x = 0;
        for (number, room) in self.rooms.iter().enumerate() {
            let text = format!("{} {}", room.key, room.short.get(lang));
            let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX).saturating_add(3);
            if x > 0 && x + wide > cols {
                bar.push(Vec::new());
                x = 0;
            }
            if let Some(row) = bar.last_mut() {
                row.push((number, x, text));
            }
            x = x.saturating_add(wide);
        }
        bar
    }

    /// Returns how many places the cursor may stand on.
    fn stops(&self) -> usize {
        self.rows.len() + self.rooms.len()
    }

    fn go(&mut self, to: usize, cx: &Cx<'_>) -> Vec<Ask> {
        self.at = to.min(self.stops().saturating_sub(1));
        self.show(cx);
        Vec::new()
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) -> Vec<Ask> {
        self.go(self.at.saturating_add_signed(by), cx)
    }

    /// Writes the rows that are seen.
    fn show(&mut self, cx: &Cx<'_>) {
        let height = self.height(cx);
        self.window.go(self.at, self.rows.len(), height);
        let seen = self.window.seen(self.rows.len(), height);
        let rows = self.rows.get(seen).unwrap_or_default();
        self.lines = lines(rows, self.progress.is_some(), cx);
    }

    /// Counts anew where something changed, and keeps the cursor on what it stood on.
    fn count(&mut self, cx: &Cx<'_>) {
        let known = (cx.records.seq(), cx.today, cx.year);
        if self.known != Some(known) {
            self.events = calendar(cx.records, cx.year);
            self.rooms = rooms(cx.records.dictionary()).filter(|room| !room.short.is_empty()).collect();
        }
        self.known = Some(known);
        self.today = Some(cx.today);
        self.progress = cx.watch.progress();
        if cx.watch.is_early() && self.rows.is_empty() {
            return;
        }
        self.list_again(cx.watch.agenda());
        if !std::mem::replace(&mut self.placed, true) {
            self.at = self.rows.iter().position(|row| matches!(row, Row::Entry(_))).unwrap_or(0);
        }
    }

    /// Lists the rows anew; the cursor stays on its heading, its entry or its room.
    fn list_again(&mut self, agenda: &Agenda) {
        let (old, room) = (self.rows.get(self.at).copied(), self.at.checked_sub(self.rows.len()));
        self.rows = rows(agenda, &self.open);
        let kept = old.and_then(|old| self.rows.iter().position(|row| row.same_as(&old)));
        self.at = match (kept, room) {
            (Some(at), _) => at,
            (None, Some(room)) => self.rows.len() + room,
            (None, None) => self.at.min(self.rows.len().saturating_sub(1)),
        };
    }

    fn enter(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(row) = self.rows.get(self.at) else {
            let room = self.at.checked_sub(self.rows.len()).and_then(|number| self.rooms.get(number));
            return room.and_then(|room| room.open(cx)).map(Ask::Open).into_iter().collect();
        };
        match row {
            Row::Heading(kind, _) => {
                let kind = *kind;
                match self.open.iter().position(|open| *open == kind) {
                    Some(at) => drop(self.open.remove(at)),
                    None => self.open.push(kind),
                }
                self.list_again(cx.watch.agenda());
                self.show(cx);
                Vec::new()
            }
            Row::Entry(entry) => match edit_at(entry.schema, entry.id, entry.field, cx) {
                Some(form) => vec![Ask::Open(form)],
                None => vec![Ask::Say(Notice::refused(say!(
                    "Bản ghi này không còn trong sổ.",
                    "This record is no longer in the register."
                )))],
            },
        }
    }

    /// Opens the room of tasks, on the task under the cursor.
    fn tasks(&self) -> Vec<Ask> {
        let tasks = match self.current() {
            Some((schema, id)) if *schema == task::SCHEMA => Tasks::at(id),
            Some(_) | None => Tasks::new(),
        };
        vec![Ask::Open(Box::new(tasks))]
    }

    /// Returns the record on which the cursor stands.
    fn current(&self) -> Option<(&'static crate::register::Schema, Id)> {
        match self.rows.get(self.at)? {
            Row::Entry(entry) => Some((entry.schema, entry.id)),
            Row::Heading(..) => None,
        }
    }

    fn draw_rooms(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        for (y, row) in (0..area.height).zip(self.bar(area.width, look.lang)) {
            for (number, x, text) in row {
                let here = self.at == self.rows.len() + number;
                put(frame, area, (x, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
                let (key, name) = text.split_once(' ').unwrap_or((&text, ""));
                let next = put(frame, area, (x + 1, y), area.width, key, look.theme.focus) + x + 2;
                put(frame, area, (next, y), area.width, name, look.theme.label);
                if here {
                    cursor(frame, area, x, y);
                }
            }
        }
    }
}

impl Screen for Home {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Home
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = self.height(cx);
        match action {
            Action::Enter => self.enter(cx),
            Action::TasksOf => self.tasks(),
            Action::Back => {
                let question = say!("Thoát khỏi sổ?", "Leave the register?");
                vec![Ask::Open(Box::new(Dialog::ask(question, || vec![Ask::Quit])))]
            }
            Action::Up | Action::Previous => self.step(-1, cx),
            Action::Down | Action::Next => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            _ => Vec::new(),
        }
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        let typed = typed.lines().next().unwrap_or_default();
        vec![Ask::Open(Box::new(Palette::with(typed)))]
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.count(cx);
        self.show(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let parts = self.parts(area, look);
        if let Some(today) = self.today {
            strip::draw(&self.events, today, frame, Rect { height: STRIP.min(area.height), ..area }, look);
        }
        self.draw_rooms(frame, parts.rooms, look);
        if let Some(progress) = self.progress {
            let words = say!(
                "Đang xem lại sổ: {n} %. Danh sách còn thêm.",
                "Looking through the register: {n} %. There is more to come.",
                n = progress
            );
            line(frame, area, parts.list.bottom() - area.y, words.get(look.lang), look.theme.quiet);
        } else if self.rows.is_empty() {
            line(frame, parts.list, 0, NOTHING.get(look.lang), look.theme.quiet);
        }
        let here = self.at.checked_sub(self.window.top);
        for (y, row) in (0..parts.list.height).zip(&self.lines) {
            row.draw(frame, parts.list, y, here == Some(usize::from(y)) && self.at < self.rows.len(), look);
        }
    }

    fn subject(&self) -> Subject {
        let (schema, id) = self.current().unzip();
        Subject { schema, id, field: None }
    }
}
