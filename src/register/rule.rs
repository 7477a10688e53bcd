//! Rules that a record must keep, as rows.
//!
//! The rows of each entity are in the module of its name; what several of them
//! measure is in [`dates`], [`others`] and [`places`].

pub mod activity;
pub mod award;
pub mod body;
pub mod boundary_change;
pub mod budget_line;
pub mod catalogue_entry;
pub mod commitment;
pub mod dates;
pub mod document;
pub mod evaluation;
pub mod indicator;
pub mod inspection;
pub mod membership;
pub mod metric;
pub mod model;
pub mod model_year;
pub mod neighbourhood;
pub mod neighbourhood_year;
pub mod note;
pub mod organisation;
pub mod others;
pub mod period_lock;
pub mod person;
pub mod places;
pub mod progress;
pub mod recognition;
pub mod report;
pub mod round;
pub mod rubric;
pub mod standing;
pub mod task;
#[cfg(test)]
pub(in crate::register) mod trial;
pub mod year_plan;

use super::field::FieldId;
use super::record::Record;
use super::records::Records;
use super::words::{Label, Words};
use chrono::NaiveDate;

/// How much a broken rule stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is saved until it is mended.
    Hard,
    /// Saved once a person accepts it with a reason.
    Soft,
    /// Only listed by the checker.
    Hint,
}

impl Severity {
    /// Names the severity.
    pub const fn label(self) -> Label {
        match self {
            Self::Hard => Label::new("lỗi", "error"),
            Self::Soft => Label::new("cảnh báo", "warning"),
            Self::Hint => Label::new("lưu ý", "hint"),
        }
    }
}

/// What a rule may look at.
pub struct RuleCx<'a> {
    /// The record as it would be.
    pub record: &'a Record,
    /// Its id.
    pub id: super::id::Id,
    /// The register as it is, with the other changes of the same batch.
    pub records: &'a dyn Records,
    /// The day on which it is saved.
    pub today: NaiveDate,
}

/// One rule of an entity.
pub struct Rule {
    /// Its name in messages and in accepted warnings, such as `model.name.duplicate`.
    pub id: &'static str,
    /// How much it stops.
    pub severity: Severity,
    /// The fields it concerns, the one to go to first; a saved change is measured by it when it touches one of them.
    pub on: &'static [FieldId],
    /// Returns what is wrong, or `None`.
    pub check: fn(&RuleCx<'_>) -> Option<Words>,
    /// What to do about it.
    pub remedy: Label,
}
