//! The metric: what a figure counts, in which one unit, and how it adds up.

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::metric::RULES;

use super::{Schema, Unique};

/// Its code, never reused.
pub const CODE: FieldId = 1;
/// Its Vietnamese name.
pub const NAME: FieldId = 2;
/// Its English name.
pub const NAME_EN: FieldId = 3;
/// Its one unit.
pub const UNIT: FieldId = 4;
/// How its figures add up.
pub const CLASS: FieldId = 5;
/// Whether only whole numbers make sense.
pub const COUNTABLE: FieldId = 6;
/// Its group, of catalogue `nhom_chi_so`.
pub const GROUP: FieldId = 7;
/// What proves a figure.
pub const EVIDENCE: FieldId = 8;
/// Its place in lists.
pub const ORDER: FieldId = 9;
/// Whether it is still offered.
pub const ACTIVE: FieldId = 10;
/// What the denominator of a ratio is.
pub const DENOMINATOR_NAME: FieldId = 11;

/// Code of [`CLASS`]: figures add over time.
pub const FLOW: &str = "FLOW";
/// Code of [`CLASS`]: the latest figure holds.
pub const STOCK: &str = "STOCK";
/// Code of [`CLASS`]: a numerator and a denominator, each added.
pub const RATIO: &str = "RATIO";
/// Code of [`CLASS`]: one of the two ends of a change (before, after), never added.
pub const PAIR: &str = "PAIR";

/// The unit of money.
pub const DONG: &str = "đồng";

const CLASSES: &[Choice] = &[
    choice(FLOW, "Cộng dồn", "Flow"),
    choice(STOCK, "Lấy số cuối", "Stock"),
    choice(RATIO, "Tỷ lệ", "Ratio"),
    choice(PAIR, "Trước/sau", "Before or after"),
];

const FIELDS: &[Field] = &[
    Field::text(CODE, "code", 20, "Mã", "Code")
        .draft()
        .column(14)
        .aliases(&["Mã chỉ số"])
        .help("Chữ hoa không dấu. Ví dụ: DAT, CONG, TUONG_M2.", "Capitals without marks, for example DAT."),
    Field::text(NAME, "name", 120, "Tên chỉ số", "Name")
        .draft()
        .column(32)
        .aliases(&["Chỉ số", "Nội dung", "Chỉ tiêu"])
        .help("Ví dụ: Đất hiến.", "The Vietnamese name, for example Đất hiến."),
    Field::text(NAME_EN, "name_en", 120, "Tên tiếng Anh", "English name")
        .help("Hiện khi dùng tiếng Anh; có thể bỏ trống.", "Shown in English; may stay empty."),
    Field::text(UNIT, "unit", 20, "Đơn vị tính", "Unit")
        .draft()
        .column(12)
        .aliases(&["ĐVT", "Đơn vị"])
        .help("Một đơn vị duy nhất. Ví dụ: m², công, đồng.", "One unit only, for example m²."),
    Field::fixed(CLASS, "class", CLASSES, "Cách cộng", "How it adds up")
        .required()
        .default(FLOW)
        .column(12)
        .aliases(&["Loại chỉ số", "Loại số liệu"])
        .help("Đất hiến: cộng dồn. Số camera: lấy số cuối.", "Land given adds up; of cameras the latest number holds."),
    Field::flag(COUNTABLE, "countable", "Chỉ nhận số nguyên", "Whole numbers only")
        .aliases(&["Số nguyên"])
        .help("\"Có\" cho cây, cái, buổi; \"không\" cho m², kg.", "Yes for trees and meetings, no for m² and kg."),
    Field::one_of(GROUP, "group", "nhom_chi_so", "Nhóm", "Group")
        .aliases(&["Nhóm chỉ số"])
        .help("Nhóm khi in bảng.", "Its group in tables."),
    Field::text(EVIDENCE, "evidence", 200, "Minh chứng thường dùng", "Usual evidence")
        .aliases(&["Minh chứng"])
        .help("Ví dụ: biên bản, danh sách hộ ký nhận.", "For example the minutes and the signed list."),
    Field::integer(ORDER, "order", (0, 100_000, ""), "Thứ tự", "Order")
        .aliases(&["STT"])
        .help("Thứ tự trong bảng.", "Its place in tables."),
    Field::flag(ACTIVE, "active", "Đang dùng", "In use")
        .default("có")
        .help("\"Không\" thì thôi gợi ý, số cũ vẫn giữ.", "No: no longer offered; old figures stay."),
    Field::text(DENOMINATOR_NAME, "denominator_name", 120, "Mẫu số là", "Denominator is")
        .required_when(is_ratio)
        .help("Với chỉ số tỷ lệ. Ví dụ: tổng số hộ.", "For a ratio, for example all households."),
    Field::memo(12, "note", "Ghi chú", "Note").help("Cách đếm, cách đo.", "How to count or measure."),
];

/// The metric (chỉ số).
pub const SCHEMA: Schema = Schema::new(25, "metric", ("chỉ số", "metric"), ("chỉ số", "metrics"), FIELDS)
    .title(&[NAME])
    .order(&[ORDER, CODE])
    .unique(&[Unique { fields: &[CODE], for_ever: true }])
    .rules(RULES);

fn is_ratio(record: &Record) -> bool {
    record.choice(CLASS) == Some(RATIO)
}
