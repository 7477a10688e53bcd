//! Series that fill down goes on with: 1, 2, 3; months; TDP 1, TDP 2.

use crate::register::Value;
use crate::text::day::Day;
use crate::ui::widget::Cell;

/// What comes next in a series.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// This value.
    Value(Value),
    /// This text, to be read as if it were typed.
    Text(String),
}

/// A series told by its last cells.
#[derive(Debug, PartialEq)]
pub enum Series {
    /// Whole numbers: the last one, and by how much they grow.
    Numbers(i64, i64),
    /// Days, or months, quarters or years: the last one, and by how many.
    Days(Day, i64),
    /// Words that end in a number: the words, the last number, how many digits it has at least.
    Names(String, u64, usize),
}

impl Series {
    /// Tells whether the last cells make a series: two of them a step of one apart, or three of them equally far apart.
    ///
    /// Two figures that merely differ are no series: filling down copies the last one.
    pub fn of(cells: &[Cell]) -> Option<Self> {
        let last: Vec<&Cell> = cells.iter().rev().take(3).collect();
        let (here, before, earlier) = (*last.first()?, *last.get(1)?, last.get(2).copied());
        match (here.known(), before.known()) {
            (Some(Value::Integer(here)), Some(Value::Integer(before))) => {
                let step = here.checked_sub(*before)?;
                let third = earlier.and_then(|cell| before.checked_sub(cell.known()?.as_integer()?));
                regular(step, third).then_some(Self::Numbers(*here, step))
            }
            (Some(Value::Day(here)), Some(Value::Day(before))) => {
                let step = apart(*before, *here)?;
                let third = earlier.and_then(|cell| apart(cell.known()?.as_day()?, *before));
                // The same weekday of the next week needs no third one.
                let weekly = here.precision() == crate::text::day::Precision::Date && step == 7;
                (weekly || regular(step, third)).then_some(Self::Days(*here, step))
            }
            (Some(Value::Text(_) | Value::Link(_)), Some(Value::Text(_) | Value::Link(_))) => {
                let (words, number, digits) = numbered(here.editor.text())?;
                let (same, previous, _) = numbered(before.editor.text())?;
                (words == same && previous.checked_add(1) == Some(number)).then_some(Self::Names(words, number, digits))
            }
            _ => None,
        }
    }

    /// Returns what comes `n` steps after the last cell; `None` past the end of what there is.
    pub fn step(&self, n: u32) -> Option<Step> {
        match self {
            Self::Numbers(last, by) => {
                let next = by.checked_mul(n.into()).and_then(|by| last.checked_add(by))?;
                Some(Step::Value(Value::Integer(next)))
            }
            Self::Days(last, by) => later(*last, by.checked_mul(n.into())?).map(Value::Day).map(Step::Value),
            Self::Names(words, last, digits) => {
                let next = last.checked_add(n.into())?;
                Some(Step::Text(format!("{words}{next:0digits$}", digits = *digits)))
            }
        }
    }
}

fn regular(step: i64, third: Option<i64>) -> bool {
    step != 0 && (step.abs() == 1 || third == Some(step))
}

/// Takes the number off the end of a name.
fn numbered(text: &str) -> Option<(String, u64, usize)> {
    let words = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.strip_prefix(words)?;
    // A number of its own is a figure or a year, and one of many digits an account or a telephone.
    if words.trim().is_empty() || digits.len() > 6 {
        return None;
    }
    Some((words.to_owned(), digits.parse().ok()?, digits.len()))
}

/// Counts the days, months, quarters or years from one date to another of the same precision.
fn apart(from: Day, to: Day) -> Option<i64> {
    use chrono::Datelike as _;
    if from.precision() != to.precision() {
        return None;
    }
    let (a, b) = (from.first(), to.first());
    let months = i64::from(b.year() - a.year()) * 12 + i64::from(b.month()) - i64::from(a.month());
    Some(match from {
        Day::Date(_) => (b - a).num_days(),
        Day::Month { .. } => months,
        Day::Quarter { .. } => months / 3,
        Day::Year(_) => months / 12,
    })
}

/// Returns the date so many days, months, quarters or years later.
fn later(from: Day, by: i64) -> Option<Day> {
    use chrono::Datelike as _;
    let first = from.first();
    let month = |months: i64| {
        let all = i64::from(first.year()) * 12 + i64::from(first.month0()) + months;
        let month = u32::try_from(all.rem_euclid(12)).ok()? + 1;
        Some((i32::try_from(all.div_euclid(12)).ok()?, month))
    };
    match from {
        Day::Date(date) => date.checked_add_signed(chrono::TimeDelta::try_days(by)?).map(Day::Date),
        Day::Month { .. } => month(by).and_then(|(year, month)| Day::month(year, month)),
        Day::Quarter { .. } => {
            month(by.checked_mul(3)?).and_then(|(year, month)| Day::quarter(year, month.div_ceil(3)))
        }
        Day::Year(_) => Some(Day::Year(month(by.checked_mul(12)?)?.0)),
    }
}
