//! Rules of the year's registration.

use super::dates::{self, Span};
use super::others::linking;
use super::{Rule, RuleCx, Severity};
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::schema::model_year::{
    APPROVED_ON, END, HOUSEHOLDS, LAUNCH_ON, MODEL, NEW, RECEIVED_ON, REG_TYPE, RESOURCES, REVIEW_ON, SCHEMA, START,
    YEAR, YEAR_STATUS, status,
};
use crate::register::schema::{budget_line, document, indicator, model, neighbourhood_year, year_plan};
use crate::register::unique;
use crate::register::value::Value;
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
    Rule {
        id: "model_year.households.many",
        severity: Severity::Soft,
        on: &[HOUSEHOLDS, MODEL, YEAR],
        check: more_households_than_there_are,
        remedy: Label::new(
            "Xem lại số hộ, hoặc danh sách khu dân cư của mô hình.",
            "Look at the figure, or at the model's neighbourhoods.",
        ),
    },
    Rule {
        id: "model_year.received.plan",
        severity: Severity::Hint,
        on: &[RECEIVED_ON, YEAR],
        check: before_the_plan,
        remedy: Label::new(
            "Xem lại ngày nhận và ngày ban hành kế hoạch.",
            "Look at the day of receipt and that of the plan.",
        ),
    },
    Rule {
        id: "model_year.indicator.none",
        severity: Severity::Hint,
        on: &[YEAR_STATUS],
        check: without_indicator,
        remedy: Label::new("Thêm ít nhất một chỉ tiêu đo được.", "Add at least one indicator that can be measured."),
    },
    Rule {
        id: "model_year.means.none",
        severity: Severity::Hint,
        on: &[RESOURCES, YEAR_STATUS],
        check: without_means,
        remedy: Label::new("Thêm dòng kinh phí; không tốn kém thì ghi 0.", "Add a budget line; write 0 for none."),
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
    let record = cx.records.shared(&model::SCHEMA, cx.record.link(MODEL)?)?;
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
    let earlier = linking(cx, &SCHEMA, cx.record.link(MODEL)?, MODEL)
        .filter_map(|record| record.integer(YEAR))
        .filter(|earlier| *earlier < year)
        .max()?;
    Some(say!(
        "Ghi là mới nhưng mô hình đã đăng ký năm {earlier}.",
        "It says new, but the model was registered in {earlier}.",
        earlier = earlier
    ))
}

/// Adds up the households of the model's neighbourhoods in the year; `None` unless all of them are known.
fn households_there(cx: &RuleCx<'_>) -> Option<i64> {
    let model = cx.records.shared(&model::SCHEMA, cx.record.link(MODEL)?)?;
    let places = model.links(model::NEIGHBOURHOODS);
    let year = cx.record.get(&YEAR)?;
    let households = |place: &Id| {
        let key = [(neighbourhood_year::NEIGHBOURHOOD, Value::Link(*place)), (neighbourhood_year::YEAR, year.clone())];
        let claim = unique::claim(&neighbourhood_year::SCHEMA, 0, &Record::from(key))?;
        let id = cx.records.claimed(&neighbourhood_year::SCHEMA, 0, &claim)?;
        cx.records.shared(&neighbourhood_year::SCHEMA, id)?.integer(neighbourhood_year::HOUSEHOLDS)
    };
    if places.is_empty() { None } else { places.iter().map(households).sum() }
}

fn more_households_than_there_are(cx: &RuleCx<'_>) -> Option<Words> {
    let (reached, all) = (cx.record.integer(HOUSEHOLDS)?, households_there(cx)?);
    (reached > all).then(|| {
        say!(
            "{reached} hộ, nhiều hơn số hộ của các khu dân cư đã chọn ({all}).",
            "{reached} households, more than the chosen neighbourhoods have ({all}).",
            reached = reached,
            all = all
        )
    })
}

fn before_the_plan(cx: &RuleCx<'_>) -> Option<Words> {
    let received = cx.record.day(RECEIVED_ON)?;
    let query = Query::all(&year_plan::SCHEMA).filter(year_plan::YEAR, Test::Is(cx.record.get(&YEAR)?.clone()));
    let plan = cx.records.page(&query, 0, 1).rows.into_iter().next().map(|(_, plan)| plan)?;
    let paper = cx.records.shared(&document::SCHEMA, plan.link(year_plan::PLAN_DOC)?)?;
    let issued = paper.day(document::ISSUED_ON)?;
    (received.last() < issued.first()).then(|| {
        say!(
            "Nhận ngày {received}, trước khi ban hành kế hoạch năm ({issued}).",
            "Received on {received}, before the year's plan was issued ({issued}).",
            received = received.show(),
            issued = issued.show()
        )
    })
}

fn is_counted(cx: &RuleCx<'_>) -> bool {
    cx.record.choice(YEAR_STATUS).is_some_and(|state| status::COUNTED.contains(&state))
}

fn without_indicator(cx: &RuleCx<'_>) -> Option<Words> {
    let measured = linking(cx, &indicator::SCHEMA, cx.id, indicator::MODEL_YEAR).next().is_some();
    (is_counted(cx) && !measured).then(|| {
        say!("Lượt đăng ký chưa có chỉ tiêu đo được nào.", "The registration has no indicator that can be measured.")
    })
}

fn without_means(cx: &RuleCx<'_>) -> Option<Words> {
    let given = cx.record.contains_key(&RESOURCES)
        || linking(cx, &budget_line::SCHEMA, cx.id, budget_line::MODEL_YEAR).next().is_some();
    (is_counted(cx) && !given).then(|| say!("Mục 7 chưa có nguồn lực.", "Item 7 says nothing about means."))
}

#[cfg(test)]
mod tests;
