//! Each record by itself.

use std::collections::BTreeSet;

use super::{Desk, INCOMPLETE, at};
use crate::register::id::Id;
use crate::register::plan::measure;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::rule::{Rule, Severity};
use crate::register::schema::Schema;
use crate::say;
use crate::text::fold::fold;

/// How the names of rules against twins end; the first field of such a rule is the name that twins share.
const TWIN: &str = ".duplicate";

impl Desk<'_> {
    pub(super) fn check_records(&mut self) {
        for schema in self.records.dictionary().0 {
            let names = self.shared_names(schema);
            self.each(schema, |desk, id, record| {
                let asked = |rule: &Rule| !rule.id.ends_with(TWIN) || names.contains(&fold(record.text(rule.on[0])));
                desk.check_record(schema, (id, record), &asked);
            });
        }
    }

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

    /// Lists the folded names that several live records of an entity share.
    ///
    /// A rule against twins looks through the whole entity for a record of the same name; asking it only of those that share
    /// one keeps the check from growing with the square of the register.
    fn shared_names(&self, schema: &'static Schema) -> BTreeSet<String> {
        let Some(rule) = schema.rules.iter().find(|rule| rule.id.ends_with(TWIN)) else { return BTreeSet::new() };
        let (mut once, mut shared) = (BTreeSet::new(), BTreeSet::new());
        self.records.scan(schema, &mut |_, record| {
            let name = fold(record.text(rule.on[0]));
            if !is_withdrawn(&record) && !once.insert(name.clone()) {
                shared.insert(name);
            }
        });
        shared
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
