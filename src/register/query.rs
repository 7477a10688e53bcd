//! Questions to the register: which rows, in which order.

use std::cmp::Ordering;

use super::field::FieldId;
use super::id::Id;
use super::record::{Record, is_withdrawn};
use super::schema::{Schema, Scope};
use super::value::Value;
use crate::text::day::Day;

/// What a field must hold for a row to be listed.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It holds this value, or links to it among others, or has this choice among others.
    Is(Value),
    /// It holds another value or none.
    Not(Value),
    /// It holds one of these.
    In(Vec<Value>),
    /// It holds nothing.
    Empty,
    /// It holds something.
    Filled,
    /// It is at least this.
    AtLeast(Value),
    /// It is at most this.
    AtMost(Value),
    /// Its folded text contains this folded text.
    Contains(String),
    /// Its year, of a number or a date, is this one.
    InYear(i32),
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The field.
    pub field: FieldId,
    /// What it must hold.
    pub test: Test,
}

/// Which rows of an entity, in which order.
#[derive(Clone, Debug)]
pub struct Query {
    /// The entity.
    pub schema: &'static Schema,
    /// Conditions that all hold.
    pub filters: Vec<Filter>,
    /// Words to be found in the row's title and codes, as typed; empty for all.
    pub search: String,
    /// Fields to sort by, each with whether it descends; the entity's own order when empty.
    pub sort: Vec<(FieldId, bool)>,
    /// Whether withdrawn rows are listed too.
    pub withdrawn: bool,
}

impl Query {
    /// Asks for all rows of an entity in its own order.
    pub const fn all(schema: &'static Schema) -> Self {
        Self { schema, filters: Vec::new(), search: String::new(), sort: Vec::new(), withdrawn: false }
    }

    /// Asks for all rows of an entity; where it is kept by year, for those of this year.
    pub fn of_year(schema: &'static Schema, year: i32) -> Self {
        match schema.scope {
            Scope::Year(field) => Self::all(schema).filter(field, Test::InYear(year)),
            Scope::Ward => Self::all(schema),
        }
    }

    /// Adds a condition.
    #[must_use]
    pub fn filter(mut self, field: FieldId, test: Test) -> Self {
        self.filters.push(Filter { field, test });
        self
    }

    /// Looks for words as typed.
    #[must_use]
    pub fn search(mut self, typed: &str) -> Self {
        typed.clone_into(&mut self.search);
        self
    }

    /// Returns whether the record answers the conditions; the search words are looked at elsewhere.
    pub fn accepts(&self, record: &Record) -> bool {
        (self.withdrawn || !is_withdrawn(record)) && self.filters.iter().all(|filter| filter.accepts(record))
    }
}

impl Filter {
    /// Returns whether the record meets the condition.
    pub fn accepts(&self, record: &Record) -> bool {
        let value = record.get(&self.field);
        match &self.test {
            Test::Is(wanted) => value.is_some_and(|value| holds(value, wanted)),
            Test::Not(unwanted) => !value.is_some_and(|value| holds(value, unwanted)),
            Test::In(wanted) => value.is_some_and(|value| wanted.iter().any(|wanted| holds(value, wanted))),
            Test::Empty => value.is_none(),
            Test::Filled => value.is_some(),
            Test::AtLeast(bound) => value.is_some_and(|value| compare(value, bound).is_some_and(Ordering::is_ge)),
            Test::AtMost(bound) => value.is_some_and(|value| compare(value, bound).is_some_and(Ordering::is_le)),
            Test::Contains(folded) => value.is_some_and(|value| contains(value, folded)),
            Test::InYear(year) => value.and_then(year_of).is_some_and(|of| of == *year),
        }
    }
}

/// Returns the year of a whole number or of a date.
pub fn year_of(value: &Value) -> Option<i32> {
    match value {
        Value::Integer(year) => i32::try_from(*year).ok(),
        Value::Day(day) => Some(day.year()),
        _ => None,
    }
}

fn holds(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Links(ids), Value::Link(id)) => ids.contains(id),
        (Value::Choices(codes), Value::Choice(code)) => codes.contains(code),
        (Value::List(items), Value::Text(item)) => items.contains(item),
        _ => value == wanted,
    }
}

/// Compares two values of one kind that have an order; a date compares by the days it covers.
pub fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(a) | Value::Money(a), Value::Integer(b) | Value::Money(b)) => Some(a.cmp(b)),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.cmp(b)),
        (Value::Quantity(a), Value::Quantity(b)) => Some(a.amount.cmp(&b.amount)),
        (Value::Day(a), Value::Day(b)) => Some(compare_days(*a, *b)),
        (Value::Text(a), Value::Text(b)) => Some(crate::text::order::sort_key(a).cmp(&crate::text::order::sort_key(b))),
        _ => None,
    }
}

/// Orders days so that a day within a month is neither before nor after that month.
fn compare_days(a: Day, b: Day) -> Ordering {
    if a.first() > b.last() {
        Ordering::Greater
    } else if a.last() < b.first() {
        Ordering::Less
    } else {
        Ordering::Equal
    }
}

fn contains(value: &Value, folded: &str) -> bool {
    match value {
        Value::Text(text) => crate::text::fold::fold(text).contains(folded),
        Value::List(items) => items.iter().any(|item| crate::text::fold::fold(item).contains(folded)),
        _ => false,
    }
}

/// Rows that answer a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// How many rows answer in all.
    pub total: usize,
    /// The rows asked for.
    pub rows: Vec<(Id, Record)>,
}
