//! Reading what one record says, for the recount.

use crate::register::record::{Read, Record};
use crate::register::schema::{model, progress};
use crate::register::show::show_bare_ratio;
use crate::register::sum::Tally;
use crate::register::sum::question::Key;
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

/// Returns the month of a day, or the quarter or year of one whose month is not known.
pub(super) fn month_of(day: Day) -> Day {
    use chrono::Datelike;
    match day {
        Day::Date(date) => Day::month(date.year(), date.month()).unwrap_or(day),
        Day::Month { .. } | Day::Quarter { .. } | Day::Year(_) => day,
    }
}

/// Returns under which neighbourhood a model's registrations stand.
pub(super) fn place(model: &Record) -> Key {
    match (model.choice(model::SCOPE), model.links(model::NEIGHBOURHOODS)) {
        (Some(model::WHOLE_WARD), _) | (_, []) => Key::Ward,
        (_, [one]) => Key::Record(*one),
        (_, _) => Key::Several,
    }
}

/// Adds a figure that holds until the next one.
pub(super) fn add_latest(tally: &mut Tally, is_ratio: bool, record: &Record) {
    let quantity = |field| record.get(&field).and_then(Value::as_quantity);
    let Some(figure) = quantity(progress::QUANTITY) else { return };
    match quantity(progress::DENOMINATOR) {
        _ if !is_ratio => tally.sum.add(figure),
        Some(whole) => {
            tally.sum.add(figure);
            tally.of.add(whole);
        }
        None => tally.sum.add(&unknown(Some(show_bare_ratio(figure)))),
    }
}

/// Makes a figure without a number.
pub(super) fn unknown(words: Option<String>) -> Quantity {
    Quantity { amount: rust_decimal::Decimal::ZERO, qualifier: Qualifier::Unknown, words }
}
