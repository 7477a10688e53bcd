//! Rules of the closed period.

use super::{Rule, RuleCx, Severity, dates};
use crate::register::record::Read;
use crate::register::schema::period_lock::{LOCKED_ON, PERIOD};
use crate::register::schema::report::YEARS;
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "period_lock.date.future",
        severity: Severity::Hard,
        on: &[LOCKED_ON],
        check: |cx| dates::in_future(cx, LOCKED_ON),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "period_lock.period.years",
        severity: Severity::Hard,
        on: &[PERIOD],
        check: closes_several_years,
        remedy: Label::new("Chốt từng năm một.", "Close each year by itself."),
    },
];

fn closes_several_years(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.choice(PERIOD) == Some(YEARS))
        .then(|| say!("Không chốt một giai đoạn nhiều năm.", "A range of years is not closed at once."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::period_lock::SCHEMA;

    #[test]
    fn a_period_was_closed_by_today() {
        Trial::new().breaks("period_lock.date.future", &SCHEMA, &[(LOCKED_ON, "23/11/2026")]);
        Trial::new().keeps("period_lock.date.future", &SCHEMA, &[(LOCKED_ON, "22/11/2026")]);
    }

    #[test]
    fn years_are_closed_one_by_one() {
        Trial::new().breaks("period_lock.period.years", &SCHEMA, &[(PERIOD, YEARS)]);
        Trial::new().keeps("period_lock.period.years", &SCHEMA, &[(PERIOD, "N")]);
    }
}
