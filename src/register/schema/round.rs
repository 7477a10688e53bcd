//! A round of registration: a year may have several, such as one in spring and one before the festival of 18 November.

use crate::register::default::open_year;
use crate::register::field::{Field, FieldId};
use crate::register::rule::round::RULES;

use super::{Schema, Unique};

/// The year.
pub const YEAR: FieldId = 1;
/// Its name.
pub const NAME: FieldId = 2;
/// First day.
pub const OPENS: FieldId = 3;
/// Last day; a form that comes later is late.
pub const CLOSES: FieldId = 4;

const FIELDS: &[Field] = &[
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .aliases(&["Năm đăng ký"])
        .help("Năm của đợt đăng ký.", "The year of the round."),
    Field::text(NAME, "name", 100, "Tên đợt", "Name")
        .draft()
        .column(36)
        .aliases(&["Đợt", "Đợt đăng ký"])
        .help("Ví dụ: Đợt 1; Đợt Ngày hội 18/11.", "For example the first round."),
    Field::date(OPENS, "opens", "Mở từ", "Opens")
        .required()
        .column(10)
        .aliases(&["Từ ngày", "Bắt đầu"])
        .help("Ngày bắt đầu nhận đăng ký.", "The first day for forms."),
    Field::date(CLOSES, "closes", "Hạn nộp", "Closes")
        .required()
        .column(10)
        .aliases(&["Đến ngày", "Hạn đăng ký", "Kết thúc"])
        .help("Nộp sau ngày này là muộn. Ví dụ: 25/10/2026.", "Forms after this day are late."),
    Field::link(5, "plan", "year_plan", "Thuộc kế hoạch", "Plan")
        .help("Kế hoạch năm.", "The year's plan that sets it."),
    Field::text(6, "note", 300, "Ghi chú", "Note").help("Điều cần nhớ về đợt này.", "What else to know about it."),
];

/// The round of registration (đợt đăng ký).
pub const SCHEMA: Schema = Schema::new(16, "round", ("đợt đăng ký", "round"), ("đợt đăng ký", "rounds"), FIELDS)
    .title(&[NAME, YEAR])
    .order(&[YEAR, OPENS])
    .unique(&[Unique { fields: &[YEAR, NAME], for_ever: false }])
    .by_year(YEAR)
    .rules(RULES);
