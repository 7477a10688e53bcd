//! Rules of the inspection.

use super::{Rule, RuleCx, Severity, dates, places};
use crate::register::record::Read;
use crate::register::schema::inspection::{DATE, NEIGHBOURHOOD, RATING, REQUESTS};
use crate::register::words::{Label, Words};
use crate::say;

/// Codes of the ratings after which something must be done.
const WANTING: &[&str] = &["KHAC_PHUC", "KHONG_HQ"];

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "inspection.date.future",
        severity: Severity::Hard,
        on: &[DATE],
        check: |cx| dates::in_future(cx, DATE),
        remedy: Label::new(
            "Chưa đi thì lập nhiệm vụ; đi rồi mới ghi kết quả.",
            "Plan it as a task; write it down once done.",
        ),
    },
    Rule {
        id: "inspection.neighbourhood.valid",
        severity: Severity::Hard,
        on: &[NEIGHBOURHOOD, DATE],
        check: |cx| places::not_there_then(cx, NEIGHBOURHOOD, DATE),
        remedy: places::CHOOSE_ANOTHER,
    },
    Rule {
        id: "inspection.requests.none",
        severity: Severity::Soft,
        on: &[REQUESTS, RATING],
        check: wanting_without_requests,
        remedy: Label::new("Ghi yêu cầu khắc phục, mỗi dòng một việc.", "Say what has to be mended, one a line."),
    },
];

fn wanting_without_requests(cx: &RuleCx<'_>) -> Option<Words> {
    let wanting = cx.record.choice(RATING).is_some_and(|rating| WANTING.contains(&rating));
    (wanting && !cx.record.contains_key(&REQUESTS)).then(|| {
        say!("Đánh giá chưa đạt nhưng không có yêu cầu nào.", "The rating is wanting, yet nothing is asked for.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::inspection::SCHEMA;
    use crate::register::schema::neighbourhood;

    #[test]
    fn an_inspection_has_taken_place() {
        Trial::new().breaks("inspection.date.future", &SCHEMA, &[(DATE, "23/11/2026")]);
        Trial::new().keeps("inspection.date.future", &SCHEMA, &[(DATE, "22/11/2026")]);
    }

    #[test]
    fn it_was_where_there_was_a_neighbourhood() {
        let mut trial = Trial::new();
        let place = [(neighbourhood::NAME, "Tổ 1"), (neighbourhood::VALID_TO, "30/06/2026")];
        trial.put(&neighbourhood::SCHEMA, &place);
        let on = |day| [(DATE, day), (NEIGHBOURHOOD, "KDC01")];
        trial.breaks("inspection.neighbourhood.valid", &SCHEMA, &on("01/07/2026"));
        trial.keeps("inspection.neighbourhood.valid", &SCHEMA, &on("30/06/2026"));
    }

    #[test]
    fn what_is_wanting_is_asked_for() {
        let of = |rating| [(RATING, rating)];
        Trial::new().breaks("inspection.requests.none", &SCHEMA, &of("KHAC_PHUC"));
        Trial::new().keeps("inspection.requests.none", &SCHEMA, &of("TOT"));
        let mended = [(RATING, "KHAC_PHUC"), (REQUESTS, "Thay chậu hỏng")];
        Trial::new().keeps("inspection.requests.none", &SCHEMA, &mended);
    }
}
