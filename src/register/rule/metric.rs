//! Rules of the metric.

use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::metric::{CLASS, CODE, DONG, PAIR, SCHEMA, STOCK, UNIT};
use crate::register::schema::{indicator, progress};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "metric.code.form",
        severity: Severity::Hard,
        on: &[CODE],
        check: code_is_malformed,
        remedy: Label::new("Ví dụ: DUONG_BT.", "For example DUONG_BT."),
    },
    Rule {
        id: "metric.unit.used",
        severity: Severity::Hard,
        on: &[UNIT],
        check: unit_changes_under_figures,
        remedy: Label::new(
            "Thêm một chỉ số khác cho đơn vị mới và thôi dùng chỉ số này.",
            "Add another metric for the new unit and stop using this one.",
        ),
    },
    Rule {
        id: "metric.money.class",
        severity: Severity::Soft,
        on: &[CLASS, UNIT],
        check: money_does_not_add,
        remedy: Label::new("Chọn \"Cộng dồn\".", "Choose \"Flow\"."),
    },
];

fn code_is_malformed(cx: &RuleCx<'_>) -> Option<Words> {
    let code = cx.record.text(CODE);
    let fits = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_';
    (!code.chars().all(fits)).then(|| {
        say!(
            "Mã \"{code}\" chỉ được gồm chữ hoa không dấu, chữ số và gạch dưới.",
            "The code \"{code}\" may hold capitals without marks, digits and underscores only.",
            code = code
        )
    })
}

fn unit_changes_under_figures(cx: &RuleCx<'_>) -> Option<Words> {
    let before = cx.records.get(&SCHEMA, cx.id)?;
    let entries = cx.records.linked(cx.id, &progress::SCHEMA, progress::METRIC).len()
        + cx.records.linked(cx.id, &indicator::SCHEMA, indicator::METRIC).len();
    (before.text(UNIT) != cx.record.text(UNIT) && entries > 0).then(|| {
        say!(
            "Đã có {n} số liệu tính bằng {unit}; đổi đơn vị thì các số đó sai.",
            "{n} figures are counted in {unit}; another unit would make them wrong.",
            n = entries,
            unit = before.text(UNIT)
        )
    })
}

fn money_does_not_add(cx: &RuleCx<'_>) -> Option<Words> {
    let class = cx.record.choice(CLASS)?;
    (cx.record.text(UNIT) == DONG && matches!(class, STOCK | PAIR))
        .then(|| say!("Chỉ số tính bằng đồng mà không cộng dồn.", "A metric in đồng that does not add up."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::metric::NAME;

    const LAND: &[(u16, &str)] = &[(CODE, "DAT"), (NAME, "Đất hiến"), (UNIT, "m²")];

    #[test]
    fn a_code_is_capitals() {
        trial_of("metric.code.form", &[(CODE, "Đất hiến")], &[(CODE, "TUONG_M2")]);
    }

    #[test]
    fn money_adds_up() {
        let in_dong = |class| [(UNIT, DONG), (CLASS, class)];
        trial_of("metric.money.class", &in_dong(STOCK), &in_dong("FLOW"));
    }

    fn trial_of(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        Trial::new().breaks(rule, &SCHEMA, breaks);
        Trial::new().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn the_unit_stays_once_figures_are_there() {
        let mut trial = Trial::new();
        let land = trial.put(&SCHEMA, LAND);
        trial.keeps_at("metric.unit.used", &SCHEMA, land, &[(UNIT, "ha")]);
        let figure = [(progress::METRIC, "DAT"), (progress::QUANTITY, "3000"), (progress::WHOLE_WARD, "có")];
        trial.put(&progress::SCHEMA, &figure);
        trial.breaks_at("metric.unit.used", &SCHEMA, land, &[(UNIT, "ha")]);
        trial.keeps_at("metric.unit.used", &SCHEMA, land, LAND);
    }
}
