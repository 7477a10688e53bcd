//! Records that stand where no step could have led them.

use super::{At, Desk};
use crate::register::flow::{ENTRY, Flow, Lack, StepCx, missing};
use crate::register::id::Id;
use crate::register::record::{Record, common};
use crate::register::rule::Severity;
use crate::register::schema::Schema;
use crate::register::value::Value;

impl Desk<'_> {
    /// What the step into a record's state needs is there: nothing is recognised without a vote and a decision.
    ///
    /// Old papers that began in a later state for a reason are left alone.
    pub(super) fn check_state(&mut self, schema: &'static Schema, id: Id, record: &Record) {
        let Some(flow) = schema.flow else { return };
        if flow.entry.contains(&flow.state_of(record)) || came_from_papers(record) {
            return;
        }
        for Lack { field, words } in self.lacks(flow, schema, id, record) {
            let at = At { schema, id, field: field.or(Some(flow.state)) };
            self.tell(at, Severity::Hard, "flow.unmet", words);
        }
    }

    /// Lists what is missing for the step that lacks least among those into the record's state.
    fn lacks(&self, flow: &Flow, schema: &'static Schema, id: Id, record: &Record) -> Vec<Lack> {
        let cx = StepCx { schema, id, record, records: self.records, today: self.today };
        let state = flow.state_of(record);
        let into = flow.steps.iter().filter(|step| step.to == state && step.from != [state]);
        into.map(|step| missing(step, &cx)).min_by_key(Vec::len).unwrap_or_default()
    }
}

fn came_from_papers(record: &Record) -> bool {
    let accepted = match record.get(&common::ACCEPTED) {
        Some(Value::List(items)) => items.as_slice(),
        _ => return false,
    };
    accepted.iter().any(|item| item.split_once(": ").is_some_and(|(rule, _)| rule == ENTRY))
}
