//! A register as it would be after changes that are not yet decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::Entry;
use super::change::Change;
use super::field::FieldId;
use super::id::Id;
use super::memory::{answer, catalogue_of, change_record, cut};
use super::query::{Page, Query};
use super::record::Record;
use super::records::Records;
use super::schema::{Dictionary, Schema};
use super::show::ShowCx;
use super::sum::recount::recount;
use super::sum::{Answer, Question};
use super::unique;

/// Another register with some records changed; a batch is planned on it so that each command sees the earlier ones.
///
/// Reading by id, link or claim costs what it costs below; a page of an entity that was changed looks through all its rows.
pub struct Overlay<'a> {
    below: &'a dyn Records,
    changed: BTreeMap<(u16, Id), Record>,
}

impl<'a> Overlay<'a> {
    /// Puts an empty layer over a register.
    pub const fn new(below: &'a dyn Records) -> Self {
        Self { below, changed: BTreeMap::new() }
    }

    /// Applies changes to the layer.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            let key = (change.schema.id, change.id);
            let mut record = match self.changed.remove(&key) {
                Some(record) => record,
                None => self.below.get(change.schema, change.id).unwrap_or_default(),
            };
            change_record(&mut record, change);
            self.changed.insert(key, record);
        }
    }

    /// Lists the changed records of an entity; an empty one was taken away.
    fn own(&self, schema: &'static Schema) -> impl Iterator<Item = (Id, &Record)> {
        let ids = (schema.id, Id::from_bits(0))..=(schema.id, Id::from_bits(u128::MAX));
        self.changed.range(ids).map(|((_, id), record)| (*id, record))
    }

    fn is_changed(&self, schema: &'static Schema, id: Id) -> bool {
        self.changed.contains_key(&(schema.id, id))
    }

    /// Answers a query from all rows, below and changed.
    fn answer(&self, query: &Query) -> Vec<(Id, Record)> {
        let all = Query { withdrawn: true, ..Query::all(query.schema) };
        let below = self.below.page(&all, 0, usize::MAX).rows;
        let kept = below.into_iter().filter(|(id, _)| !self.is_changed(query.schema, *id));
        let own = self.own(query.schema).filter(|(_, record)| !record.is_empty());
        answer(query, kept.chain(own.map(|(id, record)| (id, record.clone()))), ShowCx::vi(self))
    }
}

impl Records for Overlay<'_> {
    fn dictionary(&self) -> Dictionary {
        self.below.dictionary()
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        match self.changed.get(&(schema.id, id)) {
            Some(record) => (!record.is_empty()).then(|| record.clone()),
            None => self.below.get(schema, id),
        }
    }

    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        if self.changed.is_empty() {
            return self.below.page(query, from, n);
        }
        cut(self.answer(query), from, n)
    }

    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        self.below.scan(schema, &mut |id, record| {
            if !self.is_changed(schema, id) {
                visit(id, record);
            }
        });
        self.own(schema).filter(|(_, record)| !record.is_empty()).for_each(|(id, record)| visit(id, record.clone()));
    }

    fn place(&self, query: &Query, id: Id) -> Option<usize> {
        self.answer(query).iter().position(|(at, _)| *at == id)
    }

    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id> {
        let mut ids = self.below.linked(target, schema, field);
        ids.retain(|id| !self.is_changed(schema, *id));
        let links = |record: &Record| record.get(&field).is_some_and(|value| value.links().contains(&target));
        ids.extend(self.own(schema).filter(|(_, record)| links(record)).map(|(id, _)| id));
        ids.sort_unstable();
        ids
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        let own = self.own(schema).find(|(_, record)| unique::claim(schema, set, record).as_deref() == Some(claim));
        own.map(|(id, _)| id)
            .or_else(|| self.below.claimed(schema, set, claim).filter(|id| !self.is_changed(schema, *id)))
    }

    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        let own = self.own(schema).filter_map(|(_, record)| unique::claim(schema, set, record));
        own.filter_map(|claim| unique::number_after(&claim, prefix))
            .chain(self.below.last_number(schema, set, prefix))
            .max()
    }

    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        let touched =
            self.dictionary().entity("catalogue_entry").is_some_and(|schema| self.own(schema).next().is_some());
        if touched { catalogue_of(name, self) } else { self.below.catalogue(name) }
    }

    fn sums(&self, question: &Question) -> Answer {
        if self.changed.is_empty() { self.below.sums(question) } else { recount(self, question) }
    }

    fn seq(&self) -> u64 {
        self.below.seq()
    }
}
