//! What is wrong in the whole register: what `check` lists, in an order that does not depend on chance.
//!
//! | part | looks for |
//! |---|---|
//! | records | broken rules and limits, links to nothing or to what was withdrawn, places claimed twice, empty fields |
//! | states | what the step into a record's state needs: no recognition without a vote and a decision |
//! | totals | what would keep Σ by field, level, kind, subject and bloc from being the total |
//! | places | neighbourhoods that were merged into nobody knows what |
//! | published | frozen reports whose totals are not what their rows come to |
//! | work | models without a result for 30 days, units that have not registered, open tasks that are not clear |
//!
//! Figures that were published are pointed out where they do not add up, and left as they are.

mod places;
mod published;
mod records;
mod states;
mod totals;
mod work;

#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::change::Issue;
use super::field::FieldId;
use super::id::Id;
use super::record::{Record, is_withdrawn};
use super::records::Records;
use super::rule::{Rule, Severity};
use super::schema::Schema;
use super::words::Words;

/// Name of the problem of a field that is wanted and empty.
const INCOMPLETE: &str = "record.incomplete";

/// Rows that are in memory at once while a register is gone through.
const CHUNK: usize = 256;

/// Lists all problems of a register on the day `today`, those of the open `year` where they go by year.
///
/// They come by entity in the dictionary's order, then by record, then by field. In memory are some ids at a time and the
/// problems found.
pub fn problems(records: &dyn Records, today: NaiveDate, year: i32) -> Vec<Issue> {
    let mut desk = Desk::new(records, today, year);
    for &schema in records.dictionary().0 {
        let mut after = None;
        loop {
            let ids = records.ids(schema, after, CHUNK);
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            for id in ids {
                if let Some(record) = records.get(schema, id).filter(|record| !is_withdrawn(record)) {
                    desk.look(schema, (id, &record), &|_| true);
                    desk.look_for_silence(schema, id, &record);
                }
            }
        }
    }
    desk.sorted()
}

/// Lists the problems of one record by itself: broken rules and limits, what its state needs, what it lacks.
pub fn problems_of(schema: &'static Schema, id: Id, records: &dyn Records, today: NaiveDate, year: i32) -> Vec<Issue> {
    let Some(record) = records.get(schema, id).filter(|record| !is_withdrawn(record)) else { return Vec::new() };
    let mut desk = Desk::new(records, today, year);
    desk.check_record(schema, (id, &record), &|_| true);
    desk.sorted()
}

/// Looks at records one by one.
pub(super) struct Desk<'a> {
    records: &'a dyn Records,
    today: NaiveDate,
    year: i32,
    found: Vec<Issue>,
    /// Fields whose emptiness is told by another problem.
    covered: BTreeSet<Place>,
    totals: totals::Known,
}

/// A field of a record, or the record as a whole.
type Place = (u16, Id, Option<FieldId>);

impl<'a> Desk<'a> {
    /// Sits down before a register.
    pub(super) fn new(records: &'a dyn Records, today: NaiveDate, year: i32) -> Self {
        let (found, covered, totals) = (Vec::new(), BTreeSet::new(), totals::Known::default());
        Self { records, today, year, found, covered, totals }
    }

    /// Lists the problems of one live record, by field; of the rules, only what those break that `asked` lets through. Whether
    /// models and units give signs of life is left out.
    pub(super) fn issues(
        &mut self,
        schema: &'static Schema,
        (id, record): (Id, &Record),
        asked: &dyn Fn(&Rule) -> bool,
    ) -> Vec<Issue> {
        self.look(schema, (id, record), asked);
        self.take_sorted()
    }

    /// Looks at one live record for everything but silence.
    fn look(&mut self, schema: &'static Schema, (id, record): (Id, &Record), asked: &dyn Fn(&Rule) -> bool) {
        self.check_record(schema, (id, record), asked);
        // The entities are told by name, for a dictionary may hold others.
        match schema.key {
            "catalogue_entry" => self.check_mapping(id, record),
            "model_year" => self.check_field(id, record),
            "model" => self.check_splits(id, record),
            "organisation" => self.check_bloc(id, record),
            "task" => self.check_clear(id, record),
            "neighbourhood" => self.check_successor(id, record),
            "report" => self.check_frozen(id, record),
            _ => {}
        }
    }

    /// Looks whether a model at work reports, and whether a unit has registered.
    fn look_for_silence(&mut self, schema: &'static Schema, id: Id, record: &Record) {
        match schema.key {
            "model_year" => self.check_silence(id, record),
            "organisation" => self.check_coverage(id, record),
            _ => {}
        }
    }

    fn tell(&mut self, at: At, severity: Severity, rule: &'static str, words: Words) {
        let At { schema, id, field } = at;
        self.found.push(Issue { schema, id, field, severity, rule, words });
    }

    fn sorted(mut self) -> Vec<Issue> {
        self.take_sorted()
    }

    /// Puts the problems in order; an empty field that a graver problem names already is not listed a second time.
    fn take_sorted(&mut self) -> Vec<Issue> {
        let place = |schema: &Schema| self.records.dictionary().0.iter().position(|known| *known == schema);
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_cached_key(|issue| (place(issue.schema), issue.id, issue.field, issue.severity, issue.rule));
        let mut covered = std::mem::take(&mut self.covered);
        covered.extend(found.iter().filter(|issue| issue.rule != INCOMPLETE).map(where_of));
        found.retain(|issue| issue.rule != INCOMPLETE || !covered.contains(&where_of(issue)));
        found.dedup_by(|a, b| where_of(a) == where_of(b) && a.rule == b.rule && a.words == b.words);
        found
    }
}

fn where_of(issue: &Issue) -> Place {
    (issue.schema.id, issue.id, issue.field)
}

/// Where a problem is.
#[derive(Clone, Copy)]
struct At {
    schema: &'static Schema,
    id: Id,
    field: Option<FieldId>,
}

/// Names a field of a record.
const fn at(schema: &'static Schema, id: Id, field: FieldId) -> At {
    At { schema, id, field: Some(field) }
}
