//! The tasks that follow from a record: what an inspection asked for, what a meeting concluded, what a paper wants done.
//!
//! They are made in the commit that saves the record, so that one undo takes back both. A line that already has its task
//! makes no second one.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::change::{Accepted, Command, Seen, Set};
use super::field::FieldId;
use super::id::Id;
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::{Schema, activity, document, inspection, task};
use super::value::Value;
use crate::text::day::Day;
use crate::text::fold::fold;

/// An entity whose lines become tasks.
struct Source {
    schema: &'static Schema,
    /// The list, one task a line.
    lines: FieldId,
    /// The day on which the task is set.
    date: FieldId,
    /// Where its model and its neighbourhood are.
    model: FieldId,
    neighbourhood: FieldId,
    /// The organisation that is to do it.
    org: FieldId,
    /// The link of the task back to the record, and the code of its origin.
    back: FieldId,
    origin: &'static str,
}

const SOURCES: &[Source] = &[
    Source {
        schema: &inspection::SCHEMA,
        lines: inspection::REQUESTS,
        date: inspection::DATE,
        model: inspection::MODEL,
        neighbourhood: inspection::NEIGHBOURHOOD,
        org: inspection::ORG,
        back: task::INSPECTION,
        origin: task::FROM_INSPECTION,
    },
    Source {
        schema: &activity::SCHEMA,
        lines: activity::CONCLUSIONS,
        date: activity::DATE,
        model: activity::MODEL,
        neighbourhood: activity::NEIGHBOURHOOD,
        org: activity::HOST,
        back: task::ACTIVITY,
        origin: task::FROM_MEETING,
    },
];

/// Adds to a save the tasks that its requests or conclusions set; any other command is given back as it is.
///
/// Ids of the tasks come from `new_id`, one call each.
pub fn with_tasks(command: Command, records: &dyn Records, new_id: &mut dyn FnMut() -> Id) -> Command {
    let Some((schema, id, after)) = saved(&command, records) else { return command };
    let Some(source) = SOURCES.iter().find(|source| source.schema.key == schema.key) else { return command };
    let lines = source.open_lines(id, &after, records);
    let tasks = lines.into_iter().map(|line| save(new_id(), source.task(id, &line, &after)));
    joined(command, tasks.collect())
}

/// Does what [`with_tasks`] does, and adds to the save of a paper the task that it wants done.
pub fn with_all_tasks(
    command: Command,
    records: &dyn Records,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Command {
    let Some((schema, id, after)) = saved(&command, records) else { return command };
    if schema.key != document::SCHEMA.key {
        return with_tasks(command, records, new_id);
    }
    let task = wants_task(id, &after, records).then(|| save(new_id(), task_of_paper(id, &after, today)));
    joined(command, task.into_iter().collect())
}

/// Gives the record that a save leads to.
fn saved(command: &Command, records: &dyn Records) -> Option<(&'static Schema, Id, Record)> {
    let Command::Save { schema, id, set, .. } = command else { return None };
    let mut after = records.get(schema, *id).unwrap_or_default();
    for Set { field, new, .. } in set {
        match new {
            Some(value) => after.insert(*field, value.clone()),
            None => after.remove(field),
        };
    }
    Some((schema, *id, after))
}

fn joined(command: Command, tasks: Vec<Command>) -> Command {
    if tasks.is_empty() { command } else { Command::Batch(std::iter::once(command).chain(tasks).collect()) }
}

impl Source {
    /// Lists the lines that have no task yet.
    fn open_lines(&self, id: Id, after: &Record, records: &dyn Records) -> Vec<String> {
        let title = |task: Id| {
            let task = records.get(&task::SCHEMA, task).filter(|task| !is_withdrawn(task))?;
            Some(fold(task.text(task::TITLE)))
        };
        let mut made: BTreeSet<String> =
            records.linked(id, &task::SCHEMA, self.back).into_iter().filter_map(title).collect();
        let lines = match after.get(&self.lines) {
            Some(Value::List(lines)) => lines.as_slice(),
            _ => &[],
        };
        lines.iter().filter(|line| made.insert(fold(line))).cloned().collect()
    }

    fn task(&self, id: Id, line: &str, after: &Record) -> Record {
        let mut record = Record::from([
            (task::TITLE, Value::Text(line.to_owned())),
            (task::ORIGIN, Value::Choice(self.origin.to_owned())),
            (self.back, Value::Link(id)),
        ]);
        let links = [(self.model, task::MODEL), (self.neighbourhood, task::NEIGHBOURHOOD), (self.org, task::LEAD_ORG)];
        for (from, to) in links {
            if let Some(target) = after.link(from) {
                record.insert(to, Value::Link(target));
            }
        }
        if let Some(Day::Date(set_on)) = after.day(self.date) {
            set_and_due(&mut record, set_on, None);
        }
        record
    }
}

/// Begins the task that a paper wants done: it is due by the paper's deadline, or ten days after the paper came where it
/// gives none, never on a weekend.
pub fn task_of_paper(id: Id, paper: &Record, today: NaiveDate) -> Record {
    let mut record = Record::from([
        (task::TITLE, Value::Text(paper.text(document::SUMMARY).to_owned())),
        (task::ORIGIN, Value::Choice(task::FROM_PAPER.to_owned())),
        (task::ORIGIN_DOC, Value::Link(id)),
    ]);
    if let Some(org) =
        paper.link(document::ISSUER_ORG).filter(|_| paper.choice(document::DIRECTION) == Some(document::OUTGOING))
    {
        record.insert(task::LEAD_ORG, Value::Link(org));
    }
    let came = paper.day(document::RECEIVED_ON).map_or(today, Day::first);
    set_and_due(&mut record, came, paper.day(document::DEADLINE));
    record
}

/// Returns whether a paper wants something done that no task stands for yet.
pub fn wants_task(id: Id, paper: &Record, records: &dyn Records) -> bool {
    let wants = paper.contains_key(&document::DEADLINE) || paper.flag(document::REQUIRES_REPLY);
    let live = |task: &Id| records.get(&task::SCHEMA, *task).is_some_and(|task| !is_withdrawn(&task));
    wants && !records.linked(id, &task::SCHEMA, task::ORIGIN_DOC).iter().any(live)
}

fn set_and_due(record: &mut Record, set_on: NaiveDate, due: Option<Day>) {
    record.insert(task::ASSIGNED_ON, Value::Day(Day::Date(set_on)));
    let due = due.or_else(|| task::ten_days_on(set_on).map(Day::Date));
    if let Some(due) = due {
        record.insert(task::DUE, Value::Day(due));
    }
}

fn save(id: Id, record: Record) -> Command {
    let set = record.into_iter().map(|(field, value)| Set { field, seen: Seen::Value(None), new: Some(value) });
    Command::Save { schema: &task::SCHEMA, id, set: set.collect(), accepted: Accepted::None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::change::{Actor, Request};
    use crate::register::memory::MemoryRecords;
    use crate::register::plan::plan;
    use crate::register::schema::REGISTER;

    fn ids() -> impl FnMut() -> Id {
        let mut last = 100;
        move || {
            last += 1;
            Id::from_bits(last)
        }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn day(iso: &str) -> Value {
        Value::Day(Day::from_iso(iso).unwrap())
    }

    fn save_of(schema: &'static Schema, values: Vec<(FieldId, Value)>) -> Command {
        let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) });
        Command::Save { schema, id: Id::from_bits(1), set: set.collect(), accepted: Accepted::All("tập".to_owned()) }
    }

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    fn commit(command: Command, records: &mut MemoryRecords) -> usize {
        let at = today().and_hms_opt(8, 0, 0).unwrap().and_utc().fixed_offset();
        let planned = plan(&Request::from(command), records, &Actor::sole("tập"), at).unwrap();
        records.apply(records.seq() + 1, &planned.changes);
        planned.changes.len()
    }

    fn tasks(records: &MemoryRecords) -> Vec<Record> {
        records.all(&task::SCHEMA).map(|(_, task)| task.clone()).collect()
    }

    #[test]
    fn each_request_of_an_inspection_is_a_task_of_the_same_commit() {
        let mut records = MemoryRecords::new(REGISTER);
        let requests = |lines: &[&str]| Value::List(lines.iter().map(|line| (*line).to_owned()).collect());
        let visit = |lines: &[&str]| {
            let values = vec![
                (inspection::DATE, day("2026-11-04")),
                (inspection::KIND, Value::Choice("KIEM_TRA".to_owned())),
                (inspection::REQUESTS, requests(lines)),
            ];
            save_of(&inspection::SCHEMA, values)
        };
        let command = with_tasks(visit(&["Thay chậu hỏng", "Bổ sung danh sách hộ"]), &records, &mut ids());
        assert_eq!(commit(command, &mut records), 3);
        let made = tasks(&records);
        assert_eq!(made[0].text(task::TITLE), "Thay chậu hỏng");
        assert_eq!(made[0].link(task::INSPECTION), Some(Id::from_bits(1)));
        // Ten days on is a Saturday.
        assert_eq!(made[0].day(task::DUE), Day::from_iso("2026-11-16"));
        // Saved again with one line more, only that line makes a task.
        let again = with_tasks(
            visit(&["thay chậu hỏng", "Bổ sung danh sách hộ", "Chụp ảnh"]),
            &records,
            &mut || Id::from_bits(200),
        );
        assert_eq!(commit(again, &mut records), 2);
        assert_eq!(tasks(&records).len(), 3);
    }

    #[test]
    fn a_paper_is_due_by_its_deadline_or_ten_days_after_it_came() {
        let mut records = MemoryRecords::new(REGISTER);
        let paper = |more: Vec<(FieldId, Value)>| {
            let mut values = vec![
                (document::DIRECTION, Value::Choice(document::INCOMING.to_owned())),
                (document::AS_PRINTED, text("05 – CT/TU")),
                (document::SUMMARY, text("Tăng cường công tác dân vận")),
                (document::RECEIVED_ON, day("2026-11-05")),
            ];
            values.extend(more);
            save_of(&document::SCHEMA, values)
        };
        let silent = with_all_tasks(paper(Vec::new()), &records, today(), &mut ids());
        assert!(matches!(silent, Command::Save { .. }), "it wants nothing");
        let reply = paper(vec![(document::REQUIRES_REPLY, Value::Bool(true))]);
        let command = with_all_tasks(reply, &records, today(), &mut ids());
        commit(command, &mut records);
        let made = tasks(&records);
        assert_eq!((made.len(), made[0].day(task::DUE)), (1, Day::from_iso("2026-11-16")), "a Sunday moves to Monday");
        assert_eq!(made[0].link(task::ORIGIN_DOC), Some(Id::from_bits(1)));
        let with_deadline = Record::from([(document::DEADLINE, day("2026-12-25"))]);
        let task = task_of_paper(Id::from_bits(9), &with_deadline, today());
        assert_eq!(task.day(task::DUE), Day::from_iso("2026-12-25"));
        let record = records.get(&document::SCHEMA, Id::from_bits(1)).unwrap();
        assert!(!wants_task(Id::from_bits(1), &record, &records), "it has its task");
        assert_eq!((record.integer(document::NUMBER), record.text(document::SYMBOL)), (Some(5), "-CT/TU"));
        assert_eq!((record.choice(document::DOC_TYPE), record.choice(document::LAYOUT)), (Some("CT"), Some("DANG")));
        assert_eq!(record.text(document::CITED), "05-CT/TU");
    }
}
