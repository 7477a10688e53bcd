//! The model or example ("mô hình, điển hình"): what is done year after year; each year's registration is a
//! [`model_year`](super::model_year).

use crate::register::default::open_year;
use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::fit;
use crate::register::flow::model::FLOW;
use crate::register::record::{Read, Record};
use crate::register::rule::model::RULES;

use super::model_sheet::SHEET;
use super::{Code, Schema, Unique};

/// Its code, never reused.
pub const CODE: FieldId = 1;
/// Its name.
pub const NAME: FieldId = 2;
/// Model or example.
pub const KIND: FieldId = 3;
/// Collective or individual.
pub const SUBJECT: FieldId = 4;
/// The individual, where it is one.
pub const INDIVIDUAL: FieldId = 5;
/// Field of work, of catalogue `linh_vuc`; exactly one, or totals by field would not add up.
pub const FIELD: FieldId = 6;
/// Themes, of catalogue `chu_de`.
pub const TAGS: FieldId = 7;
/// Level, of catalogue `cap_mo_hinh`.
pub const LEVEL: FieldId = 8;
/// The unit that registers and leads it.
pub const ORG: FieldId = 9;
/// Units that take part.
pub const PARTNERS: FieldId = 10;
/// How wide it is.
pub const SCOPE: FieldId = 12;
/// The neighbourhoods where it runs.
pub const NEIGHBOURHOODS: FieldId = 13;
/// The exact place.
pub const PLACE_TEXT: FieldId = 14;
/// Its first year.
pub const FIRST_YEAR: FieldId = 15;
/// Whether it is a pilot.
pub const IS_PILOT: FieldId = 16;
/// Features of the area, of catalogue `vung_dac_thu`.
pub const SPECIAL_AREA: FieldId = 17;
/// The model that it copies.
pub const REPLICATED_FROM: FieldId = 18;
/// State across years.
pub const STATE: FieldId = 19;
/// Why it was paused, ended or dropped.
pub const STATE_REASON: FieldId = 20;
/// The committee member who follows it.
pub const ASSIGNED_MEMBER: FieldId = 21;
/// Who runs it.
pub const OWNER: FieldId = 22;

/// Code of [`SUBJECT`] for a group.
pub const COLLECTIVE: &str = "TAP_THE";
/// Code of [`SUBJECT`] for one person.
pub const ONE_PERSON: &str = "CA_NHAN";
/// Code of [`SCOPE`] for the whole ward.
pub const WHOLE_WARD: &str = "TOAN_PHUONG";
/// Code of [`SCOPE`] for several neighbourhoods.
pub const SEVERAL: &str = "NHIEU_KDC";
/// Code of [`SCOPE`] for one neighbourhood.
pub const ONE_NEIGHBOURHOOD: &str = "MOT_KDC";
/// Code of [`STATE`] for a model that is only thought of.
pub const IDEA: &str = "Y_TUONG";
/// Code of [`STATE`] for a model at work.
pub const AT_WORK: &str = "HOAT_DONG";
/// Code of [`STATE`] for a model that is paused.
pub const PAUSED: &str = "TAM_DUNG";
/// Code of [`STATE`] for a model that has come to its end.
pub const ENDED: &str = "KET_THUC";
/// Code of [`STATE`] for a model that was dropped for want of effect.
pub const DROPPED: &str = "LOAI_BO";

const KINDS: &[Choice] = &[choice("MO_HINH", "Mô hình", "Model"), choice("DIEN_HINH", "Điển hình", "Example")];
const SUBJECTS: &[Choice] = &[choice(COLLECTIVE, "Tập thể", "Collective"), choice(ONE_PERSON, "Cá nhân", "Individual")];
const SCOPES: &[Choice] = &[
    choice(WHOLE_WARD, "Toàn phường", "Whole ward"),
    choice(SEVERAL, "Nhiều khu dân cư", "Several neighbourhoods"),
    choice(ONE_NEIGHBOURHOOD, "Một khu dân cư", "One neighbourhood"),
    choice("TUYEN", "Tuyến đường, tuyến phố", "A street or route"),
];
const STATES: &[Choice] = &[
    choice(IDEA, "Ý tưởng", "Idea"),
    choice(AT_WORK, "Đang hoạt động", "At work"),
    choice(PAUSED, "Tạm dừng", "Paused"),
    choice(ENDED, "Kết thúc", "Ended"),
    choice(DROPPED, "Loại bỏ", "Dropped"),
];

/// Its fields.
pub(super) const FIELDS: &[Field] = &[
    Field::text(CODE, "code", 20, "Mã", "Code")
        .column(12)
        .aliases(&["Mã mô hình", "Mã số"])
        .help("Để trống thì sổ tự đặt, ví dụ DVK-2026-014.", "Left empty, one is made, for example DVK-2026-014.")
        .section("Tên và đơn vị", "Name and unit"),
    Field::text(NAME, "name", 200, "Tên mô hình", "Name")
        .draft()
        .column(26)
        .aliases(&[
            "Tên mô hình, điển hình",
            "Mô hình",
            "Tên mô hình/công trình",
            "Tên mô hình dân vận khéo",
            "Tên điển hình",
        ])
        .help(
            "Tên riêng, rõ ở đâu làm gì. Ví dụ: Đảm bảo mỹ quan đô thị đường hoa Lê Lợi.",
            "A name of its own that says where and what.",
        ),
    Field::link(ORG, "org", "organisation", "Đơn vị đăng ký", "Registering unit")
        .draft()
        .column(14)
        .aliases(&["Đơn vị chủ trì", "Đơn vị đăng ký/chủ trì", "Đơn vị thực hiện", "Tên đơn vị", "Cơ quan, đơn vị"])
        .help("Đơn vị chủ trì. Ví dụ: UBND phường.", "The unit that leads it, for example UBND phường."),
    Field::fixed(KIND, "kind", KINDS, "Mô hình / Điển hình", "Model or example")
        .required()
        .default("MO_HINH")
        .aliases(&["Loại", "Mô hình hay điển hình"])
        .help(
            "Mô hình là cách làm; điển hình là tấm gương.",
            "A model is a way of working, an example a person or group.",
        ),
    Field::fixed(SUBJECT, "subject", SUBJECTS, "Tập thể / Cá nhân", "Collective or individual")
        .required()
        .default(COLLECTIVE)
        .aliases(&["Đối tượng", "Tập thể hay cá nhân"])
        .help("Báo cáo tách riêng hai loại, ví dụ 69 tập thể + 54 cá nhân.", "Reports count the two apart."),
    Field::link(INDIVIDUAL, "individual", "person", "Cá nhân điển hình", "Individual")
        .fits(fit::people_of::<ORG>)
        .required_when(is_of_one_person)
        .aliases(&["Tên cá nhân", "Cá nhân"])
        .help("Chỉ khi là cá nhân. Ví dụ: Vy Văn Tàng.", "Only for an individual, for example Vy Văn Tàng."),
    Field::one_of(FIELD, "field", "linh_vuc", "Lĩnh vực", "Field of work")
        .required()
        .column(12)
        .aliases(&["Thuộc lĩnh vực", "Lĩnh vực đăng ký"])
        .help("Chọn đúng một lĩnh vực. Ví dụ: VHXH.", "Exactly one, for example VHXH."),
    Field::some_of(TAGS, "tags", "chu_de", "Chủ đề", "Themes")
        .aliases(&["Chuyên đề", "Nội dung gắn với"])
        .help("Có thể nhiều. Ví dụ: NTM; MOI_TRUONG.", "Any number, for example NTM; MOI_TRUONG."),
    Field::one_of(LEVEL, "level", "cap_mo_hinh", "Cấp", "Level")
        .required()
        .aliases(&["Cấp mô hình", "Cấp quản lý"])
        .help("Cấp phường hay cấp khu dân cư, đơn vị.", "Of the ward, or of a neighbourhood or unit."),
    Field::links(PARTNERS, "partners", "organisation", "Đơn vị phối hợp", "Partners")
        .aliases(&["Phối hợp", "Cơ quan phối hợp"])
        .help("Ví dụ: MTTQ; HPN.", "For example MTTQ; HPN."),
    Field::text(11, "partner_roles", 500, "Vai trò phối hợp", "Roles of the partners")
        .help("Ví dụ: MTTQ vận động, HPN chăm sóc hoa.", "Who does what, for example the Front persuades."),
    Field::fixed(SCOPE, "scope", SCOPES, "Phạm vi", "Scope")
        .required()
        .aliases(&["Quy mô"])
        .help("Toàn phường, nhiều khu dân cư, một khu dân cư hay một tuyến.", "How much of the ward it covers.")
        .section("Phạm vi, địa điểm", "Scope and place"),
    Field::links(NEIGHBOURHOODS, "neighbourhoods", "neighbourhood", "Khu dân cư", "Neighbourhoods")
        .fits(fit::place_of_unit::<ORG>)
        .required_when(is_not_of_the_whole_ward)
        .aliases(&["Tổ dân phố", "Thôn", "Địa bàn", "Địa bàn thực hiện"])
        .help("Ghi mã hoặc tên, cách nhau bằng dấu \";\". Ví dụ: TDP05; TDP07.", "Codes or names, parted by \";\"."),
    Field::text(PLACE_TEXT, "place_text", 300, "Địa điểm cụ thể", "Exact place")
        .required()
        .aliases(&["Địa điểm", "Địa chỉ", "Nơi thực hiện"])
        .help(
            "Ví dụ: đường Lê Lợi, đoạn Hồ Xuân Hương → Lý Tự Trọng.",
            "Street, stretch or house, from where to where.",
        ),
    Field::some_of(SPECIAL_AREA, "special_area", "vung_dac_thu", "Vùng đặc thù", "Special area")
        .aliases(&["Đặc thù"])
        .help("Nếu thuộc vùng giáo, dân tộc thiểu số, ven biển, giáp ranh.", "Parish, ethnic minority, coast, border."),
    Field::integer(FIRST_YEAR, "first_year", (1990, 2100, ""), "Năm bắt đầu", "First year")
        .required()
        .default_by(open_year)
        .aliases(&["Năm xây dựng", "Năm thành lập", "Bắt đầu từ năm"])
        .help("Năm làm lần đầu, cũng là năm trong mã. Ví dụ: 2022.", "The first year; the code takes it.")
        .section("Vòng đời, theo dõi", "Life and follow-up"),
    Field::fixed(STATE, "state", STATES, "Trạng thái vòng đời", "State")
        .required()
        .default(AT_WORK)
        .column(10)
        .aliases(&["Trạng thái", "Tình trạng"])
        .help("Trạng thái qua các năm, không phải của riêng năm nay.", "Across years, not of this year alone."),
    Field::text(STATE_REASON, "state_reason", 300, "Lý do dừng, loại bỏ", "Reason to stop")
        .required_when(has_stopped)
        .help("Ví dụ: không còn hiệu quả sau rà soát.", "For example no longer of use after the review."),
    Field::flag(IS_PILOT, "is_pilot", "Mô hình điểm", "Pilot")
        .aliases(&["Điểm", "Làm điểm"])
        .help("\"Có\" nếu được chọn làm điểm.", "Whether it was chosen as a pilot."),
    Field::link(REPLICATED_FROM, "replicated_from", "model", "Nhân rộng từ", "Copied from")
        .aliases(&["Mô hình gốc"])
        .help("Mô hình gốc, nếu đây là nhân rộng.", "The model that it copies."),
    Field::link(ASSIGNED_MEMBER, "assigned_member", "membership", "Thành viên BCĐ theo dõi", "Member in charge")
        .fits(fit::members_in_charge_of::<NEIGHBOURHOODS>)
        .aliases(&["Người theo dõi", "Thành viên phụ trách"])
        .help("Thành viên Ban Chỉ đạo theo dõi, chỉ đạo mô hình.", "The committee member who follows it."),
    Field::link(OWNER, "owner", "person", "Người phụ trách mô hình", "Owner")
        .fits(fit::people_of::<ORG>)
        .aliases(&["Người phụ trách", "Chủ nhiệm mô hình"])
        .help("Người báo kết quả hằng tháng.", "Who reports its results every month."),
    Field::memo(23, "note", "Ghi chú", "Note").help("Điều cần nhớ về mô hình.", "What else to know about it."),
];

/// The model (mô hình, điển hình).
pub const SCHEMA: Schema = Schema::new(11, "model", ("mô hình", "model"), ("mô hình", "models"), FIELDS)
    .title(&[CODE, NAME])
    .sought(&[NAME])
    .order(&[CODE])
    .unique(&[Unique { fields: &[CODE], for_ever: true }])
    .code(Code { field: CODE, prefix: "DVK-", year: Some(FIRST_YEAR), digits: 3 })
    .flow(&FLOW)
    .rules(RULES)
    .typed_on(&SHEET);

fn is_of_one_person(record: &Record) -> bool {
    record.choice(SUBJECT) == Some(ONE_PERSON)
}

fn is_not_of_the_whole_ward(record: &Record) -> bool {
    record.choice(SCOPE).is_some_and(|scope| scope != WHOLE_WARD)
}

fn has_stopped(record: &Record) -> bool {
    matches!(record.choice(STATE), Some(PAUSED | ENDED | DROPPED))
}
