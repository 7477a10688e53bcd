//! From problem to problem: what is due or wrong, one place after the other, through the whole register.

use std::collections::BTreeSet;

use super::{App, Moment};
use crate::register::agenda::{Agenda, Entry, Kind, agenda};
use crate::register::problem::problems_of;
use crate::register::{Commit, Id};
use crate::say;
use crate::ui::screen::Notice;
use crate::ui::screens;

/// Most places of each kind that one round goes through; the next round begins with the others.
const MOST: usize = 200;

/// The round of one session through what is due or wrong.
#[derive(Default)]
pub struct Round {
    agenda: Agenda,
    /// How many places of it were gone to.
    gone: usize,
    /// Records that were changed since it was listed.
    changed: BTreeSet<Id>,
    /// The layer of the form that stands at the place gone to last.
    pub layer: Option<u32>,
}

impl Round {
    /// Hears of a change: what was listed of these records is looked at again before anybody is sent there.
    pub fn heard(&mut self, commit: &Commit) {
        self.changed.extend(commit.changes.iter().map(|change| change.id));
    }

    /// Returns the next place at which there is still something to do, and its number.
    fn next(&mut self, moment: &Moment<'_>, year: i32) -> Option<(usize, Entry)> {
        while let Some(entry) = self.agenda.entries.get(self.gone) {
            self.gone += 1;
            if !self.changed.contains(&entry.id) || is_still_there(entry, moment, year) {
                return Some((self.gone, entry.clone()));
            }
        }
        None
    }

    /// Lists anew what is due or wrong.
    fn begin(&mut self, moment: &Moment<'_>, year: i32) {
        let agenda = agenda(moment.records, moment.now.date_naive(), year, MOST);
        *self = Self { agenda, layer: self.layer, ..Self::default() };
    }
}

/// Returns whether a place listed before a change of its record is still listed. What is told of a life cycle or of other
/// records is left to the next round.
fn is_still_there(entry: &Entry, moment: &Moment<'_>, year: i32) -> bool {
    let checked = matches!(entry.kind, Kind::Fault | Kind::Warning | Kind::Hint);
    let today = moment.now.date_naive();
    let found = || problems_of(entry.schema, entry.id, moment.records, today, year);
    checked && found().iter().any(|issue| issue.field == entry.field)
}

impl App {
    /// Goes to the next problem, and after the last one begins the round again.
    pub(super) fn next_problem(&mut self, moment: &Moment<'_>) {
        let year = self.settings.year;
        let next = self.round.next(moment, year).or_else(|| {
            self.round.begin(moment, year);
            self.round.next(moment, year)
        });
        let Some((number, entry)) = next else {
            self.round.layer = None;
            return self.say(Notice::done(say!(
                "Không còn việc nào đến hạn, không còn chỗ nào sai hoặc thiếu.",
                "Nothing is due, and nothing is wrong or missing."
            )));
        };
        let form = screens::problem(&entry, &self.cx(0, moment));
        let Some(form) = form else { return };
        self.round.layer = Some(self.last_layer + 1);
        self.open(form, moment);
        let name = entry.schema.name;
        self.say(Notice::note(say!(
            "{number}/{total} · {kind} · {name}: {words} (F8: chỗ kế tiếp)",
            "{number}/{total} · {kind} · {name}: {words} (F8: the next one)",
            number = number,
            total = self.round.agenda.total(),
            kind = entry.kind.label(),
            name = name,
            words = entry.words
        )));
    }
}
