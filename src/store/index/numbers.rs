//! The numbers at the end of codes, by what stands before them, so that the next code is found at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::register::unique::number_after;

/// Numbers of codes by unique set and prefix, sorted; one that several codes have is there as often.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Numbers(BTreeMap<(u16, String), Vec<u64>>);

impl Numbers {
    /// Notes, or takes back, a code of a unique set.
    pub fn note(&mut self, set: u16, code: &str, present: bool) {
        let prefix = prefix_of(code);
        let Some(number) = number_after(code, prefix) else { return };
        let numbers = self.0.entry((set, prefix.to_owned())).or_default();
        let place = numbers.partition_point(|other| *other < number);
        if present {
            numbers.insert(place, number);
        } else if numbers.get(place) == Some(&number) {
            numbers.remove(place);
        }
    }

    /// Returns the highest number behind a prefix that ends with no digit.
    pub fn last(&self, set: u16, prefix: &str) -> Option<u64> {
        self.0.get(&(set, prefix.to_owned()))?.last().copied()
    }
}

/// Returns whether a prefix can be looked up: the digits behind it are then all of the number.
pub fn is_known(prefix: &str) -> bool {
    prefix_of(prefix) == prefix
}

fn prefix_of(code: &str) -> &str {
    code.trim_end_matches(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_is_the_highest_that_is_there() {
        let mut numbers = Numbers::default();
        for code in ["dvk-2026-002", "dvk-2026-010", "dvk-2026-10", "dvk-2025-099", "hoa", "dvk-2026-", "dvk-2026-1a"] {
            numbers.note(0, code, true);
        }
        assert_eq!(numbers.last(0, "dvk-2026-"), Some(10));
        assert_eq!((numbers.last(0, "dvk-2024-"), numbers.last(1, "dvk-2026-")), (None, None));
        numbers.note(0, "dvk-2026-010", false);
        assert_eq!(numbers.last(0, "dvk-2026-"), Some(10), "the other ten is still there");
        numbers.note(0, "dvk-2026-10", false);
        assert_eq!(numbers.last(0, "dvk-2026-"), Some(2));
        assert!(is_known("dvk-2026-") && is_known("") && !is_known("t2"));
    }
}
