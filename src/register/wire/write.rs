//! Commands written as lines.

use serde_json::{Map, Value as Json, json};

use crate::register::change::{Accepted, Command, Request, Seen, Set};
use crate::register::field::Field;
use crate::register::flow;
use crate::register::id::Id;
use crate::register::record::{Record, common};
use crate::register::schema::Schema;
use crate::register::value::Value;

/// Writes the line that makes this record as it stands: the fields that `shown` lets through, and the warnings that were
/// accepted for it.
pub fn save_line(schema: &'static Schema, id: Id, record: &Record, shown: impl Fn(&Field) -> bool) -> String {
    let fields = schema.fields.iter().filter(|field| shown(field));
    let value = |field: &Field| match record.get(&field.id) {
        Some(value) => Some(value.to_json()),
        // Left out, it would be filled again when the record is made elsewhere.
        None => field.default.map(|_| Json::Null),
    };
    let set = fields.filter_map(|field| Some((field.key.to_owned(), value(field)?))).collect();
    let mut line = Map::new();
    line.insert("save".to_owned(), json!(schema.key));
    line.insert("id".to_owned(), json!(id.to_string()));
    line.insert("set".to_owned(), Json::Object(set));
    let accept = accepted(schema, record);
    if !accept.is_empty() {
        line.insert("accept".to_owned(), Json::Object(accept));
    }
    Json::Object(line).to_string()
}

/// Lists the warnings that were accepted for a record; one that came by steps to where it stands has to begin there when
/// it is made again.
fn accepted(schema: &Schema, record: &Record) -> Map<String, Json> {
    let items = match record.get(&common::ACCEPTED) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let pairs = items.iter().filter_map(|item| item.split_once(": "));
    let mut accept: Map<String, Json> = pairs.map(|(rule, reason)| (rule.to_owned(), json!(reason))).collect();
    let is_later = schema.flow.is_some_and(|flow| !flow.entry.contains(&flow.state_of(record)));
    if is_later && !accept.contains_key(flow::ENTRY) {
        accept.insert(flow::ENTRY.to_owned(), json!("chép từ sổ đã có"));
    }
    accept
}

/// Writes the line that withdraws this record with the reason it holds; `None` for one that was not withdrawn.
pub fn withdraw_line(schema: &'static Schema, id: Id, record: &Record) -> Option<String> {
    let reason = record.get(&common::WITHDRAWN)?.as_text()?;
    Some(json!({"withdraw": schema.key, "id": id.to_string(), "why": reason}).to_string())
}

/// Writes the line that asks for this.
pub fn request_line(request: &Request) -> String {
    let mut line = command(&request.command);
    if !request.why.is_empty() && !line.contains_key("why") {
        line.insert("why".to_owned(), json!(request.why));
    }
    Json::Object(line).to_string()
}

fn command(command: &Command) -> Map<String, Json> {
    let mut line = Map::new();
    let mut put = |key: &str, value: Json| {
        line.insert(key.to_owned(), value);
    };
    match command {
        Command::Save { schema, id, set, accepted } => {
            put("save", json!(schema.key));
            put("id", json!(id.to_string()));
            fields(schema, set, accepted, &mut put);
        }
        Command::Step { schema, id, to, reason, set, accepted } => {
            put("step", json!(schema.key));
            put("id", json!(id.to_string()));
            put("to", json!(to));
            fields(schema, set, accepted, &mut put);
            if !reason.is_empty() {
                put("why", json!(reason));
            }
        }
        Command::Withdraw { schema, id, reason } => {
            put("withdraw", json!(schema.key));
            put("id", json!(id.to_string()));
            put("why", json!(reason));
        }
        Command::Restore { schema, id } => {
            put("restore", json!(schema.key));
            put("id", json!(id.to_string()));
        }
        Command::Undo { commit, only } => {
            put("undo", json!(commit.seq));
            let schema_of = |id: Id| commit.changes.iter().find(|change| change.id == id).map(|change| change.schema);
            let named = only.iter().filter_map(|(id, field)| {
                let field = schema_of(*id)?.field(*field)?;
                Some(json!([id.to_string(), field.key]))
            });
            let named: Vec<Json> = named.collect();
            if !named.is_empty() {
                put("only", Json::Array(named));
            }
        }
        Command::Batch(commands) => {
            put("batch", Json::Array(commands.iter().map(|item| Json::Object(self::command(item))).collect()));
        }
    }
    line
}

/// Writes what a save or a step sets, what was seen there and what was accepted.
fn fields(schema: &Schema, set: &[Set], accepted: &Accepted, put: &mut impl FnMut(&str, Json)) {
    put("set", values(schema, set.iter().map(|set| (set, set.new.as_ref()))));
    let seen: Vec<(&Set, Option<&Value>)> = set.iter().filter_map(seen).collect();
    if !seen.is_empty() {
        put("seen", values(schema, seen.into_iter()));
    }
    match accepted {
        Accepted::None => {}
        Accepted::All(reason) => put("accept", json!({"*": reason})),
        Accepted::Rules(rules) => {
            let rules = rules.iter().map(|(rule, reason)| (rule.clone(), json!(reason))).collect();
            put("accept", Json::Object(rules));
        }
    }
}

fn seen(set: &Set) -> Option<(&Set, Option<&Value>)> {
    match &set.seen {
        Seen::Any => None,
        Seen::Value(value) => Some((set, value.as_ref())),
    }
}

fn values<'a>(schema: &Schema, set: impl Iterator<Item = (&'a Set, Option<&'a Value>)>) -> Json {
    let entry = |(set, value): (&Set, Option<&Value>)| {
        let field = schema.field(set.field)?;
        Some((field.key.to_owned(), value.map_or(Json::Null, Value::to_json)))
    };
    Json::Object(set.filter_map(entry).collect())
}
