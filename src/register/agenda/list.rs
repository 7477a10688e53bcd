//! How many things of each kind are due or wrong, and the first of them.

use std::collections::BTreeSet;

use super::{Entry, Kind};

/// What is due or wrong on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    counts: [usize; Kind::ALL.len()],
    /// The first ones of each kind.
    listed: [BTreeSet<Entry>; Kind::ALL.len()],
    /// Most that are listed of a kind.
    most: usize,
}

impl Agenda {
    /// Makes an empty one that lists at most so many of each kind.
    pub fn new(most: usize) -> Self {
        Self { counts: [0; Kind::ALL.len()], listed: std::array::from_fn(|_| BTreeSet::new()), most }
    }

    /// Counts what there is of a kind, listed or not.
    pub const fn count(&self, kind: Kind) -> usize {
        self.counts[kind as usize]
    }

    /// Counts all there is, listed or not.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Lists the first ones of each kind, most urgent first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.listed.iter().flatten()
    }

    /// Lists the first ones of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.listed[kind as usize].iter()
    }

    /// Adds an entry.
    pub(super) fn add(&mut self, entry: Entry) {
        let kind = entry.kind as usize;
        let listed = &mut self.listed[kind];
        // Behind the last one that is listed there may be others that are not.
        let belongs = listed.len() == self.counts[kind] || listed.last().is_some_and(|last| entry < *last);
        self.counts[kind] += 1;
        if belongs && listed.insert(entry) && listed.len() > self.most {
            listed.pop_last();
        }
    }

    /// Takes an entry away.
    pub(super) fn remove(&mut self, entry: &Entry) {
        let kind = entry.kind as usize;
        self.counts[kind] = self.counts[kind].saturating_sub(1);
        self.listed[kind].remove(entry);
    }

    /// Returns whether so many were taken away that the list ends too early.
    pub(super) fn is_short(&self) -> bool {
        let short =
            |(listed, count): (&BTreeSet<Entry>, &usize)| listed.len() < *count && listed.len() <= self.most / 4;
        self.listed.iter().zip(&self.counts).any(short)
    }
}
