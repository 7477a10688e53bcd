//! What hangs on the record of the form: rows of other entities that stand inside it.

use super::Form;
use crate::register::{FieldId, Filter, Id, Query, Schema, Test, Value};
use crate::say;
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::Table;

/// Rows of another entity that are shown inside this record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) schema: &'static Schema,
    /// Its field that links here.
    parent: FieldId,
    pub(super) count: usize,
}

impl Form {
    /// Lists the rows of another entity that stand inside this record.
    pub(super) fn open_children(&mut self) -> Vec<Ask> {
        let child = self.focus.checked_sub(self.cells.len()).and_then(|at| self.children.get(at));
        let Some(child) = child.copied() else { return Vec::new() };
        let name = say!("{rows}: {of}", "{rows}: {of}", rows = child.schema.plural, of = self.title);
        let inside = Filter { field: child.parent, test: Test::Is(Value::Link(self.id)) };
        let mut asks = self.keep_draft();
        asks.push(Ask::Open(Box::new(Table::part(child.schema, name, vec![inside]))));
        asks
    }
}

/// Counts the rows of other entities that stand inside this record.
pub(super) fn children(schema: &'static Schema, id: Id, cx: &Cx<'_>) -> Vec<Child> {
    let dictionary = cx.records.dictionary();
    dictionary
        .links_to(schema.key)
        .filter(|(child, field)| child.parent == Some(field.id))
        .map(|(child, field)| {
            let query = Query::all(child).filter(field.id, Test::Is(Value::Link(id)));
            Child { schema: child, parent: field.id, count: cx.records.page(&query, 0, 0).total }
        })
        .collect()
}
