//! What the checks of the whole register find.

use super::{Desk, Entry, Kind};
use crate::register::problem::problems;
use crate::register::rule::Severity;

/// Problems that have an entry of their own kind already.
const TOLD: &[&str] = &["model_year.silent", "organisation.unregistered", "neighbourhood.member.none"];

impl Desk<'_> {
    pub(super) fn checks(&mut self) {
        for issue in problems(self.records, self.today, self.year) {
            if TOLD.contains(&issue.rule) {
                continue;
            }
            let kind = match issue.severity {
                Severity::Hard => Kind::Fault,
                Severity::Soft => Kind::Warning,
                Severity::Hint => Kind::Hint,
            };
            self.found.push(Entry { kind, schema: issue.schema, id: issue.id, field: issue.field, words: issue.words });
        }
    }
}
