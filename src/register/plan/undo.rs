//! Taking a commit back.

use super::case::Case;
use super::used_by;
use crate::register::change::{Change, Clash, Commit, Issue, Reject};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::memory::change_record;
use crate::register::overlay::Overlay;
use crate::register::record::is_withdrawn;
use crate::register::records::Records;
use crate::register::rule::Severity;
use crate::say;

/// Swaps old and new of a commit, last change first, where the fields still hold what it gave them.
pub(super) fn undo(commit: &Commit, only: &[(Id, FieldId)], layer: &dyn Records) -> Result<Vec<Change>, Reject> {
    // No commit is made that changes nothing: the values of this one were taken out.
    if commit.changes.is_empty() {
        return Err(Reject::Missing(say!(
            "Lần ghi #{seq} đã bị xóa giá trị (redact) nên không hoàn tác được.",
            "The values of commit #{seq} were taken out (redacted), so it cannot be taken back.",
            seq = commit.seq
        )));
    }
    let mut clashes = Vec::new();
    let mut changes = Vec::new();
    for change in commit.changes.iter().rev() {
        let current = layer.get(change.schema, change.id).unwrap_or_default();
        let mut set = Vec::new();
        for (field, old, new) in &change.set {
            if !only.is_empty() && !only.contains(&(change.id, *field)) {
                continue;
            }
            let now = current.get(field);
            if now == new.as_ref() {
                set.push((*field, new.clone(), old.clone()));
            } else if now != old.as_ref() {
                let (schema, id, field) = (change.schema, change.id, *field);
                clashes.push(Clash {
                    schema,
                    id,
                    field,
                    seen: new.clone(),
                    current: now.cloned(),
                    wanted: old.clone(),
                });
            }
        }
        if !set.is_empty() {
            changes.push(Change { schema: change.schema, id: change.id, set });
        }
    }
    if !clashes.is_empty() {
        return Err(Reject::Conflict(clashes));
    }
    check_undone(&changes, layer)?;
    Ok(changes)
}

/// Checks the register as it would be after an undo: no link to nothing, no place claimed twice, no record without its name.
fn check_undone(changes: &[Change], layer: &dyn Records) -> Result<(), Reject> {
    let mut after_all = Overlay::new(layer);
    after_all.apply(changes);
    let mut issues = Vec::new();
    for change in changes {
        let before = layer.get(change.schema, change.id).unwrap_or_default();
        let mut after = before.clone();
        change_record(&mut after, change);
        let (schema, id) = (change.schema, change.id);
        if after.is_empty() || is_withdrawn(&after) {
            if let Some(words) = used_by(schema, id, &after_all) {
                let severity = Severity::Hard;
                issues.push(Issue { schema, id, field: None, severity, rule: "record.used", words });
            }
        } else {
            let case = Case { schema, id, before: &before, after: &after, records: &after_all };
            case.check_values(&mut issues);
            case.check_names(&mut issues);
            case.check_claims(&mut issues);
        }
    }
    if issues.is_empty() { Ok(()) } else { Err(Reject::Invalid(issues)) }
}
