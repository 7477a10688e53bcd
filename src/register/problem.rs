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
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::change::Issue;
use super::field::FieldId;
use super::id::Id;
use super::record::{Record, is_withdrawn};
use super::records::Records;
use super::rule::Severity;
use super::schema::Schema;
use super::words::Words;

/// Name of the problem of a field that is wanted and empty.
const INCOMPLETE: &str = "record.incomplete";

/// Lists all problems of a register on the day `today`, those of the open `year` where they go by year.
///
/// They come by entity in the dictionary's order, then by record, then by field. In memory are the ids of one entity at a
/// time and the problems found.
pub fn problems(records: &dyn Records, today: NaiveDate, year: i32) -> Vec<Issue> {
    let mut desk = Desk { records, today, year, found: Vec::new(), covered: BTreeSet::new() };
    desk.check_records();
    desk.check_totals();
    desk.check_work();
    desk.check_places();
    desk.check_published();
    desk.sorted()
}

/// Lists the problems of one record by itself: broken rules and limits, what its state needs, what it lacks.
pub fn problems_of(schema: &'static Schema, id: Id, records: &dyn Records, today: NaiveDate, year: i32) -> Vec<Issue> {
    let Some(record) = records.get(schema, id).filter(|record| !is_withdrawn(record)) else { return Vec::new() };
    let mut desk = Desk { records, today, year, found: Vec::new(), covered: BTreeSet::new() };
    desk.check_record(schema, (id, &record), &|_| true);
    desk.sorted()
}

/// The register, the day, and what was found so far.
struct Desk<'a> {
    records: &'a dyn Records,
    today: NaiveDate,
    year: i32,
    found: Vec<Issue>,
    /// Fields whose emptiness is told by another problem.
    covered: BTreeSet<Place>,
}

/// A field of a record, or the record as a whole.
type Place = (u16, Id, Option<FieldId>);

impl Desk<'_> {
    fn tell(&mut self, at: At, severity: Severity, rule: &'static str, words: Words) {
        let At { schema, id, field } = at;
        self.found.push(Issue { schema, id, field, severity, rule, words });
    }

    /// Looks at each live record of an entity; only its ids are in memory at once.
    fn each(&mut self, schema: &'static Schema, mut look: impl FnMut(&mut Self, Id, &Record)) {
        let mut ids = Vec::new();
        self.records.scan(schema, &mut |id, record| {
            if !is_withdrawn(&record) {
                ids.push(id);
            }
        });
        for id in ids {
            if let Some(record) = self.records.get(schema, id) {
                look(self, id, &record);
            }
        }
    }

    /// Puts the problems in order; an empty field that a graver problem names already is not listed a second time.
    fn sorted(mut self) -> Vec<Issue> {
        let place = |schema: &Schema| self.records.dictionary().0.iter().position(|known| *known == schema);
        self.found.sort_by_cached_key(|issue| (place(issue.schema), issue.id, issue.field, issue.severity, issue.rule));
        let mut covered = self.covered;
        covered.extend(self.found.iter().filter(|issue| issue.rule != INCOMPLETE).map(where_of));
        self.found.retain(|issue| issue.rule != INCOMPLETE || !covered.contains(&where_of(issue)));
        self.found.dedup_by(|a, b| where_of(a) == where_of(b) && a.rule == b.rule && a.words == b.words);
        self.found
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
