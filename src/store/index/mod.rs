//! What is kept in memory about the records: order, links, claims, catalogues, and words once somebody searches.

mod depend;
mod flat;
mod ids;
mod numbers;
mod order;
mod pairs;
mod rows;
mod sorting;
mod table;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use depend::Dependence;
pub use sorting::Keys;
pub use table::{Candidate, Kept, Table, Touched};
pub use texts::Words;

use super::view::View;
use crate::register::memory::catalogue_of;
use crate::register::{Dictionary, Entry, Id, Record, Records, Schema};

/// So many rows of a table are worth a thread that puts them in order.
const MANY: usize = 4_096;
/// The key of a catalogue's entries in the dictionary.
const CATALOGUE: &str = "catalogue_entry";

/// The indexes of a register.
pub struct Index {
    dictionary: Dictionary,
    tables: Vec<Table>,
    dependence: Dependence,
    catalogues: Mutex<BTreeMap<String, Arc<[Entry]>>>,
}

/// Records whose place in the order must be found anew, by the place of their entity in the dictionary.
type Stale = BTreeMap<usize, BTreeSet<Id>>;

impl Index {
    /// Makes the indexes of an empty register.
    pub fn new(dictionary: Dictionary) -> Self {
        Self::of(dictionary, Vec::new())
    }

    /// Makes the indexes out of what was kept of each entity, in the dictionary's order.
    pub fn of(dictionary: Dictionary, kept: Vec<Kept>) -> Self {
        let kept = kept.into_iter().chain(std::iter::repeat_with(Kept::default));
        let tables = dictionary.0.iter().zip(kept).map(|(schema, kept)| Table::of(schema, kept)).collect();
        let dependence = Dependence::of(dictionary);
        Self { dictionary, tables, dependence, catalogues: Mutex::default() }
    }

    /// Gives what is to be kept of each entity.
    pub fn kept(&mut self) -> Vec<&Kept> {
        self.tables.iter_mut().map(Table::kept).collect()
    }

    /// Returns the dictionary.
    pub const fn dictionary(&self) -> Dictionary {
        self.dictionary
    }

    /// Finds the table of an entity; `None` for one that is not in the dictionary.
    pub fn table(&self, schema: &'static Schema) -> Option<&Table> {
        self.tables.iter().find(|table| table.schema().id == schema.id)
    }

    /// Notes what changed in records: what they link to and claim, whether they are there. The rows that move by it are
    /// placed when somebody reads their order.
    pub fn change(&mut self, touched: &[Touched]) {
        let (mut stale, mut shown) = (Stale::new(), Vec::new());
        for one in touched {
            let Some(place) = self.place(one.schema) else { continue };
            self.tables[place].change(one);
            if self.dependence.shows_in_others(place, one) {
                shown.push((place, one.id));
            }
            if one.schema.key == CATALOGUE {
                self.catalogues.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
                for place in self.dependence.by_catalogue() {
                    shown.extend(self.tables[place].ids().map(|id| (place, id)));
                    stale.entry(place).or_default().extend(self.tables[place].ids());
                }
            }
        }
        self.spread(shown, &mut stale);
        for (place, ids) in stale {
            self.tables[place].loosen(&ids);
        }
        self.tables.iter_mut().for_each(Table::forget_linked);
    }

    /// Adds the rows that show what changed, and those that show them in turn.
    fn spread(&self, mut shown: Vec<(usize, Id)>, stale: &mut Stale) {
        let mut seen = BTreeSet::new();
        while let Some((place, id)) = shown.pop() {
            if !seen.insert((place, id)) {
                continue;
            }
            self.tables[place].forget_text(id);
            for (source, id) in self.dependents(place, id) {
                stale.entry(source).or_default().insert(id);
                shown.push((source, id));
            }
        }
    }

    /// Notes a record while the indexes are first filled.
    pub fn fill(&mut self, one: &Touched) {
        if let Some(place) = self.place(one.schema) {
            self.tables[place].change(one);
        }
    }

    /// Puts what is kept of all tables into as few arrays as it can be in.
    pub fn settle(&mut self) {
        self.tables.iter_mut().for_each(Table::settle);
    }

    /// Puts the rows of all tables in their places, each table by a thread of its own where there are many; `view` makes a
    /// view of the register.
    pub fn place_rows<'v>(&self, view: &(dyn Fn() -> View<'v> + Sync)) {
        let place = |table: &Table| {
            table.in_order(&view().into_keys(table.schema(), &[]), |_| ());
        };
        std::thread::scope(|scope| {
            for table in self.tables.iter().filter(|table| !table.is_placed()) {
                let beside = table.len(true) >= MANY;
                if !beside || std::thread::Builder::new().spawn_scoped(scope, move || place(table)).is_err() {
                    place(table);
                }
            }
        });
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
