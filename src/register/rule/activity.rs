//! Rules of the meeting or propaganda work.

use super::{Rule, RuleCx, Severity, dates, places};
use crate::register::schema::activity::{CONCLUSIONS, DATE, INTERACTIONS, NEIGHBOURHOOD, PARTICIPANTS};
use crate::register::words::{Label, Words};

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "activity.date.future",
        severity: Severity::Hard,
        on: &[DATE, PARTICIPANTS, CONCLUSIONS, INTERACTIONS],
        check: counted_before_it_was,
        remedy: Label::new(
            "Lịch sắp tới thì chưa ghi số người, kết luận; đã tổ chức thì sửa ngày.",
            "What is planned has no participants and conclusions yet; if it was held, mend the date.",
        ),
    },
    Rule {
        id: "activity.neighbourhood.valid",
        severity: Severity::Hard,
        on: &[NEIGHBOURHOOD, DATE],
        check: |cx| places::not_there_then(cx, NEIGHBOURHOOD, DATE),
        remedy: places::CHOOSE_ANOTHER,
    },
];

fn counted_before_it_was(cx: &RuleCx<'_>) -> Option<Words> {
    let counted = [PARTICIPANTS, CONCLUSIONS, INTERACTIONS].iter().any(|field| cx.record.contains_key(field));
    dates::in_future(cx, DATE).filter(|_| counted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::activity::SCHEMA;
    use crate::register::schema::neighbourhood;

    #[test]
    fn what_is_planned_has_no_results_yet() {
        let on = |day, people| [(DATE, day), (PARTICIPANTS, people)];
        Trial::new().breaks("activity.date.future", &SCHEMA, &on("25/11/2026", "120"));
        Trial::new().keeps("activity.date.future", &SCHEMA, &on("25/11/2026", ""));
        Trial::new().keeps("activity.date.future", &SCHEMA, &on("20/11/2026", "120"));
    }

    #[test]
    fn it_was_where_there_was_a_neighbourhood() {
        let mut trial = Trial::new();
        let place = [(neighbourhood::NAME, "Tổ 1"), (neighbourhood::VALID_FROM, "01/07/2026")];
        trial.put(&neighbourhood::SCHEMA, &place);
        let on = |day| [(DATE, day), (NEIGHBOURHOOD, "KDC01")];
        trial.breaks("activity.neighbourhood.valid", &SCHEMA, &on("30/06/2026"));
        trial.keeps("activity.neighbourhood.valid", &SCHEMA, &on("01/07/2026"));
    }
}
