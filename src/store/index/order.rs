//! Rows in their order, in blocks, so that a row is put in and a page is found without going through all.
//!
//! Only the order is kept: what a row is sorted by is made of its record again for the few rows beside which another one is
//! put.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// Most rows of a block; a full one is split in two.
const BLOCK: usize = 512;
/// One row in so many that is to be placed anew makes sorting all of them cheaper.
const MANY: usize = 8;

/// The slots of a table's rows, sorted.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Order {
    blocks: Vec<Block>,
    hidden: usize,
    len: usize,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Block {
    slots: Vec<u32>,
    hidden: usize,
}

impl Order {
    /// Takes slots that are sorted.
    pub fn new(slots: &[u32], is_hidden: impl Fn(u32) -> bool) -> Self {
        let block = |slots: &[u32]| Block {
            slots: slots.to_vec(),
            hidden: slots.iter().filter(|slot| is_hidden(**slot)).count(),
        };
        // Half full, so that the first rows to come split nothing.
        let blocks: Vec<Block> = slots.chunks(BLOCK / 2).map(block).collect();
        let hidden = blocks.iter().map(|block| block.hidden).sum();
        Self { blocks, hidden, len: slots.len() }
    }

    /// Returns whether so many rows are placed sooner by sorting them together with all that are there.
    pub const fn is_worth_sorting(&self, rows: usize) -> bool {
        rows > MANY && rows > self.len / MANY
    }

    /// Puts a row in; `compare` tells where another row stands beside it.
    pub fn insert(&mut self, slot: u32, hidden: bool, mut compare: impl FnMut(u32) -> Ordering) {
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
        let after = |block: &Block| block.slots.last().is_some_and(|last| compare(*last).is_lt());
        let at = self.blocks.partition_point(after).min(self.blocks.len() - 1);
        let hidden = usize::from(hidden);
        let block = &mut self.blocks[at];
        let place = block.slots.partition_point(|other| compare(*other).is_lt());
        block.slots.insert(place, slot);
        block.hidden += hidden;
        self.hidden += hidden;
        self.len += 1;
    }

    /// Splits blocks that became too long.
    pub fn split(&mut self, is_hidden: impl Fn(u32) -> bool) {
        while let Some(at) = self.blocks.iter().position(|block| block.slots.len() > BLOCK) {
            let block = &mut self.blocks[at];
            let slots = block.slots.split_off(block.slots.len() - BLOCK / 2);
            let hidden = slots.iter().filter(|slot| is_hidden(**slot)).count();
            block.hidden -= hidden;
            self.blocks.insert(at + 1, Block { slots, hidden });
        }
    }

    /// Takes a row out that is there as hidden or not.
    pub fn remove(&mut self, slot: u32, hidden: bool) {
        let Some((at, place)) = self.find(slot) else { return };
        let block = &mut self.blocks[at];
        block.slots.remove(place);
        let hidden = usize::from(hidden);
        block.hidden -= hidden;
        self.hidden -= hidden;
        self.len -= 1;
        if block.slots.is_empty() {
            self.blocks.remove(at);
        }
    }

    /// Lists all rows in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flat_map(|block| block.slots.iter().copied())
    }

    /// Returns the rows `from .. from + n`.
    pub fn page(&self, hidden: bool, from: usize, n: usize, is_hidden: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut skip = from;
        let mut page = Vec::new();
        for block in &self.blocks {
            let len = block.slots.len() - if hidden { 0 } else { block.hidden };
            if skip >= len {
                skip -= len;
                continue;
            }
            let seen = block.slots.iter().copied().filter(|slot| hidden || !is_hidden(*slot));
            page.extend(seen.skip(skip).take(n - page.len()));
            skip = 0;
            if page.len() == n {
                break;
            }
        }
        page
    }

    /// Returns how many rows stand before this one, which is not hidden or counted with the hidden ones.
    pub fn rank(&self, slot: u32, hidden: bool, is_hidden: impl Fn(u32) -> bool) -> Option<usize> {
        let (at, place) = self.find(slot)?;
        let before: usize =
            self.blocks.iter().take(at).map(|block| block.slots.len() - if hidden { 0 } else { block.hidden }).sum();
        let within = self.blocks[at].slots.iter().take(place).filter(|slot| hidden || !is_hidden(**slot)).count();
        Some(before + within)
    }

    /// Finds the block and the place in it of a row.
    fn find(&self, slot: u32) -> Option<(usize, usize)> {
        let place = |block: &Block| block.slots.iter().position(|other| *other == slot);
        self.blocks.iter().enumerate().find_map(|(at, block)| Some((at, place(block)?)))
    }
}
