//! Claims: the text under which a record holds a place that no other may take; and likeness, by which twins are found.

use super::field::FieldId;
use super::record::{Record, is_withdrawn};
use super::schema::Schema;
use super::value::Value;

/// Stands between the parts of a claim on several fields.
const JOINT: char = '\u{1f}';

/// Returns what `record` claims under unique set number `set`: `None` while one of the fields is empty, not known or
/// not applicable, and for a withdrawn record unless the claim is for ever.
pub fn claim(schema: &Schema, set: usize, record: &Record) -> Option<String> {
    let unique = schema.unique.get(set)?;
    if is_withdrawn(record) && !unique.for_ever {
        return None;
    }
    let parts: Option<Vec<String>> = unique.fields.iter().map(|field| record.get(field).and_then(part)).collect();
    parts.map(|parts| parts.join(&JOINT.to_string()))
}

/// Returns the claim of a typed code.
pub fn claim_of(typed: &str) -> String {
    crate::text::fold::tidy(typed).to_lowercase()
}

fn part(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(claim_of(text)),
        Value::Integer(number) | Value::Money(number) => Some(number.to_string()),
        Value::Decimal(number) => Some(number.normalize().to_string()),
        Value::Day(day) => Some(day.iso()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Choice(code) => Some(code.clone()),
        Value::Link(id) => Some(id.to_string()),
        Value::Quantity(_)
        | Value::Choices(_)
        | Value::Links(_)
        | Value::List(_)
        | Value::NotKnown
        | Value::NotApplicable => None,
    }
}

/// Returns what values that are alike have in common: a text without regard to case and marks, a whole number as it is;
/// `None` for what is not looked for by likeness.
pub fn likeness(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(crate::text::fold::fold(text)).filter(|folded| !folded.is_empty()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns whether the record's `field` is alike, as [`likeness`] has it.
pub fn is_alike(record: &Record, field: FieldId, likeness_of: &str) -> bool {
    record.get(&field).and_then(likeness).is_some_and(|own| own == likeness_of)
}

/// Lists the unique sets that are one text field: what people call the record's code or name.
pub fn codes(schema: &'static Schema) -> impl Iterator<Item = usize> {
    schema.unique.iter().enumerate().filter(|(_, unique)| unique.fields.len() == 1).map(|(set, _)| set)
}

/// Reads the number that follows `prefix` in a claim, if only digits follow.
pub fn number_after(claim: &str, prefix: &str) -> Option<u64> {
    let digits = claim.strip_prefix(prefix)?;
    (!digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}
