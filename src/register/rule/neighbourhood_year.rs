//! Rules of a neighbourhood's figures of one year.

use super::{Rule, RuleCx, Severity, dates};
use crate::register::field::FieldId;
use crate::register::record::Read;
use crate::register::schema::neighbourhood_year::{
    AS_OF, CULTURAL_FAMILIES, HOUSEHOLDS, NEAR_POOR_HH, POOR_HH, POPULATION, YEAR,
};
use crate::register::words::{Label, Words};
use crate::say;

/// What to do about a part that is more than all.
const COMPARE: Label =
    Label::new("Xem lại hai con số, có thể đã ghi đảo.", "Look at both figures; they may be swapped.");

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "neighbourhood_year.population.small",
        severity: Severity::Hard,
        on: &[POPULATION, HOUSEHOLDS],
        check: fewer_people_than_households,
        remedy: COMPARE,
    },
    Rule {
        id: "neighbourhood_year.poor.many",
        severity: Severity::Hard,
        on: &[POOR_HH, NEAR_POOR_HH, HOUSEHOLDS],
        check: |cx| more_than_all(cx, &[POOR_HH, NEAR_POOR_HH]),
        remedy: COMPARE,
    },
    Rule {
        id: "neighbourhood_year.cultural.many",
        severity: Severity::Hard,
        on: &[CULTURAL_FAMILIES, HOUSEHOLDS],
        check: |cx| more_than_all(cx, &[CULTURAL_FAMILIES]),
        remedy: COMPARE,
    },
    Rule {
        id: "neighbourhood_year.as_of.future",
        severity: Severity::Hard,
        on: &[AS_OF],
        check: |cx| dates::in_future(cx, AS_OF),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "neighbourhood_year.as_of.year",
        severity: Severity::Soft,
        on: &[AS_OF, YEAR],
        check: |cx| dates::in_another_year(cx, AS_OF, YEAR),
        remedy: dates::NOT_YET,
    },
];

fn fewer_people_than_households(cx: &RuleCx<'_>) -> Option<Words> {
    let (people, households) = (cx.record.integer(POPULATION)?, cx.record.integer(HOUSEHOLDS)?);
    (people < households).then(|| {
        say!(
            "{people} người mà có {households} hộ.",
            "{people} people in {households} households.",
            people = people,
            households = households
        )
    })
}

fn more_than_all(cx: &RuleCx<'_>, parts: &[FieldId]) -> Option<Words> {
    let households = cx.record.integer(HOUSEHOLDS)?;
    let part: i64 = parts.iter().filter_map(|part| cx.record.integer(*part)).sum();
    (part > households).then(|| {
        say!(
            "{part} hộ, nhiều hơn tổng số hộ ({households}).",
            "{part} households, more than there are ({households}).",
            part = part,
            households = households
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::neighbourhood_year::SCHEMA;

    fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        Trial::new().breaks(rule, &SCHEMA, breaks);
        Trial::new().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn nobody_lives_in_two_households() {
        let of = |people| [(HOUSEHOLDS, "452"), (POPULATION, people)];
        check("neighbourhood_year.population.small", &of("451"), &of("1.824"));
    }

    #[test]
    fn poor_households_are_a_part_of_all() {
        let of = |poor, near| [(HOUSEHOLDS, "400"), (POOR_HH, poor), (NEAR_POOR_HH, near)];
        check("neighbourhood_year.poor.many", &of("200", "201"), &of("189", "201"));
    }

    #[test]
    fn cultural_families_are_a_part_of_all() {
        let of = |families| [(HOUSEHOLDS, "452"), (CULTURAL_FAMILIES, families)];
        check("neighbourhood_year.cultural.many", &of("453"), &of("435"));
    }

    #[test]
    fn figures_hold_on_a_day_of_their_year_that_has_come() {
        check("neighbourhood_year.as_of.future", &[(AS_OF, "31/12/2026")], &[(AS_OF, "30/06/2026")]);
        let on = |day| [(YEAR, "2025"), (AS_OF, day)];
        check("neighbourhood_year.as_of.year", &on("01/01/2026"), &on("31/12/2025"));
    }
}
