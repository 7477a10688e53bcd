//! The screens, one file each, and how they lead to each other.

mod about;
mod ask;
mod beside;
mod board;
mod bulk;
pub mod changes;
mod clash;
mod committee;
mod convert;
mod copies;
mod dialog;
mod figures;
mod form;
mod grid;
mod help;
mod history;
mod home;
mod jot;
mod keyboard;
mod menu;
mod models;
pub mod note;
mod palette;
mod pick;
mod preview;
mod remarks;
mod result;
mod rooms;
mod standing;
mod steps;
mod table;
mod tables;
mod tally;
mod tasks;
mod views;
mod why;
mod wizard;

pub use about::about;
pub use ask::{AskForm, Asked};
pub use board::Board;
pub use bulk::Bulk;
pub use committee::Committee;
pub use convert::Convert;
pub use copies::Copies;
pub use dialog::Dialog;
pub use figures::FigureGrid;
pub use form::Form;
pub use grid::Grid;
pub use help::Help;
pub use history::History;
pub use home::Home;
pub use jot::Jot;
pub use keyboard::Keyboard;
pub use menu::Menu;
pub use models::Models;
pub use palette::Palette;
pub use pick::{Offer, Pick, Source};
pub use preview::Preview;
pub use remarks::Remarks;
pub use result::results;
pub use rooms::{ROOMS, Room, Shows, others, room_of, room_viewing, rooms};
pub use standing::{States, states};
pub use steps::steps;
pub use table::Table;
pub use tables::Tables;
pub use tasks::Tasks;
pub use why::Why;
pub use wizard::{FOUNDING, RENEWAL, Wizard};

use super::draft::Draft;
use super::screen::{Cx, Screen};
use super::views::TABLES;
use crate::register::agenda::Entry;
use crate::register::{FieldId, Id, Record, Schema};

/// The names under which screens remember what a person chose.
pub const CHOSEN: &[&str] = &[TABLES, figures::CHOSEN_METRICS, board::CHOSEN_COLUMNS, tasks::GROUPING];

/// Opens the form of a new record, filled in so far.
pub fn add(schema: &'static Schema, prefill: Record, cx: &Cx<'_>) -> Box<dyn Screen> {
    Box::new(Form::new(schema.sheet.map_or(schema, |sheet| sheet.schema), prefill, cx))
}

/// Opens the form of a new record that is like this one.
pub fn copy(schema: &'static Schema, (id, like): (Id, &Record), cx: &Cx<'_>) -> Box<dyn Screen> {
    Box::new(Form::copy_of(schema, (id, like), cx))
}

/// Opens the form of a record; `None` when there is no such record any more.
pub fn edit(schema: &'static Schema, id: Id, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    Some(Box::new(Form::edit(schema, id, cx)?))
}

/// Opens the form of a record at the field at which something is due or wrong; `None` when there is no such record any
/// more.
pub fn problem(entry: &Entry, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    Some(Box::new(Form::edit(entry.schema, entry.id, cx)?.on_the_round(entry.field, cx)))
}

/// Opens the form of a record at one of its fields; `None` when there is no such record any more.
pub fn edit_at(schema: &'static Schema, id: Id, field: Option<FieldId>, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    let form = Form::edit(schema, id, cx)?;
    Some(Box::new(match field {
        Some(field) => form.standing_in(field, cx),
        None => form,
    }))
}

/// Opens a half-typed form, grid or wizard again; `None` when its entity is not known or nothing of it is left to save.
pub fn reopen(draft: &Draft, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
    if draft.in_grid {
        return Some(Box::new(Grid::reopen(draft, cx)?));
    }
    if let Some(wizard) = Wizard::reopen(draft, cx) {
        return Some(Box::new(wizard));
    }
    Some(Box::new(Form::reopen(draft, cx)?))
}
