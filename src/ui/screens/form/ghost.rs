//! What the most similar past record holds, offered to the right of the cursor; nothing of it is kept unless it is taken.

use super::{Editor, Form, show};
use crate::register::sheet::Sheet;
use crate::register::similar::similar;
use crate::register::{Field, FieldId, Kind, Record, Value};
use crate::say;
use crate::ui::screen::Cx;
use crate::ui::widget::Lack;

/// Most past records that are asked for a value.
const ASKED: usize = 8;
/// Most last values that stand beside a figure.
const LAST: usize = 3;

/// A value that is offered.
#[derive(Clone, Debug)]
pub(super) struct Ghost {
    /// The field's place.
    at: usize,
    value: Value,
    /// What a person would type for it.
    text: String,
}

impl Form {
    /// Looks up what to offer for the field under the cursor, and writes the last figures beside it.
    pub(super) fn suggest(&mut self, cx: &Cx<'_>) {
        self.ghost = None;
        let at = self.focus;
        let wants = |form: &Self| form.is_new && form.cell().is_some_and(|cell| cell.editor.text().is_empty());
        let Some(field) = self.cell().map(|cell| cell.field).filter(|field| self.is_offered(field) && wants(self))
        else {
            return;
        };
        let past = self.past(field.id, cx);
        // Measured anew each time: past values are told but never offered.
        if field.is_figure() {
            self.tell_last(field, &past, cx);
        } else if let Some(value) = past.into_iter().next() {
            let text = field.edit(&value, show(cx));
            self.ghost = Some(Ghost { at, value, text });
        }
    }

    /// Returns whether past records are asked for this field: not for what names one record only.
    fn is_offered(&self, field: &Field) -> bool {
        let own = self.schema.unique.iter().any(|unique| unique.fields == [field.id]);
        let long = matches!(field.kind, Kind::Memo { .. } | Kind::List { .. });
        field.is_open() && !field.private && !own && !long
    }

    /// Lists what past records hold in a field, the most similar first, each value once.
    fn past(&self, field: FieldId, cx: &Cx<'_>) -> Vec<Value> {
        let record = self.record();
        let likes: Vec<Record> = match self.sheet {
            None => {
                let all = similar(self.schema, &record, self.id, cx.records);
                all.into_iter().take(ASKED).map(|(_, record)| record).collect()
            }
            Some(sheet) => {
                let Some(first) = sheet.entity(0, cx.records) else { return Vec::new() };
                let all = similar(first, &Sheet::part(0, &record), self.id, cx.records);
                all.into_iter().take(ASKED).map(|(id, _)| sheet.gather(id, cx.records)).collect()
            }
        };
        let mut values = Vec::new();
        for value in likes.into_iter().filter_map(|mut like| like.remove(&field)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    fn tell_last(&mut self, field: &Field, past: &[Value], cx: &Cx<'_>) {
        let shown: Vec<String> = past.iter().take(LAST).map(|value| field.show_value(value, show(cx))).collect();
        if shown.is_empty() {
            return;
        }
        let words = say!("trước: {values}", "before: {values}", values = shown.join("; "));
        if let Some(cell) = self.cells.get_mut(self.focus) {
            let unit = std::mem::take(&mut cell.echo);
            let gap = if unit.is_empty() { "" } else { " · " };
            cell.echo = format!("{unit}{gap}{}", words.get(cx.lang));
        }
    }

    /// Returns what is offered, for as long as what is typed may become it.
    fn offered(&self) -> Option<&Ghost> {
        let typed = self.cell().map(|cell| cell.editor.text())?;
        let ghost = self.ghost.as_ref().filter(|ghost| ghost.at == self.focus)?;
        (ghost.text.starts_with(typed) && ghost.text != typed).then_some(ghost)
    }

    /// Returns what to show for it, with what is typed of it: the text in the place of the field.
    pub(super) fn ghost(&self) -> Option<&str> {
        self.offered().map(|ghost| ghost.text.as_str())
    }

    /// Forgets what is offered once something else is typed; it would only flicker while that is erased.
    pub(super) fn forget_ghost(&mut self) {
        let typed = self.cell().map_or("", |cell| cell.editor.text());
        if self.ghost.as_ref().is_some_and(|ghost| !ghost.text.starts_with(typed)) {
            self.ghost = None;
        }
    }

    /// Returns whether Right and End take what is offered: the cursor stands behind all that is typed.
    fn is_at_end(&self) -> bool {
        self.cell().is_some_and(|cell| match &cell.editor {
            Editor::Line(edit) => edit.is_at_end(),
            Editor::Lines(_) => false,
        })
    }

    /// Takes what is offered; returns whether there was something.
    pub(super) fn take_ghost(&mut self, cx: &Cx<'_>) -> bool {
        let Some(value) = self.offered().filter(|_| self.is_at_end()).map(|ghost| ghost.value.clone()) else {
            return false;
        };
        if let Some(cell) = self.cells.get_mut(self.focus) {
            cell.put(Some(value), show(cx));
        }
        self.is_fresh = false;
        self.ghost = None;
        self.settle_issue(self.focus);
        self.retell(cx);
        self.scroll(cx.size);
        true
    }

    /// Takes what is offered where Enter on an empty field may: the record is not complete without the field, and the
    /// value is one of a list or a date, which nobody would type otherwise.
    pub(super) fn take_by_enter(&mut self, cx: &Cx<'_>) {
        let takes = self.cell().is_some_and(|cell| {
            let listed = !matches!(cell.field.kind, Kind::Text { .. });
            listed && cell.editor.text().is_empty() && cell.lack != Lack::Nothing
        });
        if takes {
            self.take_ghost(cx);
        }
    }
}
