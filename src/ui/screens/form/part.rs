//! Forms that show only a part of a record: what a step asks for, or what one result takes.

use super::Form;
use crate::register::{Field, FieldId, Id, Record, Schema, Step};
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::steps;

/// Which fields a form shows.
#[derive(Clone, Default)]
pub(super) enum Part {
    /// All of them, with the rows inside the record.
    #[default]
    Whole,
    /// These, in this order.
    Some(Vec<FieldId>),
    /// These, which the step takes along when they are saved.
    Step(&'static Step, Vec<FieldId>),
}

impl Part {
    /// Returns whether the form shows the whole record.
    pub(super) const fn is_whole(&self) -> bool {
        matches!(self, Self::Whole)
    }

    /// Returns the step that saving takes.
    pub(super) const fn step(&self) -> Option<&'static Step> {
        match self {
            Self::Step(step, _) => Some(step),
            Self::Whole | Self::Some(_) => None,
        }
    }

    /// Lists the fields of an entity that the form shows.
    pub(super) fn fields(&self, schema: &'static Schema) -> Vec<&'static Field> {
        match self {
            Self::Whole => schema.shown_fields().collect(),
            Self::Some(fields) | Self::Step(_, fields) => fields.iter().filter_map(|id| schema.field(*id)).collect(),
        }
    }
}

impl Form {
    /// Makes the form of what a step asks for; saving it takes the step. `None` where there is no such record.
    pub fn step(
        schema: &'static Schema,
        id: Id,
        step: &'static Step,
        fields: Vec<FieldId>,
        cx: &Cx<'_>,
    ) -> Option<Self> {
        let record = cx.records.get(schema, id)?;
        let mut form = Self { part: Part::Step(step, fields), ..Self::bare(schema, id, cx) };
        form.open(&record, cx);
        Some(form)
    }

    /// Makes the short form of a new record with this id.
    pub(super) fn short_of(schema: &'static Schema, id: Id, fields: &[FieldId], prefill: &Record, cx: &Cx<'_>) -> Self {
        let part = Part::Some(fields.to_vec());
        let mut form = Self { part, prefill: prefill.clone(), ..Self::bare(schema, id, cx) };
        form.begin(cx);
        form
    }

    /// Returns the text that stands in a field of the form.
    pub(super) fn said(&self, field: FieldId) -> Option<String> {
        let cell = self.cells.iter().find(|cell| cell.field.id == field)?;
        Some(cell.known()?.as_text()?.to_owned())
    }

    /// Returns the field in which a form begins: a short one passes by what it was given.
    pub(super) fn first_stop(&self) -> Option<usize> {
        let given = |at: usize| self.cells.get(at).is_some_and(|cell| self.prefill.contains_key(&cell.field.id));
        let mut first = self.next_stop(None);
        while let Some(at) = first.filter(|&at| !self.part.is_whole() && given(at)) {
            first = self.next_stop(Some(at));
        }
        first
    }

    /// Opens the steps that lead on from here, once nothing is left to save.
    pub(super) fn next_step(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.try_read(cx);
        if self.is_touched() {
            let words = say!(
                "Lưu biểu này trước (Ctrl+G), rồi chuyển bước.",
                "Save the form first (Ctrl+G), then take a step."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        steps(self.schema, Some(self.id).filter(|_| !self.is_new), cx)
    }

    /// Makes the short form of a new record: these fields only, in this order; saving begins the next one. The cursor
    /// stands in the first field that `prefill` leaves open. A draft of such a record is brought back.
    pub fn short(schema: &'static Schema, fields: &[FieldId], prefill: &Record, cx: &Cx<'_>) -> Self {
        let make = |id| Self::short_of(schema, id, fields, prefill, cx);
        let shown = |key: &str| fields.iter().any(|id| schema.field(*id).is_some_and(|field| field.key == key));
        let mut drafts = cx.drafts.iter().rev().filter(|draft| super::keep::is_new_like(draft, schema, prefill, cx));
        // What was begun in the whole form goes on there, where all of it is seen.
        let kept = drafts.find(|draft| draft.cells.iter().all(|cell| shown(&cell.field)));
        let again = kept.and_then(|draft| make(draft.id.parse().ok()?).bring_back(draft, cx));
        again.unwrap_or_else(|| make(cx.fresh))
    }
}
