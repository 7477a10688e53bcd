//! Boundary changes: which neighbourhood stands for which today.
//!
//! A change leads the neighbourhoods that it ends to those that take their place. Into one (a merger, a new name): what
//! was counted under the old ones is, looked at today, the new one's. Into several (a split): nobody knows which part of an
//! old figure is whose, so it stays under the old neighbourhood, printed "(địa bàn cũ)". No figure is ever rewritten, so
//! the ward's totals are the same however one looks.

use std::collections::{BTreeMap, BTreeSet};

use super::id::Id;
use super::record::{Read, is_withdrawn};
use super::records::Records;
use super::schema::boundary_change::{DATE, FROM, SCHEMA, TO};
use super::words::Label;

/// Printed behind a neighbourhood that a split ended.
pub const FORMER: Label = Label::new("(địa bàn cũ)", "(former)");

/// One change: what it ended and what took its place; what stayed is in neither.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    ended: BTreeSet<Id>,
    heirs: BTreeSet<Id>,
}

/// The changes of a ward in the order in which they came into force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Successors {
    steps: Vec<Step>,
    /// For each ended neighbourhood the first step that ended it.
    first: BTreeMap<Id, usize>,
}

impl Successors {
    /// Reads the changes that are kept in a register; withdrawn ones do not count.
    pub fn of(records: &dyn Records) -> Self {
        let mut dated = Vec::new();
        records.scan(&SCHEMA, &mut |id, record| {
            if !is_withdrawn(&record) {
                let (from, to) = (record.links(FROM).to_vec(), record.links(TO).to_vec());
                dated.push((record.day(DATE), id, from, to));
            }
        });
        dated.sort();
        Self::in_order(dated.into_iter().map(|(_, _, from, to)| (from, to)))
    }

    fn in_order(changes: impl Iterator<Item = (Vec<Id>, Vec<Id>)>) -> Self {
        let mut all = Self::default();
        for (from, to) in changes {
            let heirs: BTreeSet<Id> = to.iter().copied().collect();
            let ended: BTreeSet<Id> = from.iter().copied().filter(|id| !heirs.contains(id)).collect();
            for id in &ended {
                all.first.entry(*id).or_insert(all.steps.len());
            }
            all.steps.push(Step { ended, heirs });
        }
        all
    }

    /// Returns the neighbourhood under which figures of `id` stand today: itself unless others took its place whole.
    pub fn current(&self, id: Id) -> Id {
        let mut current = id;
        let mut after = 0;
        while let Some((place, step)) = self.ended_by(current, after) {
            let mut heirs = step.heirs.iter();
            match (heirs.next(), heirs.next()) {
                (Some(heir), None) => current = *heir,
                _ => break,
            }
            after = place + 1;
        }
        current
    }

    /// Returns whether `id` is of the past although nothing took its place whole: it was split, or left the ward.
    pub fn is_former(&self, id: Id) -> bool {
        self.current(id) == id && self.ended_by(id, 0).is_some()
    }

    /// Returns whether the ward's changes touch `id` at all.
    pub fn has_ended(&self, id: Id) -> bool {
        self.first.contains_key(&id)
    }

    /// Lists the neighbourhoods that ever took a part of `id`'s place, however far down.
    pub fn heirs(&self, id: Id) -> BTreeSet<Id> {
        let mut heirs = BTreeSet::new();
        let mut open = vec![(id, 0)];
        while let Some((of, after)) = open.pop() {
            let Some((place, step)) = self.ended_by(of, after) else { continue };
            for heir in &step.heirs {
                if heirs.insert(*heir) {
                    open.push((*heir, place + 1));
                }
            }
        }
        heirs.remove(&id);
        heirs
    }

    /// Lists the neighbourhoods that have ended with the one under which each stands today.
    pub fn pairs(&self) -> impl Iterator<Item = (Id, Id)> {
        self.first.keys().map(|id| (*id, self.current(*id)))
    }

    /// Finds the first step from place `after` on that ended a neighbourhood. Places only grow along a chain, so a name
    /// that comes back years later makes no circle.
    fn ended_by(&self, id: Id, after: usize) -> Option<(usize, &Step)> {
        let from = after.max(*self.first.get(&id)?);
        self.steps.iter().enumerate().skip(from).find(|(_, step)| step.ended.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> Id {
        Id::from_bits(number)
    }

    fn successors(changes: &[(&[u128], &[u128])]) -> Successors {
        let ids = |numbers: &[u128]| numbers.iter().copied().map(id).collect::<Vec<_>>();
        Successors::in_order(changes.iter().map(|(from, to)| (ids(from), ids(to))))
    }

    #[test]
    fn mergers_lead_to_the_last_heir() {
        let map = successors(&[(&[1, 2], &[10]), (&[10, 3], &[20])]);
        for old in [1, 2, 3, 10, 20] {
            assert_eq!(map.current(id(old)), id(20), "{old}");
            assert!(!map.is_former(id(old)));
        }
        assert_eq!(map.current(id(4)), id(4));
        assert_eq!(map.heirs(id(1)), [id(10), id(20)].into());
        assert!(map.has_ended(id(10)) && !map.has_ended(id(20)));
    }

    #[test]
    fn one_that_absorbs_others_stays_itself() {
        let map = successors(&[(&[1, 2], &[1])]);
        assert_eq!((map.current(id(1)), map.current(id(2))), (id(1), id(1)));
        assert!(!map.has_ended(id(1)));
    }

    #[test]
    fn a_split_leaves_figures_where_they_were() {
        let map = successors(&[(&[1], &[2, 3]), (&[2], &[4])]);
        assert_eq!(map.current(id(1)), id(1));
        assert!(map.is_former(id(1)) && !map.is_former(id(2)));
        assert_eq!(map.current(id(2)), id(4));
        assert_eq!(map.heirs(id(1)), [id(2), id(3), id(4)].into());
    }

    #[test]
    fn one_that_left_the_ward_is_former() {
        let map = successors(&[(&[1], &[])]);
        assert_eq!(map.current(id(1)), id(1));
        assert!(map.is_former(id(1)));
    }

    #[test]
    fn a_name_that_comes_back_makes_no_circle() {
        let map = successors(&[(&[1], &[2]), (&[2], &[1])]);
        assert_eq!((map.current(id(1)), map.current(id(2))), (id(1), id(1)));
    }
}
