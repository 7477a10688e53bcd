//! Carrying models into the next year ("chuyển năm"), as the commands that do it.

use super::model_year::ITEMS;
use crate::register::change::{Accepted, Command, Seen, Set};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::Schema;
use crate::register::schema::indicator;
use crate::register::schema::model::{self, AT_WORK};
use crate::register::schema::model_year::{
    END, ENDS, FIELD, HOUSEHOLDS, KEPT, MODEL, NEXT_STEP, PEOPLE, REG_TYPE, RESOURCES, SCHEMA, START, YEAR,
    YEAR_STATUS, status,
};
use crate::register::unique;
use crate::register::value::Value;

/// States at the end of a year from which a model goes on into the next one.
const CARRIED: &[&str] = &[status::RUNNING, status::RECOGNISED, status::EXEMPLARY, status::NOT_RECOGNISED];

/// What carrying over or spreading comes to: the models that are registered anew, and the commands that do it.
#[derive(Debug, Default)]
pub struct Renewal {
    /// The models, in the order of their registrations; for spreading, the new ones.
    pub models: Vec<Id>,
    /// The commands, to be one batch.
    pub commands: Vec<Command>,
}

/// Registers the models of `year` for the year after as "kept up", each as a draft with the items of the earlier form and
/// its indicators with their targets; its dates, papers and results are left to be written.
///
/// A model is left out when it is no longer at work, when it is to end because it was not recognised, or when it is
/// registered for the next year already, so that carrying over twice makes nothing twice. `new_id` makes ids that were never
/// used.
pub fn carry_over(records: &dyn Records, year: i32, new_id: &mut dyn FnMut() -> Id) -> Renewal {
    let this_year = Test::Is(Value::Integer(year.into()));
    let rows = records.page(&Query::all(&SCHEMA).filter(YEAR, this_year), 0, usize::MAX).rows;
    let next = i64::from(year) + 1;
    let mut renewal = Renewal::default();
    for (old, record) in rows {
        if let Some(model) = goes_on(&record, next, records) {
            let id = new_id();
            renewal.models.push(model);
            renewal.commands.push(save(&SCHEMA, id, next_form(&record, next)));
            renewal.commands.extend(indicators(records, old, id, new_id));
        }
    }
    renewal
}

/// Returns the model of a registration that goes on into the next year.
fn goes_on(record: &Record, next: i64, records: &dyn Records) -> Option<Id> {
    let model = record.link(MODEL)?;
    let kept = records.get(&model::SCHEMA, model)?;
    let at_work = !is_withdrawn(&kept) && kept.choice(model::STATE) == Some(AT_WORK);
    let carried = record.choice(YEAR_STATUS).is_some_and(|state| CARRIED.contains(&state));
    let ends = record.choice(NEXT_STEP) == Some(ENDS);
    (at_work && carried && !ends && !is_registered(model, next, records)).then_some(model)
}

fn is_registered(model: Id, year: i64, records: &dyn Records) -> bool {
    let wanted: Record = [(MODEL, Value::Link(model)), (YEAR, Value::Integer(year))].into();
    let Some(set) = SCHEMA.unique.iter().position(|unique| unique.fields == [MODEL, YEAR]) else { return false };
    unique::claim(&SCHEMA, set, &wanted).is_some_and(|claim| records.claimed(&SCHEMA, set, &claim).is_some())
}

fn next_form(record: &Record, year: i64) -> Vec<(FieldId, Value)> {
    let kept = |field: &&FieldId| ![START, END].contains(field);
    let items = ITEMS.iter().filter(kept).chain(&[MODEL, FIELD, HOUSEHOLDS, PEOPLE, RESOURCES]);
    let mut values = copied(record, items);
    values.extend([(YEAR, Value::Integer(year)), (REG_TYPE, Value::Choice(KEPT.to_owned()))]);
    values
}

/// Gives the commands that copy the indicators of a registration to another; a due date of the earlier year is left out.
pub(super) fn indicators(records: &dyn Records, from: Id, to: Id, new_id: &mut dyn FnMut() -> Id) -> Vec<Command> {
    let ids = records.linked(from, &indicator::SCHEMA, indicator::MODEL_YEAR);
    let rows = ids.into_iter().filter_map(|id| records.get(&indicator::SCHEMA, id));
    let live = rows.filter(|record| !is_withdrawn(record));
    live.map(|record| {
        let mut values = copied(&record, indicator::SET_OUT);
        values.push((indicator::MODEL_YEAR, Value::Link(to)));
        save(&indicator::SCHEMA, new_id(), values)
    })
    .collect()
}

/// Copies the fields that a record has.
pub(super) fn copied<'a>(record: &Record, fields: impl IntoIterator<Item = &'a FieldId>) -> Vec<(FieldId, Value)> {
    fields.into_iter().filter_map(|field| Some((*field, record.get(field)?.clone()))).collect()
}

/// Makes the command that makes a record.
pub(super) fn save(schema: &'static Schema, id: Id, values: Vec<(FieldId, Value)>) -> Command {
    let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Command::Save { schema, id, set, accepted: Accepted::None }
}
