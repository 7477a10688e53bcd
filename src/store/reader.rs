//! The register at one moment, as whoever reads it sees it.

use std::sync::{Arc, RwLockReadGuard};

use super::state::State;
use crate::register::{Dictionary, Entry, FieldId, Id, Page, Query, Question, Record, Records, Schema, Sums};

/// The register at one moment.
pub struct Reader<'a> {
    state: RwLockReadGuard<'a, State>,
}

impl<'a> Reader<'a> {
    /// Holds the register still.
    pub(super) const fn new(state: RwLockReadGuard<'a, State>) -> Self {
        Self { state }
    }
}

impl Records for Reader<'_> {
    fn dictionary(&self) -> Dictionary {
        self.state.view().dictionary()
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        self.state.view().get(schema, id)
    }

    fn shared(&self, schema: &'static Schema, id: Id) -> Option<Arc<Record>> {
        self.state.view().shared(schema, id)
    }

    fn withdrawn(&self, schema: &'static Schema, id: Id) -> Option<bool> {
        self.state.view().withdrawn(schema, id)
    }

    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        self.state.view().page(query, from, n)
    }

    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        self.state.view().scan(schema, visit);
    }

    fn ids(&self, schema: &'static Schema, after: Option<Id>, n: usize) -> Vec<Id> {
        self.state.view().ids(schema, after, n)
    }

    fn place(&self, query: &Query, id: Id) -> Option<usize> {
        self.state.view().place(query, id)
    }

    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id> {
        self.state.view().linked(target, schema, field)
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        self.state.view().claimed(schema, set, claim)
    }

    fn alike(&self, schema: &'static Schema, field: FieldId, likeness: &str) -> Vec<Id> {
        self.state.view().alike(schema, field, likeness)
    }

    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        self.state.view().last_number(schema, set, prefix)
    }

    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        self.state.view().catalogue(name)
    }

    fn sums(&self, question: &Question) -> Sums {
        self.state.view().sums(question)
    }

    fn seq(&self) -> u64 {
        self.state.seq()
    }
}
