//! Lines read as commands.

mod built;
mod undo;

use serde_json::Value as Json;

use super::answer::Fault;
use super::parts::{
    Object, accepted, entries, expected, flag_of, known_keys, not_an_object, not_json, open_field, text_of, with_hint,
};
use super::strict;
use crate::register::change::{Actor, Command, Commit, Reject, Request, Seen, Set, Time};
use crate::register::field::{Field, Kind};
use crate::register::follow;
use crate::register::id::Id;
use crate::register::parse::{ParseCx, parse_link};
use crate::register::plan::{Planned, Several, plan};
use crate::register::record::Record;
use crate::register::records::Records;
use crate::register::schema::Schema;
use crate::register::unique;
use crate::register::value::Value;
use crate::register::words::Words;
use crate::say;
use crate::text::fold::{tidy, tidy_memo};

/// What reading takes from outside: new ids, and commits of the past for `undo`.
pub trait Source {
    /// Makes an id that was never used.
    fn new_id(&mut self) -> Id;
    /// Returns the commit with this number; words where the past cannot be read.
    fn commit(&self, seq: u64) -> Result<Option<Commit>, Words>;
}

/// Reads lines on a register.
pub struct Reader<'a> {
    records: &'a dyn Records,
    actor: &'a Actor,
    at: Time,
    year: i32,
    source: &'a mut dyn Source,
}

impl<'a> Reader<'a> {
    /// Makes a reader on the register as it is; `year` completes a typed `5/3`.
    pub fn new(records: &'a dyn Records, actor: &'a Actor, at: Time, year: i32, source: &'a mut dyn Source) -> Self {
        Self { records, actor, at, year, source }
    }

    /// Reads one line.
    ///
    /// Whether the register accepts it is not told here but where it is committed; only the items of a batch are planned one
    /// by one, because a later one may name by code what an earlier one makes, so their refusals come from here.
    pub fn read(&mut self, line: &str) -> Result<Request, Fault> {
        self.line(line).map(|(request, _)| request)
    }

    /// Reads one line and decides what it changes; what it asks for is planned once, the items of a batch too.
    pub fn plan(&mut self, line: &str) -> Result<Result<Planned, Reject>, Fault> {
        let (records, actor, at) = (self.records, self.actor, self.at);
        Ok(match self.line(line)? {
            (_, Some(several)) => several.planned(),
            (request, None) => plan(&request, records, actor, at),
        })
    }

    fn line(&mut self, line: &str) -> Result<(Request, Option<Several<'a>>), Fault> {
        let object = match strict::read(line) {
            Ok(Json::Object(object)) => object,
            Ok(_) => return Err(not_an_object()),
            Err(error) => return Err(not_json(&error)),
        };
        match verb(&object)? {
            Verb::Batch => self.batch(&object).map(|(request, several)| (request, Some(several))),
            verb => {
                let mut desk = Desk { layer: self.records, at: self.at, year: self.year, source: &mut *self.source };
                desk.request(verb, &object, false).map(|request| (request, None))
            }
        }
    }

    fn batch(&mut self, object: &Object) -> Result<(Request, Several<'a>), Fault> {
        known_keys(object, &["batch", "why"])?;
        let items = object.get("batch").and_then(Json::as_array).ok_or_else(|| expected("batch", "[{…},{…}]"))?;
        let why = text_of(object, "why")?.unwrap_or_default();
        let mut several = Several::new(self.records, self.actor, self.at, why.clone());
        let mut commands = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mut desk = Desk { layer: several.records(), at: self.at, year: self.year, source: &mut *self.source };
            let command = desk.item(item).map_err(|fault| fault.in_item(index))?;
            several.add(&command).map_err(|reject| Fault::from(reject).in_item(index))?;
            match command {
                Command::Batch(several) => commands.extend(several),
                single => commands.push(single),
            }
        }
        Ok((Request { command: Command::Batch(commands), why }, several))
    }
}

/// What a line does.
#[derive(Clone, Copy)]
enum Verb {
    Save,
    Step,
    Withdraw,
    Restore,
    Undo,
    Adopt,
    CarryOver,
    Replicate,
    Batch,
}

const VERBS: &[(&str, Verb)] = &[
    ("save", Verb::Save),
    ("step", Verb::Step),
    ("withdraw", Verb::Withdraw),
    ("restore", Verb::Restore),
    ("undo", Verb::Undo),
    ("adopt", Verb::Adopt),
    ("carry_over", Verb::CarryOver),
    ("replicate", Verb::Replicate),
    ("batch", Verb::Batch),
];

fn verb(object: &Object) -> Result<Verb, Fault> {
    let mut named = VERBS.iter().filter(|(key, _)| object.contains_key(*key));
    match (named.next(), named.next()) {
        (Some((_, verb)), None) => Ok(*verb),
        _ => Err(Fault::new(
            "unknown_key",
            say!(
                "Mỗi dòng cần đúng một trong các khóa {verbs}.",
                "Each line takes exactly one of the keys {verbs}.",
                verbs = VERBS.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", ")
            ),
        )),
    }
}

/// One command being read on the register as it is by then.
struct Desk<'a> {
    layer: &'a dyn Records,
    at: Time,
    year: i32,
    source: &'a mut dyn Source,
}

impl Desk<'_> {
    /// Reads one command of a batch.
    fn item(&mut self, json: &Json) -> Result<Command, Fault> {
        let object = json.as_object().ok_or_else(not_an_object)?;
        Ok(self.request(verb(object)?, object, true)?.command)
    }

    fn request(&mut self, verb: Verb, object: &Object, in_batch: bool) -> Result<Request, Fault> {
        let mut why = text_of(object, "why")?.unwrap_or_default();
        let own = match verb {
            Verb::Save => &["save", "id", "set", "typed", "seen", "accept", "tasks"][..],
            Verb::Step => &["step", "id", "to", "set", "typed", "seen", "accept", "why"],
            Verb::Withdraw => &["withdraw", "id", "why"],
            Verb::Restore => &["restore", "id"],
            Verb::Undo => &["undo", "only"],
            Verb::Adopt if !in_batch => &["adopt", "year", "to_year"],
            Verb::CarryOver if !in_batch => &["carry_over"],
            Verb::Replicate if !in_batch => &["replicate", "year", "to"],
            Verb::Adopt | Verb::CarryOver | Verb::Replicate | Verb::Batch => {
                return Err(Fault::on(
                    "batch",
                    "unknown_key",
                    say!("Trong batch không lồng batch khác.", "A batch cannot hold another batch."),
                ));
            }
        };
        let more: &[&str] = if in_batch { &[] } else { &["why"] };
        known_keys(object, &[own, more].concat())?;
        let command = match verb {
            Verb::Save if flag_of(object, "tasks")? => {
                let (command, today) = (self.save(object)?, self.at.date_naive());
                follow::with_all_tasks(command, self.layer, today, &mut || self.source.new_id())
            }
            Verb::Save => self.save(object)?,
            Verb::Step => self.step(object, &why)?,
            Verb::Undo => self.undo(object)?,
            Verb::Adopt => self.adopt(object, &mut why)?,
            Verb::CarryOver => self.carry_over(object, &mut why)?,
            Verb::Replicate => self.replicate(object, &mut why)?,
            Verb::Restore => {
                let schema = self.entity(object, "restore")?;
                Command::Restore { schema, id: self.needed_id(schema, object)? }
            }
            Verb::Withdraw | Verb::Batch => {
                let schema = self.entity(object, "withdraw")?;
                Command::Withdraw { schema, id: self.needed_id(schema, object)?, reason: why.clone() }
            }
        };
        Ok(Request { command, why })
    }

    fn entity(&self, object: &Object, key: &str) -> Result<&'static Schema, Fault> {
        let name = text_of(object, key)?.unwrap_or_default();
        let dictionary = self.layer.dictionary();
        dictionary.entity(&name).ok_or_else(|| {
            let known = dictionary.0.iter().map(|schema| schema.key);
            let words = say!("Sổ không có bảng \"{name}\".", "The register has no entity \"{name}\".", name = name);
            Fault::on(key, "unknown_entity", with_hint(words, &name, known))
        })
    }

    /// Finds the record that `id` names: an id, known or not, or the code of a known record.
    fn id(&self, schema: &'static Schema, object: &Object) -> Result<Option<Id>, Fault> {
        let Some(text) = text_of(object, "id")? else { return Ok(None) };
        if let Ok(id) = text.parse::<Id>() {
            return Ok(Some(id));
        }
        let claim = unique::claim_of(&text);
        let found = unique::codes(schema).find_map(|set| self.layer.claimed(schema, set, &claim));
        found.map(Some).ok_or_else(|| {
            Fault::on(
                "id",
                "missing",
                say!(
                    "Không có {name} nào mang mã \"{code}\". Bỏ \"id\" để thêm mới.",
                    "There is no {name} with the code \"{code}\". Leave \"id\" out to make a new one.",
                    name = schema.name,
                    code = text
                ),
            )
        })
    }

    fn needed_id(&self, schema: &'static Schema, object: &Object) -> Result<Id, Fault> {
        self.id(schema, object)?.ok_or_else(|| expected("id", r#""01JD…" | "DVK-2026-014""#))
    }

    fn save(&mut self, object: &Object) -> Result<Command, Fault> {
        let schema = self.entity(object, "save")?;
        let named = self.id(schema, object);
        let id = match named {
            Ok(Some(id)) => id,
            Ok(None) | Err(_) => self.source.new_id(),
        };
        let set = self.fields(schema, id, object);
        if let Err(unknown) = named {
            // A code that nobody has is a slip, unless the line itself gives it to the record.
            let code = unique::claim_of(&text_of(object, "id")?.unwrap_or_default());
            if !set.as_ref().is_ok_and(|set| gives(schema, set, &code)) {
                return Err(unknown);
            }
        }
        Ok(Command::Save { schema, id, set: set?, accepted: accepted(object)? })
    }

    fn step(&mut self, object: &Object, why: &str) -> Result<Command, Fault> {
        let schema = self.entity(object, "step")?;
        let id = self.needed_id(schema, object)?;
        let flow = schema.flow.ok_or_else(|| {
            let words = say!("Bảng {name} không có bước nào.", "The entity {name} has no steps.", name = schema.key);
            Fault::on("step", "unknown_entity", words)
        })?;
        let to = text_of(object, "to")?.unwrap_or_default();
        if !flow.steps.iter().any(|step| step.to == to) {
            let words = say!("Không có trạng thái \"{to}\".", "There is no state \"{to}\".", to = to);
            return Err(Fault::on("to", "value", with_hint(words, &to, flow.steps.iter().map(|step| step.to))));
        }
        let set = self.fields(schema, id, object)?;
        Ok(Command::Step { schema, id, to, reason: why.to_owned(), set, accepted: accepted(object)? })
    }

    /// Reads the fields of a save or a step: `set`, `typed` and `seen`.
    fn fields(&self, schema: &'static Schema, id: Id, object: &Object) -> Result<Vec<Set>, Fault> {
        let mut record = self.layer.get(schema, id).unwrap_or_default();
        let mut set = Vec::new();
        for (key, json) in entries(object, "set")? {
            let field = open_field(schema, key)?;
            let new = self.value(field, json, &record)?;
            place(&mut set, &mut record, field, new)?;
        }
        for (field, text) in typed(schema, object)? {
            let cx = self.parse_cx(&record);
            let new = field.parse(text, &cx).map_err(|refusal| Fault::typed(field.key, refusal))?;
            place(&mut set, &mut record, field, new)?;
        }
        for (key, json) in entries(object, "seen")? {
            let field = open_field(schema, key)?;
            let seen = self.value(field, json, &record)?;
            let Some(entry) = set.iter_mut().find(|entry| entry.field == field.id) else {
                return Err(Fault::on(
                    key,
                    "unknown_field",
                    say!(
                        "\"seen\" có trường mà \"set\" và \"typed\" không ghi.",
                        "\"seen\" names a field that neither \"set\" nor \"typed\" sets."
                    ),
                ));
            };
            entry.seen = Seen::Value(seen);
        }
        Ok(set)
    }

    fn parse_cx<'c>(&'c self, record: &'c Record) -> ParseCx<'c> {
        ParseCx { today: self.at.date_naive(), year: self.year, records: self.layer, record }
    }

    /// Reads a value in its JSON form; a link may be a code or a whole title too.
    fn value(&self, field: &'static Field, json: &Json, record: &Record) -> Result<Option<Value>, Fault> {
        if json.is_null() {
            return Ok(None);
        }
        let cx = self.parse_cx(record);
        let link = |entity: &str, text: &str| match text.parse::<Id>() {
            Ok(id) => Ok(id),
            Err(_) => parse_link(entity, text, &cx).map_err(|refusal| Fault::typed(field.key, refusal)),
        };
        let value = match (&field.kind, json) {
            (Kind::Link(entity), Json::String(text)) => Value::Link(link(entity, text)?),
            (Kind::Links(entity), Json::Array(items)) if items.iter().all(Json::is_string) => {
                let ids: Result<Vec<Id>, Fault> =
                    items.iter().filter_map(Json::as_str).map(|text| link(entity, text)).collect();
                Value::Links(ids?)
            }
            _ => Value::from_json(&field.kind, json).map_err(|form| expected(field.key, form))?,
        };
        Ok(Some(composed(field, value)))
    }
}

/// Returns whether the fields make a record that is called by this code.
fn gives(schema: &'static Schema, set: &[Set], code: &str) -> bool {
    let values = set.iter().filter_map(|set| Some((set.field, set.new.clone()?)));
    let record: Record = values.collect();
    unique::codes(schema).any(|number| unique::claim(schema, number, &record).as_deref() == Some(code))
}

/// Composes letters as a form would have, so that a text from a file finds its twin.
fn composed(field: &Field, value: Value) -> Value {
    match value {
        Value::Text(text) if matches!(field.kind, Kind::Memo { .. }) => Value::Text(tidy_memo(&text)),
        Value::Text(text) => Value::Text(tidy(&text)),
        Value::List(items) => Value::List(items.iter().map(|item| tidy(item)).collect()),
        Value::Integer(_)
        | Value::Decimal(_)
        | Value::Money(_)
        | Value::Quantity(_)
        | Value::Day(_)
        | Value::Bool(_)
        | Value::Choice(_)
        | Value::Choices(_)
        | Value::Link(_)
        | Value::Links(_)
        | Value::NotKnown
        | Value::NotApplicable => value,
    }
}

/// Puts a new value into the save and into the record as typed so far.
fn place(set: &mut Vec<Set>, record: &mut Record, field: &Field, new: Option<Value>) -> Result<(), Fault> {
    if set.iter().any(|entry| entry.field == field.id) {
        return Err(Fault::on(
            field.key,
            "unknown_field",
            say!("Trường này có cả trong \"set\" và \"typed\".", "This field stands in both \"set\" and \"typed\"."),
        ));
    }
    match &new {
        Some(value) => record.insert(field.id, value.clone()),
        None => record.remove(&field.id),
    };
    set.push(Set { field: field.id, seen: Seen::Any, new });
    Ok(())
}

/// Lists what `typed` holds; figures come last, because their unit is that of a metric typed beside them.
fn typed<'a>(schema: &'static Schema, object: &'a Object) -> Result<Vec<(&'static Field, &'a str)>, Fault> {
    let mut list = Vec::new();
    for (key, json) in entries(object, "typed")? {
        let text = json.as_str().ok_or_else(|| expected(key, r#""…""#))?;
        list.push((open_field(schema, key)?, text));
    }
    list.sort_by_key(|(field, _)| matches!(field.kind, Kind::Quantity { .. }));
    Ok(list)
}
