//! Conditions as people type them into a blank form: `>100`, `a..b`, `=` for empty, `*` for filled, `!x` for another one,
//! words to be contained.

use super::field::{Field, Kind};
use super::parse::ParseCx;
use super::query::{Filter, Test};
use super::refusal::Refusal;
use super::value::Value;
use crate::say;
use crate::text::fold::{fold, tidy};

/// Reads what was typed for one field: the conditions that must all hold; none for nothing typed.
///
/// # Errors
/// Why it is no condition on this field, as for a value that cannot be read.
pub fn conditions(field: &Field, typed: &str, cx: &ParseCx<'_>) -> Result<Vec<Filter>, Refusal> {
    let typed = tidy(typed);
    let tests = match typed.as_str() {
        "" => Vec::new(),
        "=" => vec![Test::Empty],
        "*" => vec![Test::Filled],
        other => tests(field, other, cx)?,
    };
    Ok(tests.into_iter().map(|test| Filter { field: field.id, test }).collect())
}

fn tests(field: &Field, typed: &str, cx: &ParseCx<'_>) -> Result<Vec<Test>, Refusal> {
    let read = |text: &str| value(field, text, cx);
    if has_order(field) {
        if let Some((low, high)) = typed.split_once("..") {
            let mut tests = Vec::new();
            if !low.trim().is_empty() {
                tests.push(Test::AtLeast(read(low)?));
            }
            if !high.trim().is_empty() {
                tests.push(Test::AtMost(read(high)?));
            }
            return Ok(tests);
        }
        for (sign, lower, strict) in [(">=", true, false), ("<=", false, false), (">", true, true), ("<", false, true)]
        {
            let Some(bound) = typed.strip_prefix(sign) else { continue };
            let bound = read(bound)?;
            let mut tests = if strict { vec![Test::Not(bound.clone())] } else { Vec::new() };
            tests.push(if lower { Test::AtLeast(bound) } else { Test::AtMost(bound) });
            return Ok(tests);
        }
    }
    if let Some(unwanted) = typed.strip_prefix('!') {
        return Ok(vec![Test::Not(read(unwanted)?)]);
    }
    let exact = typed.strip_prefix('=');
    if is_words(field) && exact.is_none() && !matches!(typed, "-" | "--") {
        return Ok(vec![Test::Contains(fold(typed))]);
    }
    let wanted = read(exact.unwrap_or(typed))?;
    Ok(match wanted {
        // A day lies in its month and in its year; a figure is the same whatever its qualifier.
        Value::Day(_) | Value::Quantity(_) => vec![Test::AtLeast(wanted.clone()), Test::AtMost(wanted)],
        Value::Bool(false) => vec![Test::Not(Value::Bool(true))],
        _ => vec![Test::Is(wanted)],
    })
}

/// Reads one value; of a field that takes several, one of them.
fn value(field: &Field, typed: &str, cx: &ParseCx<'_>) -> Result<Value, Refusal> {
    let kind = match field.kind {
        Kind::Choices(choices) => Kind::Choice(choices),
        Kind::Links(entity) => Kind::Link(entity),
        Kind::List { max } => Kind::Text { max },
        other => other,
    };
    let read = Field { kind, ..*field }.parse(typed, cx)?;
    read.ok_or_else(|| {
        say!(
            "Thiếu giá trị sau dấu. Ví dụ: >100, 10..20, = (trống), * (có ghi), !x (khác x).",
            "A value is missing after the sign. Such as >100, 10..20, = (empty), * (filled), !x (other than x)."
        )
        .into()
    })
}

const fn has_order(field: &Field) -> bool {
    matches!(field.kind, Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money | Kind::Quantity { .. } | Kind::Date)
}

const fn is_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text { .. } | Kind::Memo { .. } | Kind::List { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::record::Record;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::{model, model_year, task};

    /// Says whether a record with `holds` typed into a field answers to the condition.
    fn answers(schema: &'static crate::register::Schema, field: u16, holds: &str, asked: &str) -> bool {
        let trial = Trial::new();
        let empty = Record::new();
        let cx = ParseCx { today: trial.today(), year: 2026, records: trial.records(), record: &empty };
        let field = schema.field(field).unwrap();
        let mut record = Record::new();
        if let Some(value) = field.parse(holds, &cx).unwrap() {
            record.insert(field.id, value);
        }
        let filters = conditions(field, asked, &cx).unwrap_or_else(|refusal| panic!("{asked}: {refusal:?}"));
        filters.iter().all(|filter| filter.accepts(&record))
    }

    #[test]
    fn figures_are_compared() {
        let homes = |holds, asked| answers(&model_year::SCHEMA, model_year::HOUSEHOLDS, holds, asked);
        for (asked, yes, no) in [
            (">100", &["101", "5.000"][..], &["100", "99", ""][..]),
            (">=100", &["100"], &["99"]),
            ("<100", &["99"], &["100", ""]),
            ("10..20", &["10", "20"], &["9", "21"]),
            ("..20", &["0", "20"], &["21"]),
            ("20..", &["20", "900"], &["19"]),
            ("12", &["12"], &["13", ""]),
            ("!12", &["13", ""], &["12"]),
            ("=", &[""], &["0", "-"]),
            ("*", &["0", "-"], &[""]),
            ("-", &["-"], &["0", ""]),
        ] {
            assert!(yes.iter().all(|holds| homes(holds, asked)), "{asked}");
            assert!(!no.iter().any(|holds| homes(holds, asked)), "{asked}");
        }
    }

    #[test]
    fn a_day_lies_in_its_month_and_words_need_no_marks() {
        let due = |holds, asked| answers(&task::SCHEMA, task::DUE, holds, asked);
        assert!(due("12/4/2026", "4/2026") && due("12/4/2026", "1/4..30/4") && due("12/4/2026", ">1/4"));
        assert!(!due("12/5/2026", "4/2026") && !due("", "4/2026"));
        let name = |holds, asked| answers(&model::SCHEMA, model::NAME, holds, asked);
        assert!(name("Đường hoa Lê Lợi", "duong hoa") && !name("Đường cờ", "duong hoa"));
        assert!(name("Đường cờ", "=Đường cờ") && !name("Đường cờ đỏ", "=Đường cờ"));
        let pilot = |holds, asked| answers(&model::SCHEMA, model::IS_PILOT, holds, asked);
        assert!(pilot("", "không") && pilot("có", "có") && !pilot("có", "không"));
    }

    #[test]
    fn a_sign_without_a_value_is_refused() {
        let trial = Trial::new();
        let record = Record::new();
        let cx = ParseCx { today: trial.today(), year: 2026, records: trial.records(), record: &record };
        let field = model_year::SCHEMA.field(model_year::HOUSEHOLDS).unwrap();
        for slip in [">", "!", ">nhiều", "mười..hai mươi"] {
            assert!(conditions(field, slip, &cx).is_err(), "{slip}");
        }
    }
}
