//! What a new record begins with: what the table is narrowed to.

use super::Table;
use crate::register::{Kind, Record, Test, Value};
use crate::ui::screen::Cx;

impl Table {
    /// Fills in a new record what the table is narrowed to.
    pub(super) fn prefill(&self, cx: &Cx<'_>) -> Record {
        let mut record = Record::new();
        if let Some(field) = self.year_field().and_then(|field| self.schema.field(field))
            && matches!(field.kind, Kind::Integer { .. })
        {
            record.insert(field.id, Value::Integer(cx.year.into()));
        }
        let narrowed = self.fixed.iter().chain(self.by_value.as_ref().map(|by| &by.filter));
        for filter in narrowed {
            if let (Test::Is(value), Some(field)) = (&filter.test, self.schema.field(filter.field)) {
                record.insert(field.id, as_kind(&field.kind, value));
            }
        }
        record
    }
}

/// Returns the first of several values: what a row is filtered by.
pub(super) fn first_of(value: &Value) -> Value {
    match value {
        Value::Links(ids) => ids.first().map_or_else(|| value.clone(), |id| Value::Link(*id)),
        Value::Choices(codes) => codes.first().map_or_else(|| value.clone(), |code| Value::Choice(code.clone())),
        Value::List(items) => items.first().map_or_else(|| value.clone(), |item| Value::Text(item.clone())),
        _ => value.clone(),
    }
}

/// Gives back what [`first_of`] took out of several values.
fn as_kind(kind: &Kind, value: &Value) -> Value {
    match (kind, value) {
        (Kind::Links(_), Value::Link(id)) => Value::Links(vec![*id]),
        (Kind::Choices(_), Value::Choice(code)) => Value::Choices(vec![code.clone()]),
        (Kind::List { .. }, Value::Text(item)) => Value::List(vec![item.clone()]),
        _ => value.clone(),
    }
}
