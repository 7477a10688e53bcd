//! Sums of figures.

use rust_decimal::Decimal;

use super::super::*;
use crate::text::number::Qualifier;
use proptest::prelude::*;

fn figure(amount: i64, qualifier: Qualifier) -> Quantity {
    match qualifier {
        Qualifier::Unknown => words(["hàng chục", "nhiều"][usize::from(amount % 2 == 0)]),
        _ => Quantity { amount: amount.into(), qualifier, words: None },
    }
}

fn words(words: &str) -> Quantity {
    Quantity { amount: Decimal::ZERO, qualifier: Qualifier::Unknown, words: Some(words.to_owned()) }
}

fn sum(figures: &[Quantity]) -> Sum {
    let mut sum = Sum::default();
    for figure in figures {
        sum.add(figure);
    }
    sum
}

#[test]
fn sums_say_how_exact_they_are() {
    use Qualifier::{About, Exact, MoreThan, Over, Under, Unknown};
    let cases: &[(&[(i64, Qualifier)], &str)] = &[
        (&[], "0"),
        (&[(3000, Exact)], "3.000"),
        (&[(4000, MoreThan)], "hơn 4.000"),
        (&[(4000, Over)], "trên 4.000"),
        (&[(1, Unknown)], "hàng chục"),
        (&[(1, Exact), (2, Exact)], "3"),
        (&[(3000, Over), (4000, Exact)], "trên 7.000"),
        (&[(3000, MoreThan), (4000, Exact)], "trên 7.000"),
        (&[(3000, MoreThan), (4000, MoreThan)], "trên 7.000"),
        (&[(30, Under), (40, Exact)], "gần 70"),
        (&[(30, Under), (40, Under)], "gần 70"),
        (&[(30, Under), (40, Over)], "khoảng 70"),
        (&[(30, Under), (40, MoreThan)], "khoảng 70"),
        (&[(30, About), (40, Exact)], "khoảng 70"),
        (&[(310, Exact), (1, Unknown)], "310 (chưa đủ)"),
        (&[(310, Over), (1, Unknown), (2, Unknown)], "trên 310 (chưa đủ)"),
        (&[(1, Unknown), (3, Unknown)], "hàng chục"),
        (&[(1, Unknown), (2, Unknown)], "không rõ"),
    ];
    for (figures, shown) in cases {
        let figures: Vec<_> = figures.iter().map(|(amount, qualifier)| figure(*amount, *qualifier)).collect();
        assert_eq!(sum(&figures).show(), *shown);
    }
}

fn figures() -> impl Strategy<Value = Vec<Quantity>> {
    let one = (0_i64..100_000, 0..6_usize).prop_map(|(amount, place)| figure(amount, Qualifier::ALL[place]));
    proptest::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn what_is_taken_back_leaves_the_former_sum(kept in figures(), taken in figures()) {
        let former = sum(&kept);
        let mut now = former.clone();
        for figure in &taken {
            now.add(figure);
        }
        for figure in taken.iter().rev() {
            now.take(figure);
        }
        prop_assert_eq!(now, former);
    }

    #[test]
    fn sums_of_sums_are_sums(a in figures(), b in figures()) {
        let mut merged = sum(&a);
        merged.merge(&sum(&b));
        prop_assert_eq!(merged, sum(&[a, b].concat()));
    }
}

#[test]
fn percentages_are_not_averaged() {
    let mut tally = Tally { sum: Sum::of(1), of: Sum::of(1) };
    tally.merge(&Tally { sum: Sum::of(1), of: Sum::of(9) });
    assert_eq!(tally.percent(), Some(Decimal::from(20)));
    assert_eq!(Tally::from(Sum::of(3)).percent(), None);
}
