//! Reading the register: what screens, rules and reports see of it.

use std::sync::Arc;

use super::catalogue::Entry;
use super::field::FieldId;
use super::id::Id;
use super::query::{Page, Query};
use super::record::{Record, is_withdrawn};
use super::schema::{Dictionary, Schema};
use super::sum::{Answer, Question};

/// Read access to a register at one moment.
///
/// Both the disk store and the in-memory one give it, and the same suite holds for both. A store that
/// cannot read its database answers as if the record were absent and raises its own alarm; it plans
/// nothing from such an answer.
pub trait Records {
    /// Returns the entities that the register knows.
    fn dictionary(&self) -> Dictionary;

    /// Returns a record, withdrawn or not.
    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record>;

    /// Returns a record that others read too, which saves a copy where one is at hand.
    fn shared(&self, schema: &'static Schema, id: Id) -> Option<Arc<Record>> {
        self.get(schema, id).map(Arc::new)
    }

    /// Tells whether a record is there, and if so whether it was withdrawn; cheaper than reading it.
    fn withdrawn(&self, schema: &'static Schema, id: Id) -> Option<bool> {
        self.get(schema, id).map(|record| is_withdrawn(&record))
    }

    /// Returns the rows `from .. from + n` that answer `query`, in its order, and how many there are.
    fn page(&self, query: &Query, from: usize, n: usize) -> Page;

    /// Shows every record of an entity, withdrawn ones included, in no order; cheaper than a page of all.
    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record));

    /// Lists at most `n` records of an entity by id, withdrawn ones included: those after `after`, or the first ones.
    ///
    /// So all of them are gone through piece by piece, also while the register changes in between.
    fn ids(&self, schema: &'static Schema, after: Option<Id>, n: usize) -> Vec<Id> {
        let mut ids = Vec::new();
        self.scan(schema, &mut |id, _| ids.extend(Some(id).filter(|id| after.is_none_or(|after| *id > after))));
        ids.sort_unstable();
        ids.truncate(n);
        ids
    }

    /// Returns the place of a record in the answer to `query`.
    fn place(&self, query: &Query, id: Id) -> Option<usize>;

    /// Returns the records whose `field` links to `target`, by id, withdrawn ones included.
    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id>;

    /// Returns the record that claims `claim` under the entity's unique set number `set`
    /// (see [`claim`](super::unique::claim)).
    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id>;

    /// Returns the records whose `field` is alike (see [`likeness`](super::unique::likeness)), by id, withdrawn ones
    /// included. Fields that are not in the schema's `sought` are found by going through all records.
    fn alike(&self, schema: &'static Schema, field: FieldId, likeness: &str) -> Vec<Id> {
        let mut ids = Vec::new();
        self.scan(schema, &mut |id, record| {
            if super::unique::is_alike(&record, field, likeness) {
                ids.push(id);
            }
        });
        ids.sort_unstable();
        ids
    }

    /// Returns the highest number that follows `prefix` in the claims of unique set number `set`.
    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64>;

    /// Returns the entries of a catalogue in its order: the ward's own, or the built-in ones where it has none.
    fn catalogue(&self, name: &str) -> Arc<[Entry]>;

    /// Counts: figures of a metric, registrations, activities or overdue tasks, split as the question wants.
    fn sums(&self, question: &Question) -> Answer;

    /// Returns the number of the last commit seen.
    fn seq(&self) -> u64;
}
