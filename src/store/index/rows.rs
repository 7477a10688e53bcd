//! A table's rows in their order, and those whose place in it nobody has asked for yet.
//!
//! Finding a row's place costs reading the records beside which it is put, which is most of what a change would cost. So a
//! changed row only becomes loose; whoever reads the order next puts all loose rows in their places at once.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

use serde::{Deserialize, Serialize};

use super::order::Order;

/// The rows of a table.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rows(RwLock<Placing>);

#[derive(Debug, Default, Serialize, Deserialize)]
struct Placing {
    order: Order,
    // Empty whenever the rest is written down.
    #[serde(skip)]
    loose: BTreeSet<u32>,
}

impl Rows {
    /// Takes rows none of which has its place yet.
    pub fn unplaced(slots: impl Iterator<Item = u32>) -> Self {
        Self(RwLock::new(Placing { order: Order::default(), loose: slots.collect() }))
    }

    fn held(&mut self) -> &mut Placing {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets go of a row that stood in the order as hidden or not; `None` for one that is new. It is to be placed anew.
    pub fn loosen(&mut self, slot: u32, stood: Option<bool>) {
        let held = self.held();
        if held.loose.insert(slot)
            && let Some(hidden) = stood
        {
            held.order.remove(slot, hidden);
        }
    }

    /// Lets go of many rows; `is_hidden` tells how they stood.
    pub fn loosen_all(&mut self, slots: &BTreeSet<u32>, is_hidden: impl Fn(u32) -> bool) {
        let held = self.held();
        if held.order.is_worth_sorting(slots.len()) {
            held.loose.extend(held.order.iter());
            held.order = Order::default();
        } else {
            slots
                .iter()
                .filter(|slot| !held.loose.contains(slot))
                .for_each(|slot| held.order.remove(*slot, is_hidden(*slot)));
        }
        held.loose.extend(slots);
    }

    /// Takes a row away that stood as hidden or not.
    pub fn remove(&mut self, slot: u32, hidden: bool) {
        let held = self.held();
        if !held.loose.remove(&slot) {
            held.order.remove(slot, hidden);
        }
    }

    /// Returns whether every row has its place.
    pub fn is_placed(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).loose.is_empty()
    }

    /// Shows the order with every row in its place; `place` puts in those that are loose.
    pub fn read<T>(&self, place: impl FnOnce(&mut Order, Vec<u32>), look: impl FnOnce(&Order) -> T) -> T {
        if !self.is_placed() {
            let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let loose: Vec<u32> = std::mem::take(&mut held.loose).into_iter().collect();
            // Another reader may have come first.
            if !loose.is_empty() {
                place(&mut held.order, loose);
            }
        }
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner).order)
    }
}
