//! Reading days as they are typed.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Day, YEARS};
use crate::text::letter::plain;

/// What a typed day is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCx {
    /// Today.
    pub today: NaiveDate,
    /// The year that the register is open at, for days that are typed without one.
    pub year: i32,
}

/// Why something typed is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayError {
    /// Nothing was typed.
    Empty,
    /// It cannot be read as a day.
    NotADay,
    /// The calendar has no such date, as 29/2 outside leap years.
    NoSuchDate {
        /// The typed day.
        day: u32,
        /// The typed month.
        month: u32,
        /// The typed or assumed year.
        year: i32,
    },
    /// There is no such month.
    NoSuchMonth(u32),
    /// There is no such quarter.
    NoSuchQuarter(u32),
    /// The year is outside [`YEARS`].
    YearOutOfRange(i64),
}

/// Reads a day in any of the ways officers write one, with or without marks and capitals.
///
/// - from today: "T", "T-1", "T+1W", "T+2M", "T+1Y", "hôm nay", "hôm qua", "ngày mai";
/// - dates: "5/3", "05/03/2023", "5-3-23", "5.3.2023", "050323", "05032023", "ngày 5 tháng 3 năm 2023",
///   "2023-04-12"; a bare "15" is that day of today's month, in the open year;
/// - months, quarters, years: "4/2023", "tháng 4", "th4/2023", "2023-04", "quý 2", "q2/2023", "quý II/2023",
///   "2023".
///
/// What has no year is in `cx.year`. Two digits of a year up to 79 are 20xx, others 19xx.
pub fn parse_day(typed: &str, cx: &DayCx) -> Result<Day, DayError> {
    let text = plain(typed);
    if text.is_empty() {
        return Err(DayError::Empty);
    }
    if text.len() > 60 {
        return Err(DayError::NotADay);
    }
    if let Some(date) = relative(&text, cx.today)? {
        return Ok(Day::Date(date));
    }
    let pieces = pieces(&text).ok_or(DayError::NotADay)?;
    let pieces: Vec<(Mark, &str)> = pieces.iter().map(|(mark, digits)| (*mark, digits.as_str())).collect();
    by_shape(&pieces, *cx)
}

/// Reads what counts from today; `None` when it is something else.
fn relative(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DayError> {
    let (sign, count, unit) = match text {
        "t" | "hom nay" | "nay" => ('+', "0", ""),
        "hom qua" | "qua" => ('-', "1", ""),
        "mai" | "ngay mai" => ('+', "1", ""),
        _ => {
            let compact: String = text.chars().filter(|c| *c != ' ').collect();
            let Some(rest) = compact.strip_prefix('t') else { return Ok(None) };
            let Some(sign) = rest.chars().next().filter(|c| matches!(c, '+' | '-')) else { return Ok(None) };
            let rest = rest.strip_prefix(sign).unwrap_or(rest);
            let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let count = rest.strip_suffix(unit).unwrap_or(rest);
            return shift(today, sign, count, unit).map(Some);
        }
    };
    shift(today, sign, count, unit).map(Some)
}

fn shift(today: NaiveDate, sign: char, count: &str, unit: &str) -> Result<NaiveDate, DayError> {
    let count: u32 = count.parse().map_err(|_| DayError::NotADay)?;
    let days = |per_unit: u64| Days::new(u64::from(count) * per_unit);
    let months = |per_unit: u32| Months::new(count.saturating_mul(per_unit));
    let is_back = sign == '-';
    let by_days = |days| if is_back { today.checked_sub_days(days) } else { today.checked_add_days(days) };
    let by_months = |months| if is_back { today.checked_sub_months(months) } else { today.checked_add_months(months) };
    let date = match unit {
        "" | "d" | "n" | "ngay" => by_days(days(1)),
        // Telex input methods make ư of a w that was typed alone.
        "w" | "u" | "tuan" => by_days(days(7)),
        "m" | "th" | "thang" => by_months(months(1)),
        "y" | "nam" => by_months(months(12)),
        _ => return Err(DayError::NotADay),
    };
    let sign = if is_back { -1 } else { 1 };
    let out_of_range = || DayError::YearOutOfRange(i64::from(today.year()) + sign * i64::from(count));
    let date = date.ok_or_else(out_of_range)?;
    checked_year(i64::from(date.year())).map(|_| date)
}

/// What stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Nothing, or the word "ngày".
    Bare,
    /// `/`, `-`, `.` or a space.
    Cut,
    /// The word "tháng" or its short forms.
    Month,
    /// The word "quý" or `q`.
    Quarter,
    /// The word "năm".
    Year,
}

/// Cuts a text into numbers and what stands before each; `None` when there is anything else in it.
fn pieces(text: &str) -> Option<Vec<(Mark, String)>> {
    let mut out: Vec<(Mark, String)> = Vec::new();
    let mut gap = String::new();
    for run in runs(text) {
        if run.starts_with(|c: char| c.is_ascii_digit()) {
            out.push((mark_of(&gap, out.is_empty())?, run));
            gap.clear();
        } else if let Some(number) = roman(&run).filter(|_| mark_of(&gap, out.is_empty()) == Some(Mark::Quarter)) {
            out.push((Mark::Quarter, number.to_owned()));
            gap.clear();
        } else {
            gap.push_str(&run);
        }
    }
    (gap.is_empty() && !out.is_empty()).then_some(out)
}

/// Parts a text into runs of digits, of letters, and of the rest.
fn runs(text: &str) -> Vec<String> {
    let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let chars: Vec<char> = text.chars().collect();
    chars.chunk_by(|a, b| class(*a) == class(*b)).map(|run| run.iter().collect()).collect()
}

fn roman(run: &str) -> Option<&'static str> {
    match run {
        "i" => Some("1"),
        "ii" => Some("2"),
        "iii" => Some("3"),
        "iv" => Some("4"),
        _ => None,
    }
}

fn mark_of(gap: &str, is_first: bool) -> Option<Mark> {
    let word = gap.trim_matches([' ', '/', '-', '.', ',']);
    match word {
        "" if is_first => gap.is_empty().then_some(Mark::Bare),
        "" => matches!(gap.trim(), "" | "/" | "-" | ".").then_some(Mark::Cut),
        "ngay" => is_first.then_some(Mark::Bare),
        "thang" | "th" => Some(Mark::Month),
        // "t4" alone would be Wednesday.
        "t" => (!is_first).then_some(Mark::Month),
        "quy" | "q" => Some(Mark::Quarter),
        "nam" | "n" => Some(Mark::Year),
        _ => None,
    }
}

fn by_shape(pieces: &[(Mark, &str)], cx: DayCx) -> Result<Day, DayError> {
    use Mark::{Bare, Cut, Month, Quarter, Year};
    match *pieces {
        [(Bare, digits)] => bare(digits, cx),
        [(Year, year)] => Ok(Day::Year(year_of(year)?)),
        [(Month, month)] => month_of(number(month)?, cx.year),
        [(Month, month), (Cut | Year, year)] => month_of(number(month)?, year_of(year)?),
        [(Quarter, quarter)] => quarter_of(number(quarter)?, cx.year),
        [(Quarter, quarter), (Cut | Year, year)] => quarter_of(number(quarter)?, year_of(year)?),
        [(Bare, year), (Quarter, quarter)] if year.len() == 4 => quarter_of(number(quarter)?, year_of(year)?),
        [(Bare, year), (Cut, month)] if year.len() == 4 => month_of(number(month)?, year_of(year)?),
        [(Bare, month), (Cut | Year, year)] if year.len() == 4 => month_of(number(month)?, year_of(year)?),
        [(Bare, day), (Cut | Month, month)] => date(number(day)?, number(month)?, cx.year),
        [(Bare, year), (Cut, month), (Cut, day)] if year.len() == 4 => {
            date(number(day)?, number(month)?, year_of(year)?)
        }
        [(Bare, day), (Cut | Month, month), (Cut | Year, year)] => date(number(day)?, number(month)?, year_of(year)?),
        _ => Err(DayError::NotADay),
    }
}

/// Reads digits without separators: a year of four, a date of six or eight, or a day of this month.
fn bare(digits: &str, cx: DayCx) -> Result<Day, DayError> {
    let cut = |at: usize| digits.split_at_checked(at).ok_or(DayError::NotADay);
    match digits.len() {
        1 | 2 => date(number(digits)?, cx.today.month(), cx.year),
        4 => Ok(Day::Year(year_of(digits)?)),
        6 | 8 => {
            let (day, rest) = cut(2)?;
            let (month, year) = rest.split_at_checked(2).ok_or(DayError::NotADay)?;
            date(number(day)?, number(month)?, year_of(year)?)
        }
        _ => Err(DayError::NotADay),
    }
}

fn number(digits: &str) -> Result<u32, DayError> {
    if digits.len() > 2 {
        return Err(DayError::NotADay);
    }
    digits.parse().map_err(|_| DayError::NotADay)
}

/// Reads a year of two or four digits.
fn year_of(digits: &str) -> Result<i32, DayError> {
    let typed: i64 = digits.parse().map_err(|_| DayError::NotADay)?;
    match digits.len() {
        2 if typed < 80 => checked_year(2000 + typed),
        2 => checked_year(1900 + typed),
        4 => checked_year(typed),
        _ => Err(DayError::NotADay),
    }
}

fn checked_year(year: i64) -> Result<i32, DayError> {
    let known = i32::try_from(year).ok().filter(|year| YEARS.contains(year));
    known.ok_or(DayError::YearOutOfRange(year))
}

fn month_of(month: u32, year: i32) -> Result<Day, DayError> {
    Day::month(year, month).ok_or(DayError::NoSuchMonth(month))
}

fn quarter_of(quarter: u32, year: i32) -> Result<Day, DayError> {
    Day::quarter(year, quarter).ok_or(DayError::NoSuchQuarter(quarter))
}

fn date(day: u32, month: u32, year: i32) -> Result<Day, DayError> {
    if !(1..=12).contains(&month) {
        return Err(DayError::NoSuchMonth(month));
    }
    NaiveDate::from_ymd_opt(year, month, day).map(Day::Date).ok_or(DayError::NoSuchDate { day, month, year })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn cx() -> DayCx {
        DayCx { today: NaiveDate::from_ymd_opt(2026, 11, 2).unwrap(), year: 2023 }
    }

    /// Checks a typed day against the form of files.
    #[track_caller]
    fn reads(typed: &str, iso: &str) {
        let expected = Day::from_iso(iso);
        assert!(expected.is_some(), "{iso}");
        for form in [typed.to_owned(), typed.to_uppercase(), typed.nfd().collect()] {
            assert_eq!(parse_day(&form, &cx()).ok(), expected, "{form}");
        }
    }

    #[test]
    fn days_counted_from_today() {
        for (typed, iso) in [
            ("t", "2026-11-02"),
            ("hôm nay", "2026-11-02"),
            ("hom nay", "2026-11-02"),
            ("hôm qua", "2026-11-01"),
            ("mai", "2026-11-03"),
            ("ngày mai", "2026-11-03"),
            ("t-1", "2026-11-01"),
            ("t+10", "2026-11-12"),
            ("t + 1 w", "2026-11-09"),
            ("t+1w", "2026-11-09"),
            ("t+1ư", "2026-11-09"),
            ("t+2 tuần", "2026-11-16"),
            ("t+2m", "2027-01-02"),
            ("t-1y", "2025-11-02"),
        ] {
            reads(typed, iso);
        }
    }

    #[test]
    fn dates() {
        for (typed, iso) in [
            ("5/3", "2023-03-05"),
            ("05/03/2023", "2023-03-05"),
            ("5-3-23", "2023-03-05"),
            ("5.3.2023", "2023-03-05"),
            ("5 3 2023", "2023-03-05"),
            ("5/3/79", "2079-03-05"),
            ("5/3/80", "1980-03-05"),
            ("050323", "2023-03-05"),
            ("05032023", "2023-03-05"),
            ("15", "2023-11-15"),
            ("2023-04-12", "2023-04-12"),
            ("2023/4/12", "2023-04-12"),
            ("ngày 5 tháng 3 năm 2023", "2023-03-05"),
            ("ngày 5/3", "2023-03-05"),
            ("5 tháng 3", "2023-03-05"),
            ("29/2/2024", "2024-02-29"),
        ] {
            reads(typed, iso);
        }
    }

    #[test]
    fn months_quarters_and_years() {
        for (typed, iso) in [
            ("tháng 4", "2023-04"),
            ("th4/2023", "2023-04"),
            ("4/2022", "2022-04"),
            ("tháng 4 năm 2022", "2022-04"),
            ("2022-04", "2022-04"),
            ("quý 2", "2023-Q2"),
            ("q2/2022", "2022-Q2"),
            ("quy II/2022", "2022-Q2"),
            ("quý IV năm 2022", "2022-Q4"),
            ("2022-Q2", "2022-Q2"),
            ("2022", "2022"),
            ("năm 2022", "2022"),
        ] {
            reads(typed, iso);
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        let read = |typed| parse_day(typed, &cx()).unwrap_err();
        assert_eq!(read(" "), DayError::Empty);
        assert_eq!(read("29/2"), DayError::NoSuchDate { day: 29, month: 2, year: 2023 });
        assert_eq!(read("31"), DayError::NoSuchDate { day: 31, month: 11, year: 2023 });
        assert_eq!(read("0/3"), DayError::NoSuchDate { day: 0, month: 3, year: 2023 });
        assert_eq!(read("12/23"), DayError::NoSuchMonth(23));
        assert_eq!(read("13/2023"), DayError::NoSuchMonth(13));
        assert_eq!(read("quý 5"), DayError::NoSuchQuarter(5));
        assert_eq!(read("1/1/1899"), DayError::YearOutOfRange(1899));
        assert_eq!(read("2101"), DayError::YearOutOfRange(2101));
        assert_eq!(read("t+100y"), DayError::YearOutOfRange(2126));
        assert!(matches!(read("t+4294967295y"), DayError::YearOutOfRange(_)));
    }

    #[test]
    fn other_things_are_no_days() {
        for typed in [
            "abc",
            "t4",
            "t+",
            "t++1",
            "t+1x",
            "5/3/",
            "/5",
            "5//3",
            "5/3/2023/1",
            "123",
            "1/1/123",
            "6 tháng",
            "1,5",
            "-5",
            "quý V",
            "5/quý 2",
            "x5",
            "2023-Q2-1",
            "5/300",
        ] {
            assert_eq!(parse_day(typed, &cx()), Err(DayError::NotADay), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(s in any::<String>(), t in "[tTqưw0-9/+ .-]{0,14}", year in any::<i32>()) {
            for typed in [&s, &t] {
                let _ = parse_day(typed, &cx());
                let _ = parse_day(typed, &DayCx { today: NaiveDate::MAX, year });
            }
        }
    }
}
