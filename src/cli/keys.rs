//! `danvan keys`: the keys, from the tables that the screens obey.

use super::out::{End, Out, Outcome};
use crate::ui::action::{ACTIONS, BINDINGS};

/// Prints each action with its keys and what it does.
pub(super) fn run(out: &mut Out) -> Outcome {
    let lang = out.lang;
    for row in ACTIONS {
        let mut chords: Vec<&str> = Vec::new();
        for binding in BINDINGS.iter().filter(|binding| binding.action == row.action) {
            if !chords.contains(&binding.chord) {
                chords.push(binding.chord);
            }
        }
        if !chords.is_empty() {
            out.line(&line(&chords.join(", "), row.label.get(lang), row.help.get(lang)))?;
        }
    }
    Ok(End::Done)
}

fn line(chords: &str, label: &str, help: &str) -> String {
    let chords = crate::text::width::pad_right(chords, 24);
    if help.is_empty() { format!("{chords} {label}") } else { format!("{chords} {label}: {help}") }
}
