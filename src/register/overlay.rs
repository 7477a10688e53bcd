//! A register as it would be after changes that are not yet decided.

mod found;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalogue::Entry;
use super::change::Change;
use super::field::{Choices, Field, FieldId, Kind};
use super::id::Id;
use super::memory::{answer, catalogue_of, change_record, cut};
use super::query::{Page, Query};
use super::record::{Record, is_withdrawn};
use super::records::Records;
use super::schema::{Dictionary, Schema};
use super::show::ShowCx;
use super::sum::recount::recount;
use super::sum::{Answer, Question};
use super::unique;
use found::Found;

/// Another register with some records changed; a batch is planned on it so that each command sees the earlier ones.
///
/// Reading by id, link or claim costs what it costs below; a page of an entity that was changed looks through all its rows.
pub struct Overlay<'a> {
    below: &'a dyn Records,
    changed: BTreeMap<(u16, Id), Arc<Record>>,
    found: Found,
}

impl<'a> Overlay<'a> {
    /// Puts an empty layer over a register.
    pub fn new(below: &'a dyn Records) -> Self {
        Self { below, changed: BTreeMap::new(), found: Found::default() }
    }

    /// Applies changes to the layer.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            let key = (change.schema.id, change.id);
            let mut record = match self.changed.remove(&key) {
                Some(record) => {
                    self.found.note(change.schema, change.id, &record, false);
                    record
                }
                None => self.below.shared(change.schema, change.id).unwrap_or_default(),
            };
            change_record(Arc::make_mut(&mut record), change);
            self.found.note(change.schema, change.id, &record, true);
            self.changed.insert(key, record);
        }
    }

    /// Lists the changed records of an entity; an empty one was taken away.
    fn own(&self, schema: &'static Schema) -> impl Iterator<Item = (Id, &Record)> {
        let ids = (schema.id, Id::from_bits(0))..=(schema.id, Id::from_bits(u128::MAX));
        self.changed.range(ids).map(|((_, id), record)| (*id, &**record))
    }

    /// Returns whether rows that answer a query show, or are sorted by, other records that are changed.
    fn shows_changed(&self, query: &Query) -> bool {
        let sort = query.sort.iter().map(|(field, _)| *field);
        let mut waiting: Vec<&'static Field> =
            sort.filter_map(|field| query.schema.field(field)).chain(query.schema.row_fields()).collect();
        let mut seen = BTreeSet::new();
        while let Some(field) = waiting.pop() {
            if let Some(shown) = shown_entity(field).and_then(|key| self.dictionary().entity(key)) {
                if self.own(shown).next().is_some() {
                    return true;
                }
                if seen.insert(shown.id) {
                    waiting.extend(shown.row_fields());
                    waiting.extend(shown.field_by_key("unit"));
                }
            }
        }
        false
    }

    fn is_changed(&self, schema: &'static Schema, id: Id) -> bool {
        self.changed.contains_key(&(schema.id, id))
    }

    /// Answers a query from the rows below that answer it, and the changed ones.
    fn answer(&self, query: &Query) -> Vec<(Id, Record)> {
        // A row that shows a changed record may answer otherwise than below, so all rows are looked at then.
        let all = Query { withdrawn: true, ..Query::all(query.schema) };
        let asked = if self.shows_changed(query) { &all } else { query };
        let below = self.below.page(asked, 0, usize::MAX).rows;
        let kept = below.into_iter().filter(|(id, _)| !self.is_changed(query.schema, *id));
        let own = self.own(query.schema).filter(|(_, record)| !record.is_empty());
        answer(query, kept.chain(own.map(|(id, record)| (id, record.clone()))), ShowCx::vi(self))
    }
}

/// Returns the entity whose records the words of a field come from.
fn shown_entity(field: &Field) -> Option<&'static str> {
    match field.kind {
        Kind::Link(target) | Kind::Links(target) => Some(target),
        Kind::Quantity { .. } => Some("metric"),
        Kind::Choice(Choices::Catalogue(_)) | Kind::Choices(Choices::Catalogue(_)) => Some("catalogue_entry"),
        Kind::Choice(Choices::Fixed(_))
        | Kind::Choices(Choices::Fixed(_))
        | Kind::Text { .. }
        | Kind::Memo { .. }
        | Kind::Integer { .. }
        | Kind::Decimal { .. }
        | Kind::Money
        | Kind::Date
        | Kind::Bool
        | Kind::List { .. } => None,
    }
}

impl Records for Overlay<'_> {
    fn dictionary(&self) -> Dictionary {
        self.below.dictionary()
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        match self.changed.get(&(schema.id, id)) {
            Some(record) => (!record.is_empty()).then(|| Record::clone(record)),
            None => self.below.get(schema, id),
        }
    }

    fn shared(&self, schema: &'static Schema, id: Id) -> Option<Arc<Record>> {
        match self.changed.get(&(schema.id, id)) {
            Some(record) => (!record.is_empty()).then(|| Arc::clone(record)),
            None => self.below.shared(schema, id),
        }
    }

    fn withdrawn(&self, schema: &'static Schema, id: Id) -> Option<bool> {
        match self.changed.get(&(schema.id, id)) {
            Some(record) => (!record.is_empty()).then(|| is_withdrawn(record)),
            None => self.below.withdrawn(schema, id),
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
        ids.extend(self.found.linked(schema, field, target));
        ids.sort_unstable();
        ids
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        let below = || self.below.claimed(schema, set, claim).filter(|id| !self.is_changed(schema, *id));
        self.found.claimed(schema, set, claim).or_else(below)
    }

    fn alike(&self, schema: &'static Schema, field: FieldId, likeness: &str) -> Vec<Id> {
        let mut ids = self.below.alike(schema, field, likeness);
        ids.retain(|id| !self.is_changed(schema, *id));
        if schema.sought.contains(&field) {
            ids.extend(self.found.alike(schema, field, likeness));
        } else {
            let own = self.own(schema).filter(|(_, record)| unique::is_alike(record, field, likeness));
            ids.extend(own.map(|(id, _)| id));
        }
        ids.sort_unstable();
        ids
    }

    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        let number = |record: &Record| unique::number_after(&unique::claim(schema, set, record)?, prefix);
        let own = self.found.claims(schema, set, prefix).filter_map(|claim| unique::number_after(claim, prefix)).max();
        let below = self.below.last_number(schema, set, prefix);
        if own >= below {
            return own;
        }
        // The record that has it below may have given it up here; then the next one counts.
        let mut was = self.own(schema).filter_map(|(id, _)| number(&self.below.get(schema, id)?));
        if !was.any(|number| Some(number) == below) {
            return below;
        }
        let mut last = own;
        self.scan(schema, &mut |_, record| last = last.max(number(&record)));
        last
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
