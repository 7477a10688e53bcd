//! A line of item 7 of the registration form: means from one source, in money or in kind.

use crate::register::field::{Field, FieldId};
use crate::register::record::Record;
use crate::register::rule::budget_line::RULES;

use super::Schema;

/// The registration.
pub const MODEL_YEAR: FieldId = 1;
/// Kind, of catalogue `loai_nguon_luc`.
pub const KIND: FieldId = 2;
/// Money.
pub const AMOUNT: FieldId = 3;
/// How much in kind.
pub const QUANTITY: FieldId = 4;
/// The unit of what is in kind.
pub const UNIT: FieldId = 5;

/// Code of [`KIND`] for days of work.
pub const WORK: &str = "NGAY_CONG";

const FIELDS: &[Field] = &[
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .draft()
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Kinh phí của mô hình nào, năm nào.", "Which model of which year."),
    Field::one_of(KIND, "kind", "loai_nguon_luc", "Nguồn lực", "Kind")
        .draft()
        .column(16)
        .aliases(&["Loại nguồn lực", "Nguồn"])
        .help("Ngân sách, xã hội hoá, quỹ, ngày công, hiện vật.", "Budget, raised from society, funds, work, goods."),
    Field::money(AMOUNT, "amount", "Số tiền", "Amount")
        .required_when(is_not_in_kind)
        .column(18)
        .aliases(&["Kinh phí", "Thành tiền"])
        .help("Ví dụ: 310tr; không có thì ghi 0.", "For example 310tr; write 0 for none."),
    Field::decimal(QUANTITY, "quantity", (0, 1_000_000_000, 2, ""), "Số lượng", "Quantity")
        .column(12)
        .aliases(&["Khối lượng", "Số ngày công"])
        .help("Với ngày công, hiện vật. Ví dụ: 45.", "For work and goods, for example 45."),
    Field::text(UNIT, "unit", 20, "Đơn vị tính", "Unit")
        .required_when(is_in_kind)
        .column(10)
        .aliases(&["ĐVT", "Đơn vị"])
        .help("Ví dụ: công, kg, bao.", "For example công, kg."),
    Field::text(6, "giver", 200, "Ai góp", "From whom")
        .column(16)
        .aliases(&["Đơn vị hỗ trợ", "Người góp"])
        .help("Ví dụ: doanh nghiệp và các hộ dọc tuyến.", "For example firms and households along the street."),
    Field::text(7, "note", 300, "Ghi chú", "Note").help("Điều cần nhớ về khoản này.", "What else to know about it."),
];

/// The budget line (nguồn lực của lượt đăng ký).
pub const SCHEMA: Schema =
    Schema::new(26, "budget_line", ("dòng kinh phí", "budget line"), ("kinh phí, nguồn lực", "budget lines"), FIELDS)
        .title(&[KIND, AMOUNT, QUANTITY])
        .order(&[MODEL_YEAR, KIND])
        .child_of(MODEL_YEAR)
        .rules(RULES);

fn is_in_kind(record: &Record) -> bool {
    record.contains_key(&QUANTITY)
}

fn is_not_in_kind(record: &Record) -> bool {
    !is_in_kind(record)
}
