//! A closed period: its figures change only by correcting entries.

use crate::register::default::open_year;
use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::record::{Read, Record};
use crate::register::rule::period_lock::RULES;

use super::report::PERIODS;
use super::{Schema, Unique};

/// The year.
pub const YEAR: FieldId = 1;
/// The period within it.
pub const PERIOD: FieldId = 2;
/// Whether it is open or closed.
pub const STATUS: FieldId = 3;
/// Day on which it was closed.
pub const LOCKED_ON: FieldId = 4;
/// The report for which it was closed.
pub const REPORT: FieldId = 6;

/// Code of [`STATUS`] for an open period.
pub const OPEN: &str = "MO";
/// Code of [`STATUS`] for a closed period.
pub const CLOSED: &str = "DA_CHOT";

const STATES: &[Choice] = &[
    choice(OPEN, "Mở", "Open"),
    choice(CLOSED, "Đã chốt", "Closed"),
    choice("DA_GUI", "Đã gửi", "Sent"),
    choice("DINH_CHINH", "Đính chính", "Corrected"),
];

const FIELDS: &[Field] = &[
    Field::integer(YEAR, "year", (1990, 2100, ""), "Năm", "Year")
        .draft()
        .default_by(open_year)
        .column(4)
        .help("Năm của kỳ chốt.", "The year of the period."),
    Field::fixed(PERIOD, "period", PERIODS, "Kỳ", "Period")
        .draft()
        .column(18)
        .aliases(&["Kỳ báo cáo"])
        .help("Ví dụ: T4, Q2, 6T1, N.", "For example T4, Q2, 6T1, N."),
    Field::fixed(STATUS, "status", STATES, "Trạng thái", "State")
        .required()
        .default(CLOSED)
        .column(12)
        .aliases(&["Tình trạng"])
        .help(
            "Đã chốt thì số liệu trong kỳ chỉ đính chính bằng bản ghi mới.",
            "Closed figures change by correcting entries only.",
        ),
    Field::date(LOCKED_ON, "locked_on", "Ngày chốt", "Closed on")
        .required()
        .default("T")
        .column(10)
        .aliases(&["Chốt ngày"])
        .help("Ngày chốt số liệu.", "The day on which it was closed."),
    Field::text(5, "locked_by", 120, "Người chốt", "Closed by")
        .column(18)
        .help("Tổ trưởng Tổ giúp việc hoặc người được giao.", "The head of the support team or a deputy."),
    Field::link(REPORT, "report", "report", "Báo cáo", "Report")
        .help("Báo cáo dùng số liệu này.", "The report that uses the figures."),
    Field::text(7, "reason", 300, "Lý do mở lại", "Why it was opened again")
        .required_when(is_open)
        .help("Khi mở lại kỳ đã chốt: vì sao.", "When a closed period is opened again: why."),
];

/// The closed period (kỳ chốt số liệu).
pub const SCHEMA: Schema =
    Schema::new(23, "period_lock", ("kỳ chốt số liệu", "closed period"), ("kỳ chốt số liệu", "closed periods"), FIELDS)
        .title(&[PERIOD, YEAR])
        .order(&[YEAR, PERIOD])
        .unique(&[Unique { fields: &[YEAR, PERIOD], for_ever: false }])
        .by_year(YEAR)
        .rules(RULES);

fn is_open(record: &Record) -> bool {
    record.choice(STATUS) == Some(OPEN)
}
