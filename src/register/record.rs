//! A record: a numbered map, so that one written before a field existed still reads after.

use std::collections::BTreeMap;

use super::field::FieldId;
use super::id::Id;
use super::value::Value;
use crate::text::day::Day;

/// The values of one record by field number; an empty record is one that does not exist.
pub type Record = BTreeMap<FieldId, Value>;

/// Typed reading of a record: what is absent, not known or of another kind is `None`.
pub trait Read {
    /// Returns a text or `""`.
    fn text(&self, field: FieldId) -> &str;
    /// Returns a whole number or an amount of money.
    fn integer(&self, field: FieldId) -> Option<i64>;
    /// Returns the code of a choice.
    fn choice(&self, field: FieldId) -> Option<&str>;
    /// Returns a date.
    fn day(&self, field: FieldId) -> Option<Day>;
    /// Returns yes or no; absent is no.
    fn flag(&self, field: FieldId) -> bool;
    /// Returns the target of a link.
    fn link(&self, field: FieldId) -> Option<Id>;
    /// Returns the targets of links.
    fn links(&self, field: FieldId) -> &[Id];
}

impl Read for Record {
    fn text(&self, field: FieldId) -> &str {
        self.get(&field).and_then(Value::as_text).unwrap_or_default()
    }

    fn integer(&self, field: FieldId) -> Option<i64> {
        self.get(&field).and_then(Value::as_integer)
    }

    fn choice(&self, field: FieldId) -> Option<&str> {
        self.get(&field).and_then(Value::as_choice)
    }

    fn day(&self, field: FieldId) -> Option<Day> {
        self.get(&field).and_then(Value::as_day)
    }

    fn flag(&self, field: FieldId) -> bool {
        matches!(self.get(&field), Some(Value::Bool(true)))
    }

    fn link(&self, field: FieldId) -> Option<Id> {
        self.get(&field).and_then(Value::as_link)
    }

    fn links(&self, field: FieldId) -> &[Id] {
        self.get(&field).map_or(&[], Value::links)
    }
}

/// Field numbers that every entity has, from the top of the range.
pub mod common {
    use super::FieldId;
    use crate::register::field::Field;

    /// Why the record was withdrawn; a record that has it is hidden but kept.
    pub const WITHDRAWN: FieldId = 65_000;
    /// Soft refusals that a person accepted, each `RULE: reason`.
    pub const ACCEPTED: FieldId = 65_001;

    /// The rows of the common fields.
    pub const FIELDS: &[Field] = &[
        Field::text(WITHDRAWN, "withdrawn", 500, "Lý do rút bỏ", "Withdrawn because").computed(),
        Field::list(ACCEPTED, "accepted", 600, "Cảnh báo đã chấp nhận", "Accepted warnings").computed(),
    ];
}

/// Returns whether the record was withdrawn.
pub fn is_withdrawn(record: &Record) -> bool {
    record.contains_key(&common::WITHDRAWN)
}
