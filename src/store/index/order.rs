//! Rows in their order, in blocks, so that a row is put in and a page is found without going through all.

/// Most rows of a block; a full one is split in two.
const BLOCK: usize = 512;

/// One row as the order sees it.
pub trait Ordered {
    /// Compares two rows of a table by their slots.
    fn compare(&self, a: u32, b: u32) -> std::cmp::Ordering;
    /// Returns whether the row is hidden unless asked for.
    fn is_hidden(&self, slot: u32) -> bool;
}

/// The slots of a table's rows, sorted.
#[derive(Debug, Default)]
pub struct Order {
    blocks: Vec<Block>,
    hidden: usize,
    len: usize,
}

#[derive(Debug, Default)]
struct Block {
    slots: Vec<u32>,
    hidden: usize,
}

impl Order {
    /// Sorts slots.
    pub fn new(mut slots: Vec<u32>, rows: &impl Ordered) -> Self {
        slots.sort_unstable_by(|a, b| rows.compare(*a, *b));
        let len = slots.len();
        let block = |slots: &[u32]| Block {
            slots: slots.to_vec(),
            hidden: slots.iter().filter(|slot| rows.is_hidden(**slot)).count(),
        };
        // Half full, so that the first rows to come split nothing.
        let blocks: Vec<Block> = slots.chunks(BLOCK / 2).map(block).collect();
        let hidden = blocks.iter().map(|block| block.hidden).sum();
        Self { blocks, hidden, len }
    }

    /// Counts the rows, with or without the hidden ones.
    pub const fn len(&self, hidden: bool) -> usize {
        if hidden { self.len } else { self.len - self.hidden }
    }

    /// Puts a row in.
    pub fn insert(&mut self, slot: u32, rows: &impl Ordered) {
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
        let at = self.block_of(slot, rows).min(self.blocks.len() - 1);
        let hidden = usize::from(rows.is_hidden(slot));
        let block = &mut self.blocks[at];
        let place = block.slots.partition_point(|other| rows.compare(*other, slot).is_lt());
        block.slots.insert(place, slot);
        block.hidden += hidden;
        self.hidden += hidden;
        self.len += 1;
        if block.slots.len() > BLOCK {
            let slots = block.slots.split_off(BLOCK / 2);
            let moved = slots.iter().filter(|slot| rows.is_hidden(**slot)).count();
            block.hidden -= moved;
            self.blocks.insert(at + 1, Block { slots, hidden: moved });
        }
    }

    /// Takes a row out; its key and whether it is hidden must be as when it was put in.
    pub fn remove(&mut self, slot: u32, rows: &impl Ordered) {
        let at = self.block_of(slot, rows);
        let Some(block) = self.blocks.get_mut(at) else { return };
        let Ok(place) = block.slots.binary_search_by(|other| rows.compare(*other, slot)) else { return };
        block.slots.remove(place);
        let hidden = usize::from(rows.is_hidden(slot));
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
    pub fn page(&self, hidden: bool, from: usize, n: usize, rows: &impl Ordered) -> Vec<u32> {
        let mut skip = from;
        let mut page = Vec::new();
        for block in &self.blocks {
            let len = block.slots.len() - if hidden { 0 } else { block.hidden };
            if skip >= len {
                skip -= len;
                continue;
            }
            let seen = block.slots.iter().copied().filter(|slot| hidden || !rows.is_hidden(*slot));
            page.extend(seen.skip(skip).take(n - page.len()));
            skip = 0;
            if page.len() == n {
                break;
            }
        }
        page
    }

    /// Returns how many rows stand before this one; `None` for one that is hidden or not there.
    pub fn rank(&self, slot: u32, hidden: bool, rows: &impl Ordered) -> Option<usize> {
        if rows.is_hidden(slot) && !hidden {
            return None;
        }
        let at = self.block_of(slot, rows);
        let block = self.blocks.get(at)?;
        let place = block.slots.binary_search_by(|other| rows.compare(*other, slot)).ok()?;
        let before: usize =
            self.blocks.iter().take(at).map(|block| block.slots.len() - if hidden { 0 } else { block.hidden }).sum();
        let within = block.slots.iter().take(place).filter(|slot| hidden || !rows.is_hidden(**slot)).count();
        Some(before + within)
    }

    /// Finds the block in which a row stands or would stand.
    fn block_of(&self, slot: u32, rows: &impl Ordered) -> usize {
        self.blocks.partition_point(|block| block.slots.last().is_some_and(|last| rows.compare(*last, slot).is_lt()))
    }
}
