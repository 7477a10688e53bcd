//! The person: an officer, a head of a neighbourhood, an individual example.
//!
//! Identity numbers, Party card numbers and full dates of birth are not held: no report needs them.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::rule::person::RULES;

use super::Schema;

/// Full name.
pub const FULL_NAME: FieldId = 1;
/// Post.
pub const TITLE: FieldId = 3;
/// Organisation.
pub const ORG: FieldId = 5;
/// Neighbourhood.
pub const NEIGHBOURHOOD: FieldId = 6;
/// Telephone, shown on demand only.
pub const PHONE: FieldId = 7;
/// Whether the person is an individual example of the movement.
pub const IS_INDIVIDUAL_EXAMPLE: FieldId = 8;
/// Whether the person is still at work here.
pub const ACTIVE: FieldId = 9;
/// Note.
pub const NOTE: FieldId = 10;

const GENDERS: &[Choice] = &[choice("NAM", "nam", "male"), choice("NU", "nữ", "female")];

const FIELDS: &[Field] = &[
    Field::text(FULL_NAME, "full_name", 80, "Họ và tên", "Full name")
        .draft()
        .person_name()
        .column(24)
        .aliases(&["Họ tên", "Tên", "Họ và tên cán bộ"])
        .help("Ví dụ: Nông Văn Hạnh. Bảng xếp theo tên gọi.", "Sorted by given name."),
    Field::fixed(2, "gender", GENDERS, "Giới tính", "Gender")
        .aliases(&["Nam/Nữ", "Giới"])
        .help("Nam hoặc nữ.", "Male or female."),
    Field::text(TITLE, "title", 150, "Chức danh", "Post")
        .required()
        .column(26)
        .aliases(&["Chức vụ", "Chức vụ, đơn vị"])
        .help("Chức danh chính. Ví dụ: Trưởng Ban CTMT tổ 15.", "The main post."),
    Field::list(4, "other_posts", 150, "Chức danh kiêm nhiệm", "Other posts")
        .aliases(&["Kiêm nhiệm", "Chức vụ kiêm nhiệm"])
        .help("Ví dụ: Chủ tịch HĐND.", "Further posts held at once, for example chair of the people's council."),
    Field::link(ORG, "org", "organisation", "Đơn vị", "Organisation")
        .column(18)
        .aliases(&["Cơ quan", "Cơ quan, đơn vị", "Đơn vị công tác"])
        .help("Nơi công tác.", "Where the person works."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .column(8)
        .aliases(&["Tổ dân phố", "Thôn", "Địa bàn"])
        .help("Khu dân cư nơi người này phụ trách hoặc ở.", "The neighbourhood where the person lives or works."),
    Field::text(PHONE, "phone", 20, "Điện thoại", "Telephone")
        .private()
        .aliases(&["Số điện thoại", "SĐT", "ĐT"])
        .help("Không bắt buộc; chỉ hiện khi yêu cầu.", "Optional; shown on demand only."),
    Field::flag(IS_INDIVIDUAL_EXAMPLE, "is_individual_example", "Điển hình cá nhân", "Individual example")
        .aliases(&["Cá nhân điển hình"])
        .help("\"Có\" nếu là điển hình \"Dân vận khéo\". Ví dụ: Vy Văn Tàng.", "Whether an example of the movement."),
    Field::flag(ACTIVE, "active", "Đang công tác", "Active")
        .default("có")
        .aliases(&["Còn công tác", "Tình trạng"])
        .help("\"Không\" khi đã nghỉ hưu, chuyển công tác.", "No once retired or transferred."),
    Field::memo(NOTE, "note", "Ghi chú", "Note")
        .help("Không ghi số CCCD, số thẻ đảng, ngày sinh.", "No identity numbers, Party card numbers or birthdays."),
];

/// The person (cán bộ, cá nhân).
pub const SCHEMA: Schema =
    Schema::new(6, "person", ("cán bộ, cá nhân", "person"), ("cán bộ, cá nhân", "people"), FIELDS)
        .title(&[FULL_NAME, TITLE])
        .sought(&[FULL_NAME])
        .order(&[FULL_NAME])
        .rules(RULES);
