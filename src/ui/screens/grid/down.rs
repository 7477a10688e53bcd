//! Filling cells from the ones above: ditto, fill down, and series that go on.

use super::series::{Series, Step};
use super::sheet::{Board, Sheet};
use crate::register::{Value, Words};
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::widget::Cell;

/// Most cells that are filled at once; a hand that slips must not touch a whole register.
const MOST: usize = 1_000;
/// Cells above that tell whether there is a series.
const SEEDS: usize = 3;

impl<B: Board> Sheet<B> {
    /// Copies the cell above, and goes on.
    pub fn ditto(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let (row, column) = (self.row(), self.column);
        let Some(above) = row.checked_sub(1).and_then(|above| self.held(above, column, cx)) else {
            return vec![Ask::Say(Notice::refused(say!(
                "Ô phía trên để trống hoặc không có, nên không chép được.",
                "There is nothing above to copy."
            )))];
        };
        self.before = None;
        if let Err(words) = self.board.open(row, column, cx) {
            return vec![Ask::Say(Notice::refused(words))];
        }
        self.give(row, column, &above, cx);
        self.go_on(cx)
    }

    /// Fills the cells below: the marked rows, else down to the next cell that holds something.
    pub fn fill_down(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.finish(cx);
        let column = self.column;
        let Some((seed, rows)) = self.to_fill(cx) else { return nothing_above() };
        if rows.len() > MOST {
            return vec![Ask::Say(Notice::refused(say!(
                "Mỗi lần chỉ điền được {n} ô. Đánh dấu ít dòng hơn (Insert), rồi điền tiếp.",
                "At most {n} cells are filled at once. Mark fewer rows (Insert), then go on.",
                n = MOST
            )))];
        }
        let first = self.marked().map_or(0, |marked| *marked.start());
        let above = (first.max((seed + 1).saturating_sub(SEEDS))..=seed).filter_map(|row| self.held(row, column, cx));
        let above: Vec<Cell> = above.collect();
        let Some(last) = above.last() else { return nothing_above() };
        if rows.is_empty() {
            return vec![Ask::Say(Notice::note(say!("Phía dưới không còn ô trống.", "No empty cell below.")))];
        }
        let series = Series::of(&above);
        let last = last.clone();
        let words = self.fill(rows, series.as_ref(), &last, cx);
        self.anchor = None;
        self.go(self.row(), self.column, cx);
        vec![Ask::Say(Notice::done(words))]
    }

    /// Returns the cell to fill from, and the rows to fill: what is marked, else the empty cells below.
    fn to_fill(&self, cx: &Cx<'_>) -> Option<(usize, std::ops::Range<usize>)> {
        let column = self.column;
        if let Some(marked) = self.marked() {
            let (first, last) = marked.into_inner();
            // The cells that begin the marked rows may begin a series; where all hold something, the first is copied.
            let begun = (first..=last).take_while(|&row| self.board.is_filled(row, column, cx)).take(SEEDS).count();
            let seeds = if begun > last - first { 1 } else { begun.max(1) };
            return Some((first + seeds - 1, first + seeds..last + 1));
        }
        let here = self.row();
        let seed = if self.board.is_filled(here, column, cx) { here } else { here.checked_sub(1)? };
        let empty = |row: &usize| !self.board.is_filled(*row, column, cx);
        let count = (seed + 1..self.board.rows()).take_while(empty).take(MOST + 1).count();
        Some((seed, seed + 1..seed + 1 + count))
    }

    /// Fills rows of this column, and says how many.
    fn fill(&mut self, rows: std::ops::Range<usize>, series: Option<&Series>, last: &Cell, cx: &Cx<'_>) -> Words {
        let (column, mut count) = (self.column, 0);
        for (n, row) in (1..).zip(rows) {
            let filled = match series.and_then(|series| series.step(n)) {
                Some(Step::Value(value)) => self.put(row, column, Some(value), cx),
                Some(Step::Text(text)) => self.put_text(row, column, &text, cx),
                None => self.board.open(row, column, cx).is_ok() && self.give(row, column, last, cx),
            };
            count += usize::from(filled);
            if !filled {
                return say!(
                    "Đã điền {n} ô, dừng ở dòng {row}. Ctrl+G: lưu.",
                    "{n} cells filled, stopped at row {row}. Ctrl+G: save.",
                    n = count,
                    row = row + 1
                );
            }
        }
        if series.is_some() {
            say!("Đã điền tiếp dãy {n} ô. Ctrl+G: lưu.", "The series goes on for {n} cells. Ctrl+G: save.", n = count)
        } else {
            say!("Đã điền {n} ô. Ctrl+G: lưu.", "{n} cells filled. Ctrl+G: save.", n = count)
        }
    }

    /// Returns a cell that holds something.
    fn held(&mut self, row: usize, column: usize, cx: &Cx<'_>) -> Option<Cell> {
        if !self.board.is_filled(row, column, cx) {
            return None;
        }
        self.board.peek(row, column, cx)
    }

    /// Gives a cell that was made ready what another one holds: its value, or its text where nobody could read that.
    fn give(&mut self, row: usize, column: usize, from: &Cell, cx: &Cx<'_>) -> bool {
        let value: Option<Option<Value>> = from.value().cloned();
        match value {
            Some(value) => self.put(row, column, value, cx),
            None => self.put_text(row, column, from.editor.text(), cx),
        }
    }
}

fn nothing_above() -> Vec<Ask> {
    vec![Ask::Say(Notice::refused(say!(
        "Không có gì để điền xuống: ô này và ô trên đều trống.",
        "Nothing to fill down: this cell and the one above are empty."
    )))]
}
