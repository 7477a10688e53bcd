//! Text between the marks of a bracketed paste.

use crate::input::Input;

/// Bytes of a paste that are held at most.
///
/// A longer paste is delivered in pieces, each an [`Input::Paste`] of its own; nothing is lost. A
/// piece ends after the last line end of its second half where there is one, so that lines pasted
/// into a table stay whole.
pub const PASTE_LIMIT: usize = 64 * 1024;

/// The mark after pasted text. The one before it is known to the sequences.
const END: &[u8] = b"\x1b[201~";

/// The pasted bytes that were not delivered yet.
#[derive(Debug, Default)]
pub(super) struct Paste {
    held: Vec<u8>,
}

impl Paste {
    /// Adds a byte, delivers what is due, and tells whether the paste is over.
    pub(super) fn byte(&mut self, byte: u8, out: &mut Vec<Input>) -> bool {
        self.held.push(byte);
        if self.held.ends_with(END) {
            self.held.truncate(self.held.len() - END.len());
            deliver(&self.held, out);
            // A large paste is rare: its memory is given back.
            self.held = Vec::new();
            return true;
        }
        if self.held.len() == PASTE_LIMIT {
            let rest = self.held.split_off(cut(&self.held));
            deliver(&self.held, out);
            self.held = rest;
        }
        false
    }

    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.held.len()
    }
}

fn deliver(bytes: &[u8], out: &mut Vec<Input>) {
    let text: String = bytes.utf8_chunks().map(|chunk| chunk.valid()).collect();
    if !text.is_empty() {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        out.push(Input::Paste(text));
    }
}

/// Finds where a piece ends: after a line if possible, never inside a letter, a `\r\n` or the mark.
fn cut(held: &[u8]) -> usize {
    // The last bytes may be the beginning of the mark.
    let latest = held.len().saturating_sub(END.len());
    let parted = |at: &usize| !(held[at - 1] == b'\r' && held[*at] == b'\n');
    let after_line = |at: &usize| matches!(held[at - 1], b'\n' | b'\r') && parted(at);
    let between = |at: &usize| held[*at] & 0xc0 != 0x80 && parted(at);
    (latest / 2..=latest).rev().find(after_line).or_else(|| (1..=latest).rev().take(8).find(between)).unwrap_or(latest)
}
