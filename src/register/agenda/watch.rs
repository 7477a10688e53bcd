//! Keeping the agenda as the register changes: once through all records, piece by piece, then commit by commit.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::list::Agenda;
use super::look::{Desk, Told};
use super::reach::{EVERYWHERE, Reached, reach};
use crate::register::change::{Change, Commit};
use crate::register::id::Id;
use crate::register::overlay::Overlay;
use crate::register::query::Query;
use crate::register::records::Records;
use crate::register::schema::{ENTITIES, Schema, model_year, neighbourhood, organisation, task};

/// Records up to which a round has only begun: about a fifth of a second's work.
const EARLY: usize = 8_192;

/// Most entries of one kind that are listed.
const MOST: usize = 200;
/// Most records that are judged anew at one commit before a new round through all is begun.
const AT_ONCE: usize = 1_000;
/// Entities that are gone through first, for what is urgent is said of them.
const FIRST: &[&Schema] = &[&task::SCHEMA, &neighbourhood::SCHEMA, &organisation::SCHEMA, &model_year::SCHEMA];

/// What is due or wrong, kept up to date.
#[derive(Clone, Debug)]
pub struct Watch {
    most: usize,
    /// The day and the open year for which is counted.
    moment: Option<(NaiveDate, i32)>,
    /// The last commit that is counted.
    seq: u64,
    /// Commits that were heard of and are not counted yet.
    heard: BTreeMap<u64, Arc<Commit>>,
    /// What is known, wholly or as far as the round has come.
    agenda: Agenda,
    round: Option<Round>,
}

/// A round through all records.
#[derive(Clone, Debug)]
struct Round {
    /// The entities that are still to be gone through, the present one last.
    ahead: Vec<&'static Schema>,
    /// The record that was looked at last.
    after: Option<Id>,
    looked: usize,
    all: usize,
}

impl Default for Watch {
    fn default() -> Self {
        Self::listing(MOST)
    }
}

impl Watch {
    /// Makes one that lists at most so many entries of each kind.
    pub fn listing(most: usize) -> Self {
        let (heard, agenda) = (BTreeMap::new(), Agenda::new(most));
        Self { most, moment: None, seq: 0, heard, agenda, round: None }
    }

    /// Returns what is due or wrong, as far as is known.
    pub const fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Returns how far the round through the register has come, in percent; `None` once all is counted.
    pub fn progress(&self) -> Option<usize> {
        let round = self.round.as_ref()?;
        Some((round.looked * 100 / round.all.max(1)).min(99))
    }

    /// Returns whether the round has only begun, so that what it found would soon be replaced on a screen.
    pub fn is_early(&self) -> bool {
        self.round.as_ref().is_some_and(|round| round.looked < EARLY)
    }

    /// Returns the number of the last commit that is counted.
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// Hears of a change, which [`Watch::work`] takes up.
    pub fn hear(&mut self, commit: &Arc<Commit>) {
        self.heard.insert(commit.seq, Arc::clone(commit));
    }

    /// Begins anew: another register is shown.
    pub fn forget(&mut self) {
        *self = Self::listing(self.most);
    }

    /// Counts what has changed, then goes on with the round through the register by at most `n` records.
    ///
    /// A register that is ahead of what was heard is left for the next time: what it did will be heard of.
    pub fn work(&mut self, records: &dyn Records, today: NaiveDate, year: i32, n: usize) {
        let known = |schema: &&'static Schema| records.dictionary().entity(schema.key) == Some(*schema);
        if !ENTITIES.iter().all(known) {
            // A register of other entities than a ward's has nothing that is due.
            return;
        }
        if self.moment != Some((today, year)) || records.seq() < self.seq {
            self.moment = Some((today, year));
            self.begin(records);
        }
        if self.seq != records.seq() {
            self.follow(records, (today, year));
        }
        if self.seq == records.seq() {
            self.go_on(records, (today, year), n);
        }
    }

    /// Begins a round through all records as they are now.
    fn begin(&mut self, records: &dyn Records) {
        self.seq = records.seq();
        self.heard.retain(|seq, _| *seq > records.seq());
        self.agenda = Agenda::new(self.most);
        let last = ENTITIES.iter().filter(|schema| !FIRST.contains(schema));
        let ahead: Vec<&Schema> = FIRST.iter().chain(last).copied().rev().collect();
        let count = |schema: &&'static Schema| {
            let all = Query { withdrawn: true, ..Query::all(schema) };
            records.page(&all, 0, 0).total
        };
        let all = ahead.iter().map(count).sum();
        self.round = Some(Round { ahead, after: None, looked: 0, all });
    }

    fn go_on(&mut self, records: &dyn Records, (today, year): (NaiveDate, i32), mut n: usize) {
        let mut desk = Desk::new(records, today, year);
        while n > 0 {
            let Some(round) = &mut self.round else { return };
            let Some(&schema) = round.ahead.last() else {
                self.round = None;
                return;
            };
            let ids = records.ids(schema, round.after, n);
            if ids.len() < n {
                round.ahead.pop();
            }
            round.after = ids.last().copied().filter(|_| ids.len() == n);
            round.looked += ids.len();
            n -= ids.len();
            for id in ids {
                desk.look(schema, id).into_iter().for_each(|(entry, _)| self.agenda.add(entry));
            }
        }
    }

    /// Counts the commits between what is counted and what the register shows.
    fn follow(&mut self, records: &dyn Records, (today, year): (NaiveDate, i32)) {
        let missed = self.seq + 1..=records.seq();
        let commits: Vec<Arc<Commit>> = missed.map_while(|seq| self.heard.get(&seq).cloned()).collect();
        if self.seq + commits.len() as u64 != records.seq() {
            return;
        }
        let changes: Vec<&Change> = commits.iter().flat_map(|commit| &commit.changes).collect();
        let mut before = Overlay::new(records);
        let back: Vec<Change> = changes.iter().rev().map(|change| reversed(change)).collect();
        before.apply(&back);
        let mut reached = Reached::new();
        let few = changes.len() <= AT_ONCE && !changes.iter().any(|change| EVERYWHERE.contains(&change.schema));
        if !few || !reach(&changes, [&before, records], AT_ONCE, &mut reached) {
            return self.begin(records);
        }
        let (mut old, mut new) = (Desk::new(&before, today, year), Desk::new(records, today, year));
        for (entity, id) in reached {
            let Some(schema) = records.dictionary().entity_by_id(entity) else { continue };
            if self.is_counted(schema, id) {
                self.change(&old.look(schema, id), &new.look(schema, id));
            }
        }
        self.seq = records.seq();
        self.heard.retain(|seq, _| *seq > records.seq());
        if self.round.is_none() && self.agenda.is_short() {
            self.begin(records);
        }
    }

    fn change(&mut self, old: &[Told], new: &[Told]) {
        for (entry, _) in old {
            self.agenda.remove(entry);
        }
        for (entry, _) in new {
            self.agenda.add(*entry);
        }
    }

    /// Returns whether the round has come past a record.
    fn is_counted(&self, schema: &'static Schema, id: Id) -> bool {
        let Some(round) = &self.round else { return true };
        match round.ahead.iter().position(|ahead| *ahead == schema) {
            None => true,
            Some(place) => place + 1 == round.ahead.len() && round.after.is_some_and(|after| id <= after),
        }
    }
}

/// Turns a change back.
fn reversed(change: &Change) -> Change {
    let set = change.set.iter().map(|(field, old, new)| (*field, new.clone(), old.clone())).collect();
    Change { schema: change.schema, id: change.id, set }
}
