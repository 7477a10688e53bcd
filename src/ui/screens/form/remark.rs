//! Notes on fields: written at once on a record of the register, kept with the draft of one that is not saved yet.

use super::{Form, ticket};
use crate::register::remark::notes_on;
use crate::register::schema::note as notes;
use crate::register::{Command, FieldId, Id, Sheet};
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::note;

impl Form {
    /// Writes a note on the field under the cursor.
    pub(super) fn note(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(field) = self.cell().map(|cell| cell.field) else { return Vec::new() };
        if !self.is_new {
            return note::ask(self.schema, self.id, field, cx);
        }
        self.noting = self.focus;
        let begun = self.ahead.get(&field.id).map_or("", String::as_str);
        note::ask_ahead(field, begun, cx.ticket(ticket::NOTE))
    }

    /// Keeps a note on a record that is not saved yet.
    pub(super) fn take_note(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(field) = self.cells.get(self.noting).map(|cell| cell.field.id) else { return Vec::new() };
        let text = tidy(typed);
        if text.is_empty() {
            self.ahead.remove(&field);
        } else {
            self.ahead.insert(field, text);
        }
        self.try_read(cx);
        self.retell(cx);
        self.keep_draft()
    }

    /// Lists the fields on which a note is open.
    pub(super) fn notes_here(&self, cx: &Cx<'_>) -> Vec<FieldId> {
        if self.is_new {
            return self.ahead.keys().copied().collect();
        }
        notes_on(self.schema, self.id, cx.records).into_iter().filter_map(|(_, _, field)| field).collect()
    }

    /// Adds the notes to what saves the record, so that they are there with it or not at all.
    pub(super) fn with_notes(&self, command: Command, new_id: &mut dyn FnMut() -> Id, cx: &Cx<'_>) -> Command {
        let Some(schema) = cx.records.dictionary().entity(notes::SCHEMA.key).filter(|_| !self.ahead.is_empty()) else {
            return command;
        };
        let last = self.begun();
        let written = self.ahead.iter().filter_map(|(id, text)| {
            let field = self.cells.iter().map(|cell| cell.field).find(|field| field.id == *id)?;
            if self.sheet.is_some() && Sheet::part_of(*id) > last {
                // That part of the sheet is not made yet: the note stands on the record that is.
                let (entity, record, _) = self.home(0, cx)?;
                let text = format!("{}: {text}", field.label.get(cx.lang));
                return Some(note::written(schema, new_id(), (entity, record, None), &text));
            }
            let (entity, record, own) = self.home(*id, cx)?;
            Some(note::written(schema, new_id(), (entity, record, entity.field(own)), text))
        });
        let written: Vec<Command> = written.collect();
        let mut all = match command {
            Command::Batch(commands) => commands,
            one => vec![one],
        };
        all.extend(written);
        Command::Batch(all)
    }
}
