//! Moving and typing in rows and columns, whatever the rows are: records, or figures of neighbourhoods.
//!
//! Letters begin a cell anew and leave what it held to Esc. A cell is read when it is left; what cannot be read stays as it
//! was typed, with a sign, and never holds the cursor.

use std::collections::BTreeSet;

use super::travel::ask_where;
use crate::register::{Record, ShowCx, Value, Words};
use crate::say;
use crate::text::width::width;
use crate::ui::action::Action;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::pick::fill::{self, reading};
use crate::ui::screens::table::columns::{Column, Place, Sight};
use crate::ui::widget::window::page;
use crate::ui::widget::{Cell, Editor, Window};

/// The requests of a sheet.
pub mod ticket {
    /// A list is open for a cell.
    pub const PICK: u32 = 1;
    /// The row or the column to go to.
    pub const GO_TO: u32 = 2;
    /// The first number that is free for the screen that holds the sheet.
    pub const OWN: u32 = 10;
}

/// Columns by which the place of a text that outgrows its cell grows, so that most letters cost one cell only.
const GROWS_BY: usize = 8;

/// What a sheet shows and changes.
pub trait Board: Send {
    /// Counts the rows.
    fn rows(&self) -> usize;
    /// Lists the columns.
    fn columns(&self) -> &[Column];
    /// Tells how the columns lie in a window.
    fn sight(&self) -> Sight;
    /// Makes a cell ready to be typed in; `Err` says why it is closed.
    fn open(&mut self, row: usize, column: usize, cx: &Cx<'_>) -> Result<(), Words>;
    /// Returns a cell that was made ready.
    fn cell(&self, row: usize, column: usize) -> Option<&Cell>;
    /// Returns a cell that was made ready, to be changed.
    fn cell_mut(&mut self, row: usize, column: usize) -> Option<&mut Cell>;
    /// Returns the record in which a cell stands, as far as it was read.
    fn record(&self, row: usize, column: usize) -> Record;
    /// Takes note that a cell holds something else now.
    fn settle(&mut self, row: usize, column: usize, cx: &Cx<'_>);
    /// Returns a cell as it would be typed in, in sight or not, without making it ready.
    fn peek(&self, row: usize, column: usize, cx: &Cx<'_>) -> Option<Cell>;
    /// Returns whether a cell holds something, in sight or not.
    fn is_filled(&self, row: usize, column: usize, cx: &Cx<'_>) -> bool {
        self.peek(row, column, cx).is_some_and(|cell| !cell.editor.text().trim().is_empty())
    }
    /// Returns what a cell in sight shows.
    fn face(&self, row: usize, column: usize) -> &str;
    /// Says what is wrong with a cell in sight.
    fn problem(&self, row: usize, column: usize) -> Option<Words>;
    /// Returns whether a cell in sight differs from the register.
    fn is_changed(&self, row: usize, column: usize) -> bool;
    /// Returns the sign before a row in sight: `!` for one with a problem, `+` for a new one.
    fn sign(&self, row: usize) -> char;
    /// Reads the rows in sight.
    fn look(&mut self, top: usize, height: usize, cx: &Cx<'_>);
    /// Adds a row at the end; `false` where rows cannot be added.
    fn add(&mut self, cx: &Cx<'_>) -> bool;
    /// Counts the lines below the rows that the board paints itself.
    fn foot(&self) -> u16 {
        0
    }
}

/// Rows and columns with a cursor.
pub struct Sheet<B> {
    /// What is shown and changed.
    pub board: B,
    /// The rows in sight.
    pub window: Window,
    /// The column of the cursor.
    pub column: usize,
    /// The first column in sight that is not frozen.
    pub first: usize,
    /// The cell as it was before it was typed in; `None` while nothing is typed.
    pub before: Option<Cell>,
    /// The row from which rows are marked, up to the cursor.
    pub anchor: Option<usize>,
    /// The column in which the cells began that were gone through with Tab.
    pub(super) run: Option<usize>,
    /// The cell for which a list is open.
    listing: (usize, usize),
    /// Rows that changed since they were last asked for.
    dirty: BTreeSet<usize>,
}

impl<B: Board> Sheet<B> {
    /// Begins in the first cell.
    pub fn new(board: B) -> Self {
        let column = (0..board.columns().len()).find(|&at| board.columns()[at].field.is_open()).unwrap_or(0);
        Self {
            board,
            window: Window::default(),
            column,
            first: 0,
            before: None,
            anchor: None,
            run: None,
            listing: (0, 0),
            dirty: BTreeSet::new(),
        }
    }

    /// Returns the row of the cursor.
    pub const fn row(&self) -> usize {
        self.window.at
    }

    /// Returns the rows that changed since this was last asked.
    pub fn take_dirty(&mut self) -> BTreeSet<usize> {
        std::mem::take(&mut self.dirty)
    }

    /// Counts the rows that a body of this height shows.
    pub fn height(&self, size: (u16, u16)) -> usize {
        usize::from(size.1.saturating_sub(2 + self.board.foot())).max(1)
    }

    /// Returns the rows that are marked, or none.
    pub fn marked(&self) -> Option<std::ops::RangeInclusive<usize>> {
        let anchor = self.anchor?;
        Some(anchor.min(self.row())..=anchor.max(self.row()))
    }

    /// Puts the cursor into a cell and shows it.
    pub fn go(&mut self, row: usize, column: usize, cx: &Cx<'_>) {
        let height = self.height(cx.size);
        self.column = column.min(self.board.columns().len().saturating_sub(1));
        self.first = self.board.sight().reveal(self.board.columns(), self.first, self.column, cx.size.0);
        self.window.go(row, self.board.rows(), height);
        self.board.look(self.window.top, height, cx);
    }

    /// Shows the cursor again after the rows or the window changed.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        self.go(self.row(), self.column, cx);
        self.settle_edit(cx);
    }

    /// Types letters: at once into the cell, in the place of what it held.
    pub fn type_in(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        if self.before.is_none() {
            if let Err(asks) = self.begin(cx) {
                return asks;
            }
            self.edit(|cell| cell.editor.set(""));
        }
        self.edit(|cell| cell.editor.type_in(typed));
        self.settle_edit(cx);
        Vec::new()
    }

    /// Begins to type in the cell under the cursor, with what it holds.
    fn begin(&mut self, cx: &Cx<'_>) -> Result<(), Vec<Ask>> {
        let (row, column) = (self.row(), self.column);
        if let Err(words) = self.board.open(row, column, cx) {
            return Err(vec![Ask::Say(Notice::refused(words))]);
        }
        self.before = self.board.cell(row, column).cloned();
        Ok(())
    }

    /// Changes the text of the cell under the cursor.
    fn edit(&mut self, change: impl FnOnce(&mut Cell)) {
        if let Some(cell) = self.board.cell_mut(self.window.at, self.column) {
            change(cell);
            if cell.value().is_none() {
                cell.refusal = None;
            }
        }
    }

    /// Scrolls the text under the cursor, and writes what it is read as.
    pub(super) fn settle_edit(&mut self, cx: &Cx<'_>) {
        if self.before.is_none() {
            return;
        }
        let (row, column) = (self.row(), self.column);
        let record = self.board.record(row, column);
        let room = self.edit_room(cx.size.0);
        let Some(cell) = self.board.cell_mut(row, column) else { return };
        cell.tell(&reading(&record, cx), show(cx));
        match &mut cell.editor {
            Editor::Line(edit) => edit.settle(room),
            Editor::Lines(memo) => memo.settle(room, 1),
        }
    }

    /// Returns how wide the place is in which the cell under the cursor is typed: over its neighbours when it must.
    pub fn edit_room(&self, cols: u16) -> usize {
        let columns = self.board.columns();
        let places = self.board.sight().layout(columns, self.first, cols);
        let Some(place) = places.iter().find(|place| place.column == self.column) else { return 1 };
        let text = self.board.cell(self.row(), self.column).map_or("", |cell| cell.editor.text());
        let own = usize::from(place.width);
        let longest = text.split('\n').map(width).max().unwrap_or(0) + 1;
        let wanted = if longest <= own { own } else { longest.next_multiple_of(GROWS_BY).max(own) };
        wanted.min(usize::from(cols.saturating_sub(place.x)))
    }

    /// Returns where a column is in a window this wide.
    pub fn places(&self, cols: u16) -> Vec<Place> {
        self.board.sight().layout(self.board.columns(), self.first, cols)
    }

    /// Leaves the cell under the cursor: what was typed is read, and stays as it is where it cannot be.
    pub fn finish(&mut self, cx: &Cx<'_>) {
        if let Some(before) = self.before.take() {
            let (row, column) = (self.row(), self.column);
            if self.board.cell(row, column).is_some_and(|cell| cell.editor.text() != before.editor.text()) {
                self.read(row, column, cx);
            } else {
                self.edit(|cell| *cell = before);
            }
        }
    }

    /// Reads a cell as the field does everywhere; returns whether it could be read.
    pub fn read(&mut self, row: usize, column: usize, cx: &Cx<'_>) -> bool {
        let record = self.board.record(row, column);
        let Some(cell) = self.board.cell_mut(row, column) else { return true };
        let mut is_read = cell.read(&reading(&record, cx), show(cx)).is_ok();
        if !is_read && let Some(value) = fill::meant(cell, &record, cx) {
            cell.put(Some(value), show(cx));
            is_read = true;
        }
        self.board.settle(row, column, cx);
        self.dirty.insert(row);
        is_read
    }

    /// Puts a value into a cell; `false` where the cell is closed.
    pub fn put(&mut self, row: usize, column: usize, value: Option<Value>, cx: &Cx<'_>) -> bool {
        if self.board.open(row, column, cx).is_err() {
            return false;
        }
        if let Some(cell) = self.board.cell_mut(row, column) {
            cell.put(value, show(cx));
        }
        self.board.settle(row, column, cx);
        self.dirty.insert(row);
        true
    }

    /// Puts a text into a cell as if it were typed there; returns whether it could be read.
    pub fn put_text(&mut self, row: usize, column: usize, text: &str, cx: &Cx<'_>) -> bool {
        if self.board.open(row, column, cx).is_err() {
            return false;
        }
        if let Some(cell) = self.board.cell_mut(row, column) {
            cell.editor.set(text);
        }
        self.read(row, column, cx)
    }

    /// Does what a key asks for; `None` for what is not a matter of rows and columns.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let height = self.height(cx.size);
        match action {
            Action::Enter => return Some(self.go_on(cx)),
            Action::Next => return Some(self.tab(cx)),
            Action::Previous => self.back(cx),
            Action::Up if !self.climbs(action, cx) => self.step(-1, cx),
            Action::Down if !self.climbs(action, cx) => self.step(1, cx),
            Action::Up | Action::Down => {}
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Left | Action::Right => self.aside(action, cx),
            Action::Home | Action::End | Action::Erase | Action::Delete if self.before.is_some() => {
                self.edit_act(action, cx);
            }
            Action::Home => self.hop(self.row(), 0, cx),
            Action::End => self.hop(self.row(), usize::MAX, cx),
            Action::Erase => {
                // The text opens with the cursor behind it; a stray Backspace of an input method takes nothing away.
                if let Err(asks) = self.begin(cx) {
                    return Some(asks);
                }
                self.settle_edit(cx);
            }
            Action::Delete => return Some(self.clear(cx)),
            Action::Back if self.before.is_some() => {
                let before = self.before.take();
                self.edit(|cell| *cell = before.unwrap_or_else(|| cell.clone()));
            }
            Action::Back if self.anchor.is_some() => self.anchor = None,
            Action::List => return Some(self.list(cx)),
            Action::Mark => {
                self.finish(cx);
                self.anchor = if self.anchor.is_some() { None } else { Some(self.row()) };
            }
            Action::Ditto => return Some(self.ditto(cx)),
            Action::FillDown => return Some(self.fill_down(cx)),
            Action::GoTo => return Some(ask_where(cx.ticket(ticket::GO_TO))),
            Action::New => return Some(self.add(cx)),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Takes the answer to a request of the sheet.
    pub fn picked(&mut self, values: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        let (row, column) = self.listing;
        let Some(field) = self.board.columns().get(column).map(|column| column.field) else { return Vec::new() };
        self.put(row, column, fill::together(field, values), cx);
        if (row, column) == (self.row(), self.column) { self.go_on(cx) } else { Vec::new() }
    }

    fn edit_act(&mut self, action: Action, cx: &Cx<'_>) {
        self.edit(|cell| {
            cell.editor.act(action);
        });
        self.settle_edit(cx);
    }

    /// Empties the cell under the cursor.
    fn clear(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if let Err(asks) = self.begin(cx) {
            return asks;
        }
        self.edit(|cell| cell.editor.set(""));
        self.finish(cx);
        Vec::new()
    }

    /// Lists what the cell takes; a yes/no cell is turned over.
    fn list(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let (row, column) = (self.row(), self.column);
        if let Err(words) = self.board.open(row, column, cx) {
            return vec![Ask::Say(Notice::refused(words))];
        }
        self.before = None;
        let record = self.board.record(row, column);
        let Some(cell) = self.board.cell(row, column) else { return Vec::new() };
        if let Some(turned) = fill::turned(cell) {
            self.put(row, column, Some(turned), cx);
            return Vec::new();
        }
        match fill::list(cell, &record, cx.ticket(ticket::PICK), cx) {
            Some(pick) => {
                self.listing = (row, column);
                vec![Ask::Open(Box::new(pick))]
            }
            None => vec![Ask::Say(Notice::refused(fill::no_list()))],
        }
    }

    /// Adds a row and goes to its first cell.
    fn add(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.finish(cx);
        if !self.board.add(cx) {
            return vec![Ask::Say(Notice::refused(say!("Bảng này không thêm dòng.", "No row can be added here.")))];
        }
        let first = (0..self.board.columns().len()).find(|&at| self.board.columns()[at].field.is_open());
        self.hop(usize::MAX, first.unwrap_or(0), cx);
        Vec::new()
    }
}

/// Returns what values are shown with.
pub fn show<'a>(cx: &Cx<'a>) -> ShowCx<'a> {
    ShowCx { records: cx.records, lang: cx.lang }
}
