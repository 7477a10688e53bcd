//! Keys as small numbers, so that a cell of the cube takes bytes where the keys themselves take strings.

use std::collections::HashMap;

use crate::register::id::Id;
use crate::register::sum::question::Key;

/// The number of [`Key::None`].
pub(super) const NONE: u32 = 0;
/// The number of [`Key::Ward`].
pub(super) const WARD: u32 = 1;
/// The number of [`Key::Several`].
pub(super) const SEVERAL: u32 = 2;

/// All keys that were ever met, each with its number; numbers are never taken back.
#[derive(Clone, Debug)]
pub(super) struct Names {
    keys: Vec<Key>,
    numbers: HashMap<Key, u32>,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self { keys: Vec::new(), numbers: HashMap::new() };
        // In the order of their constants.
        for key in [Key::None, Key::Ward, Key::Several] {
            names.number(key);
        }
        names
    }
}

impl Names {
    /// Returns the number of a key, which it gets now if it had none.
    pub(super) fn number(&mut self, key: Key) -> u32 {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        // More than four thousand million keys do not fit into memory.
        let number = u32::try_from(self.keys.len()).unwrap_or(NONE);
        self.keys.push(key.clone());
        self.numbers.insert(key, number);
        number
    }

    /// Returns the number of a record.
    pub(super) fn record(&mut self, id: Id) -> u32 {
        self.number(Key::Record(id))
    }

    /// Returns the number of a code, or of nothing.
    pub(super) fn code(&mut self, code: Option<&str>) -> u32 {
        code.map_or(NONE, |code| self.number(Key::Code(code.to_owned())))
    }

    /// Returns the number of a key that was met; `None` for one that nothing has.
    pub(super) fn find(&self, key: &Key) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// Returns the key of a number.
    pub(super) fn key(&self, number: u32) -> Key {
        self.keys.get(number as usize).cloned().unwrap_or(Key::None)
    }

    /// Counts the keys.
    pub(super) const fn len(&self) -> usize {
        self.keys.len()
    }
}
