//! An inspection: survey of a place, inspection, urging, supervision, guidance on the spot.

use crate::register::field::{Field, FieldId};
use crate::register::fit;
use crate::register::record::{Read, Record};
use crate::register::rule::inspection::RULES;

use super::Schema;

/// Day.
pub const DATE: FieldId = 1;
/// Kind, of catalogue `loai_kiem_tra`.
pub const KIND: FieldId = 2;
/// Who went.
pub const TEAM: FieldId = 3;
/// The organisation that was inspected.
pub const ORG: FieldId = 4;
/// The model that was inspected.
pub const MODEL: FieldId = 5;
/// The neighbourhood that was inspected.
pub const NEIGHBOURHOOD: FieldId = 6;
/// What was found.
pub const FINDINGS: FieldId = 7;
/// Rating, of catalogue `xep_loai_kiem_tra`.
pub const RATING: FieldId = 8;
/// What was asked for.
pub const REQUESTS: FieldId = 9;

/// Code of [`KIND`] for the survey of a place.
pub const SURVEY: &str = "KHAO_SAT";

const FIELDS: &[Field] = &[
    Field::date(DATE, "date", "Ngày", "Date")
        .draft()
        .default("T")
        .column(10)
        .aliases(&["Ngày kiểm tra", "Thời gian"])
        .help("Ngày đi kiểm tra, khảo sát. Ví dụ: 12/4.", "The day, for example 12/4."),
    Field::one_of(KIND, "kind", "loai_kiem_tra", "Hình thức", "Kind")
        .draft()
        .column(14)
        .aliases(&["Loại", "Hình thức kiểm tra"])
        .help(
            "Khảo sát, kiểm tra, đôn đốc, giám sát, cầm tay chỉ việc.",
            "Survey, inspection, urging, supervision, guidance.",
        ),
    Field::links(TEAM, "team", "person", "Thành phần đi", "Team")
        .fits(fit::people_with_a_seat)
        .required()
        .aliases(&["Đoàn kiểm tra", "Người kiểm tra", "Thành phần"])
        .help("Những người đi kiểm tra.", "Who went."),
    Field::link(MODEL, "model", "model", "Mô hình", "Model")
        .required_when(names_neither_unit_nor_place)
        .column(22)
        .aliases(&["Tên mô hình"])
        .help("Mô hình được kiểm tra; hoặc ghi đơn vị, khu dân cư.", "The model; or name a unit or a neighbourhood."),
    Field::link(ORG, "org", "organisation", "Đơn vị", "Organisation")
        .fits(fit::unit_of_model::<MODEL>)
        .aliases(&["Đơn vị được kiểm tra"])
        .help("Đơn vị được kiểm tra.", "The unit that was inspected."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .fits(fit::places_of_model::<MODEL>)
        .column(14)
        .aliases(&["Tổ dân phố", "Thôn", "Địa bàn"])
        .help("Khu dân cư được kiểm tra.", "The neighbourhood that was inspected."),
    Field::memo(FINDINGS, "findings", "Kết quả kiểm tra", "Findings")
        .required()
        .aliases(&["Kết luận", "Nhận xét", "Nội dung"])
        .help("Thấy gì, đạt gì, còn vướng gì.", "What was seen, what is done, what is in the way."),
    Field::one_of(RATING, "rating", "xep_loai_kiem_tra", "Đánh giá", "Rating")
        .column(14)
        .aliases(&["Xếp loại"])
        .help("Tốt, đạt, cần khắc phục, không hiệu quả.", "Good, sufficient, has to be mended, of no use."),
    Field::list(REQUESTS, "requests", 300, "Yêu cầu sau kiểm tra", "Requests")
        .aliases(&["Kiến nghị", "Yêu cầu"])
        .help("Mỗi dòng một yêu cầu; mỗi yêu cầu lập một nhiệm vụ.", "One a line; each becomes a task."),
    Field::link(10, "minutes_doc", "document", "Biên bản", "Minutes").help("Biên bản kiểm tra.", "The minutes."),
    Field::integer(11, "orgs_checked", (0, 100_000, ""), "Số tổ chức được kiểm tra", "Organisations checked")
        .help("Ví dụ: 26 tổ chức đảng thì ghi 26.", "For example 26."),
    Field::integer(12, "people_checked", (0, 100_000, ""), "Số người được kiểm tra", "People checked")
        .help("Ví dụ: 27 đảng viên thì ghi 27.", "For example 27."),
    Field::list(13, "evidence", 300, "Ảnh, tài liệu", "Evidence")
        .aliases(&["Minh chứng", "Ảnh"])
        .help("Đường dẫn ảnh, tài liệu; mỗi dòng một mục.", "Paths of photographs and papers; one a line."),
    Field::memo(14, "note", "Ghi chú", "Note").help("Điều cần nhớ về cuộc kiểm tra.", "What else to know about it."),
];

/// The inspection (kiểm tra, khảo sát, đôn đốc).
pub const SCHEMA: Schema = Schema::new(
    17,
    "inspection",
    ("cuộc kiểm tra, khảo sát", "inspection"),
    ("kiểm tra, khảo sát", "inspections"),
    FIELDS,
)
.title(&[DATE, KIND, MODEL, ORG, NEIGHBOURHOOD])
.order(&[DATE])
.by_year(DATE)
.rules(RULES);

fn names_neither_unit_nor_place(record: &Record) -> bool {
    record.link(ORG).is_none() && record.link(NEIGHBOURHOOD).is_none()
}
