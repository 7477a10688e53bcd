//! How a field is filled from its list: what a typed text must mean there, and the list to choose from.

use super::{Pick, Source};
use crate::register::fit::Fit;
use crate::register::{Field, Kind, ParseCx, Record, Sheet, Value, Words};
use crate::say;
use crate::text::fold::tidy;
use crate::ui::screen::{Cx, Ticket};
use crate::ui::widget::Cell;

/// Returns the list from which a field is filled.
pub fn source(field: &Field, cx: &Cx<'_>) -> Option<Source> {
    let records = field.kind.target().and_then(|key| cx.records.dictionary().entity(key)).map(Source::Records);
    records.or_else(|| field.kind.choices().map(Source::Entries))
}

/// Returns the part of a field's list that fits what the other fields of the record hold; `None` where it has no such part,
/// or nothing is in it.
fn fitting_part(field: &Field, record: &Record, cx: &Cx<'_>) -> Option<Source> {
    let schema = field.kind.target().and_then(|key| cx.records.dictionary().entity(key))?;
    // A sheet's field asks about the record of its own part.
    let own = Sheet::part(Sheet::part_of(field.id), record);
    let part = match field.fits?(&own, cx.records)? {
        Fit::Where(filters) => Source::Where(schema, filters),
        Fit::These(ids) => Source::These(schema, ids),
    };
    (part.offers("", 0, 0, cx).0 > 0).then_some(part)
}

/// Returns the only entry that a text can mean: among those that fit the record, else in the whole list.
fn only(field: &Field, typed: &str, record: &Record, cx: &Cx<'_>) -> Option<Value> {
    let among = fitting_part(field, record, cx).and_then(|part| part.only(typed, cx).ok());
    among.or_else(|| source(field, cx)?.only(typed, cx).ok())
}

/// Returns whether a field takes several entries of its list.
const fn takes_several(field: &Field) -> bool {
    matches!(field.kind, Kind::Choices(_) | Kind::Links(_))
}

/// Takes a value of several entries apart.
fn entries(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Choices(codes)) => codes.iter().cloned().map(Value::Choice).collect(),
        Some(Value::Links(ids)) => ids.iter().copied().map(Value::Link).collect(),
        Some(one @ (Value::Choice(_) | Value::Link(_))) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// Puts entries together to the value of a field that takes several.
pub fn together(field: &Field, entries: &[Value]) -> Option<Value> {
    match field.kind {
        Kind::Choices(_) => {
            Some(Value::Choices(entries.iter().filter_map(Value::as_choice).map(str::to_owned).collect()))
        }
        Kind::Links(_) => Some(Value::Links(entries.iter().filter_map(Value::as_link).collect())),
        _ => entries.first().cloned(),
    }
}

/// Reads the parts of a field that takes several: what is understood, and the first text that is not.
fn parts(cell: &Cell, record: &Record, cx: &Cx<'_>) -> (Vec<Value>, String) {
    let kind = match cell.field.kind {
        Kind::Choices(choices) => Kind::Choice(choices),
        Kind::Links(entity) => Kind::Link(entity),
        other => other,
    };
    let one = Field { kind, ..*cell.field };
    let (mut known, mut left) = (Vec::new(), String::new());
    for part in cell.editor.text().split([';', '\n']).map(tidy).filter(|part| !part.is_empty()) {
        let only = || only(&one, &part, record, cx);
        match one.parse(&part, &reading(record, cx)).ok().flatten().or_else(only) {
            Some(value) if known.contains(&value) => {}
            Some(value) => known.push(value),
            None if left.is_empty() => left = part,
            None => {}
        }
    }
    (known, left)
}

/// Returns what a field of a record is read with.
pub fn reading<'a>(record: &'a Record, cx: &Cx<'a>) -> ParseCx<'a> {
    ParseCx { today: cx.today, year: cx.year, records: cx.records, record }
}

/// Returns the value that a refused text must mean, because its list has nothing else that fits.
pub fn meant(cell: &Cell, record: &Record, cx: &Cx<'_>) -> Option<Value> {
    if takes_several(cell.field) {
        let (known, left) = parts(cell, record, cx);
        return (left.is_empty() && !known.is_empty()).then(|| together(cell.field, &known)).flatten();
    }
    only(cell.field, &tidy(cell.editor.text()), record, cx)
}

/// Counts the entries of the list that a refused text could mean.
pub fn fitting(cell: &Cell, record: &Record, cx: &Cx<'_>) -> usize {
    let typed = if takes_several(cell.field) { parts(cell, record, cx).1 } else { tidy(cell.editor.text()) };
    source(cell.field, cx).map_or(0, |source| source.offers(&typed, 0, 0, cx).0)
}

/// Makes the list of what a field takes, with what is typed so far to look for; `None` for a field without a list.
pub fn list(cell: &Cell, record: &Record, ticket: Ticket, cx: &Cx<'_>) -> Option<Pick> {
    let (label, source) = (cell.field.label, source(cell.field, cx)?);
    let pick = match cell.value() {
        Some(value) if takes_several(cell.field) => {
            Pick::several(label, source, ticket, "", &entries(value.as_ref()), cx)
        }
        Some(value) => Pick::one(label, source, ticket, "", value.as_ref(), cx),
        None if takes_several(cell.field) => {
            let (known, left) = parts(cell, record, cx);
            Pick::several(label, source, ticket, &left, &known, cx)
        }
        None => Pick::one(label, source, ticket, &tidy(cell.editor.text()), None, cx),
    };
    Some(match fitting_part(cell.field, record, cx) {
        Some(part) => pick.fitting(part, cell.value().and_then(Option::as_ref), cx),
        None => pick,
    })
}

/// Returns the other value of a yes/no field; `None` for a field of another kind.
pub fn turned(cell: &Cell) -> Option<Value> {
    let yes = matches!(cell.known(), Some(Value::Bool(true)));
    matches!(cell.field.kind, Kind::Bool).then_some(Value::Bool(!yes))
}

/// Says that a field has no list.
pub fn no_list() -> Words {
    say!(
        "Ô này không có danh sách: gõ thẳng vào. F1 để xem cách ghi.",
        "This field has no list: type into it. F1 tells how."
    )
}
