//! What the reports of a ward have in common: its name, its neighbourhoods, its fields of work.

use super::{Asked, Cell, Column, Row, RowKind};
use crate::register::board::{self, Focus, Grouping, Place};
use crate::register::boundary::Successors;
use crate::register::catalogue::Entry;
use crate::register::id::Id;
use crate::register::query::Query;
use crate::register::record::{Read, Record};
use crate::register::records::Records;
use crate::register::schema::{Schema, ward};
use crate::register::show::ShowCx;
use crate::register::sum::{Answer, Dim, Measure, Question};
use crate::register::words::Words;

/// What a report's own part makes.
pub(super) struct Table {
    /// A title other than the layout's.
    pub title: Option<Words>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub footers: Vec<Words>,
}

/// The register as a report looks at it.
pub(super) struct Frame<'a> {
    pub asked: Asked,
    pub records: &'a dyn Records,
}

impl<'a> Frame<'a> {
    pub(super) const fn new(asked: Asked, records: &'a dyn Records) -> Self {
        Self { asked, records }
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

    /// Lists the neighbourhoods that a report has rows for, by group and name: those of the period, and all for which
    /// `counted` says that something stands under them.
    pub(super) fn places(&self, counted: &dyn Fn(Id) -> bool) -> Vec<Place> {
        let successors = Successors::of(self.records);
        board::places(self.records, &self.focus(), Grouping::Own, &successors, counted)
    }

    /// Returns what the report looks at: everything of its period.
    pub(super) fn focus(&self) -> Focus {
        Focus { view: self.asked.view, ..Focus::all(self.asked.period, self.asked.as_of) }
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
