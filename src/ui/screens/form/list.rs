//! What a field can be filled with other than by typing: its list, the same field of the record before.

use super::cell::Cell;
use super::{Form, parse_cx, show, ticket};
use crate::register::{Field, Kind, Record, Value};
use crate::say;
use crate::text::fold::tidy;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::{Pick, Source};

/// Returns the list from which a field is filled.
fn source(field: &Field, cx: &Cx<'_>) -> Option<Source> {
    let records = field.kind.target().and_then(|key| cx.records.dictionary().entity(key)).map(Source::Records);
    records.or_else(|| field.kind.choices().map(Source::Entries))
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
fn together(field: &Field, entries: &[Value]) -> Option<Value> {
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
        let only = || source(&one, cx).and_then(|source| source.only(&part, cx).ok());
        match one.parse(&part, &parse_cx(record, cx)).ok().flatten().or_else(only) {
            Some(value) if known.contains(&value) => {}
            Some(value) => known.push(value),
            None if left.is_empty() => left = part,
            None => {}
        }
    }
    (known, left)
}

impl Form {
    /// Returns the value that a refused text must mean, because its list has nothing else that fits.
    pub(super) fn meant(cell: &Cell, record: &Record, cx: &Cx<'_>) -> Option<Value> {
        let source = source(cell.field, cx)?;
        if takes_several(cell.field) {
            let (known, left) = parts(cell, record, cx);
            return (left.is_empty() && !known.is_empty()).then(|| together(cell.field, &known)).flatten();
        }
        source.only(&tidy(cell.editor.text()), cx).ok()
    }

    /// Opens the list of what a refused text could mean; `None` where nothing fits.
    pub(super) fn choose_meant(&mut self, at: usize, cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let record = self.record();
        let cell = self.cells.get(at)?;
        let typed = if takes_several(cell.field) { parts(cell, &record, cx).1 } else { tidy(cell.editor.text()) };
        let (fitting, _) = source(cell.field, cx)?.offers(&typed, 0, 0, cx);
        if fitting == 0 {
            return None;
        }
        // The list is the answer: there is nothing to complain of.
        self.cells[at].refusal = None;
        Some(self.open_list(at, cx))
    }

    /// Lists what the field takes, with what is typed so far to look for; a yes/no field is turned over.
    pub(super) fn list(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cells.get_mut(self.focus).filter(|cell| cell.field.is_open()) else { return Vec::new() };
        if matches!(cell.field.kind, Kind::Bool) {
            let yes = matches!(cell.known(), Some(Value::Bool(true)));
            cell.put(Some(Value::Bool(!yes)), show(cx));
            self.settle_issue(self.focus);
            self.retell(cx);
            return Vec::new();
        }
        if source(cell.field, cx).is_none() {
            let words = say!(
                "Ô này không có danh sách: gõ thẳng vào. F1 để xem cách ghi.",
                "This field has no list: type into it. F1 tells how."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        self.open_list(self.focus, cx)
    }

    fn open_list(&mut self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let record = self.record();
        let Some((cell, source)) = self.cells.get(at).and_then(|cell| Some((cell, source(cell.field, cx)?))) else {
            return Vec::new();
        };
        let ticket = cx.ticket(ticket::PICK);
        let label = cell.field.label;
        let pick = match cell.value() {
            Some(value) if takes_several(cell.field) => {
                Pick::several(label, source, ticket, "", &entries(value.as_ref()), cx)
            }
            Some(value) => Pick::one(label, source, ticket, "", value.as_ref(), cx),
            None if takes_several(cell.field) => {
                let (known, left) = parts(cell, &record, cx);
                Pick::several(label, source, ticket, &left, &known, cx)
            }
            None => Pick::one(label, source, ticket, &tidy(cell.editor.text()), None, cx),
        };
        self.listing = at;
        vec![Ask::Open(Box::new(pick))]
    }

    /// Takes what was picked from the list and goes on.
    pub(super) fn picked(&mut self, values: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cells.get_mut(self.listing) else { return Vec::new() };
        let value = together(cell.field, values);
        cell.put(value, show(cx));
        self.settle_issue(self.listing);
        self.retell(cx);
        if self.listing == self.focus { self.go_on(cx) } else { self.keep_draft() }
    }

    /// Copies the field from the record that was saved before.
    pub(super) fn ditto(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(cell) = self.cells.get_mut(self.focus).filter(|cell| cell.field.is_open()) else { return Vec::new() };
        let before = self.last.as_ref().and_then(|record| record.get(&cell.field.id)).cloned();
        let Some(value) = before else {
            let words = if self.last.is_some() {
                say!("Bản ghi trước để trống ô này.", "The record before has nothing here.")
            } else {
                say!(
                    "Chưa có bản ghi nào vừa lưu ở biểu này để chép lại.",
                    "No record was saved from this form yet to copy from."
                )
            };
            return vec![Ask::Say(Notice::refused(words))];
        };
        cell.put(Some(value), show(cx));
        self.settle_issue(self.focus);
        self.retell(cx);
        self.go_on(cx)
    }
}
