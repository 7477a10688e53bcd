//! Rules of the indicator.

use super::others::linking;
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::indicator::{BASELINE, DUE, METRIC, MODEL_YEAR, TARGET};
use crate::register::schema::{metric, model_year, task};
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::number::{Qualifier, show_decimal};

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "indicator.target.number",
        severity: Severity::Hard,
        on: &[TARGET],
        check: target_is_no_number,
        remedy: Label::new("Chỉ tiêu phải là một con số lớn hơn 0.", "A target is a number above 0."),
    },
    Rule {
        id: "indicator.target.whole",
        severity: Severity::Hard,
        on: &[TARGET, BASELINE, METRIC],
        check: not_whole,
        remedy: Label::new("Ghi số nguyên.", "Write a whole number."),
    },
    Rule {
        id: "indicator.due.year",
        severity: Severity::Soft,
        on: &[DUE, MODEL_YEAR],
        check: due_outside_the_work,
        remedy: Label::new("Xem lại hạn đạt chỉ tiêu.", "Look at the day by which it is to be reached."),
    },
    Rule {
        id: "indicator.task.none",
        severity: Severity::Hint,
        on: &[MODEL_YEAR],
        check: nobody_works_for_it,
        remedy: Label::new("Lập một nhiệm vụ cho chỉ tiêu này.", "Set a task for it."),
    },
];

fn target_is_no_number(cx: &RuleCx<'_>) -> Option<Words> {
    let target = cx.record.get(&TARGET).and_then(Value::as_quantity)?;
    (target.qualifier == Qualifier::Unknown || target.amount.is_zero())
        .then(|| say!("Chỉ tiêu chưa phải con số đo được.", "The target is no figure that can be reached."))
}

fn not_whole(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = cx.records.shared(&metric::SCHEMA, cx.record.link(METRIC)?)?;
    if !metric.flag(metric::COUNTABLE) || metric.choice(metric::CLASS) == Some(metric::RATIO) {
        return None;
    }
    let figures = [TARGET, BASELINE].into_iter().filter_map(|field| cx.record.get(&field)?.as_quantity());
    let part = figures.map(|figure| figure.amount).find(|amount| !amount.fract().is_zero())?;
    Some(say!(
        "\"{name}\" đếm bằng số nguyên, không nhận {number}.",
        "\"{name}\" is counted in whole numbers, {number} is none.",
        name = metric.text(metric::NAME),
        number = show_decimal(part)
    ))
}

fn due_outside_the_work(cx: &RuleCx<'_>) -> Option<Words> {
    let due = cx.record.day(DUE)?;
    let year = cx.records.shared(&model_year::SCHEMA, cx.record.link(MODEL_YEAR)?)?.integer(model_year::YEAR)?;
    (i64::from(due.year()) != year).then(|| {
        say!(
            "Hạn {day} không thuộc năm {year} của lượt đăng ký.",
            "The day {day} is not in the registration's year {year}.",
            day = due.show(),
            year = year
        )
    })
}

fn nobody_works_for_it(cx: &RuleCx<'_>) -> Option<Words> {
    let served = linking(cx, &task::SCHEMA, cx.id, task::INDICATOR).next().is_some();
    (!served).then(|| say!("Chưa có nhiệm vụ nào phục vụ chỉ tiêu này.", "No task serves this indicator."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::indicator::SCHEMA;
    use crate::register::schema::{model, organisation};

    fn trial() -> Trial {
        let mut trial = Trial::new();
        let pots =
            [(metric::CODE, "CHAU"), (metric::NAME, "Chậu hoa"), (metric::UNIT, "chậu"), (metric::COUNTABLE, "có")];
        trial.put(&metric::SCHEMA, &pots);
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        trial.put(&model::SCHEMA, &[(model::NAME, "Đường hoa"), (model::ORG, "DV01")]);
        trial.put(&model_year::SCHEMA, &[(model_year::MODEL, "DVK-2026-001"), (model_year::YEAR, "2026")]);
        trial
    }

    #[test]
    fn a_target_is_a_whole_number_of_pots() {
        let of = |target| [(METRIC, "CHAU"), (TARGET, target)];
        let trial = trial();
        trial.breaks("indicator.target.number", &SCHEMA, &of("hàng chục"));
        trial.breaks("indicator.target.number", &SCHEMA, &of("0"));
        trial.keeps("indicator.target.number", &SCHEMA, &of("310"));
        trial.breaks("indicator.target.whole", &SCHEMA, &of("3,5"));
        trial.keeps("indicator.target.whole", &SCHEMA, &of("310"));
    }

    #[test]
    fn a_target_is_due_in_its_year() {
        let of = |due| [(MODEL_YEAR, "Đường hoa"), (DUE, due)];
        trial().breaks("indicator.due.year", &SCHEMA, &of("01/01/2027"));
        trial().keeps("indicator.due.year", &SCHEMA, &of("30/11/2026"));
    }

    #[test]
    fn a_target_has_a_task() {
        let mut trial = trial();
        let id = trial.put(&SCHEMA, &[(MODEL_YEAR, "Đường hoa"), (METRIC, "CHAU"), (TARGET, "310")]);
        trial.breaks_at("indicator.task.none", &SCHEMA, id, &[]);
        trial.put(&task::SCHEMA, &[(task::TITLE, "Mua chậu"), (task::INDICATOR, "Chậu hoa")]);
        trial.keeps_at("indicator.task.none", &SCHEMA, id, &[]);
    }
}
