//! The words by which a table's rows are found; made when somebody searches for the first time.
//!
//! A row costs 52 bytes beside its text in small letters, its folded form and the first letters of its words: some 155 bytes
//! for a text of 40 letters, so 15 MB for 100,000 such rows, from the first search on.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::table::Candidate;
use crate::text::fold::{Sieve, Traces, first_letters, fold};

/// Makes the words of rows.
pub trait Words {
    /// Makes those of one row; `None` where it cannot be read.
    fn of(&self, row: Candidate) -> Option<String>;
    /// Shows those of all rows by slot, in no order.
    fn each(&self, visit: &mut dyn FnMut(u32, String));
}

/// More rows than these are read as they lie, not one by one.
const MANY: usize = 1_024;

/// Words by slot.
#[derive(Debug, Default)]
pub struct Texts(Mutex<Held>);

/// The words of all rows, one row's behind the other's, so that going through them in their order is going through memory.
#[derive(Debug, Default)]
struct Held {
    /// Apart from the rest, for most rows are told from what was typed by these alone.
    traces: Vec<Traces>,
    places: Vec<Place>,
    /// The texts in small letters; looked at only where marks were typed.
    small: String,
    folded: String,
    /// The first letters of their words.
    firsts: Vec<u8>,
    /// Bytes of the folded ones that belong to no row any more.
    lost: usize,
}

/// Where a row's words lie; nowhere, while they are not known.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    small_begins: u32,
    folded_begins: u32,
    firsts_begin: u32,
    small: u16,
    folded: u16,
    firsts: u8,
    known: bool,
}

impl Texts {
    /// Forgets the words of a row, for they have changed.
    pub fn forget(&self, slot: u32) {
        let mut held = self.held();
        if let Some(place) = held.places.get_mut(slot as usize) {
            let lost = usize::from(std::mem::take(place).folded);
            held.lost += lost;
            held.traces[slot as usize] = Traces::default();
        }
    }

    /// Keeps the rows that what was typed finds; `words` gives those of rows that are not known yet.
    pub fn find(&self, typed: &str, rows: &mut Vec<Candidate>, words: &dyn Words) {
        let sieve = Sieve::new(typed);
        let mut held = self.held();
        if held.lost > held.folded.len() / 2 {
            *held = Held::default();
        }
        let unknown = rows.iter().filter(|row| !held.knows(row.slot)).take(MANY + 1).count();
        if unknown > MANY {
            words.each(&mut |slot, text| {
                if !held.knows(slot) {
                    held.put(slot, &text);
                }
            });
        }
        let mut found = vec![false; held.places.len()];
        for row in rows.iter().filter(|row| held.may_find(row.slot, &sieve)) {
            found[row.slot as usize] = true;
        }
        // In the order in which the words lie, which is not that of the rows.
        for (slot, found) in (0..).zip(&mut found) {
            *found = *found && held.is_found(slot, &sieve);
        }
        rows.retain(|row| {
            if held.knows(row.slot) {
                return found[row.slot as usize];
            }
            words.of(*row).is_some_and(|text| held.put_and_find(row.slot, &text, &sieve))
        });
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn knows(&self, slot: u32) -> bool {
        self.places.get(slot as usize).is_some_and(|place| place.known)
    }

    /// Keeps the words of a row; one whose text is too long to be kept stays unknown.
    fn put(&mut self, slot: u32, text: &str) -> Option<()> {
        let (small, folded) = (text.to_lowercase(), fold(text));
        let firsts = first_letters(&folded);
        let place = Place {
            small_begins: u32::try_from(self.small.len()).ok()?,
            folded_begins: u32::try_from(self.folded.len()).ok()?,
            firsts_begin: u32::try_from(self.firsts.len()).ok()?,
            small: u16::try_from(small.len()).ok()?,
            folded: u16::try_from(folded.len()).ok()?,
            firsts: u8::try_from(firsts.len()).ok()?,
            known: true,
        };
        let at = slot as usize;
        if at >= self.places.len() {
            self.places.resize(at + 1, Place::default());
            self.traces.resize(at + 1, Traces::default());
        }
        self.small.push_str(&small);
        self.folded.push_str(&folded);
        self.firsts.extend_from_slice(&firsts);
        self.places[at] = place;
        self.traces[at] = Traces::of(&folded);
        Some(())
    }

    /// Keeps the words of a row and returns whether what was typed finds it.
    fn put_and_find(&mut self, slot: u32, text: &str, sieve: &Sieve) -> bool {
        if self.put(slot, text).is_some() {
            return self.is_found(slot, sieve);
        }
        let folded = fold(text);
        let small = text.to_lowercase();
        sieve.finds((&folded, &first_letters(&folded)), || &small)
    }

    /// Returns whether a row whose words are known may be found, by its traces.
    fn may_find(&self, slot: u32, sieve: &Sieve) -> bool {
        self.traces.get(slot as usize).is_some_and(|traces| sieve.may_find(*traces))
    }

    /// Returns whether what was typed finds a row, of those whose words are known.
    fn is_found(&self, slot: u32, sieve: &Sieve) -> bool {
        let place = self.places.get(slot as usize).copied().unwrap_or_default();
        let (folded, firsts) = (place.folded_begins as usize, place.firsts_begin as usize);
        let folded = self.folded.get(folded..folded + usize::from(place.folded)).unwrap_or_default();
        let firsts = self.firsts.get(firsts..firsts + usize::from(place.firsts)).unwrap_or_default();
        let small = || {
            let begins = place.small_begins as usize;
            self.small.get(begins..begins + usize::from(place.small)).unwrap_or_default()
        };
        place.known && sieve.finds((folded, firsts), small)
    }
}
