//! Rules of the rubric.

use rust_decimal::Decimal;

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::schema::rubric::{
    ACTIVE, CODE, IS_CRITERION, KIND, NAME, SCHEMA, VALID_FROM_YEAR, VALID_TO_YEAR, WEIGHT,
};
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::number::show_decimal;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "rubric.years.order",
        severity: Severity::Hard,
        on: &[VALID_TO_YEAR, VALID_FROM_YEAR],
        check: |cx| dates::years_backwards(cx, Span { from: VALID_FROM_YEAR, to: VALID_TO_YEAR }),
        remedy: dates::SWAP_YEARS,
    },
    Rule {
        id: "rubric.code.form",
        severity: Severity::Hard,
        on: &[CODE],
        check: code_is_malformed,
        remedy: Label::new("Ví dụ: A, B, C1.", "For example A, B, C1."),
    },
    Rule {
        id: "rubric.weight.total",
        severity: Severity::Hint,
        on: &[WEIGHT, ACTIVE, NAME],
        check: weights_are_not_a_hundred,
        remedy: Label::new(
            "Sửa điểm tối đa của các tiêu chí cho đủ 100.",
            "Change the criteria's points to 100 in all.",
        ),
    },
];

fn code_is_malformed(cx: &RuleCx<'_>) -> Option<Words> {
    let code = cx.record.text(CODE);
    (!code.chars().all(char::is_alphanumeric)).then(|| {
        say!(
            "Mã \"{code}\" chỉ được gồm chữ và số.",
            "The code \"{code}\" may hold letters and digits only.",
            code = code
        )
    })
}

fn weights_are_not_a_hundred(cx: &RuleCx<'_>) -> Option<Words> {
    let counts =
        |row: &Record| row.choice(KIND) == Some(IS_CRITERION) && !matches!(row.get(&ACTIVE), Some(Value::Bool(false)));
    if !counts(cx.record) {
        return None;
    }
    let name = cx.record.get(&NAME)?;
    let rows = cx.records.page(&Query::all(&SCHEMA).filter(NAME, Test::Is(name.clone())), 0, usize::MAX).rows;
    let others = rows.iter().filter(|(id, _)| *id != cx.id).map(|(_, row)| row);
    let points = |row: &Record| match row.get(&WEIGHT) {
        Some(Value::Decimal(points)) => *points,
        _ => Decimal::ZERO,
    };
    let total: Decimal = others.chain([cx.record]).filter(|row| counts(row)).map(points).sum();
    (total != Decimal::ONE_HUNDRED).then(|| {
        say!(
            "Các tiêu chí đang dùng cộng lại là {total} điểm, không phải 100.",
            "The criteria in use come to {total} points, not to 100.",
            total = show_decimal(total)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::rubric::CRITERION;

    #[test]
    fn a_rubric_holds_for_years_in_order() {
        let years = |to| [(VALID_FROM_YEAR, "2026"), (VALID_TO_YEAR, to)];
        Trial::new().breaks("rubric.years.order", &SCHEMA, &years("2025"));
        Trial::new().keeps("rubric.years.order", &SCHEMA, &years("2026"));
    }

    #[test]
    fn a_code_has_no_blanks_or_colons() {
        Trial::new().breaks("rubric.code.form", &SCHEMA, &[(CODE, "A: 1")]);
        Trial::new().keeps("rubric.code.form", &SCHEMA, &[(CODE, "A1")]);
    }

    #[test]
    fn criteria_come_to_a_hundred() {
        let mut trial = Trial::new();
        let row = |code, weight| {
            [(NAME, "2026"), (KIND, IS_CRITERION), (CODE, code), (CRITERION, "Kết quả"), (WEIGHT, weight)]
        };
        trial.put(&SCHEMA, &row("A", "85"));
        trial.breaks("rubric.weight.total", &SCHEMA, &row("B", "10"));
        trial.keeps("rubric.weight.total", &SCHEMA, &row("B", "15"));
    }
}
