//! The clock and new ids: the only places where a session looks at either.

use chrono::{Datelike, Timelike};

use crate::register::{Id, Records, Time};
use crate::ui::app::Moment;

/// Ids that a screen may count up from the one it is given.
const ROOM: u128 = 1 << 16;

/// Tells the time, and makes ids that were never used.
#[derive(Debug, Default)]
pub struct Clock {
    last: u128,
}

impl Clock {
    /// Puts the moment of one event together.
    pub fn moment<'a>(&mut self, records: &'a dyn Records) -> Moment<'a> {
        Moment { records, now: now(), fresh: self.fresh() }
    }

    fn fresh(&mut self) -> Id {
        let millis = u64::try_from(now().timestamp_millis()).unwrap_or(0);
        // Later ones sort after earlier ones, even when the clock is set back.
        let fresh = Id::from_parts(millis, random()).bits().max(self.last + ROOM);
        self.last = fresh;
        Id::from_bits(fresh)
    }
}

/// Returns the moment as commits carry it: whole seconds, with this machine's offset.
#[allow(clippy::disallowed_methods, reason = "a session reads the clock here and nowhere else")]
pub fn now() -> Time {
    let now = chrono::Local::now().fixed_offset();
    now.with_nanosecond(0).unwrap_or(now)
}

/// Returns the year that it is here.
pub fn this_year() -> i32 {
    now().year()
}

/// Returns random bits; where the system gives none, those of the clock and the process, which differ from desk to desk.
fn random() -> u128 {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        let nanos = u128::from(now().timestamp().unsigned_abs());
        return (nanos << 32) | u128::from(std::process::id());
    }
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_leave_room() {
        let mut clock = Clock::default();
        let ids: Vec<u128> = (0..100).map(|_| clock.fresh().bits()).collect();
        assert!(ids.windows(2).all(|two| two[1] >= two[0] + ROOM));
    }
}
