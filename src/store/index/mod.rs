//! What is kept in memory about the records: order, search text, links, claims and catalogues; rebuilt when the store is opened.

mod depend;
mod order;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use depend::Dependence;
pub use table::{Table, Touched};

use crate::register::memory::catalogue_of;
use crate::register::show::{row_key, search_text};
use crate::register::{Dictionary, Entry, Id, Record, Records, Schema, ShowCx};

/// The key of a catalogue's entries in the dictionary.
const CATALOGUE: &str = "catalogue_entry";

/// The indexes of a register.
pub struct Index {
    dictionary: Dictionary,
    tables: Vec<Table>,
    dependence: Dependence,
    catalogues: Mutex<BTreeMap<String, Arc<[Entry]>>>,
}

/// Records whose row must be made anew, by the place of their entity in the dictionary.
pub type Stale = BTreeSet<(usize, Id)>;

/// A row made anew: the place of its entity, the record, its sort key and its search text.
pub type Row = (usize, Id, Vec<u8>, String);

impl Index {
    /// Makes the indexes of an empty register.
    pub fn new(dictionary: Dictionary) -> Self {
        let tables = dictionary.0.iter().map(|schema| Table::new(schema)).collect();
        let dependence = Dependence::of(dictionary);
        Self { dictionary, tables, dependence, catalogues: Mutex::default() }
    }

    /// Returns the dictionary.
    pub const fn dictionary(&self) -> Dictionary {
        self.dictionary
    }

    /// Finds the table of an entity; `None` for one that is not in the dictionary.
    pub fn table(&self, schema: &'static Schema) -> Option<&Table> {
        self.tables.iter().find(|table| table.schema().id == schema.id)
    }

    /// Notes what changed in a record: what it links to and claims, whether it is there. Returns what is stale by it.
    ///
    /// Order and search text are made in a second step, when all changed records can be read.
    pub fn change(&mut self, touched: &[Touched]) -> Stale {
        let mut stale = Stale::new();
        let mut catalogues = false;
        for one in touched {
            let Some(place) = self.place(one.schema) else { continue };
            catalogues |= one.schema.key == CATALOGUE;
            self.tables[place].change(one);
            stale.insert((place, one.id));
            if self.dependence.shows_in_others(place, one) {
                stale.extend(self.dependents(place, one.id));
            }
        }
        if catalogues {
            self.catalogues.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
            for place in self.dependence.by_catalogue() {
                stale.extend(self.tables[place].ids().map(|id| (place, id)));
            }
        }
        stale
    }

    /// Notes a record while the indexes are first filled.
    pub fn fill(&mut self, one: &Touched) {
        if let Some(place) = self.place(one.schema) {
            self.tables[place].change(one);
        }
    }

    /// Makes rows out of records that are read from `records`, the register with the changes applied.
    pub fn make_rows(&self, stale: &Stale, records: &dyn Records) -> Vec<Row> {
        let cx = ShowCx::vi(records);
        let row = |&(place, id): &(usize, Id)| {
            let schema = self.tables[place].schema();
            let record = records.get(schema, id)?;
            Some((place, id, row_key(schema, &[], &record, cx), search_text(schema, &record, cx)))
        };
        stale.iter().filter_map(row).collect()
    }

    /// Puts rows in their place; returns what is stale because it shows one of them.
    pub fn place_rows(&mut self, rows: Vec<Row>) -> Stale {
        let mut changed = Vec::new();
        for (place, id, key, text) in rows {
            if self.tables[place].place_row(id, key, text) {
                changed.push((place, id));
            }
        }
        changed.into_iter().flat_map(|(place, id)| self.dependents(place, id)).collect()
    }

    /// Puts the first rows in place, all at once.
    pub fn place_all(&mut self, rows: Vec<Row>) {
        for (place, id, key, text) in rows {
            self.tables[place].set_row(id, key, text);
        }
        self.tables.iter_mut().for_each(Table::sort);
    }

    /// Lists all records.
    pub fn all(&self) -> Stale {
        self.tables.iter().enumerate().flat_map(|(place, table)| table.ids().map(move |id| (place, id))).collect()
    }

    /// Returns the entries of a catalogue; made once and kept until a catalogue entry changes.
    pub fn catalogue(&self, name: &str, records: &dyn Records) -> Arc<[Entry]> {
        let kept = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        kept.unwrap_or_else(|| {
            let made = catalogue_of(name, records);
            let mut catalogues = self.catalogues.lock().unwrap_or_else(PoisonError::into_inner);
            catalogues.insert(name.to_owned(), Arc::clone(&made));
            made
        })
    }

    fn place(&self, schema: &Schema) -> Option<usize> {
        self.tables.iter().position(|table| table.schema().id == schema.id)
    }

    /// Lists the records whose row shows this one.
    fn dependents(&self, place: usize, id: Id) -> Vec<(usize, Id)> {
        let links = self.dependence.showing(place).iter();
        links.flat_map(|&(source, field)| self.tables[source].linked(id, field).map(move |id| (source, id))).collect()
    }
}

/// Makes what a change needs of a record before and after it.
pub fn touched(schema: &'static Schema, id: Id, before: Option<Record>, after: Option<Record>) -> Touched {
    Touched { schema, id, before, after }
}
