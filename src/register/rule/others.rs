//! What rules look for among the other records.

use super::RuleCx;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::schema::Schema;
use crate::text::fold::fold;

/// Finds another record whose `name` reads the same without regard to case and marks, and of which `also` holds.
pub fn namesake(
    cx: &RuleCx<'_>,
    schema: &'static Schema,
    name: FieldId,
    also: impl Fn(&Record) -> bool,
) -> Option<(Id, Record)> {
    let wanted = fold(cx.record.text(name));
    if wanted.is_empty() {
        return None;
    }
    let query = Query::all(schema).filter(name, Test::Contains(wanted.clone()));
    let rows = cx.records.page(&query, 0, usize::MAX).rows;
    rows.into_iter().find(|(id, record)| *id != cx.id && fold(record.text(name)) == wanted && also(record))
}

/// Lists the live records of an entity, but for the one at hand, whose `field` links to `target`.
pub fn linking(cx: &RuleCx<'_>, schema: &'static Schema, target: Id, field: FieldId) -> impl Iterator<Item = Record> {
    let ids = cx.records.linked(target, schema, field).into_iter().filter(|id| *id != cx.id);
    ids.filter_map(move |id| cx.records.get(schema, id)).filter(|record| !is_withdrawn(record))
}
