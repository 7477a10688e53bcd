//! A neighbourhood's figures of one year: households, people, poverty, cultural titles.
//!
//! They are the dated denominators of all percentages.

use crate::register::default::open_year;
use crate::register::field::{Field, FieldId};
use crate::register::rule::neighbourhood_year::RULES;

use super::{Schema, Unique};

/// The neighbourhood.
pub const NEIGHBOURHOOD: FieldId = 1;
/// The year.
pub const YEAR: FieldId = 2;
/// Households.
pub const HOUSEHOLDS: FieldId = 3;
/// People.
pub const POPULATION: FieldId = 4;
/// Poor households.
pub const POOR_HH: FieldId = 5;
/// Near-poor households.
pub const NEAR_POOR_HH: FieldId = 6;
/// Party members.
pub const PARTY_MEMBERS: FieldId = 7;
/// Households with the title of cultural family.
pub const CULTURAL_FAMILIES: FieldId = 8;
/// Whether the neighbourhood has the cultural title.
pub const IS_CULTURAL: FieldId = 9;
/// Whether it held the unity festival of 18 November.
pub const UNITY_DAY: FieldId = 10;
/// The day as of which the figures hold.
pub const AS_OF: FieldId = 12;

const FIELDS: &[Field] = &[
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .draft()
        .column(20)
        .aliases(&["Tổ dân phố", "Thôn", "Tên khu dân cư", "Địa bàn"])
        .help("Ghi mã hoặc tên. Ví dụ: TDP05.", "By code or name, for example TDP05."),
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .aliases(&["Năm số liệu"])
        .help("Mỗi khu dân cư một bản mỗi năm.", "One a neighbourhood a year."),
    Field::integer(HOUSEHOLDS, "households", (0, 1_000_000, "hộ"), "Số hộ", "Households")
        .required()
        .column(9)
        .aliases(&["Tổng số hộ", "Hộ"])
        .help("Mẫu số của mọi tỷ lệ hộ. Ví dụ: 452.", "The denominator of every share of households, for example 452."),
    Field::integer(POPULATION, "population", (0, 10_000_000, "người"), "Nhân khẩu", "Population")
        .column(12)
        .aliases(&["Số nhân khẩu", "Dân số", "Số khẩu"])
        .help("Ví dụ: 1.824.", "For example 1.824."),
    Field::integer(POOR_HH, "poor_hh", (0, 1_000_000, "hộ"), "Hộ nghèo", "Poor households")
        .column(9)
        .aliases(&["Số hộ nghèo"])
        .help("Ví dụ: 18; không có thì ghi 0.", "For example 18; write 0 for none."),
    Field::integer(NEAR_POOR_HH, "near_poor_hh", (0, 1_000_000, "hộ"), "Hộ cận nghèo", "Near-poor households")
        .aliases(&["Số hộ cận nghèo", "Cận nghèo"])
        .help("Ví dụ: 20; không có thì ghi 0.", "For example 20; write 0 for none."),
    Field::integer(PARTY_MEMBERS, "party_members", (0, 100_000, "đảng viên"), "Đảng viên", "Party members")
        .aliases(&["Số đảng viên", "Đảng số"])
        .help("Ví dụ: 22.", "For example 22."),
    Field::integer(
        CULTURAL_FAMILIES,
        "cultural_families",
        (0, 1_000_000, "hộ"),
        "Gia đình văn hoá",
        "Cultural families",
    )
    .column(9)
    .aliases(&["Hộ đạt Gia đình văn hoá", "Số hộ văn hoá"])
    .help("Số hộ đạt danh hiệu. Ví dụ: 435.", "Households with the title, for example 435."),
    Field::flag(IS_CULTURAL, "is_cultural", "Đạt khu dân cư văn hoá", "Cultural neighbourhood")
        .column(6)
        .aliases(&["Khu dân cư văn hoá", "Tổ dân phố văn hoá", "Thôn văn hoá"])
        .help("\"Có\" nếu năm đó được công nhận.", "Whether it has the title that year."),
    Field::flag(UNITY_DAY, "unity_day", "Tổ chức Ngày hội 18/11", "Held the festival of 18 November")
        .aliases(&["Ngày hội Đại đoàn kết"])
        .help("\"Có\" nếu đã tổ chức Ngày hội Đại đoàn kết.", "Whether the unity festival was held."),
    Field::text(11, "source", 200, "Nguồn số liệu", "Source")
        .required()
        .aliases(&["Nguồn"])
        .help("Ví dụ: báo cáo tổ dân phố; quyết định hộ nghèo.", "For example the neighbourhood's report."),
    Field::date(AS_OF, "as_of", "Thời điểm", "As of")
        .required()
        .aliases(&["Tính đến ngày", "Thời điểm số liệu"])
        .help("Số liệu đúng vào ngày nào. Ví dụ: 31/12/2025.", "The day on which the figures held."),
    Field::memo(13, "note", "Ghi chú", "Note").help("Điều cần nhớ về số liệu.", "What else to know about the figures."),
];

/// The year's figures of a neighbourhood (số liệu năm).
pub const SCHEMA: Schema = Schema::new(
    3,
    "neighbourhood_year",
    ("số liệu năm của khu dân cư", "year's figures"),
    ("số liệu năm của khu dân cư", "years' figures"),
    FIELDS,
)
.title(&[YEAR, NEIGHBOURHOOD])
.order(&[YEAR, NEIGHBOURHOOD])
.unique(&[Unique { fields: &[NEIGHBOURHOOD, YEAR], for_ever: false }])
.by_year(YEAR)
.child_of(NEIGHBOURHOOD)
.rules(RULES);
