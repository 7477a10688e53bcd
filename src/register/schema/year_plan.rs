//! The year's plan of the movement: theme, deadline of registration, reviews, targets.

use crate::register::default::open_year;
use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::rule::year_plan::RULES;

use super::{Schema, Unique};

/// The year.
pub const YEAR: FieldId = 1;
/// The paper.
pub const PLAN_DOC: FieldId = 2;
/// The theme.
pub const THEME: FieldId = 3;
/// Day of the launch.
pub const LAUNCH_DATE: FieldId = 4;
/// Last day of registration.
pub const REGISTER_DEADLINE: FieldId = 5;
/// Day of the mid-year review.
pub const MID_REVIEW_DATE: FieldId = 6;
/// Day of the final review.
pub const FINAL_REVIEW_DATE: FieldId = 7;
/// State.
pub const STATUS: FieldId = 9;

const STATES: &[Choice] = &[
    choice("DU_THAO", "Dự thảo", "Draft"),
    choice("BAN_HANH", "Đã ban hành", "Issued"),
    choice("KHOA", "Đã khoá", "Locked"),
];

const FIELDS: &[Field] = &[
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .aliases(&["Năm kế hoạch"])
        .help("Mỗi năm một kế hoạch.", "One plan a year."),
    Field::text(THEME, "theme", 500, "Chủ đề năm", "Theme")
        .column(34)
        .aliases(&["Chủ đề"])
        .help("Ví dụ: Đẩy mạnh thực hiện quy chế dân chủ ở cơ sở.", "For example democracy at the grass roots."),
    Field::link(PLAN_DOC, "plan_doc", "document", "Kế hoạch số", "Plan paper")
        .aliases(&["Văn bản kế hoạch", "Kế hoạch"])
        .help("Văn bản kế hoạch năm. Ví dụ: 07-KH/BCĐ.", "The paper, for example 07-KH/BCĐ."),
    Field::date(LAUNCH_DATE, "launch_date", "Ngày phát động", "Launch")
        .aliases(&["Phát động"])
        .help("Ngày lễ phát động, hội nghị triển khai. Ví dụ: 9/3.", "The day of the opening, for example 9/3."),
    Field::date(REGISTER_DEADLINE, "register_deadline", "Hạn đăng ký", "Deadline of registration")
        .required()
        .column(10)
        .aliases(&["Thời hạn đăng ký"])
        .help("Ngày cuối nhận bản đăng ký.", "The last day for forms; rounds may have their own."),
    Field::date(MID_REVIEW_DATE, "mid_review_date", "Ngày sơ kết", "Mid-year review")
        .aliases(&["Sơ kết"])
        .help("Thường tháng 6, tháng 7.", "Usually June or July."),
    Field::date(FINAL_REVIEW_DATE, "final_review_date", "Ngày tổng kết", "Final review")
        .aliases(&["Tổng kết"])
        .help("Thường tháng 11, tháng 12.", "Usually November or December."),
    Field::list(8, "targets", 200, "Chỉ tiêu", "Targets").aliases(&["Chỉ tiêu năm"]).help(
        "Mỗi dòng: phạm vi và số tối thiểu. Ví dụ: Mỗi chi bộ: 1 mô hình.",
        "One a line: scope and least number.",
    ),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "State")
        .required()
        .default("DU_THAO")
        .column(12)
        .aliases(&["Tình trạng"])
        .help("Dự thảo, đã ban hành, đã khoá.", "Draft, issued, locked."),
    Field::memo(10, "note", "Ghi chú", "Note").help("Điều cần nhớ về kế hoạch.", "What else to know about the plan."),
];

/// The year's plan (kế hoạch năm).
pub const SCHEMA: Schema =
    Schema::new(10, "year_plan", ("kế hoạch năm", "year's plan"), ("kế hoạch năm", "years' plans"), FIELDS)
        .title(&[YEAR, THEME])
        .order(&[YEAR])
        .unique(&[Unique { fields: &[YEAR], for_ever: false }])
        .rules(RULES);
