//! Days as papers give them: to the day, the month, the quarter or the year.

use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

mod parse;

pub use parse::{DayCx, DayError, parse_day};

/// The years that a register can speak of.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// How much of a [`Day`] is known, the most exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// The day itself.
    Date,
    /// Only the month.
    Month,
    /// Only the quarter.
    Quarter,
    /// Only the year.
    Year,
}

/// A day that keeps the precision with which its source gives it ("tháng 4/2023", "quý 2").
///
/// Days are ordered by their first possible date, the more exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Day {
    /// A date.
    Date(NaiveDate),
    /// Some day of a month.
    Month {
        /// The calendar year.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
    },
    /// Some day of a quarter.
    Quarter {
        /// The calendar year.
        year: i32,
        /// The quarter, 1 to 4.
        quarter: u8,
    },
    /// Some day of a year.
    Year(i32),
}

impl Day {
    /// Returns the first date that it can mean.
    pub fn first(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Month { year, month } => first_of(year, month.into()),
            Self::Quarter { year, quarter } => first_of(year, first_month_of(quarter)),
            Self::Year(year) => first_of(year, 1),
        }
    }

    /// Returns the last date that it can mean.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::Date(date) => date,
            Self::Month { year, month } => last_of(year, month.into()),
            Self::Quarter { year, quarter } => last_of(year, first_month_of(quarter) + 2),
            Self::Year(year) => last_of(year, 12),
        }
    }

    /// Returns the calendar year.
    pub fn year(self) -> i32 {
        match self {
            Self::Date(date) => date.year(),
            Self::Month { year, .. } | Self::Quarter { year, .. } | Self::Year(year) => year,
        }
    }

    /// Returns how much of the day is known.
    pub fn precision(self) -> Precision {
        match self {
            Self::Date(_) => Precision::Date,
            Self::Month { .. } => Precision::Month,
            Self::Quarter { .. } => Precision::Quarter,
            Self::Year(_) => Precision::Year,
        }
    }

    /// Writes the form of files: "2023-04-12", "2023-04", "2023-Q2", "2023".
    pub fn iso(self) -> String {
        match self {
            Self::Date(date) => date.format("%Y-%m-%d").to_string(),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            Self::Year(year) => format!("{year:04}"),
        }
    }

    /// Reads the form of files, and nothing else.
    pub fn from_iso(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let (year, second, third) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let year = digits(year, 4).and_then(|year| i32::try_from(year).ok()).filter(|year| YEARS.contains(year))?;
        let Some(second) = second else { return Some(Self::Year(year)) };
        if let Some(quarter) = second.strip_prefix('Q') {
            return Self::quarter(year, digits(quarter, 1)?).filter(|_| third.is_none());
        }
        let month = digits(second, 2)?;
        match third {
            None => Self::month(year, month),
            Some(day) => NaiveDate::from_ymd_opt(year, month, digits(day, 2)?).map(Self::Date),
        }
    }

    /// Writes the Vietnamese form: "12/04/2023", "04/2023", "quý 2/2023", "2023".
    pub fn show(self) -> String {
        self.to_string()
    }

    /// Writes the English form; only the quarter differs: "Q2/2023".
    pub fn show_en(self) -> String {
        match self {
            Self::Quarter { year, quarter } => format!("Q{quarter}/{year}"),
            Self::Date(_) | Self::Month { .. } | Self::Year(_) => self.show(),
        }
    }

    /// Makes a month, if there is such a month.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(Self::Month { year, month })
    }

    /// Makes a quarter, if there is such a quarter.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let quarter = u8::try_from(quarter).ok().filter(|quarter| (1..=4).contains(quarter))?;
        Some(Self::Quarter { year, quarter })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
            Self::Month { year, month } => write!(f, "{month:02}/{year}"),
            Self::Quarter { year, quarter } => write!(f, "quý {quarter}/{year}"),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |day: &Self| (day.first(), day.precision());
        // Equal only when the same: parts out of range (from a damaged file) are clamped by `first`.
        key(self).cmp(&key(other)).then_with(|| self.iso().cmp(&other.iso()))
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns the date by which a task is due when nobody gave one: ten days on, moved to Monday if that is a
/// Saturday or Sunday.
pub fn default_due(from: NaiveDate) -> NaiveDate {
    let due = add_days(from, 10);
    match due.weekday() {
        Weekday::Sat => add_days(due, 2),
        Weekday::Sun => add_days(due, 1),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => due,
    }
}

fn add_days(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Reads exactly `length` digits.
fn digits(s: &str, length: usize) -> Option<u32> {
    (s.len() == length && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
}

fn first_month_of(quarter: u8) -> u32 {
    u32::from(quarter.clamp(1, 4)) * 3 - 2
}

/// Never panics: parts that no calendar has are taken to the nearest that it has.
fn first_of(year: i32, month: u32) -> NaiveDate {
    let farthest = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_ymd_opt(year, month.clamp(1, 12), 1).unwrap_or(farthest)
}

fn last_of(year: i32, month: u32) -> NaiveDate {
    let first = first_of(year, month);
    first
        .with_day(31)
        .or_else(|| first.with_day(30))
        .or_else(|| first.with_day(29))
        .or_else(|| first.with_day(28))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    const MONTH: Day = Day::Month { year: 2024, month: 2 };
    const QUARTER: Day = Day::Quarter { year: 2023, quarter: 2 };

    #[test]
    fn a_day_spans_what_it_can_mean() {
        assert_eq!((MONTH.first(), MONTH.last()), (date(2024, 2, 1), date(2024, 2, 29)));
        assert_eq!((QUARTER.first(), QUARTER.last()), (date(2023, 4, 1), date(2023, 6, 30)));
        assert_eq!((Day::Year(2023).first(), Day::Year(2023).last()), (date(2023, 1, 1), date(2023, 12, 31)));
        let day = Day::Date(date(2023, 4, 12));
        assert_eq!((day.first(), day.last(), day.year()), (date(2023, 4, 12), date(2023, 4, 12), 2023));
    }

    #[test]
    fn damaged_parts_do_not_panic() {
        for day in
            [Day::Month { year: 2023, month: 99 }, Day::Quarter { year: i32::MAX, quarter: 0 }, Day::Year(i32::MIN)]
        {
            assert!(day.first() <= day.last());
            let _ = (day.iso(), day.show(), day.show_en());
        }
    }

    #[test]
    fn forms_for_files_and_people() {
        let day = Day::Date(date(2023, 4, 12));
        assert_eq!((day.iso(), day.show()), ("2023-04-12".into(), "12/04/2023".into()));
        assert_eq!((MONTH.iso(), MONTH.show()), ("2024-02".into(), "02/2024".into()));
        assert_eq!((QUARTER.iso(), QUARTER.show()), ("2023-Q2".into(), "quý 2/2023".into()));
        assert_eq!(QUARTER.show_en(), "Q2/2023");
        assert_eq!((Day::Year(2023).iso(), Day::Year(2023).show()), ("2023".into(), "2023".into()));
        for iso in [
            "",
            "23",
            "2023-4",
            "2023-13",
            "2023-02-29",
            "2023-Q5",
            "2023-Q2-1",
            "2023-04-12-1",
            "+023",
            "1800",
            "2023-04-１2",
        ] {
            assert_eq!(Day::from_iso(iso), None, "{iso}");
        }
    }

    #[test]
    fn days_are_ordered_by_their_first_date_then_by_exactness() {
        let days = [
            Day::Year(2022),
            Day::Date(date(2023, 1, 1)),
            Day::Month { year: 2023, month: 1 },
            Day::Quarter { year: 2023, quarter: 1 },
            Day::Year(2023),
            Day::Date(date(2023, 1, 2)),
        ];
        assert!(days.is_sorted());
    }

    #[test]
    fn due_days_are_working_days() {
        assert_eq!(default_due(date(2026, 11, 2)), date(2026, 11, 12));
        assert_eq!(default_due(date(2026, 11, 4)), date(2026, 11, 16), "a Saturday moves to Monday");
        assert_eq!(default_due(date(2026, 11, 5)), date(2026, 11, 16), "a Sunday moves to Monday");
        assert_eq!(default_due(NaiveDate::MAX), NaiveDate::MAX);
    }

    fn any_day() -> impl Strategy<Value = Day> {
        let year = YEARS;
        prop_oneof![
            (year.clone(), 1_u32..=366)
                .prop_filter_map("no leap year", |(y, d)| NaiveDate::from_yo_opt(y, d).map(Day::Date)),
            (year.clone(), 1_u8..=12).prop_map(|(year, month)| Day::Month { year, month }),
            (year.clone(), 1_u8..=4).prop_map(|(year, quarter)| Day::Quarter { year, quarter }),
            year.prop_map(Day::Year),
        ]
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(day in any_day()) {
            let cx = DayCx { today: date(2026, 11, 2), year: 2026 };
            prop_assert_eq!(Day::from_iso(&day.iso()), Some(day));
            for shown in [day.show(), day.show_en(), day.iso()] {
                prop_assert_eq!(parse_day(&shown, &cx), Ok(day), "{}", shown);
            }
        }

        #[test]
        fn the_order_agrees_with_equality(a in any_day(), b in any_day()) {
            prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert!(a.first() <= a.last());
        }

        #[test]
        fn encodings_bring_a_day_back(day in any_day(), s in any::<String>()) {
            let bytes = bincode::serialize(&day).unwrap();
            prop_assert_eq!(bincode::deserialize::<Day>(&bytes).unwrap(), day);
            let json = serde_json::to_string(&day).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), day);
            let _ = Day::from_iso(&s);
        }
    }
}
