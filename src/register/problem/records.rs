//! Each record by itself.

use super::{Desk, INCOMPLETE, at};
use crate::register::id::Id;
use crate::register::plan::measure;
use crate::register::record::Record;
use crate::register::rule::{Rule, Severity};
use crate::register::schema::Schema;
use crate::say;

impl Desk<'_> {
    /// Measures one record by the rules that `asked` lets through, its state and what it lacks.
    pub(super) fn check_record(
        &mut self,
        schema: &'static Schema,
        (id, record): (Id, &Record),
        asked: &dyn Fn(&Rule) -> bool,
    ) {
        let issues = measure(schema, id, record, (self.records, self.today), asked);
        self.found.extend(issues);
        self.check_state(schema, id, record);
        self.check_complete(schema, id, record);
    }

    /// Lists wanted fields that are empty: a warning once the record has gone beyond its draft, a hint before.
    fn check_complete(&mut self, schema: &'static Schema, id: Id, record: &Record) {
        let severity = match schema.flow.map(|flow| (flow, flow.state_of(record))) {
            Some((flow, state)) if flow.idle.contains(&state) => return,
            Some((flow, state)) if !flow.entry.contains(&state) => Severity::Soft,
            Some(_) | None => Severity::Hint,
        };
        for field in schema.wanted(record) {
            let words = say!(
                "Chưa có \"{field}\". Ghi vào; nếu không rõ thì ghi -, không áp dụng thì ghi --.",
                "\"{field}\" is empty. Fill it; write - for not known, -- for not applicable.",
                field = field.label
            );
            self.tell(at(schema, id, field.id), severity, INCOMPLETE, words);
        }
    }
}
