//! Commands that are planned one after the other, each on the register as the earlier ones leave it.

use super::{Desk, Planned, adjusted, may_write, merge};
use crate::register::change::{Actor, Change, Command, Reject, Time};
use crate::register::overlay::Overlay;
use crate::register::records::Records;

/// Commands that make one commit, planned as they come: each on the register as the earlier ones leave it.
pub struct Several<'a> {
    actor: &'a Actor,
    at: Time,
    why: String,
    layer: Overlay<'a>,
    changes: Vec<Change>,
    adjusts: bool,
}

impl<'a> Several<'a> {
    /// Begins with none; `why` is the reason for all.
    pub fn new(records: &'a dyn Records, actor: &'a Actor, at: Time, why: String) -> Self {
        Self { actor, at, why, layer: Overlay::new(records), changes: Vec::new(), adjusts: false }
    }

    /// Returns the register as the commands so far leave it.
    pub const fn records(&self) -> &Overlay<'a> {
        &self.layer
    }

    /// Plans one more command. After a refusal none of them is to be committed.
    pub fn add(&mut self, command: &Command) -> Result<(), Reject> {
        may_write(self.actor)?;
        let mut desk = Desk::new(self.actor, self.at, &self.why);
        match desk.plan(command, &self.layer) {
            Ok(changes) => {
                self.layer.apply(&changes);
                self.changes.extend(changes);
                self.adjusts |= desk.adjusts;
                Ok(())
            }
            // One line of many that says what is already there is no reason to refuse the others.
            Err(Reject::Nothing) => Ok(()),
            Err(reject) => Err(reject),
        }
    }

    /// Gives what all of them come to.
    pub fn planned(self) -> Result<Planned, Reject> {
        let changes = merge(self.changes);
        if changes.is_empty() {
            return Err(Reject::Nothing);
        }
        Ok(Planned { changes, why: adjusted(self.why.trim(), self.adjusts), undoes: None })
    }
}

/// Tries commands one after the other, each on what the ones before it that would be taken leave behind; nothing happens.
///
/// So a whole block of rows can be shown with what the register would say to each of them; `why` is the reason that would
/// be given for all.
pub fn rehearse(
    commands: &[Command],
    why: &str,
    records: &dyn Records,
    actor: &Actor,
    at: Time,
) -> Vec<Result<Vec<Change>, Reject>> {
    let mut layer = Overlay::new(records);
    let mut desk = Desk::new(actor, at, why);
    let try_one = |command| {
        may_write(actor)?;
        let changes = desk.plan(command, &layer)?;
        layer.apply(&changes);
        Ok(changes)
    };
    commands.iter().map(try_one).collect()
}
