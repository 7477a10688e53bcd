//! Rules of the organisation.

use super::dates::{self, Span};
use super::others::namesake;
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::organisation::{ACTIVE_FROM, ACTIVE_TO, CODE, NAME, NEIGHBOURHOOD, SCHEMA};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "organisation.active.order",
        severity: Severity::Hard,
        on: &[ACTIVE_TO, ACTIVE_FROM],
        check: |cx| dates::backwards(cx, Span { from: ACTIVE_FROM, to: ACTIVE_TO }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "organisation.name.duplicate",
        severity: Severity::Soft,
        on: &[NAME, NEIGHBOURHOOD],
        check: twin,
        remedy: Label::new(
            "Nếu là một thì dùng bản đã có; nếu là hai, ghi thêm khu dân cư hoặc tên riêng.",
            "If they are one, use the one there is; if two, add the neighbourhood or a name of its own.",
        ),
    },
];

fn twin(cx: &RuleCx<'_>) -> Option<Words> {
    let place = cx.record.link(NEIGHBOURHOOD);
    let (_, other) = namesake(cx, &SCHEMA, NAME, |record| record.link(NEIGHBOURHOOD) == place)?;
    Some(say!(
        "Đã có đơn vị {code} tên \"{name}\" ở cùng địa bàn.",
        "There is the organisation {code} of the name \"{name}\" in the same area.",
        code = other.text(CODE),
        name = other.text(NAME)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::neighbourhood;

    #[test]
    fn a_last_day_before_the_first_is_refused() {
        let trial = Trial::new();
        let days = |from, to| [(ACTIVE_FROM, from), (ACTIVE_TO, to)];
        trial.breaks("organisation.active.order", &SCHEMA, &days("01/07/2025", "30/06/2025"));
        trial.keeps("organisation.active.order", &SCHEMA, &days("01/07/2025", "30/06/2026"));
    }

    #[test]
    fn one_name_twice_is_asked_about_within_one_neighbourhood() {
        let mut trial = Trial::new();
        for name in ["Tổ 1", "Tổ 2"] {
            trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name)]);
        }
        trial.put(&SCHEMA, &[(NAME, "Chi hội Phụ nữ"), (NEIGHBOURHOOD, "KDC01")]);
        let of = |place| [(NAME, "chi hoi phu nu"), (NEIGHBOURHOOD, place)];
        trial.breaks("organisation.name.duplicate", &SCHEMA, &of("KDC01"));
        trial.keeps("organisation.name.duplicate", &SCHEMA, &of("KDC02"));
    }
}
