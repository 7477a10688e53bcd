//! What is kept in memory about the records: order, links, claims, catalogues, and words once somebody searches.

mod depend;
mod flat;
mod ids;
mod numbers;
mod order;
mod pairs;
mod table;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use depend::Dependence;
use order::Order;
pub use table::{Kept, Table, Touched};

use super::view::View;
use crate::register::memory::catalogue_of;
use crate::register::show::row_key;
use crate::register::{Dictionary, Entry, Id, Record, Records, Schema, ShowCx};

/// The key of a catalogue's entries in the dictionary.
const CATALOGUE: &str = "catalogue_entry";
/// One row in so many that is stale makes the whole table be sorted anew.
const MANY: usize = 8;

/// The indexes of a register.
pub struct Index {
    dictionary: Dictionary,
    tables: Vec<Table>,
    dependence: Dependence,
    catalogues: Mutex<BTreeMap<String, Arc<[Entry]>>>,
}

/// Records whose place in the order must be found anew, by the place of their entity in the dictionary.
pub type Stale = BTreeMap<usize, BTreeSet<Id>>;

/// Shows the register with these indexes.
pub type Look<'a> = dyn Fn(&Index, &mut dyn FnMut(&View<'_>)) + 'a;

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

    /// Notes what changed in records: what they link to and claim, whether they are there. Returns what must be placed
    /// anew by it, in a second step, when all changed records can be read.
    pub fn change(&mut self, touched: &[Touched]) -> Stale {
        let mut stale = Stale::new();
        let mut shown = Vec::new();
        for one in touched {
            let Some(place) = self.place(one.schema) else { continue };
            let moved = self.tables[place].change(one);
            if moved.place {
                stale.entry(place).or_default().insert(one.id);
            }
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
        stale
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

    /// Puts the rows of all tables in order, after they were filled.
    pub fn sort(&mut self, look: &Look<'_>) {
        for place in 0..self.tables.len() {
            self.sort_table(place, look);
            self.tables[place].settle();
        }
    }

    fn sort_table(&mut self, place: usize, look: &Look<'_>) {
        let table = &self.tables[place];
        let mut order = Order::default();
        look(self, &mut |view| order = table.sorted(|id| key_of(table.schema(), id, view)));
        self.tables[place].set_order(order);
    }

    /// Puts rows in their places; `look` gives a view of the register.
    pub fn place_rows(&mut self, stale: &Stale, look: &Look<'_>) {
        for (place, ids) in stale {
            if ids.len() > MANY && ids.len() > self.tables[*place].len(true) / MANY {
                self.sort_table(*place, look);
                continue;
            }
            let mut order = self.tables[*place].take_order();
            let (ids, schema) = (ids.iter().copied().collect::<Vec<Id>>(), self.tables[*place].schema());
            let table = &self.tables[*place];
            look(self, &mut |view| table.put_rows(&mut order, &ids, |id| key_of(schema, id, view)));
            self.tables[*place].set_order(order);
        }
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

/// Makes the bytes by which a record is sorted in its table.
fn key_of(schema: &'static Schema, id: Id, records: &dyn Records) -> Option<Vec<u8>> {
    Some(row_key(schema, &[], &records.get(schema, id)?, ShowCx::vi(records)))
}

/// Makes what a change needs of a record before and after it.
pub fn touched(schema: &'static Schema, id: Id, before: Option<Record>, after: Option<Record>) -> Touched {
    Touched { schema, id, before, after }
}
