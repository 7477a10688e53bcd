//! A commitment that households sign: what each of them keeps to so that the model lasts.

use crate::register::field::{Field, FieldId};
use crate::register::fit;
use crate::register::rule::commitment::RULES;

use super::Schema;

/// The registration.
pub const MODEL_YEAR: FieldId = 1;
/// What is kept to.
pub const DUTY: FieldId = 2;
/// How many households signed.
pub const SIGNED: FieldId = 3;
/// Out of how many.
pub const OUT_OF: FieldId = 4;
/// Day of signing.
pub const SIGNED_ON: FieldId = 5;
/// The neighbourhood.
pub const NEIGHBOURHOOD: FieldId = 6;

const FIELDS: &[Field] = &[
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .draft()
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Cam kết của mô hình nào, năm nào.", "Which model of which year."),
    Field::text(DUTY, "duty", 300, "Nội dung cam kết", "Duty")
        .draft()
        .column(36)
        .aliases(&["Cam kết", "Nội dung"])
        .help(
            "Ví dụ: đổ rác đúng giờ, đúng nơi; không lấn chiếm vỉa hè.",
            "For example waste at the set time and place.",
        ),
    Field::integer(SIGNED, "signed", (0, 1_000_000, "hộ"), "Số hộ ký", "Households signed")
        .required()
        .column(9)
        .aliases(&["Số hộ ký cam kết", "Số hộ"])
        .help("Bao nhiêu hộ đã ký. Ví dụ: 55.", "How many have signed, for example 55."),
    Field::integer(OUT_OF, "out_of", (0, 1_000_000, "hộ"), "Trên tổng số hộ", "Out of households")
        .column(9)
        .aliases(&["Tổng số hộ"])
        .help("Tổng số hộ trong phạm vi. Ví dụ: 55.", "All households within reach, for example 55."),
    Field::date(SIGNED_ON, "signed_on", "Ngày ký", "Signed on")
        .column(10)
        .help("Ngày tổ chức ký cam kết.", "The day of the signing."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .fits(fit::places_of_registration::<MODEL_YEAR>)
        .aliases(&["Tổ dân phố", "Thôn"])
        .help("Nếu chỉ một khu dân cư ký.", "If the households are of one neighbourhood."),
    Field::list(7, "evidence", 300, "Danh sách ký", "Signed list")
        .aliases(&["Minh chứng"])
        .help("Tệp danh sách hộ ký cam kết.", "The file with the signed list."),
    Field::text(8, "note", 300, "Ghi chú", "Note").help("Điều cần nhớ về cam kết.", "What else to know about it."),
];

/// The commitment (cam kết của hộ dân).
pub const SCHEMA: Schema = Schema::new(27, "commitment", ("cam kết", "commitment"), ("cam kết", "commitments"), FIELDS)
    .title(&[DUTY])
    .order(&[MODEL_YEAR, DUTY])
    .child_of(MODEL_YEAR)
    .rules(RULES);
