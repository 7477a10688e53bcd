//! The slots of a table's records, found by id.

use std::collections::BTreeMap;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::register::Id;

/// An id as bytes, which need no padding.
type Bytes = [u8; 16];

/// Ids by slot. Most come in their order, for an id begins with the moment at which it was made: then nothing but the ids
/// themselves is kept. A slot belongs to its id for as long as the table lives, also while the record is gone.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Ids {
    #[serde(with = "super::flat")]
    by_slot: Vec<Bytes>,
    /// So many of the first slots have rising ids.
    rising: u32,
    /// The others.
    others: BTreeMap<Bytes, u32>,
}

impl Ids {
    /// Counts the slots.
    pub const fn len(&self) -> usize {
        self.by_slot.len()
    }

    /// Returns the id of a slot.
    pub fn id(&self, slot: u32) -> Id {
        Id::from_bytes(self.by_slot[slot as usize])
    }

    /// Finds the slot of an id.
    pub fn find(&self, id: Id) -> Option<u32> {
        let bytes = id.to_bytes();
        let rising = &self.by_slot[..self.rising as usize];
        match rising.binary_search(&bytes) {
            Ok(place) => u32::try_from(place).ok(),
            Err(_) => self.others.get(&bytes).copied(),
        }
    }

    /// Finds the slot of an id, which gets one now if it had none.
    pub fn slot(&mut self, id: Id) -> u32 {
        if let Some(slot) = self.find(id) {
            return slot;
        }
        let bytes = id.to_bytes();
        // More than four milliards of records are beyond any ward, and beyond the memory that would hold them.
        let slot = u32::try_from(self.by_slot.len()).unwrap_or(u32::MAX);
        let is_next = self.rising == slot && self.by_slot.last().is_none_or(|last| *last < bytes);
        self.by_slot.push(bytes);
        if is_next {
            self.rising += 1;
        } else {
            self.others.insert(bytes, slot);
        }
        slot
    }

    /// Lists the slots of the ids after this one, or of all, in the order of the ids.
    pub fn slots_after(&self, after: Option<Id>) -> impl Iterator<Item = u32> + '_ {
        let after = after.map(Id::to_bytes);
        let first = after.map_or(0, |after| {
            let rising = &self.by_slot[..self.rising as usize];
            u32::try_from(rising.partition_point(|id| *id <= after)).unwrap_or(self.rising)
        });
        let behind = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut others = self.others.range((behind, Bound::Unbounded)).peekable();
        let mut rising = (first..self.rising).peekable();
        std::iter::from_fn(move || match (rising.peek(), others.peek()) {
            (Some(slot), Some((id, _))) if self.by_slot[*slot as usize] < **id => rising.next(),
            (_, Some(_)) => others.next().map(|(_, slot)| *slot),
            (_, None) => rising.next(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_id_has_one_slot_and_comes_in_order(numbers in proptest::collection::vec(0_u128..60, 0..80)) {
            let mut ids = Ids::default();
            let slots: Vec<u32> = numbers.iter().map(|number| ids.slot(Id::from_bits(*number))).collect();
            for (number, slot) in numbers.iter().zip(slots) {
                prop_assert_eq!(ids.find(Id::from_bits(*number)), Some(slot));
                prop_assert_eq!(ids.id(slot).bits(), *number);
            }
            let mut wanted = numbers.clone();
            wanted.sort_unstable();
            wanted.dedup();
            let listed: Vec<u128> = ids.slots_after(None).map(|slot| ids.id(slot).bits()).collect();
            prop_assert_eq!(&listed, &wanted);
            for after in 0..61 {
                let behind = ids.slots_after(Some(Id::from_bits(after))).map(|slot| ids.id(slot).bits());
                let wanted: Vec<u128> = wanted.iter().copied().filter(|id| *id > after).collect();
                prop_assert_eq!(behind.collect::<Vec<u128>>(), wanted);
            }
            prop_assert_eq!(ids.find(Id::from_bits(99)), None);
        }
    }
}
