//! Rules of the commitment.

use super::{Rule, RuleCx, Severity, dates};
use crate::register::record::Read;
use crate::register::schema::commitment::{OUT_OF, SIGNED, SIGNED_ON};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "commitment.signed.many",
        severity: Severity::Hard,
        on: &[SIGNED, OUT_OF],
        check: more_than_all,
        remedy: Label::new("Xem lại hai con số, có thể đã ghi đảo.", "Look at both figures; they may be swapped."),
    },
    Rule {
        id: "commitment.signed.future",
        severity: Severity::Hard,
        on: &[SIGNED_ON],
        check: |cx| dates::in_future(cx, SIGNED_ON),
        remedy: dates::NOT_YET,
    },
];

fn more_than_all(cx: &RuleCx<'_>) -> Option<Words> {
    let (signed, all) = (cx.record.integer(SIGNED)?, cx.record.integer(OUT_OF)?);
    (signed > all).then(|| {
        say!(
            "{signed} hộ ký, nhiều hơn tổng số {all} hộ.",
            "{signed} households signed, more than the {all} there are.",
            signed = signed,
            all = all
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::commitment::SCHEMA;

    #[test]
    fn those_who_signed_are_a_part_of_all() {
        let of = |signed| [(SIGNED, signed), (OUT_OF, "55")];
        Trial::new().breaks("commitment.signed.many", &SCHEMA, &of("56"));
        Trial::new().keeps("commitment.signed.many", &SCHEMA, &of("55"));
    }

    #[test]
    fn they_have_signed() {
        Trial::new().breaks("commitment.signed.future", &SCHEMA, &[(SIGNED_ON, "23/11/2026")]);
        Trial::new().keeps("commitment.signed.future", &SCHEMA, &[(SIGNED_ON, "22/11/2026")]);
    }
}
