//! What rules measure of dates.

use super::RuleCx;
use crate::register::field::FieldId;
use crate::register::record::Read;
use crate::register::words::{Label, Words};
use crate::say;

/// Two dates of a record, the second no earlier than the first.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// First day.
    pub from: FieldId,
    /// Last day.
    pub to: FieldId,
}

/// What to do about dates in the wrong order.
pub const SWAP: Label = Label::new("Xem lại hai ngày, có thể đã ghi đảo.", "Look at both dates; they may be swapped.");

/// What to do about years in the wrong order.
pub const SWAP_YEARS: Label =
    Label::new("Xem lại hai năm, có thể đã ghi đảo.", "Look at both years; they may be swapped.");

/// What to do about a date that is still to come.
pub const NOT_YET: Label = Label::new("Xem lại ngày, nhất là năm.", "Look at the date, above all at its year.");

/// Says that the last day lies before the first; days within one month or year written as such are in order.
pub fn backwards(cx: &RuleCx<'_>, span: Span) -> Option<Words> {
    let (from, to) = (cx.record.day(span.from)?, cx.record.day(span.to)?);
    (to.last() < from.first()).then(|| {
        say!(
            "Ngày sau ({to}) sớm hơn ngày trước ({from}).",
            "The later date ({to}) lies before the earlier one ({from}).",
            to = to.show(),
            from = from.show()
        )
    })
}

/// Says that a date of something that has happened lies after today.
pub fn in_future(cx: &RuleCx<'_>, field: FieldId) -> Option<Words> {
    let day = cx.record.day(field)?;
    (day.first() > cx.today).then(|| say!("Ngày {day} chưa đến.", "The day {day} is still to come.", day = day.show()))
}

/// Says that the last of two years lies before the first.
pub fn years_backwards(cx: &RuleCx<'_>, years: Span) -> Option<Words> {
    let (from, to) = (cx.record.integer(years.from)?, cx.record.integer(years.to)?);
    (to < from).then(|| {
        say!(
            "Năm sau ({to}) sớm hơn năm trước ({from}).",
            "The later year ({to}) lies before the earlier one ({from}).",
            to = to,
            from = from
        )
    })
}

/// Says that a date does not lie in the year that the record is of.
pub fn in_another_year(cx: &RuleCx<'_>, date: FieldId, year: FieldId) -> Option<Words> {
    let (day, year) = (cx.record.day(date)?, cx.record.integer(year)?);
    (i64::from(day.year()) != year).then(|| {
        say!("Ngày {day} không thuộc năm {year}.", "The day {day} is not in {year}.", day = day.show(), year = year)
    })
}
