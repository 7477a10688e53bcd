//! What screens are put together from: the places where people type, lists, boxes.

pub mod cell;
pub mod edit;
pub mod frame;
pub mod memo;
pub mod window;

pub use cell::{Cell, Editor, Lack};
pub use edit::{Edit, View};
pub use memo::Memo;
pub use window::Window;

use crate::text::width::{byte_at_column, column_at_byte};

/// Writes a name as it stands at the beginning of a line: with a capital.
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns where the cluster behind byte `at` ends: what Right steps over and Delete takes away.
fn next_stop(text: &str, at: usize) -> usize {
    let here = column_at_byte(text, at);
    let rest = text.get(at..).unwrap_or_default();
    let steps = rest.char_indices().skip(1).map(|(step, _)| at + step);
    steps.into_iter().find(|&byte| column_at_byte(text, byte) > here).unwrap_or(text.len())
}

/// Returns where the cluster before byte `at` begins: what Left steps over.
fn last_stop(text: &str, at: usize) -> usize {
    let before = one_back(text, at);
    // A mark without a letter has no column of its own; it is stepped over alone.
    byte_at_column(text, column_at_byte(text, before)).min(before)
}

/// Returns where the code point before byte `at` begins.
fn one_back(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|left| left.char_indices().next_back()).map_or(0, |(byte, _)| byte)
}
