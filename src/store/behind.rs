//! Writing behind: changed records wait in memory and go to the database many at a time.
//!
//! The journal is what lasts, and every start brings a database up to it. So nothing is gained by writing each commit to
//! the database at once, and much is lost: sled hands every batch to the disk by itself, which then keeps the next
//! commit's sync waiting.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::mark::Mark;
use super::shelf::{Key, Shelf, ShelfError, Visit, keys_of};

/// Records that wait before they are written; what a start after a sudden stop has to apply again at most.
const WAITING: usize = 512;
/// Most records that are written at once.
const AT_ONCE: usize = 1_000;

/// A database behind which written records wait.
pub struct Behind<S> {
    below: S,
    waiting: Mutex<Waiting>,
}

/// What is not in the database yet.
#[derive(Default)]
struct Waiting {
    /// The records; `None` takes one away.
    records: BTreeMap<Key, Option<Vec<u8>>>,
    /// The mark that belongs to them.
    mark: Option<Mark>,
}

impl<S: Shelf> Behind<S> {
    /// Puts an empty waiting room before a database.
    pub fn new(below: S) -> Self {
        Self { below, waiting: Mutex::default() }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits. The mark goes with the last part and is a whole one there, so a stop in between leaves a database
    /// that is told from a finished one by its digests.
    fn settle(&self, waiting: &mut Waiting) -> Result<(), ShelfError> {
        let Some(mark) = waiting.mark.take() else { return Ok(()) };
        let records: Vec<(Key, Option<Vec<u8>>)> = std::mem::take(&mut waiting.records).into_iter().collect();
        let mut parts = records.chunks(AT_ONCE).peekable();
        if parts.peek().is_none() {
            return self.below.write(&[], &mark);
        }
        while let Some(part) = parts.next() {
            let whole = mark.whole && parts.peek().is_none();
            self.below.write(part, &Mark { whole, ..mark.clone() })?;
        }
        Ok(())
    }
}

impl<S: Shelf> Shelf for Behind<S> {
    fn get(&self, key: &Key) -> Result<Option<Vec<u8>>, ShelfError> {
        let waiting = self.waiting().records.get(key).cloned();
        waiting.map_or_else(|| self.below.get(key), Ok)
    }

    fn write(&self, records: &[(Key, Option<Vec<u8>>)], mark: &Mark) -> Result<(), ShelfError> {
        let mut waiting = self.waiting();
        waiting.records.extend(records.iter().cloned());
        waiting.mark = Some(mark.clone());
        if waiting.records.len() >= WAITING && mark.whole { self.settle(&mut waiting) } else { Ok(()) }
    }

    fn put(&self, key: &Key, bytes: Option<&[u8]>) -> Result<(), ShelfError> {
        self.below.put(key, bytes)
    }

    fn part(&self, after: Option<&Key>, n: usize, each: &mut Visit<'_>) -> Result<Option<Key>, ShelfError> {
        self.settle(&mut self.waiting())?;
        self.below.part(after, n, each)
    }

    fn scan_of(&self, entity: u16, each: &mut Visit<'_>) -> Result<(), ShelfError> {
        // Who looks at the records may ask for others meanwhile.
        let waiting: BTreeMap<Key, Option<Vec<u8>>> =
            self.waiting().records.range(keys_of(entity)).map(|(key, bytes)| (*key, bytes.clone())).collect();
        self.below
            .scan_of(entity, &mut |key, bytes| if waiting.contains_key(key) { Ok(()) } else { each(key, bytes) })?;
        waiting
            .iter()
            .filter_map(|(key, bytes)| Some((key, bytes.as_ref()?)))
            .try_for_each(|(key, bytes)| each(key, bytes))
    }

    fn mark(&self) -> Result<Option<Mark>, ShelfError> {
        let waiting = self.waiting().mark.clone();
        waiting.map_or_else(|| self.below.mark(), |mark| Ok(Some(mark)))
    }

    fn flush(&self) -> Result<(), ShelfError> {
        self.settle(&mut self.waiting())?;
        self.below.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Dictionary, Id};
    use crate::store::shelf::{MemoryShelf, key};

    fn mark(seq: u64) -> Mark {
        let store = crate::register::line::Hash([3; 16]);
        Mark { seq, ..Mark::new(store, Dictionary(&[])) }
    }

    fn place(number: usize) -> Key {
        key(1, Id::from_bits(number as u128))
    }

    fn all_of(shelf: &dyn Shelf) -> Vec<(Key, Vec<u8>)> {
        let mut all = Vec::new();
        let found = shelf.scan_of(1, &mut |key, bytes| {
            all.push((*key, bytes.to_vec()));
            Ok(())
        });
        found.unwrap();
        all.sort();
        all
    }

    #[test]
    fn an_entity_is_read_as_it_is_by_now() {
        let shelf = Behind::new(MemoryShelf::default());
        let (first, last, other) = (place(0), key(1, Id::from_bits(u128::MAX)), key(2, Id::from_bits(0)));
        let old = [(first, Some(vec![1])), (place(7), Some(vec![1])), (last, Some(vec![1])), (other, Some(vec![1]))];
        shelf.write(&old, &mark(1)).unwrap();
        shelf.flush().unwrap();
        shelf.write(&[(first, None), (place(7), Some(vec![2])), (place(8), Some(vec![3]))], &mark(2)).unwrap();
        assert_eq!(all_of(&shelf), [(place(7), vec![2]), (place(8), vec![3]), (last, vec![1])]);
    }

    #[test]
    fn what_waits_is_read_before_it_is_written() {
        let shelf = Behind::new(MemoryShelf::default());
        shelf.write(&[(place(1), Some(vec![1])), (place(2), Some(vec![2]))], &mark(1)).unwrap();
        shelf.write(&[(place(1), None)], &mark(2)).unwrap();
        assert_eq!((shelf.get(&place(1)), shelf.get(&place(2))), (Ok(None), Ok(Some(vec![2]))));
        assert_eq!((shelf.below.get(&place(2)), shelf.below.mark()), (Ok(None), Ok(None)));
        assert_eq!(shelf.mark(), Ok(Some(mark(2))));
        assert_eq!(all_of(&shelf), [(place(2), vec![2])]);
        shelf.flush().unwrap();
        assert_eq!((shelf.below.get(&place(2)), shelf.below.mark()), (Ok(Some(vec![2])), Ok(Some(mark(2)))));
    }

    #[test]
    fn the_room_is_emptied_when_it_is_full() {
        let shelf = Behind::new(MemoryShelf::default());
        for number in 1..=WAITING {
            assert_eq!(shelf.below.mark(), Ok(None), "written before record {number}");
            shelf.write(&[(place(number), Some(vec![1]))], &mark(number as u64)).unwrap();
        }
        assert_eq!(shelf.below.mark(), Ok(Some(mark(WAITING as u64))));
        assert!(shelf.waiting().records.is_empty());
    }

    #[test]
    fn half_a_commit_waits_for_the_other_half() {
        let shelf = Behind::new(MemoryShelf::default());
        let many: Vec<(Key, Option<Vec<u8>>)> = (0..2_500).map(|number| (place(number), Some(vec![1]))).collect();
        shelf.write(&many, &Mark { whole: false, ..mark(0) }).unwrap();
        assert_eq!(shelf.below.mark(), Ok(None));
        shelf.write(&[], &mark(1)).unwrap();
        assert_eq!(shelf.below.mark(), Ok(Some(mark(1))));
        assert_eq!(shelf.below.get(&place(2_499)), Ok(Some(vec![1])));
    }
}
