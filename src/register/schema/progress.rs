//! The result entry ("nhật ký kết quả"): one figure, on one day, in one neighbourhood, of one metric.
//!
//! It is the ledger from which all sums are counted. An entry that corrects another stands in its place: sums leave
//! the corrected one out, and both stay readable. Who typed it and when is in the journal, so it has no fields here.

use crate::register::field::{Field, FieldId};
use crate::register::fit;
use crate::register::record::{Read, Record};
use crate::register::rule::progress::RULES;

use super::Schema;

/// Day on which it arose.
pub const DATE: FieldId = 1;
/// The registration that it belongs to.
pub const MODEL_YEAR: FieldId = 2;
/// The one neighbourhood where it arose.
pub const NEIGHBOURHOOD: FieldId = 3;
/// Whether it is the whole ward's or cannot be split.
pub const WHOLE_WARD: FieldId = 4;
/// What is counted.
pub const METRIC: FieldId = 5;
/// How much; the numerator of a ratio that has a denominator.
pub const QUANTITY: FieldId = 6;
/// The denominator of a ratio.
pub const DENOMINATOR: FieldId = 7;
/// Where the money came from, of catalogue `nguon_tien`.
pub const MONEY_SOURCE: FieldId = 8;
/// How many took part.
pub const CONTRIBUTORS: FieldId = 9;
/// Who they are, of catalogue `doi_tuong_gop`.
pub const CONTRIBUTOR_KIND: FieldId = 10;
/// What was done.
pub const TEXT: FieldId = 11;
/// Proofs, as paths or words.
pub const EVIDENCE: FieldId = 12;
/// Proofs, as papers of the register.
pub const EVIDENCE_DOCS: FieldId = 13;
/// Who reported it.
pub const REPORTER: FieldId = 14;
/// The entry that this one corrects.
pub const CORRECTS: FieldId = 16;
/// Who did it, where no model is named.
pub const ORG: FieldId = 17;

const FIELDS: &[Field] = &[
    Field::date(DATE, "date", "Ngày phát sinh", "Date")
        .draft()
        .default("T")
        .column(10)
        .aliases(&["Ngày", "Thời gian", "Ngày thực hiện"])
        .help("Ngày có kết quả. Ví dụ: 12/4, T-1, tháng 4/2023.", "When it arose, for example 12/4 or T-1.")
        .section("Số liệu", "Figure"),
    Field::link(MODEL_YEAR, "model_year", "model_year", "Mô hình", "Model")
        .column(22)
        .aliases(&["Tên mô hình", "Lượt đăng ký", "Mã mô hình"])
        .help("Để trống nếu là việc chung của khu dân cư.", "Empty for a neighbourhood's general work."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .fits(fit::places_of_registration::<MODEL_YEAR>)
        .required_when(is_not_of_the_whole_ward)
        .column(14)
        .aliases(&["Tổ dân phố", "Thôn", "TDP", "Địa bàn"])
        .help("Chỉ một khu dân cư, để cộng theo khu không bị trùng.", "One only, so that nothing counts twice."),
    Field::flag(WHOLE_WARD, "whole_ward", "Toàn phường / không tách được", "Whole ward or not separable")
        .aliases(&["Toàn phường", "Không tách được"])
        .help("\"Có\" khi số liệu không tách được theo khu dân cư.", "Yes where it cannot be split by neighbourhood."),
    Field::link(METRIC, "metric", "metric", "Chỉ số", "Metric")
        .fits(fit::metrics_of_registration::<MODEL_YEAR>)
        .draft()
        .column(12)
        .aliases(&["Nội dung", "Chỉ tiêu", "Loại kết quả"])
        .help("Ví dụ: DAT (đất hiến), CONG (ngày công), TIEN.", "For example DAT, CONG, TIEN."),
    Field::quantity(QUANTITY, "quantity", METRIC, "Số lượng", "Quantity")
        .draft()
        .ratio_with(DENOMINATOR)
        .column(14)
        .aliases(&["Kết quả", "Số liệu", "Khối lượng", "Giá trị"])
        .help(
            "Ghi như nguồn: trên 3.000; 310tr; 2km; hàng chục. Tỷ lệ: ghi tử số.",
            "As the source has it: trên 3.000; 310tr; 2km. For a ratio, the numerator.",
        ),
    Field::text(REPORTER, "reporter", 120, "Người báo", "Reported by")
        .required()
        .aliases(&["Người cung cấp", "Người báo cáo"])
        .help("Ai báo số liệu này. Ví dụ: ông Hạnh, tổ 15.", "Who gave the figure."),
    Field::quantity(DENOMINATOR, "denominator", METRIC, "Mẫu số", "Denominator")
        .ratio_with(QUANTITY)
        .aliases(&["Tổng số", "Trên tổng số"])
        .help("Chỉ với chỉ số tỷ lệ. Ví dụ: 435 trên 452 hộ thì ghi 452.", "For a ratio only: of 435 in 452, the 452."),
    Field::one_of(MONEY_SOURCE, "money_source", "nguon_tien", "Nguồn", "Source of money")
        .aliases(&["Nguồn kinh phí", "Nguồn tiền", "Nguồn vốn"])
        .help("Với chỉ số tính bằng đồng. Ví dụ: DAN, DN.", "For metrics in đồng, for example DAN, DN."),
    Field::integer(CONTRIBUTORS, "contributors", (0, 10_000_000, ""), "Số hộ, người, đơn vị tham gia", "Contributors")
        .aliases(&["Số hộ tham gia", "Số người tham gia", "Số hộ"])
        .help("Ví dụ: 19 (hộ).", "For example 19 (households).")
        .section("Ai góp, minh chứng", "Who gave, evidence"),
    Field::one_of(CONTRIBUTOR_KIND, "contributor_kind", "doi_tuong_gop", "Đối tượng tham gia", "Kind of contributors")
        .help("Hộ, người, doanh nghiệp hay tổ chức.", "Households, people, firms or organisations."),
    Field::memo(TEXT, "text", "Nội dung", "What was done")
        .aliases(&["Diễn giải", "Mô tả", "Nội dung thực hiện"])
        .help("Ví dụ: hẻm 12 xong, 14 hộ hiến đất.", "For example lane 12 done, 14 households gave land."),
    Field::list(EVIDENCE, "evidence", 300, "Minh chứng", "Evidence")
        .aliases(&["Tài liệu minh chứng", "Ảnh", "Hồ sơ"])
        .help(
            "Biên bản, danh sách ký nhận, đường dẫn ảnh; mỗi dòng một mục.",
            "Minutes, signed lists, paths; one a line.",
        ),
    Field::links(EVIDENCE_DOCS, "evidence_docs", "document", "Văn bản minh chứng", "Papers as evidence")
        .help("Văn bản đã có trong sổ.", "Papers that the register holds."),
    Field::text(15, "source", 200, "Nguồn số liệu", "Source")
        .aliases(&["Căn cứ số liệu"])
        .help("Ví dụ: biên bản họp TDP 15 ngày 12/4.", "For example the minutes of the meeting of 12/4."),
    Field::link(CORRECTS, "corrects", "progress", "Đính chính cho", "Corrects")
        .help("Bản ghi sai mà bản này thay thế khi cộng.", "The wrong entry in whose place this one counts."),
    Field::link(ORG, "org", "organisation", "Đơn vị thực hiện", "Done by")
        .aliases(&["Đơn vị", "Cơ quan thực hiện"])
        .help("Khi không gắn mô hình: đơn vị nào làm.", "Where no model is named: which unit did it."),
    Field::memo(18, "note", "Ghi chú", "Note").help("Điều cần nhớ về số liệu.", "What else to know about the figure."),
];

/// The result entry (nhật ký kết quả).
pub const SCHEMA: Schema =
    Schema::new(14, "progress", ("kết quả", "result entry"), ("nhật ký kết quả", "result entries"), FIELDS)
        .title(&[DATE, METRIC, QUANTITY])
        .order(&[DATE, METRIC])
        .by_year(DATE)
        .rules(RULES);

fn is_not_of_the_whole_ward(record: &Record) -> bool {
    !record.flag(WHOLE_WARD)
}
