//! `danvan keys`: the keys, from the tables that the screens obey.

use super::args::KeysFormat;
use super::out::{End, Out, Outcome};
use crate::ui::action::{keys_card, keys_markdown, keys_text};

/// Prints each action with its keys and what it does.
pub(super) fn run(format: KeysFormat, out: &mut Out) -> Outcome {
    let text = match format {
        KeysFormat::Text => keys_text(out.lang),
        KeysFormat::Card => keys_card(out.lang),
        KeysFormat::Md => keys_markdown(out.lang),
    };
    for line in text.lines() {
        out.line(line)?;
    }
    Ok(End::Done)
}
