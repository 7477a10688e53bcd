//! Rules of the budget line.

use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::budget_line::{AMOUNT, KIND, QUANTITY, WORK};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[Rule {
    id: "budget_line.work.money",
    severity: Severity::Soft,
    on: &[QUANTITY, KIND, AMOUNT],
    check: work_as_money,
    remedy: Label::new(
        "Ghi số công vào ô số lượng, đơn vị tính \"công\".",
        "Put the days into the quantity, unit \"công\".",
    ),
}];

fn work_as_money(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.choice(KIND) == Some(WORK) && !cx.record.contains_key(&QUANTITY))
        .then(|| say!("Ngày công chưa có số công.", "Days of work without their number."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::budget_line::SCHEMA;

    #[test]
    fn work_is_counted_in_days() {
        Trial::new().breaks("budget_line.work.money", &SCHEMA, &[(KIND, WORK), (AMOUNT, "5tr")]);
        Trial::new().keeps("budget_line.work.money", &SCHEMA, &[(KIND, WORK), (QUANTITY, "45")]);
        Trial::new().keeps("budget_line.work.money", &SCHEMA, &[(KIND, "NGAN_SACH"), (AMOUNT, "5tr")]);
    }
}
