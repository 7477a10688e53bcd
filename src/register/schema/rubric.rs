//! A row of a rubric: a criterion with its greatest score, or a grade with the least total that it needs.
//!
//! The scores of the criteria in use come to 100.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::rubric::RULES;

use super::{Schema, Unique};

/// Name of the rubric.
pub const NAME: FieldId = 1;
/// Criterion or grade.
pub const KIND: FieldId = 2;
/// Code within the rubric.
pub const CODE: FieldId = 3;
/// The criterion or grade in words.
pub const CRITERION: FieldId = 4;
/// Greatest score of a criterion, least total of a grade.
pub const WEIGHT: FieldId = 5;
/// The grade, of catalogue `xep_loai`.
pub const GRADE: FieldId = 6;
/// Place in the rubric.
pub const ORDER: FieldId = 7;
/// First year.
pub const VALID_FROM_YEAR: FieldId = 8;
/// Last year.
pub const VALID_TO_YEAR: FieldId = 9;
/// Whether it is in use.
pub const ACTIVE: FieldId = 10;

/// Code of [`KIND`] for a criterion.
pub const IS_CRITERION: &str = "TIEU_CHI";
/// Code of [`KIND`] for a grade.
pub const IS_GRADE: &str = "XEP_LOAI";

const KINDS: &[Choice] = &[choice(IS_CRITERION, "Tiêu chí", "Criterion"), choice(IS_GRADE, "Ngưỡng xếp loại", "Grade")];

const FIELDS: &[Field] = &[
    Field::text(NAME, "name", 100, "Thang điểm", "Rubric")
        .draft()
        .column(18)
        .aliases(&["Tên thang điểm", "Bộ tiêu chí"])
        .help("Ví dụ: Thang điểm 2026.", "For example the rubric of 2026."),
    Field::fixed(KIND, "kind", KINDS, "Loại dòng", "Kind of row")
        .required()
        .default(IS_CRITERION)
        .help("Tiêu chí chấm điểm hay ngưỡng xếp loại.", "A criterion, or the threshold of a grade."),
    Field::text(CODE, "code", 10, "Mã", "Code")
        .draft()
        .column(5)
        .aliases(&["Mã tiêu chí"])
        .help("Ví dụ: A, B, C; dùng khi ghi điểm.", "For example A, B, C; scores name it."),
    Field::text(CRITERION, "criterion", 200, "Nội dung", "Words")
        .draft()
        .column(34)
        .aliases(&["Tiêu chí", "Nội dung tiêu chí"])
        .help("Ví dụ: Sát nhu cầu dân, có họp dân, đồng thuận.", "What is looked at."),
    Field::decimal(WEIGHT, "weight", (0, 100, 2, "điểm"), "Điểm", "Points")
        .required()
        .column(9)
        .aliases(&["Điểm tối đa", "Thang điểm", "Điểm chuẩn"])
        .help(
            "Tiêu chí: điểm tối đa. Xếp loại: điểm thấp nhất để đạt.",
            "A criterion's greatest score; a grade's least total.",
        ),
    Field::one_of(GRADE, "grade", "xep_loai", "Xếp loại", "Grade")
        .required_when(is_grade)
        .help("Chỉ với dòng ngưỡng xếp loại.", "For a threshold only."),
    Field::integer(ORDER, "order", (0, 100_000, ""), "Thứ tự", "Order")
        .aliases(&["STT"])
        .help("Thứ tự trong thang điểm.", "Its place in the rubric."),
    Field::integer(VALID_FROM_YEAR, "valid_from_year", (1990, 2100, ""), "Từ năm", "From year")
        .help("Năm đầu dùng thang điểm này.", "The first year in which it holds."),
    Field::integer(VALID_TO_YEAR, "valid_to_year", (1990, 2100, ""), "Đến năm", "To year")
        .help("Năm cuối dùng thang điểm này.", "The last year in which it holds."),
    Field::flag(ACTIVE, "active", "Đang dùng", "In use")
        .default("có")
        .column(5)
        .help("\"Không\" khi đã thay thang điểm khác.", "No once another rubric took its place."),
    Field::memo(11, "guide", "Cách chấm", "Guide").help("Thế nào thì cho bao nhiêu điểm.", "How many points for what."),
];

/// The row of a rubric (thang điểm).
pub const SCHEMA: Schema =
    Schema::new(28, "rubric", ("dòng thang điểm", "rubric row"), ("thang điểm", "rubric rows"), FIELDS)
        .title(&[CODE, CRITERION])
        .order(&[NAME, ORDER, CODE])
        .unique(&[Unique { fields: &[NAME, CODE], for_ever: false }])
        .rules(RULES);

fn is_grade(record: &Record) -> bool {
    record.choice(KIND) == Some(IS_GRADE)
}
