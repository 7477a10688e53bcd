//! Going from cell to cell.

use super::sheet::{Board, Sheet};
use crate::say;
use crate::text::fold::Pattern;
use crate::ui::action::{Action, EnterGoes};
use crate::ui::screen::{Ask, Cx, Notice, Ticket};
use crate::ui::screens::Dialog;
use crate::ui::widget::Editor;

impl<B: Board> Sheet<B> {
    /// Goes on after a cell: down or to the right; where cells were gone through with Tab, to the row below them.
    pub fn go_on(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if cx.enter_goes == EnterGoes::Right && self.run.is_none() {
            return self.tab_on(cx);
        }
        self.finish(cx);
        let run = self.run.take();
        let column = run.unwrap_or(self.column);
        if self.row() + 1 < self.board.rows() || run.is_some() && self.board.add(cx) {
            self.go(self.row() + 1, column, cx);
            return Vec::new();
        }
        vec![Ask::Say(Notice::note(say!(
            "Đây là dòng cuối. F5: thêm dòng. Ctrl+G: lưu.",
            "This is the last row. F5: add one. Ctrl+G: save."
        )))]
    }

    /// Goes right with Tab; Enter comes back to the column in which that began.
    pub(super) fn tab(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let run = self.run.unwrap_or(self.column);
        let asks = self.tab_on(cx);
        self.run = if asks.is_empty() { Some(run) } else { None };
        asks
    }

    /// Goes right; behind the last column to the next row, which is made where there is none.
    fn tab_on(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.finish(cx);
        let columns = self.board.columns();
        let is_open = |at: &usize| columns[*at].field.is_open();
        if let Some(next) = (self.column + 1..columns.len()).find(is_open) {
            self.go(self.row(), next, cx);
            return Vec::new();
        }
        let first = (0..columns.len()).find(is_open).unwrap_or(0);
        if self.row() + 1 < self.board.rows() || self.board.add(cx) {
            self.go(self.row() + 1, first, cx);
            return Vec::new();
        }
        vec![Ask::Say(Notice::note(say!("Đây là ô cuối. Ctrl+G: lưu.", "This is the last cell. Ctrl+G: save.")))]
    }

    pub(super) fn back(&mut self, cx: &Cx<'_>) {
        let open = |at: &usize| self.board.columns()[*at].field.is_open();
        match (0..self.column).rev().find(open) {
            Some(at) => self.hop(self.row(), at, cx),
            None if self.row() > 0 => self.hop(self.row() - 1, usize::MAX, cx),
            None => {}
        }
    }

    /// Leaves the cell for another one that was not reached with Tab or Enter.
    pub(super) fn hop(&mut self, row: usize, column: usize, cx: &Cx<'_>) {
        self.finish(cx);
        self.run = None;
        self.go(row, column, cx);
    }

    pub(super) fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.hop(self.row().saturating_add_signed(by), self.column, cx);
    }

    /// Moves in the text while there is some on that side, else to the next cell.
    pub(super) fn aside(&mut self, action: Action, cx: &Cx<'_>) {
        if let Some(cell) = self.board.cell_mut(self.window.at, self.column).filter(|_| self.before.is_some()) {
            let before = cell.editor.cursor();
            cell.editor.act(action);
            if cell.editor.cursor() != before {
                return self.settle_edit(cx);
            }
        }
        let to = if action == Action::Left { self.column.saturating_sub(1) } else { self.column + 1 };
        self.hop(self.row(), to, cx);
    }

    /// Moves between the lines of a memo; returns whether there was one to go to.
    pub(super) fn climbs(&mut self, action: Action, cx: &Cx<'_>) -> bool {
        if self.before.is_none() {
            return false;
        }
        let Some(cell) = self.board.cell_mut(self.window.at, self.column) else { return false };
        let climbed = matches!(cell.editor, Editor::Lines(_)) && cell.editor.act(action);
        if climbed {
            self.settle_edit(cx);
        }
        climbed
    }

    /// Goes to a row by its number, or to a column by its name.
    pub fn go_to(&mut self, place: &str, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(row) = place.trim().parse::<usize>().ok().and_then(|row| row.checked_sub(1)) {
            self.hop(row, self.column, cx);
            return Vec::new();
        }
        let pattern = Pattern::new(place);
        let ranked = self.board.columns().iter().enumerate();
        let ranked = ranked.filter_map(|(at, column)| Some((pattern.matches(&column.heading(cx.lang))?, at)));
        match ranked.min().filter(|_| !pattern.is_empty()) {
            Some((_, at)) => {
                self.hop(self.row(), at, cx);
                Vec::new()
            }
            None => vec![Ask::Say(Notice::refused(say!(
                "Không có cột \"{place}\". Gõ số dòng, hoặc một phần tên cột.",
                "There is no column \"{place}\". Type the number of a row, or part of a column's name.",
                place = place
            )))],
        }
    }
}

/// Asks for the number of a row or the name of a column.
pub(super) fn ask_where(ticket: Ticket) -> Vec<Ask> {
    let title = say!("Đến dòng số, hoặc cột tên", "Go to row number, or column named");
    vec![Ask::Open(Box::new(Dialog::line(title, "", ticket)))]
}
