//! What a field can be filled with other than by typing: its list, the same field of the record before.

use super::{Form, show, ticket};
use crate::register::Value;
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::pick::fill;

impl Form {
    /// Opens the list of what a refused text could mean; `None` where nothing fits.
    pub(super) fn choose_meant(&mut self, at: usize, cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let record = self.record();
        if fill::fitting(self.cells.get(at)?, &record, cx) == 0 {
            return None;
        }
        // The list is the answer: there is nothing to complain of.
        self.cells[at].refusal = None;
        Some(self.open_list(at, cx))
    }

    /// Lists what the field takes, with what is typed so far to look for; a yes/no field is turned over.
    pub(super) fn list(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cells.get_mut(self.focus).filter(|cell| cell.field.is_open()) else { return Vec::new() };
        if let Some(turned) = fill::turned(cell) {
            cell.put(Some(turned), show(cx));
            self.settle_issue(self.focus);
            self.retell(cx);
            return Vec::new();
        }
        if fill::source(cell.field, cx).is_none() {
            return vec![Ask::Say(Notice::refused(fill::no_list()))];
        }
        self.open_list(self.focus, cx)
    }

    fn open_list(&mut self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let record = self.record();
        let list = self.cells.get(at).and_then(|cell| fill::list(cell, &record, cx.ticket(ticket::PICK), cx));
        let Some(pick) = list else { return Vec::new() };
        self.listing = at;
        vec![Ask::Open(Box::new(pick))]
    }

    /// Takes what was picked from the list and goes on.
    pub(super) fn picked(&mut self, values: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cells.get_mut(self.listing) else { return Vec::new() };
        let value = fill::together(cell.field, values);
        cell.put(value, show(cx));
        self.settle_issue(self.listing);
        self.retell(cx);
        if self.listing == self.focus { self.go_on(cx) } else { self.keep_draft() }
    }

    /// Copies the field from the record that was saved before.
    pub(super) fn ditto(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cell().filter(|cell| cell.field.is_open()) else { return Vec::new() };
        let field = cell.field.id;
        let Some(value) = self.before(field) else {
            let words = if self.habit.last.is_some() {
                say!("Bản ghi trước để trống ô này.", "The record before has nothing here.")
            } else {
                say!(
                    "Chưa có bản ghi nào vừa lưu ở biểu này để chép lại.",
                    "No record was saved from this form yet to copy from."
                )
            };
            return vec![Ask::Say(Notice::refused(words))];
        };
        self.cells[self.focus].put(Some(value), show(cx));
        self.settle_issue(self.focus);
        self.retell(cx);
        self.go_on(cx)
    }
}
