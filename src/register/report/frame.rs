//! What the reports of a ward have in common: its name, its neighbourhoods, its fields of work.

use std::collections::BTreeMap;

use super::{Asked, Cell, Column, Row, RowKind};
use crate::register::boundary::{FORMER, Successors};
use crate::register::catalogue::Entry;
use crate::register::id::Id;
use crate::register::query::Query;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{Schema, metric, neighbourhood, ward};
use crate::register::show::ShowCx;
use crate::register::sum::{Answer, Dim, Measure, Question, View};
use crate::register::unique::claim_of;
use crate::register::words::Words;
use crate::say;
use crate::text::order::sort_key;

/// What a report's own part makes.
pub(super) struct Table {
    /// A title other than the layout's.
    pub title: Option<Words>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub footers: Vec<Words>,
}

/// A neighbourhood as a row of a report.
pub(super) struct Place {
    pub id: Id,
    pub name: Words,
    /// The former ward, or the ward's own group.
    pub group: String,
    pub record: Record,
}

/// The register as a report looks at it.
pub(super) struct Frame<'a> {
    pub asked: Asked,
    pub records: &'a dyn Records,
    pub successors: Successors,
}

impl<'a> Frame<'a> {
    pub(super) fn new(asked: Asked, records: &'a dyn Records) -> Self {
        Self { asked, records, successors: Successors::of(records) }
    }

    /// Names the ward: its kind and its name.
    pub(super) fn unit(&self) -> Words {
        let Some((_, record)) = self.live(&ward::SCHEMA).into_iter().next() else { return Words::default() };
        let cx = ShowCx::vi(self.records);
        let kind = ward::SCHEMA.field(ward::WARD_TYPE).map(|field| field.show(&record, cx)).unwrap_or_default();
        let name = format!("{kind} {}", record.text(ward::WARD_NAME)).trim().to_uppercase();
        same(&name)
    }

    /// Lists the records of an entity that were not withdrawn, in its own order.
    pub(super) fn live(&self, schema: &'static Schema) -> Vec<(Id, Record)> {
        self.records.page(&Query::all(schema), 0, usize::MAX).rows
    }

    /// Counts, in the report's view.
    pub(super) fn sums(&self, measure: Measure, by: &[Dim]) -> Answer {
        self.records.sums(&Question::new(measure, self.asked.period).by(by).view(self.asked.view))
    }

    /// Finds the metric with this code.
    pub(super) fn metric(&self, code: &str) -> Option<Id> {
        let set = metric::SCHEMA.unique.iter().position(|unique| unique.fields == [metric::CODE])?;
        self.records.claimed(&metric::SCHEMA, set, &claim_of(code))
    }

    /// Lists the neighbourhoods that a report has rows for, by group and name: those of the period, and all for which
    /// `counted` says that something stands under them.
    pub(super) fn places(&self, counted: &dyn Fn(Id) -> bool) -> Vec<Place> {
        let mut places = Vec::new();
        self.records.scan(&neighbourhood::SCHEMA, &mut |id, record| {
            if counted(id) || (!is_withdrawn(&record) && self.is_of_the_period(id, &record)) {
                places.push(self.place(id, record));
            }
        });
        places.sort_by_cached_key(|place| {
            (place.group.is_empty(), sort_key(&place.group), sort_key(&place.name.vi), place.id)
        });
        places
    }

    fn is_of_the_period(&self, id: Id, record: &Record) -> bool {
        let period = self.asked.period;
        let begun = record.day(neighbourhood::VALID_FROM).is_none_or(|day| day.first() <= period.last());
        let lasts = record.day(neighbourhood::VALID_TO).is_none_or(|day| day.last() >= period.first());
        match self.asked.view {
            View::AsItWas => begun && lasts,
            View::AsItIsNow => begun && !self.successors.has_ended(id),
        }
    }

    fn place(&self, id: Id, record: Record) -> Place {
        let name = record.text(neighbourhood::NAME);
        let name = if name.is_empty() { record.text(neighbourhood::CODE) } else { name };
        let name = if self.successors.is_former(id) {
            say!("{name} {mark}", "{name} {mark}", name = name, mark = FORMER)
        } else {
            same(name)
        };
        let own = record.text(neighbourhood::OWN_GROUP);
        let group = if own.is_empty() { record.text(neighbourhood::FORMER_WARD) } else { own };
        Place { id, name, group: group.to_owned(), record }
    }

    /// Returns the entries of a catalogue that are in use, in order.
    pub(super) fn entries(&self, catalogue: &str) -> Vec<Entry> {
        self.records.catalogue(catalogue).iter().filter(|entry| entry.active).cloned().collect()
    }

    /// Names an entry of a catalogue, one that is out of use too.
    pub(super) fn entry_name(&self, catalogue: &str, code: &str) -> Words {
        let entries = self.records.catalogue(catalogue);
        let found = entries.iter().find(|entry| entry.code == code);
        found.map_or_else(|| same(code), |entry| entry.label.clone())
    }
}

/// Makes words that are the same in both languages: a name.
pub(super) fn same(text: &str) -> Words {
    Words { vi: text.to_owned(), en: text.to_owned() }
}

/// Makes a row that is only words: the name of a group, a line that checks figures.
pub(super) fn words_row(kind: RowKind, number: &str, words: Words, columns: usize) -> Row {
    let mut cells = vec![Cell::text(number), Cell::words(words)];
    cells.resize(columns, Cell::blank());
    Row { kind, cells }
}

/// Groups rows by a key, keeping the order in which the keys first come.
pub(super) fn grouped<T>(items: Vec<T>, key: impl Fn(&T) -> String) -> Vec<(String, Vec<T>)> {
    let mut groups: Vec<(String, Vec<T>)> = Vec::new();
    let mut places = BTreeMap::new();
    for item in items {
        let key = key(&item);
        let place = *places.entry(key.clone()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(item);
    }
    groups
}
