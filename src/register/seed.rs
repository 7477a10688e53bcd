//! The records with which a ward's register begins: its catalogues and metrics, ready to be edited.

use super::catalogue;
use super::field::FieldId;
use super::schema::{Schema, catalogue_entry, metric};
use super::value::Value;

/// One record to begin with: its entity and its values.
pub type Seed = (&'static Schema, Vec<(FieldId, Value)>);

/// Step between the places of neighbours, which leaves room to put an entry between them.
const STEP: i64 = 10;

/// The metrics of the movement.
const METRICS: &str = include_str!("../../data/metrics.tsv");

/// Lists the records that setting a ward up makes: the entries of all built-in catalogues, then the metrics.
pub fn seeds() -> Vec<Seed> {
    catalogue::names().flat_map(entries).chain(metrics()).collect()
}

fn entries(name: &'static str) -> impl Iterator<Item = Seed> {
    catalogue::built_in(name).into_iter().zip(1..).map(move |(entry, place)| {
        let values = vec![
            (catalogue_entry::CATALOGUE, Value::Text(name.to_owned())),
            (catalogue_entry::CODE, Value::Text(entry.code)),
            (catalogue_entry::NAME, Value::Text(entry.label.vi)),
            (catalogue_entry::NAME_EN, Value::Text(entry.label.en)),
            (catalogue_entry::ORDER, Value::Integer(place * STEP)),
            (catalogue_entry::ACTIVE, Value::Bool(true)),
        ];
        (&catalogue_entry::SCHEMA, values)
    })
}

fn metrics() -> impl Iterator<Item = Seed> {
    let rows = METRICS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.zip(1..).map(|(row, place)| (&metric::SCHEMA, metric_values(row, place * STEP)))
}

/// A column of the table: the field, and how a cell is read.
type Column = (FieldId, fn(&str) -> Value);

/// Columns of the table.
const COLUMNS: &[Column] = &[
    (metric::CODE, |cell| Value::Text(cell.to_owned())),
    (metric::NAME, |cell| Value::Text(cell.to_owned())),
    (metric::NAME_EN, |cell| Value::Text(cell.to_owned())),
    (metric::UNIT, |cell| Value::Text(cell.to_owned())),
    (metric::CLASS, |cell| Value::Choice(cell.to_owned())),
    (metric::COUNTABLE, |cell| Value::Bool(cell == "1")),
    (metric::GROUP, |cell| Value::Choice(cell.to_owned())),
    (metric::EVIDENCE, |cell| Value::Text(cell.to_owned())),
    (metric::DENOMINATOR_NAME, |cell| Value::Text(cell.to_owned())),
];

/// Reads one row of the table; an empty cell is an empty field.
fn metric_values(row: &str, order: i64) -> Vec<(FieldId, Value)> {
    let cells = COLUMNS.iter().zip(row.split('\t')).filter(|(_, cell)| !cell.is_empty());
    let fixed = [(metric::ORDER, Value::Integer(order)), (metric::ACTIVE, Value::Bool(true))];
    cells.map(|((field, read), cell)| (*field, read(cell))).chain(fixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::change::{Accepted, Actor, Command, Request, Seen, Set};
    use crate::register::id::Id;
    use crate::register::memory::MemoryRecords;
    use crate::register::plan::plan;
    use crate::register::query::Query;
    use crate::register::records::Records;
    use crate::register::schema::REGISTER;

    fn planted() -> MemoryRecords {
        let save = |((schema, values), n): (Seed, u128)| {
            let set =
                values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
            Command::Save { schema, id: Id::from_bits(n), set, accepted: Accepted::None }
        };
        let batch = Command::Batch(seeds().into_iter().zip(1..).map(save).collect());
        let mut records = MemoryRecords::new(REGISTER);
        let at = "2026-11-22T12:00:00+07:00".parse().unwrap();
        let planned = plan(&Request::from(batch), &records, &Actor::sole("thu"), at).unwrap();
        records.apply(1, &planned.changes);
        records
    }

    #[test]
    fn the_seeds_are_accepted_without_a_word() {
        let records = planted();
        assert_eq!(records.len(), seeds().len());
        for name in catalogue::names() {
            assert_eq!(*records.catalogue(name), catalogue::built_in(name), "{name} as planted and as built in");
        }
    }

    #[test]
    fn every_seed_is_complete_and_keeps_its_order() {
        let records = planted();
        let mut metrics = Vec::new();
        for (_, record) in records.page(&Query::all(&metric::SCHEMA), 0, usize::MAX).rows {
            let wanted: Vec<_> = metric::SCHEMA.wanted(&record).map(|field| field.key).collect();
            assert!(wanted.is_empty(), "{record:?} lacks {wanted:?}");
            metrics.push(record[&metric::CODE].as_text().unwrap().to_owned());
        }
        assert_eq!(metrics.first().map(String::as_str), Some("DAT"), "in the order of the table, not of the code");
        assert_eq!(metrics.len(), METRICS.lines().filter(|line| !line.starts_with('#')).count());
    }
}
