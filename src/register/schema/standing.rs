//! How far a record of any entity has come: still a draft, complete, checked, locked.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::rule::standing::RULES;

use super::{Schema, Unique};

/// Key of the entity.
pub const ENTITY_KEY: FieldId = 1;
/// Id of the record.
pub const RECORD_ID: FieldId = 2;
/// How far it has come.
pub const STATE: FieldId = 3;
/// Who said so.
pub const BY: FieldId = 4;
/// Day on which it was said.
pub const ON: FieldId = 5;

/// Code of [`STATE`] for a record that may still lack anything.
pub const DRAFT: &str = "NHAP";
/// Code of [`STATE`] for a record that lacks nothing.
pub const COMPLETE: &str = "DU";
/// Code of [`STATE`] for a record that a second person compared with the papers.
pub const CHECKED: &str = "DA_SOAT";
/// Code of [`STATE`] for a record that nobody changes any more.
pub const LOCKED: &str = "KHOA";

const STATES: &[Choice] = &[
    choice(DRAFT, "Nháp", "Draft"),
    choice(COMPLETE, "Đủ", "Complete"),
    choice(CHECKED, "Đã soát", "Checked"),
    choice(LOCKED, "Khóa", "Locked"),
];

const FIELDS: &[Field] = &[
    Field::text(ENTITY_KEY, "entity_key", 40, "Bảng", "Entity")
        .draft()
        .column(18)
        .help("Bảng của bản ghi, ví dụ model.", "The record's entity, for example model."),
    Field::text(RECORD_ID, "record_id", 26, "Mã nội bộ", "Record id")
        .draft()
        .column(26)
        .help("Mã nội bộ 26 chữ của bản ghi.", "The record's id of 26 letters."),
    Field::fixed(STATE, "state", STATES, "Trạng thái", "State").draft().column(10).help(
        "Đủ, đã soát, khóa: chỉ khi bản ghi không còn thiếu gì. Đã khóa thì không sửa được.",
        "Complete, checked, locked: only once the record lacks nothing. A locked one cannot be changed.",
    ),
    Field::text(BY, "by", 120, "Người ghi", "By")
        .column(12)
        .help("Người đặt trạng thái này.", "Who gave the record this state."),
    Field::date(ON, "on", "Ngày", "On").default("T").column(8).help("Ngày đặt trạng thái này.", "The day of that."),
];

/// The standing of a record (trạng thái bản ghi).
pub const SCHEMA: Schema = Schema::new(
    30,
    "standing",
    ("trạng thái bản ghi", "record state"),
    ("trạng thái bản ghi", "record states"),
    FIELDS,
)
.title(&[ENTITY_KEY, STATE])
.order(&[ENTITY_KEY, STATE])
.unique(&[Unique { fields: &[ENTITY_KEY, RECORD_ID], for_ever: false }])
.rules(RULES);
