//! Slots by key: a sorted array as it was when the table was filled, and what was added and taken away since.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::register::{FieldId, Id};

/// Which slots belong to a key; several may, and none twice.
///
/// A key stands once in the array however many slots it has, and a slot takes four bytes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pairs<const N: usize> {
    #[serde(with = "super::flat")]
    keys: Vec<[u8; N]>,
    /// Where the slots of each key begin; one more at the end.
    begins: Vec<u32>,
    slots: Vec<u32>,
    // Empty whenever the rest is written down.
    #[serde(skip)]
    more: BTreeSet<([u8; N], u32)>,
    #[serde(skip)]
    gone: BTreeSet<([u8; N], u32)>,
}

impl<const N: usize> Default for Pairs<N> {
    fn default() -> Self {
        let (keys, begins, slots) = (Vec::new(), vec![0], Vec::new());
        Self { keys, begins, slots, more: BTreeSet::new(), gone: BTreeSet::new() }
    }
}

impl<const N: usize> Pairs<N> {
    /// Adds a pair.
    pub fn insert(&mut self, key: [u8; N], slot: u32) {
        if !self.gone.remove(&(key, slot)) && !self.is_settled(key, slot) {
            self.more.insert((key, slot));
        }
    }

    /// Takes a pair away.
    pub fn remove(&mut self, key: [u8; N], slot: u32) {
        if !self.more.remove(&(key, slot)) && self.is_settled(key, slot) {
            self.gone.insert((key, slot));
        }
    }

    /// Lists the slots of a key.
    pub fn of(&self, key: [u8; N]) -> impl Iterator<Item = u32> + '_ {
        let settled = self.settled(key).iter().copied().filter(move |slot| !self.gone.contains(&(key, *slot)));
        let more = self.more.range((key, 0)..=(key, u32::MAX)).map(|(_, slot)| *slot);
        settled.chain(more)
    }

    /// Puts all pairs into the array.
    pub fn settle(&mut self) {
        if self.more.is_empty() && self.gone.is_empty() {
            return;
        }
        let old = std::mem::take(self);
        let mut more = old.more.iter().copied().peekable();
        for (place, key) in old.keys.iter().enumerate() {
            for slot in &old.slots[old.begins[place] as usize..old.begins[place + 1] as usize] {
                while let Some(first) = more.next_if(|pair| *pair < (*key, *slot)) {
                    self.push(first);
                }
                if !old.gone.contains(&(*key, *slot)) {
                    self.push((*key, *slot));
                }
            }
        }
        more.for_each(|pair| self.push(pair));
        self.keys.shrink_to_fit();
        self.begins.shrink_to_fit();
        self.slots.shrink_to_fit();
    }

    /// Puts a pair behind all others in the array.
    fn push(&mut self, (key, slot): ([u8; N], u32)) {
        if self.keys.last() != Some(&key) {
            self.keys.push(key);
            self.begins.push(0);
        }
        self.slots.push(slot);
        if let Some(end) = self.begins.last_mut() {
            // As many pairs as four bytes count are beyond any ward.
            *end = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        }
    }

    fn settled(&self, key: [u8; N]) -> &[u32] {
        match self.keys.binary_search(&key) {
            Ok(place) => &self.slots[self.begins[place] as usize..self.begins[place + 1] as usize],
            Err(_) => &[],
        }
    }

    fn is_settled(&self, key: [u8; N], slot: u32) -> bool {
        self.settled(key).binary_search(&slot).is_ok()
    }
}

/// Makes the key of a link: its target and its field.
pub fn link(target: Id, field: FieldId) -> [u8; 18] {
    let mut key = [0; 18];
    key[..16].copy_from_slice(&target.to_bytes());
    key[16..].copy_from_slice(&field.to_be_bytes());
    key
}

/// Makes the key of a text in a set or a field. Its 32 bits tell most texts apart; who finds a record by them looks at it.
pub fn print(set: u16, text: &str) -> [u8; 6] {
    let mut key = [0; 6];
    key[..2].copy_from_slice(&set.to_be_bytes());
    key[2..].copy_from_slice(&crc32fast::hash(text.as_bytes()).to_be_bytes());
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_are_those_that_were_put_in(deeds in proptest::collection::vec((0_u8..4, 0_u8..5, 0_u32..6), 0..80)) {
            let (mut pairs, mut plain) = (Pairs::default(), BTreeSet::new());
            for (deed, key, slot) in deeds {
                let key = [key];
                match deed {
                    0 | 1 => {
                        pairs.insert(key, slot);
                        plain.insert((key, slot));
                    }
                    2 => {
                        pairs.remove(key, slot);
                        plain.remove(&(key, slot));
                    }
                    _ => pairs.settle(),
                }
                for key in (0..5).map(|key| [key]) {
                    let mut found: Vec<u32> = pairs.of(key).collect();
                    found.sort_unstable();
                    let wanted: Vec<u32> = plain.iter().filter(|pair| pair.0 == key).map(|pair| pair.1).collect();
                    prop_assert_eq!(found, wanted);
                }
            }
        }
    }
}
