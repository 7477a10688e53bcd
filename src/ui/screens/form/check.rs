//! What is told of a field while it is keyed: twins and doubts at once, the rule behind a refusal, the next problem.

use super::{Form, parse_cx};
use crate::register::plan::measure;
use crate::register::sheet::{STEP, Sheet};
use crate::register::{Field, FieldId, Id, Issue, Record, Rule, Schema};
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice, Trouble};

/// Rules that say nothing yet while a record is being keyed.
const LATER: &[&str] = &["field.required"];

impl Form {
    /// Returns the entity of a field, the record's id there, and the field's number there.
    pub(super) fn home(&self, field: FieldId, cx: &Cx<'_>) -> Option<(&'static Schema, Id, FieldId)> {
        let Some(sheet) = self.sheet else { return Some((self.schema, self.id, field)) };
        let part = Sheet::part_of(field);
        Some((sheet.entity(part, cx.records)?, Sheet::id(self.id, part), field % STEP))
    }

    /// Tells at once what the checks say of a field that was just typed in; going on is not held up by it.
    pub(super) fn doubt(&mut self, at: usize, cx: &Cx<'_>) -> Option<Ask> {
        let cell = self.cells.get(at).filter(|cell| cell.is_touched() && cell.known().is_some())?;
        let (field, label) = (cell.field.id, cell.field.label);
        let before = self.early.iter().any(|issue| issue.field == Some(field));
        self.early.retain(|issue| issue.field != Some(field));
        let (schema, id, own) = self.home(field, cx)?;
        let mut record = self.record();
        if self.sheet.is_some() {
            record = Sheet::part(Sheet::part_of(field), &record);
        }
        let asked = |rule: &Rule| rule.on.contains(&own);
        let mut found = measure(schema, id, &record, (cx.records, cx.today), &asked);
        found.retain(|issue| issue.field == Some(own) && !LATER.contains(&issue.rule));
        let first = found.first()?.words.clone();
        let tell = |issue| match self.sheet {
            Some(sheet) => sheet.issue(issue),
            None => issue,
        };
        self.early.extend(found.into_iter().map(tell));
        let words = say!("Xem lại {field}: {words}", "Look at {field}: {words}", field = label, words = first);
        (!before).then_some(Ask::Say(Notice::note(words)))
    }

    /// Returns what the checks said of a field, at the last attempt to save or while it was keyed.
    pub(super) fn issue(&self, field: FieldId) -> Option<&Issue> {
        let of = |issue: &&Issue| issue.field == Some(field);
        self.issues.iter().find(of).or_else(|| self.early.iter().find(of))
    }

    /// Says why the field under the cursor is refused, with an example that would be accepted.
    pub(super) fn why_refused(&self, cx: &Cx<'_>) -> Option<Trouble> {
        let cell = self.cell()?;
        let record = self.record();
        if let Some(words) = &cell.refusal {
            let example = cell.field.example(None, &parse_cx(&record, cx));
            return Some(Trouble { rule: "", words: words.clone(), example });
        }
        let issue = self.issue(cell.field.id)?;
        let example = self.example(cell.field, issue, &record, cx);
        Some(Trouble { rule: issue.rule, words: issue.words.clone(), example })
    }

    fn example(&self, field: &Field, issue: &Issue, record: &Record, cx: &Cx<'_>) -> Option<String> {
        let (schema, id, own) = self.home(field.id, cx)?;
        let field = schema.field(own)?;
        let part = if self.sheet.is_some() { Sheet::part(Sheet::part_of(field.id), record) } else { record.clone() };
        let rule = schema.rules.iter().find(|rule| rule.id == issue.rule);
        field.example(rule.map(|rule| (rule, id)), &parse_cx(&part, cx))
    }

    /// Goes to the next place at which something is due or wrong; what is half typed here is kept.
    pub(super) fn next_place(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.is_on_round = true;
        let mut asks = self.leave(cx);
        asks.pop();
        asks.push(Ask::NextProblem);
        asks
    }
}
