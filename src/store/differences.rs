//! The difference between two states of the register, as the changes of one commit.

use std::collections::BTreeSet;

use super::scan::Scan;
use crate::register::line::{Gather, LineError, decode};
use crate::register::{Change, Dictionary, FieldId, Id, MemoryRecords, Records, Schema};

/// Lists the changes that lead from one state to another, in the order of the dictionary and of the ids.
pub fn differences(dictionary: Dictionary, from: &dyn Records, to: &dyn Records) -> Vec<Change> {
    let mut changes = Vec::new();
    for schema in dictionary.0.iter().copied() {
        let mut ids = BTreeSet::new();
        for records in [from, to] {
            records.scan(schema, &mut |id, _| {
                ids.insert(id);
            });
        }
        changes.extend(ids.into_iter().filter_map(|id| difference(schema, id, from, to)));
    }
    changes
}

fn difference(schema: &'static Schema, id: Id, from: &dyn Records, to: &dyn Records) -> Option<Change> {
    let (old, new) = (from.get(schema, id).unwrap_or_default(), to.get(schema, id).unwrap_or_default());
    let fields: BTreeSet<FieldId> = old.keys().chain(new.keys()).copied().collect();
    let set = fields.into_iter().map(|field| (field, old.get(&field).cloned(), new.get(&field).cloned()));
    let set: Vec<_> = set.filter(|(_, old, new)| old != new).collect();
    (!set.is_empty()).then_some(Change { schema, id, set })
}

/// Folds the lines of a journal, from its first one on, into the state that they lead to.
///
/// # Errors
/// [`LineError`] for a line that cannot be read by this program.
pub fn fold(bytes: &[u8], scan: &Scan, dictionary: Dictionary) -> Result<MemoryRecords, LineError> {
    let mut records = MemoryRecords::new(dictionary);
    let mut gather = Gather::default();
    let text = String::from_utf8_lossy(bytes.get(..scan.end).unwrap_or_default());
    for line in text.lines() {
        if let Some(commit) = gather.push(decode(line, dictionary)?)? {
            records.apply(commit.seq, &commit.changes);
        }
    }
    Ok(records)
}
