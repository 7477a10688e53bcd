//! A sheet: one form that makes several records at once, as one paper of the ward does.
//!
//! Its fields are taken over from the tables of its parts. The number of a field tells where it goes: part `n` has the
//! numbers from `n` × [`STEP`] on, so that the first part keeps its own. What is saved is one batch: one commit, one undo.

use super::change::{Accepted, Change, Command, Issue, Seen, Set};
use super::field::{Field, FieldId, Kind, Need};
use super::id::Id;
use super::record::{Record, is_withdrawn};
use super::records::Records;
use super::schema::Schema;
use super::value::Value;

/// How far the numbers of one part are from those of the next.
pub const STEP: FieldId = 1000;

/// One record that a sheet makes.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Key of its entity.
    pub entity: &'static str,
    /// Its field that links to the record of the part before; none for the first part.
    pub link: Option<FieldId>,
}

/// A form that makes several records at once.
#[derive(Debug)]
pub struct Sheet {
    /// The form, in no dictionary of its own.
    pub schema: &'static Schema,
    /// What it makes, in order.
    pub parts: &'static [Part],
    /// Tells what a field holds because of others, for as long as nobody typed there.
    pub derive: fn(&Record) -> Option<(FieldId, Value)>,
}

/// Takes field `id` of an entity over into part `part` of a sheet; one that is not there becomes a field without a key.
pub const fn taken(fields: &[Field], part: u16, id: FieldId) -> Field {
    let mut at = 0;
    while at < fields.len() {
        if fields[at].id == id {
            let mut field = fields[at];
            field.id = part * STEP + id;
            field.section = None;
            if part > 0 {
                field.need = match field.need {
                    // What names the later parts is wanted only once they are begun; the plan sees to it.
                    Need::Draft | Need::When(_) | Need::Optional => Need::Optional,
                    Need::Complete => Need::Complete,
                };
            }
            if let Kind::Quantity { metric } = field.kind {
                field.kind = Kind::Quantity { metric: part * STEP + metric };
            }
            return field;
        }
        at += 1;
    }
    Field::new(0, "", Kind::Bool, "", "")
}

impl Sheet {
    /// Returns the entity of part `n`.
    pub fn entity(&self, n: usize, records: &dyn Records) -> Option<&'static Schema> {
        records.dictionary().entity(self.parts.get(n)?.entity)
    }

    /// Returns the id of part `n` where the first part has `id`.
    pub const fn id(id: Id, n: usize) -> Id {
        Id::from_bits(id.bits().wrapping_add(n as u128))
    }

    /// Returns which part of the sheet a field belongs to.
    pub fn part_of(field: FieldId) -> usize {
        usize::from(field / STEP)
    }

    /// Takes the fields of part `n` out of a record of the sheet.
    pub fn part(n: usize, record: &Record) -> Record {
        let own = record.iter().filter(|(field, _)| Self::part_of(**field) == n);
        own.map(|(field, value)| (field % STEP, value.clone())).collect()
    }

    /// Makes the change: a record for each part up to the last one that `begun` names.
    pub fn command(&self, (id, last): (Id, usize), set: &[Set], accepted: &Accepted, records: &dyn Records) -> Command {
        let save = |n: usize| {
            let own = set.iter().filter(|set| Self::part_of(set.field) == n);
            let mut own: Vec<Set> = own.map(|set| Set { field: set.field % STEP, ..set.clone() }).collect();
            if let (Some(link), Some(before)) = (self.parts.get(n)?.link, n.checked_sub(1)) {
                let new = Some(Value::Link(Self::id(id, before)));
                own.push(Set { field: link, seen: Seen::Any, new });
            }
            let (schema, id) = (self.entity(n, records)?, Self::id(id, n));
            Some(Command::Save { schema, id, set: own, accepted: accepted.clone() })
        };
        Command::Batch((0..=last).filter_map(save).collect())
    }

    /// Reads the sheet of a record of its first part: of the later parts, the newest that link there.
    pub fn gather(&self, id: Id, records: &dyn Records) -> Record {
        let (mut sheet, mut before) = (Record::new(), Some(id));
        for (n, part) in (0..).zip(self.parts) {
            let Some(schema) = self.entity(usize::from(n), records) else { break };
            let here = match (part.link, before) {
                (None, own) => own,
                (Some(link), Some(before)) => {
                    let live = |id: &Id| records.get(schema, *id).is_some_and(|record| !is_withdrawn(&record));
                    records.linked(before, schema, link).into_iter().filter(live).max()
                }
                (Some(_), None) => None,
            };
            let record = here.and_then(|id| records.get(schema, id)).unwrap_or_default();
            let shown = |field: &FieldId| *field < STEP && self.schema.field(n * STEP + field).is_some();
            let own = record.into_iter().filter(|(field, _)| shown(field));
            sheet.extend(own.map(|(field, value)| (n * STEP + field, value)));
            before = here;
        }
        sheet
    }

    /// Reads the sheet of the records that were just made, the first of them with `id`.
    pub fn made(&self, id: Id, changes: &[Change]) -> Record {
        let mut sheet = Record::new();
        for (n, at) in (0..).zip(0..self.parts.len()) {
            let own = changes.iter().filter(|change| change.id == Self::id(id, at));
            let values = own.flat_map(|change| &change.set).filter(|(field, _, _)| *field < STEP);
            sheet.extend(values.filter_map(|(field, _, new)| Some((n * STEP + field, new.clone()?))));
        }
        sheet
    }

    /// Tells an issue of one of its parts as one of the sheet.
    pub fn issue(&self, issue: Issue) -> Issue {
        let n = self.parts.iter().position(|part| part.entity == issue.schema.key);
        let n = n.and_then(|n| FieldId::try_from(n).ok()).unwrap_or(0);
        Issue { schema: self.schema, field: issue.field.map(|field| n * STEP + field), ..issue }
    }
}
