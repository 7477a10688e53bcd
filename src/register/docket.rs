//! The tasks that are followed, put in groups: by the day on which they are due, by who is in charge, by model, by state.
//!
//! Open tasks are followed whatever their year, for what is overdue never disappears; those that are done or called off
//! stay in the year in which they were set. Of each task only its id is kept.

mod typed;

use std::collections::BTreeMap;

pub use typed::{extended, told};

use chrono::{Datelike, NaiveDate};

use super::agenda::SOON;
use super::field::{Choices, FieldId, Kind};
use super::id::Id;
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::{Schema, model, organisation, person, task};
use super::show::ShowCx;
use super::words::{Label, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::order::{name_sort_key, sort_key};

/// How a task stands on a day; days are whole ones.
///
/// A due date that names a month or a quarter ends with its last day; a task is late from the day after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done so many days before it was due.
    Early(i64),
    /// Done in time, or done without a due day.
    OnTime,
    /// Done so many days late.
    Late(i64),
    /// Called off.
    CalledOff,
    /// Not done, so many days late.
    Overdue(i64),
    /// Not done; the days that are left, where it has a due day.
    Open(Option<i64>),
}

impl Standing {
    /// Returns how a task stands on `today`.
    pub fn of(task: &Record, today: NaiveDate) -> Self {
        let due = task.day(task::DUE).map(Day::last);
        match task.choice(task::STATUS) {
            Some(task::CALLED_OFF) => Self::CalledOff,
            Some(task::DONE) => {
                let done = task.day(task::DONE_ON).map(Day::first);
                let late = done.zip(due).map_or(0, |(done, due)| (done - due).num_days());
                match late {
                    0 => Self::OnTime,
                    1.. => Self::Late(late),
                    ..0 => Self::Early(-late),
                }
            }
            Some(_) | None => match due.map(|due| (due - today).num_days()) {
                Some(left @ ..0) => Self::Overdue(-left),
                left => Self::Open(left),
            },
        }
    }

    /// Returns by how many days the task is, or was, late.
    pub const fn days_late(self) -> i64 {
        match self {
            Self::Late(days) | Self::Overdue(days) => days,
            Self::Early(_) | Self::OnTime | Self::CalledOff | Self::Open(_) => 0,
        }
    }

    /// Returns whether nothing more is to be done.
    pub const fn is_over(self) -> bool {
        match self {
            Self::Early(_) | Self::OnTime | Self::Late(_) | Self::CalledOff => true,
            Self::Overdue(_) | Self::Open(_) => false,
        }
    }

    /// Says it in at most twelve letters, for a column.
    pub fn words(self) -> Words {
        match self {
            Self::Early(days) => say!("sớm {n} ngày", "{n} days early", n = days),
            Self::OnTime => say!("đúng hạn", "on time"),
            Self::Late(days) => say!("muộn {n} ngày", "{n} days late", n = days),
            Self::CalledOff => say!("huỷ", "called off"),
            Self::Overdue(days) => say!("quá {n} ngày", "{n} days over", n = days),
            Self::Open(Some(0)) => say!("hôm nay", "today"),
            Self::Open(Some(1)) => say!("ngày mai", "tomorrow"),
            Self::Open(Some(days)) => say!("còn {n} ngày", "in {n} days", n = days),
            Self::Open(None) => say!("chưa có hạn", "no due day"),
        }
    }
}

/// By what the tasks are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By the day on which they are due.
    #[default]
    Due,
    /// By the person in charge, else the organisation.
    Lead,
    /// By the model that they serve.
    Model,
    /// By state.
    State,
}

impl Grouping {
    /// All of them, in the order in which one key goes through them.
    pub const ALL: [Self; 4] = [Self::Due, Self::Lead, Self::Model, Self::State];

    /// Returns the next one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Due => Self::Lead,
            Self::Lead => Self::Model,
            Self::Model => Self::State,
            Self::State => Self::Due,
        }
    }

    /// Returns the name under which the choice is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Lead => "lead",
            Self::Model => "model",
            Self::State => "state",
        }
    }

    /// Reads the name of a choice.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grouping| grouping.code() == code)
    }

    /// Names it.
    pub const fn label(self) -> Label {
        match self {
            Self::Due => Label::new("Theo hạn", "By due day"),
            Self::Lead => Label::new("Theo người chủ trì", "By who is in charge"),
            Self::Model => Label::new("Theo mô hình", "By model"),
            Self::State => Label::new("Theo trạng thái", "By state"),
        }
    }
}

/// A link that tasks must have to be listed: the field and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Only {
    /// The field of the task.
    pub field: FieldId,
    /// The record to which it leads.
    pub id: Id,
}

impl Only {
    /// Returns the entity to which the link leads.
    pub fn schema(self, records: &dyn Records) -> Option<&'static Schema> {
        records.dictionary().entity(task::SCHEMA.field(self.field)?.kind.target()?)
    }
}

/// What the tasks of a group have in common; the order is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Their last day has passed.
    Overdue,
    /// They are due within [`SOON`] days.
    Soon,
    /// They are due later.
    Later,
    /// They have no due day.
    Undated,
    /// They are done.
    Done,
    /// They are called off.
    CalledOff,
    /// They are in this state, by its place in the list of states.
    State(usize),
    /// They lead to this record by this field.
    Link(FieldId, Id),
    /// They lead to none.
    NoLink,
}

/// A group with its tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub of: Of,
    /// How that is called.
    pub name: Words,
    /// How many of them are not done, and how many of these are overdue.
    pub open: usize,
    /// See [`open`](Self::open).
    pub overdue: usize,
    /// The open ones, the earliest due first, then the others, the latest done first.
    pub tasks: Vec<Id>,
}

/// The tasks that are followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docket {
    /// The groups that have a task, in order.
    pub groups: Vec<Group>,
}

/// What is kept of a task until all are seen: whether it is over, its place in time, its id.
type Kept = (bool, i32, Id);

/// Lists the tasks that are followed on `today`: the open ones, and those of `year` that are over.
pub fn docket(
    records: &dyn Records,
    (today, year): (NaiveDate, i32),
    grouping: Grouping,
    only: Option<Only>,
) -> Docket {
    let mut groups: BTreeMap<Of, (usize, Vec<Kept>)> = BTreeMap::new();
    let mut note = |id: Id, task: Record| {
        let standing = Standing::of(&task, today);
        let of_year = task.day(task::ASSIGNED_ON).is_none_or(|day| day.year() == year);
        if is_withdrawn(&task) || standing.is_over() && !of_year {
            return;
        }
        let (overdue, kept) = groups.entry(group(&task, standing, grouping)).or_default();
        *overdue += usize::from(matches!(standing, Standing::Overdue(_)));
        kept.push((standing.is_over(), time(&task, standing), id));
    };
    match only {
        None => records.scan(&task::SCHEMA, &mut note),
        Some(only) => {
            for id in records.linked(only.id, &task::SCHEMA, only.field) {
                records.get(&task::SCHEMA, id).into_iter().for_each(|task| note(id, task));
            }
        }
    }
    let mut groups: Vec<(Of, Vec<u8>, Group)> = groups
        .into_iter()
        .map(|(of, (overdue, mut kept))| {
            kept.sort_unstable();
            let open = kept.iter().filter(|(is_over, ..)| !is_over).count();
            let (name, place) = named(of, records);
            let tasks = kept.into_iter().map(|(_, _, id)| id).collect();
            (of, place, Group { of, name, open, overdue, tasks })
        })
        .collect();
    let is_link = |of: Of| matches!(of, Of::Link(..));
    groups.sort_by(|(a, a_name, _), (b, b_name, _)| match (is_link(*a), is_link(*b)) {
        (true, true) => a_name.cmp(b_name),
        _ => a.cmp(b),
    });
    Docket { groups: groups.into_iter().map(|(_, _, group)| group).collect() }
}

impl Docket {
    /// Counts the tasks that are not done, and how many of these are overdue.
    pub fn open(&self) -> (usize, usize) {
        self.groups.iter().fold((0, 0), |(open, overdue), group| (open + group.open, overdue + group.overdue))
    }
}

/// Returns the place in time by which tasks of a group are sorted.
fn time(task: &Record, standing: Standing) -> i32 {
    if standing.is_over() {
        // The latest first.
        return task.day(task::DONE_ON).map_or(0, |day| -day.first().num_days_from_ce());
    }
    task.day(task::DUE).map_or(i32::MAX, |day| day.last().num_days_from_ce())
}

fn group(task: &Record, standing: Standing, grouping: Grouping) -> Of {
    let link = |field| task.link(field).map(|id| Of::Link(field, id));
    match grouping {
        Grouping::Due => match (standing, task.day(task::DUE).map(Day::last)) {
            (Standing::CalledOff, _) => Of::CalledOff,
            (Standing::Early(_) | Standing::OnTime | Standing::Late(_), _) => Of::Done,
            (Standing::Overdue(_), _) => Of::Overdue,
            (Standing::Open(_), None) => Of::Undated,
            (Standing::Open(left), Some(_)) => {
                if left.is_some_and(|left| left <= SOON.cast_signed()) {
                    Of::Soon
                } else {
                    Of::Later
                }
            }
        },
        Grouping::Lead => link(task::LEAD_PERSON).or_else(|| link(task::LEAD_ORG)).unwrap_or(Of::NoLink),
        Grouping::Model => link(task::MODEL).unwrap_or(Of::NoLink),
        Grouping::State => {
            let state = task.choice(task::STATUS).unwrap_or(task::SET);
            Of::State(states().iter().position(|choice| choice.code == state).unwrap_or(usize::MAX))
        }
    }
}

/// Lists the states of a task.
fn states() -> &'static [super::field::Choice] {
    match task::SCHEMA.field(task::STATUS).map(|field| field.kind) {
        Some(Kind::Choice(Choices::Fixed(states))) => states,
        _ => &[],
    }
}

/// Names a group, with what it is sorted by among others of its kind.
fn named(of: Of, records: &dyn Records) -> (Words, Vec<u8>) {
    let words = match of {
        Of::Overdue => say!("Quá hạn", "Overdue"),
        Of::Soon => say!("Trong 7 ngày", "Within 7 days"),
        Of::Later => say!("Để sau", "Later"),
        Of::Undated => say!("Chưa có hạn", "Without a due day"),
        Of::Done => say!("Đã xong", "Done"),
        Of::CalledOff => say!("Đã huỷ", "Called off"),
        Of::State(place) => states().get(place).map(|choice| choice.label.into()).unwrap_or_default(),
        Of::NoLink => say!("Không ghi", "Not given"),
        Of::Link(task::LEAD_PERSON, id) => {
            let name = records.get(&person::SCHEMA, id).unwrap_or_default().text(person::FULL_NAME).to_owned();
            // People stand before organisations.
            return (Words { vi: name.clone(), en: name.clone() }, [vec![0], name_sort_key(&name)].concat());
        }
        Of::Link(field, id) => {
            let schema = if field == task::LEAD_ORG { &organisation::SCHEMA } else { &model::SCHEMA };
            let name = ShowCx::vi(records).title(schema, id);
            return (Words { vi: name.clone(), en: name.clone() }, [vec![1], sort_key(&name)].concat());
        }
    };
    (words, Vec::new())
}

#[cfg(test)]
mod tests;
