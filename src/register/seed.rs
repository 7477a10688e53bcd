//! The records with which a ward's register begins: its catalogues, metrics and rubric, ready to be edited.

use super::catalogue;
use super::field::FieldId;
use super::schema::{Schema, catalogue_entry, metric, rubric};
use super::value::Value;
use crate::text::number::parse_decimal;

/// One record to begin with: its entity and its values.
pub type Seed = (&'static Schema, Vec<(FieldId, Value)>);

/// Step between the places of neighbours, which leaves room to put an entry between them.
const STEP: i64 = 10;

/// The metrics of the movement.
const METRICS: &str = include_str!("../../data/metrics.tsv");

/// The rubric that is used until the ward has its own.
const RUBRIC: &str = include_str!("../../data/rubric.tsv");

/// Lists the records that setting a ward up makes: the entries of all built-in catalogues, the metrics, the rubric.
pub fn seeds() -> Vec<Seed> {
    let metrics = table(&metric::SCHEMA, METRICS, METRIC_COLUMNS, metric::ORDER);
    let rubric = table(&rubric::SCHEMA, RUBRIC, RUBRIC_COLUMNS, rubric::ORDER);
    catalogue::names().flat_map(entries).chain(metrics).chain(rubric).collect()
}

/// Lists the entries of a built-in catalogue as records.
pub(super) fn entries(name: &'static str) -> impl Iterator<Item = Seed> {
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

/// A column of a table: the field, and how a cell is read.
type Column = (FieldId, fn(&str) -> Option<Value>);

const METRIC_COLUMNS: &[Column] = &[
    (metric::CODE, text),
    (metric::NAME, text),
    (metric::NAME_EN, text),
    (metric::UNIT, text),
    (metric::CLASS, choice),
    (metric::COUNTABLE, |cell| Some(Value::Bool(cell == "1"))),
    (metric::GROUP, choice),
    (metric::EVIDENCE, text),
    (metric::DENOMINATOR_NAME, text),
];

const RUBRIC_COLUMNS: &[Column] = &[
    (rubric::NAME, text),
    (rubric::KIND, choice),
    (rubric::CODE, text),
    (rubric::CRITERION, text),
    (rubric::WEIGHT, |cell| parse_decimal(cell).ok().map(Value::Decimal)),
    (rubric::GRADE, choice),
];

fn text(cell: &str) -> Option<Value> {
    (!cell.is_empty()).then(|| Value::Text(cell.to_owned()))
}

fn choice(cell: &str) -> Option<Value> {
    (!cell.is_empty()).then(|| Value::Choice(cell.to_owned()))
}

/// Reads a table, tab-separated, comments behind `#`; an empty cell is an empty field, the place of a row its order.
fn table(
    schema: &'static Schema,
    table: &'static str,
    columns: &'static [Column],
    order: FieldId,
) -> impl Iterator<Item = Seed> {
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.zip(1..).map(move |(row, place)| {
        let cells = columns.iter().zip(row.split('\t'));
        let values = cells.filter_map(|((field, read), cell)| Some((*field, read(cell)?)));
        (schema, values.chain([(order, Value::Integer(place * STEP))]).collect())
    })
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
    fn every_seed_is_complete() {
        let records = planted();
        for schema in [&catalogue_entry::SCHEMA, &metric::SCHEMA, &rubric::SCHEMA] {
            for (_, record) in records.page(&Query::all(schema), 0, usize::MAX).rows {
                let wanted: Vec<_> = schema.wanted(&record).map(|field| field.key).collect();
                assert!(wanted.is_empty(), "{record:?} lacks {wanted:?}");
            }
        }
    }

    #[test]
    fn tables_keep_their_order_and_hints_are_silent() {
        let records = planted();
        let first = |schema: &'static Schema| records.page(&Query::all(schema), 0, 1).rows.remove(0);
        assert_eq!(first(&metric::SCHEMA).1[&metric::CODE], Value::Text("DAT".to_owned()));
        let (id, record) = first(&rubric::SCHEMA);
        assert_eq!(record[&rubric::CODE], Value::Text("A".to_owned()));
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let cx = crate::register::RuleCx { record: &record, id, records: &records, today };
        for rule in rubric::SCHEMA.rules {
            assert_eq!((rule.check)(&cx), None, "{}: the criteria come to 100", rule.id);
        }
    }
}
