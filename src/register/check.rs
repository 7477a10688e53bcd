//! The limits of a field's kind, measured on a value.

use super::field::{Field, Kind};
use super::value::Value;
use super::words::Words;
use crate::say;
use crate::text::number::{show_decimal, show_integer};

impl Field {
    /// Checks a value against the kind's limits; `Err` says what is wrong and what is accepted.
    ///
    /// What depends on other records (does a link's target exist, is a code in its catalogue) is checked where a change is
    /// planned.
    pub fn check(&self, value: &Value) -> Result<(), Words> {
        match (&self.kind, value) {
            (Kind::Text { max } | Kind::Memo { max }, Value::Text(text)) => check_text(text, *max, &self.kind),
            (Kind::Integer { min, max, .. }, Value::Integer(number)) => {
                let shown = (show_integer(*number), show_integer(*min), show_integer(*max));
                check_range(*number >= *min && *number <= *max, self.is_year(), shown, (*number, *min, *max))
            }
            (Kind::Decimal { min, max, digits, .. }, Value::Decimal(number)) => {
                let (low, high) = ((*min).into(), (*max).into());
                let shown = (show_decimal(*number), show_decimal(low), show_decimal(high));
                check_range(*number >= low && *number <= high, false, shown, (0, *min, *max))?;
                if number.normalize().scale() > *digits {
                    return Err(say!(
                        "Chỉ nhận tối đa {digits} chữ số sau dấu phẩy.",
                        "At most {digits} digits after the comma.",
                        digits = *digits
                    ));
                }
                Ok(())
            }
            (Kind::Money, Value::Money(number)) if *number < 0 => {
                Err(say!("Số tiền không được âm. Ghi 0 nếu không có.", "Money cannot be negative. Write 0 for none."))
            }
            (Kind::Quantity { .. }, Value::Quantity(quantity))
                if quantity.amount.is_sign_negative() && !quantity.amount.is_zero() =>
            {
                Err(say!("Số lượng không được âm.", "A quantity cannot be negative."))
            }
            (Kind::List { max }, Value::List(items)) => {
                items.iter().try_for_each(|item| check_text(item, *max, &self.kind))
            }
            (Kind::Choices(_), Value::Choices(codes)) => check_twice(codes),
            (Kind::Links(_), Value::Links(ids)) => check_twice(ids),
            (_, Value::NotKnown | Value::NotApplicable)
            | (Kind::Money, Value::Money(_))
            | (Kind::Quantity { .. }, Value::Quantity(_))
            | (Kind::Date, Value::Day(_))
            | (Kind::Bool, Value::Bool(_))
            | (Kind::Choice(_), Value::Choice(_))
            | (Kind::Link(_), Value::Link(_)) => Ok(()),
            _ => Err(say!(
                "Giá trị không đúng loại; ô này nhận {form}.",
                "The value is of another kind; this field takes {form}.",
                form = self.kind.json_form()
            )),
        }
    }
}
fn check_text(text: &str, max: u16, kind: &Kind) -> Result<(), Words> {
    let letters = text.chars().count();
    if letters > usize::from(max) {
        return Err(say!(
            "Dài {letters} chữ, chỉ nhận tối đa {max}. Rút gọn rồi lưu lại.",
            "{letters} letters, at most {max} are accepted. Shorten it and save again.",
            letters = letters,
            max = max
        ));
    }
    let lines = matches!(kind, Kind::Memo { .. });
    if text.chars().any(|letter| letter.is_control() && !(lines && (letter == '\n' || letter == '\t'))) {
        return Err(say!(
            "Có ký tự điều khiển không nhìn thấy. Gõ lại đoạn này.",
            "It holds an invisible control character. Type this part again."
        ));
    }
    if text.trim().is_empty() {
        return Err(say!("Không được để trống bằng dấu cách.", "Blanks alone are not accepted."));
    }
    Ok(())
}

/// Refuses a number out of range; a year is shown without grouping.
fn check_range(
    within: bool,
    is_year: bool,
    (number, min, max): (String, String, String),
    (raw, low, high): (i64, i64, i64),
) -> Result<(), Words> {
    if within {
        return Ok(());
    }
    let (number, min, max) =
        if is_year { (raw.to_string(), low.to_string(), high.to_string()) } else { (number, min, max) };
    if high == i64::MAX {
        return Err(say!(
            "{number} nhỏ quá: nhận từ {min} trở lên.",
            "{number} is too small: from {min} up.",
            number = number,
            min = min
        ));
    }
    Err(say!(
        "{number} ngoài khoảng cho phép: nhận từ {min} đến {max}.",
        "{number} is out of range: from {min} to {max}.",
        number = number,
        min = min,
        max = max
    ))
}

fn check_twice<T: PartialEq>(items: &[T]) -> Result<(), Words> {
    let twice = items.iter().enumerate().any(|(at, item)| items[..at].contains(item));
    if twice {
        return Err(say!("Một mục được ghi hai lần. Bỏ bớt một.", "One entry stands twice. Remove one."));
    }
    Ok(())
}
