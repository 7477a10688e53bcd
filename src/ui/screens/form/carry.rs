//! Fields whose value goes over into the next new record, switched on and off one by one while keying.

use super::{Form, show};
use crate::register::{FieldId, Record, Value};
use crate::say;
use crate::ui::habit::Habit;
use crate::ui::screen::{Ask, Cx, Notice};

impl Form {
    /// Switches the carrying over of the field under the cursor; a field that is empty takes the value of the record before.
    pub(super) fn carry(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(field) = self.cell().map(|cell| cell.field).filter(|field| field.is_open()) else { return Vec::new() };
        let words = if self.habit.carried.remove(&field.id) {
            say!("Ô \"{field}\" không chép sang bản sau nữa.", "\"{field}\" goes over no more.", field = field.label)
        } else {
            self.habit.carried.insert(field.id);
            if self.is_new && self.cell().is_some_and(|cell| cell.editor.text().is_empty()) {
                let before = self.before(field.id);
                self.cells[self.focus].put(before, show(cx));
            }
            say!(
                "Ô \"{field}\" chép sang các bản thêm sau; Ctrl+R lần nữa để thôi.",
                "\"{field}\" goes over into the next records; Ctrl+R again stops it.",
                field = field.label
            )
        };
        self.retell(cx);
        vec![self.accustom(), Ask::Say(Notice::note(words))]
    }

    /// Returns what the record saved before holds in a field.
    pub(super) fn before(&self, field: FieldId) -> Option<Value> {
        self.habit.last.as_ref()?.get(&field).cloned()
    }

    /// Returns what goes over from the record before into a field of a new one.
    pub(super) fn carried(&self, field: FieldId) -> Option<Value> {
        if self.habit.carried.contains(&field) { self.before(field) } else { None }
    }

    /// Remembers a new record that was saved.
    pub(super) fn remember(&mut self, record: Record) -> Ask {
        self.habit.last = Some(record);
        self.accustom()
    }

    fn accustom(&self) -> Ask {
        Ask::Accustom(self.schema, Habit::clone(&self.habit))
    }
}
