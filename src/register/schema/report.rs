//! A report as it was sent: its frozen figures stay, whatever is corrected later.

use crate::register::default::open_year;
use crate::register::field::{Choice, Field, FieldId, Kind, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::report::RULES;

use super::Schema;

/// Which report.
pub const TEMPLATE: FieldId = 1;
/// The period within the year.
pub const PERIOD: FieldId = 2;
/// The year, or the first of several.
pub const YEAR: FieldId = 3;
/// The last of several years.
pub const YEAR_TO: FieldId = 4;
/// The day as of which it counts.
pub const AS_OF: FieldId = 5;
/// The figures as they were frozen, a row each.
pub const ROWS: FieldId = 6;
/// The paper.
pub const DOC: FieldId = 7;
/// Day on which it was sent.
pub const SENT_ON: FieldId = 8;
/// Where it was sent.
pub const SENT_TO: FieldId = 9;
/// State.
pub const STATUS: FieldId = 10;
/// Number of the correction.
pub const CORRECTION_NO: FieldId = 11;
/// Its sentences.
pub const TEXT: FieldId = 12;

/// The number of the register's last commit when its figures were frozen.
pub const SEQ: FieldId = 17;

/// Code of [`PERIOD`] for a range of years.
pub const YEARS: &str = "GD";
/// Code of [`STATUS`] for one that may still change.
pub const DRAFT: &str = "NHAP";
/// Code of [`STATUS`] for one whose figures are frozen.
pub const FROZEN: &str = "DA_CHOT";
/// Code of [`STATUS`] for one that was sent.
pub const SENT: &str = "DA_GUI";
/// Code of [`STATUS`] for one that corrects another.
pub const CORRECTION: &str = "DINH_CHINH";

/// The reports.
pub const TEMPLATES: &[Choice] = &[
    choice("R1", "Biểu đăng ký", "Register of models"),
    choice("R2", "Tổng hợp theo lĩnh vực", "Summary by field of work"),
    choice("R3", "Báo cáo tháng gửi cấp trên", "Monthly return"),
    choice("R4", "Tiến độ theo khu dân cư", "Progress by neighbourhood"),
    choice("R5", "Tổng hợp huy động nguồn lực", "Means raised"),
    choice("R6", "Danh sách đề nghị công nhận", "Proposed for recognition"),
    choice("R7", "Danh sách khen thưởng", "Awards"),
    choice("R8", "Theo dõi nhiệm vụ", "Tasks"),
    choice("R9", "Danh sách Ban Chỉ đạo, Tổ giúp việc", "Members of committee and team"),
    choice("R10", "Báo cáo 6 tháng, năm", "Half-year or year's report"),
    choice("R11", "Nội dung dân vận của chi bộ, đơn vị", "A unit's half-year line"),
];

/// The periods of a year, by the names that commands take.
pub const PERIODS: &[Choice] = &[
    choice("N", "Cả năm", "Year"),
    choice("6T1", "6 tháng đầu năm", "First half"),
    choice("6T2", "6 tháng cuối năm", "Second half"),
    choice("9T", "9 tháng", "Nine months"),
    choice("Q1", "Quý I", "Quarter I"),
    choice("Q2", "Quý II", "Quarter II"),
    choice("Q3", "Quý III", "Quarter III"),
    choice("Q4", "Quý IV", "Quarter IV"),
    choice("T1", "Tháng 1", "January"),
    choice("T2", "Tháng 2", "February"),
    choice("T3", "Tháng 3", "March"),
    choice("T4", "Tháng 4", "April"),
    choice("T5", "Tháng 5", "May"),
    choice("T6", "Tháng 6", "June"),
    choice("T7", "Tháng 7", "July"),
    choice("T8", "Tháng 8", "August"),
    choice("T9", "Tháng 9", "September"),
    choice("T10", "Tháng 10", "October"),
    choice("T11", "Tháng 11", "November"),
    choice("T12", "Tháng 12", "December"),
    choice(YEARS, "Giai đoạn", "Several years"),
];

const STATES: &[Choice] = &[
    choice(DRAFT, "Nháp", "Draft"),
    choice(FROZEN, "Đã chốt", "Frozen"),
    choice(SENT, "Đã gửi", "Sent"),
    choice(CORRECTION, "Đính chính", "Corrected"),
];

const FIELDS: &[Field] = &[
    Field::fixed(TEMPLATE, "template", TEMPLATES, "Biểu, báo cáo", "Report")
        .draft()
        .column(28)
        .aliases(&["Mẫu báo cáo", "Loại báo cáo"])
        .help("Ví dụ: R3 báo cáo tháng; R10 báo cáo năm.", "For example R3, the monthly return."),
    Field::fixed(PERIOD, "period", PERIODS, "Kỳ báo cáo", "Period")
        .draft()
        .column(14)
        .aliases(&["Kỳ"])
        .help("Ví dụ: T4, Q2, 6T1, 9T, N.", "For example T4, Q2, 6T1, 9T, N."),
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .aliases(&["Năm báo cáo", "Từ năm"])
        .help("Năm báo cáo, hoặc năm đầu của giai đoạn.", "The year, or the first of several."),
    Field::integer(YEAR_TO, "year_to", (1990, 2100, ""), "Đến năm", "To year")
        .required_when(covers_several_years)
        .help("Năm cuối của giai đoạn. Ví dụ: 2025.", "The last of several years, for example 2025."),
    Field::date(AS_OF, "as_of", "Tính đến ngày", "As of")
        .required()
        .default("T")
        .column(10)
        .aliases(&["Số liệu đến ngày", "Mốc số liệu"])
        .help("Số liệu tính đến ngày nào.", "The day as of which it counts."),
    Field::list(ROWS, "rows", 8000, "Số liệu đã chốt", "Frozen figures").computed().help(
        "Sổ chép lại khi chốt; sau này sửa thì hiện chênh lệch.",
        "Copied at the freeze; later changes show as differences.",
    ),
    Field::integer(SEQ, "seq", (0, 1_000_000_000, ""), "Sổ đến lần ghi số", "Register up to commit")
        .computed()
        .help("Lần ghi cuối cùng khi chốt; xem lịch sử.", "The last commit at the freeze; see the history."),
    Field::new(TEXT, "text", Kind::Memo { max: 60_000 }, "Lời văn", "Text")
        .aliases(&["Nội dung báo cáo"])
        .help("Phần lời của báo cáo, sửa được trước khi chốt.", "The sentences of the report."),
    Field::link(DOC, "doc", "document", "Văn bản gửi", "Paper")
        .aliases(&["Số văn bản"])
        .help("Văn bản đi kèm số, ngày gửi.", "The outgoing paper with its number."),
    Field::date(SENT_ON, "sent_on", "Ngày gửi", "Sent on")
        .required_when(was_sent)
        .column(10)
        .help("Ngày gửi cấp trên.", "The day on which it was sent."),
    Field::text(SENT_TO, "sent_to", 200, "Nơi nhận", "Sent to")
        .required_when(was_sent)
        .aliases(&["Gửi đến"])
        .help("Ví dụ: Ban Tuyên giáo và Dân vận Tỉnh ủy.", "For example the provincial board."),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "State")
        .required()
        .default(DRAFT)
        .aliases(&["Tình trạng"])
        .help("Nháp, đã chốt, đã gửi, đính chính.", "Draft, frozen, sent, corrected."),
    Field::integer(CORRECTION_NO, "correction_no", (1, 99, ""), "Đính chính lần", "Correction number")
        .required_when(is_a_correction)
        .help("Lần đính chính thứ mấy. Ví dụ: 1.", "Which correction it is, for example 1."),
    Field::link(13, "corrects", "report", "Đính chính cho", "Corrects")
        .required_when(is_a_correction)
        .help("Báo cáo đã gửi mà bản này sửa.", "The report that it corrects."),
    Field::text(14, "prepared_by", 120, "Người lập biểu", "Prepared by")
        .help("In ở cuối biểu.", "Printed at the foot."),
    Field::text(15, "signed_by", 120, "Thủ trưởng", "Signed by").help("In ở cuối biểu.", "Printed at the foot."),
    Field::text(16, "note", 300, "Ghi chú", "Note").help("Điều cần nhớ về báo cáo.", "What else to know about it."),
];

/// The report as it was frozen (báo cáo chốt).
pub const SCHEMA: Schema = Schema::new(22, "report", ("báo cáo", "report"), ("báo cáo", "reports"), FIELDS)
    .title(&[TEMPLATE, PERIOD, YEAR])
    .order(&[YEAR, AS_OF])
    .by_year(YEAR)
    .rules(RULES);

fn covers_several_years(record: &Record) -> bool {
    record.choice(PERIOD) == Some(YEARS)
}

fn was_sent(record: &Record) -> bool {
    record.choice(STATUS) == Some(SENT)
}

fn is_a_correction(record: &Record) -> bool {
    record.choice(STATUS) == Some(CORRECTION)
}
