//! A note on a field of any record: something to ask, to check, to come back to.

use crate::register::field::{Field, FieldId};
use crate::register::rule::note::RULES;

use super::Schema;

/// Key of the entity.
pub const ENTITY_KEY: FieldId = 1;
/// Id of the record.
pub const RECORD_ID: FieldId = 2;
/// Key of the field; empty for the record as a whole.
pub const FIELD_KEY: FieldId = 3;
/// The note.
pub const TEXT: FieldId = 4;
/// Whether it is settled.
pub const DONE: FieldId = 5;

const FIELDS: &[Field] = &[
    Field::text(ENTITY_KEY, "entity_key", 40, "Bảng", "Entity")
        .draft()
        .column(14)
        .help("Bảng của bản ghi, ví dụ model.", "The record's entity, for example model."),
    Field::text(RECORD_ID, "record_id", 26, "Mã nội bộ", "Record id")
        .draft()
        .help("Mã nội bộ 26 chữ của bản ghi.", "The record's id of 26 letters."),
    Field::text(FIELD_KEY, "field_key", 40, "Ô", "Field")
        .column(16)
        .help("Ô được ghi chú; để trống là cả bản ghi.", "The field; empty for the record as a whole."),
    Field::memo(TEXT, "text", "Ghi chú", "Note")
        .draft()
        .column(38)
        .help("Ví dụ: hỏi lại tổ trưởng số hộ.", "For example: ask about the number of households."),
    Field::flag(DONE, "done", "Đã xong", "Settled")
        .column(6)
        .help("\"Có\" khi đã giải quyết.", "Yes once it is settled."),
];

/// The note (ghi chú).
pub const SCHEMA: Schema = Schema::new(29, "note", ("ghi chú", "note"), ("ghi chú", "notes"), FIELDS)
    .title(&[TEXT])
    .order(&[DONE, ENTITY_KEY])
    .rules(RULES);
