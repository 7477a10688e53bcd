//! Rules of the frozen report.

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::report::{AS_OF, PERIOD, SENT_ON, YEAR, YEAR_TO, YEARS};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "report.years.order",
        severity: Severity::Hard,
        on: &[YEAR_TO, YEAR],
        check: |cx| dates::years_backwards(cx, Span { from: YEAR, to: YEAR_TO }),
        remedy: dates::SWAP_YEARS,
    },
    Rule {
        id: "report.years.period",
        severity: Severity::Hard,
        on: &[YEAR_TO, PERIOD],
        check: last_year_of_one_year,
        remedy: Label::new(
            "Chọn kỳ \"Giai đoạn\", hoặc bỏ năm cuối.",
            "Choose \"Several years\", or take the last year out.",
        ),
    },
    Rule {
        id: "report.sent.before",
        severity: Severity::Soft,
        on: &[SENT_ON, AS_OF],
        check: |cx| dates::backwards(cx, Span { from: AS_OF, to: SENT_ON }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "report.sent.future",
        severity: Severity::Hard,
        on: &[SENT_ON],
        check: |cx| dates::in_future(cx, SENT_ON),
        remedy: dates::NOT_YET,
    },
];

fn last_year_of_one_year(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.contains_key(&YEAR_TO) && cx.record.choice(PERIOD)? != YEARS)
        .then(|| say!("Kỳ trong một năm mà lại có năm cuối.", "A period within one year has no last year."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::report::SCHEMA;

    fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        Trial::new().breaks(rule, &SCHEMA, breaks);
        Trial::new().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn several_years_run_forward() {
        let years = |from, to| [(PERIOD, YEARS), (YEAR, from), (YEAR_TO, to)];
        check("report.years.order", &years("2025", "2021"), &years("2021", "2025"));
        let of = |period| [(PERIOD, period), (YEAR, "2021"), (YEAR_TO, "2025")];
        check("report.years.period", &of("T4"), &of(YEARS));
    }

    #[test]
    fn a_report_is_sent_after_its_figures_hold() {
        let on = |day| [(AS_OF, "30/06/2026"), (SENT_ON, day)];
        check("report.sent.before", &on("29/06/2026"), &on("02/07/2026"));
        check("report.sent.future", &on("23/11/2026"), &on("22/11/2026"));
    }
}
