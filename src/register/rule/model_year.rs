//! Rules of the year's registration.

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::record::{Read, is_withdrawn};
use crate::register::schema::model;
use crate::register::schema::model_year::{
    APPROVED_ON, END, LAUNCH_ON, MODEL, NEW, RECEIVED_ON, REG_TYPE, REVIEW_ON, SCHEMA, START, YEAR,
};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "model_year.dates.order",
        severity: Severity::Hard,
        on: &[END, START],
        check: |cx| dates::backwards(cx, Span { from: START, to: END }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "model_year.review.outside",
        severity: Severity::Soft,
        on: &[REVIEW_ON, START, END],
        check: review_outside,
        remedy: Label::new("Xem lại ngày sơ kết.", "Look at the day of the review."),
    },
    Rule {
        id: "model_year.received.future",
        severity: Severity::Hard,
        on: &[RECEIVED_ON],
        check: |cx| dates::in_future(cx, RECEIVED_ON),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "model_year.steps.order",
        severity: Severity::Soft,
        on: &[APPROVED_ON, RECEIVED_ON, LAUNCH_ON],
        check: steps_out_of_order,
        remedy: Label::new(
            "Thứ tự là nhận, phê duyệt, ra mắt. Xem lại các ngày.",
            "The order is receipt, approval, launch. Look at the dates.",
        ),
    },
    Rule {
        id: "model_year.year.before",
        severity: Severity::Soft,
        on: &[YEAR, MODEL],
        check: before_the_model,
        remedy: Label::new(
            "Sửa năm ở đây hoặc năm bắt đầu của mô hình.",
            "Change this year or the model's first year.",
        ),
    },
    Rule {
        id: "model_year.type.new",
        severity: Severity::Soft,
        on: &[REG_TYPE, MODEL, YEAR],
        check: new_for_the_second_time,
        remedy: Label::new("Chọn \"Duy trì\" hoặc \"Nhân rộng\".", "Choose \"Kept up\" or \"Spread\"."),
    },
];

fn review_outside(cx: &RuleCx<'_>) -> Option<Words> {
    let review = cx.record.day(REVIEW_ON)?;
    let early = cx.record.day(START).is_some_and(|start| review.last() < start.first());
    let late = cx.record.day(END).is_some_and(|end| review.first() > end.last());
    (early || late).then(|| {
        say!(
            "Ngày sơ kết {day} nằm ngoài thời gian thực hiện.",
            "The review on {day} lies outside the time of the work.",
            day = review.show()
        )
    })
}

fn steps_out_of_order(cx: &RuleCx<'_>) -> Option<Words> {
    [(RECEIVED_ON, APPROVED_ON), (APPROVED_ON, LAUNCH_ON), (RECEIVED_ON, LAUNCH_ON)]
        .into_iter()
        .find_map(|(from, to)| dates::backwards(cx, Span { from, to }))
}

fn before_the_model(cx: &RuleCx<'_>) -> Option<Words> {
    let record = cx.records.get(&model::SCHEMA, cx.record.link(MODEL)?)?;
    let (year, first) = (cx.record.integer(YEAR)?, record.integer(model::FIRST_YEAR)?);
    (year < first).then(|| {
        say!(
            "Năm {year} trước năm bắt đầu của mô hình ({first}).",
            "The year {year} lies before the model's first year ({first}).",
            year = year,
            first = first
        )
    })
}

fn new_for_the_second_time(cx: &RuleCx<'_>) -> Option<Words> {
    if cx.record.choice(REG_TYPE) != Some(NEW) {
        return None;
    }
    let year = cx.record.integer(YEAR)?;
    let earlier = cx
        .records
        .linked(cx.record.link(MODEL)?, &SCHEMA, MODEL)
        .into_iter()
        .filter(|id| *id != cx.id)
        .filter_map(|id| cx.records.get(&SCHEMA, id))
        .filter(|record| !is_withdrawn(record))
        .filter_map(|record| record.integer(YEAR))
        .filter(|earlier| *earlier < year)
        .max()?;
    Some(say!(
        "Ghi là mới nhưng mô hình đã đăng ký năm {earlier}.",
        "It says new, but the model was registered in {earlier}.",
        earlier = earlier
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::organisation;

    fn trial() -> Trial {
        let mut trial = Trial::new();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        let model = [(model::NAME, "Đường hoa"), (model::ORG, "DV01"), (model::FIRST_YEAR, "2025")];
        trial.put(&model::SCHEMA, &model);
        trial
    }

    #[test]
    fn the_end_is_not_before_the_start() {
        trial().breaks("model_year.dates.order", &SCHEMA, &[(START, "01/05/2026"), (END, "30/04/2026")]);
        trial().keeps("model_year.dates.order", &SCHEMA, &[(START, "01/05/2026"), (END, "01/05/2026")]);
    }

    #[test]
    fn the_review_is_within_the_work() {
        let on = |day| [(START, "01/03/2026"), (END, "30/11/2026"), (REVIEW_ON, day)];
        trial().breaks("model_year.review.outside", &SCHEMA, &on("28/02/2026"));
        trial().breaks("model_year.review.outside", &SCHEMA, &on("01/12/2026"));
        trial().keeps("model_year.review.outside", &SCHEMA, &on("30/06/2026"));
    }

    #[test]
    fn nothing_is_received_tomorrow() {
        trial().breaks("model_year.received.future", &SCHEMA, &[(RECEIVED_ON, "23/11/2026")]);
        trial().keeps("model_year.received.future", &SCHEMA, &[(RECEIVED_ON, "22/11/2026")]);
    }

    #[test]
    fn receipt_approval_and_launch_follow_each_other() {
        let on =
            |received, approved, launched| [(RECEIVED_ON, received), (APPROVED_ON, approved), (LAUNCH_ON, launched)];
        trial().breaks("model_year.steps.order", &SCHEMA, &on("10/03/2026", "09/03/2026", ""));
        trial().breaks("model_year.steps.order", &SCHEMA, &on("10/03/2026", "", "09/03/2026"));
        trial().keeps("model_year.steps.order", &SCHEMA, &on("10/03/2026", "12/03/2026", "15/03/2026"));
    }

    #[test]
    fn no_registration_before_the_models_first_year() {
        let of = |year| [(MODEL, "DVK-2025-001"), (YEAR, year)];
        trial().breaks("model_year.year.before", &SCHEMA, &of("2024"));
        trial().keeps("model_year.year.before", &SCHEMA, &of("2025"));
    }

    #[test]
    fn new_only_once() {
        let of = |year, reg_type| [(MODEL, "DVK-2025-001"), (YEAR, year), (REG_TYPE, reg_type)];
        let mut trial = trial();
        trial.keeps("model_year.type.new", &SCHEMA, &of("2026", "MOI"));
        trial.put(&SCHEMA, &of("2025", "MOI"));
        trial.breaks("model_year.type.new", &SCHEMA, &of("2026", "MOI"));
        trial.keeps("model_year.type.new", &SCHEMA, &of("2026", "DUY_TRI"));
    }
}
