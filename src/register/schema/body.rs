//! A steering body: the steering committee, its support team, a people's mobilisation block or group.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::body::RULES;

use super::Schema;

/// What it is.
pub const KIND: FieldId = 1;
/// Its full name.
pub const NAME: FieldId = 2;
/// The decision that set it up.
pub const ESTABLISHED_DOC: FieldId = 4;
/// First day.
pub const VALID_FROM: FieldId = 5;
/// Last day.
pub const VALID_TO: FieldId = 6;
/// The body that it replaces.
pub const REPLACES: FieldId = 7;
/// Its rules of procedure.
pub const RULES_DOC: FieldId = 8;
/// The neighbourhood of a neighbourhood's group.
pub const NEIGHBOURHOOD: FieldId = 10;

/// Code of [`KIND`] for the steering committee.
pub const COMMITTEE: &str = "BCD";
/// Code of [`KIND`] for the support team.
pub const SUPPORT_TEAM: &str = "TGV";
/// Code of [`KIND`] for a neighbourhood's group.
pub const LOCAL_GROUP: &str = "TO_DV";

const KINDS: &[Choice] = &[
    choice(COMMITTEE, "Ban Chỉ đạo", "Steering committee"),
    choice(SUPPORT_TEAM, "Tổ giúp việc", "Support team"),
    choice("KHOI_DV", "Khối dân vận", "Mobilisation block"),
    choice(LOCAL_GROUP, "Tổ dân vận khu dân cư", "Neighbourhood group"),
];

const FIELDS: &[Field] = &[
    Field::fixed(KIND, "kind", KINDS, "Loại", "Kind")
        .draft()
        .column(16)
        .aliases(&["Loại ban", "Loại tổ chức"])
        .help("Ban Chỉ đạo, Tổ giúp việc, khối hay tổ dân vận.", "Committee, support team, block or group."),
    Field::text(NAME, "name", 250, "Tên", "Name")
        .draft()
        .column(36)
        .aliases(&["Tên ban", "Tên tổ"])
        .help("Ghi đủ như quyết định thành lập.", "In full, as the decision has it."),
    Field::one_of(3, "level", "cap_ban", "Cấp", "Level").help("Cấp của ban. Ví dụ: cấp phường.", "Its level."),
    Field::link(ESTABLISHED_DOC, "established_doc", "document", "Quyết định thành lập", "Decision")
        .required()
        .aliases(&["Quyết định số", "Quyết định kiện toàn"])
        .help("Quyết định thành lập hoặc kiện toàn.", "The decision that set it up or re-made it."),
    Field::date(VALID_FROM, "valid_from", "Hiệu lực từ", "Valid from")
        .required()
        .column(10)
        .aliases(&["Từ ngày", "Ngày thành lập"])
        .help("Ngày quyết định có hiệu lực.", "The day on which the decision takes effect."),
    Field::date(VALID_TO, "valid_to", "Hiệu lực đến", "Valid to")
        .column(10)
        .aliases(&["Đến ngày"])
        .help("Ngày được thay thế; đang hoạt động thì để trống.", "The day of its replacement; empty while it works."),
    Field::link(REPLACES, "replaces", "body", "Thay cho", "Replaces")
        .help("Ban cũ mà lần kiện toàn này thay.", "The body that this one takes the place of."),
    Field::link(RULES_DOC, "rules_doc", "document", "Quy chế làm việc", "Rules of procedure")
        .help("Văn bản quy chế làm việc.", "The paper with its rules."),
    Field::text(9, "rules_period", 40, "Thời kỳ của quy chế", "Period of the rules")
        .help("Ví dụ: 2021–2025.", "For example 2021–2025."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .required_when(is_local)
        .aliases(&["Tổ dân phố", "Thôn"])
        .help("Chỉ với tổ dân vận khu dân cư.", "For a neighbourhood's group only."),
    Field::memo(11, "note", "Ghi chú", "Note").help("Điều cần nhớ về ban.", "What else to know about it."),
];

/// The steering body (Ban Chỉ đạo, Tổ giúp việc).
pub const SCHEMA: Schema = Schema::new(
    7,
    "body",
    ("ban chỉ đạo, tổ giúp việc", "steering body"),
    ("ban chỉ đạo, tổ giúp việc", "steering bodies"),
    FIELDS,
)
.title(&[NAME])
.order(&[KIND, VALID_FROM])
.rules(RULES);

fn is_local(record: &Record) -> bool {
    record.choice(KIND) == Some(LOCAL_GROUP)
}
