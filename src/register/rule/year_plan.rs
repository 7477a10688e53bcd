//! Rules of the year's plan.

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::schema::year_plan::{FINAL_REVIEW_DATE, LAUNCH_DATE, MID_REVIEW_DATE, REGISTER_DEADLINE, YEAR};
use crate::register::words::{Label, Words};

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "year_plan.dates.order",
        severity: Severity::Soft,
        on: &[LAUNCH_DATE, MID_REVIEW_DATE, FINAL_REVIEW_DATE],
        check: out_of_order,
        remedy: Label::new(
            "Thứ tự là phát động, sơ kết, tổng kết. Xem lại các ngày.",
            "The order is launch, review, final review. Look at the dates.",
        ),
    },
    Rule {
        id: "year_plan.deadline.year",
        severity: Severity::Soft,
        on: &[REGISTER_DEADLINE, YEAR],
        check: |cx| dates::in_another_year(cx, REGISTER_DEADLINE, YEAR),
        remedy: Label::new("Xem lại hạn đăng ký.", "Look at the deadline of registration."),
    },
];

fn out_of_order(cx: &RuleCx<'_>) -> Option<Words> {
    [(LAUNCH_DATE, MID_REVIEW_DATE), (MID_REVIEW_DATE, FINAL_REVIEW_DATE), (LAUNCH_DATE, FINAL_REVIEW_DATE)]
        .into_iter()
        .find_map(|(from, to)| dates::backwards(cx, Span { from, to }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::year_plan::SCHEMA;

    #[test]
    fn the_year_goes_from_launch_to_final_review() {
        let of = |mid, last| [(LAUNCH_DATE, "09/03/2026"), (MID_REVIEW_DATE, mid), (FINAL_REVIEW_DATE, last)];
        Trial::new().breaks("year_plan.dates.order", &SCHEMA, &of("30/06/2026", "29/06/2026"));
        Trial::new().breaks("year_plan.dates.order", &SCHEMA, &of("", "08/03/2026"));
        Trial::new().keeps("year_plan.dates.order", &SCHEMA, &of("30/06/2026", "05/12/2026"));
    }

    #[test]
    fn registration_ends_in_the_year() {
        let of = |day| [(YEAR, "2026"), (REGISTER_DEADLINE, day)];
        Trial::new().breaks("year_plan.deadline.year", &SCHEMA, &of("31/03/2025"));
        Trial::new().keeps("year_plan.deadline.year", &SCHEMA, &of("31/03/2026"));
    }
}
