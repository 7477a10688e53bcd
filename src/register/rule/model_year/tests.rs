use super::*;
use crate::register::rule::trial::Trial;
use crate::register::schema::{metric, neighbourhood, organisation};

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
    let on = |received, approved, launched| [(RECEIVED_ON, received), (APPROVED_ON, approved), (LAUNCH_ON, launched)];
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

#[test]
fn no_more_households_than_there_are() {
    let mut trial = Trial::new();
    trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
    for name in ["Tổ 1", "Tổ 2"] {
        trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name)]);
    }
    let model = [(model::NAME, "Đường hoa"), (model::ORG, "DV01"), (model::NEIGHBOURHOODS, "KDC01; KDC02")];
    trial.put(&model::SCHEMA, &model);
    let of = |households| [(MODEL, "DVK-2026-001"), (YEAR, "2026"), (HOUSEHOLDS, households)];
    let figures = |place, households| {
        let year = (neighbourhood_year::YEAR, "2026");
        [(neighbourhood_year::NEIGHBOURHOOD, place), year, (neighbourhood_year::HOUSEHOLDS, households)]
    };
    trial.put(&neighbourhood_year::SCHEMA, &figures("KDC01", "100"));
    trial.keeps("model_year.households.many", &SCHEMA, &of("151"));
    trial.put(&neighbourhood_year::SCHEMA, &figures("KDC02", "50"));
    trial.breaks("model_year.households.many", &SCHEMA, &of("151"));
    trial.keeps("model_year.households.many", &SCHEMA, &of("150"));
}

#[test]
fn the_plan_comes_before_the_registration() {
    let mut trial = trial();
    let paper = [
        (document::DIRECTION, document::OUTGOING),
        (document::DOC_TYPE, "KH"),
        (document::SUMMARY, "Kế hoạch năm"),
        (document::NUMBER, "7"),
        (document::ISSUED_ON, "21/02/2026"),
    ];
    trial.put(&document::SCHEMA, &paper);
    trial.put(&year_plan::SCHEMA, &[(year_plan::YEAR, "2026"), (year_plan::PLAN_DOC, "07-KH/ĐU")]);
    let on = |day| [(YEAR, "2026"), (RECEIVED_ON, day)];
    trial.breaks("model_year.received.plan", &SCHEMA, &on("20/02/2026"));
    trial.keeps("model_year.received.plan", &SCHEMA, &on("21/02/2026"));
}

#[test]
fn a_registration_has_indicators_and_means() {
    let mut trial = trial();
    let registration = |state| [(MODEL, "DVK-2025-001"), (YEAR, "2026"), (YEAR_STATUS, state)];
    let id = trial.put(&SCHEMA, &registration(status::REGISTERED));
    for rule in ["model_year.indicator.none", "model_year.means.none"] {
        trial.breaks_at(rule, &SCHEMA, id, &[]);
        trial.keeps(rule, &SCHEMA, &registration(status::DRAFT));
    }
    trial.keeps_at("model_year.means.none", &SCHEMA, id, &[(RESOURCES, "xã hội hoá")]);
    let pots = [(metric::CODE, "CHAU"), (metric::NAME, "Chậu hoa"), (metric::UNIT, "chậu")];
    trial.put(&metric::SCHEMA, &pots);
    let target = [(indicator::MODEL_YEAR, "Đường hoa"), (indicator::METRIC, "CHAU"), (indicator::TARGET, "310")];
    trial.put(&indicator::SCHEMA, &target);
    let line = [(budget_line::MODEL_YEAR, "Đường hoa"), (budget_line::KIND, "NGAN_SACH"), (budget_line::AMOUNT, "0")];
    trial.put(&budget_line::SCHEMA, &line);
    for rule in ["model_year.indicator.none", "model_year.means.none"] {
        trial.keeps_at(rule, &SCHEMA, id, &[]);
    }
}
