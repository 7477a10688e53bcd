//! Exact adding and taking back.

use std::ops::{AddAssign, SubAssign};

use rust_decimal::Decimal;

/// Places after the comma that a decimal can have at most.
const PLACES: u32 = 28;
/// One whole in the smallest parts that are kept.
const WHOLE: i128 = 10_i128.pow(PLACES);

/// A total of decimals that no order of adding and taking back ever rounds.
///
/// A decimal holds 28 digits, so a very large figure and a very small one have no exact sum in it, and taking the
/// large one back would not bring the small one back. Here wholes and parts are added apart, each with room for more
/// than a thousand million of the largest figures there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Amount {
    whole: i128,
    parts: i128,
}

impl Amount {
    /// Returns the total, rounded only where it has more digits than a decimal holds.
    pub(super) fn total(self) -> Decimal {
        let whole = self.whole.saturating_add(self.parts.div_euclid(WHOLE));
        let parts = self.parts.rem_euclid(WHOLE);
        let largest = if whole < 0 { Decimal::MIN } else { Decimal::MAX };
        let Ok(whole) = Decimal::try_from_i128_with_scale(whole, 0) else { return largest };
        let parts = Decimal::try_from_i128_with_scale(parts, PLACES).unwrap_or_default();
        whole.checked_add(parts).unwrap_or(largest).normalize()
    }
}

impl From<Decimal> for Amount {
    fn from(number: Decimal) -> Self {
        let whole = number.trunc();
        let part = number.fract();
        let missing = PLACES.saturating_sub(part.scale());
        Self { whole: whole.mantissa(), parts: part.mantissa() * 10_i128.pow(missing) }.tidy()
    }
}

impl Amount {
    /// Keeps parts below one whole, so that equal totals are equal values.
    fn tidy(self) -> Self {
        let whole = self.whole.wrapping_add(self.parts.div_euclid(WHOLE));
        Self { whole, parts: self.parts.rem_euclid(WHOLE) }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        let (whole, parts) = (self.whole.wrapping_add(other.whole), self.parts + other.parts);
        *self = Self { whole, parts }.tidy();
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        let (whole, parts) = (self.whole.wrapping_sub(other.whole), self.parts - other.parts);
        *self = Self { whole, parts }.tidy();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimals() -> impl Strategy<Value = Decimal> {
        let wide = (any::<u128>(), 0..=PLACES).prop_map(|(mantissa, scale)| {
            let mantissa = i128::try_from(mantissa % (1 << 96)).unwrap();
            Decimal::from_i128_with_scale(mantissa, scale)
        });
        prop_oneof![(0_i64..1_000_000, 0_u32..4).prop_map(|(n, scale)| Decimal::new(n, scale)), wide]
    }

    proptest! {
        #[test]
        fn one_figure_comes_back(number in decimals()) {
            prop_assert_eq!(Amount::from(number).total(), number);
        }

        #[test]
        fn taking_back_in_any_order_leaves_nothing(numbers in proptest::collection::vec(decimals(), 0..20), turn in 0..20_usize) {
            let mut total = Amount::default();
            for number in &numbers {
                total += (*number).into();
            }
            let mut left = numbers.clone();
            left.rotate_left(turn % numbers.len().max(1));
            for number in &left {
                total -= (*number).into();
            }
            prop_assert_eq!(total, Amount::default());
        }

        #[test]
        fn small_figures_add_like_decimals(numbers in proptest::collection::vec((0_i64..1_000_000, 0_u32..4), 0..30)) {
            let numbers: Vec<Decimal> = numbers.into_iter().map(|(n, scale)| Decimal::new(n, scale)).collect();
            let mut total = Amount::default();
            for number in &numbers {
                total += (*number).into();
            }
            prop_assert_eq!(total.total(), numbers.iter().sum::<Decimal>());
        }
    }

    #[test]
    fn a_small_figure_survives_a_huge_one() {
        let (huge, small) = (Decimal::MAX, Decimal::new(1, 28));
        let mut total = Amount::from(small);
        total += huge.into();
        total -= huge.into();
        assert_eq!(total.total(), small);
    }
}
