//! The values of a table's cells: the row's own, or those of the record to which a link of the row leads.

use super::Column;
use super::prefill::first_of;
use crate::register::{Field, Filter, Kind, Label, Query, Read, Record, Records, ShowCx, Test, Value};
use crate::ui::screen::Cx;

/// What stands for an empty cell.
pub(super) const EMPTY: Label = Label::new("(trống)", "(empty)");

/// Shows a cell in one line.
pub(super) fn cell(column: &Column, record: &Record, show: ShowCx<'_>) -> String {
    if column.via.is_none() {
        return cell_of(column.field, record, show);
    }
    linked(column, record, show.records).map_or_else(String::new, |linked| cell_of(column.field, &linked, show))
}

/// Returns the value of a cell.
pub(super) fn held(column: &Column, record: &Record, records: &dyn Records) -> Option<Value> {
    match column.via {
        None => record.get(&column.field.id).cloned(),
        Some(_) => linked(column, record, records)?.get(&column.field.id).cloned(),
    }
}

/// Finds the record that a column looks at through a link.
fn linked(column: &Column, record: &Record, records: &dyn Records) -> Option<Record> {
    let link = column.via?;
    let schema = records.dictionary().entity(link.kind.target()?)?;
    records.get(schema, record.link(link.id)?)
}

/// The value that one column must have for a row to be listed.
pub(super) struct ByValue {
    /// The column's field, and the link through which it is another record's.
    pub(super) field: &'static Field,
    pub(super) via: Option<&'static Field>,
    /// The value; none for an empty cell.
    pub(super) value: Option<Value>,
    /// What the row itself must hold.
    pub(super) filter: Filter,
    /// What the table says of it.
    pub(super) words: String,
}

impl ByValue {
    /// Makes the condition that a column has a value.
    pub(super) fn new(field: &'static Field, via: Option<&'static Field>, value: Option<Value>, cx: &Cx<'_>) -> Self {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let shown = value.as_ref().map_or_else(|| EMPTY.get(cx.lang).to_owned(), |value| field.show_value(value, show));
        let test = value.clone().map_or(Test::Empty, Test::Is);
        let other = via.and_then(|link| Some((link, cx.records.dictionary().entity(link.kind.target()?)?)));
        let filter = match other {
            None => Filter { field: field.id, test },
            Some((link, schema)) => {
                // The rows whose linked record has the value.
                let rows = cx.records.page(&Query::all(schema).filter(field.id, test), 0, usize::MAX).rows;
                let ids = rows.into_iter().map(|(id, _)| Value::Link(id)).collect();
                Filter { field: link.id, test: Test::In(ids) }
            }
        };
        let words = format!("{} = {shown}", field.label.get(cx.lang));
        Self { field, via, value, filter, words }
    }

    /// Makes the condition that rows have the value of this cell.
    pub(super) fn of(column: &Column, record: &Record, cx: &Cx<'_>) -> Self {
        let value = held(column, record, cx.records).as_ref().map(first_of);
        Self::new(column.field, column.via, value, cx)
    }
}

/// Returns the kind of one of the values that a field of several holds.
pub(super) const fn single(kind: &Kind) -> Kind {
    match *kind {
        Kind::Links(entity) => Kind::Link(entity),
        Kind::Choices(choices) => Kind::Choice(choices),
        Kind::List { max } => Kind::Text { max },
        other => other,
    }
}

fn cell_of(field: &Field, record: &Record, show: ShowCx<'_>) -> String {
    match (&field.kind, record.get(&field.id)) {
        // The unit stands beside a figure whose unit differs by row; the others have it in their header.
        (Kind::Quantity { .. }, _) => field.show(record, show),
        (_, Some(value)) => field.show_value(value, show),
        (_, None) => String::new(),
    }
}
