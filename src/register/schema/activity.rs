//! A meeting or a piece of propaganda work, as the monthly return counts them.
//!
//! It may be planned ahead: only what lies behind counts.

use crate::register::field::{Field, FieldId};
use crate::register::fit;
use crate::register::rule::activity::RULES;

use super::Schema;

/// Day.
pub const DATE: FieldId = 1;
/// Kind, of catalogue `loai_hoat_dong`.
pub const KIND: FieldId = 2;
/// What it was.
pub const TITLE: FieldId = 3;
/// Who held it.
pub const HOST: FieldId = 4;
/// How many people came or listened.
pub const PARTICIPANTS: FieldId = 6;
/// How many meetings, items or broadcasts the entry stands for.
pub const COUNT: FieldId = 7;
/// Channel, of catalogue `kenh_tuyen_truyen`.
pub const CHANNEL: FieldId = 8;
/// The model that it served.
pub const MODEL: FieldId = 9;
/// The neighbourhood where it was.
pub const NEIGHBOURHOOD: FieldId = 10;
/// What was concluded.
pub const CONCLUSIONS: FieldId = 11;
/// Interactions with a post.
pub const INTERACTIONS: FieldId = 13;

const FIELDS: &[Field] = &[
    Field::date(DATE, "date", "Ngày", "Date")
        .draft()
        .default("T")
        .column(10)
        .aliases(&["Thời gian", "Ngày tổ chức"])
        .help("Ngày tổ chức, ngày đăng. Ví dụ: 9/3.", "The day, for example 9/3."),
    Field::one_of(KIND, "kind", "loai_hoat_dong", "Loại", "Kind")
        .draft()
        .column(16)
        .aliases(&["Loại hoạt động", "Hình thức"])
        .help("Hội nghị, họp dân, tin bài, loa, đối thoại…", "Conference, residents' meeting, news item, dialogue…"),
    Field::text(TITLE, "title", 300, "Nội dung", "Title")
        .draft()
        .column(28)
        .aliases(&["Tên hoạt động", "Tiêu đề", "Tên hội nghị"])
        .help("Ví dụ: Hội nghị triển khai phong trào năm 2026.", "What it was."),
    Field::link(HOST, "host", "organisation", "Đơn vị tổ chức", "Host")
        .required()
        .aliases(&["Chủ trì", "Đơn vị chủ trì", "Đơn vị thực hiện"])
        .help("Đơn vị tổ chức hoặc đăng bài.", "Who held it or posted it."),
    Field::text(5, "place", 200, "Địa điểm", "Place")
        .aliases(&["Nơi tổ chức"])
        .help("Ví dụ: nhà sinh hoạt khối phố Xuân Đông.", "For example the community house."),
    Field::integer(PARTICIPANTS, "participants", (0, 10_000_000, "người"), "Người dự, người nghe", "Participants")
        .column(12)
        .aliases(&["Số người tham gia", "Số người nghe", "Số lượt người"])
        .help("Số người dự hoặc nghe. Ví dụ: 120.", "How many came or listened."),
    Field::integer(COUNT, "count", (1, 1_000_000, ""), "Số buổi, tin, lượt", "Count")
        .required()
        .default("1")
        .column(5)
        .aliases(&["Số lượng", "Số buổi", "Số lượt", "Số tin bài"])
        .help("Một dòng cho nhiều buổi thì ghi số buổi.", "How many, where one line stands for several."),
    Field::one_of(CHANNEL, "channel", "kenh_tuyen_truyen", "Kênh", "Channel")
        .aliases(&["Kênh tuyên truyền"])
        .help("Loa, mạng xã hội, cổng thông tin…", "Loudspeaker, social network, portal…"),
    Field::link(MODEL, "model", "model", "Mô hình", "Model")
        .aliases(&["Tên mô hình"])
        .help("Nếu nói về một mô hình.", "If it is about one model."),
    Field::link(NEIGHBOURHOOD, "neighbourhood", "neighbourhood", "Khu dân cư", "Neighbourhood")
        .fits(fit::places_of_model::<MODEL>)
        .aliases(&["Tổ dân phố", "Thôn", "Địa bàn"])
        .help("Nếu tổ chức ở một khu dân cư.", "If it was in one neighbourhood."),
    Field::list(CONCLUSIONS, "conclusions", 300, "Kết luận", "Conclusions")
        .aliases(&["Kết luận cuộc họp"])
        .help("Mỗi dòng một việc; mỗi việc lập một nhiệm vụ.", "One a line; each becomes a task."),
    Field::list(12, "evidence", 300, "Đường dẫn, minh chứng", "Evidence")
        .aliases(&["Link", "Minh chứng", "Đường dẫn"])
        .help("Đường dẫn bài, ảnh; mỗi dòng một mục.", "Links and photographs; one a line."),
    Field::integer(INTERACTIONS, "interactions", (0, 100_000_000, "lượt"), "Lượt tương tác", "Interactions")
        .aliases(&["Số lượt tương tác", "Tương tác"])
        .help("Với bài mạng xã hội.", "Of a post on a social network."),
    Field::list(14, "speakers", 200, "Tham luận, người nói", "Speakers")
        .aliases(&["Tham luận"])
        .help("Ví dụ: Phường Bắc Hà: văn minh trong việc tang.", "Who spoke about what; one a line."),
    Field::link(15, "minutes_doc", "document", "Biên bản, thông báo kết luận", "Minutes")
        .help("Biên bản hoặc thông báo kết luận.", "The minutes or the notice of conclusions."),
    Field::memo(16, "note", "Ghi chú", "Note").help("Điều cần nhớ về hoạt động.", "What else to know about it."),
];

/// The meeting or propaganda work (hội nghị, tuyên truyền).
pub const SCHEMA: Schema = Schema::new(
    18,
    "activity",
    ("hội nghị, tuyên truyền", "activity"),
    ("hội nghị, tuyên truyền", "activities"),
    FIELDS,
)
.title(&[DATE, TITLE])
.order(&[DATE])
.by_year(DATE)
.rules(RULES);
