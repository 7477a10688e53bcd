//! Results of a registration as quick lines: metric, figure, neighbourhood, date, evidence; saving begins the next one.

use super::Form;
use crate::register::schema::{model, model_year, progress};
use crate::register::{FieldId, Id, Read, Record, Value};
use crate::ui::screen::{Cx, Screen};

/// What a result takes, in the order in which people say it ("đất hiến 320 mét, tổ 5, hôm qua").
const FIELDS: &[FieldId] = &[
    progress::MODEL_YEAR,
    progress::METRIC,
    progress::QUANTITY,
    progress::NEIGHBOURHOOD,
    progress::DATE,
    progress::EVIDENCE,
    progress::REPORTER,
    progress::MONEY_SOURCE,
    progress::DENOMINATOR,
    progress::CONTRIBUTORS,
    progress::TEXT,
];

/// Opens the quick entry of results of a registration; where its model runs in one neighbourhood only, that is filled in.
pub fn results(registration: Id, cx: &Cx<'_>) -> Box<dyn Screen> {
    let model = cx.records.get(&model_year::SCHEMA, registration).and_then(|record| record.link(model_year::MODEL));
    let model = model.and_then(|id| cx.records.get(&model::SCHEMA, id)).unwrap_or_default();
    let mut prefill: Record = [(progress::MODEL_YEAR, Value::Link(registration))].into();
    let mut fields = FIELDS.to_vec();
    match model.links(model::NEIGHBOURHOODS) {
        [one] => {
            prefill.insert(progress::NEIGHBOURHOOD, Value::Link(*one));
        }
        [] if model.choice(model::SCOPE) == Some(model::WHOLE_WARD) => {
            for field in fields.iter_mut().filter(|field| **field == progress::NEIGHBOURHOOD) {
                *field = progress::WHOLE_WARD;
            }
            prefill.insert(progress::WHOLE_WARD, Value::Bool(true));
        }
        _ => {}
    }
    Box::new(Form::short(&progress::SCHEMA, &fields, &prefill, cx))
}
