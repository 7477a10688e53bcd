//! Neighbourhoods that are gone without a word of what took their place.

use super::{Desk, at};
use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::rule::Severity;
use crate::register::schema::{boundary_change, neighbourhood};
use crate::say;

impl Desk<'_> {
    /// Sums "as it is now" put a merged neighbourhood's figures under its successor, so the change has to be on record.
    pub(super) fn check_successor(&mut self, id: Id, record: &Record) {
        if record.choice(neighbourhood::STATUS) != Some(neighbourhood::MERGED) {
            return;
        }
        let changes = self.records.linked(id, &boundary_change::SCHEMA, boundary_change::FROM);
        let mut changes = changes.into_iter().filter_map(|id| self.records.get(&boundary_change::SCHEMA, id));
        if changes.any(|change| !is_withdrawn(&change)) {
            return;
        }
        let words = say!(
            "Đã sáp nhập nhưng chưa ghi lần sắp xếp nào: số liệu cũ không biết cộng về đâu. Ghi lần sắp xếp kèm quyết định.",
            "Merged, but no change of neighbourhoods says into what: its old figures have no place today. Enter the change."
        );
        let field = at(&neighbourhood::SCHEMA, id, neighbourhood::STATUS);
        self.tell(field, Severity::Soft, "neighbourhood.successor.none", words);
    }
}
