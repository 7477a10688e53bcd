//! Commands written as lines.

use serde_json::{Map, Value as Json, json};

use crate::register::change::{Accepted, Command, Request, Seen, Set};
use crate::register::field::Field;
use crate::register::id::Id;
use crate::register::record::{Record, common};
use crate::register::schema::Schema;
use crate::register::value::Value;

/// Writes the line that makes this record as it stands: the fields that `shown` lets through, and the warnings that were
/// accepted for it.
pub fn save_line(schema: &'static Schema, id: Id, record: &Record, shown: impl Fn(&Field) -> bool) -> String {
    let fields = schema.fields.iter().filter(|field| shown(field));
    let set = fields.filter_map(|field| Some((field.key.to_owned(), record.get(&field.id)?.to_json()))).collect();
    let mut line = Map::new();
    line.insert("save".to_owned(), json!(schema.key));
    line.insert("id".to_owned(), json!(id.to_string()));
    line.insert("set".to_owned(), Json::Object(set));
    if let Some(Value::List(items)) = record.get(&common::ACCEPTED) {
        let pairs = items.iter().filter_map(|item| item.split_once(": "));
        let accept = pairs.map(|(rule, reason)| (rule.to_owned(), json!(reason))).collect();
        line.insert("accept".to_owned(), Json::Object(accept));
    }
    Json::Object(line).to_string()
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
    let mut put = |key: &str, value: Json| line.insert(key.to_owned(), value);
    match command {
        Command::Save { schema, id, set, accepted } => {
            put("save", json!(schema.key));
            put("id", json!(id.to_string()));
            put("set", values(schema, set.iter().map(|set| (set, set.new.as_ref()))));
            let seen: Vec<(&Set, Option<&Value>)> = set.iter().filter_map(seen).collect();
            if !seen.is_empty() {
                put("seen", values(schema, seen.into_iter()));
            }
            match accepted {
                Accepted::None => None,
                Accepted::All(reason) => put("accept", json!({"*": reason})),
                Accepted::Rules(rules) => {
                    let rules = rules.iter().map(|(rule, reason)| (rule.clone(), json!(reason))).collect();
                    put("accept", Json::Object(rules))
                }
            };
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
