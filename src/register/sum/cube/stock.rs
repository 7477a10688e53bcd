//! Figures of which only the latest holds.

use chrono::NaiveDate;

use super::Cell;
use crate::register::id::Id;
use crate::register::show::show_bare_ratio;
use crate::register::sum::Tally;
use crate::register::sum::fact::without_number;
use crate::register::value::Quantity;
use crate::text::day::Day;

/// One figure of a stock or of a ratio.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stock {
    pub day: Day,
    pub entry: Id,
    pub cell: Cell,
    pub figure: Quantity,
    pub denominator: Option<Box<Quantity>>,
    pub is_ratio: bool,
}

impl Stock {
    /// Orders figures by date, then by entry. What is given for a month or a quarter stands for its end.
    pub(super) fn moment(&self) -> (NaiveDate, Id) {
        (self.day.last(), self.entry)
    }

    /// Adds the figure to a tally.
    pub(super) fn add_to(&self, tally: &mut Tally) {
        add(tally, self.is_ratio, &self.figure, self.denominator.as_deref());
    }
}

/// Adds a figure that holds to a tally; a percentage without its denominator has no number that could be added.
fn add(tally: &mut Tally, is_ratio: bool, figure: &Quantity, denominator: Option<&Quantity>) {
    match (is_ratio, denominator) {
        (false, _) => tally.sum.add(figure),
        (true, Some(denominator)) => {
            tally.sum.add(figure);
            tally.of.add(denominator);
        }
        (true, None) => tally.sum.add(&bare_percentage(figure)),
    }
}

/// Makes a figure without a number of a ratio whose denominator nobody gave ("trên 70%").
fn bare_percentage(figure: &Quantity) -> Quantity {
    without_number(Some(show_bare_ratio(figure)))
}
