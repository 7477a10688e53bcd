//! The neighbourhood: tổ dân phố, thôn, khu phố and their like, as the ward's decision names them.
//!
//! A neighbourhood that was merged or split stays, with its last day; figures keep the one in which they arose.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::neighbourhood::RULES;

use super::{Code, Schema, Unique};

/// Its code, never reused.
pub const CODE: FieldId = 1;
/// Its kind, of catalogue `loai_kdc`.
pub const KIND: FieldId = 2;
/// Its name.
pub const NAME: FieldId = 3;
/// The ward to which it belonged before the merger.
pub const FORMER_WARD: FieldId = 4;
/// A grouping of the ward's own.
pub const OWN_GROUP: FieldId = 5;
/// Whether it is active, merged or dissolved.
pub const STATUS: FieldId = 6;
/// First day.
pub const VALID_FROM: FieldId = 7;
/// Last day.
pub const VALID_TO: FieldId = 8;
/// The committee member in charge.
pub const ASSIGNED_MEMBER: FieldId = 12;
/// Features of the area, of catalogue `vung_dac_thu`.
pub const SPECIAL_AREA: FieldId = 14;

/// Code of [`STATUS`] for an active neighbourhood.
pub const ACTIVE: &str = "HOAT_DONG";
/// Code of [`STATUS`] for one that was merged into another.
pub const MERGED: &str = "DA_SAP_NHAP";

const STATES: &[Choice] = &[
    choice(ACTIVE, "Hoạt động", "Active"),
    choice(MERGED, "Đã sáp nhập", "Merged"),
    choice("GIAI_THE", "Giải thể", "Dissolved"),
];

const FIELDS: &[Field] = &[
    Field::text(CODE, "code", 8, "Mã", "Code").column(8).aliases(&["Mã KDC", "Mã tổ dân phố", "Mã thôn"]).help(
        "Ví dụ TDP05, KDC23; để trống thì sổ tự đặt. Mã đã dùng không dùng lại.",
        "For example TDP05; left empty, one is made. A code is never used again.",
    ),
    Field::one_of(KIND, "kind", "loai_kdc", "Loại", "Kind")
        .required()
        .column(12)
        .aliases(&["Loại hình", "Loại khu dân cư"])
        .help("Tổ dân phố, thôn, khu phố…", "What the decision calls it: tổ dân phố, thôn, khu phố…"),
    Field::text(NAME, "name", 120, "Tên", "Name")
        .draft()
        .column(24)
        .aliases(&["Tên khu dân cư", "Khu dân cư", "Tổ dân phố", "Thôn", "Tên tổ dân phố", "Tên thôn"])
        .help("Ví dụ: 23 Thạc Gián; Khuổi Chang.", "For example 23 Thạc Gián; Khuổi Chang."),
    Field::text(FORMER_WARD, "former_ward", 80, "Phường/xã cũ", "Former ward")
        .column(16)
        .aliases(&["Phường cũ", "Xã cũ", "Thuộc phường cũ"])
        .help("Tên phường, xã trước sáp nhập. Ví dụ: Thạc Gián.", "The ward before the merger, for example Thạc Gián."),
    Field::text(OWN_GROUP, "own_group", 60, "Nhóm, cụm của phường", "Group of the ward's own")
        .aliases(&["Nhóm", "Cụm", "Cụm thi đua"])
        .help("Cách chia nhóm riêng của phường. Ví dụ: Cụm thi đua số 2.", "The ward's own grouping, if it has one."),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "Status")
        .required()
        .default(ACTIVE)
        .column(12)
        .aliases(&["Tình trạng"])
        .help("Không xóa khi sáp nhập: chuyển sang \"Đã sáp nhập\".", "After a merger it stays, as \"Merged\"."),
    Field::date(VALID_FROM, "valid_from", "Hiệu lực từ", "Valid from")
        .required()
        .aliases(&["Ngày thành lập", "Từ ngày"])
        .help("Ngày quyết định có hiệu lực. Ví dụ: 01/07/2026.", "The day on which the decision took effect."),
    Field::date(VALID_TO, "valid_to", "Hiệu lực đến", "Valid to")
        .required_when(has_ended)
        .aliases(&["Ngày kết thúc", "Đến ngày"])
        .help("Ngày sáp nhập hoặc giải thể; đang hoạt động thì để trống.", "The last day; empty while active."),
    Field::link(9, "party_secretary", "person", "Bí thư chi bộ", "Party cell secretary")
        .aliases(&["Bí thư"])
        .help("Bí thư chi bộ khu dân cư.", "Secretary of the neighbourhood's Party cell.")
        .section("Người phụ trách", "People in charge"),
    Field::link(10, "head", "person", "Tổ trưởng / Trưởng thôn", "Head")
        .aliases(&["Tổ trưởng", "Trưởng thôn", "Tổ trưởng dân phố", "Trưởng khu"])
        .help("Tổ trưởng tổ dân phố hoặc trưởng thôn.", "Head of the neighbourhood."),
    Field::link(11, "front_head", "person", "Trưởng Ban CTMT", "Front committee head")
        .aliases(&["Trưởng ban công tác Mặt trận"])
        .help("Ví dụ: Nông Văn Hạnh (tổ 15).", "Head of the neighbourhood's Front committee."),
    Field::link(ASSIGNED_MEMBER, "assigned_member", "membership", "Thành viên BCĐ phụ trách", "Member in charge")
        .aliases(&["Người phụ trách", "Thành viên phụ trách", "Phụ trách địa bàn"])
        .help(
            "Thành viên Ban Chỉ đạo được phân công theo dõi khu dân cư này.",
            "The committee member in charge of it.",
        ),
    Field::list(13, "subunits", 80, "Cụm, đội, tổ liên gia", "Sub-units")
        .aliases(&["Đội", "Tổ liên gia", "Kiệt, hẻm"])
        .help("Ví dụ: Đội 8; Đội 9; Kiệt 12.", "For example Đội 8; Đội 9; Kiệt 12.")
        .section("Đặc điểm", "Features"),
    Field::some_of(SPECIAL_AREA, "special_area", "vung_dac_thu", "Vùng đặc thù", "Special area")
        .aliases(&["Đặc thù"])
        .help("Vùng giáo, dân tộc thiểu số, ven biển, giáp ranh.", "Parish, ethnic minority, coast, border area."),
    Field::memo(15, "note", "Ghi chú", "Note").help("Điều cần nhớ về địa bàn.", "What else to know about the area."),
];

/// The neighbourhood (khu dân cư).
pub const SCHEMA: Schema =
    Schema::new(2, "neighbourhood", ("khu dân cư", "neighbourhood"), ("khu dân cư", "neighbourhoods"), FIELDS)
        .title(&[CODE, NAME])
        .sought(&[NAME])
        .order(&[CODE])
        .unique(&[Unique { fields: &[CODE], for_ever: true }])
        .code(Code { field: CODE, prefix: "KDC", year: None, digits: 2 })
        .rules(RULES);

fn has_ended(record: &Record) -> bool {
    record.choice(STATUS).is_some_and(|status| status != ACTIVE)
}
