//! A year's registration of a model ("lượt đăng ký"): what reports count.
//!
//! The form is the ward's registration form with its nine items, in its order. Budget lines, indicators and
//! commitments are rows of their own inside it. Who typed it and when is in the journal, so it has no fields here.

use crate::register::default::open_year;
use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::fit;
use crate::register::flow::model_year::FLOW;
use crate::register::record::{Read, Record};
use crate::register::rule::model_year::RULES;

use super::{Schema, Unique};

/// The model.
pub const MODEL: FieldId = 1;
/// The year.
pub const YEAR: FieldId = 2;
/// New, kept up, spread or raised.
pub const REG_TYPE: FieldId = 3;
/// The round of registration.
pub const ROUND: FieldId = 4;
/// State in the year.
pub const YEAR_STATUS: FieldId = 5;
/// Item 2: the situation and the reason.
pub const SITUATION: FieldId = 6;
/// Item 3: goals and criteria.
pub const GOALS: FieldId = 7;
/// Item 4: content and method.
pub const METHOD: FieldId = 8;
/// Item 5: area and people.
pub const AREA_PEOPLE: FieldId = 9;
/// Households that it reaches.
pub const HOUSEHOLDS: FieldId = 10;
/// People that it reaches.
pub const PEOPLE: FieldId = 11;
/// Item 6: who leads.
pub const LEAD_FORCE: FieldId = 12;
/// Item 6: who helps.
pub const PARTNER_FORCE: FieldId = 13;
/// Item 6: who takes part.
pub const JOINING_FORCE: FieldId = 14;
/// First day.
pub const START: FieldId = 15;
/// Last day.
pub const END: FieldId = 16;
/// Day of the mid-year review.
pub const REVIEW_ON: FieldId = 17;
/// Means, as the form has them in words.
pub const RESOURCES: FieldId = 18;
/// Item 8: outputs.
pub const OUTPUTS: FieldId = 19;
/// Item 9: how it can be kept up and spread.
pub const SUSTAIN: FieldId = 20;
/// Day on which the form came in.
pub const RECEIVED_ON: FieldId = 24;
/// The paper that approves it.
pub const APPROVE_DOC: FieldId = 26;
/// The meeting's conclusion that approves it.
pub const APPROVE_NOTE: FieldId = 27;
/// Day of approval.
pub const APPROVED_ON: FieldId = 28;
/// Day of the launch.
pub const LAUNCH_ON: FieldId = 29;
/// Result in words.
pub const RESULT_TEXT: FieldId = 31;
/// Whether it is stated that the result is not measured in figures.
pub const NO_FIGURES: FieldId = 32;
/// Progress as estimated by hand.
pub const PROGRESS_PCT: FieldId = 33;
/// Why it was sent back, refused, paused or withdrawn.
pub const STATUS_REASON: FieldId = 34;
/// What follows when it is not recognised.
pub const NEXT_STEP: FieldId = 35;
/// What the review in the middle of the year found.
pub const REVIEW_NOTE: FieldId = 40;

/// Field of work in that year, of catalogue `linh_vuc`, where it is not the model's.
pub const FIELD: FieldId = 41;

/// States of a registration in its year, in the order of its life.
pub mod status {
    /// Being written.
    pub const DRAFT: &str = "N1";
    /// Handed in.
    pub const REGISTERED: &str = "N2";
    /// Surveyed.
    pub const SURVEYED: &str = "N3";
    /// Approved.
    pub const APPROVED: &str = "N4";
    /// At work.
    pub const RUNNING: &str = "N5";
    /// Paused.
    pub const PAUSED: &str = "N6";
    /// Done, waits for the vote.
    pub const DONE: &str = "N7";
    /// Recognised.
    pub const RECOGNISED: &str = "N8";
    /// Recognised as exemplary.
    pub const EXEMPLARY: &str = "N8B";
    /// Refused.
    pub const REFUSED: &str = "N9";
    /// Not recognised.
    pub const NOT_RECOGNISED: &str = "N10";
    /// Withdrawn.
    pub const WITHDRAWN: &str = "N11";

    /// States that reports count as registered: neither draft nor refused nor withdrawn.
    pub const COUNTED: &[&str] =
        &[REGISTERED, SURVEYED, APPROVED, RUNNING, PAUSED, DONE, RECOGNISED, EXEMPLARY, NOT_RECOGNISED];
    /// States that come after the approval.
    pub const AFTER_APPROVAL: &[&str] = &[APPROVED, RUNNING, PAUSED, DONE, RECOGNISED, EXEMPLARY, NOT_RECOGNISED];
    /// States that come after the work is done.
    pub const AFTER_WORK: &[&str] = &[DONE, RECOGNISED, EXEMPLARY, NOT_RECOGNISED];
    /// States in which the year's work is not yet over.
    pub const OPEN: &[&str] = &[DRAFT, REGISTERED, SURVEYED, APPROVED, RUNNING, PAUSED, DONE];
    /// States that need a reason.
    pub const WITH_REASON: &[&str] = &[PAUSED, REFUSED, NOT_RECOGNISED, WITHDRAWN];
}

/// Code of [`NEXT_STEP`] for a model that ends.
pub const ENDS: &str = "KET_THUC";
/// Code of [`REG_TYPE`] for a model that is built this year.
pub const NEW: &str = "MOI";
/// Code of [`REG_TYPE`] for one that is kept up.
pub const KEPT: &str = "DUY_TRI";
/// Code of [`REG_TYPE`] for one that spreads another.
pub const SPREAD: &str = "NHAN_RONG";

const REG_TYPES: &[Choice] = &[
    choice(NEW, "Mới", "New"),
    choice(KEPT, "Duy trì", "Kept up"),
    choice(SPREAD, "Nhân rộng", "Spread"),
    choice("NANG_CHAT", "Nâng chất", "Raised"),
];

const STATES: &[Choice] = &[
    choice(status::DRAFT, "Nháp", "Draft"),
    choice(status::REGISTERED, "Đã đăng ký", "Registered"),
    choice(status::SURVEYED, "Đã thẩm định", "Surveyed"),
    choice(status::APPROVED, "Đã phê duyệt", "Approved"),
    choice(status::RUNNING, "Đang triển khai", "Running"),
    choice(status::PAUSED, "Tạm dừng", "Paused"),
    choice(status::DONE, "Chờ bình xét", "Waits for the vote"),
    choice(status::RECOGNISED, "Đã công nhận", "Recognised"),
    choice(status::EXEMPLARY, "Tiêu biểu", "Exemplary"),
    choice(status::REFUSED, "Không chấp thuận", "Refused"),
    choice(status::NOT_RECOGNISED, "Không công nhận", "Not recognised"),
    choice(status::WITHDRAWN, "Đã rút", "Withdrawn"),
];

const NEXT_STEPS: &[Choice] = &[choice("KHAC_PHUC", "Khắc phục", "Mend"), choice(ENDS, "Kết thúc", "End")];

/// Its fields.
pub(super) const FIELDS: &[Field] = &[
    Field::link(MODEL, "model", "model", "Mô hình", "Model")
        .item(1)
        .draft()
        .column(32)
        .aliases(&["Tên mô hình", "Mã mô hình"])
        .help("Mục 1 của bản đăng ký: chọn mô hình, ghi mã hoặc tên.", "Item 1: the model, by code or name.")
        .section("Lượt đăng ký", "Registration"),
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .aliases(&["Năm đăng ký"])
        .help("Mỗi mô hình một lượt mỗi năm.", "One registration a model a year."),
    Field::fixed(REG_TYPE, "reg_type", REG_TYPES, "Loại đăng ký", "Type of registration")
        .required()
        .column(9)
        .aliases(&["Loại", "Mới/Duy trì", "Hình thức đăng ký"])
        .help("Mới, duy trì, nhân rộng hay nâng chất.", "New, kept up, spread or raised."),
    Field::link(ROUND, "round", "round", "Đợt đăng ký", "Round")
        .fits(fit::rounds_of::<YEAR>)
        .aliases(&["Đợt"])
        .help("Đợt mà bản này nộp vào; đúng hạn hay muộn tính theo đợt.", "Late is measured against the round."),
    Field::fixed(YEAR_STATUS, "year_status", STATES, "Trạng thái năm", "State in the year")
        .required()
        .default(status::DRAFT)
        .column(15)
        .aliases(&["Trạng thái", "Tình trạng"])
        .help("Chuyển theo từng bước của quy trình.", "Moves along the steps of the procedure."),
    Field::memo(SITUATION, "situation", "Thực trạng, lý do", "Situation, reason")
        .item(2)
        .required()
        .aliases(&["Thực trạng, lý do xây dựng mô hình", "Thực trạng", "Lý do xây dựng"])
        .help("Mục 2: vì sao cần mô hình này.", "Item 2: why the model is needed.")
        .section("Chín mục của bản đăng ký", "The nine items of the form"),
    Field::memo(GOALS, "goals", "Mục tiêu, tiêu chí", "Goals, criteria")
        .item(3)
        .required()
        .aliases(&["Mục tiêu", "Mục tiêu và nội dung"])
        .help("Mục 3; con số thì thêm ở phần chỉ tiêu.", "Item 3; put figures into indicators."),
    Field::memo(METHOD, "method", "Nội dung, cách thức", "Content, method")
        .item(4)
        .required()
        .aliases(&["Nội dung, cách thức thực hiện", "Nội dung", "Cách làm"])
        .help(
            "Mục 4: khéo tuyên truyền, khéo huy động nguồn lực, khéo duy trì.",
            "Item 4: how people are won, means raised, the work kept up.",
        ),
    Field::memo(AREA_PEOPLE, "area_people", "Địa bàn, đối tượng", "Area, people")
        .item(5)
        .required()
        .aliases(&["Địa bàn", "Đối tượng"])
        .help("Mục 5: ở đâu, cho ai.", "Item 5: where and for whom."),
    Field::integer(HOUSEHOLDS, "households", (0, 1_000_000, "hộ"), "Số hộ", "Households")
        .aliases(&["Số hộ tham gia", "Hộ"])
        .help("Số hộ thuộc đối tượng. Ví dụ: 55.", "Households that it reaches, for example 55."),
    Field::integer(PEOPLE, "people", (0, 10_000_000, "người"), "Số người", "People")
        .aliases(&["Số người tham gia", "Người"])
        .help("Số người thuộc đối tượng.", "People that it reaches."),
    Field::text(LEAD_FORCE, "lead_force", 500, "Lực lượng chủ trì", "Leading force")
        .item(6)
        .required()
        .aliases(&["Lực lượng thực hiện", "Chủ trì"])
        .help("Mục 6: ai chủ trì. Ví dụ: Chi bộ TDP 5.", "Item 6: who leads."),
    Field::text(PARTNER_FORCE, "partner_force", 500, "Lực lượng phối hợp", "Partner force")
        .required()
        .aliases(&["Phối hợp"])
        .help("Ai phối hợp; không có thì ghi --.", "Who helps; -- for nobody."),
    Field::text(JOINING_FORCE, "joining_force", 500, "Lực lượng tham gia", "Who takes part")
        .required()
        .aliases(&["Tham gia"])
        .help(
            "Ai tham gia. Ví dụ: hội viên, các hộ dân hẻm 12.",
            "Who takes part, for example the households of a lane.",
        ),
    Field::date(START, "start", "Bắt đầu", "Start")
        .item(7)
        .required()
        .aliases(&["Thời gian bắt đầu", "Từ ngày", "Thời gian thực hiện từ"])
        .help("Mục 7: ngày, tháng hoặc quý. Ví dụ: 3/2026.", "Item 7: a day, month or quarter."),
    Field::date(END, "end", "Kết thúc", "End")
        .required()
        .aliases(&["Thời gian kết thúc", "Đến ngày", "Thời gian hoàn thành"])
        .help("Ví dụ: 11/2026.", "For example 11/2026."),
    Field::date(REVIEW_ON, "review_on", "Sơ kết", "Review")
        .required()
        .aliases(&["Ngày sơ kết", "Thời gian sơ kết"])
        .help("Lúc sơ kết, thường giữa năm. Ví dụ: 6/2026.", "Usually mid-year."),
    Field::memo(RESOURCES, "resources", "Nguồn lực (ghi chung)", "Means in words")
        .aliases(&["Thời gian, nguồn lực thực hiện", "Nguồn lực", "Kinh phí"])
        .help(
            "Chép như bản đăng ký; số tiền, ngày công thì thêm ở phần kinh phí.",
            "As the form has it; sums go into budget lines.",
        ),
    Field::memo(OUTPUTS, "outputs", "Sản phẩm, kết quả đầu ra", "Outputs")
        .item(8)
        .required()
        .aliases(&["Sản phẩm", "Kết quả đầu ra", "Kết quả dự kiến"])
        .help("Mục 8: kiểm chứng được. Ví dụ: 2 km đường hoa.", "Item 8: what can be verified."),
    Field::memo(SUSTAIN, "sustain", "Khả năng duy trì, nhân rộng", "Upkeep, spreading")
        .item(9)
        .required()
        .aliases(&["Khả năng duy trì", "Duy trì, nhân rộng"])
        .help("Mục 9: ai giữ, nhân ra đâu.", "Item 9: who keeps it up, where it can spread."),
    Field::list(21, "milestones", 200, "Tiến độ theo tháng", "Milestones")
        .aliases(&["Tiến độ", "Lộ trình"])
        .help("Mỗi dòng một mốc. Ví dụ: 4/2026 họp dân (xong).", "One a line, for example 4/2026 meeting (done)."),
    Field::link(22, "cell_confirmed_by", "person", "Chi ủy xác nhận", "Confirmed by the cell")
        .aliases(&["Xác nhận của chi ủy", "Bí thư chi bộ xác nhận"])
        .help("Bí thư chi bộ ký xác nhận.", "The cell's secretary who countersigned.")
        .section("Tiếp nhận, phê duyệt, ra mắt", "Receipt, approval, launch"),
    Field::date(23, "cell_confirmed_on", "Ngày chi ủy xác nhận", "Confirmed on")
        .help("Ngày ký xác nhận.", "The day of the countersignature."),
    Field::date(RECEIVED_ON, "received_on", "Ngày nhận", "Received on")
        .required()
        .column(10)
        .aliases(&["Ngày nộp", "Ngày đăng ký"])
        .help("Ngày phường nhận bản đăng ký.", "The day on which the ward received the form."),
    Field::text(25, "received_by", 80, "Người nhận", "Received by")
        .required()
        .help("Ai nhận bản đăng ký.", "Who received it."),
    Field::link(APPROVE_DOC, "approve_doc", "document", "Văn bản phê duyệt", "Approving paper")
        .required_when(wants_approval)
        .aliases(&["Văn bản chấp thuận", "Quyết định phê duyệt"])
        .help(
            "Văn bản phê duyệt danh mục; không có thì ghi kết luận họp ở dưới.",
            "Or give the meeting's conclusion below.",
        ),
    Field::text(APPROVE_NOTE, "approve_note", 300, "Kết luận họp phê duyệt", "Approving conclusion")
        .help("Ví dụ: Kết luận họp BCĐ ngày 20/3/2026.", "For example the committee's meeting of 20/3/2026."),
    Field::date(APPROVED_ON, "approved_on", "Ngày phê duyệt", "Approved on")
        .help("Ngày phê duyệt.", "The day of approval."),
    Field::date(LAUNCH_ON, "launch_on", "Ngày ra mắt", "Launched on")
        .aliases(&["Ra mắt"])
        .help("Ví dụ: 15/3/2023.", "For example 15/3/2023."),
    Field::text(30, "launch_place", 200, "Nơi ra mắt", "Launched at")
        .help("Ví dụ: nhà sinh hoạt khối phố Xuân Đông.", "For example the community house."),
    Field::memo(REVIEW_NOTE, "review_note", "Kết quả sơ kết", "Review")
        .aliases(&["Sơ kết 6 tháng", "Nội dung sơ kết"])
        .help("Việc đã làm được, vướng mắc lúc sơ kết.", "What was done and what was in the way by mid-year.")
        .section("Kết quả, trạng thái", "Result and state"),
    Field::memo(RESULT_TEXT, "result_text", "Kết quả tổng kết", "Result")
        .required_when(is_past_its_work)
        .aliases(&["Kết quả", "Kết quả nổi bật", "Kết quả đạt được"])
        .help("Tóm tắt khi tổng kết mô hình.", "The summary when the work is done."),
    Field::flag(NO_FIGURES, "no_figures", "Kết quả không định lượng", "No figures")
        .help("\"Có\" khi kết quả không đo được bằng số.", "Yes where the result is not measured in figures."),
    Field::integer(PROGRESS_PCT, "progress_pct", (0, 100, "%"), "Tiến độ ước", "Estimated progress")
        .column(4)
        .aliases(&["% hoàn thành", "Tiến độ %", "Tiến độ (%)"])
        .help(
            "Để trống: sổ tính từ chỉ tiêu. Ghi số: hiện kèm chữ (ước).",
            "Empty: counted from the indicators. A figure here is shown as an estimate.",
        ),
    Field::text(STATUS_REASON, "status_reason", 300, "Lý do", "Reason").required_when(wants_a_reason).help(
        "Lý do trả lại, tạm dừng, không chấp thuận, không công nhận, rút.",
        "Why it was sent back, paused, refused or withdrawn.",
    ),
    Field::fixed(NEXT_STEP, "next_step", NEXT_STEPS, "Hướng xử lý", "What follows")
        .required_when(is_not_recognised)
        .help("Khi không công nhận: khắc phục hay kết thúc.", "When not recognised: mend or end."),
    Field::one_of(FIELD, "field", "linh_vuc", "Lĩnh vực của năm", "Field in that year").help(
        "Chỉ ghi khi năm đó dùng bộ lĩnh vực khác; để trống là theo mô hình.",
        "Only where that year had other fields of work; empty means the model's.",
    ),
    Field::some_of(36, "dossier", "ho_so", "Hồ sơ đã có", "Papers at hand")
        .aliases(&["Hồ sơ", "Minh chứng"])
        .help("Đánh dấu giấy tờ đã có; sổ tự tính \"hồ sơ 5/8\".", "Mark the papers at hand."),
    Field::list(37, "dossier_files", 300, "Tệp hồ sơ", "Files")
        .help("Đường dẫn hoặc tên tệp, mỗi dòng một tệp.", "One path a line."),
    Field::money(38, "funding_need", "Đề nghị hỗ trợ kinh phí", "Funding asked for")
        .aliases(&["Kinh phí đề nghị hỗ trợ"])
        .help("Vào mục kiến nghị của báo cáo. Ví dụ: 20tr.", "Goes into the report's requests, for example 20tr."),
    Field::memo(39, "note", "Ghi chú", "Note").help("Điều cần nhớ về lượt đăng ký.", "What else to know about it."),
];

/// The year's registration (lượt đăng ký năm).
pub const SCHEMA: Schema =
    Schema::new(12, "model_year", ("lượt đăng ký", "registration"), ("lượt đăng ký", "registrations"), FIELDS)
        .title(&[YEAR, MODEL])
        .order(&[YEAR, MODEL])
        .unique(&[Unique { fields: &[MODEL, YEAR], for_ever: false }])
        .by_year(YEAR)
        .flow(&FLOW)
        .rules(RULES);

fn is_in(record: &Record, states: &[&str]) -> bool {
    record.choice(YEAR_STATUS).is_some_and(|state| states.contains(&state))
}

fn wants_approval(record: &Record) -> bool {
    is_in(record, status::AFTER_APPROVAL) && !record.contains_key(&APPROVE_NOTE)
}

fn is_past_its_work(record: &Record) -> bool {
    is_in(record, status::AFTER_WORK)
}

fn wants_a_reason(record: &Record) -> bool {
    is_in(record, status::WITH_REASON)
}

fn is_not_recognised(record: &Record) -> bool {
    is_in(record, &[status::NOT_RECOGNISED])
}
