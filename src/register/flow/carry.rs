//! Carrying models into the next year, as the commands that do it.

use super::model_year::ITEMS;
use crate::register::change::{Accepted, Command, Seen, Set};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::records::Records;
use crate::register::schema::model::{self, AT_WORK};
use crate::register::schema::model_year::{
    END, ENDS, HOUSEHOLDS, KEPT, MODEL, NEXT_STEP, PEOPLE, REG_TYPE, RESOURCES, SCHEMA, START, YEAR, YEAR_STATUS,
    status,
};
use crate::register::unique;
use crate::register::value::Value;

/// States at the end of a year from which a model goes on into the next one.
const CARRIED: &[&str] = &[status::RUNNING, status::RECOGNISED, status::EXEMPLARY, status::NOT_RECOGNISED];

/// Lists the commands that register the models of `year` for the year after as "kept up", each as a draft with the items of
/// the earlier form; its dates, papers and results are left to be written.
///
/// A model is left out when it is no longer at work, when it is to end because it was not recognised, or when it is
/// registered for the next year already, so that carrying over twice makes nothing twice. `new_id` makes ids that were never
/// used.
pub fn carry_over(records: &dyn Records, year: i32, new_id: &mut dyn FnMut() -> Id) -> Vec<Command> {
    let this_year = Test::Is(Value::Integer(year.into()));
    let rows = records.page(&Query::all(&SCHEMA).filter(YEAR, this_year), 0, usize::MAX).rows;
    let next = i64::from(year) + 1;
    rows.iter()
        .filter(|(_, record)| goes_on(record, next, records))
        .map(|(_, record)| {
            let (schema, id, accepted) = (&SCHEMA, new_id(), Accepted::None);
            Command::Save { schema, id, set: next_form(record, next), accepted }
        })
        .collect()
}

fn goes_on(record: &Record, next: i64, records: &dyn Records) -> bool {
    let Some(model) = record.link(MODEL) else { return false };
    let at_work = records.get(&model::SCHEMA, model).is_some_and(|model| model.choice(model::STATE) == Some(AT_WORK));
    let carried = record.choice(YEAR_STATUS).is_some_and(|state| CARRIED.contains(&state));
    let ends = record.choice(NEXT_STEP) == Some(ENDS);
    at_work && carried && !ends && !is_registered(model, next, records)
}

fn is_registered(model: Id, year: i64, records: &dyn Records) -> bool {
    let wanted: Record = [(MODEL, Value::Link(model)), (YEAR, Value::Integer(year))].into();
    let Some(set) = SCHEMA.unique.iter().position(|unique| unique.fields == [MODEL, YEAR]) else { return false };
    unique::claim(&SCHEMA, set, &wanted).is_some_and(|claim| records.claimed(&SCHEMA, set, &claim).is_some())
}

fn next_form(record: &Record, year: i64) -> Vec<Set> {
    let kept = |field: &&FieldId| ![START, END].contains(field);
    let items = ITEMS.iter().filter(kept).chain(&[MODEL, HOUSEHOLDS, PEOPLE, RESOURCES]);
    let copied = items.filter_map(|field| Some((*field, record.get(field)?.clone())));
    let own = [(YEAR, Value::Integer(year)), (REG_TYPE, Value::Choice(KEPT.to_owned()))];
    copied.chain(own).map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect()
}
