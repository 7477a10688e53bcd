//! What rules measure of neighbourhoods.

use super::RuleCx;
use crate::register::field::FieldId;
use crate::register::record::Read;
use crate::register::schema::neighbourhood::{NAME, SCHEMA, VALID_FROM, VALID_TO};
use crate::register::words::{Label, Words};
use crate::say;

/// What to do about a neighbourhood that did not exist on the day.
pub const CHOOSE_ANOTHER: Label = Label::new(
    "Chọn khu dân cư có vào ngày đó, hoặc sửa ngày.",
    "Choose one that existed on that day, or change the date.",
);

/// Says that the neighbourhood did not exist on any day that the date can mean.
pub fn not_there_then(cx: &RuleCx<'_>, place: FieldId, date: FieldId) -> Option<Words> {
    let day = cx.record.day(date)?;
    let place = cx.records.get(&SCHEMA, cx.record.link(place)?)?;
    let begun = place.day(VALID_FROM).is_none_or(|from| from.first() <= day.last());
    let lasts = place.day(VALID_TO).is_none_or(|to| to.last() >= day.first());
    (!begun || !lasts).then(|| {
        say!(
            "Khu dân cư \"{name}\" không có vào ngày {day}.",
            "The neighbourhood \"{name}\" did not exist on {day}.",
            name = place.text(NAME),
            day = day.show()
        )
    })
}
