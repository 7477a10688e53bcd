//! `danvan keys`: the keys, from the tables that the screens obey.

use super::out::{End, Out, Outcome};
use crate::ui::action::keys_text;

/// Prints each action with its keys, what it does and where.
pub(super) fn run(out: &mut Out) -> Outcome {
    for line in keys_text(out.lang).lines() {
        out.line(line)?;
    }
    Ok(End::Done)
}
