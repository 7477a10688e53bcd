//! What is due or wrong in the register, most urgent first: the morning's list, and the way from problem to problem.
//!
//! | kind | holds |
//! |---|---|
//! | overdue | open tasks whose last day has passed, the latest first |
//! | soon | open tasks due within seven days |
//! | fault | what breaks a hard rule |
//! | late | units that must register and have not, after the last day of registration |
//! | waits | registrations and tasks that stand before a step: survey, approval, conclusion, vote |
//! | silent | models at work without a result for thirty days |
//! | coming | tasks due within fourteen days; units that have not registered in the last month of registration |
//! | unled | active neighbourhoods that no member of the committee is in charge of |
//! | warning | what breaks a soft rule and was not accepted |
//! | hint | wanted fields that are empty, and what else the checks point out |
//!
//! Whatever is listed names the place to go to, and a place is listed once, for what is most urgent about it. Of each kind only the first ones are listed, and all are counted.

mod checks;
mod registrations;
mod tasks;
mod units;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::field::FieldId;
use super::id::Id;
use super::query::Query;
use super::record::Record;
use super::records::Records;
use super::schema::{ENTITIES, Schema};
use super::words::{Label, Words};

/// Days ahead that "soon" looks.
pub const SOON: u64 = 7;
/// Days ahead that "coming" looks for tasks.
pub const COMING: u64 = 14;
/// Days before the last day of registration from which units are asked about.
const SEASON: u64 = 30;
/// Rows that are in memory at once while registrations are looked through.
const CHUNK: usize = 64;

/// What an entry is about; the order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A task whose last day has passed.
    Overdue,
    /// A task due within [`SOON`] days.
    Soon,
    /// A broken hard rule.
    Fault,
    /// A unit that should have registered.
    Late,
    /// A step that waits to be taken.
    Waits,
    /// A model at work without a result for long.
    Silent,
    /// What comes up after that.
    Coming,
    /// A neighbourhood that nobody is in charge of.
    Unled,
    /// A broken soft rule.
    Warning,
    /// A field that is wanted and empty, or another thing to know.
    Hint,
}

impl Kind {
    /// All kinds, most urgent first.
    pub const ALL: [Self; 10] = [
        Self::Overdue,
        Self::Soon,
        Self::Fault,
        Self::Late,
        Self::Waits,
        Self::Silent,
        Self::Coming,
        Self::Unled,
        Self::Warning,
        Self::Hint,
    ];

    /// Names the kind, as the heading of its entries.
    pub const fn label(self) -> Label {
        match self {
            Self::Overdue => Label::new("Nhiệm vụ quá hạn", "Tasks overdue"),
            Self::Soon => Label::new("Nhiệm vụ đến hạn trong 7 ngày", "Tasks due within 7 days"),
            Self::Fault => Label::new("Số liệu sai, phải sửa", "Errors to mend"),
            Self::Late => Label::new("Đơn vị chậm đăng ký", "Units late to register"),
            Self::Waits => Label::new("Bước đang chờ", "Steps that wait"),
            Self::Silent => Label::new("Mô hình 30 ngày chưa có kết quả", "Models without a result for 30 days"),
            Self::Coming => Label::new("Sắp tới", "Coming up"),
            Self::Unled => {
                Label::new("Khu dân cư chưa có người phụ trách", "Neighbourhoods without a member in charge")
            }
            Self::Warning => Label::new("Cảnh báo cần xem", "Warnings"),
            Self::Hint => Label::new("Còn thiếu, lưu ý", "Missing, to know"),
        }
    }
}

/// One thing that is due or wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is about.
    pub kind: Kind,
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field to go to.
    pub field: Option<FieldId>,
    /// What is the matter, beside the record's title: `quá hạn 5 ngày`.
    pub words: Words,
}

impl Entry {
    /// Returns where it is.
    pub const fn place(&self) -> (u16, Id, Option<FieldId>) {
        (self.schema.id, self.id, self.field)
    }
}

/// What is due or wrong on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// The first ones of each kind, most urgent first.
    pub entries: Vec<Entry>,
    counts: [usize; Kind::ALL.len()],
}

impl Agenda {
    /// Counts what there is of a kind, listed or not.
    pub const fn count(&self, kind: Kind) -> usize {
        self.counts[kind as usize]
    }

    /// Counts all there is, listed or not.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the entry after the one at `place`, the first one after the last; after a place that is not listed, the first.
    pub fn after(&self, place: (u16, Id, Option<FieldId>)) -> Option<&Entry> {
        let at = self.entries.iter().position(|entry| entry.place() == place);
        at.and_then(|at| self.entries.get(at + 1)).or(self.entries.first())
    }
}

/// Lists what is due or wrong on the day `today`, of each kind at most `most`; what goes by year, of the open `year`.
///
/// Tasks are looked at whatever their year: what is overdue never disappears. A register of other entities than a ward's has
/// nothing that is due.
pub fn agenda(records: &dyn Records, today: NaiveDate, year: i32, most: usize) -> Agenda {
    let known = |schema: &&'static Schema| records.dictionary().entity(schema.key) == Some(*schema);
    if !ENTITIES.iter().all(known) {
        return Agenda::default();
    }
    let mut desk = Desk { records, today, year, found: Vec::new() };
    desk.tasks();
    desk.registrations();
    desk.units();
    desk.checks();
    desk.sorted(most)
}

/// The register, the day, and what was found so far.
struct Desk<'a> {
    records: &'a dyn Records,
    today: NaiveDate,
    year: i32,
    found: Vec<Entry>,
}

impl Desk<'_> {
    /// Puts what was found in order of urgency, each place once, and cuts each kind to its first ones.
    fn sorted(mut self, most: usize) -> Agenda {
        // The parts come in another order than the kinds; within a kind each part has its own, which stays.
        self.found.sort_by_key(|entry| entry.kind);
        let mut agenda = Agenda::default();
        let mut told = BTreeSet::new();
        for entry in self.found.into_iter().filter(|entry| told.insert(entry.place())) {
            let count = &mut agenda.counts[entry.kind as usize];
            *count += 1;
            if *count <= most {
                agenda.entries.push(entry);
            }
        }
        agenda
    }

    /// Returns the day `days` days on.
    fn ahead(&self, days: u64) -> NaiveDate {
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// Shows the rows that answer a query, with a few in memory at once.
    fn each(&mut self, query: &Query, mut look: impl FnMut(&mut Self, Id, &Record)) {
        let mut from = 0;
        loop {
            let rows = self.records.page(query, from, CHUNK).rows;
            for (id, record) in &rows {
                look(self, *id, record);
            }
            if rows.len() < CHUNK {
                return;
            }
            from += CHUNK;
        }
    }
}
