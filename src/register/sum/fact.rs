//! What one record adds to the sums.

use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{activity, progress};
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

/// One figure of a result entry, with all that decides where it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    pub metric: Id,
    pub day: Day,
    /// `None` for the whole ward and for what cannot be split.
    pub neighbourhood: Option<Id>,
    pub model_year: Option<Id>,
    /// Who did it, where no model says so.
    pub org: Option<Id>,
    pub source: Option<String>,
    pub figure: Quantity,
    pub denominator: Option<Quantity>,
}

/// Reads what a result entry adds; `None` where it does not stand or lacks its date, its metric or its figure.
pub(super) fn of_progress(records: &dyn Records, id: Id) -> Option<Fact> {
    let record = records.get(&progress::SCHEMA, id).filter(|record| !is_withdrawn(record))?;
    if !stands(records, id, &record) {
        return None;
    }
    read(&record)
}

/// Reads the figure of a result entry that stands.
pub(super) fn read(record: &Record) -> Option<Fact> {
    let model_year = record.link(progress::MODEL_YEAR);
    let quantity = |field| record.get(&field).and_then(Value::as_quantity).cloned();
    Some(Fact {
        metric: record.link(progress::METRIC)?,
        day: record.day(progress::DATE)?,
        neighbourhood: record.link(progress::NEIGHBOURHOOD).filter(|_| !record.flag(progress::WHOLE_WARD)),
        model_year,
        org: record.link(progress::ORG).filter(|_| model_year.is_none()),
        source: record.choice(progress::MONEY_SOURCE).map(str::to_owned),
        figure: quantity(progress::QUANTITY)?,
        denominator: quantity(progress::DENOMINATOR),
    })
}

/// Returns whether an entry is the one that counts among those that correct each other.
///
/// A correction stands in the place of what it corrects. Of two that correct the same entry the later one stands, so
/// that one fact never counts twice.
pub(super) fn stands(records: &dyn Records, id: Id, record: &Record) -> bool {
    if latest_correction(records, id).is_some() {
        return false;
    }
    let (mut of, mut target) = (id, corrected(id, record));
    // Each turn goes on only from the latest correction, of which an entry has one: no circle comes back to its start.
    while let Some(wrong) = target {
        let Some(record) = records.get(&progress::SCHEMA, wrong).filter(|record| !is_withdrawn(record)) else { break };
        if latest_correction(records, wrong) != Some(of) {
            return false;
        }
        (of, target) = (wrong, corrected(wrong, &record));
    }
    true
}

fn corrected(id: Id, record: &Record) -> Option<Id> {
    record.link(progress::CORRECTS).filter(|wrong| *wrong != id)
}

/// Finds the latest correction of an entry that was not withdrawn.
fn latest_correction(records: &dyn Records, id: Id) -> Option<Id> {
    let corrections = records.linked(id, &progress::SCHEMA, progress::CORRECTS).into_iter();
    corrections.filter(|by| *by != id && is_live(records, *by)).max()
}

fn is_live(records: &dyn Records, id: Id) -> bool {
    records.get(&progress::SCHEMA, id).is_some_and(|record| !is_withdrawn(&record))
}

/// Lists the entries whose standing an entry can decide: all that are tied to it by corrections, and itself.
pub(super) fn tied(records: &dyn Records, id: Id, found: &mut std::collections::BTreeSet<Id>) {
    let mut open = vec![id];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.insert(id);
        open.extend(records.linked(id, &progress::SCHEMA, progress::CORRECTS));
        if let Some(record) = records.get(&progress::SCHEMA, id) {
            open.extend(corrected(id, &record));
        }
    }
}

/// What one activity adds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Happening {
    pub day: Day,
    pub neighbourhood: Option<Id>,
    pub model: Option<Id>,
    pub org: Option<Id>,
    pub kind: Option<String>,
    pub count: Quantity,
    pub participants: Option<Quantity>,
    pub interactions: Option<Quantity>,
}

/// Reads what an activity adds; `None` for one that was withdrawn or has no date. It counts once where no number is given.
pub(super) fn of_activity(records: &dyn Records, id: Id) -> Option<Happening> {
    let record = records.get(&activity::SCHEMA, id).filter(|record| !is_withdrawn(record))?;
    happening(&record)
}

/// Reads what an activity adds that was not withdrawn.
pub(super) fn happening(record: &Record) -> Option<Happening> {
    Some(Happening {
        day: record.day(activity::DATE)?,
        neighbourhood: record.link(activity::NEIGHBOURHOOD),
        model: record.link(activity::MODEL),
        org: record.link(activity::HOST),
        kind: record.choice(activity::KIND).map(str::to_owned),
        count: number(record.get(&activity::COUNT)).unwrap_or_else(|| Quantity::exact(1)),
        participants: number(record.get(&activity::PARTICIPANTS)),
        interactions: number(record.get(&activity::INTERACTIONS)),
    })
}

/// Reads a number; one that nobody knows is a figure without a number.
fn number(value: Option<&Value>) -> Option<Quantity> {
    match value? {
        Value::Integer(number) => Some(Quantity::exact(*number)),
        Value::Quantity(figure) => Some(figure.clone()),
        Value::NotKnown => Some(without_number(None)),
        _ => None,
    }
}

/// Makes a figure without a number.
pub(super) fn without_number(words: Option<String>) -> Quantity {
    Quantity { amount: rust_decimal::Decimal::ZERO, qualifier: Qualifier::Unknown, words }
}
