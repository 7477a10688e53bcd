//! A change of neighbourhoods: merger, split, new name, move to another ward.
//!
//! Records keep the neighbourhood in which they arose; the change says under which one they are reported today.
//! After a split, figures of before stay under the old one.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::boundary_change::RULES;

use super::Schema;

/// First day of the new state.
pub const DATE: FieldId = 1;
/// What kind of change it is.
pub const KIND: FieldId = 2;
/// The decision.
pub const DECISION_DOC: FieldId = 3;
/// The neighbourhoods before.
pub const FROM: FieldId = 4;
/// The neighbourhoods after.
pub const TO: FieldId = 5;

/// Code of [`KIND`]: several become one.
pub const MERGER: &str = "SAP_NHAP";
/// Code of [`KIND`]: one becomes several.
pub const SPLIT: &str = "CHIA";
/// Code of [`KIND`]: one gets another name.
pub const RENAMED: &str = "DOI_TEN";
/// Code of [`KIND`]: it goes to another ward.
pub const MOVED: &str = "CHUYEN_PHUONG";

const KINDS: &[Choice] = &[
    choice(MERGER, "Sáp nhập", "Merger"),
    choice(SPLIT, "Chia", "Split"),
    choice(RENAMED, "Đổi tên", "New name"),
    choice(MOVED, "Chuyển phường", "Moved to another ward"),
];

const FIELDS: &[Field] = &[
    Field::date(DATE, "date", "Ngày hiệu lực", "Takes effect on")
        .draft()
        .column(10)
        .aliases(&["Ngày", "Từ ngày"])
        .help("Ngày quyết định có hiệu lực. Ví dụ: 30/06/2026.", "The day on which the decision takes effect."),
    Field::fixed(KIND, "kind", KINDS, "Hình thức", "Kind")
        .draft()
        .column(14)
        .aliases(&["Loại", "Hình thức sắp xếp"])
        .help("Sáp nhập, chia, đổi tên hay chuyển phường.", "Merger, split, new name or move."),
    Field::link(DECISION_DOC, "decision_doc", "document", "Văn bản quyết định", "Decision")
        .required()
        .aliases(&["Nghị quyết", "Quyết định", "Căn cứ"])
        .help("Nghị quyết, quyết định sắp xếp.", "The resolution or decision."),
    Field::links(FROM, "from", "neighbourhood", "Từ khu dân cư", "From")
        .draft()
        .column(24)
        .aliases(&["Khu dân cư cũ", "Trước sắp xếp"])
        .help("Các khu trước khi sắp xếp. Ví dụ: TDP05; TDP06.", "Those before, for example TDP05; TDP06."),
    Field::links(TO, "to", "neighbourhood", "Thành khu dân cư", "To")
        .required_when(stays_in_the_ward)
        .column(24)
        .aliases(&["Khu dân cư mới", "Sau sắp xếp"])
        .help("Các khu sau khi sắp xếp, đã có trong sổ.", "Those after, which the register has."),
    Field::list(6, "split_shares", 120, "Tỷ lệ chia", "Shares of a split").help(
        "Khi chia: mỗi khu được bao nhiêu hộ. Ví dụ: TDP11: 210 hộ.",
        "Of a split: how many households each got.",
    ),
    Field::memo(7, "note", "Ghi chú", "Note").help("Điều cần nhớ về lần sắp xếp.", "What else to know about it."),
];

/// The change of neighbourhoods (sắp xếp khu dân cư).
pub const SCHEMA: Schema = Schema::new(
    4,
    "boundary_change",
    ("lần sắp xếp khu dân cư", "boundary change"),
    ("sắp xếp khu dân cư", "boundary changes"),
    FIELDS,
)
.title(&[DATE, KIND, FROM])
.order(&[DATE])
.rules(RULES);

fn stays_in_the_ward(record: &Record) -> bool {
    record.choice(KIND) != Some(MOVED)
}
