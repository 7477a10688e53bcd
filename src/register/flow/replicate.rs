//! Spreading a model ("nhân rộng"): the same idea taken up by other units or in other neighbourhoods.

use super::carry::{Renewal, copied, indicators, save};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{model, model_year, neighbourhood, organisation};
use crate::register::value::Value;
use crate::register::words::Words;
use crate::say;

/// Who takes a model up, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taker {
    /// The unit that registers it.
    pub org: Id,
    /// The neighbourhood where it runs; `None` where the unit stands for itself.
    pub neighbourhood: Option<Id>,
}

/// What a spread model has in common with the one that it copies.
const COMMON: &[FieldId] = &[model::KIND, model::SUBJECT, model::FIELD, model::TAGS, model::LEVEL];

/// The items of the form that hold wherever the idea is taken up. The situation, the people and the forces are each
/// place's own, so that nobody copies blindly.
const IDEA: &[FieldId] = &[
    model_year::GOALS,
    model_year::METHOD,
    model_year::OUTPUTS,
    model_year::SUSTAIN,
    model_year::RESOURCES,
    model_year::FIELD,
];

/// Gives the commands that make, for each taker, a model copied from `source` and its registration for `year` as "spread",
/// a draft with the idea's items and indicators of the source's latest registration; `Err` where the source is not there.
///
/// The new model is named for its place, because two models of one name would be taken for one. `new_id` makes ids that were
/// never used.
pub fn replicate(
    records: &dyn Records,
    source: Id,
    takers: &[Taker],
    year: i32,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Renewal, Words> {
    let Some(record) = records.get(&model::SCHEMA, source).filter(|record| !is_withdrawn(record)) else {
        return Err(say!("Mô hình gốc không còn trong sổ.", "The model to be copied is not in the register."));
    };
    let form = latest_form(records, source, year);
    let mut renewal = Renewal::default();
    for taker in takers {
        let (id, registration) = (new_id(), new_id());
        renewal.models.push(id);
        renewal.commands.push(save(&model::SCHEMA, id, new_model(records, (source, &record), taker, year)));
        let mut values = form.as_ref().map(|(_, form)| copied(form, IDEA)).unwrap_or_default();
        values.extend([
            (model_year::MODEL, Value::Link(id)),
            (model_year::YEAR, Value::Integer(year.into())),
            (model_year::REG_TYPE, Value::Choice(model_year::SPREAD.to_owned())),
        ]);
        renewal.commands.push(save(&model_year::SCHEMA, registration, values));
        if let Some((from, _)) = &form {
            renewal.commands.extend(indicators(records, *from, registration, new_id));
        }
    }
    Ok(renewal)
}

fn new_model(
    records: &dyn Records,
    (source, record): (Id, &Record),
    taker: &Taker,
    year: i32,
) -> Vec<(FieldId, Value)> {
    let mut values = copied(record, COMMON);
    // The person of an individual example is nobody else.
    values.retain(|value| *value != (model::SUBJECT, Value::Choice(model::ONE_PERSON.to_owned())));
    let name = format!("{} ({})", record.text(model::NAME), place_name(records, taker));
    values.extend([
        (model::NAME, Value::Text(name)),
        (model::ORG, Value::Link(taker.org)),
        (model::FIRST_YEAR, Value::Integer(year.into())),
        (model::REPLICATED_FROM, Value::Link(source)),
    ]);
    if let Some(place) = taker.neighbourhood {
        values.push((model::SCOPE, Value::Choice(model::ONE_NEIGHBOURHOOD.to_owned())));
        values.push((model::NEIGHBOURHOODS, Value::Links(vec![place])));
    }
    values
}

/// Names where a model is taken up: the neighbourhood, else the unit.
fn place_name(records: &dyn Records, taker: &Taker) -> String {
    let place = taker.neighbourhood.and_then(|id| records.get(&neighbourhood::SCHEMA, id));
    let place = place.map(|record| record.text(neighbourhood::NAME).to_owned());
    let org = || records.get(&organisation::SCHEMA, taker.org).unwrap_or_default().text(organisation::NAME).to_owned();
    place.filter(|name| !name.is_empty()).unwrap_or_else(org)
}

/// Finds the latest registration of a model up to a year.
fn latest_form(records: &dyn Records, model: Id, year: i32) -> Option<(Id, Record)> {
    let ids = records.linked(model, &model_year::SCHEMA, model_year::MODEL);
    let forms = ids.into_iter().filter_map(|id| Some((id, records.get(&model_year::SCHEMA, id)?)));
    let year_of = |record: &Record| record.integer(model_year::YEAR);
    forms
        .filter(|(_, record)| !is_withdrawn(record) && year_of(record) <= Some(year.into()))
        .max_by_key(|(_, record)| year_of(record))
}
