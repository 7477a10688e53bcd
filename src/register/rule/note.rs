//! Rules of the note.

use super::{Rule, RuleCx, Severity};
use crate::register::id::Id;
use crate::register::record::Read;
use crate::register::schema::note::{ENTITY_KEY, FIELD_KEY, RECORD_ID};
use crate::register::words::{Label, Words};
use crate::say;

/// What to do about a note on nothing.
const OPEN_THE_RECORD: Label =
    Label::new("Mở bản ghi rồi thêm ghi chú tại ô cần ghi.", "Open the record and add the note at its field.");

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "note.record.unknown",
        severity: Severity::Hard,
        on: &[RECORD_ID, ENTITY_KEY],
        check: on_no_record,
        remedy: OPEN_THE_RECORD,
    },
    Rule {
        id: "note.field.unknown",
        severity: Severity::Hard,
        on: &[FIELD_KEY, ENTITY_KEY],
        check: on_no_field,
        remedy: OPEN_THE_RECORD,
    },
];

fn on_no_record(cx: &RuleCx<'_>) -> Option<Words> {
    let (entity, id) = (cx.record.text(ENTITY_KEY), cx.record.text(RECORD_ID));
    let found = cx.records.dictionary().entity(entity).zip(id.parse::<Id>().ok());
    found.and_then(|(schema, id)| cx.records.get(schema, id)).is_none().then(|| {
        say!(
            "Bảng \"{entity}\" không có bản ghi {id}.",
            "The entity \"{entity}\" has no record {id}.",
            entity = entity,
            id = id
        )
    })
}

fn on_no_field(cx: &RuleCx<'_>) -> Option<Words> {
    let (entity, key) = (cx.record.text(ENTITY_KEY), cx.record.text(FIELD_KEY));
    let schema = cx.records.dictionary().entity(entity)?;
    (!key.is_empty() && schema.field_by_key(key).is_none()).then(|| {
        say!(
            "Bảng \"{entity}\" không có ô \"{key}\".",
            "The entity \"{entity}\" has no field \"{key}\".",
            entity = entity,
            key = key
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::neighbourhood;
    use crate::register::schema::note::SCHEMA;

    #[test]
    fn a_note_is_on_a_record_and_a_field_of_it() {
        let mut trial = Trial::new();
        let id = trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, "Tổ 1")]).to_string();
        let on = |entity, id, field| [(ENTITY_KEY, entity), (RECORD_ID, id), (FIELD_KEY, field)];
        trial.breaks("note.record.unknown", &SCHEMA, &on("model", &id, ""));
        trial.breaks("note.record.unknown", &SCHEMA, &on("neighbourhood", "KDC01", ""));
        trial.keeps("note.record.unknown", &SCHEMA, &on("neighbourhood", &id, ""));
        trial.breaks("note.field.unknown", &SCHEMA, &on("neighbourhood", &id, "colour"));
        trial.keeps("note.field.unknown", &SCHEMA, &on("neighbourhood", &id, "name"));
    }
}
