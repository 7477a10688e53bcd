//! Values that a new record holds by itself, kept up to what is typed.

use super::{Form, parse_cx, show};
use crate::ui::screen::Cx;
use crate::ui::widget::Cell;

impl Form {
    /// Makes anew the fields of a new record that follow from others and that nobody touched: a paper's number and type
    /// from how it is printed, a task's due day from the day on which it was set.
    pub(super) fn refill(&mut self, cx: &Cx<'_>) {
        if !self.is_new {
            return;
        }
        for at in 0..self.cells.len() {
            let cell = &self.cells[at];
            let field = cell.field;
            let own = field.is_open() && field.default.is_some() && !self.prefill.contains_key(&field.id);
            if !own || cell.is_touched() || at == self.focus {
                continue;
            }
            let mut record = self.record();
            record.remove(&field.id);
            let made = field.default_value(&parse_cx(&record, cx));
            if cell.value() != Some(&made) {
                self.cells[at] = Cell::new(field, made, None, show(cx));
            }
        }
    }
}
