//! A small register in which the tests of rules try records.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::RuleCx;
use crate::register::change::{Accepted, Actor, Command, Request, Seen, Set};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::memory::MemoryRecords;
use crate::register::parse::ParseCx;
use crate::register::plan::plan;
use crate::register::record::Record;
use crate::register::records::Records;
use crate::register::schema::{REGISTER, Schema};
use crate::register::value::Value;

/// The id of the record that is tried, where none is given.
pub const SELF: Id = Id::from_bits(0xffff);

/// A register and a clock that stands at noon of 22/11/2026.
pub struct Trial {
    records: MemoryRecords,
    now: DateTime<FixedOffset>,
    made: u128,
}

impl Trial {
    /// Makes an empty register.
    pub fn new() -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap();
        Self { records: MemoryRecords::new(REGISTER), now, made: 0 }
    }

    /// Returns the day of the clock.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// Reads typed fields as a form would.
    pub fn typed(&self, schema: &'static Schema, fields: &[(FieldId, &str)]) -> Record {
        let mut record = Record::new();
        for &(id, text) in fields {
            let field = schema.field(id).unwrap();
            let cx = ParseCx { today: self.today(), year: 2026, records: &self.records, record: &record };
            let value = field.parse(text, &cx).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", field.key));
            if let Some(value) = value {
                record.insert(id, value);
            }
        }
        record
    }

    /// Saves a record as typed, whatever soft rules say.
    pub fn put(&mut self, schema: &'static Schema, fields: &[(FieldId, &str)]) -> Id {
        let record = self.typed(schema, fields);
        self.put_record(schema, record)
    }

    /// Saves a record, whatever soft rules say.
    pub fn put_record(&mut self, schema: &'static Schema, record: Record) -> Id {
        self.made += 1;
        let id = Id::from_bits(self.made);
        self.save(schema, id, record);
        id
    }

    /// Changes a kept record as typed, whatever soft rules say.
    pub fn change(&mut self, schema: &'static Schema, id: Id, fields: &[(FieldId, &str)]) {
        let record = self.typed(schema, fields);
        self.save(schema, id, record);
    }

    /// Saves a record under its id, whatever soft rules say.
    pub fn put_at(&mut self, schema: &'static Schema, id: Id, record: Record) {
        self.save(schema, id, record);
    }

    fn save(&mut self, schema: &'static Schema, id: Id, record: Record) {
        let sets = |(field, value): (FieldId, Value)| Set { field, seen: Seen::Any, new: Some(value) };
        let set = record.into_iter().map(sets).collect();
        let command = Command::Save { schema, id, set, accepted: Accepted::All("thử".to_owned()) };
        let planned = plan(&Request::from(command), &self.records, &Actor::sole("thu"), self.now)
            .unwrap_or_else(|reject| panic!("{reject:?}"));
        self.records.apply(self.records.seq() + 1, &planned.changes);
    }

    /// Returns the register.
    pub const fn records(&self) -> &MemoryRecords {
        &self.records
    }

    /// Returns the record as it is kept.
    pub fn get(&self, schema: &'static Schema, id: Id) -> Record {
        self.records.get(schema, id).unwrap()
    }

    fn is_broken(&self, rule: &str, schema: &'static Schema, id: Id, record: &Record) -> bool {
        let rule = schema.rules.iter().find(|row| row.id == rule).unwrap_or_else(|| panic!("no rule {rule}"));
        let cx = RuleCx { record, id, records: &self.records, today: self.today() };
        (rule.check)(&cx).is_some_and(|words| !words.vi.is_empty() && !words.en.is_empty())
    }

    /// Asserts that a new record as typed breaks the rule.
    #[track_caller]
    pub fn breaks(&self, rule: &str, schema: &'static Schema, fields: &[(FieldId, &str)]) {
        self.breaks_as(rule, schema, &self.typed(schema, fields));
    }

    /// Asserts that a new record as typed keeps the rule.
    #[track_caller]
    pub fn keeps(&self, rule: &str, schema: &'static Schema, fields: &[(FieldId, &str)]) {
        self.keeps_as(rule, schema, &self.typed(schema, fields));
    }

    /// Asserts that a new record breaks the rule.
    #[track_caller]
    pub fn breaks_as(&self, rule: &str, schema: &'static Schema, record: &Record) {
        assert!(self.is_broken(rule, schema, SELF, record), "{rule} holds of {record:?}");
    }

    /// Asserts that a new record keeps the rule.
    #[track_caller]
    pub fn keeps_as(&self, rule: &str, schema: &'static Schema, record: &Record) {
        assert!(!self.is_broken(rule, schema, SELF, record), "{rule} is broken by {record:?}");
    }

    /// Asserts that a kept record breaks the rule once these fields are typed.
    #[track_caller]
    pub fn breaks_at(&self, rule: &str, schema: &'static Schema, id: Id, fields: &[(FieldId, &str)]) {
        let record = self.changed(schema, id, fields);
        assert!(self.is_broken(rule, schema, id, &record), "{rule} holds of {record:?}");
    }

    /// Asserts that a kept record keeps the rule once these fields are typed.
    #[track_caller]
    pub fn keeps_at(&self, rule: &str, schema: &'static Schema, id: Id, fields: &[(FieldId, &str)]) {
        let record = self.changed(schema, id, fields);
        assert!(!self.is_broken(rule, schema, id, &record), "{rule} is broken by {record:?}");
    }

    fn changed(&self, schema: &'static Schema, id: Id, fields: &[(FieldId, &str)]) -> Record {
        let mut record = self.get(schema, id);
        record.extend(self.typed(schema, fields));
        record
    }
}
