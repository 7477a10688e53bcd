//! A register in memory: the plainest one that keeps the laws, for tests and for planning a batch.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::catalogue::{self, Entry};
use super::change::Change;
use super::field::FieldId;
use super::id::Id;
use super::query::{Page, Query};
use super::record::Record;
use super::records::Records;
use super::schema::{Dictionary, Schema};
use super::show::{ShowCx, row_key, search_text};
use super::sum::recount::recount;
use super::sum::{Answer, Question};
use super::unique;
use crate::text::fold::Pattern;

/// All records of a register in one map, looked through from end to end for every question.
#[derive(Clone, Debug)]
pub struct MemoryRecords {
    dictionary: Dictionary,
    records: BTreeMap<(u16, Id), Record>,
    seq: u64,
}

impl MemoryRecords {
    /// Makes an empty register.
    pub const fn new(dictionary: Dictionary) -> Self {
        Self { dictionary, records: BTreeMap::new(), seq: 0 }
    }

    /// Applies the changes of the commit with number `seq`.
    pub fn apply(&mut self, seq: u64, changes: &[Change]) {
        self.seq = seq;
        for change in changes {
            let key = (change.schema.id, change.id);
            let mut record = self.records.remove(&key).unwrap_or_default();
            change_record(&mut record, change);
            if !record.is_empty() {
                self.records.insert(key, record);
            }
        }
    }

    /// Lists all records of an entity by id, withdrawn ones included.
    pub fn all(&self, schema: &'static Schema) -> impl Iterator<Item = (Id, &Record)> {
        let ids = (schema.id, Id::from_bits(0))..=(schema.id, Id::from_bits(u128::MAX));
        self.records.range(ids).map(|((_, id), record)| (*id, record))
    }

    /// Counts the records of all entities.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Returns whether there is no record at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

/// Gives the fields that a change names their new values.
pub fn change_record(record: &mut Record, change: &Change) {
    for (field, _, new) in &change.set {
        match new {
            Some(value) => record.insert(*field, value.clone()),
            None => record.remove(field),
        };
    }
}

/// Answers a query from all rows of its entity: keeps those that fit, in the query's order, then by id.
pub fn answer(query: &Query, rows: impl Iterator<Item = (Id, Record)>, cx: ShowCx<'_>) -> Vec<(Id, Record)> {
    let pattern = (!query.search.trim().is_empty()).then(|| Pattern::new(&query.search));
    let fits = |record: &Record| match &pattern {
        Some(pattern) => pattern.matches(&search_text(query.schema, record, cx)).is_some(),
        None => true,
    };
    let mut keyed: Vec<(Vec<u8>, Id, Record)> = rows
        .filter(|(_, record)| query.accepts(record) && fits(record))
        .map(|(id, record)| (row_key(query.schema, &query.sort, &record, cx), id, record))
        .collect();
    keyed.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    keyed.into_iter().map(|(_, id, record)| (id, record)).collect()
}

/// Cuts the rows `from .. from + n` out of an answer.
pub fn cut(rows: Vec<(Id, Record)>, from: usize, n: usize) -> Page {
    Page { total: rows.len(), rows: rows.into_iter().skip(from).take(n).collect() }
}

/// Makes the entries of a catalogue out of its records, or gives the built-in ones where there are none.
pub fn catalogue_of(name: &str, records: &dyn Records) -> Arc<[Entry]> {
    let own = catalogue::own(name, records);
    if own.is_empty() { catalogue::built_in(name).into() } else { own.into() }
}

impl Records for MemoryRecords {
    fn dictionary(&self) -> Dictionary {
        self.dictionary
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        self.records.get(&(schema.id, id)).cloned()
    }

    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        let rows = self.all(query.schema).map(|(id, record)| (id, record.clone()));
        cut(answer(query, rows, ShowCx::vi(self)), from, n)
    }

    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        self.all(schema).for_each(|(id, record)| visit(id, record.clone()));
    }

    fn ids(&self, schema: &'static Schema, after: Option<Id>, n: usize) -> Vec<Id> {
        let first = after.map_or(Bound::Included((schema.id, Id::from_bits(0))), |id| Bound::Excluded((schema.id, id)));
        let last = Bound::Included((schema.id, Id::from_bits(u128::MAX)));
        self.records.range((first, last)).take(n).map(|((_, id), _)| *id).collect()
    }

    fn place(&self, query: &Query, id: Id) -> Option<usize> {
        let rows = self.all(query.schema).map(|(id, record)| (id, record.clone()));
        answer(query, rows, ShowCx::vi(self)).iter().position(|(at, _)| *at == id)
    }

    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id> {
        let links = |record: &Record| record.get(&field).is_some_and(|value| value.links().contains(&target));
        self.all(schema).filter(|(_, record)| links(record)).map(|(id, _)| id).collect()
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        self.all(schema)
            .find(|(_, record)| unique::claim(schema, set, record).as_deref() == Some(claim))
            .map(|(id, _)| id)
    }

    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        self.all(schema)
            .filter_map(|(_, record)| unique::claim(schema, set, record))
            .filter_map(|claim| unique::number_after(&claim, prefix))
            .max()
    }

    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        catalogue_of(name, self)
    }

    fn sums(&self, question: &Question) -> Answer {
        recount(self, question)
    }

    fn seq(&self) -> u64 {
        self.seq
    }
}
