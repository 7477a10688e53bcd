//! Past records like the one that is being typed: what they hold is the likeliest thing to type next.

use std::collections::BTreeMap;

use super::field::{FieldId, Kind};
use super::id::Id;
use super::query::Query;
use super::record::{Record, is_withdrawn};
use super::records::Records;
use super::schema::Schema;
use super::value::Value;

/// Most records that are looked at for one link; the newest are.
const NEWEST: usize = 24;

/// Lists past records, the most similar first, and of equals the newest: those that agree in most links and choices with
/// what is typed so far.
///
/// Looked at are the newest that share a link, and the last of the entity's order; never the whole table.
pub fn similar(schema: &'static Schema, typed: &Record, own: Id, records: &dyn Records) -> Vec<(Id, Record)> {
    let mut found: BTreeMap<Id, Record> = BTreeMap::new();
    let mut add = |ids: Vec<Id>| {
        for id in ids {
            if id == own || found.contains_key(&id) {
                continue;
            }
            if let Some(record) = records.get(schema, id).filter(|record| !is_withdrawn(record)) {
                found.insert(id, record);
            }
        }
    };
    for field in schema.fields.iter().filter(|field| matches!(field.kind, Kind::Link(_) | Kind::Links(_))) {
        for target in typed.get(&field.id).map_or(&[][..], Value::links) {
            let mut ids = records.linked(*target, schema, field.id);
            ids.sort_unstable();
            add(ids.split_off(ids.len().saturating_sub(NEWEST)));
        }
    }
    let query = Query::all(schema);
    let total = records.page(&query, 0, 0).total;
    add(records.page(&query, total.saturating_sub(NEWEST), NEWEST).rows.into_iter().map(|(id, _)| id).collect());
    let weight = |record: &Record| typed.iter().filter(|(field, value)| agrees(schema, **field, value, record)).count();
    let mut ranked: Vec<(usize, Id, Record)> =
        found.into_iter().map(|(id, record)| (weight(&record), id, record)).collect();
    ranked.sort_by_key(|(weight, id, _)| std::cmp::Reverse((*weight, *id)));
    ranked.into_iter().map(|(_, id, record)| (id, record)).collect()
}

fn agrees(schema: &'static Schema, field: FieldId, value: &Value, record: &Record) -> bool {
    let tells = schema.field(field).is_some_and(|field| {
        matches!(field.kind, Kind::Link(_) | Kind::Links(_) | Kind::Choice(_) | Kind::Choices(_)) && field.is_open()
    });
    tells && record.get(&field) == Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::{SELF, Trial};
    use crate::register::schema::{model, organisation};

    #[test]
    fn the_newest_of_the_same_unit_comes_first() {
        let mut trial = Trial::new();
        for name in ["UBND phường", "Hội Nông dân"] {
            trial.put(&organisation::SCHEMA, &[(organisation::NAME, name)]);
        }
        let made: Vec<Id> = [("Đường cờ", "DV01"), ("Hẻm sạch", "DV02"), ("Đường hoa", "DV01"), ("Camera", "DV02")]
            .iter()
            .map(|(name, org)| trial.put(&model::SCHEMA, &[(model::NAME, *name), (model::ORG, *org)]))
            .collect();
        let org = trial.records().get(&model::SCHEMA, made[0]).unwrap()[&model::ORG].clone();
        let typed = Record::from([(model::ORG, org)]);
        let order: Vec<Id> =
            similar(&model::SCHEMA, &typed, SELF, trial.records()).into_iter().map(|(id, _)| id).collect();
        assert_eq!(order, [made[2], made[0], made[3], made[1]]);
        assert_eq!(similar(&model::SCHEMA, &typed, made[2], trial.records())[0].0, made[0], "never itself");
    }
}
