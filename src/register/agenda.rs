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
//! Whatever is listed names the place to go to, and a place is listed once, for what is most urgent about it. Of each kind
//! only the first ones are listed, and all are counted.
//!
//! Each record is judged by itself (`look`), so the whole is the sum over the records. [`Watch`] goes through them piece by
//! piece once and then follows each commit: it judges anew only the records that `reach` names, as they were before and as
//! they are. In memory are the counts and the first entries, however large the register is.

mod list;
mod look;
mod reach;
mod registrations;
mod tasks;
mod units;
mod watch;

#[cfg(test)]
mod follow_tests;
#[cfg(test)]
mod reach_tests;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::field::FieldId;
use super::id::Id;
use super::records::Records;
use super::schema::{ENTITIES, Schema};
use super::words::{Label, Words};

pub use list::Agenda;
pub use look::unled;
pub use watch::Watch;

/// Days ahead that "soon" looks.
pub const SOON: u64 = 7;
/// Days ahead that "coming" looks for tasks.
pub const COMING: u64 = 14;
/// Days before the last day of registration from which units are asked about.
const SEASON: u64 = 30;

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

/// One thing that is due or wrong. Entries are in the order in which they are listed.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it is about.
    pub kind: Kind,
    /// The entity.
    pub schema: &'static Schema,
    /// The record.
    pub id: Id,
    /// The field to go to.
    pub field: Option<FieldId>,
    /// The part of its kind; the parts come one after the other.
    part: u8,
    /// The day by which it is in its place; those without one come last.
    since: Option<NaiveDate>,
}

impl Entry {
    /// Returns where it is.
    pub const fn place(&self) -> (u16, Id, Option<FieldId>) {
        (self.schema.id, self.id, self.field)
    }

    /// Says what is the matter, beside the record's title, such as `quá hạn 5 ngày`; nothing where it is no longer so.
    pub fn words(&self, records: &dyn Records, today: NaiveDate, year: i32) -> Words {
        let found = look::Desk::new(records, today, year).look(self.schema, self.id);
        let same = found.into_iter().find(|(entry, _)| entry.place() == self.place());
        same.map(|(_, words)| words).unwrap_or_default()
    }

    fn key(&self) -> impl Ord + use<> {
        let entity = ENTITIES.iter().position(|schema| schema.id == self.schema.id);
        (self.kind, self.part, self.since.is_none(), self.since, entity, self.id, self.field)
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}
