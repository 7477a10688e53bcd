//! An indicator of a registration: how much of a metric it sets out to reach.
//!
//! What was reached is counted from the result entries, never typed here.

use crate::register::field::{Field, FieldId};
use crate::register::rule::indicator::RULES;

use super::{Schema, Unique};

/// The registration.
pub const MODEL_YEAR: FieldId = 1;
/// The metric.
pub const METRIC: FieldId = 2;
/// What is to be reached.
pub const TARGET: FieldId = 3;
/// What there was before.
pub const BASELINE: FieldId = 4;
/// By when.
pub const DUE: FieldId = 5;

/// Whether its results must have evidence.
pub const EVIDENCE_REQUIRED: FieldId = 6;
/// The indicator in the form's words.
pub const TEXT: FieldId = 7;

/// What an indicator sets out, whichever year it is of.
pub const SET_OUT: &[FieldId] = &[METRIC, TARGET, BASELINE, EVIDENCE_REQUIRED, TEXT];

/// Its fields.
pub(super) const FIELDS: &[Field] = &[
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .draft()
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Chỉ tiêu thuộc mô hình nào, năm nào.", "Which model of which year."),
    Field::link(METRIC, "metric", "metric", "Chỉ số", "Metric")
        .draft()
        .column(30)
        .aliases(&["Chỉ tiêu", "Nội dung"])
        .help("Ví dụ: DAT (đất hiến), CHAU (chậu hoa).", "For example DAT, CHAU."),
    Field::quantity(TARGET, "target", METRIC, "Chỉ tiêu", "Target")
        .draft()
        .column(16)
        .aliases(&["Kế hoạch", "Số lượng", "Mục tiêu"])
        .help("Con số phải đạt. Ví dụ: 310.", "The figure to be reached, for example 310."),
    Field::quantity(BASELINE, "baseline", METRIC, "Hiện trạng", "Baseline")
        .aliases(&["Số đầu kỳ", "Trước khi làm"])
        .help("Con số trước khi làm, nếu có.", "The figure before the work, if there was one."),
    Field::date(DUE, "due", "Hạn đạt", "By")
        .column(10)
        .aliases(&["Thời hạn", "Hạn"])
        .help("Đạt trước ngày nào; để trống là hết năm.", "By when; empty means the end of the year."),
    Field::flag(EVIDENCE_REQUIRED, "evidence_required", "Phải có minh chứng", "Needs evidence")
        .help("\"Có\" nếu kết quả phải kèm minh chứng.", "Whether its results must have evidence."),
    Field::text(TEXT, "text", 300, "Diễn giải", "In words")
        .help("Chỉ tiêu bằng lời như bản đăng ký.", "The indicator as the form words it."),
    Field::text(8, "note", 300, "Ghi chú", "Note").help("Cách đo, cách đếm.", "How it is measured."),
];

/// The indicator (chỉ tiêu của mô hình).
pub const SCHEMA: Schema = Schema::new(13, "indicator", ("chỉ tiêu", "indicator"), ("chỉ tiêu", "indicators"), FIELDS)
    .title(&[METRIC, TARGET])
    .order(&[MODEL_YEAR, METRIC])
    .unique(&[Unique { fields: &[MODEL_YEAR, METRIC], for_ever: false }])
    .child_of(MODEL_YEAR)
    .rules(RULES);
