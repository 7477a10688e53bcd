//! Lists that follow what is typed: which entries of a list fit the other fields of the same record.
//!
//! What fits is offered first and forbids nothing; the whole list is one key away, and rules alone refuse.

use super::field::FieldId;
use super::id::Id;
use super::query::{Filter, Query, Test};
use super::record::{Read, Record};
use super::records::Records;
use super::schema::{indicator, membership, model, model_year, organisation, person, round};
use super::value::Value;

/// Most seats of steering bodies that are looked at; a ward has some tens.
const MOST_SEATS: usize = 500;
/// Most indicators of a registration that are looked at.
const MOST_INDICATORS: usize = 50;

/// Which records of a list fit.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// Those that meet these conditions.
    Where(Vec<Filter>),
    /// These.
    These(Vec<Id>),
}

/// Tells which records of a field's list fit the record that is being typed; `None` where nothing is known of that.
pub type Fits = fn(&Record, &dyn Records) -> Option<Fit>;

fn those(field: FieldId, test: Test) -> Fit {
    Fit::Where(vec![Filter { field, test }])
}

/// People of the organisation that field `ORG` names.
pub fn people_of<const ORG: FieldId>(record: &Record, _: &dyn Records) -> Option<Fit> {
    Some(those(person::ORG, Test::Is(Value::Link(record.link(ORG)?))))
}

/// People who live in the neighbourhood that field `PLACE` names.
pub fn people_in<const PLACE: FieldId>(record: &Record, _: &dyn Records) -> Option<Fit> {
    Some(those(person::NEIGHBOURHOOD, Test::Is(Value::Link(record.link(PLACE)?))))
}

/// People who hold a seat in a steering body.
pub fn people_with_a_seat(_: &Record, records: &dyn Records) -> Option<Fit> {
    let schema = records.dictionary().entity(membership::SCHEMA.key)?;
    let held = Query::all(schema).filter(membership::TO, Test::Empty);
    let seats = records.page(&held, 0, MOST_SEATS).rows;
    Some(Fit::These(seats.iter().filter_map(|(_, seat)| seat.link(membership::PERSON)).collect()))
}

/// Models of the organisation that field `ORG` names.
pub fn models_of<const ORG: FieldId>(record: &Record, _: &dyn Records) -> Option<Fit> {
    Some(those(model::ORG, Test::Is(Value::Link(record.link(ORG)?))))
}

/// The organisation of the model that field `MODEL` names.
pub fn unit_of_model<const MODEL: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let of = records.get(&model::SCHEMA, record.link(MODEL)?)?;
    Some(Fit::These(vec![of.link(model::ORG)?]))
}

/// Neighbourhoods of the model that field `MODEL` names.
pub fn places_of_model<const MODEL: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let of = records.get(&model::SCHEMA, record.link(MODEL)?)?;
    Some(Fit::These(of.links(model::NEIGHBOURHOODS).to_vec()))
}

/// Neighbourhoods of the model whose registration field `REGISTRATION` names.
pub fn places_of_registration<const REGISTRATION: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let registration = records.get(&model_year::SCHEMA, record.link(REGISTRATION)?)?;
    places_of_model::<{ model_year::MODEL }>(&registration, records)
}

/// The neighbourhood in which the organisation that field `ORG` names has its place.
pub fn place_of_unit<const ORG: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let unit = records.get(&organisation::SCHEMA, record.link(ORG)?)?;
    Some(Fit::These(vec![unit.link(organisation::NEIGHBOURHOOD)?]))
}

/// Metrics for which the registration that field `REGISTRATION` names has an indicator.
pub fn metrics_of_registration<const REGISTRATION: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let aims = records.linked(record.link(REGISTRATION)?, &indicator::SCHEMA, indicator::MODEL_YEAR);
    let metric = |id: Id| records.get(&indicator::SCHEMA, id)?.link(indicator::METRIC);
    Some(Fit::These(aims.into_iter().take(MOST_INDICATORS).filter_map(metric).collect()))
}

/// Indicators of the registrations of the model that field `MODEL` names.
pub fn indicators_of_model<const MODEL: FieldId>(record: &Record, records: &dyn Records) -> Option<Fit> {
    let registrations = records.linked(record.link(MODEL)?, &model_year::SCHEMA, model_year::MODEL);
    Some(those(indicator::MODEL_YEAR, Test::In(registrations.into_iter().map(Value::Link).collect())))
}

/// Members in charge of a neighbourhood that field `PLACES` names.
pub fn members_in_charge_of<const PLACES: FieldId>(record: &Record, _: &dyn Records) -> Option<Fit> {
    let places: Vec<Value> = record.get(&PLACES)?.links().iter().copied().map(Value::Link).collect();
    Some(those(membership::NEIGHBOURHOODS, Test::In(places)))
}

/// Rounds of registration of the year that field `YEAR` names.
pub fn rounds_of<const YEAR: FieldId>(record: &Record, _: &dyn Records) -> Option<Fit> {
    Some(those(round::YEAR, Test::InYear(i32::try_from(record.integer(YEAR)?).ok()?)))
}
