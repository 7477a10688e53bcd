//! Why a typed text was refused, in words.

use super::words::Words;
use crate::say;
use crate::text::day::{DayError, YEARS};
use crate::text::number::NumberError;

/// Why a typed text was refused, with an example of what is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong and what to do.
    pub words: Words,
    /// Records or entries that the typed text could have meant.
    pub candidates: Vec<String>,
}

impl From<Words> for Refusal {
    fn from(words: Words) -> Self {
        Self { words, candidates: Vec::new() }
    }
}

/// Says why a typed number was refused.
pub(super) fn number_words(error: &NumberError) -> Refusal {
    let words = match error {
        NumberError::Empty | NumberError::NotANumber => say!(
            "Không đọc được con số. Ví dụ: 3.000 hoặc 12,5 hoặc 310 triệu.",
            "This is no number. For example: 3.000 or 12,5 or 310 triệu."
        ),
        NumberError::Ambiguous { suggest } => say!(
            "Dấu chấm chỉ dùng để tách hàng nghìn. Ý là {suggest}? Gõ lại như vậy.",
            "A dot parts thousands only. Is {suggest} meant? Type it so.",
            suggest = suggest
        ),
        NumberError::TooLarge => {
            say!("Con số có quá nhiều chữ số. Kiểm tra lại.", "The number has too many digits. Check it.")
        }
        NumberError::NotWhole => say!(
            "Ô này nhận số nguyên, không có phần lẻ sau dấu phẩy.",
            "This field takes a whole number, nothing after the comma."
        ),
        NumberError::UnknownUnit { unit } => say!(
            "Không biết đơn vị \"{unit}\". Chỉ ghi con số, hoặc dùng m, km, m2, ha, kg, tấn, đồng.",
            "The unit \"{unit}\" is not known. Write the number alone, or use m, km, m2, ha, kg, tấn, đồng.",
            unit = unit
        ),
    };
    words.into()
}

/// Says why a typed date was refused.
pub(super) fn day_words(error: &DayError) -> Refusal {
    let words = match error {
        DayError::Empty | DayError::NotADay => say!(
            "Không đọc được ngày. Ví dụ: 5/3, 05/03/2026, T, T+1W, quý 2, 4/2026, 2026.",
            "This is no date. For example: 5/3, 05/03/2026, T, T+1W, quý 2, 4/2026, 2026."
        ),
        DayError::NoSuchDate { day, month, year } => say!(
            "Lịch không có ngày {day}/{month}/{year}.",
            "The calendar has no {day}/{month}/{year}.",
            day = day,
            month = month,
            year = year
        ),
        DayError::NoSuchMonth(month) => {
            say!("Không có tháng {month}.", "There is no month {month}.", month = month)
        }
        DayError::NoSuchQuarter(quarter) => {
            say!("Không có quý {quarter}.", "There is no quarter {quarter}.", quarter = quarter)
        }
        DayError::YearOutOfRange(year) => say!(
            "Năm {year} ngoài khoảng {first}–{last}.",
            "The year {year} is outside {first}–{last}.",
            year = year,
            first = YEARS.start(),
            last = YEARS.end()
        ),
    };
    words.into()
}
