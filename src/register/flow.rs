//! Life cycles as rows: which step leads from which state to which, who may take it, and what must be there first.
//!
//! A state never changes by an ordinary save: it moves by steps ([`Command::Step`](super::change::Command::Step)), planned in
//! one place, so that a screen, a file and a merge obey the same rows. A new record may begin in a later state where old
//! papers are entered, for a reason that is kept.

mod carry;
pub mod model;
pub mod model_year;
mod replicate;
pub mod task;

#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;

pub use carry::{Renewal, carry_over};
pub use replicate::{Taker, replicate};

use chrono::NaiveDate;

use super::change::{Actor, Role};
use super::field::{Choices, Field, FieldId, Kind};
use super::id::Id;
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::Schema;
use super::words::{Label, Words};
use crate::say;

/// Name of the soft rule that a new record breaks by standing in a later state.
pub const ENTRY: &str = "flow.entry";
/// Name of the rule that a change of what was approved breaks without a reason.
pub const ADJUST: &str = "flow.adjust";
/// Name of the rule that a step breaks without the reason that it asks for.
pub const REASON: &str = "flow.reason";

/// The life cycle of an entity.
pub struct Flow {
    /// The field that holds the state.
    pub state: FieldId,
    /// The states in which a new record may begin without a reason; the first is the usual one.
    pub entry: &'static [&'static str],
    /// The states in which nothing more is asked for: refused, withdrawn, called off.
    pub idle: &'static [&'static str],
    /// The field that keeps why the record stands where it stands.
    pub reason: Option<FieldId>,
    /// The steps, in the order in which they are offered; from one state to another there is at most one.
    pub steps: &'static [Step],
    /// What no longer changes silently.
    pub fixed: Option<Fixed>,
}

/// Fields that, from some states on, change only with a reason.
pub struct Fixed {
    /// The states.
    pub states: &'static [&'static str],
    /// The fields.
    pub fields: &'static [FieldId],
}

/// One step of a life cycle.
pub struct Step {
    /// Its name in messages and tests.
    pub id: &'static str,
    /// What people call it.
    pub label: Label,
    /// The states that it leads from.
    pub from: &'static [&'static str],
    /// The state that it leads to.
    pub to: &'static str,
    /// Who may take it: whoever has one of these roles.
    pub roles: &'static [Role],
    /// Whether a reason must be given.
    pub reason: bool,
    /// The date that becomes the day of the step unless it is given.
    pub stamp: Option<FieldId>,
    /// The whole number that it writes into a field.
    pub writes: Option<(FieldId, i64)>,
    /// What must be there.
    pub needs: &'static [Needs],
}

impl Step {
    /// Makes a step that needs nothing; the words are Vietnamese first.
    pub const fn new(
        id: &'static str,
        (vi, en): (&'static str, &'static str),
        from: &'static [&'static str],
        to: &'static str,
        roles: &'static [Role],
    ) -> Self {
        Self { id, label: Label::new(vi, en), from, to, roles, reason: false, stamp: None, writes: None, needs: &[] }
    }

    /// A reason must be given.
    #[must_use]
    pub const fn with_reason(mut self) -> Self {
        self.reason = true;
        self
    }

    /// This date becomes the day of the step unless it is given.
    #[must_use]
    pub const fn stamp(mut self, field: FieldId) -> Self {
        self.stamp = Some(field);
        self
    }

    /// It writes this whole number into this field.
    #[must_use]
    pub const fn writes(mut self, field: FieldId, number: i64) -> Self {
        self.writes = Some((field, number));
        self
    }

    /// These must be there.
    #[must_use]
    pub const fn needs(mut self, needs: &'static [Needs]) -> Self {
        self.needs = needs;
        self
    }

    /// Returns whether the actor has one of its roles.
    pub fn allows(&self, actor: &Actor) -> bool {
        self.roles.iter().any(|role| actor.roles.contains(role))
    }

    /// Names who may take it.
    pub fn who(&self) -> Words {
        let names = |lang| self.roles.iter().map(|role| role.label().get(lang)).collect::<Vec<_>>().join(", ");
        Words { vi: names(super::words::Lang::Vi), en: names(super::words::Lang::En) }
    }
}

/// What must be there before a step.
pub enum Needs {
    /// Each of these fields; "not known" and "not applicable" count as given.
    Fields(&'static [FieldId]),
    /// At least one of these fields.
    OneOf(&'static [FieldId]),
    /// What this function finds missing.
    Check(fn(&StepCx<'_>) -> Option<Lack>),
}

/// One thing that is missing for a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    /// The field to fill, where it is a field of the record.
    pub field: Option<FieldId>,
    /// What is missing and what to do.
    pub words: Words,
}

/// What a check of a step may look at.
pub struct StepCx<'a> {
    /// The entity.
    pub schema: &'static Schema,
    /// The record's id.
    pub id: Id,
    /// The record as it would be.
    pub record: &'a Record,
    /// The register, with the other changes of the same batch.
    pub records: &'a dyn Records,
    /// The day of the step.
    pub today: NaiveDate,
}

impl StepCx<'_> {
    /// Lists the live records of `schema` whose field `by` links to `target`.
    pub fn linked(&self, schema: &'static Schema, by: FieldId, target: Id) -> Vec<Record> {
        let ids = self.records.linked(target, schema, by);
        ids.into_iter().filter_map(|id| self.records.get(schema, id)).filter(|record| !is_withdrawn(record)).collect()
    }
}

impl Flow {
    /// Returns the state in which a record stands; one without a state stands where new ones begin.
    pub fn state_of<'a>(&self, record: &'a Record) -> &'a str {
        record.choice(self.state).or(self.entry.first().copied()).unwrap_or_default()
    }

    /// Finds the step between two states.
    pub fn step(&self, from: &str, to: &str) -> Option<&'static Step> {
        self.from(from).find(|step| step.to == to)
    }

    /// Lists the steps that lead from a state.
    pub fn from(&self, state: &str) -> impl Iterator<Item = &'static Step> {
        self.steps.iter().filter(move |step| step.from.contains(&state))
    }

    /// Lists the fields among `changed` that the record's state holds fixed.
    pub fn held<'a>(&self, record: &Record, changed: impl Fn(FieldId) -> bool + 'a) -> Option<FieldId> {
        let fixed = self.fixed.as_ref()?;
        if !fixed.states.contains(&self.state_of(record)) {
            return None;
        }
        fixed.fields.iter().copied().find(|field| changed(*field))
    }

    /// Names a state as people see it.
    pub fn state_words(&self, schema: &Schema, code: &str) -> Words {
        let list = match schema.field(self.state).map(|field| field.kind) {
            Some(Kind::Choice(Choices::Fixed(list))) => list,
            _ => &[],
        };
        list.iter()
            .find(|choice| choice.code == code)
            .map_or_else(|| Words { vi: code.to_owned(), en: code.to_owned() }, |choice| choice.label.into())
    }
}

/// A step that could come next, for a screen to show.
pub struct Offer {
    /// The step.
    pub step: &'static Step,
    /// What is still missing.
    pub missing: Vec<Lack>,
    /// Whether the actor may take it.
    pub allowed: bool,
}

/// Lists the steps that lead on from where the record stands, each with what is missing and whether the actor may.
///
/// A reason that a step asks for is not counted as missing: it is given when the step is taken.
pub fn offered(
    schema: &'static Schema,
    id: Id,
    record: &Record,
    (records, actor): (&dyn Records, &Actor),
    today: NaiveDate,
) -> Vec<Offer> {
    let Some(flow) = schema.flow else { return Vec::new() };
    if is_withdrawn(record) {
        return Vec::new();
    }
    let cx = StepCx { schema, id, record, records, today };
    flow.from(flow.state_of(record))
        .map(|step| Offer { step, missing: missing(step, &cx), allowed: step.allows(actor) })
        .collect()
}

/// Lists what is missing for a step.
pub fn missing(step: &Step, cx: &StepCx<'_>) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for needs in step.needs {
        match needs {
            Needs::Fields(fields) => lacks.extend(fields.iter().filter_map(|field| field_missing(*field, step, cx))),
            Needs::OneOf(fields) => lacks.extend(none_of(fields, step, cx)),
            Needs::Check(check) => lacks.extend(check(cx)),
        }
    }
    lacks
}

fn field_missing(id: FieldId, step: &Step, cx: &StepCx<'_>) -> Option<Lack> {
    if cx.record.contains_key(&id) || step.stamp == Some(id) {
        return None;
    }
    let field = cx.schema.field(id)?;
    let words = say!(
        "Chưa có \"{field}\"; bước \"{step}\" cần ô này. Ghi vào, hoặc - nếu không rõ, -- nếu không áp dụng.",
        "\"{field}\" is empty; the step \"{step}\" needs it. Fill it, or write - for not known, -- for not applicable.",
        field = field.label,
        step = step.label
    );
    Some(Lack { field: Some(id), words })
}

fn none_of(ids: &[FieldId], step: &Step, cx: &StepCx<'_>) -> Option<Lack> {
    if ids.iter().any(|id| cx.record.get(id).is_some_and(|value| !value.is_missing())) {
        return None;
    }
    let fields: Vec<&Field> = ids.iter().filter_map(|id| cx.schema.field(*id)).collect();
    let names =
        |pick: fn(&Field) -> &'static str| fields.iter().map(|field| pick(field)).collect::<Vec<_>>().join(", ");
    let words = say!(
        "Bước \"{step}\" cần ít nhất một trong các ô: {fields}. Ghi một ô rồi làm lại.",
        "The step \"{step}\" needs one of these: {fields}. Fill one and try again.",
        step = step.label,
        fields = Words { vi: names(|field| field.label.vi), en: names(|field| field.label.en) }
    );
    Some(Lack { field: ids.first().copied(), words })
}
