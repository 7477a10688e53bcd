//! One entry of a catalogue that the ward edits: fields of work, kinds of neighbourhood, award forms and the like.
//!
//! A set of entries that holds for some years only names the set and the years; `maps_to` leads an entry to the one
//! that takes its place in another set, so that several years can be counted by one set.

use crate::register::field::{Field, FieldId};
use crate::register::rule::catalogue_entry::RULES;

use super::{Schema, Unique};

/// Name of the catalogue.
pub const CATALOGUE: FieldId = 1;
/// Code of the entry.
pub const CODE: FieldId = 2;
/// Its Vietnamese words.
pub const NAME: FieldId = 3;
/// Its English words.
pub const NAME_EN: FieldId = 4;
/// Its place in the catalogue.
pub const ORDER: FieldId = 5;
/// Whether it is still offered.
pub const ACTIVE: FieldId = 6;
/// The set that it belongs to.
pub const SET: FieldId = 7;
/// First year.
pub const VALID_FROM_YEAR: FieldId = 8;
/// Last year.
pub const VALID_TO_YEAR: FieldId = 9;
/// The entry of another set that takes its place.
pub const MAPS_TO: FieldId = 10;

const FIELDS: &[Field] = &[
    Field::text(CATALOGUE, "catalogue", 40, "Danh mục", "Catalogue")
        .draft()
        .column(20)
        .aliases(&["Tên danh mục"])
        .help("Ví dụ: linh_vuc, loai_kdc, hinh_thuc_khen.", "For example linh_vuc, loai_kdc."),
    Field::text(CODE, "code", 30, "Mã", "Code")
        .draft()
        .column(12)
        .aliases(&["Mã mục"])
        .help("Không có dấu cách. Ví dụ: VHXH. Mã đã dùng không dùng lại.", "Without blanks, for example VHXH."),
    Field::text(NAME, "name", 150, "Tên", "Words")
        .draft()
        .column(30)
        .aliases(&["Tên mục", "Nội dung"])
        .help("Ví dụ: Văn hoá - xã hội.", "What people see in Vietnamese."),
    Field::text(NAME_EN, "name_en", 150, "Tên tiếng Anh", "English words")
        .help("Hiện khi dùng tiếng Anh; có thể bỏ trống.", "What people see in English; may stay empty."),
    Field::integer(ORDER, "order", (0, 100_000, ""), "Thứ tự", "Order")
        .column(6)
        .aliases(&["STT"])
        .help("Thứ tự khi liệt kê.", "Its place in the list."),
    Field::flag(ACTIVE, "active", "Đang dùng", "In use")
        .default("có")
        .column(5)
        .help("\"Không\" thì thôi gợi ý, bản ghi cũ vẫn giữ.", "No: no longer offered; old records keep it."),
    Field::text(SET, "set", 40, "Bộ", "Set")
        .help("Tên bộ, khi danh mục đổi theo thời kỳ. Ví dụ: 2021–2025.", "Name of the set, for example 2021–2025."),
    Field::integer(VALID_FROM_YEAR, "valid_from_year", (1990, 2100, ""), "Từ năm", "From year")
        .help("Năm đầu dùng mục này.", "The first year in which it holds."),
    Field::integer(VALID_TO_YEAR, "valid_to_year", (1990, 2100, ""), "Đến năm", "To year")
        .help("Năm cuối dùng mục này.", "The last year in which it holds."),
    Field::text(MAPS_TO, "maps_to", 30, "Quy về mã", "Counts as")
        .aliases(&["Tương ứng"])
        .help("Mã tương ứng ở bộ mới, để cộng nhiều năm.", "The code of the new set under which it counts."),
    Field::text(11, "note", 300, "Ghi chú", "Note").help("Phạm vi của mục này.", "What it covers."),
];

/// The catalogue entry (mục của danh mục).
pub const SCHEMA: Schema = Schema::new(
    24,
    "catalogue_entry",
    ("mục danh mục", "catalogue entry"),
    ("mục danh mục", "catalogue entries"),
    FIELDS,
)
.title(&[CODE, NAME])
.order(&[CATALOGUE, ORDER, CODE])
.unique(&[Unique { fields: &[CATALOGUE, CODE], for_ever: true }])
.rules(RULES);
