//! Writing numbers so that they can be typed again.

use rust_decimal::Decimal;

/// Writes a number with dots between thousands and a comma before decimals: "1.234,5".
pub fn show_decimal(d: Decimal) -> String {
    let plain = d.normalize().abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = grouped(whole, d.is_sign_negative() && !d.is_zero());
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Writes a whole number with dots between thousands.
pub fn show_integer(n: i64) -> String {
    grouped(&n.unsigned_abs().to_string(), n < 0)
}

/// Writes an amount of đồng in full, without the unit: "310.000.000".
pub fn show_money(dong: i64) -> String {
    show_integer(dong)
}

/// Writes an amount of đồng in words where that takes at most two decimals, else in full: "310 triệu",
/// "1,2 tỷ", "4 nghìn", "86.525.300". Nothing is rounded.
pub fn show_money_short(dong: i64) -> String {
    const TWO_DECIMALS: u64 = 100;
    let scales = [(1_000_000_000, "tỷ", TWO_DECIMALS), (1_000_000, "triệu", TWO_DECIMALS), (1_000, "nghìn", 1)];
    let size = dong.unsigned_abs();
    let fitting = scales.into_iter().find(|(scale, _, parts)| size >= *scale && size.is_multiple_of(scale / parts));
    match fitting {
        Some((scale, word, _)) if scale > 1_000 || size < 1_000_000 => {
            format!("{} {word}", show_decimal(Decimal::from(dong) / Decimal::from(scale)))
        }
        _ => show_integer(dong),
    }
}

fn grouped(digits: &str, is_negative: bool) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 2);
    if is_negative {
        out.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::number::{parse_decimal, parse_integer, parse_money};

    #[test]
    fn thousands_have_dots_and_decimals_a_comma() {
        for (text, shown) in
            [("3000", "3.000"), ("12.50", "12,5"), ("1234.5", "1.234,5"), ("-0.5", "-0,5"), ("-0", "0"), ("999", "999")]
        {
            assert_eq!(show_decimal(text.parse().unwrap()), shown);
        }
        assert_eq!(show_integer(i64::MIN), "-9.223.372.036.854.775.808");
        assert_eq!(show_money(310_000_000), "310.000.000");
    }

    #[test]
    fn money_is_short_where_that_is_exact() {
        for (dong, shown) in [
            (310_000_000, "310 triệu"),
            (1_200_000_000, "1,2 tỷ"),
            (86_500_000, "86,5 triệu"),
            (1_234_000_000, "1.234 triệu"),
            (86_525_300, "86.525.300"),
            (86_525_000, "86.525.000"),
            (4_000, "4 nghìn"),
            (4_500, "4.500"),
            (-2_000_000, "-2 triệu"),
            (999, "999"),
            (0, "0"),
        ] {
            assert_eq!(show_money_short(dong), shown);
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(mantissa in any::<i128>(), scale in 0_u32..=28, n in any::<i64>()) {
            let most = Decimal::MAX.mantissa();
            let d = Decimal::from_i128_with_scale(mantissa % (most + 1), scale);
            prop_assert_eq!(parse_decimal(&show_decimal(d)), Ok(d));
            prop_assert_eq!(parse_integer(&show_integer(n)), Ok(n));
            prop_assert_eq!(parse_money(&show_money(n)), Ok(n));
            prop_assert_eq!(parse_money(&show_money_short(n)), Ok(n));
        }

        #[test]
        fn round_money_reads_back(n in -9_999_i64..9_999, zeros in 0_u32..12) {
            let dong = n * 10_i64.pow(zeros);
            prop_assert_eq!(parse_money(&show_money_short(dong)), Ok(dong));
        }
    }
}
