//! A note on a field: the question for its text, and what that changes.

use crate::register::remark::notes_on;
use crate::register::schema::note;
use crate::register::{Accepted, Command, Field, Id, Read, Schema, Seen, Set, Value, Words};
use crate::say;
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx, Ticket};
use crate::ui::screens::Dialog;

/// Asks for a note on a field of a record of the register, or for what becomes of the one that is there.
pub fn ask(schema: &'static Schema, id: Id, field: &'static Field, cx: &Cx<'_>) -> Vec<Ask> {
    let Some(notes) = cx.records.dictionary().entity(note::SCHEMA.key) else { return Vec::new() };
    let here = notes_on(schema, id, cx.records).into_iter().find(|(_, _, on)| *on == Some(field.id));
    let (note_id, begun) = match &here {
        Some((note_id, note, _)) => (*note_id, note.text(note::TEXT).to_owned()),
        None => (cx.fresh, String::new()),
    };
    let known = here.is_some();
    let made = move |typed: &str| {
        let text = tidy(typed);
        if text.is_empty() {
            let settled = Set { field: note::DONE, seen: Seen::Any, new: Some(Value::Bool(true)) };
            let save = Command::Save { schema: notes, id: note_id, set: vec![settled], accepted: Accepted::None };
            return known.then(|| save.into());
        }
        Some(written(notes, note_id, (schema, id, Some(field)), &text).into())
    };
    vec![Ask::Open(Box::new(Dialog::write(question(field), &begun, made, say!("Đã ghi chú.", "The note is kept."))))]
}

/// Asks for a note on a field of a record that is not saved yet; whoever holds the ticket keeps it until then.
pub fn ask_ahead(field: &'static Field, begun: &str, ticket: Ticket) -> Vec<Ask> {
    vec![Ask::Open(Box::new(Dialog::line(question(field), begun, ticket)))]
}

/// Makes the change that writes a note on a field, or on the record as a whole.
pub fn written(
    notes: &'static Schema,
    note_id: Id,
    (schema, id, field): (&'static Schema, Id, Option<&'static Field>),
    text: &str,
) -> Command {
    let word = |field, text: &str| Set { field, seen: Seen::Any, new: Some(Value::Text(text.to_owned())) };
    let mut set =
        vec![word(note::ENTITY_KEY, schema.key), word(note::RECORD_ID, &id.to_string()), word(note::TEXT, text)];
    set.extend(field.map(|field| word(note::FIELD_KEY, field.key)));
    Command::Save { schema: notes, id: note_id, set, accepted: Accepted::None }
}

fn question(field: &Field) -> Words {
    say!("Ghi chú ô \"{field}\" (xóa trắng: đã xong)", "A note on \"{field}\" (emptied: settled)", field = field.label)
}
