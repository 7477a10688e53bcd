use super::*;
use crate::register::id::Id;
use crate::register::rule::trial::{SELF, Trial};
use crate::register::schema::{neighbourhood, organisation};

const REGISTRATION: (u16, &str) = (MODEL_YEAR, "Đường hoa");

/// A ward with two neighbourhoods (the second from 1/7/2026), one model in the first and four metrics.
fn trial() -> Trial {
    let mut trial = Trial::new();
    trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
    let places = [("Tổ 1", "01/01/2020"), ("Tổ 2", "01/07/2026")];
    for (name, from) in places {
        trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name), (neighbourhood::VALID_FROM, from)]);
    }
    let model = [(model::NAME, "Đường hoa"), (model::ORG, "DV01"), (model::NEIGHBOURHOODS, "KDC01")];
    trial.put(&model::SCHEMA, &model);
    let registration = [
        (model_year::MODEL, "DVK-2026-001"),
        (model_year::YEAR, "2026"),
        (model_year::YEAR_STATUS, model_year::status::RUNNING),
    ];
    trial.put(&model_year::SCHEMA, &registration);
    for (code, name, unit, class, countable) in [
        ("DAT", "Đất hiến", "m²", "FLOW", "không"),
        ("CAY", "Cây trồng", "cây", "FLOW", "có"),
        ("TIEN", "Tiền", "đồng", "FLOW", "có"),
        ("GDVH", "Gia đình văn hoá", "%", "RATIO", "có"),
    ] {
        let fields = [
            (metric::CODE, code),
            (metric::NAME, name),
            (metric::UNIT, unit),
            (metric::CLASS, class),
            (metric::COUNTABLE, countable),
        ];
        trial.put(&metric::SCHEMA, &fields);
    }
    trial
}

#[track_caller]
fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
    trial().breaks(rule, &SCHEMA, breaks);
    trial().keeps(rule, &SCHEMA, keeps);
}

#[test]
fn no_result_tomorrow() {
    check("progress.date.future", &[(DATE, "23/11/2026")], &[(DATE, "22/11/2026")]);
}

#[test]
fn a_result_is_of_its_registrations_year() {
    let on = |day| [(DATE, day), REGISTRATION];
    check("progress.date.year", &on("31/12/2025"), &on("01/01/2026"));
}

#[test]
fn a_figure_belongs_somewhere() {
    check("progress.place.none", &[(DATE, "T")], &[(WHOLE_WARD, "có")]);
    check("progress.place.none", &[(WHOLE_WARD, "không")], &[REGISTRATION]);
}

#[test]
fn one_place_or_the_whole_ward() {
    let at = |whole| [(NEIGHBOURHOOD, "KDC01"), (WHOLE_WARD, whole)];
    check("progress.place.both", &at("có"), &at("không"));
}

#[test]
fn a_neighbourhood_must_exist_on_the_day() {
    let on = |day| [(DATE, day), (NEIGHBOURHOOD, "KDC02")];
    check("progress.neighbourhood.valid", &on("30/06/2026"), &on("01/07/2026"));
}

#[test]
fn a_result_arises_where_its_model_is() {
    let at = |place| [REGISTRATION, (NEIGHBOURHOOD, place)];
    check("progress.neighbourhood.model", &at("KDC02"), &at("KDC01"));
}

#[test]
fn trees_are_whole() {
    let of = |metric, amount| [(METRIC, metric), (QUANTITY, amount)];
    check("progress.quantity.whole", &of("CAY", "2,5"), &of("CAY", "65"));
    trial().keeps("progress.quantity.whole", &SCHEMA, &of("DAT", "2,5"));
    trial().keeps("progress.quantity.whole", &SCHEMA, &of("CAY", "hàng chục"));
}

#[test]
fn a_percentage_is_at_most_a_hundred() {
    let of = |amount| [(METRIC, "GDVH"), (QUANTITY, amount)];
    check("progress.quantity.percent", &of("100,5"), &of("100"));
    trial().keeps("progress.quantity.percent", &SCHEMA, &[of("435")[0], of("435")[1], (DENOMINATOR, "452")]);
}

#[test]
fn a_part_is_not_more_than_all() {
    let of = |part, all| [(METRIC, "GDVH"), (QUANTITY, part), (DENOMINATOR, all)];
    check("progress.ratio.order", &of("453", "452"), &of("452", "452"));
}

#[test]
fn only_ratios_have_denominators() {
    let of = |metric| [(METRIC, metric), (QUANTITY, "1"), (DENOMINATOR, "2")];
    check("progress.denominator.class", &of("CAY"), &of("GDVH"));
}

#[test]
fn a_bare_percentage_is_pointed_out() {
    let bare = [(METRIC, "GDVH"), (QUANTITY, "80")];
    check("progress.ratio.bare", &bare, &[bare[0], bare[1], (DENOMINATOR, "100")]);
}

#[test]
fn money_has_a_source() {
    let money = (METRIC, "TIEN");
    check("progress.money.source", &[money], &[money, (MONEY_SOURCE, "-")]);
    trial().keeps("progress.money.source", &SCHEMA, &[(METRIC, "CAY")]);
}

#[test]
fn figures_belong_to_registrations_that_count() {
    let mut trial = trial();
    trial.keeps("progress.model_year.state", &SCHEMA, &[REGISTRATION]);
    let draft = [(model_year::MODEL, "DVK-2026-001"), (model_year::YEAR, "2027")];
    let draft = trial.put(&model_year::SCHEMA, &draft);
    let record = [(MODEL_YEAR, Value::Link(draft))].into_iter().collect();
    trial.breaks_as("progress.model_year.state", &SCHEMA, &record);
}

#[test]
fn corrections_stand_for_one_entry_each() {
    let mut trial = trial();
    let entry = [(DATE, "01/03/2026"), (METRIC, "CAY"), (QUANTITY, "65"), (NEIGHBOURHOOD, "KDC01")];
    let wrong = trial.put(&SCHEMA, &entry);
    let correction = |trial: &Trial, of: Id, metric: &str| {
        let mut record = trial.typed(&SCHEMA, &[(DATE, "T"), (METRIC, metric), (QUANTITY, "56"), entry[3]]);
        record.insert(CORRECTS, Value::Link(of));
        record
    };
    let right = correction(&trial, wrong, "CAY");
    trial.breaks_as("progress.corrects.itself", &SCHEMA, &correction(&trial, SELF, "CAY"));
    trial.keeps_as("progress.corrects.itself", &SCHEMA, &right);
    trial.breaks_as("progress.corrects.other", &SCHEMA, &correction(&trial, wrong, "DAT"));
    trial.keeps_as("progress.corrects.other", &SCHEMA, &right);
    trial.keeps_as("progress.corrects.twice", &SCHEMA, &right);
    trial.put_record(&SCHEMA, right.clone());
    trial.breaks_as("progress.corrects.twice", &SCHEMA, &right);
}

#[test]
fn the_same_figure_twice_is_asked_about() {
    let mut trial = trial();
    let of = |amount| [(DATE, "01/03/2026"), (METRIC, "CAY"), (QUANTITY, amount), (NEIGHBOURHOOD, "KDC01")];
    trial.put(&SCHEMA, &of("65"));
    trial.breaks("progress.repeat", &SCHEMA, &of("65"));
    trial.keeps("progress.repeat", &SCHEMA, &of("66"));
}

#[test]
fn evidence_is_wanted() {
    check("progress.evidence.none", &[(DATE, "T")], &[(EVIDENCE, "biên bản ngày 12/4")]);
}
