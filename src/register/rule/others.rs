//! What rules look for among the other records.

use std::sync::Arc;

use super::RuleCx;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::{Record, is_withdrawn};
use crate::register::schema::Schema;
use crate::register::unique::likeness;

/// Finds another record whose `name` reads the same without regard to case and marks, and of which `also` holds.
pub fn namesake(
    cx: &RuleCx<'_>,
    schema: &'static Schema,
    name: FieldId,
    also: impl Fn(&Record) -> bool,
) -> Option<(Id, Arc<Record>)> {
    let wanted = likeness(cx.record.get(&name)?)?;
    alike(cx, schema, name, &wanted).find(|(_, record)| also(record))
}

/// Lists the live records of an entity, but for the one at hand, whose `field` is alike.
pub fn alike(
    cx: &RuleCx<'_>,
    schema: &'static Schema,
    field: FieldId,
    likeness: &str,
) -> impl Iterator<Item = (Id, Arc<Record>)> {
    let ids = cx.records.alike(schema, field, likeness).into_iter().filter(|id| *id != cx.id);
    ids.filter_map(move |id| Some((id, cx.records.shared(schema, id)?))).filter(|(_, record)| !is_withdrawn(record))
}

/// Lists the live records of an entity, but for the one at hand, whose `field` links to `target`.
pub fn linking(
    cx: &RuleCx<'_>,
    schema: &'static Schema,
    target: Id,
    field: FieldId,
) -> impl Iterator<Item = Arc<Record>> {
    let ids = cx.records.linked(target, schema, field).into_iter().filter(|id| *id != cx.id);
    ids.filter_map(move |id| cx.records.shared(schema, id)).filter(|record| !is_withdrawn(record))
}
