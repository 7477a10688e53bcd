//! Rules of the round of registration.

use super::dates::{self, Span};
use super::{Rule, Severity};
use crate::register::schema::round::{CLOSES, OPENS, YEAR};
use crate::register::words::Label;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "round.dates.order",
        severity: Severity::Hard,
        on: &[CLOSES, OPENS],
        check: |cx| dates::backwards(cx, Span { from: OPENS, to: CLOSES }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "round.closes.year",
        severity: Severity::Soft,
        on: &[CLOSES, YEAR],
        check: |cx| dates::in_another_year(cx, CLOSES, YEAR),
        remedy: Label::new("Xem lại hạn nộp và năm của đợt.", "Look at the closing day and the year."),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::round::SCHEMA;

    #[test]
    fn a_round_closes_after_it_opens() {
        let of = |closes| [(OPENS, "01/10/2026"), (CLOSES, closes)];
        Trial::new().breaks("round.dates.order", &SCHEMA, &of("30/09/2026"));
        Trial::new().keeps("round.dates.order", &SCHEMA, &of("25/10/2026"));
    }

    #[test]
    fn a_round_closes_in_its_year() {
        let of = |closes| [(YEAR, "2026"), (CLOSES, closes)];
        Trial::new().breaks("round.closes.year", &SCHEMA, &of("25/10/2025"));
        Trial::new().keeps("round.closes.year", &SCHEMA, &of("25/10/2026"));
    }
}
