//! A note on a field: the question for its text, and what that changes.

use crate::register::remark::notes_on;
use crate::register::schema::note;
use crate::register::{Accepted, Command, Field, Id, Read, Schema, Seen, Set, Value};
use crate::say;
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx, Notice};
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
    let question = say!(
        "Ghi chú ô \"{field}\" (xóa trắng: đã xong)",
        "A note on \"{field}\" (emptied: settled)",
        field = field.label
    );
    let made = move |typed: &str| {
        let text = tidy(typed);
        let set = |field, value| Set { field, seen: Seen::Any, new: Some(value) };
        let word = |field, text: &str| set(field, Value::Text(text.to_owned()));
        let set = if text.is_empty() {
            vec![set(note::DONE, Value::Bool(true))]
        } else {
            vec![
                word(note::ENTITY_KEY, schema.key),
                word(note::RECORD_ID, &id.to_string()),
                word(note::FIELD_KEY, field.key),
                word(note::TEXT, &text),
            ]
        };
        let save = Command::Save { schema: notes, id: note_id, set, accepted: Accepted::None };
        (known || !text.is_empty()).then(|| save.into())
    };
    vec![Ask::Open(Box::new(Dialog::write(question, &begun, made, say!("Đã ghi chú.", "The note is kept."))))]
}

/// Says that a record has to be saved before notes can be written on it.
pub fn not_yet() -> Vec<Ask> {
    vec![Ask::Say(Notice::refused(say!(
        "Lưu bản ghi trước (Ctrl+G), rồi ghi chú: ghi chú gắn với bản ghi đã có trong sổ.",
        "Save the record first (Ctrl+G): a note is on a record that the register has."
    )))]
}
