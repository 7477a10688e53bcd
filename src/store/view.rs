//! The register as the database and its indexes show it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::index::{Candidate, Index, Keys, Table, Words};
use super::shelf::{self, Shelf};
use crate::register::field::Kind;
use crate::register::record::is_withdrawn;
use crate::register::show::{row_key, search_text};
use crate::register::sum::recount::recount;
use crate::register::unique::{self, is_alike};
use crate::register::{
    Cube, Dictionary, Entry, FieldId, Filter, Id, Page, Query, Question, Record, Records, Schema, Scope, ShowCx, Sums,
    Test, Value,
};

/// Most records that a view keeps while many rows are made or many changes planned.
const KEPT: usize = 1_024;

/// More records than these are read as they lie, not one by one; and more rows than these are worth an order that is kept.
const MANY: usize = 1_024;

/// Records that were read, by entity and id.
pub type Kept = HashMap<(u16, Id), Option<Arc<Record>>>;

/// Read access to a database with its indexes.
pub struct View<'a> {
    shelf: &'a dyn Shelf,
    index: &'a Index,
    /// The sums; none while they are built.
    cube: Option<&'a OnceLock<Cube>>,
    seq: u64,
    /// Raised when the database cannot be read: what was answered then is not to be believed.
    alarm: &'a AtomicBool,
    kept: Option<RefCell<Kept>>,
}

impl<'a> View<'a> {
    /// Makes a view.
    pub const fn new(shelf: &'a dyn Shelf, index: &'a Index, seq: u64, alarm: &'a AtomicBool) -> Self {
        Self { shelf, index, cube: None, seq, alarm, kept: None }
    }

    /// Answers what is counted from kept sums instead of from the records; the first question makes them.
    #[must_use]
    pub const fn counting(mut self, cube: &'a OnceLock<Cube>) -> Self {
        self.cube = Some(cube);
        self
    }

    /// Keeps some records that were read, for work that reads the same ones over and over.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.kept = Some(RefCell::default());
        self
    }

    /// Returns the same view for work that reads the same records over and over.
    fn near(&self) -> Self {
        Self::new(self.shelf, self.index, self.seq, self.alarm).keeping()
    }

    /// Keeps what an earlier view kept; it must show the same register, or what changed since must be taken out.
    #[must_use]
    pub fn keeping_on(mut self, kept: Kept) -> Self {
        self.kept = Some(RefCell::new(kept));
        self
    }

    /// Gives what was kept.
    pub fn into_kept(self) -> Kept {
        self.kept.map(RefCell::into_inner).unwrap_or_default()
    }

    fn read(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        // What is not there need not be looked for.
        if self.index.table(schema).is_some_and(|table| table.withdrawn(id).is_none()) {
            return None;
        }
        let read = shelf::get_record(self.shelf, &shelf::key(schema.id, id));
        read.unwrap_or_else(|_| {
            self.alarm.store(true, Ordering::SeqCst);
            None
        })
    }

    /// Shows the records of an entity as they lie in the database.
    fn read_through(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        let read = self.shelf.scan_of(schema.id, &mut |key, bytes| {
            visit(shelf::unkey(key).1, shelf::unseal_record(bytes)?);
            Ok(())
        });
        if read.is_err() {
            self.alarm.store(true, Ordering::SeqCst);
        }
    }

    /// Reads the records of rows.
    fn rows(&self, schema: &'static Schema, ids: Vec<Id>) -> Vec<(Id, Record)> {
        ids.into_iter().filter_map(|id| Some((id, self.get(schema, id)?))).collect()
    }

    /// Makes the bytes by which the rows of an entity are sorted.
    pub const fn into_keys(self, schema: &'static Schema, by: &'a [(FieldId, bool)]) -> RowKeys<'a> {
        RowKeys { view: self, schema, by }
    }

    /// Lists the records that answer a query, in its order.
    fn answer(&self, query: &Query) -> Vec<Id> {
        let Some(table) = self.index.table(query.schema) else { return Vec::new() };
        let own_order = query.sort.is_empty();
        let picked = self.pick(query, table, own_order);
        if own_order {
            return picked.into_iter().map(|(id, _)| id).collect();
        }
        let keys = self.near().into_keys(query.schema, &query.sort);
        if picked.len() > MANY || table.is_known(&keys) {
            return table.arrange(picked.into_iter().map(|(id, _)| id), &keys);
        }
        let key = |record: &Record| row_key(query.schema, &query.sort, record, ShowCx::vi(&keys.view));
        let keyed = picked.into_iter().filter_map(|(id, record)| match record {
            Some(record) => Some((key(&record), id)),
            None => Some((keys.of(id)?, id)),
        });
        let mut keyed: Vec<(Vec<u8>, Id)> = keyed.collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, id)| id).collect()
    }

    /// Picks the records that answer a query; reads only those that the index cannot decide, and gives them along where they
    /// are wanted for sorting.
    fn pick(&self, query: &Query, table: &Table, own_order: bool) -> Vec<(Id, Option<Record>)> {
        let (mut narrow, mut year, mut rest) = (None, None, Vec::new());
        for filter in &query.filters {
            match known_to_index(query.schema, filter) {
                Some(Known::Link(target)) if narrow.is_none() => narrow = Some((target, filter.field)),
                Some(Known::Year(wanted)) if year.is_none() => year = Some(wanted),
                Some(_) | None => rest.push(filter),
            }
        }
        let keys = self.near().into_keys(query.schema, &[]);
        let mut rows = table.candidates(narrow, own_order.then_some(&keys));
        rows.retain(|row| (query.withdrawn || !row.is_withdrawn()) && year.is_none_or(|year| row.year() == Some(year)));
        if !query.search.trim().is_empty() {
            table.texts().find(&query.search, &mut rows, &RowWords { keys: &keys, table });
        }
        let ids = rows.into_iter().map(|row| table.id(row));
        if rest.is_empty() {
            return ids.map(|id| (id, None)).collect();
        }
        let fits = |id| {
            let record = self.get(query.schema, id)?;
            let fits = rest.iter().all(|filter| filter.accepts(&record));
            fits.then(|| (id, (!own_order).then_some(record)))
        };
        ids.filter_map(fits).collect()
    }
}

/// The bytes by which the rows of an entity are sorted, made of its records.
pub struct RowKeys<'a> {
    view: View<'a>,
    schema: &'static Schema,
    by: &'a [(FieldId, bool)],
}

impl Keys for RowKeys<'_> {
    fn by(&self) -> &[(FieldId, bool)] {
        self.by
    }

    fn of(&self, id: Id) -> Option<Vec<u8>> {
        let record = self.view.shared(self.schema, id)?;
        Some(row_key(self.schema, self.by, &record, ShowCx::vi(&self.view)))
    }

    fn each(&self, visit: &mut dyn FnMut(Id, Vec<u8>)) {
        self.view.read_through(self.schema, &mut |id, record| {
            visit(id, row_key(self.schema, self.by, &record, ShowCx::vi(&self.view)));
        });
    }
}

/// The words by which the rows of an entity are found, made of its records.
struct RowWords<'a> {
    keys: &'a RowKeys<'a>,
    table: &'a Table,
}

impl Words for RowWords<'_> {
    fn of(&self, row: Candidate) -> Option<String> {
        let RowKeys { view, schema, .. } = self.keys;
        Some(search_text(schema, &*view.shared(schema, self.table.id(row))?, ShowCx::vi(view)))
    }

    fn each(&self, visit: &mut dyn FnMut(u32, String)) {
        let RowKeys { view, schema, .. } = self.keys;
        view.read_through(schema, &mut |id, record| {
            if let Some(slot) = self.table.slot(id) {
                visit(slot, search_text(schema, &record, ShowCx::vi(view)));
            }
        });
    }
}

/// What the index can tell of a filter.
enum Known {
    Link(Id),
    Year(i32),
}

fn known_to_index(schema: &'static Schema, filter: &Filter) -> Option<Known> {
    match &filter.test {
        Test::Is(Value::Link(target)) => {
            let kind = schema.field(filter.field)?.kind;
            matches!(kind, Kind::Link(_) | Kind::Links(_)).then_some(Known::Link(*target))
        }
        Test::InYear(year) if schema.scope == Scope::Year(filter.field) => Some(Known::Year(*year)),
        _ => None,
    }
}

impl Records for View<'_> {
    fn dictionary(&self) -> Dictionary {
        self.index.dictionary()
    }

    fn get(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        match &self.kept {
            Some(_) => self.shared(schema, id).map(Arc::unwrap_or_clone),
            None => self.read(schema, id),
        }
    }

    fn shared(&self, schema: &'static Schema, id: Id) -> Option<Arc<Record>> {
        let Some(kept) = &self.kept else { return self.read(schema, id).map(Arc::new) };
        let found = kept.borrow().get(&(schema.id, id)).cloned();
        found.unwrap_or_else(|| {
            let record = self.read(schema, id).map(Arc::new);
            let mut kept = kept.borrow_mut();
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert((schema.id, id), record.clone());
            record
        })
    }

    fn withdrawn(&self, schema: &'static Schema, id: Id) -> Option<bool> {
        match self.index.table(schema) {
            Some(table) => table.withdrawn(id),
            None => self.get(schema, id).map(|record| is_withdrawn(&record)),
        }
    }

    fn page(&self, query: &Query, from: usize, n: usize) -> Page {
        let Some(table) = self.index.table(query.schema) else { return Page::default() };
        if query.filters.is_empty() && query.search.trim().is_empty() {
            let ids = table.page(query.withdrawn, from, n, &self.near().into_keys(query.schema, &query.sort));
            let rows = self.rows(query.schema, ids);
            return Page { total: table.len(query.withdrawn), rows };
        }
        let answer = self.answer(query);
        let total = answer.len();
        let ids = answer.into_iter().skip(from).take(n).collect();
        Page { total, rows: self.rows(query.schema, ids) }
    }

    fn scan(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, Record)) {
        let table = self.index.table(schema).filter(|table| table.schema().key == schema.key);
        if table.is_some_and(|table| table.len(true) > MANY) {
            return self.read_through(schema, visit);
        }
        for id in table.into_iter().flat_map(Table::ids) {
            if let Some(record) = self.get(schema, id) {
                visit(id, record);
            }
        }
    }

    fn ids(&self, schema: &'static Schema, after: Option<Id>, n: usize) -> Vec<Id> {
        let table = self.index.table(schema).filter(|table| table.schema().key == schema.key);
        table.map(|table| table.ids_after(after).take(n).collect()).unwrap_or_default()
    }

    fn place(&self, query: &Query, id: Id) -> Option<usize> {
        if query.filters.is_empty() && query.search.trim().is_empty() {
            let keys = self.near().into_keys(query.schema, &query.sort);
            return self.index.table(query.schema)?.rank(id, query.withdrawn, &keys);
        }
        self.answer(query).iter().position(|at| *at == id)
    }

    fn linked(&self, target: Id, schema: &'static Schema, field: FieldId) -> Vec<Id> {
        let Some(table) = self.index.table(schema) else { return Vec::new() };
        let mut ids: Vec<Id> = table.linked(target, field).collect();
        ids.sort_unstable();
        ids
    }

    fn claimed(&self, schema: &'static Schema, set: usize, claim: &str) -> Option<Id> {
        let claims = |id: &Id| {
            let record = self.get(schema, *id);
            record.is_some_and(|record| unique::claim(schema, set, &record).as_deref() == Some(claim))
        };
        self.index.table(schema)?.claimed(set, claim).filter(claims).min()
    }

    fn alike(&self, schema: &'static Schema, field: FieldId, likeness: &str) -> Vec<Id> {
        let Some(table) = self.index.table(schema) else { return Vec::new() };
        let holds = |id: &Id| self.get(schema, *id).is_some_and(|record| is_alike(&record, field, likeness));
        let mut ids: Vec<Id> = if schema.sought.contains(&field) {
            table.alike(field, likeness).filter(holds).collect()
        } else {
            table.ids().filter(holds).collect()
        };
        ids.sort_unstable();
        ids
    }

    fn last_number(&self, schema: &'static Schema, set: usize, prefix: &str) -> Option<u64> {
        let table = self.index.table(schema)?;
        table.last_number(set, prefix).unwrap_or_else(|()| {
            let claims = table.ids().filter_map(|id| unique::claim(schema, set, &self.get(schema, id)?));
            claims.filter_map(|claim| unique::number_after(&claim, prefix)).max()
        })
    }

    fn catalogue(&self, name: &str) -> Arc<[Entry]> {
        self.index.catalogue(name, self)
    }

    fn sums(&self, question: &Question) -> Sums {
        let Some(cube) = self.cube else { return recount(self, question) };
        let made = || Cube::build(&View::new(self.shelf, self.index, self.seq, self.alarm));
        cube.get_or_init(made).ask(question)
    }

    fn seq(&self) -> u64 {
        self.seq
    }
}
