//! The orders of a table's rows: its own, and the one that somebody asked for last.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::PoisonError;

use super::order::Order;
use super::pairs::link;
use super::rows::Rows;
use super::table::{Candidate, Table};
use crate::register::{FieldId, Id};

/// The bytes by which rows are sorted.
pub trait Keys {
    /// Names the fields by which, each with whether it descends; none for the entity's own order.
    fn by(&self) -> &[(FieldId, bool)];
    /// Makes those of a row; `None` where it cannot be read.
    fn of(&self, id: Id) -> Option<Vec<u8>>;
    /// Shows those of all rows, in no order.
    fn each(&self, visit: &mut dyn FnMut(Id, Vec<u8>));
}

/// Rows in an order that somebody asked for.
pub(super) struct Asked {
    pub(super) by: Vec<(FieldId, bool)>,
    pub(super) rows: Rows,
}

/// Most rows whose order is found by their keys alone, although that of all rows is known.
const FEW: usize = 16;
/// The same, while the places of some rows are not known.
const SOME: usize = 256;

impl Table {
    /// Shows the order of all rows by these keys; those that are loose are placed first.
    pub fn in_order<T>(&self, keys: &dyn Keys, look: impl FnOnce(&Order) -> T) -> T {
        let place = |order: &mut Order, loose: Vec<u32>| self.place(order, &loose, keys);
        if keys.by().is_empty() {
            return self.kept.rows.read(place, look);
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let known = asked.take().filter(|asked| asked.by == keys.by());
        let unplaced = || Asked { by: keys.by().to_vec(), rows: Rows::unplaced(self.slots()) };
        asked.insert(known.unwrap_or_else(unplaced)).rows.read(place, look)
    }

    /// Puts records in order by these keys.
    pub fn arrange(&self, ids: impl Iterator<Item = Id>, keys: &dyn Keys) -> Vec<Id> {
        let mut wanted = vec![false; self.kept.flags.len()];
        for slot in ids.filter_map(|id| self.slot(id)) {
            wanted[slot as usize] = true;
        }
        let arranged = |order: &Order| order.iter().filter(|slot| wanted[*slot as usize]).collect::<Vec<u32>>();
        self.in_order(keys, arranged).into_iter().map(|slot| self.kept.ids.id(slot)).collect()
    }

    /// Returns whether the rows need not be sorted to be shown by these keys.
    pub fn is_known(&self, keys: &dyn Keys) -> bool {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        keys.by().is_empty() || asked.as_ref().is_some_and(|asked| asked.by == keys.by())
    }

    /// Puts loose rows into an order.
    fn place(&self, order: &mut Order, loose: &[u32], keys: &dyn Keys) {
        if !order.is_worth_sorting(loose.len()) {
            return self.put_rows(order, loose, keys);
        }
        let mut keyed: Vec<(Vec<u8>, u32)> = Vec::with_capacity(self.there);
        keys.each(&mut |id, key| keyed.extend(self.slot(id).map(|slot| (key, slot))));
        *order = Order::new(&self.in_turn(keyed), |slot| self.flags(slot).is_withdrawn());
    }

    /// Sorts rows by their keys.
    fn sorted(&self, slots: Vec<u32>, keys: &dyn Keys) -> Vec<u32> {
        self.in_turn(slots.into_iter().filter_map(|slot| Some((keys.of(self.kept.ids.id(slot))?, slot))).collect())
    }

    fn in_turn(&self, mut keyed: Vec<(Vec<u8>, u32)>) -> Vec<u32> {
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.kept.ids.id(a.1).cmp(&self.kept.ids.id(b.1))));
        keyed.into_iter().map(|(_, slot)| slot).collect()
    }

    /// Puts rows into the order, each where its key says.
    fn put_rows(&self, order: &mut Order, rows: &[u32], keys: &dyn Keys) {
        let mut made: BTreeMap<u32, Option<Vec<u8>>> = BTreeMap::new();
        for slot in rows {
            let id = self.kept.ids.id(*slot);
            let Some(own) = keys.of(id) else { continue };
            let hidden = self.flags(*slot).is_withdrawn();
            order.insert(*slot, hidden, |other| {
                let of = self.kept.ids.id(other);
                let other = made.entry(other).or_insert_with(|| keys.of(of));
                other.as_deref().map_or(Ordering::Greater, |other| other.cmp(&own)).then_with(|| of.cmp(&id))
            });
            made.insert(*slot, Some(own));
            order.split(|slot| self.flags(slot).is_withdrawn());
        }
    }

    /// Returns the rows `from .. from + n` of an order.
    pub fn page(&self, withdrawn: bool, from: usize, n: usize, keys: &dyn Keys) -> Vec<Id> {
        let page = |order: &Order| order.page(withdrawn, from, n, |slot| self.flags(slot).is_withdrawn());
        let slots = if n == 0 { Vec::new() } else { self.in_order(keys, page) };
        slots.into_iter().map(|slot| self.kept.ids.id(slot)).collect()
    }

    /// Returns how many rows of an order stand before this one.
    pub fn rank(&self, id: Id, withdrawn: bool, keys: &dyn Keys) -> Option<usize> {
        let slot = self.slot(id).filter(|slot| withdrawn || !self.flags(*slot).is_withdrawn())?;
        self.in_order(keys, |order| order.rank(slot, withdrawn, |slot| self.flags(slot).is_withdrawn()))
    }

    /// Lists the rows that may answer: those that link as `narrow` says, where it says; in the entity's own order where
    /// `ordered` tells how it is made.
    pub fn candidates(&self, narrow: Option<(Id, FieldId)>, ordered: Option<&dyn Keys>) -> Vec<Candidate> {
        let candidate = |slot| Candidate { slot, flags: self.flags(slot) };
        let linked = narrow.map(|(target, field)| self.kept.links.of(link(target, field)).collect::<Vec<u32>>());
        match (linked, ordered) {
            (None, None) => self.slots().map(candidate).collect(),
            (Some(linked), None) => linked.into_iter().map(candidate).collect(),
            (None, Some(keys)) => self.in_order(keys, |order| order.iter().map(candidate).collect()),
            (Some(linked), Some(keys)) => {
                let few = if self.kept.rows.is_placed() { FEW } else { SOME };
                if linked.len() <= few {
                    return self.sorted(linked, keys).into_iter().map(candidate).collect();
                }
                let mut links = vec![false; self.kept.flags.len()];
                for slot in linked {
                    links[slot as usize] = true;
                }
                self.in_order(keys, |order| order.iter().filter(|slot| links[*slot as usize]).map(candidate).collect())
            }
        }
    }
}
