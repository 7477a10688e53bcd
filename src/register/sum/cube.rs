//! The sums of a register, kept up to date by every change.
//!
//! Figures that add up are kept added up, in one cell for each metric, year, registration, neighbourhood, organisation,
//! source and month. Of figures where the latest holds, all are kept in order. What registrations, models and
//! organisations say about their figures is kept apart and looked up when a question is asked.
//!
//! Everything here can be taken back exactly, and all of it can be built anew from the records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use self::names::{NONE, Names, WARD};
use self::owner::Owners;
use self::stock::Stock;
use super::Sum;
use super::fact::{self, Fact, Happening};
use super::question::Key;
use crate::register::boundary::Successors;
use crate::register::change::Change;
use crate::register::id::Id;
use crate::register::overlay::Overlay;
use crate::register::period::{SLOTS, slot, slot_day};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{
    Schema, activity, boundary_change, metric, model, model_year, organisation, progress, task,
};
use crate::register::value::Quantity;
use crate::text::day::Day;

mod ask;
mod names;
mod owner;
mod stock;

/// How the figures of a metric are counted; those of a pair (before, after) are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// They add up.
    Flow,
    /// The latest holds.
    Latest,
}

/// What the cells of one table count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    /// Figures of the metric with this number.
    Metric(u32),
    Activities,
    Participants,
    Interactions,
}

/// One place where figures meet, as numbers of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    /// The registration, or the model, or nothing.
    owner: u32,
    neighbourhood: u32,
    /// The organisation where the owner does not tell it.
    org: u32,
    /// The source of money or the kind of activity.
    sort: u32,
    slot: u8,
}

/// A task that is neither done nor called off.
#[derive(Clone, Copy, Debug)]
struct OpenTask {
    due: NaiveDate,
    due_day: Day,
    neighbourhood: u32,
    model: u32,
    org: u32,
}

/// The sums of a register.
#[derive(Clone, Debug, Default)]
pub struct Cube {
    names: Names,
    owners: Owners,
    classes: HashMap<u32, Class>,
    /// Metrics that are a numerator and a denominator.
    ratios: BTreeSet<u32>,
    flows: BTreeMap<(Counted, i32), BTreeMap<Cell, Sum>>,
    /// By metric and owner (a model, else a neighbourhood, else the ward), in order of their moment.
    stocks: BTreeMap<(u32, u32), Vec<Stock>>,
    tasks: BTreeMap<Id, OpenTask>,
    successors: Successors,
}

impl Cube {
    /// Builds the sums from all records.
    pub fn build(records: &dyn Records) -> Self {
        let mut cube = Self::default();
        cube.set_successors(Successors::of(records));
        records.scan(&metric::SCHEMA, &mut |id, record| cube.set_metric(id, Some(&record)));
        for schema in [&organisation::SCHEMA, &model::SCHEMA, &model_year::SCHEMA, &task::SCHEMA] {
            records.scan(schema, &mut |id, record| cube.set(schema, id, Some(&record)));
        }
        records.scan(&activity::SCHEMA, &mut |_, record| {
            if !is_withdrawn(&record) {
                cube.put_activity(fact::happening(&record), Sum::add);
            }
        });
        let standing = |record: &Record| if is_withdrawn(record) { None } else { fact::read(record) };
        let mut tied = BTreeSet::new();
        records.scan(&progress::SCHEMA, &mut |id, record| {
            if let Some(wrong) = record.link(progress::CORRECTS) {
                tied.extend([id, wrong]);
            }
            cube.put(id, standing(&record));
        });
        // Entries that correct others or are corrected were counted as if they stood alone.
        for id in tied {
            cube.take(id, records.get(&progress::SCHEMA, id).as_ref().and_then(standing));
            cube.put(id, fact::of_progress(records, id));
        }
        cube
    }

    /// Takes over the changes of a commit; `after` is the register with them.
    ///
    /// The cost is that of the changed records and of the entries tied to them by corrections. Only what seldom happens, a
    /// metric that is counted in another way or a registration that moves to another model, builds everything anew.
    pub fn apply(&mut self, changes: &[Change], after: &dyn Records) {
        if changes.iter().any(|change| self.moves_everything(change)) {
            *self = Self::build(after);
            return;
        }
        let mut before = Overlay::new(after);
        before.apply(&taken_back(changes));
        let mut entries = BTreeSet::new();
        for change in changes.iter().filter(|change| is(change.schema, &progress::SCHEMA)) {
            fact::tied(&before, change.id, &mut entries);
            fact::tied(after, change.id, &mut entries);
        }
        // A figure is taken back while what is said about it is still what it was when it was counted.
        for id in &entries {
            self.take(*id, fact::of_progress(&before, *id));
        }
        for change in changes {
            let (schema, id) = (change.schema, change.id);
            if is(schema, &activity::SCHEMA) {
                self.put_activity(fact::of_activity(&before, id), Sum::take);
                self.put_activity(fact::of_activity(after, id), Sum::add);
            } else if is(schema, &boundary_change::SCHEMA) {
                self.set_successors(Successors::of(after));
            } else {
                self.set(schema, id, after.get(schema, id).as_ref());
            }
        }
        for id in entries {
            self.put(id, fact::of_progress(after, id));
        }
    }

    /// Returns which neighbourhood stands for which today.
    pub const fn successors(&self) -> &Successors {
        &self.successors
    }

    /// Returns whether a change moves figures that are already counted under something else.
    fn moves_everything(&self, change: &Change) -> bool {
        let Some(number) = self.names.find(&Key::Record(change.id)) else { return false };
        let touches = |field| change.set.iter().any(|(at, _, _)| *at == field);
        let owns = |stock: &Stock| stock.cell.owner == number;
        (is(change.schema, &metric::SCHEMA) && touches(metric::CLASS))
            || (is(change.schema, &model_year::SCHEMA)
                && touches(model_year::MODEL)
                && self.stocks.values().flatten().any(owns))
    }

    fn set_successors(&mut self, successors: Successors) {
        for (_, today) in successors.pairs() {
            self.names.record(today);
        }
        self.successors = successors;
    }

    /// Takes over a record that says something about figures.
    fn set(&mut self, schema: &'static Schema, id: Id, record: Option<&Record>) {
        if is(schema, &organisation::SCHEMA) {
            self.owners.set_org(&mut self.names, id, record);
        } else if is(schema, &model::SCHEMA) {
            self.owners.set_model(&mut self.names, id, record);
        } else if is(schema, &model_year::SCHEMA) {
            self.owners.set_year(&mut self.names, id, record);
            if let Some(year) = record.and_then(|record| record.integer(model_year::YEAR)) {
                self.name_times(i32::try_from(year).unwrap_or_default());
            }
        } else if is(schema, &metric::SCHEMA) {
            self.set_metric(id, record);
        } else if is(schema, &task::SCHEMA) {
            self.set_task(id, record);
        }
    }

    fn set_metric(&mut self, id: Id, record: Option<&Record>) {
        let number = self.names.record(id);
        let class = match record.and_then(|record| record.choice(metric::CLASS)) {
            Some(metric::FLOW) => Some(Class::Flow),
            Some(metric::STOCK | metric::RATIO) => Some(Class::Latest),
            _ => None,
        };
        match class {
            Some(class) => self.classes.insert(number, class),
            None => self.classes.remove(&number),
        };
        if record.and_then(|record| record.choice(metric::CLASS)) == Some(metric::RATIO) {
            self.ratios.insert(number);
        } else {
            self.ratios.remove(&number);
        }
    }

    fn set_task(&mut self, id: Id, record: Option<&Record>) {
        let open = record.filter(|record| {
            !is_withdrawn(record) && !matches!(record.choice(task::STATUS), Some(task::DONE | task::CALLED_OFF))
        });
        let Some((record, due_day)) = open.and_then(|record| Some((record, record.day(task::DUE)?))) else {
            self.tasks.remove(&id);
            return;
        };
        self.name_times(due_day.year());
        let names = &mut self.names;
        let mut number = |field| record.link(field).map_or(NONE, |id| names.record(id));
        let (neighbourhood, model, org) = (number(task::NEIGHBOURHOOD), number(task::MODEL), number(task::LEAD_ORG));
        let due = due_day.last();
        self.tasks.insert(id, OpenTask { due, due_day, neighbourhood, model, org });
    }

    /// Counts a figure.
    fn put(&mut self, entry: Id, fact: Option<Fact>) {
        let Some(fact) = fact else { return };
        let (metric, cell) = self.place(&fact);
        match self.classes.get(&metric) {
            Some(Class::Flow) => self.change(Counted::Metric(metric), fact.day, cell, &fact.figure, Sum::add),
            Some(Class::Latest) => {
                let is_ratio = self.ratios.contains(&metric);
                let denominator = fact.denominator.map(Box::new);
                let stock = Stock { day: fact.day, entry, cell, figure: fact.figure, denominator, is_ratio };
                let figures = self.stocks.entry((metric, self.owners.owner(cell))).or_default();
                let place = figures.partition_point(|other| other.moment() < stock.moment());
                figures.insert(place, stock);
            }
            None => {}
        }
    }

    /// Takes a figure back.
    fn take(&mut self, entry: Id, fact: Option<Fact>) {
        let Some(fact) = fact else { return };
        let (metric, cell) = self.place(&fact);
        match self.classes.get(&metric) {
            Some(Class::Flow) => self.change(Counted::Metric(metric), fact.day, cell, &fact.figure, Sum::take),
            Some(Class::Latest) => {
                let key = (metric, self.owners.owner(cell));
                let Some(figures) = self.stocks.get_mut(&key) else { return };
                figures.retain(|stock| stock.entry != entry);
                if figures.is_empty() {
                    self.stocks.remove(&key);
                }
            }
            None => {}
        }
    }

    fn place(&mut self, fact: &Fact) -> (u32, Cell) {
        self.name_times(fact.day.year());
        let names = &mut self.names;
        let mut number = |id: Option<Id>, none| id.map_or(none, |id| names.record(id));
        let cell = Cell {
            owner: number(fact.model_year, NONE),
            neighbourhood: number(fact.neighbourhood, WARD),
            org: number(fact.org, NONE),
            sort: NONE,
            slot: slot(fact.day),
        };
        let metric = number(Some(fact.metric), NONE);
        (metric, Cell { sort: names.code(fact.source.as_deref()), ..cell })
    }

    fn put_activity(&mut self, happening: Option<Happening>, step: fn(&mut Sum, &Quantity)) {
        let Some(happening) = happening else { return };
        self.name_times(happening.day.year());
        let names = &mut self.names;
        let mut number = |id: Option<Id>, none| id.map_or(none, |id| names.record(id));
        let cell = Cell {
            owner: number(happening.model, NONE),
            neighbourhood: number(happening.neighbourhood, WARD),
            org: number(happening.org, NONE),
            sort: NONE,
            slot: slot(happening.day),
        };
        let cell = Cell { sort: names.code(happening.kind.as_deref()), ..cell };
        self.change(Counted::Activities, happening.day, cell, &happening.count, step);
        let others = [(Counted::Participants, happening.participants), (Counted::Interactions, happening.interactions)];
        for (of, figure) in others {
            if let Some(figure) = figure {
                self.change(of, happening.day, cell, &figure, step);
            }
        }
    }

    fn change(&mut self, of: Counted, day: Day, cell: Cell, figure: &Quantity, step: fn(&mut Sum, &Quantity)) {
        let cells = self.flows.entry((of, day.year())).or_default();
        let sum = cells.entry(cell).or_default();
        step(sum, figure);
        if sum.is_empty() {
            cells.remove(&cell);
        }
    }

    /// Gives numbers to the year, the quarters and the months of a year.
    fn name_times(&mut self, year: i32) {
        if self.names.find(&Key::Time(Day::Year(year))).is_none() {
            for slot in 0..SLOTS {
                self.names.number(Key::Time(slot_day(year, slot)));
            }
        }
    }
}

/// Returns whether two entities are the same; a test's own dictionary may use a number for another one.
fn is(schema: &Schema, other: &Schema) -> bool {
    schema == other && schema.key == other.key
}

/// Swaps old and new of all changes, last change first.
fn taken_back(changes: &[Change]) -> Vec<Change> {
    let swap = |change: &Change| Change {
        schema: change.schema,
        id: change.id,
        set: change.set.iter().map(|(field, old, new)| (*field, new.clone(), old.clone())).collect(),
    };
    changes.iter().rev().map(swap).collect()
}
