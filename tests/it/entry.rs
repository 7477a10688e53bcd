//! Entry at a desk: a ward whose forms have a field of every kind.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::field::choice;
use danvan::register::schema::Code;
use danvan::register::{
    Choice, Choices, Dictionary, Field, Id, Kind, MemoryRecords, Record, Rule, RuleCx, Schema, Severity, Unique, Value,
    Words,
};
use danvan::say;

use crate::desk::{Desk, register, text};

/// Fields of activity.
const FIELDS: &[Choice] = &[
    choice("KT", "Phát triển kinh tế", "Economy"),
    choice("VHXH", "Văn hóa - xã hội", "Culture and society"),
    choice("QPAN", "Quốc phòng - an ninh", "Defence and security"),
    choice("XDHT", "Xây dựng hệ thống chính trị", "Political system"),
];

/// Kinds of benefit.
const KINDS: &[Choice] = &[
    choice("GPMB", "Giải phóng mặt bằng", "Site clearance"),
    choice("NTM", "Nông thôn mới", "New countryside"),
    choice("ASXH", "An sinh xã hội", "Social security"),
];

/// People.
pub const PERSON: &Schema = &Schema::new(
    1,
    "person",
    ("người", "person"),
    ("người", "people"),
    &[
        Field::text(1, "name", 80, "Họ và tên", "Name").draft().person_name(),
        Field::text(2, "phone", 20, "Điện thoại", "Phone").private(),
    ],
)
.title(&[1]);

/// Neighbourhoods.
pub const PLACE: &Schema = &Schema::new(
    2,
    "neighbourhood",
    ("tổ dân phố", "neighbourhood"),
    ("tổ dân phố", "neighbourhoods"),
    &[Field::text(1, "code", 12, "Mã", "Code").draft(), Field::text(2, "name", 80, "Tên", "Name").draft()],
)
.title(&[1, 2])
.unique(&[Unique { fields: &[1], for_ever: true }]);

/// Units of figures.
const METRIC: &Schema = &Schema::new(
    3,
    "metric",
    ("loại số liệu", "metric"),
    ("loại số liệu", "metrics"),
    &[Field::text(1, "name", 80, "Tên", "Name").draft(), Field::text(2, "unit", 20, "Đơn vị", "Unit")],
)
.title(&[1]);

/// Models, with a field of every kind.
pub const MODEL: &Schema = &Schema::new(
    4,
    "model",
    ("mô hình", "model"),
    ("mô hình", "models"),
    &[
        Field::text(1, "code", 20, "Mã", "Code").section("Đăng ký", "Registration"),
        Field::integer(2, "year", (2000, 2100, ""), "Năm", "Year").draft(),
        Field::text(3, "name", 60, "Tên mô hình", "Name of the model")
            .draft()
            .help("Tên như trong quyết định.", "The name as decided."),
        Field::fixed(4, "field", FIELDS, "Lĩnh vực", "Field").required(),
        Field::link(5, "owner", "person", "Người phụ trách", "In charge").required(),
        Field::link(6, "place", "neighbourhood", "Địa bàn", "Place"),
        Field::memo(7, "content", "Nội dung, cách làm", "Content").section("Nội dung", "Content"),
        Field::date(8, "start", "Bắt đầu", "Start"),
        Field::money(9, "cost", "Kinh phí", "Cost"),
        Field::link(10, "metric", "metric", "Loại số liệu", "Metric"),
        Field::quantity(11, "amount", 10, "Số lượng", "Amount"),
        Field::decimal(12, "share", (0, 100, 1, "%"), "Tỷ lệ", "Share"),
        Field::flag(13, "public", "Công khai", "Public"),
        Field::new(14, "kinds", Kind::Choices(Choices::Fixed(KINDS)), "Loại lợi ích", "Kinds"),
        Field::links(15, "helpers", "person", "Người phối hợp", "Helpers"),
        Field::list(16, "groups", 40, "Nhóm nòng cốt", "Groups"),
        Field::text(17, "phone", 20, "Điện thoại", "Phone").private(),
        Field::integer(18, "score", (0, 100, "điểm"), "Điểm", "Score").computed(),
        Field::text(19, "old", 20, "Cũ", "Old").retired(),
    ],
)
.title(&[1, 3])
.code(Code { field: 1, prefix: "DVK-", year: Some(2), digits: 3 })
.unique(&[Unique { fields: &[1], for_ever: true }])
.rules(&[Rule {
    id: "model.cost.none",
    severity: Severity::Soft,
    on: &[9],
    check: costs_nothing,
    remedy: danvan::register::Label::new("Ghi rõ nguồn lực khác.", "Say what else it takes."),
}]);

/// Results, which stand inside their model.
pub const RESULT: &Schema = &Schema::new(
    5,
    "result",
    ("kết quả", "result"),
    ("kết quả", "results"),
    &[
        Field::link(1, "model", "model", "Mô hình", "Model").draft(),
        Field::text(2, "what", 80, "Kết quả", "Result").draft(),
    ],
)
.title(&[2])
.child_of(1);

fn costs_nothing(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.get(&9) == Some(&Value::Money(0))).then(|| say!("Kinh phí bằng 0.", "It costs nothing."))
}

/// What the ward keeps.
pub const WARD: Dictionary = Dictionary(&[PERSON, PLACE, METRIC, MODEL, RESULT]);

/// Makes an id from a small number.
pub fn id(n: u128) -> Id {
    Id::from_bits(n)
}

/// Makes the ward: some people, some neighbourhoods, a metric, one model with two results.
pub fn ward() -> MemoryRecords {
    let person = |name| [(1, text(name))];
    let place = |code, name| [(1, text(code)), (2, text(name))];
    let model = [
        (1, text("DVK-2026-001")),
        (2, Value::Integer(2026)),
        (3, text("Hẻm sạch")),
        (4, Value::Choice("VHXH".to_owned())),
        (5, Value::Link(id(11))),
        (7, text("Mỗi tuần một buổi.\nCả tổ cùng làm.")),
        (9, Value::Money(5_000_000)),
        (17, text("0905123456")),
    ];
    let result = |what| [(1, Value::Link(id(41))), (2, text(what))];
    register(
        WARD,
        &[
            (PERSON, 11, &person("Nguyễn Thị Minh Khai")),
            (PERSON, 12, &person("Nguyễn Văn Trỗi")),
            (PERSON, 13, &person("Trần Đình Thọ")),
            (PLACE, 21, &place("TDP01", "Thanh Lộc Đán")),
            (PLACE, 22, &place("TDP15", "Hải Thành")),
            (METRIC, 31, &[(1, text("Đất hiến")), (2, text("m²"))]),
            (MODEL, 41, &model),
            (RESULT, 51, &result("14 hộ hiến đất")),
            (RESULT, 52, &result("Đường bê tông")),
        ],
    )
}

/// Opens the form of a new model at a new desk.
pub fn new_model() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|cx| Box::new(danvan::ui::screens::Form::new(MODEL, Record::new(), cx)));
    desk
}

/// Opens the form of the model that there is.
pub fn the_model() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::edit(MODEL, id(41), cx).expect("the model"));
    desk
}

/// Returns the models that were added, without their codes' order mattering.
pub fn added(desk: &Desk) -> Vec<Record> {
    desk.records.all(MODEL).filter(|(of, _)| *of != id(41)).map(|(_, record)| record.clone()).collect()
}
