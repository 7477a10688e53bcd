//! The lines of the list: headings with their counts, tasks with what is seen of them.

use crate::register::docket::{Docket, Group, Grouping, Of, Only, Standing};
use crate::register::schema::{person, task};
use crate::register::{Field, Id, Read, Record, ShowCx, Words};
use crate::say;
use crate::ui::screen::Cx;

/// A line of the list: nothing is kept of a task but its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The heading of a group, by its number.
    Heading(usize),
    /// A task, its number among all that are listed, and whether it is over.
    Task(Id, usize, bool),
}

impl Slot {
    /// Returns the task.
    pub(super) const fn task(self) -> Option<Id> {
        match self {
            Self::Task(id, ..) => Some(id),
            Self::Heading(_) => None,
        }
    }

    /// Returns whether it is a task that is over.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::Task(_, _, true))
    }
}

/// Lays out the lines.
pub(super) fn slots(docket: &Docket) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut number = 0;
    for (at, group) in docket.groups.iter().enumerate() {
        slots.push(Slot::Heading(at));
        for (place, id) in group.tasks.iter().enumerate() {
            number += 1;
            slots.push(Slot::Task(*id, number, place >= group.open));
        }
    }
    slots
}

/// What is seen of a line.
pub(super) enum Seen {
    /// A heading: the name, the counts, and whether it is about what is overdue.
    Heading(String, String, bool),
    /// A task.
    Task(Box<Row>),
}

/// What is seen of a task.
pub(super) struct Row {
    pub standing: Standing,
    /// The code of its state.
    pub state: String,
    pub due: String,
    /// How early or late it is.
    pub left: String,
    pub title: String,
    /// Who is in charge; its state where that stands in the heading.
    pub beside: String,
    pub percent: String,
    pub number: usize,
}

/// Reads what is seen of a line.
pub(super) fn seen(slot: Slot, docket: &Docket, by_lead: bool, cx: &Cx<'_>) -> Seen {
    match slot {
        Slot::Heading(at) => {
            let Some(group) = docket.groups.get(at) else { return Seen::Heading(String::new(), String::new(), false) };
            let name = group.name.get(cx.lang).to_owned();
            Seen::Heading(name, counts(group).get(cx.lang).to_owned(), group.of == Of::Overdue)
        }
        Slot::Task(id, number, _) => {
            Seen::Task(Box::new(row(&cx.records.get(&task::SCHEMA, id).unwrap_or_default(), number, by_lead, cx)))
        }
    }
}

/// Returns the name of a person, without the title.
fn name_of(id: Id, cx: &Cx<'_>) -> String {
    cx.records.get(&person::SCHEMA, id).unwrap_or_default().text(person::FULL_NAME).to_owned()
}

fn row(record: &Record, number: usize, by_lead: bool, cx: &Cx<'_>) -> Row {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let shown = |id| task::SCHEMA.field(id).map(|field| Field::show(field, record, show)).unwrap_or_default();
    let standing = Standing::of(record, cx.today);
    let lead = || record.link(task::LEAD_PERSON).map_or_else(|| shown(task::LEAD_ORG), |id| name_of(id, cx));
    Row {
        standing,
        state: record.choice(task::STATUS).unwrap_or(task::SET).to_owned(),
        due: shown(task::DUE),
        left: standing.words().get(cx.lang).to_owned(),
        title: record.text(task::TITLE).to_owned(),
        beside: if by_lead { shown(task::STATUS) } else { lead() },
        percent: record.integer(task::PROGRESS).map_or_else(String::new, |percent| format!("{percent}%")),
        number,
    }
}

/// Says how many tasks a group has, how many of them are overdue and how many are over.
pub(super) fn counts(group: &Group) -> Words {
    let (open, overdue, over) = (group.open, group.overdue, group.tasks.len() - group.open);
    let all = || say!("{n}", "{n}", n = group.tasks.len());
    match group.of {
        Of::Overdue | Of::Soon | Of::Later | Of::Undated | Of::Done | Of::CalledOff => all(),
        Of::State(_) if overdue == 0 => all(),
        Of::State(_) | Of::Link(..) | Of::NoLink => {
            let mut parts = Vec::new();
            if open > 0 {
                parts.push(say!("{n} chưa xong", "{n} open", n = open));
            }
            if overdue > 0 {
                parts.push(say!("{n} quá hạn", "{n} overdue", n = overdue));
            }
            if over > 0 {
                parts.push(say!("{n} đã xong", "{n} over", n = over));
            }
            let joined = |part: fn(&Words) -> &str| parts.iter().map(part).collect::<Vec<_>>().join(", ");
            Words { vi: joined(|words| &words.vi), en: joined(|words| &words.en) }
        }
    }
}

/// Says what is looked at, and how many tasks are not done.
pub(super) fn about(docket: &Docket, grouping: Grouping, only: Option<Only>, cx: &Cx<'_>) -> (String, String) {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let whose = match only.and_then(|only| Some((only, only.schema(cx.records)?))) {
        Some((only, _)) if only.field == task::LEAD_PERSON => name_of(only.id, cx),
        Some((only, schema)) => show.title(schema, only.id),
        None => say!("Mọi người", "Everybody").get(cx.lang).to_owned(),
    };
    let (open, overdue) = docket.open();
    let counts =
        say!("{open} chưa xong, {overdue} quá hạn", "{open} open, {overdue} overdue", open = open, overdue = overdue);
    (format!("{} · {whose}", grouping.label().get(cx.lang)), counts.get(cx.lang).to_owned())
}
