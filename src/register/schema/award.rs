//! An award by decision to a collective or an individual, with or without a model.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::fit;
use crate::register::record::{Read, Record};
use crate::register::rule::award::RULES;

use super::Schema;

/// Collective or individual.
pub const RECIPIENT_KIND: FieldId = 1;
/// The organisation, for a collective.
pub const ORG: FieldId = 2;
/// The person, for an individual.
pub const PERSON: FieldId = 3;
/// The registration for which it is given.
pub const MODEL_YEAR: FieldId = 4;
/// Form, of catalogue `hinh_thuc_khen`.
pub const FORM: FieldId = 5;
/// What it is given for.
pub const ACHIEVEMENT: FieldId = 6;
/// The decision.
pub const DECISION_DOC: FieldId = 7;
/// Day of the decision.
pub const DATE: FieldId = 8;
/// Money that goes with it.
pub const AMOUNT: FieldId = 9;

/// Code of [`RECIPIENT_KIND`] for a group.
pub const COLLECTIVE: &str = "TAP_THE";
/// Code of [`RECIPIENT_KIND`] for one person.
pub const ONE_PERSON: &str = "CA_NHAN";

const KINDS: &[Choice] = &[choice(COLLECTIVE, "Tập thể", "Collective"), choice(ONE_PERSON, "Cá nhân", "Individual")];

const FIELDS: &[Field] = &[
    Field::fixed(RECIPIENT_KIND, "recipient_kind", KINDS, "Tập thể / Cá nhân", "Collective or individual")
        .draft()
        .default(COLLECTIVE)
        .column(9)
        .aliases(&["Đối tượng khen"])
        .help("Danh sách khen tách tập thể và cá nhân.", "The list keeps the two apart."),
    Field::link(ORG, "org", "organisation", "Tập thể", "Collective")
        .required_when(goes_to_a_collective)
        .column(18)
        .aliases(&["Tên tập thể", "Đơn vị"])
        .help("Đơn vị được khen.", "The organisation that gets it."),
    Field::link(PERSON, "person", "person", "Cá nhân", "Individual")
        .fits(fit::people_of::<ORG>)
        .required_when(goes_to_a_person)
        .column(18)
        .aliases(&["Tên cá nhân", "Họ và tên"])
        .help("Người được khen.", "The person who gets it."),
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Nếu khen vì một mô hình.", "If it is given for a model."),
    Field::one_of(FORM, "form", "hinh_thuc_khen", "Hình thức", "Form")
        .draft()
        .column(16)
        .aliases(&["Hình thức khen thưởng"])
        .help("Giấy khen, bằng khen, biểu dương…", "Certificate, diploma, praise…"),
    Field::memo(ACHIEVEMENT, "achievement", "Thành tích", "Achievement")
        .aliases(&["Tóm tắt thành tích", "Nội dung thành tích"])
        .help("Khen vì việc gì.", "What it is given for."),
    Field::link(DECISION_DOC, "decision_doc", "document", "Quyết định", "Decision")
        .required()
        .aliases(&["Quyết định số", "Số quyết định"])
        .help("Quyết định khen thưởng.", "The decision."),
    Field::date(DATE, "date", "Ngày", "Date")
        .required()
        .column(10)
        .aliases(&["Ngày quyết định", "Ngày khen"])
        .help("Ngày quyết định.", "The day of the decision."),
    Field::money(AMOUNT, "amount", "Mức thưởng", "Amount")
        .aliases(&["Mức", "Số tiền", "Tiền thưởng"])
        .help("Ví dụ: 500.000; không kèm tiền thì ghi 0.", "For example 500.000; 0 for none."),
    Field::memo(10, "note", "Ghi chú", "Note").help("Điều cần nhớ về khen thưởng.", "What else to know about it."),
];

/// The award (khen thưởng).
pub const SCHEMA: Schema = Schema::new(21, "award", ("khen thưởng", "award"), ("khen thưởng", "awards"), FIELDS)
    .title(&[FORM, ORG, PERSON])
    .order(&[RECIPIENT_KIND, DATE])
    .by_year(DATE)
    .rules(RULES);

fn goes_to_a_collective(record: &Record) -> bool {
    record.choice(RECIPIENT_KIND) == Some(COLLECTIVE)
}

fn goes_to_a_person(record: &Record) -> bool {
    record.choice(RECIPIENT_KIND) == Some(ONE_PERSON)
}
