//! The values of a table's cells: the row's own, or those of the record to which a link of the row leads.

use super::Column;
use super::prefill::first_of;
use crate::register::{Field, Filter, Kind, Query, Read, Record, Records, ShowCx, Test, Value};
use crate::ui::screen::Cx;

/// Shows a cell in one line.
pub(super) fn cell(column: &Column, record: &Record, show: ShowCx<'_>) -> String {
    if column.via.is_none() {
        return cell_of(column.field, record, show);
    }
    linked(column, record, show.records).map_or_else(String::new, |linked| cell_of(column.field, &linked, show))
}

/// Finds the record that a column looks at through a link.
fn linked(column: &Column, record: &Record, records: &dyn Records) -> Option<Record> {
    let link = column.via?;
    let schema = records.dictionary().entity(link.kind.target()?)?;
    records.get(schema, record.link(link.id)?)
}

/// Makes the condition that rows have the value of this cell, and its words.
pub(super) fn filter_of(column: &Column, record: &Record, cx: &Cx<'_>) -> (Filter, String) {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let field = column.field;
    let holder = if column.via.is_some() { linked(column, record, cx.records) } else { Some(record.clone()) };
    let value = holder.as_ref().and_then(|record| record.get(&field.id)).map(first_of);
    let shown = value.as_ref().map_or_else(|| "∅".to_owned(), |value| field.show_value(value, show));
    let test = value.map_or(Test::Empty, Test::Is);
    let filter = match column.via.and_then(|link| Some((link, cx.records.dictionary().entity(link.kind.target()?)?))) {
        None => Filter { field: field.id, test },
        Some((link, schema)) => {
            // The rows whose linked record has the value.
            let rows = cx.records.page(&Query::all(schema).filter(field.id, test), 0, usize::MAX).rows;
            let ids = rows.into_iter().map(|(id, _)| Value::Link(id)).collect();
            Filter { field: link.id, test: Test::In(ids) }
        }
    };
    (filter, format!("{} = {shown}", field.label.get(cx.lang)))
}

fn cell_of(field: &Field, record: &Record, show: ShowCx<'_>) -> String {
    match (&field.kind, record.get(&field.id)) {
        // The unit stands beside a figure whose unit differs by row; the others have it in their header.
        (Kind::Quantity { .. }, _) => field.show(record, show),
        (_, Some(value)) => field.show_value(value, show),
        (_, None) => String::new(),
    }
}
