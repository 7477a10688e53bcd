//! What a new record holds where its author leaves a field out.

use chrono::{Datelike, NaiveDate};

use super::change::Set;
use super::field::Field;
use super::parse::ParseCx;
use super::record::Record;
use super::records::Records;
use super::schema::Schema;
use super::value::Value;

/// Where the value comes from.
#[derive(Clone, Copy)]
pub enum Preset {
    /// This text, read as if it were typed (`T` is today).
    Typed(&'static str),
    /// This function of the day, the open year and the fields before it.
    Made(fn(&ParseCx<'_>) -> Option<Value>),
}

/// Gives the open year.
pub fn open_year(cx: &ParseCx<'_>) -> Option<Value> {
    Some(Value::Integer(i64::from(cx.year)))
}

impl Field {
    /// Returns what the field of a new record holds unless its author says otherwise.
    pub fn default_value(&self, cx: &ParseCx<'_>) -> Option<Value> {
        match self.default? {
            Preset::Typed(text) => self.parse(text, cx).ok().flatten(),
            Preset::Made(make) => make(cx),
        }
    }
}

/// Fills a new record where its author said nothing; what the author emptied stays empty.
pub fn fill(schema: &'static Schema, set: &[Set], record: &mut Record, records: &dyn Records, today: NaiveDate) {
    for field in schema.fields.iter().filter(|field| field.is_open() && field.default.is_some()) {
        if record.contains_key(&field.id) || set.iter().any(|said| said.field == field.id) {
            continue;
        }
        let cx = ParseCx { today, year: today.year(), records, record };
        if let Some(value) = field.default_value(&cx) {
            record.insert(field.id, value);
        }
    }
}

/// Brings the computed fields of a record up to its other fields.
pub fn compute(schema: &'static Schema, record: &mut Record, records: &dyn Records, today: NaiveDate) {
    for field in schema.fields.iter().filter(|field| field.computed && field.default.is_some()) {
        let cx = ParseCx { today, year: today.year(), records, record };
        match field.default_value(&cx) {
            Some(value) => record.insert(field.id, value),
            None => record.remove(&field.id),
        };
    }
}
