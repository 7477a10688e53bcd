//! Looking through the register for what is due or wrong, a little whenever no key waits.

use super::{App, Moment};

/// Records that are looked at before the first picture, so that a small register is all there at once.
pub(super) const AT_ONCE: usize = 512;
/// Records that are looked at between two looks for keys: a few milliseconds.
pub(super) const AT_A_TIME: usize = 96;
/// Hundredths of the way after which the first screen shows how far it has come.
const STEP: usize = 5;

impl App {
    /// Takes up what changed, and goes on with the round through the register; the first screen hears of it.
    pub(super) fn look_round(&mut self, records: usize, moment: &Moment<'_>) {
        let seen = |app: &Self| (app.watch.seq(), app.watch.progress().map(|progress| progress / STEP));
        let before = seen(self);
        self.watch.work(moment.records, moment.now.date_naive(), self.settings.year, records);
        if seen(self) != before
            && let Some(home) = self.layers.first_mut()
        {
            home.stale = true;
        }
    }

    /// Returns whether there is something to do while no key waits: each [`Event::Idle`](crate::ui::screen::Event::Idle)
    /// does a little of it.
    pub fn is_at_work(&self) -> bool {
        !self.ended && self.watch.progress().is_some()
    }
}
