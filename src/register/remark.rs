//! Notes on fields, and warnings that were accepted: what people wrote beside the values, from the whole register.

use super::field::FieldId;
use super::id::Id;
use super::query::{Query, Test};
use super::record::{Read, Record, common, is_withdrawn};
use super::records::Records;
use super::schema::{Schema, note};
use super::show::ShowCx;
use super::value::Value;
use super::words::Words;
use crate::say;

/// What somebody wrote beside a field or a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field; none for the record as a whole.
    pub field: Option<FieldId>,
    /// What was written.
    pub words: Words,
}

/// Returns the notes on a record that are not settled: the note's id and record, and the field it is on.
pub fn notes_on(schema: &'static Schema, id: Id, records: &dyn Records) -> Vec<(Id, Record, Option<FieldId>)> {
    let Some(notes) = records.dictionary().entity(note::SCHEMA.key) else { return Vec::new() };
    let query = Query::all(notes).filter(note::RECORD_ID, Test::Is(Value::Text(id.to_string())));
    let rows = records.page(&query, 0, usize::MAX).rows;
    let open = rows.into_iter().filter(|(_, note)| !note.flag(note::DONE) && note.text(note::ENTITY_KEY) == schema.key);
    open.map(|(id, note)| {
        let field = schema.field_by_key(note.text(note::FIELD_KEY)).map(|field| field.id);
        (id, note, field)
    })
    .collect()
}

/// Lists all notes that are not settled.
pub fn notes(records: &dyn Records) -> Vec<Remark> {
    let Some(schema) = records.dictionary().entity(note::SCHEMA.key) else { return Vec::new() };
    let query = Query::all(schema).filter(note::DONE, Test::Not(Value::Bool(true)));
    let read = |(_, note): (Id, Record)| {
        let schema = records.dictionary().entity(note.text(note::ENTITY_KEY))?;
        let id = note.text(note::RECORD_ID).parse().ok()?;
        let field = schema.field_by_key(note.text(note::FIELD_KEY)).map(|field| field.id);
        Some(Remark { schema, id, field, words: plain(note.text(note::TEXT)) })
    };
    records.page(&query, 0, usize::MAX).rows.into_iter().filter_map(read).collect()
}

/// Lists the warnings that were accepted, each with its reason, by entity and record.
pub fn accepted(records: &dyn Records) -> Vec<Remark> {
    let mut found = Vec::new();
    for &schema in records.dictionary().0 {
        let mut of_entity = Vec::new();
        records.scan(schema, &mut |id, record| {
            let Some(Value::List(items)) = record.get(&common::ACCEPTED).filter(|_| !is_withdrawn(&record)) else {
                return;
            };
            for item in items {
                let (rule, reason) = item.split_once(": ").unwrap_or((item, ""));
                let rule = schema.rules.iter().find(|row| row.id == rule);
                let field = rule.and_then(|rule| rule.on.first().copied());
                let words = say!(
                    "đã chấp nhận: {reason} ({rule})",
                    "accepted: {reason} ({rule})",
                    reason = reason,
                    rule = rule.map_or(item.as_str(), |rule| rule.id)
                );
                of_entity.push(Remark { schema, id, field, words });
            }
        });
        of_entity.sort_by_key(|remark| (remark.id, remark.field));
        found.extend(of_entity);
    }
    found
}

impl Remark {
    /// Names the record and the field, in one line.
    pub fn place(&self, show: ShowCx<'_>) -> String {
        let title = show.title(self.schema, self.id);
        let name = self.schema.name.get(show.lang);
        match self.field.and_then(|field| self.schema.field(field)) {
            Some(field) => format!("{name} · {title} · {}", field.label.get(show.lang)),
            None => format!("{name} · {title}"),
        }
    }
}

/// Gives what somebody wrote, which is the same in every language.
fn plain(text: &str) -> Words {
    Words { vi: text.to_owned(), en: text.to_owned() }
}
