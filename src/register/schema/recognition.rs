//! A recognition of a registration by decision: of the ward, as exemplary, of the province.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::rule::recognition::RULES;

use super::{Schema, Unique};

/// The registration.
pub const MODEL_YEAR: FieldId = 1;
/// The level.
pub const LEVEL: FieldId = 2;
/// The decision.
pub const DECISION_DOC: FieldId = 3;
/// Day of the decision.
pub const DATE: FieldId = 4;

/// Code of [`LEVEL`] for recognition by the ward.
pub const OF_THE_WARD: &str = "PHUONG";
/// Code of [`LEVEL`] for an exemplary model.
pub const EXEMPLARY: &str = "TIEU_BIEU";
/// Code of [`LEVEL`] for recognition by the province.
pub const OF_THE_PROVINCE: &str = "TINH";

const LEVELS: &[Choice] = &[
    choice(OF_THE_WARD, "Cấp phường", "Ward"),
    choice(EXEMPLARY, "Tiêu biểu", "Exemplary"),
    choice(OF_THE_PROVINCE, "Cấp tỉnh", "Province"),
];

const FIELDS: &[Field] = &[
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .draft()
        .column(36)
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Mô hình nào, năm nào.", "Which model of which year."),
    Field::fixed(LEVEL, "level", LEVELS, "Mức công nhận", "Level")
        .draft()
        .column(12)
        .aliases(&["Cấp công nhận", "Cấp"])
        .help(
            "Công nhận trước, rồi tiêu biểu, rồi đề nghị khen.",
            "First recognised, then exemplary, then proposed for award.",
        ),
    Field::link(DECISION_DOC, "decision_doc", "document", "Quyết định", "Decision")
        .required()
        .column(16)
        .aliases(&["Quyết định số", "Số quyết định"])
        .help("Không có quyết định thì chưa là công nhận.", "Without a decision nothing is recognised."),
    Field::date(DATE, "date", "Ngày công nhận", "Date")
        .required()
        .column(10)
        .aliases(&["Ngày", "Ngày quyết định"])
        .help("Ngày quyết định.", "The day of the decision."),
    Field::one_of(5, "proposed_award", "hinh_thuc_khen", "Đề nghị khen", "Proposed award")
        .aliases(&["Đề nghị khen thưởng"])
        .help("Hình thức đề nghị khen, nếu có.", "The award that is proposed, if any."),
    Field::memo(6, "note", "Ghi chú", "Note").help("Điều cần nhớ về lần công nhận.", "What else to know about it."),
];

/// The recognition (công nhận).
pub const SCHEMA: Schema =
    Schema::new(20, "recognition", ("công nhận", "recognition"), ("công nhận", "recognitions"), FIELDS)
        .title(&[MODEL_YEAR, LEVEL])
        .order(&[DATE, MODEL_YEAR])
        .unique(&[Unique { fields: &[MODEL_YEAR, LEVEL], for_ever: false }])
        .by_year(DATE)
        .rules(RULES);
