//! Counting that never counts twice: sums of figures, what each record adds to them, and the cube that keeps them.
//!
//! A figure carries how exact it is, and a sum says how exact it is in turn:
//!
//! | figures | sum |
//! |---|---|
//! | all đúng | đúng |
//! | đúng with trên or hơn | trên |
//! | đúng with gần | gần |
//! | trên or hơn with gần; anything with khoảng | khoảng |
//! | some không rõ | the sum of the others, marked "chưa đủ" |
//! | one figure alone | that figure, word for word |

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::amount::Amount;
use super::show::show_quantity;
use super::value::Quantity;
use crate::text::number::{Qualifier, show_decimal};

mod amount;
pub mod cube;
mod fact;
pub mod question;
pub mod recount;

pub use cube::Cube;
pub use question::{Answer, Dim, Key, Measure, Question, View};

/// Says that figures without a number take part in a sum.
const INCOMPLETE: &str = "(chưa đủ)";

/// The sum of figures of one unit, from which any of them can be taken back exactly.
///
/// It counts the figures of each qualifier instead of keeping one folded qualifier, because a fold cannot be undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    amount: Amount,
    /// How many figures of each qualifier, in the order of [`Qualifier::ALL`].
    counts: [u32; Qualifier::ALL.len()],
    /// The words of figures without a number, each with how often it came.
    #[expect(clippy::box_collection, reason = "seldom there, and eight bytes instead of 24 in every cell of a cube")]
    words: Option<Box<BTreeMap<String, u32>>>,
}

impl Sum {
    /// Makes the sum of one exact figure.
    pub fn of(amount: impl Into<Decimal>) -> Self {
        let mut sum = Self::default();
        sum.add(&Quantity::exact(amount));
        sum
    }

    /// Adds a figure.
    pub fn add(&mut self, figure: &Quantity) {
        let count = &mut self.counts[place(figure.qualifier)];
        *count = count.saturating_add(1);
        if figure.qualifier == Qualifier::Unknown {
            *self.words.get_or_insert_default().entry(show_quantity(figure)).or_default() += 1;
        } else {
            self.amount += figure.amount.into();
        }
    }

    /// Counts one more thing.
    pub fn count_one(&mut self) {
        self.add(&Quantity::exact(1));
    }

    /// Takes back a figure that was added before.
    pub fn take(&mut self, figure: &Quantity) {
        let count = &mut self.counts[place(figure.qualifier)];
        *count = count.saturating_sub(1);
        if figure.qualifier == Qualifier::Unknown {
            self.forget(&show_quantity(figure));
        } else {
            self.amount -= figure.amount.into();
        }
    }

    fn forget(&mut self, words: &str) {
        let Some(kept) = &mut self.words else { return };
        if let Some(count) = kept.get_mut(words) {
            *count -= 1;
            if *count == 0 {
                kept.remove(words);
            }
        }
        if kept.is_empty() {
            self.words = None;
        }
    }

    /// Adds the figures of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.amount += other.amount;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_add(more);
        }
        if let Some(words) = &other.words {
            let kept = self.words.get_or_insert_default();
            for (word, count) in words.iter() {
                *kept.entry(word.clone()).or_default() += count;
            }
        }
    }

    /// Returns the total of the figures that have a number.
    pub fn total(&self) -> Decimal {
        self.amount.total()
    }

    /// Counts the figures.
    pub fn figures(&self) -> u32 {
        self.counts.iter().fold(0, |all, count| all.saturating_add(*count))
    }

    /// Counts the figures with this qualifier.
    pub const fn count(&self, qualifier: Qualifier) -> u32 {
        self.counts[place(qualifier)]
    }

    /// Returns whether no figure takes part.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    /// Returns whether figures without a number take part, so that the total is not the whole ("chưa đủ").
    pub const fn is_incomplete(&self) -> bool {
        self.count(Qualifier::Unknown) > 0
    }

    /// Returns how exact the sum is; one figure alone keeps its own qualifier, and no figure at all is exact.
    pub fn qualifier(&self) -> Qualifier {
        let mut kinds = Qualifier::ALL.into_iter().filter(|kind| self.count(*kind) > 0);
        let Some(first) = kinds.next() else { return Qualifier::Exact };
        if self.figures() == 1 {
            return first;
        }
        // Several of one kind are a sum too: twice "hơn" is "trên".
        kinds.fold(first.sum(first), Qualifier::sum)
    }

    /// Returns the sum as one figure, for a cell that takes figures.
    pub fn figure(&self) -> Quantity {
        let qualifier = self.qualifier();
        let words = match (&self.words, qualifier) {
            (Some(words), Qualifier::Unknown) if words.len() == 1 => words.keys().next().cloned(),
            _ => None,
        };
        Quantity { amount: self.total(), qualifier, words }
    }

    /// Shows the sum without its unit: "3.000", "trên 7.000", "hàng chục", "310 (chưa đủ)"; "0" for no figure.
    pub fn show(&self) -> String {
        if self.is_empty() {
            return show_decimal(Decimal::ZERO);
        }
        let figure = show_quantity(&self.figure());
        let numbered = self.figures() > self.count(Qualifier::Unknown);
        if self.is_incomplete() && numbered { format!("{figure} {INCOMPLETE}") } else { figure }
    }
}

const fn place(qualifier: Qualifier) -> usize {
    match qualifier {
        Qualifier::Exact => 0,
        Qualifier::Over => 1,
        Qualifier::MoreThan => 2,
        Qualifier::Under => 3,
        Qualifier::About => 4,
        Qualifier::Unknown => 5,
    }
}

/// A sum with what it is a part of: the numerators and denominators of ratios are added apart, so that a percentage is
/// Σ numerators / Σ denominators and never an average of percentages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The figures, or the numerators.
    pub sum: Sum,
    /// The denominators; empty where the figures are no ratios.
    pub of: Sum,
}

impl Tally {
    /// Adds the figures of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.sum.merge(&other.sum);
        self.of.merge(&other.of);
    }

    /// Returns whether no figure takes part.
    pub fn is_empty(&self) -> bool {
        self.sum.is_empty() && self.of.is_empty()
    }

    /// Returns the percentage; `None` where nothing is divided or the denominators come to nothing.
    pub fn percent(&self) -> Option<Decimal> {
        let whole = self.of.total();
        if whole.is_zero() { None } else { self.sum.total().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole) }
    }
}

impl From<Sum> for Tally {
    fn from(sum: Sum) -> Self {
        Self { sum, of: Sum::default() }
    }
}

#[cfg(test)]
pub(crate) mod tests;
