//! The screens, one file each, and how they lead to each other.

pub mod changes;
mod dialog;
mod help;
mod history;
mod home;
mod menu;
mod palette;
mod table;

pub use dialog::Dialog;
pub use help::Help;
pub use history::History;
pub use home::Home;
pub use menu::Menu;
pub use palette::Palette;
pub use table::Table;

use super::draft::Draft;
use super::screen::{Cx, Screen};
use crate::register::{Id, Record, Schema};

/// Opens the form of a new record, filled in so far.
pub fn add(schema: &'static Schema, _prefill: Record, _cx: &Cx<'_>) -> Box<dyn Screen> {
    let question = crate::say!("Biểu của {name} chưa mở được.", "No form of {name} yet.", name = schema.name);
    Box::new(Dialog::ask(question, || vec![super::screen::Ask::Close]))
}

/// Opens the form of a record; `None` when there is no such record any more.
pub fn edit(schema: &'static Schema, id: Id, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    let record = cx.records.get(schema, id)?;
    Some(add(schema, record, cx))
}

/// Opens a half-typed form again; `None` when its entity or record is gone.
pub fn reopen(draft: &Draft, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    Some(add(cx.records.dictionary().entity(&draft.entity)?, Record::new(), cx))
}
