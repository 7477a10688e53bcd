//! The words by which a table's rows are found; made when somebody searches for the first time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::table::Candidate;
use crate::text::fold::{Sieve, fold, traces};

/// Words by slot. They lie one behind the other in one piece of memory, each text, in small letters, before its folded form.
#[derive(Debug, Default)]
pub struct Texts(Mutex<Held>);

#[derive(Debug, Default)]
struct Held {
    places: Vec<Place>,
    bytes: String,
    /// Bytes that belong to no row any more.
    lost: usize,
}

/// Where a row's words lie; nowhere, while they are not known.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    traces: u128,
    begins: u32,
    len: u16,
    folded: u16,
    known: bool,
}

impl Texts {
    /// Forgets the words of a row, for they have changed.
    pub fn forget(&self, slot: u32) {
        let mut held = self.held();
        if let Some(place) = held.places.get_mut(slot as usize) {
            let lost = usize::from(place.len) + usize::from(place.folded);
            *place = Place::default();
            held.lost += lost;
        }
    }

    /// Keeps the rows that what was typed finds; `make` gives the words of rows that are not known yet.
    pub fn find(&self, typed: &str, rows: &mut Vec<Candidate>, mut make: impl FnMut(Candidate) -> Option<String>) {
        let sieve = Sieve::new(typed);
        let mut held = self.held();
        if held.lost > held.bytes.len() / 2 {
            *held = Held::default();
        }
        rows.retain(|row| {
            let mut place = held.places.get(row.slot as usize).copied().unwrap_or_default();
            if !place.known {
                let Some(text) = make(*row) else { return false };
                match held.put(row.slot, &text) {
                    Some(put) => place = put,
                    // Too long to be kept.
                    None => return sieve.finds(&fold(&text), &text.to_lowercase()),
                }
            }
            if !sieve.may_find(place.traces) {
                return false;
            }
            let (text, folded) = held.words(place);
            sieve.finds(folded, text)
        });
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn put(&mut self, slot: u32, text: &str) -> Option<Place> {
        let (text, folded) = (text.to_lowercase(), fold(text));
        let place = Place {
            traces: traces(&folded),
            begins: u32::try_from(self.bytes.len()).ok()?,
            len: u16::try_from(text.len()).ok()?,
            folded: u16::try_from(folded.len()).ok()?,
            known: true,
        };
        let at = slot as usize;
        if at >= self.places.len() {
            self.places.resize(at + 1, Place::default());
        }
        self.bytes.push_str(&text);
        self.bytes.push_str(&folded);
        self.places[at] = place;
        Some(place)
    }

    /// Returns a row's text in small letters and its folded form.
    fn words(&self, place: Place) -> (&str, &str) {
        let begins = place.begins as usize;
        let middle = begins + usize::from(place.len);
        let text = self.bytes.get(begins..middle).unwrap_or_default();
        (text, self.bytes.get(middle..middle + usize::from(place.folded)).unwrap_or_default())
    }
}
