//! A seat in a steering body: who, in which position, in charge of what, from when to when.
//!
//! The list is an annex of the decision. Re-consolidation ends all open seats on the day of the decision and opens the
//! new ones from that day on.

use crate::register::field::{Field, FieldId};
use crate::register::record::Record;
use crate::register::rule::membership::RULES;

use super::Schema;

/// The body.
pub const BODY: FieldId = 1;
/// The person.
pub const PERSON: FieldId = 2;
/// Position in the body, of catalogue `chuc_danh_bcd`.
pub const POSITION: FieldId = 3;
/// The main post that the person holds.
pub const POST_HELD: FieldId = 4;
/// Place in the list.
pub const ORDER_NO: FieldId = 5;
/// Duties.
pub const DUTIES: FieldId = 6;
/// Fields of work in charge.
pub const FIELDS_IN_CHARGE: FieldId = 7;
/// Neighbourhoods in charge.
pub const NEIGHBOURHOODS: FieldId = 8;
/// Organisations in charge.
pub const ORGS: FieldId = 9;
/// First day.
pub const FROM: FieldId = 10;
/// Last day; on it the seat is already another's.
pub const TO: FieldId = 11;
/// The decision that appoints.
pub const APPOINTED_DOC: FieldId = 12;

/// Why the seat ended, of catalogue `ly_do_thoi`.
pub const END_REASON: FieldId = 13;

/// Code of [`POSITION`] for the head of the committee.
pub const HEAD: &str = "TRUONG_BAN";
/// Codes of [`POSITION`] of which a body has one at a time.
pub const SINGLE_POSITIONS: &[&str] = &[HEAD, "PHO_TT", "TO_TRUONG"];

const FIELDS: &[Field] = &[
    Field::link(BODY, "body", "body", "Ban, tổ", "Body")
        .draft()
        .aliases(&["Ban Chỉ đạo", "Tổ giúp việc"])
        .help("Ban Chỉ đạo hoặc Tổ giúp việc nào.", "Which committee or team."),
    Field::link(PERSON, "person", "person", "Họ và tên", "Person")
        .draft()
        .column(26)
        .aliases(&["Họ tên", "Thành viên", "Cán bộ"])
        .help("Chọn người trong sổ cán bộ.", "A person of the register."),
    Field::one_of(POSITION, "position", "chuc_danh_bcd", "Chức danh trong ban", "Position")
        .required()
        .column(16)
        .aliases(&["Chức danh", "Chức danh trong BCĐ"])
        .help("Trưởng ban, Phó Trưởng ban Thường trực, thành viên…", "Head, standing deputy head, member…"),
    Field::text(POST_HELD, "post_held", 200, "Chức vụ", "Post held")
        .required()
        .column(24)
        .aliases(&["Chức vụ chính", "Chức vụ, đơn vị công tác"])
        .help("Chức vụ chính khi được cử. Ví dụ: Phó Bí thư Thường trực.", "The main post at the appointment."),
    Field::integer(ORDER_NO, "order_no", (1, 500, ""), "Số thứ tự", "Number in the list")
        .required()
        .column(4)
        .aliases(&["STT", "TT"])
        .help("Số thứ tự trong danh sách kèm quyết định.", "Its number in the list of the decision."),
    Field::memo(DUTIES, "duties", "Nhiệm vụ được phân công", "Duties")
        .aliases(&["Nhiệm vụ", "Nhiệm vụ, địa bàn phụ trách"])
        .help("Như thông báo phân công.", "As the notice of duties has them."),
    Field::some_of(FIELDS_IN_CHARGE, "fields", "linh_vuc", "Lĩnh vực phụ trách", "Fields in charge")
        .aliases(&["Lĩnh vực"])
        .help("Ví dụ: VHXH; KT.", "For example VHXH; KT."),
    Field::links(NEIGHBOURHOODS, "neighbourhoods", "neighbourhood", "Địa bàn phụ trách", "Neighbourhoods in charge")
        .aliases(&["Khu dân cư phụ trách", "Địa bàn"])
        .help("Ví dụ: TDP05; TDP07.", "For example TDP05; TDP07."),
    Field::links(ORGS, "orgs", "organisation", "Đơn vị phụ trách", "Organisations in charge")
        .help("Các đơn vị được phân công theo dõi.", "The organisations that the member follows."),
    Field::date(FROM, "from", "Từ ngày", "From")
        .required()
        .aliases(&["Ngày tham gia", "Hiệu lực từ"])
        .help("Ngày quyết định có hiệu lực.", "The day on which the decision takes effect."),
    Field::date(TO, "to", "Đến ngày", "To")
        .aliases(&["Ngày thôi", "Hiệu lực đến"])
        .help("Ngày thôi tham gia; còn tham gia thì để trống.", "The day on which the seat ends; empty while held."),
    Field::link(APPOINTED_DOC, "appointed_doc", "document", "Quyết định cử", "Appointing paper")
        .required()
        .aliases(&["Quyết định", "Quyết định số"])
        .help("Thay người phải có quyết định kiện toàn.", "A change of holder needs a decision of its own."),
    Field::one_of(END_REASON, "end_reason", "ly_do_thoi", "Lý do thôi", "Why it ended")
        .required_when(has_ended)
        .aliases(&["Lý do"])
        .help("Nghỉ hưu, chuyển công tác, sắp xếp bộ máy…", "Retired, transferred, reorganisation…"),
    Field::memo(14, "note", "Ghi chú", "Note")
        .help("Điều cần nhớ về thành viên này.", "What else to know about the seat."),
];

/// The membership (thành viên ban, tổ).
pub const SCHEMA: Schema = Schema::new(
    8,
    "membership",
    ("thành viên ban chỉ đạo", "membership"),
    ("thành viên ban chỉ đạo", "memberships"),
    FIELDS,
)
.title(&[PERSON, POSITION])
.order(&[BODY, ORDER_NO])
.child_of(BODY)
.rules(RULES);

fn has_ended(record: &Record) -> bool {
    record.contains_key(&TO)
}
