//! The inside of a line: its changes as JSON.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::super::change::Change;
use super::super::field::{Field, FieldId};
use super::super::id::Id;
use super::super::schema::{Dictionary, Schema};
use super::super::value::Value;
use super::frame::Member;
use super::{Fault, LineError};

/// Writes one change.
pub(super) fn write(change: &Change) -> String {
    let mut set = Map::new();
    let json = |value: &Option<Value>| value.as_ref().map_or(Json::Null, Value::to_json);
    for (field, old, new) in &change.set {
        // A number stands for a field that no table has; reading it back fails, so it is never committed.
        let key = change.schema.field(*field).map_or_else(|| field.to_string(), |field| field.key.to_owned());
        set.insert(key, Json::Array(vec![json(old), json(new)]));
    }
    json!({"e": change.schema.key, "id": change.id.to_string(), "set": set}).to_string()
}

/// One change as its JSON has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    e: String,
    id: String,
    set: Map<String, Json>,
}

/// Reads the changes of a line.
pub(super) fn read(member: Member<'_>, dictionary: Dictionary) -> Result<Vec<Change>, LineError> {
    let error = |fault| LineError::new(member.byte, fault);
    let list: Vec<Written> =
        serde_json::from_str(member.json).map_err(|parser| error(Fault::Shape(format!("\"ch\": {parser}"))))?;
    list.into_iter().map(|written| change(&written, dictionary).map_err(error)).collect()
}

fn change(written: &Written, dictionary: Dictionary) -> Result<Change, Fault> {
    let schema = dictionary.entity(&written.e).ok_or_else(|| Fault::Entity(written.e.clone()))?;
    let id: Id = written.id.parse().map_err(|_| Fault::Shape("\"id\": 26 letters".to_owned()))?;
    let set = written.set.iter().map(|(key, pair)| field(schema, key, pair)).collect::<Result<_, _>>()?;
    Ok(Change { schema, id, set })
}

fn field(schema: &'static Schema, key: &str, pair: &Json) -> Result<(FieldId, Option<Value>, Option<Value>), Fault> {
    let unknown = || Fault::Field { entity: schema.key.to_owned(), field: key.to_owned() };
    let field: &Field = schema.field_by_key(key).ok_or_else(unknown)?;
    let value = |json: &Json| match json {
        Json::Null => Ok(None),
        json => Value::from_json(&field.kind, json).map(Some).map_err(|expected| Fault::Value {
            entity: schema.key.to_owned(),
            field: key.to_owned(),
            expected,
        }),
    };
    match pair.as_array().map(Vec::as_slice) {
        Some([old, new]) => Ok((field.id, value(old)?, value(new)?)),
        _ => Err(Fault::Shape(format!("\"{key}\":[old,new]"))),
    }
}
