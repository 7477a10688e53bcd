//! By what the changed records of a layer are found, so that no question goes through all of them.

use std::collections::BTreeSet;

use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::Record;
use crate::register::schema::Schema;
use crate::register::unique;

const FIRST: Id = Id::from_bits(0);
const LAST: Id = Id::from_bits(u128::MAX);

/// Links, claims and likenesses of records.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Entity, field, target, record.
    links: BTreeSet<(u16, FieldId, Id, Id)>,
    /// Entity, unique set, claim, record.
    claims: BTreeSet<(u16, usize, String, Id)>,
    /// Entity, sought field, likeness, record.
    alike: BTreeSet<(u16, FieldId, String, Id)>,
}

impl Found {
    /// Notes a record, or takes it back.
    pub(super) fn note(&mut self, schema: &'static Schema, id: Id, record: &Record, present: bool) {
        fn put<T: Ord>(set: &mut BTreeSet<T>, entry: T, present: bool) {
            if present {
                set.insert(entry)
            } else {
                set.remove(&entry)
            };
        }
        for (field, value) in record {
            value.links().iter().for_each(|target| put(&mut self.links, (schema.id, *field, *target, id), present));
        }
        for set in 0..schema.unique.len() {
            if let Some(claim) = unique::claim(schema, set, record) {
                put(&mut self.claims, (schema.id, set, claim, id), present);
            }
        }
        for field in schema.sought {
            if let Some(likeness) = record.get(field).and_then(unique::likeness) {
                put(&mut self.alike, (schema.id, *field, likeness, id), present);
            }
        }
    }

    /// Lists the records whose field links to `target`, by id.
    pub(super) fn linked(&self, schema: &Schema, field: FieldId, target: Id) -> impl Iterator<Item = Id> {
        let key = |id| (schema.id, field, target, id);
        self.links.range(key(FIRST)..=key(LAST)).map(|(_, _, _, id)| *id)
    }

    /// Finds the first record with this claim.
    pub(super) fn claimed(&self, schema: &Schema, set: usize, claim: &str) -> Option<Id> {
        let key = |id| (schema.id, set, claim.to_owned(), id);
        self.claims.range(key(FIRST)..=key(LAST)).map(|(_, _, _, id)| *id).next()
    }

    /// Lists the claims that begin so.
    pub(super) fn claims<'a>(&'a self, schema: &Schema, set: usize, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let entity = schema.id;
        let claims = self.claims.range((entity, set, prefix.to_owned(), FIRST)..);
        claims
            .take_while(move |(of, number, claim, _)| (*of, *number) == (entity, set) && claim.starts_with(prefix))
            .map(|(_, _, claim, _)| claim.as_str())
    }

    /// Lists the records whose sought field is alike, by id.
    pub(super) fn alike(&self, schema: &Schema, field: FieldId, likeness: &str) -> impl Iterator<Item = Id> {
        let key = |id| (schema.id, field, likeness.to_owned(), id);
        self.alike.range(key(FIRST)..=key(LAST)).map(|(_, _, _, id)| *id)
    }
}
