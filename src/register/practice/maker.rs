//! Making records by field key, with ids and days that come from the seed.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use super::random::Random;
use crate::register::change::{Accepted, Command, Request, Seen, Set};
use crate::register::id::Id;
use crate::register::schema::REGISTER;
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

/// What has been made so far, and the source of what comes.
pub(super) struct Maker {
    pub(super) random: Random,
    pub(super) today: NaiveDate,
    pub(super) requests: Vec<Request>,
    ids: Random,
    made: u64,
}

impl Maker {
    pub(super) fn new(seed: u64, today: NaiveDate) -> Self {
        let mut random = Random::new(seed);
        let ids = Random::new(random.bits());
        Self { random, today, requests: Vec::new(), ids, made: 0 }
    }

    /// Makes the next id; ids sort in the order in which they are made.
    pub(super) fn id(&mut self) -> Id {
        self.made += 1;
        // Milliseconds of 2020-01-01, one more for each id: old enough that no id of today's clock is met.
        let millis = 1_577_836_800_000 + self.made;
        Id::from_parts(millis, (u128::from(self.ids.bits()) << 16) | u128::from(self.made & 0xffff))
    }

    /// Makes a record out of field keys and values; a key that the entity does not have is left out.
    pub(super) fn record(&mut self, entity: &str, values: Vec<(&str, Value)>) -> Id {
        let id = self.id();
        let Some(schema) = REGISTER.entity(entity) else { return id };
        let set = values.into_iter().filter_map(|(key, value)| {
            let field = schema.field_by_key(key)?.id;
            Some(Set { field, seen: Seen::Any, new: Some(value) })
        });
        let accepted = Accepted::All("Dữ liệu thực hành (tập)".to_owned());
        let command = Command::Save { schema, id, set: set.collect(), accepted };
        self.requests.push(command.into());
        id
    }

    /// Returns a day of a year, moved back to today where it has not come yet.
    pub(super) fn day(&self, year: i32, month: u32, day: u32) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(self.today);
        let wanted = NaiveDate::from_ymd_opt(year, month, day.min(28)).unwrap_or(first);
        wanted.min(self.today.max(first))
    }

    /// Returns a day of a year between two months, moved back to today where it has not come yet.
    pub(super) fn some_day(&mut self, year: i32, months: std::ops::RangeInclusive<u32>) -> NaiveDate {
        let from = self.day(year, *months.start(), 1);
        let to = self.day(year, *months.end(), 28).max(from);
        let span = usize::try_from((to - from).num_days()).unwrap_or(0);
        let days = self.random.below(span + 1) as u64;
        from.checked_add_days(Days::new(days)).unwrap_or(from)
    }

    /// Returns today's year.
    pub(super) fn year(&self) -> i32 {
        self.today.year()
    }
}

pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(super) fn date(day: NaiveDate) -> Value {
    Value::Day(Day::Date(day))
}

/// Returns the code of a list.
pub(super) fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

/// Returns a figure, at times not exact, as real sources give them.
pub(super) fn figure(amount: usize, random: &mut Random) -> Value {
    let qualifier = match random.below(10) {
        0 => Qualifier::Over,
        1 => Qualifier::MoreThan,
        2 => Qualifier::Under,
        3 => Qualifier::About,
        _ => Qualifier::Exact,
    };
    Value::Quantity(Quantity { amount: Decimal::from(amount), qualifier, words: None })
}
