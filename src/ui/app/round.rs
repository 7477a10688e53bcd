//! From problem to problem: what is due or wrong, one place after the other, through the whole register.

use std::collections::BTreeSet;

use super::{App, Moment};
use crate::register::agenda::Entry;
use crate::register::{Commit, Id, Watch, Words};
use crate::say;
use crate::ui::screen::Notice;
use crate::ui::screens;

/// The round of one session through what is due or wrong.
#[derive(Default)]
pub struct Round {
    /// The places, as they were listed when the round began; what is not listed then is left to the next round.
    entries: Vec<Entry>,
    total: usize,
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

    /// Returns the next place at which there is still something to do, its number, and what.
    fn next(&mut self, moment: &Moment<'_>, year: i32) -> Option<(usize, Entry, Words)> {
        while let Some(entry) = self.entries.get(self.gone).copied() {
            self.gone += 1;
            let words = entry.words(moment.records, moment.now.date_naive(), year);
            if !self.changed.contains(&entry.id) || !words.vi.is_empty() {
                return Some((self.gone, entry, words));
            }
        }
        None
    }

    /// Lists anew what is due or wrong.
    fn begin(&mut self, watch: &Watch) {
        let agenda = watch.agenda();
        let (entries, total) = (agenda.entries().copied().collect(), agenda.total());
        *self = Self { entries, total, layer: self.layer, ..Self::default() };
    }
}

impl App {
    /// Goes to the next problem, and after the last one begins the round again.
    pub(super) fn next_problem(&mut self, moment: &Moment<'_>) {
        let year = self.settings.year;
        let next = self.round.next(moment, year).or_else(|| {
            self.look_round(0, moment);
            self.round.begin(&self.watch);
            self.round.next(moment, year)
        });
        let Some((number, entry, words)) = next else {
            self.round.layer = None;
            if let Some(progress) = self.watch.progress() {
                return self.say(Notice::note(say!(
                    "Đang xem lại sổ, được {n} %. Lát nữa bấm F8 lại.",
                    "Looking through the register, {n} % so far. Press F8 again in a while.",
                    n = progress
                )));
            }
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
            total = self.round.total,
            kind = entry.kind.label(),
            name = name,
            words = words
        )));
    }
}
