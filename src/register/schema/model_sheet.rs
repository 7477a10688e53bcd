//! The registration form of a new model: the model, its registration of the year and its first indicator, in the order of
//! the ward's paper.

use crate::register::field::{Field, FieldId, Need};
use crate::register::record::{Read, Record};
use crate::register::sheet::{Part, STEP, Sheet, taken};
use crate::register::value::Value;

use super::model::{CODE, NEIGHBOURHOODS, SCOPE};
use super::{Code, Schema, Unique, indicator, model, model_year};

/// Number of the registration's year within the sheet.
pub const YEAR: FieldId = STEP + model_year::YEAR;
/// Number of the indicator's metric within the sheet.
const METRIC: FieldId = 2 * STEP + indicator::METRIC;

const fn of_model(id: FieldId) -> Field {
    taken(model::FIELDS, 0, id)
}

const fn of_year(id: FieldId) -> Field {
    taken(model_year::FIELDS, 1, id)
}

const fn of_indicator(id: FieldId) -> Field {
    taken(indicator::FIELDS, 2, id)
}

const FIELDS: &[Field] = &[
    of_model(CODE).section("Tên, đơn vị, thời gian", "Name, unit, time"),
    of_model(model::NAME),
    of_model(model::ORG),
    of_model(model::FIELD),
    of_model(model::KIND),
    of_model(model::SUBJECT),
    of_year(model_year::REG_TYPE),
    of_model(NEIGHBOURHOODS),
    of_model(model::PLACE_TEXT),
    of_year(model_year::START),
    of_model(model::OWNER),
    of_model(model::LEVEL),
    of_indicator(indicator::METRIC).section("Chỉ tiêu", "Indicator"),
    Field { need: Need::When(has_metric), ..of_indicator(indicator::TARGET) },
    of_indicator(indicator::DUE),
    of_model(SCOPE).section("Thêm về mô hình", "More about the model"),
    of_model(model::INDIVIDUAL),
    of_model(model::FIRST_YEAR),
    of_model(model::TAGS),
    of_model(model::PARTNERS),
    of_model(11),
    of_model(model::SPECIAL_AREA),
    of_model(model::IS_PILOT),
    of_model(model::REPLICATED_FROM),
    of_model(model::ASSIGNED_MEMBER),
    of_model(model::STATE),
    of_year(model_year::YEAR).section("Chín mục của bản đăng ký", "The nine items of the form"),
    of_year(model_year::ROUND),
    of_year(model_year::RECEIVED_ON),
    of_year(25),
    of_year(model_year::SITUATION),
    of_year(model_year::GOALS),
    of_year(model_year::METHOD),
    of_year(model_year::AREA_PEOPLE),
    of_year(model_year::HOUSEHOLDS),
    of_year(model_year::PEOPLE),
    of_year(model_year::LEAD_FORCE),
    of_year(model_year::PARTNER_FORCE),
    of_year(model_year::JOINING_FORCE),
    of_year(model_year::END),
    of_year(model_year::REVIEW_ON),
    of_year(model_year::RESOURCES),
    of_year(model_year::OUTPUTS),
    of_year(model_year::SUSTAIN),
    of_model(23),
];

const SCHEMA: Schema = Schema::new(1000, "model_sheet", ("mô hình", "model"), ("mô hình", "models"), FIELDS)
    .title(&[CODE, model::NAME])
    .unique(&[Unique { fields: &[CODE], for_ever: true }])
    .code(Code { field: CODE, prefix: "DVK-", year: Some(model::FIRST_YEAR), digits: 3 });

/// The registration form of a new model.
pub const SHEET: Sheet = Sheet {
    schema: &SCHEMA,
    parts: &[
        Part { entity: "model", link: None },
        Part { entity: "model_year", link: Some(model_year::MODEL) },
        Part { entity: "indicator", link: Some(indicator::MODEL_YEAR) },
    ],
    derive: scope,
};

fn has_metric(record: &Record) -> bool {
    record.contains_key(&METRIC)
}

/// Tells the scope by how many neighbourhoods there are.
fn scope(record: &Record) -> Option<(FieldId, Value)> {
    let scope = match (record.get(&NEIGHBOURHOODS), record.links(NEIGHBOURHOODS)) {
        (_, [_]) => model::ONE_NEIGHBOURHOOD,
        (_, [_, _, ..]) => model::SEVERAL,
        (Some(Value::NotApplicable), []) => model::WHOLE_WARD,
        (_, []) => return None,
    };
    Some((SCOPE, Value::Choice(scope.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::schema::REGISTER;
    use std::collections::BTreeSet;

    #[test]
    fn each_field_is_one_of_its_part_and_has_a_name_of_its_own() {
        let mut keys = BTreeSet::new();
        for field in FIELDS {
            let part = SHEET.parts[Sheet::part_of(field.id)];
            let schema = REGISTER.entity(part.entity).unwrap();
            let own = schema.field(field.id % STEP).unwrap();
            assert_eq!((own.key, own.label), (field.key, field.label));
            assert!(keys.insert(field.key), "{} stands there twice", field.key);
        }
        for part in SHEET.parts {
            let schema = REGISTER.entity(part.entity).unwrap();
            assert!(part.link.is_none_or(|link| schema.field(link).is_some()));
        }
    }

    #[test]
    fn everything_of_a_model_can_be_typed_there() {
        let missing: Vec<&str> = model::FIELDS
            .iter()
            .filter(|field| field.is_open() && !FIELDS.iter().any(|taken| taken.id == field.id))
            .map(|field| field.key)
            .collect();
        assert_eq!(missing, ["state_reason"], "a new model has not stopped");
    }
}
