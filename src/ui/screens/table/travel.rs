//! Going from row to row and from column to column, and to the row whose name is typed.

use super::{FRAME, Row, SIGHT, Table};
use crate::register::ShowCx;
use crate::text::fold::{Pattern, nfc};
use crate::ui::screen::{Ask, Cx};
use crate::ui::widget::Window;

impl Table {
    pub(super) fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(FRAME))
    }

    pub(super) fn go(&mut self, to: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let top = self.window.top;
        self.window.go(to, self.total, Self::height(cx));
        if self.window.top == top {
            self.id = self.current().map(|row| row.id);
        } else {
            self.read(cx);
        }
        Vec::new()
    }

    pub(super) fn step(&mut self, by: isize, cx: &Cx<'_>) -> Vec<Ask> {
        self.go(self.window.at.saturating_add_signed(by), cx)
    }

    /// Reads again from the beginning of a new question, and stays on the record where it still answers.
    pub(super) fn ask_again(&mut self, cx: &Cx<'_>) {
        let place = self.id.and_then(|id| cx.records.place(&self.query(cx), id));
        self.window.at = place.unwrap_or(0);
        self.window.fit(usize::MAX, Self::height(cx));
        self.read(cx);
    }

    /// Looks for what is typed, and goes to the row that fits it best among the first.
    pub(super) fn search(&mut self, cx: &Cx<'_>) {
        self.window = Window::default();
        self.read(cx);
        let pattern = Pattern::new(&nfc(self.typed.trim()));
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let rank = |row: &Row| {
            let fields = self.schema.title.iter().filter_map(|id| self.schema.field(*id));
            fields.filter_map(|field| pattern.matches(&field.show(&row.record, show))).min()
        };
        let best = self.rows.iter().enumerate().filter_map(|(at, row)| Some((rank(row)?, at))).min();
        if let Some((_, at)) = best {
            self.go(at, cx);
        }
    }

    pub(super) fn aside(&mut self, to: usize, cx: &Cx<'_>) -> Vec<Ask> {
        self.column = to.min(self.columns.len().saturating_sub(1));
        self.first = SIGHT.reveal(&self.columns, self.first, self.column, cx.size.0);
        Vec::new()
    }

    /// Reads again where it stands, on the record that the cursor was on.
    pub(super) fn return_to_row(&mut self, cx: &Cx<'_>) {
        let at = self.window.at;
        if let Some(place) = self.id.and_then(|id| cx.records.place(&self.query(cx), id)) {
            // The row keeps its line on the screen where that is possible.
            self.window.top = (self.window.top + place).saturating_sub(at);
            self.window.at = place;
        }
        self.window.fit(usize::MAX, Self::height(cx));
        self.first = SIGHT.reveal(&self.columns, self.first, self.column, cx.size.0);
        self.read(cx);
    }
}
