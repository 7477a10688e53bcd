//! What rules measure of names.

use super::RuleCx;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
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
