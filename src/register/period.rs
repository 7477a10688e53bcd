//! Reporting periods: runs of whole months, and which days fall into them.
//!
//! A day of which only the month, the quarter or the year is known counts in every period that holds **all** of its
//! possible dates, and in no other. So a figure "quý 2/2026" counts in its quarter, its half and its year, but in no
//! month: the months of a quarter come to at most the quarter, the quarters of a year to at most the year, and a year
//! is always whole.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::words::Words;
use crate::say;
use crate::text::day::{Day, YEARS};

pub mod lock;

/// A run of whole months, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    from: (i32, u8),
    to: (i32, u8),
}

impl Period {
    /// Makes the run from one month to another of the same or a later year; `None` for months that no calendar has.
    pub fn new(from: (i32, u8), to: (i32, u8)) -> Option<Self> {
        let known = |(year, month): (i32, u8)| YEARS.contains(&year) && (1..=12).contains(&month);
        (known(from) && known(to) && from <= to).then_some(Self { from, to })
    }

    /// Makes a calendar year.
    pub const fn year(year: i32) -> Self {
        Self { from: (year, 1), to: (year, 12) }
    }

    /// Makes a month.
    pub fn month(year: i32, month: u8) -> Option<Self> {
        Self::new((year, month), (year, month))
    }

    /// Makes a quarter, 1 to 4.
    pub fn quarter(year: i32, quarter: u8) -> Option<Self> {
        let last = quarter.checked_mul(3)?;
        Self::new((year, last.checked_sub(2)?), (year, last))
    }

    /// Makes the first or the second half of a year.
    pub fn half(year: i32, half: u8) -> Option<Self> {
        match half {
            1 => Self::new((year, 1), (year, 6)),
            2 => Self::new((year, 7), (year, 12)),
            _ => None,
        }
    }

    /// Makes the first nine months of a year.
    pub fn nine_months(year: i32) -> Option<Self> {
        Self::new((year, 1), (year, 9))
    }

    /// Makes a range of years.
    pub fn years_from(from: i32, to: i32) -> Option<Self> {
        Self::new((from, 1), (to, 12))
    }

    /// Reads a period of `year` as commands name it: `T4` (a month), `Q2`, `6T` or `6T1`, `6T2`, `9T`, `N` or nothing
    /// (the year), `2021-2025` (years).
    pub fn parse(typed: &str, year: i32) -> Option<Self> {
        let typed = typed.trim().to_uppercase();
        let number = |text: &str| text.parse::<u8>().ok();
        match typed.as_str() {
            "" | "N" | "NAM" => Self::new((year, 1), (year, 12)),
            "6T" | "6T1" => Self::half(year, 1),
            "6T2" => Self::half(year, 2),
            "9T" => Self::nine_months(year),
            _ => {
                if let Some(month) = typed.strip_prefix('T') {
                    Self::month(year, number(month)?)
                } else if let Some(quarter) = typed.strip_prefix('Q') {
                    Self::quarter(year, number(quarter)?)
                } else {
                    let (from, to) = typed.split_once(['-', '–'])?;
                    Self::years_from(from.trim().parse().ok()?, to.trim().parse().ok()?)
                }
            }
        }
    }

    /// Gives the code by which a year's periods go, with the year; `None` for months that make no period of their own.
    pub fn code(self) -> Option<(String, i32)> {
        let year = self.from.0;
        let months = (1..=12).map(|month| format!("T{month}"));
        let quarters = (1..=4).map(|quarter| format!("Q{quarter}"));
        let others = ["N", "6T1", "6T2", "9T"].map(str::to_owned);
        let mut codes = others.into_iter().chain(quarters).chain(months);
        codes.find(|code| Self::parse(code, year) == Some(self)).map(|code| (code, year))
    }

    /// Returns the first date.
    pub fn first(self) -> NaiveDate {
        Day::Month { year: self.from.0, month: self.from.1 }.first()
    }

    /// Returns the last date.
    pub fn last(self) -> NaiveDate {
        Day::Month { year: self.to.0, month: self.to.1 }.last()
    }

    /// Lists the calendar years that it touches.
    pub const fn years(self) -> RangeInclusive<i32> {
        self.from.0..=self.to.0
    }

    /// Returns whether a figure of this day counts in the period: all dates that the day can mean are in it.
    pub fn covers(self, day: Day) -> bool {
        self.first() <= day.first() && day.last() <= self.last()
    }

    /// Returns the period from the beginning of its last year to its end ("luỹ kế năm").
    #[must_use]
    pub const fn year_to_date(self) -> Self {
        Self { from: (self.to.0, 1), to: self.to }
    }

    /// Returns the same months of the year before ("cùng kỳ").
    #[must_use]
    pub const fn year_before(self) -> Self {
        Self { from: (self.from.0 - 1, self.from.1), to: (self.to.0 - 1, self.to.1) }
    }

    /// Returns which slots of a year (see [`slot`]) fall into the period, bit by bit.
    pub(super) fn slots(self, year: i32) -> u32 {
        (0..SLOTS).filter(|slot| self.covers(slot_day(year, *slot))).fold(0, |mask, slot| mask | (1 << slot))
    }

    /// Names the period as reports print it.
    pub fn show(self) -> Words {
        let ((year, first), (last_year, last)) = (self.from, self.to);
        if year != last_year {
            return if (first, last) == (1, 12) {
                say!("Giai đoạn {a}–{b}", "Years {a}–{b}", a = year, b = last_year)
            } else {
                self.show_months()
            };
        }
        match (first, last) {
            (1, 12) => say!("Năm {year}", "Year {year}", year = year),
            (1, 6) => say!("6 tháng đầu năm {year}", "First half of {year}", year = year),
            (7, 12) => say!("6 tháng cuối năm {year}", "Second half of {year}", year = year),
            (1, 9) => say!("9 tháng năm {year}", "Nine months of {year}", year = year),
            (first, last) if first == last => {
                say!("Tháng {month}/{year}", "Month {month}/{year}", month = first, year = year)
            }
            (first, last) if first % 3 == 1 && last == first + 2 => {
                let roman = ["I", "II", "III", "IV"][usize::from(first / 3)];
                say!("Quý {quarter}/{year}", "Quarter {quarter}/{year}", quarter = roman, year = year)
            }
            _ => self.show_months(),
        }
    }

    fn show_months(self) -> Words {
        say!(
            "Từ tháng {a}/{b} đến tháng {c}/{d}",
            "From {a}/{b} to {c}/{d}",
            a = self.from.1,
            b = self.from.0,
            c = self.to.1,
            d = self.to.0
        )
    }
}

/// Number of slots of a year: twelve months, four quarters and the year itself.
pub(super) const SLOTS: u8 = 17;

/// Returns the slot of its year in which figures of a day are kept: 0 to 11 for a month, 12 to 15 for "some day of
/// this quarter", 16 for "some day of this year".
pub(super) fn slot(day: Day) -> u8 {
    use chrono::Datelike;
    match day {
        // The month is between 1 and 12, whatever the calendar.
        Day::Date(date) => u8::try_from(date.month0()).unwrap_or_default(),
        Day::Month { month, .. } => month.clamp(1, 12) - 1,
        Day::Quarter { quarter, .. } => 11 + quarter.clamp(1, 4),
        Day::Year(_) => 16,
    }
}

/// Returns the day for which a slot stands.
pub(super) const fn slot_day(year: i32, slot: u8) -> Day {
    match slot {
        0..=11 => Day::Month { year, month: slot + 1 },
        12..=15 => Day::Quarter { year, quarter: slot - 11 },
        _ => Day::Year(year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn periods() -> Vec<Period> {
        let months = (1..=12).filter_map(|month| Period::month(2026, month));
        let quarters = (1..=4).filter_map(|quarter| Period::quarter(2026, quarter));
        let halves = (1..=2).filter_map(|half| Period::half(2026, half));
        let others = [Period::nine_months(2026), Some(Period::year(2026)), Period::years_from(2021, 2026)];
        months.chain(quarters).chain(halves).chain(others.into_iter().flatten()).collect()
    }

    fn days() -> impl Strategy<Value = Day> {
        prop_oneof![
            (2025_i32..=2027, 1_u32..=365)
                .prop_filter_map("a day", |(y, d)| NaiveDate::from_yo_opt(y, d).map(Day::Date)),
            (2025_i32..=2027, 1_u8..=12).prop_map(|(year, month)| Day::Month { year, month }),
            (2025_i32..=2027, 1_u8..=4).prop_map(|(year, quarter)| Day::Quarter { year, quarter }),
            (2025_i32..=2027).prop_map(Day::Year),
        ]
    }

    proptest! {
        #[test]
        fn a_slot_falls_into_a_period_exactly_when_its_days_do(day in days()) {
            for period in periods() {
                let by_slot = period.slots(day.year()) & (1 << slot(day)) != 0;
                prop_assert_eq!(by_slot, period.covers(day), "{} in {:?}", day, period);
            }
        }

        #[test]
        fn parts_never_exceed_the_whole(day in days()) {
            let count = |periods: &[Option<Period>]| periods.iter().flatten().filter(|period| period.covers(day)).count();
            let quarters: Vec<_> = (1..=4).map(|quarter| Period::quarter(2026, quarter)).collect();
            let year = usize::from(Period::year(2026).covers(day));
            prop_assert!(count(&quarters) <= year);
            prop_assert_eq!(year, usize::from(day.year() == 2026));
            for quarter in 1..=4_u8 {
                let months: Vec<_> = (0..3).map(|month| Period::month(2026, quarter * 3 - month)).collect();
                prop_assert!(count(&months) <= count(&[Period::quarter(2026, quarter)]));
            }
        }
    }

    #[test]
    fn a_quarter_counts_in_its_quarter_and_year_but_in_no_month() {
        let day = Day::Quarter { year: 2026, quarter: 2 };
        let names: Vec<String> =
            periods().into_iter().filter(|period| period.covers(day)).map(|period| period.show().vi).collect();
        let wanted = ["Quý II/2026", "6 tháng đầu năm 2026", "9 tháng năm 2026", "Năm 2026", "Giai đoạn 2021–2026"];
        assert_eq!(names, wanted);
    }

    #[test]
    fn periods_are_read_as_commands_name_them() {
        let read = |typed: &str| Period::parse(typed, 2026).map(|period| period.show().vi);
        for (typed, shown) in [
            ("T4", "Tháng 4/2026"),
            ("q4", "Quý IV/2026"),
            ("6T", "6 tháng đầu năm 2026"),
            ("6T2", "6 tháng cuối năm 2026"),
            ("9T", "9 tháng năm 2026"),
            ("", "Năm 2026"),
            ("2021-2025", "Giai đoạn 2021–2025"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(shown), "{typed}");
        }
        for typed in ["T13", "T0", "Q5", "Q0", "Q255", "6T3", "2025-2021", "x", "2025"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn related_periods() {
        let june = Period::month(2026, 6).unwrap();
        assert_eq!(Some(june.year_to_date()), Period::half(2026, 1));
        assert_eq!(Some(june.year_before()), Period::month(2025, 6));
        assert_eq!(Period::month(2026, 4).unwrap().year_to_date().show().vi, "Từ tháng 1/2026 đến tháng 4/2026");
    }
}
