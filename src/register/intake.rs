//! Rows from elsewhere, read as records: a block that is pasted, a file that is imported, one value set in many records.
//!
//! Every cell is read by its field and every row is tried as a save, so that all of it can be shown with what the register
//! would say before anything happens. An empty cell changes nothing.

use chrono::NaiveDate;

use super::change::{Accepted, Actor, Command, Issue, Reject, Seen, Set, Time};
use super::field::{Field, FieldId};
use super::id::Id;
use super::parse::ParseCx;
use super::plan::rehearse;
use super::record::Record;
use super::records::Records;
use super::schema::Schema;
use super::unique;
use super::value::Value;
use super::words::Words;
use crate::text::fold::fold;

/// Most rows that are taken at once.
pub const MOST_ROWS: usize = 5_000;

/// Where the rows go.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The entity.
    pub schema: &'static Schema,
    /// The field of each column; `None` for one that is left out.
    pub columns: Vec<Option<&'static Field>>,
    /// What a new record begins with.
    pub prefill: Record,
    /// The records that the first rows are about, whatever they say; the others are told by their codes, or new.
    pub targets: Vec<Id>,
    /// An id that nothing has yet; those after it are free too.
    pub fresh: Id,
}

/// The moment and the register that rows are read with.
#[derive(Clone, Copy)]
pub struct IntakeCx<'a> {
    /// The register.
    pub records: &'a dyn Records,
    /// Today, for `T+3`.
    pub today: NaiveDate,
    /// The open year, for `5/3`.
    pub year: i32,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The field; `None` where it is the whole row.
    pub field: Option<&'static Field>,
    /// What is wrong.
    pub words: Words,
    /// Whether a reason is all that the register asks for.
    pub wants_reason: bool,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new record.
    New,
    /// A record of the register changes.
    Changed,
    /// The register holds exactly this.
    Same,
    /// It cannot be saved as it is.
    Wrong,
}

/// One cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Its field.
    pub field: &'static Field,
    /// What stands there.
    pub text: String,
    /// What that was read as; `None` for nothing, and where it could not be read.
    pub value: Option<Value>,
}

/// One row that was read.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Its number in the block, from 1, the header counted.
    pub number: usize,
    /// The record.
    pub id: Id,
    /// Whether the register does not have it yet.
    pub is_new: bool,
    /// The record as the register holds it; empty for a new one.
    pub before: Record,
    /// Its cells that hold something.
    pub cells: Vec<Typed>,
    /// The cells that could not be read.
    unread: Vec<Fault>,
    /// What the register says to the row.
    said: Vec<Fault>,
    /// What it comes to.
    pub verdict: Verdict,
}

impl Incoming {
    /// Makes the row of a record of the register in which one field is to hold another value.
    pub fn of_record(number: usize, (id, before): (Id, Record), cell: Vec<Typed>) -> Self {
        let (unread, said) = (Vec::new(), Vec::new());
        Self { number, id, is_new: false, before, cells: cell, unread, said, verdict: Verdict::Same }
    }

    /// Lists what is wrong with the row.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.unread.iter().chain(&self.said)
    }

    /// Makes the change that saves the row; `None` while a cell of it cannot be read.
    pub fn command(&self, intake: &Intake, accepted: &Accepted) -> Option<Command> {
        if !self.unread.is_empty() {
            return None;
        }
        let read = |cell: &Typed| Set {
            field: cell.field.id,
            seen: Seen::Value(self.before.get(&cell.field.id).cloned()),
            new: cell.value.clone(),
        };
        let mut set: Vec<Set> = self.cells.iter().map(read).collect();
        if self.is_new {
            let told = |field: &FieldId| self.cells.iter().any(|cell| cell.field.id == *field);
            let begun = intake.prefill.iter().filter(|(field, _)| !told(field));
            set.extend(begun.map(|(field, value)| Set {
                field: *field,
                seen: Seen::Value(None),
                new: Some(value.clone()),
            }));
        }
        Some(Command::save_or_step(intake.schema, (self.id, self.is_new), set, accepted.clone(), reason(accepted)))
    }

    /// Takes note of what the register said to the row in the end.
    pub fn refuse(&mut self, reject: &Reject) {
        self.said = match reject {
            Reject::Nothing => Vec::new(),
            Reject::Invalid(issues) => issues.iter().map(fault).collect(),
            Reject::At { reject, .. } => return self.refuse(reject),
            Reject::Conflict(_)
            | Reject::Locked(_)
            | Reject::Forbidden(_)
            | Reject::Missing(_)
            | Reject::Storage(_) => vec![Fault { field: None, words: reject.words(), wants_reason: false }],
        };
        self.verdict = if *reject == Reject::Nothing { Verdict::Same } else { Verdict::Wrong };
    }
}

fn fault(issue: &Issue) -> Fault {
    Fault { field: issue.field(), words: issue.words.clone(), wants_reason: issue.wants_reason() }
}

fn reason(accepted: &Accepted) -> &str {
    match accepted {
        Accepted::All(reason) => reason,
        Accepted::None | Accepted::Rules(_) => "",
    }
}

/// Tells which fields the first row names: by key, label or alias, without regard to marks, case or a unit in brackets;
/// `None` where it names too few of them to be a header.
pub fn header(schema: &'static Schema, first: &[String]) -> Option<Vec<Option<&'static Field>>> {
    let mut taken: Vec<FieldId> = Vec::new();
    let mut named = |cell: &String| {
        let field = field_named(schema, cell).filter(|field| field.is_open() && !taken.contains(&field.id))?;
        taken.push(field.id);
        Some(field)
    };
    let columns: Vec<Option<&'static Field>> = first.iter().map(&mut named).collect();
    let filled = first.iter().filter(|cell| !cell.trim().is_empty()).count();
    let found = columns.iter().flatten().count();
    (found > 0 && found * 2 >= filled).then_some(columns)
}

fn field_named(schema: &'static Schema, cell: &str) -> Option<&'static Field> {
    let bare = cell.split_once('(').map_or(cell, |(before, _)| before);
    let wanted = [fold(cell).trim().to_owned(), fold(bare).trim().to_owned()];
    let is = |name: &str| wanted.iter().any(|wanted| !wanted.is_empty() && *wanted == fold(name).trim());
    let by_label = |field: &&'static Field| field.key == cell.trim() || is(field.label.vi) || is(field.label.en);
    let by_alias = |field: &&'static Field| field.aliases.iter().any(|alias| is(alias));
    schema.shown_fields().find(by_label).or_else(|| schema.shown_fields().find(by_alias))
}

impl Intake {
    /// Reads rows of cells, the first of which has this number; rows without any cell that counts are passed over.
    pub fn read(&self, rows: &[Vec<String>], first: usize, cx: IntakeCx<'_>) -> Vec<Incoming> {
        let mut fresh = self.fresh.bits();
        let mut incoming = Vec::with_capacity(rows.len());
        for (at, cells) in rows.iter().enumerate() {
            let filled = |(field, cell): (Option<&'static Field>, &String)| {
                Some((field?, cell.clone())).filter(|(_, cell)| !cell.trim().is_empty())
            };
            let columns = self.columns.iter().copied();
            let cells: Vec<(&'static Field, String)> = columns.zip(cells).filter_map(filled).collect();
            if cells.is_empty() {
                continue;
            }
            fresh += 1;
            incoming.push(self.row(first + at, self.targets.get(at).copied(), &cells, Id::from_bits(fresh), cx));
        }
        incoming
    }

    /// Reads one row: of the record `target`, else of the one that its code tells, else of a new one.
    fn row(
        &self,
        number: usize,
        target: Option<Id>,
        cells: &[(&'static Field, String)],
        fresh: Id,
        cx: IntakeCx<'_>,
    ) -> Incoming {
        let known = |id: Id| cx.records.get(self.schema, id).map(|record| (id, record));
        let given = target.and_then(known);
        let base = given.as_ref().map_or(&self.prefill, |(_, record)| record);
        let (mut read, mut unread) = self.cells(cells, base, cx);
        let told = given.or_else(|| self.claimed(&read, cx.records).and_then(known));
        if target.is_none()
            && let Some((_, record)) = &told
        {
            // Some cells are read by others, which the record of the register has.
            (read, unread) = self.cells(cells, record, cx);
        }
        let (id, is_new, before) = told.map_or((fresh, true, Record::new()), |(id, record)| (id, false, record));
        let verdict = if unread.is_empty() { Verdict::Same } else { Verdict::Wrong };
        Incoming { number, id, is_new, before, cells: read, unread, said: Vec::new(), verdict }
    }

    /// Reads cells by their fields, in the order of the form: a figure needs the metric before it.
    fn cells(&self, typed: &[(&'static Field, String)], base: &Record, cx: IntakeCx<'_>) -> (Vec<Typed>, Vec<Fault>) {
        let mut record = base.clone();
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        for field in self.schema.shown_fields() {
            let Some((_, text)) = typed.iter().find(|(of, _)| of.id == field.id) else { continue };
            let parse_cx = ParseCx { today: cx.today, year: cx.year, records: cx.records, record: &record };
            match field.parse(text, &parse_cx) {
                Ok(value) => {
                    match &value {
                        Some(value) => record.insert(field.id, value.clone()),
                        None => record.remove(&field.id),
                    };
                    read.push(Typed { field, text: text.clone(), value });
                }
                Err(refusal) => {
                    unread.push(Fault { field: Some(field), words: refusal.words, wants_reason: false });
                    read.push(Typed { field, text: text.clone(), value: None });
                }
            }
        }
        (read, unread)
    }

    /// Finds the record that holds the place which these cells claim.
    fn claimed(&self, cells: &[Typed], records: &dyn Records) -> Option<Id> {
        let mut record = self.prefill.clone();
        record.extend(cells.iter().filter_map(|cell| Some((cell.field.id, cell.value.clone()?))));
        let mut claims =
            (0..self.schema.unique.len()).filter_map(|set| Some((set, unique::claim(self.schema, set, &record)?)));
        claims.find_map(|(set, claim)| records.claimed(self.schema, set, &claim))
    }

    /// Tries all rows, each after the ones before it, and takes note of what the register says.
    pub fn judge(&self, rows: &mut [Incoming], accepted: &Accepted, records: &dyn Records, actor: &Actor, at: Time) {
        let whole: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].unread.is_empty()).collect();
        let commands: Vec<Command> = whole.iter().filter_map(|&row| rows[row].command(self, accepted)).collect();
        let results = rehearse(&commands, reason(accepted), records, actor, at);
        for (row, result) in whole.into_iter().zip(results) {
            let row = &mut rows[row];
            match result {
                Ok(_) => {
                    row.said.clear();
                    row.verdict = if row.is_new { Verdict::New } else { Verdict::Changed };
                }
                Err(reject) => row.refuse(&reject),
            }
        }
    }
}

#[cfg(test)]
mod tests;
