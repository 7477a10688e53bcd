//! The organisation or registering unit: Party, State, Front and mass organisations, forces, schools, firms, cells.

use crate::register::field::{Field, FieldId};
use crate::register::fit;
use crate::register::record::{Read, Record};
use crate::register::rule::organisation::RULES;

use super::{Code, Schema, Unique};

/// Its code, never reused.
pub const CODE: FieldId = 1;
/// Its name.
pub const NAME: FieldId = 2;
/// Its abbreviation.
pub const SHORT: FieldId = 3;
/// Its kind, of catalogue `loai_to_chuc`.
pub const KIND: FieldId = 4;
/// Its bloc, of catalogue `khoi`; rows of the table by field of work.
pub const BLOC: FieldId = 5;
/// The neighbourhood it belongs to.
pub const NEIGHBOURHOOD: FieldId = 6;
/// Whether it has to register; the y of "x/y units registered".
pub const MUST_REGISTER: FieldId = 9;
/// First day.
pub const ACTIVE_FROM: FieldId = 10;
/// Last day.
pub const ACTIVE_TO: FieldId = 11;

/// Codes of [`KIND`] that belong to one neighbourhood each: Party cell, Front committee, branch, self-governing group.
pub const KINDS_OF_A_NEIGHBOURHOOD: &[&str] = &["CB_KDC", "BAN_CTMT", "CHI_HOI", "TO_DAN_PHO", "TO_TU_QUAN"];

const FIELDS: &[Field] = &[
    Field::text(CODE, "code", 12, "Mã", "Code").column(7).aliases(&["Mã đơn vị", "Mã tổ chức"]).help(
        "Để trống thì sổ tự đặt (DV01, DV02…). Mã đã dùng không dùng lại.",
        "Left empty, one is made (DV01, DV02…). A code is never used again.",
    ),
    Field::text(NAME, "name", 200, "Tên", "Name")
        .draft()
        .column(32)
        .aliases(&["Tên đơn vị", "Đơn vị", "Cơ quan, đơn vị", "Tên tổ chức", "Đơn vị đăng ký"])
        .help("Tên đầy đủ. Ví dụ: Hội Liên hiệp Phụ nữ phường.", "The full name."),
    Field::text(SHORT, "short", 30, "Viết tắt", "Short name").column(10).aliases(&["Tên viết tắt", "Tên ngắn"]).help(
        "Ví dụ: HPN, MTTQ, BCHQS. Gõ tên tắt này là tìm ra đơn vị.",
        "For example HPN; typing it finds the unit.",
    ),
    Field::one_of(KIND, "kind", "loai_to_chuc", "Loại hình", "Kind")
        .required()
        .aliases(&["Loại đơn vị", "Loại tổ chức"])
        .help("Đảng ủy, Hội Nông dân, trường, chi bộ khu dân cư…", "What kind of organisation it is."),
    Field::one_of(BLOC, "bloc", "khoi", "Khối", "Bloc")
        .required()
        .column(18)
        .aliases(&["Khối thi đua"])
        .help("Khối quyết định dòng của đơn vị trong biểu tổng hợp.", "The bloc decides its row in the summary table."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Thuộc khu dân cư", "In neighbourhood")
        .required_when(belongs_to_a_neighbourhood)
        .aliases(&["Khu dân cư", "Tổ dân phố", "Thôn", "Địa bàn"])
        .help(
            "Cần cho chi bộ khu dân cư, Ban CTMT, chi hội, tổ tự quản.",
            "Needed for Party cells, Front committees, branches and self-governing groups.",
        ),
    Field::link(7, "leader", "person", "Người đứng đầu", "Head")
        .fits(fit::people_in::<NEIGHBOURHOOD>)
        .aliases(&["Thủ trưởng", "Lãnh đạo", "Trưởng đơn vị"])
        .help("Người đứng đầu đơn vị.", "Who heads it."),
    Field::link(8, "contact", "person", "Người liên hệ", "Contact")
        .fits(fit::people_in::<NEIGHBOURHOOD>)
        .aliases(&["Liên hệ", "Cán bộ đầu mối", "Đầu mối"])
        .help("Người gọi khi cần số liệu.", "Whom to call about figures."),
    Field::flag(MUST_REGISTER, "must_register", "Thuộc diện phải đăng ký", "Must register")
        .required()
        .default("có")
        .column(6)
        .aliases(&["Phải đăng ký", "Diện đăng ký"])
        .help(
            "\"Có\" thì được tính vào mẫu số \"37/37 đơn vị đăng ký\".",
            "If so it counts in \"37/37 units registered\".",
        ),
    Field::date(ACTIVE_FROM, "active_from", "Hoạt động từ", "Active from")
        .aliases(&["Ngày thành lập", "Từ ngày"])
        .help("Ngày thành lập hoặc về phường, nếu biết.", "The first day, if known."),
    Field::date(ACTIVE_TO, "active_to", "Hoạt động đến", "Active to")
        .aliases(&["Ngày kết thúc", "Đến ngày"])
        .help("Ngày giải thể, sáp nhập; đang hoạt động thì để trống.", "The last day; empty while active."),
    Field::memo(12, "note", "Ghi chú", "Note").help("Điều cần nhớ về đơn vị.", "What else to know about it."),
];

/// The organisation (cơ quan, đơn vị, tổ chức).
pub const SCHEMA: Schema =
    Schema::new(5, "organisation", ("đơn vị", "organisation"), ("đơn vị", "organisations"), FIELDS)
        .title(&[NAME, SHORT])
        .sought(&[NAME])
        .order(&[BLOC, CODE])
        .unique(&[Unique { fields: &[CODE], for_ever: true }])
        .code(Code { field: CODE, prefix: "DV", year: None, digits: 2 })
        .rules(RULES);

fn belongs_to_a_neighbourhood(record: &Record) -> bool {
    record.choice(KIND).is_some_and(|kind| KINDS_OF_A_NEIGHBOURHOOD.contains(&kind))
}
