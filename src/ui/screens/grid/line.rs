//! One row of a grid in which something was typed: its cells, what is wrong with it, its draft.

use super::sheet::show;
use crate::register::{
    Accepted, Command, FieldId, Id, Issue, Record, Refusal, Reject, Schema, Seen, Set, Severity, Value, Words,
};
use crate::ui::draft::{Draft, DraftCell};
use crate::ui::screen::Cx;
use crate::ui::screens::pick::fill::{self, reading};
use crate::ui::screens::table::columns::Column;
use crate::ui::widget::Cell;

/// One row in which something was typed.
pub struct Line {
    /// The record.
    pub id: Id,
    /// Whether the register does not have it yet.
    pub is_new: bool,
    /// The record as the register holds it, or what a new one begins with.
    base: Record,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// What the cells show.
    shown: Vec<String>,
    /// What was wrong with the row at the last attempt to save it.
    pub issues: Vec<Issue>,
    /// Soft refusals that were accepted, each with its reason.
    pub accepted: Vec<(String, String)>,
    /// Why the row is changed, where the register asked for a reason.
    pub why: String,
}

impl Line {
    /// Makes the row of a record of the register.
    pub fn of(id: Id, record: Record, columns: &[Column], cx: &Cx<'_>) -> Self {
        let cell = |column: &Column| {
            let value = record.get(&column.field.id).cloned();
            Cell::new(column.field, value.clone(), value, show(cx))
        };
        let cells = columns.iter().map(cell).collect();
        Self::with(id, false, record, cells, cx)
    }

    /// Makes an empty row that begins with `prefill` and what every new record begins with.
    pub fn new(id: Id, schema: &'static Schema, prefill: &Record, columns: &[Column], cx: &Cx<'_>) -> Self {
        let mut record = prefill.clone();
        for field in schema.shown_fields().filter(|field| field.is_open() && !prefill.contains_key(&field.id)) {
            if let Some(value) = field.default_value(&reading(&record, cx)) {
                record.insert(field.id, value);
            }
        }
        let cell = |column: &Column| Cell::new(column.field, record.get(&column.field.id).cloned(), None, show(cx));
        let cells = columns.iter().map(cell).collect();
        Self::with(id, true, record, cells, cx)
    }

    fn with(id: Id, is_new: bool, base: Record, cells: Vec<Cell>, cx: &Cx<'_>) -> Self {
        let (shown, issues) = (vec![String::new(); cells.len()], Vec::new());
        let mut line = Self { id, is_new, base, cells, shown, issues, accepted: Vec::new(), why: String::new() };
        line.retell(cx);
        line
    }

    /// Returns the record as it is typed so far, as far as it was read.
    pub fn record(&self) -> Record {
        let mut record = self.base.clone();
        for cell in &self.cells {
            match cell.known() {
                Some(value) => record.insert(cell.field.id, value.clone()),
                None => record.remove(&cell.field.id),
            };
        }
        record
    }

    /// Writes again what the cells show, and what stands beside the one that is typed.
    pub fn retell(&mut self, cx: &Cx<'_>) {
        let record = self.record();
        for (cell, shown) in self.cells.iter_mut().zip(&mut self.shown) {
            cell.tell(&reading(&record, cx), show(cx));
            *shown = match cell.known() {
                Some(value) => cell.field.show_value(value, show(cx)),
                None => cell.editor.text().to_owned(),
            };
        }
    }

    /// Returns what a cell shows.
    pub fn face(&self, column: usize) -> &str {
        self.shown.get(column).map_or("", String::as_str)
    }

    /// Says what is wrong with a cell.
    pub fn problem(&self, column: usize) -> Option<Words> {
        let cell = self.cells.get(column)?;
        let issue = || self.issues.iter().find(|issue| issue.field == Some(cell.field.id)).map(Issue::told);
        cell.refusal.clone().or_else(issue)
    }

    /// Returns whether something is wrong with the row.
    pub fn is_wrong(&self) -> bool {
        !self.issues.is_empty() || self.cells.iter().any(|cell| cell.refusal.is_some())
    }

    /// Returns whether anything would be lost if the row were gone now.
    pub fn is_touched(&self) -> bool {
        self.cells.iter().any(Cell::is_touched)
    }

    /// Forgets what was wrong with a cell, because it changed.
    pub fn settle(&mut self, column: usize) {
        let field = self.cells.get(column).map(|cell| cell.field.id);
        // An issue of the whole row may come from any of its cells.
        self.issues.retain(|issue| issue.field.is_some() && issue.field != field);
    }

    /// Reads every cell that changed; `Err` gives the first that cannot be read.
    pub fn read(&mut self, cx: &Cx<'_>) -> Result<(), (usize, Words)> {
        for at in 0..self.cells.len() {
            self.read_at(at, cx).map_err(|refusal| (at, refusal.words))?;
        }
        Ok(())
    }

    fn read_at(&mut self, at: usize, cx: &Cx<'_>) -> Result<(), Refusal> {
        let record = self.record();
        let cell = &mut self.cells[at];
        let Err(refusal) = cell.read(&reading(&record, cx), show(cx)) else { return Ok(()) };
        let value = fill::meant(cell, &record, cx).ok_or(refusal)?;
        cell.put(Some(value), show(cx));
        Ok(())
    }

    /// Makes the change that saves the row; `None` where nothing of it differs from the register.
    pub fn command(&self, schema: &'static Schema) -> Option<Command> {
        let wanted = |cell: &Cell| {
            let new = cell.value()?.clone();
            Some(Set { field: cell.field.id, seen: Seen::Value(cell.seen.clone()), new })
        };
        let mut set: Vec<Set> = self.cells.iter().filter(|cell| cell.has_say()).filter_map(wanted).collect();
        if set.is_empty() || self.is_new && !self.is_touched() {
            return None;
        }
        if self.is_new {
            // What the row began with that has no column of its own.
            let told = |field: &FieldId| self.cells.iter().any(|cell| cell.field.id == *field);
            let rest = self.base.iter().filter(|(field, _)| !told(field));
            set.extend(rest.map(|(field, value)| Set {
                field: *field,
                seen: Seen::Value(None),
                new: Some(value.clone()),
            }));
        }
        let accepted = if self.accepted.is_empty() { Accepted::None } else { Accepted::Rules(self.accepted.clone()) };
        Some(Command::save_or_step(schema, (self.id, self.is_new), set, accepted, &self.why))
    }

    /// Takes note of why the register refused the row.
    pub fn refuse(&mut self, reject: &Reject, schema: &'static Schema) {
        self.issues = match reject {
            Reject::Invalid(issues) => issues.clone(),
            Reject::At { reject, .. } => return self.refuse(reject, schema),
            Reject::Nothing => Vec::new(),
            Reject::Conflict(clashes) => {
                let issue = |field, words| Issue {
                    schema,
                    id: self.id,
                    field,
                    severity: Severity::Hard,
                    rule: "record.conflict",
                    words,
                };
                let words = reject.words();
                clashes.iter().map(|clash| issue(Some(clash.field), words.clone())).collect()
            }
            Reject::Locked(words) | Reject::Forbidden(words) | Reject::Missing(words) | Reject::Storage(words) => {
                let (id, rule) = (self.id, "record.refused");
                vec![Issue { schema, id, field: None, severity: Severity::Hard, rule, words: words.clone() }]
            }
        };
    }

    /// Accepts the soft refusals of the row for this reason.
    pub fn accept(&mut self, reason: &str) {
        for issue in std::mem::take(&mut self.issues) {
            if issue.severity == Severity::Hard {
                reason.clone_into(&mut self.why);
                continue;
            }
            self.accepted.retain(|(rule, _)| rule != issue.rule);
            self.accepted.push((issue.rule.to_owned(), reason.to_owned()));
        }
    }

    /// Takes over what the register holds now where nothing is typed.
    pub fn refresh(&mut self, record: Option<Record>, cx: &Cx<'_>) {
        if let Some(record) = record {
            for cell in &mut self.cells {
                cell.keep_up(record.get(&cell.field.id).cloned(), show(cx));
            }
            self.base = record;
            self.is_new = false;
        }
        for cell in &mut self.cells {
            cell.rewrite(show(cx));
        }
        self.retell(cx);
    }

    /// Settles a field that someone else changed too: the author's value stays, or the other one is taken.
    pub fn agree(&mut self, field: FieldId, current: Option<Value>, keep: bool, cx: &Cx<'_>) {
        let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.id == field) else { return };
        if keep {
            cell.seen = current;
        } else {
            cell.restart(current, show(cx));
        }
        self.issues.retain(|issue| issue.field != Some(field));
        self.retell(cx);
    }

    /// Writes the row down as it stands.
    pub fn draft(&self, schema: &Schema, column: usize) -> Draft {
        Draft {
            entity: schema.key.to_owned(),
            id: self.id.to_string(),
            field: self.cells.get(column).map(|cell| cell.field.key).unwrap_or_default().to_owned(),
            cells: self.cells.iter().filter(|cell| cell.has_say()).map(Cell::to_draft).collect(),
            in_grid: true,
            notes: std::collections::BTreeMap::new(),
        }
    }

    /// Writes the row down with what it began with, for a row some of whose fields have no cell.
    pub fn whole_draft(&self, schema: &Schema, cx: &Cx<'_>) -> Draft {
        let mut draft = self.draft(schema, 0);
        let told = |field: &FieldId| self.cells.iter().any(|cell| cell.field.id == *field);
        let begun = self.base.iter().filter(|(field, _)| self.is_new && !told(field));
        draft.cells.extend(begun.filter_map(|(field, value)| {
            let field = schema.field(*field)?;
            let (text, value) = (field.edit(value, show(cx)), Some(value.to_json()));
            Some(DraftCell { field: field.key.to_owned(), text, value, seen: None })
        }));
        draft
    }

    /// Brings back what was written down.
    pub fn bring_back(&mut self, cells: &[DraftCell], cx: &Cx<'_>) {
        for cell in &mut self.cells {
            if let Some(kept) = cells.iter().find(|kept| kept.field == cell.field.key) {
                cell.bring_back(kept);
                cell.rewrite(show(cx));
            }
        }
        for at in 0..self.cells.len() {
            // What nobody can read shows its refusal again, as it did when it was left.
            let _ = self.read_at(at, cx);
        }
        self.retell(cx);
    }
}
