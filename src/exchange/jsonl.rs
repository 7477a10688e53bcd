//! Records as lines of commands: what a register gives out, another takes in.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::register::record::is_withdrawn;
use crate::register::wire::{save_line, withdraw_line};
use crate::register::{Field, Id, Query, Records, Schema, Value};

/// Writes the records of one entity that `wanted` lets through, each as a `save` line, the older first and every record
/// after those of its own entity that it links to; then a `withdraw` line for each withdrawn one.
pub fn write(
    out: &mut impl Write,
    records: &dyn Records,
    query: &Query,
    wanted: impl Fn(Id) -> bool,
    shown: impl Fn(&Field) -> bool,
) -> io::Result<()> {
    let mut withdrawn = Vec::new();
    for id in in_order(records, query, wanted) {
        let Some(record) = records.get(query.schema, id) else { continue };
        writeln!(out, "{}", save_line(query.schema, id, &record, &shown))?;
        if is_withdrawn(&record) {
            withdrawn.push(id);
        }
    }
    // Nothing that is still in use may be withdrawn, so the users go first.
    for id in withdrawn.into_iter().rev() {
        let record = records.get(query.schema, id).unwrap_or_default();
        if let Some(line) = withdraw_line(query.schema, id, &record) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Rows taken from the register at once.
const ROWS: usize = 1024;

/// Lists the records so that each comes after those of its own entity that it links to.
fn in_order(records: &dyn Records, query: &Query, wanted: impl Fn(Id) -> bool) -> Vec<Id> {
    let mut ids = BTreeSet::new();
    let mut from = 0;
    loop {
        let rows = records.page(query, from, ROWS).rows;
        from += rows.len();
        let last = rows.len() < ROWS;
        ids.extend(rows.into_iter().map(|(id, _)| id).filter(|id| wanted(*id)));
        if last {
            break;
        }
    }
    let own: Vec<&Field> = own_links(query.schema);
    if own.is_empty() {
        return ids.into_iter().collect();
    }
    let mut placed = BTreeSet::new();
    let mut order = Vec::with_capacity(ids.len());
    for &id in &ids {
        // A record waits on this pile until what it links to is placed; one that is met again links in a ring.
        let mut pile = vec![(id, false)];
        while let Some((id, ready)) = pile.pop() {
            if ready {
                order.push(id);
            } else if ids.contains(&id) && placed.insert(id) {
                pile.push((id, true));
                let record = records.get(query.schema, id).unwrap_or_default();
                let targets = own.iter().filter_map(|field| record.get(&field.id)).flat_map(Value::links);
                pile.extend(targets.map(|target| (*target, false)));
            }
        }
    }
    order
}

fn own_links(schema: &'static Schema) -> Vec<&'static Field> {
    schema.fields.iter().filter(|field| field.kind.target() == Some(schema.key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::practice::{Size, practice};
    use crate::register::wire::{Reader, Source};
    use crate::register::{
        Accepted, Actor, Change, Command, Commit, MemoryRecords, REGISTER, Request, Seen, Set, Time, Words, plan,
    };

    struct Nothing;

    impl Source for Nothing {
        fn new_id(&mut self) -> Id {
            Id::from_bits(1)
        }

        fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
            Ok(None)
        }
    }

    fn now() -> Time {
        "2026-11-22T12:00:00+07:00".parse().unwrap()
    }

    fn commit(records: &mut MemoryRecords, request: &Request) {
        let planned = plan(request, records, &Actor::sole("thu"), now()).unwrap_or_else(|reject| panic!("{reject:?}"));
        records.apply(records.seq() + 1, &planned.changes);
    }

    fn practised() -> MemoryRecords {
        let mut records = MemoryRecords::new(REGISTER);
        for request in practice(1, now().date_naive(), Size::WARD) {
            commit(&mut records, &request);
        }
        records
    }

    fn written(records: &MemoryRecords, entity: &str) -> String {
        let query = Query { withdrawn: true, ..Query::all(REGISTER.entity(entity).unwrap()) };
        let mut out = Vec::new();
        write(&mut out, records, &query, |_| true, |_| true).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn read(records: &mut MemoryRecords, text: &str) {
        for line in text.lines() {
            let actor = Actor::sole("thu");
            let read = Reader::new(records, &actor, now(), 2026, &mut Nothing).read(line);
            commit(records, &read.unwrap_or_else(|fault| panic!("{line}: {}", fault.words.en)));
        }
    }

    #[test]
    fn what_is_given_out_is_taken_in_and_is_the_same() {
        let mut from = practised();
        let schema = REGISTER.entity("task").unwrap();
        let (task, _) = from.all(schema).next().unwrap();
        commit(&mut from, &Command::Withdraw { schema, id: task, reason: "nhập trùng (tập)".to_owned() }.into());
        let mut to = MemoryRecords::new(REGISTER);
        for entity in [
            "ward",
            "catalogue_entry",
            "metric",
            "neighbourhood",
            "person",
            "organisation",
            "model",
            "model_year",
            "progress",
            "task",
        ] {
            read(&mut to, &written(&from, entity));
            let schema = REGISTER.entity(entity).unwrap();
            assert_eq!(to.all(schema).collect::<Vec<_>>(), from.all(schema).collect::<Vec<_>>(), "{entity}");
        }
    }

    #[test]
    fn a_record_comes_after_the_one_it_copies() {
        let mut records = practised();
        let schema = REGISTER.entity("model").unwrap();
        let ids: Vec<Id> = records.all(schema).map(|(id, _)| id).collect();
        let (first, last) = (ids[0], ids[ids.len() - 1]);
        let field = schema.field_by_key("replicated_from").unwrap().id;
        let set = vec![Set { field, seen: Seen::Any, new: Some(Value::Link(last)) }];
        let accepted = Accepted::All("tập".to_owned());
        commit(&mut records, &Command::Save { schema, id: first, set, accepted }.into());
        let text = written(&records, "model");
        let place = |id: Id| text.find(&format!("\"id\":\"{id}\"")).unwrap();
        assert!(place(last) < place(first));
        // A ring has no right order, and still every record is written once.
        let ring = (field, None, Some(Value::Link(first)));
        records.apply(records.seq() + 1, &[Change { schema, id: last, set: vec![ring] }]);
        assert_eq!(written(&records, "model").lines().count(), ids.len());
    }
}
