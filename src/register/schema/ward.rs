//! The ward's own profile: names, lines of its letterhead, standing body, term.
//!
//! A profile is dated: when the standing body or the name of the steering committee changes, a further profile is
//! made with the day from which it holds, so that a paper of an earlier day prints as it was then.

use chrono::NaiveDate;

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::id::Id;
use crate::register::query::Query;
use crate::register::record::{Read, Record};
use crate::register::records::Records;
use crate::register::rule::dates::{self, Span};
use crate::register::rule::{Rule, RuleCx, Severity};
use crate::register::words::{Label, Words};

use super::{Schema, Unique};

/// Kind of the unit: phường, xã or đặc khu.
pub const WARD_TYPE: FieldId = 1;
/// Its name, without the kind.
pub const WARD_NAME: FieldId = 2;
/// The province or city above it.
pub const PROVINCE: FieldId = 3;
/// The line of the Party organisation above.
pub const PARTY_SUPERIOR_LINE: FieldId = 4;
/// The line of the ward's own Party committee.
pub const PARTY_ISSUER_LINE: FieldId = 5;
/// Full name of the steering committee.
pub const COMMITTEE_NAME: FieldId = 6;
/// The organisation that collects and totals.
pub const STANDING_BODY: FieldId = 7;
/// The organisation that signs.
pub const SIGNING_BODY: FieldId = 8;
/// Where reports go.
pub const SUPERIOR: FieldId = 9;
/// Name of the Party term.
pub const TERM_LABEL: FieldId = 10;
/// First day of the term.
pub const TERM_FROM: FieldId = 11;
/// Last day of the term.
pub const TERM_TO: FieldId = 12;
/// Place printed before the date of a paper.
pub const PLACE_NAME: FieldId = 13;
/// The day as of which a year is reported.
pub const YEAR_CLOSE_RULE: FieldId = 14;
/// The day, where none of the usual ones holds.
pub const YEAR_CLOSE_CUSTOM: FieldId = 15;
/// The day from which this profile holds.
pub const VALID_FROM: FieldId = 20;

/// Kinds of units of today, then those of the district level whose figures up to 2025 are kept.
const WARD_TYPES: &[Choice] = &[
    choice("PHUONG", "phường", "ward"),
    choice("XA", "xã", "commune"),
    choice("DAC_KHU", "đặc khu", "special zone"),
    choice("HUYEN", "huyện (đến 2025)", "district (up to 2025)"),
    choice("THANH_PHO", "thành phố, thị xã (đến 2025)", "town (up to 2025)"),
];

/// Code of [`YEAR_CLOSE_RULE`] for a day of the ward's own.
pub const CLOSE_CUSTOM: &str = "KHAC";

const CLOSE_RULES: &[Choice] = &[
    choice("D1510", "15/10", "15 October"),
    choice("D3011", "30/11", "30 November"),
    choice("D1512", "15/12", "15 December"),
    choice(CLOSE_CUSTOM, "ngày khác", "another day"),
];

const FIELDS: &[Field] = &[
    Field::fixed(WARD_TYPE, "ward_type", WARD_TYPES, "Loại đơn vị", "Kind of unit")
        .draft()
        .column(9)
        .aliases(&["Loại hình đơn vị", "Cấp đơn vị"])
        .help("Phường, xã hay đặc khu.", "Ward, commune or special zone.")
        .section("Tên và địa danh", "Name and place"),
    Field::text(WARD_NAME, "ward_name", 80, "Tên", "Name")
        .draft()
        .column(18)
        .aliases(&["Tên phường", "Tên xã", "Tên đơn vị"])
        .help("Chỉ ghi tên, không ghi chữ phường. Ví dụ: Trường Sơn.", "The name alone, for example Trường Sơn."),
    Field::text(PROVINCE, "province", 80, "Tỉnh/thành phố", "Province or city")
        .required()
        .column(16)
        .aliases(&["Tỉnh", "Thành phố"])
        .help("Ví dụ: Thanh Hóa.", "For example Thanh Hóa."),
    Field::text(PARTY_SUPERIOR_LINE, "party_superior_line", 120, "Dòng tên đảng bộ cấp trên", "Superior Party line")
        .required()
        .aliases(&["Đảng bộ cấp trên"])
        .help(
            "Dòng đầu bên trái văn bản Đảng. Ví dụ: ĐẢNG BỘ TỈNH THANH HÓA.",
            "First line at the left of Party papers, for example ĐẢNG BỘ TỈNH THANH HÓA.",
        )
        .section("Dòng tên trên văn bản", "Lines of the letterhead"),
    Field::text(PARTY_ISSUER_LINE, "party_issuer_line", 120, "Dòng tên đảng ủy", "Party committee line")
        .required()
        .aliases(&["Tên đảng ủy"])
        .help("Ví dụ: ĐẢNG ỦY PHƯỜNG TRƯỜNG SƠN.", "For example ĐẢNG ỦY PHƯỜNG TRƯỜNG SƠN."),
    Field::text(COMMITTEE_NAME, "committee_name", 250, "Tên Ban Chỉ đạo", "Name of the steering committee")
        .required()
        .aliases(&["Ban Chỉ đạo"])
        .help(
            "Ghi đủ như quyết định. Ví dụ: Ban Chỉ đạo phong trào thi đua \"Dân vận khéo\" phường.",
            "In full, as the decision has it.",
        ),
    Field::link(STANDING_BODY, "standing_body", "organisation", "Cơ quan thường trực", "Standing body")
        .required()
        .aliases(&["Cơ quan tham mưu", "Cơ quan tổng hợp"])
        .help(
            "Cơ quan tham mưu, theo dõi, tổng hợp: Ban Xây dựng Đảng hoặc Ủy ban MTTQ.",
            "The body that collects and totals: the Party building board or the Fatherland Front.",
        ),
    Field::link(SIGNING_BODY, "signing_body", "organisation", "Cơ quan ký", "Signing body")
        .aliases(&["Cơ quan ban hành"])
        .help("Cơ quan ký văn bản, nếu khác cơ quan thường trực.", "Who signs, where not the standing body."),
    Field::text(SUPERIOR, "superior", 200, "Nơi nhận báo cáo", "Reports go to")
        .aliases(&["Cấp trên", "Nơi gửi báo cáo"])
        .help("Ví dụ: Ban Tuyên giáo và Dân vận Tỉnh ủy.", "For example the provincial board of Dân vận."),
    Field::text(TERM_LABEL, "term_label", 40, "Nhiệm kỳ", "Term")
        .required()
        .column(10)
        .help("Ví dụ: 2025–2030. Số văn bản Đảng chạy theo nhiệm kỳ.", "Party papers are numbered through the term.")
        .section("Nhiệm kỳ và mốc chốt năm", "Term and closing of the year"),
    Field::date(TERM_FROM, "term_from", "Nhiệm kỳ từ", "Term from")
        .required()
        .aliases(&["Từ ngày (nhiệm kỳ)"])
        .help("Ngày đại hội bắt đầu nhiệm kỳ.", "The day on which the term began."),
    Field::date(TERM_TO, "term_to", "Nhiệm kỳ đến", "Term to")
        .required()
        .aliases(&["Đến ngày (nhiệm kỳ)"])
        .help("Có thể chỉ ghi năm, ví dụ 2030.", "A year alone is enough, for example 2030."),
    Field::text(PLACE_NAME, "place_name", 80, "Địa danh trên văn bản", "Place on papers")
        .required()
        .aliases(&["Địa danh"])
        .help("In trước ngày tháng: \"Trường Sơn, ngày …\".", "Printed before the date of a paper."),
    Field::fixed(YEAR_CLOSE_RULE, "year_close_rule", CLOSE_RULES, "Mốc chốt năm", "Year is reported as of")
        .required()
        .default("D1512")
        .column(11)
        .aliases(&["Ngày chốt số liệu năm"])
        .help(
            "Ngày lấy số liệu báo cáo năm: 15/10 (ngày truyền thống), 30/11 hoặc 15/12.",
            "The day as of which the year's figures are reported.",
        ),
    Field::text(YEAR_CLOSE_CUSTOM, "year_close_custom", 5, "Ngày chốt khác", "Other closing day")
        .required_when(closes_on_another_day)
        .help("Ghi ngày/tháng, ví dụ 20/11.", "Day/month, for example 20/11."),
    Field::list(16, "quota_rules", 120, "Chỉ tiêu đăng ký tối thiểu", "Least number to register")
        .aliases(&["Chỉ tiêu đăng ký"])
        .help(
            "Mỗi dòng một loại đơn vị. Ví dụ: Đảng ủy 1–3; Đoàn thể 1.",
            "One kind of unit a line, for example Đảng ủy 1–3; Đoàn thể 1.",
        ),
    Field::text(17, "field_set", 40, "Bộ lĩnh vực đang dùng", "Set of fields of work in use")
        .help("Tên bộ lĩnh vực trong danh mục, nếu có nhiều bộ.", "Name of the set, where the list holds several."),
    Field::list(18, "former_wards", 80, "Các phường/xã cũ", "Former wards")
        .aliases(&["Phường xã trước sáp nhập"])
        .help("Ví dụ: Hương An; Hương Sơ; An Hòa.", "For example Hương An; Hương Sơ; An Hòa.")
        .section("Đặc điểm", "Features"),
    Field::list(19, "honours", 120, "Danh hiệu của phường", "Titles of the ward")
        .aliases(&["Danh hiệu"])
        .help("Ví dụ: Phường văn minh đô thị; Xã nông thôn mới nâng cao.", "Titles that the ward holds."),
    Field::date(VALID_FROM, "valid_from", "Hồ sơ có hiệu lực từ", "Profile holds from")
        .required()
        .default("T")
        .column(10)
        .aliases(&["Hiệu lực từ"])
        .help(
            "Khi đổi cơ quan thường trực, tên Ban Chỉ đạo…, thêm hồ sơ mới với ngày hiệu lực mới.",
            "When the standing body or a name changes, add a profile with its first day.",
        ),
    Field::decimal(21, "area_km2", (0, 100_000, 2, "km²"), "Diện tích", "Area")
        .help("Ví dụ: 19,43.", "For example 19,43."),
    Field::integer(22, "population", (0, 10_000_000, "người"), "Dân số", "Population")
        .help("Ví dụ: 35.885.", "For example 35.885."),
];

/// The ward's profile (cấu hình đơn vị).
pub const SCHEMA: Schema = Schema::new(
    1,
    "ward",
    ("hồ sơ phường/xã", "profile of the ward"),
    ("hồ sơ phường/xã", "profiles of the ward"),
    FIELDS,
)
.title(&[WARD_TYPE, WARD_NAME])
.order(&[VALID_FROM])
.unique(&[Unique { fields: &[VALID_FROM], for_ever: false }])
.rules(RULES);

fn closes_on_another_day(record: &Record) -> bool {
    record.choice(YEAR_CLOSE_RULE) == Some(CLOSE_CUSTOM)
}

const RULES: &[Rule] = &[
    Rule {
        id: "ward.term.order",
        severity: Severity::Hard,
        on: &[TERM_TO, TERM_FROM],
        check: |cx| dates::backwards(cx, Span { from: TERM_FROM, to: TERM_TO }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "ward.close.day",
        severity: Severity::Hard,
        on: &[YEAR_CLOSE_CUSTOM],
        check: close_is_no_day,
        remedy: Label::new("Ghi ngày/tháng, ví dụ 20/11.", "Write day/month, for example 20/11."),
    },
];

fn close_is_no_day(cx: &RuleCx<'_>) -> Option<Words> {
    let typed = cx.record.text(YEAR_CLOSE_CUSTOM);
    let is_day = || {
        let (day, month) = typed.split_once('/')?;
        // 2023 has no 29 February, which no year could be closed on either.
        NaiveDate::from_ymd_opt(2023, month.parse().ok()?, day.parse().ok()?)
    };
    if typed.is_empty() || is_day().is_some() {
        return None;
    }
    Some(crate::say!("\"{typed}\" không phải ngày trong năm.", "\"{typed}\" is no day of a year.", typed = typed))
}

/// Returns month and day as of which a year is reported, as the profile says.
pub fn closing_day(profile: &Record) -> Option<(u32, u32)> {
    match profile.choice(YEAR_CLOSE_RULE)? {
        "D1510" => Some((10, 15)),
        "D3011" => Some((11, 30)),
        CLOSE_CUSTOM => {
            let (day, month) = profile.text(YEAR_CLOSE_CUSTOM).split_once('/')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        }
        _ => Some((12, 15)),
    }
}

/// Returns the profile in force on a day: the one with the latest first day not after it, else the earliest one.
pub fn in_force(records: &dyn Records, day: NaiveDate) -> Option<(Id, Record)> {
    let rows = records.page(&Query::all(&SCHEMA), 0, usize::MAX).rows;
    let begun = |record: &Record| record.day(VALID_FROM).is_none_or(|from| from.first() <= day);
    rows.iter().rev().find(|(_, record)| begun(record)).or(rows.first()).cloned()
}
