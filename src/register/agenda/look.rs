//! What is due or wrong about one record.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Entry, Kind};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::problem;
use crate::register::progress::deadline;
use crate::register::query::Query;
use crate::register::record::{Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::rule::neighbourhood::nobody_in_charge;
use crate::register::rule::{Rule, RuleCx, Severity};
use crate::register::schema::{Schema, model_year, neighbourhood, organisation, task};
use crate::register::words::Words;

/// Rules that have an entry of their own kind already.
const TOLD: &[&str] = &["neighbourhood.member.none"];

/// An entry and what is the matter.
pub type Told = (Entry, Words);

/// A record that is looked at.
#[derive(Clone, Copy)]
pub(super) struct At<'r> {
    pub(super) id: Id,
    pub(super) record: &'r Record,
}

/// The register, the day, and what was worked out once.
pub struct Desk<'a> {
    pub(super) records: &'a dyn Records,
    pub(super) today: NaiveDate,
    pub(super) year: i32,
    problems: problem::Desk<'a>,
    deadline: Option<NaiveDate>,
}

impl<'a> Desk<'a> {
    /// Sits down before a register.
    pub fn new(records: &'a dyn Records, today: NaiveDate, year: i32) -> Self {
        Self { records, today, year, problems: problem::Desk::new(records, today, year), deadline: None }
    }

    /// Lists what is due or wrong about a record, most urgent first, each place once; nothing about one that is gone.
    pub fn look(&mut self, schema: &'static Schema, id: Id) -> Vec<Told> {
        let record = self.records.get(schema, id).filter(|record| !is_withdrawn(record));
        record.map(|record| self.look_at(schema, id, &record)).unwrap_or_default()
    }

    fn look_at(&mut self, schema: &'static Schema, id: Id, record: &Record) -> Vec<Told> {
        let mut found = Vec::new();
        let at = At { id, record };
        match schema.id {
            number if number == task::SCHEMA.id => self.task(at, &mut found),
            number if number == model_year::SCHEMA.id => self.registration(at, &mut found),
            number if number == organisation::SCHEMA.id => self.unit(at, &mut found),
            number if number == neighbourhood::SCHEMA.id => self.neighbourhood(at, &mut found),
            _ => {}
        }
        let asked = |rule: &Rule| !TOLD.contains(&rule.id);
        for issue in self.problems.issues(schema, (id, record), &asked) {
            let kind = match issue.severity {
                Severity::Hard => Kind::Fault,
                Severity::Soft => Kind::Warning,
                Severity::Hint => Kind::Hint,
            };
            let entry = Entry { kind, schema: issue.schema, id: issue.id, field: issue.field, part: 0, since: None };
            found.push((entry, issue.words));
        }
        // Of several things at one place the most urgent counts, and of these the first that was found.
        found.sort_by_key(|(entry, _)| entry.kind);
        let mut places = BTreeSet::new();
        found.retain(|(entry, _)| places.insert(entry.place()));
        found
    }

    /// Returns the day `days` days on.
    pub(super) fn ahead(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// Returns the last day of registration of the open year.
    pub(super) fn deadline(&mut self) -> NaiveDate {
        *self.deadline.get_or_insert_with(|| deadline(self.records, self.year))
    }
}

impl At<'_> {
    /// Makes an entry about this record.
    pub(super) fn entry(
        self,
        kind: Kind,
        schema: &'static Schema,
        field: FieldId,
        (part, since): (u8, Option<NaiveDate>),
    ) -> Entry {
        Entry { kind, schema, id: self.id, field: Some(field), part, since }
    }
}

/// Lists the active neighbourhoods that nobody is in charge of, in the order of their table.
pub fn unled(records: &dyn Records, today: NaiveDate) -> Vec<Id> {
    let rows = records.page(&Query::all(&neighbourhood::SCHEMA), 0, usize::MAX).rows;
    let alone = |(id, record): &(Id, Record)| nobody_in_charge(&RuleCx { record, id: *id, records, today }).is_some();
    rows.iter().filter(|row| alone(row)).map(|(id, _)| *id).collect()
}
