//! The task ("nhiệm vụ"), followed by the "6 rõ": who, what, when, how, which product, who answers for it.
//!
//! Overdue, early and late are counted from the dates and never stored.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::fit;
use crate::register::flow::task::FLOW;
use crate::register::parse::ParseCx;
use crate::register::record::{Read, Record};
use crate::register::rule::task::RULES;
use crate::register::value::Value;
use crate::text::day::Day;

use super::{Code, Schema, Unique};

/// Its code, never reused.
pub const CODE: FieldId = 1;
/// What is to be done.
pub const TITLE: FieldId = 2;
/// Where it comes from.
pub const ORIGIN: FieldId = 3;
/// The paper that it comes from.
pub const ORIGIN_DOC: FieldId = 4;
/// The person in charge.
pub const LEAD_PERSON: FieldId = 6;
/// The organisation in charge.
pub const LEAD_ORG: FieldId = 7;
/// Organisations that help.
pub const PARTNERS: FieldId = 8;
/// Who set it.
pub const ASSIGNER: FieldId = 9;
/// Day on which it was set.
pub const ASSIGNED_ON: FieldId = 10;
/// Day by which it is due.
pub const DUE: FieldId = 11;
/// What it brings forth.
pub const PRODUCT: FieldId = 12;
/// How urgent it is.
pub const PRIORITY: FieldId = 13;
/// The model that it serves.
pub const MODEL: FieldId = 14;
/// The neighbourhood that it serves.
pub const NEIGHBOURHOOD: FieldId = 15;
/// The year's plan that it serves.
pub const YEAR_PLAN: FieldId = 16;
/// The indicator that it serves.
pub const INDICATOR: FieldId = 17;
/// Progress in percent.
pub const PROGRESS: FieldId = 18;
/// State.
pub const STATUS: FieldId = 19;
/// Day on which it was done.
pub const DONE_ON: FieldId = 20;
/// Result in words.
pub const RESULT_TEXT: FieldId = 21;
/// Extensions, one a line.
pub const EXTENSIONS: FieldId = 22;
/// Notes, one a line.
pub const NOTE: FieldId = 26;
/// The inspection that asked for it.
pub const INSPECTION: FieldId = 27;
/// The meeting that concluded it.
pub const ACTIVITY: FieldId = 28;

/// Code of [`ORIGIN`] for a task from a paper.
pub const FROM_PAPER: &str = "VAN_BAN";
/// Code of [`ORIGIN`] for a task that a meeting concluded.
pub const FROM_MEETING: &str = "HOP";
/// Code of [`ORIGIN`] for a task that an inspection asked for.
pub const FROM_INSPECTION: &str = "KIEM_TRA";
/// Code of [`STATUS`] for a task just set.
pub const SET: &str = "MOI_GIAO";
/// Code of [`STATUS`] for a task that is being done.
pub const IN_WORK: &str = "DANG_LAM";
/// Code of [`STATUS`] for a task whose result waits for approval.
pub const AWAITS_APPROVAL: &str = "CHO_DUYET";
/// Code of [`STATUS`] for a task that is paused.
pub const PAUSED: &str = "TAM_DUNG";
/// Code of [`STATUS`] for a task that is done.
pub const DONE: &str = "HOAN_THANH";
/// Code of [`STATUS`] for a task that was called off.
pub const CALLED_OFF: &str = "HUY";

const ORIGINS: &[Choice] = &[
    choice(FROM_PAPER, "Văn bản", "Paper"),
    choice(FROM_MEETING, "Kết luận họp", "Meeting"),
    choice("KE_HOACH", "Kế hoạch", "Plan"),
    choice(FROM_INSPECTION, "Kiểm tra", "Inspection"),
    choice("TU_GIAO", "Tự giao", "Own"),
];
const PRIORITIES: &[Choice] = &[
    choice("KHAN", "Khẩn", "Urgent"),
    choice("CAO", "Cao", "High"),
    choice("THUONG", "Thường", "Usual"),
    choice("THAP", "Thấp", "Low"),
];
const STATES: &[Choice] = &[
    choice(SET, "Mới giao", "Set"),
    choice(IN_WORK, "Đang thực hiện", "In work"),
    choice(AWAITS_APPROVAL, "Chờ duyệt", "Waits for approval"),
    choice(DONE, "Hoàn thành", "Done"),
    choice(PAUSED, "Tạm dừng", "Paused"),
    choice(CALLED_OFF, "Huỷ", "Called off"),
];

const FIELDS: &[Field] = &[
    Field::text(CODE, "code", 20, "Mã", "Code")
        .column(11)
        .aliases(&["Mã nhiệm vụ", "Số"])
        .help("Để trống thì sổ tự đặt, ví dụ NV-2026-007.", "Left empty, one is made, for example NV-2026-007.")
        .section("Rõ việc, rõ người", "What and who"),
    Field::text(TITLE, "title", 300, "Nhiệm vụ", "Task")
        .draft()
        .column(28)
        .aliases(&["Nội dung nhiệm vụ", "Tên nhiệm vụ", "Nội dung công việc", "Công việc"])
        .help("Việc phải làm, một câu. Ví dụ: Báo cáo sơ kết 6 tháng.", "What is to be done, in one sentence."),
    Field::link(LEAD_ORG, "lead_org", "organisation", "Đơn vị chủ trì", "Organisation in charge")
        .required_when(has_no_lead_person)
        .column(14)
        .aliases(&["Chủ trì", "Cơ quan chủ trì"])
        .help("Đơn vị chủ trì; hoặc ghi người chủ trì.", "Or name the person in charge."),
    Field::link(LEAD_PERSON, "lead_person", "person", "Người chủ trì", "Person in charge")
        .fits(fit::people_of::<LEAD_ORG>)
        .required_when(has_no_lead_org)
        .aliases(&["Người thực hiện", "Người phụ trách"])
        .help("Rõ người: ai làm chính.", "Who does it."),
    Field::date(DUE, "due", "Hạn", "Due")
        .required()
        .default_by(usual_due)
        .column(10)
        .aliases(&["Hạn hoàn thành", "Thời hạn", "Thời gian hoàn thành", "Hạn xử lý"])
        .help(
            "Không nêu hạn thì 10 ngày, tránh thứ Bảy, Chủ nhật.",
            "Ten days where none is given, never on a weekend.",
        )
        .section("Rõ thời gian, rõ sản phẩm", "When and what comes of it"),
    Field::text(PRODUCT, "product", 300, "Sản phẩm", "Product")
        .required()
        .aliases(&["Sản phẩm, kết quả", "Kết quả đầu ra", "Sản phẩm đầu ra"])
        .help("Ví dụ: Báo cáo; danh sách đăng ký.", "What must be there in the end, for example a report."),
    Field::date(ASSIGNED_ON, "assigned_on", "Ngày giao", "Set on")
        .required()
        .default("T")
        .aliases(&["Ngày giao việc"])
        .help("Ngày giao; mã lấy năm từ đây.", "The code takes its year from here."),
    Field::fixed(PRIORITY, "priority", PRIORITIES, "Mức ưu tiên", "Priority")
        .default("THUONG")
        .aliases(&["Ưu tiên", "Độ khẩn"])
        .help("Khẩn, cao, thường, thấp.", "Urgent, high, usual, low."),
    Field::links(PARTNERS, "partners", "organisation", "Đơn vị phối hợp", "Partners")
        .aliases(&["Phối hợp", "Cơ quan phối hợp"])
        .help("Ví dụ: MTTQ; Công an phường.", "Who helps.")
        .section("Rõ quy trình, rõ trách nhiệm", "How, and who answers for it"),
    Field::link(ASSIGNER, "assigner", "person", "Người giao", "Set by")
        .fits(fit::people_with_a_seat)
        .aliases(&["Người giao việc", "Lãnh đạo giao"])
        .help("Ai giao việc.", "Who set it."),
    Field::fixed(ORIGIN, "origin", ORIGINS, "Nguồn giao việc", "Origin")
        .aliases(&["Nguồn"])
        .help("Từ văn bản, họp, kế hoạch, kiểm tra hay tự giao.", "Where it comes from."),
    Field::link(ORIGIN_DOC, "origin_doc", "document", "Văn bản giao việc", "Paper")
        .required_when(comes_from_a_paper)
        .aliases(&["Văn bản giao", "Số văn bản"])
        .help("Chọn văn bản đến đã vào sổ.", "The paper in the register."),
    Field::text(5, "basis", 300, "Căn cứ", "Basis")
        .aliases(&["Căn cứ giao việc"])
        .help("Ví dụ: Kết luận giao ban tháng 5.", "In words, for example the conclusion of a meeting."),
    Field::text(23, "procedure", 300, "Quy trình, thẩm quyền", "Procedure, authority")
        .help("Rõ quy trình hoặc rõ thẩm quyền: làm theo đâu, ai quyết.", "By which procedure, who decides."),
    Field::text(24, "responsibility", 300, "Trách nhiệm", "Responsibility")
        .help("Rõ trách nhiệm: ai chịu trách nhiệm kết quả.", "Who answers for the result."),
    Field::link(MODEL, "model", "model", "Mô hình", "Model")
        .fits(fit::models_of::<LEAD_ORG>)
        .aliases(&["Tên mô hình"])
        .help("Mô hình mà việc này phục vụ.", "The model that it serves.")
        .section("Phục vụ mục tiêu nào", "Which target it serves"),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .fits(fit::places_of_model::<MODEL>)
        .aliases(&["Tổ dân phố", "Thôn", "Địa bàn"])
        .help("Khu dân cư mà việc này phục vụ.", "The neighbourhood that it serves."),
    Field::link(YEAR_PLAN, "year_plan", "year_plan", "Kế hoạch năm", "Year's plan")
        .help("Kế hoạch năm mà việc này thuộc về.", "The year's plan that it belongs to."),
    Field::link(INDICATOR, "indicator", "indicator", "Chỉ tiêu", "Indicator")
        .fits(fit::indicators_of_model::<MODEL>)
        .help("Chỉ tiêu mà việc này phục vụ.", "The indicator that it serves."),
    Field::link(INSPECTION, "inspection", "inspection", "Cuộc kiểm tra", "Inspection")
        .help("Cuộc kiểm tra đã yêu cầu việc này.", "The inspection that asked for it."),
    Field::link(ACTIVITY, "activity", "activity", "Cuộc họp", "Meeting")
        .help("Cuộc họp đã kết luận việc này.", "The meeting that concluded it."),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "State")
        .required()
        .default(SET)
        .column(11)
        .aliases(&["Tình trạng", "Tình trạng thực hiện"])
        .help("Quá hạn do sổ tự tính, không phải ghi.", "Overdue is counted, not typed.")
        .section("Tiến độ, kết quả", "Progress and result"),
    Field::integer(PROGRESS, "progress", (0, 100, "%"), "Tiến độ", "Progress")
        .default("0")
        .aliases(&["Tiến độ %", "% hoàn thành", "Tiến độ (%)"])
        .help("Từ 0 đến 100.", "From 0 to 100."),
    Field::date(DONE_ON, "done_on", "Ngày hoàn thành", "Done on")
        .required_when(is_done)
        .aliases(&["Hoàn thành ngày"])
        .help("Ngày xong việc; đúng hạn hay muộn tính từ đây.", "On time or late is counted from it."),
    Field::memo(RESULT_TEXT, "result_text", "Kết quả", "Result")
        .required_when(is_done)
        .aliases(&["Kết quả thực hiện"])
        .help("Kết quả, số văn bản đã ra.", "What came of it, with the paper's number."),
    Field::list(EXTENSIONS, "extensions", 300, "Gia hạn", "Extensions")
        .aliases(&["Lịch sử gia hạn"])
        .help("Mỗi lần một dòng. Ví dụ: 10/5 → 20/5: chờ số liệu (Bí thư).", "One a line: old → new: why (who)."),
    Field::memo(25, "explanation", "Giải trình", "Explanation")
        .aliases(&["Cột giải trình", "Lý do chậm"])
        .help("Lý do chậm; không in trong bản ban hành.", "Why it is late; left out of the issued copy."),
    Field::memo(NOTE, "note", "Ghi chú", "Note").help("Điều cần nhớ về nhiệm vụ.", "What else to know about the task."),
];

/// The task (nhiệm vụ).
pub const SCHEMA: Schema = Schema::new(15, "task", ("nhiệm vụ", "task"), ("nhiệm vụ", "tasks"), FIELDS)
    .title(&[CODE, TITLE])
    .order(&[DUE, CODE])
    .unique(&[Unique { fields: &[CODE], for_ever: true }])
    .code(Code { field: CODE, prefix: "NV-", year: Some(ASSIGNED_ON), digits: 3 })
    .by_year(ASSIGNED_ON)
    .flow(&FLOW)
    .rules(RULES);

fn has_no_lead_person(record: &Record) -> bool {
    !record.contains_key(&LEAD_PERSON)
}

fn has_no_lead_org(record: &Record) -> bool {
    !record.contains_key(&LEAD_ORG)
}

fn comes_from_a_paper(record: &Record) -> bool {
    record.choice(ORIGIN) == Some(FROM_PAPER)
}

fn is_done(record: &Record) -> bool {
    record.choice(STATUS) == Some(DONE)
}

/// Returns the day by which a task is due when its paper gives none: ten days on, a weekend moved to Monday.
pub fn ten_days_on(set: NaiveDate) -> Option<NaiveDate> {
    let due = set.checked_add_days(Days::new(10))?;
    let moved = match due.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
    };
    due.checked_add_days(Days::new(moved))
}

fn usual_due(cx: &ParseCx<'_>) -> Option<Value> {
    let set = cx.record.day(ASSIGNED_ON).map_or(cx.today, Day::first);
    ten_days_on(set).map(|due| Value::Day(Day::Date(due)))
}
