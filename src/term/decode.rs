//! Bytes of a terminal in, [`Input`]s out: the one decoder of the local end and of SSH.
//!
//! The decoder is a state machine fed byte by byte, so how the bytes were cut into reads never
//! changes what comes out. It holds no timer: a lone Esc is told from the beginning of a sequence by
//! the driver, which calls [`Decoder::timeout`] when nothing followed for a while.
//!
//! What it promises:
//! - An unknown sequence and a terminal's answer are swallowed whole, never typed into a form.
//! - A byte that is not UTF-8 costs itself only; a letter split over two reads is joined.
//! - Letters and Backspaces of Vietnamese input methods come out verbatim and in order.
//! - A control character is never a [`Key::Char`].
//! - Memory is bounded: [`CSI_LIMIT`] for a sequence, [`PASTE_LIMIT`] for a paste.

mod paste;
mod sequence;
#[cfg(test)]
mod tests;

use crate::input::{Chord, Input, Key, Mods, Reply};
use sequence::Meaning;

pub use paste::PASTE_LIMIT;

/// Bytes of a control sequence that are looked at; a longer one is swallowed unread.
pub const CSI_LIMIT: usize = 64;

/// Bytes after which a terminal's string (title, colour, version) is given up as never ending.
///
/// Nothing of a string is kept. The limit is for the person: without it a lost end mark would
/// swallow all that is typed afterwards.
pub const STRING_LIMIT: usize = 4096;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const DEL: u8 = 0x7f;

/// What the next byte continues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Letters and controls, or the byte after Esc.
    #[default]
    Ground,
    /// After `ESC [`.
    Csi,
    /// A control sequence past [`CSI_LIMIT`]: swallowed up to its last byte.
    CsiTooLong,
    /// After `ESC [ [`, which the Linux console puts before F1 to F5.
    Console,
    /// Inside the old mouse report, with this many bytes to come.
    Mouse(u8),
    /// After `ESC O`.
    Ss3,
    /// Inside a string of the terminal that this byte began, with so many bytes seen.
    Text { began: u8, seen: usize },
    /// After an Esc inside a string: its end mark or a new key.
    TextEsc,
    /// Between the marks of a bracketed paste.
    Paste,
}

/// Turns a terminal's bytes into [`Input`]s.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// How many Esc (0, 1 or 2) stand before what is being read, its own included.
    escapes: u8,
    /// The driver's time ran out here already: waiting longer cannot tell more.
    waited: bool,
    /// The first bytes of a letter, never the whole of one.
    letter: Vec<u8>,
    /// What stands between `ESC [` or `ESC O` and the last byte of the sequence.
    sequence: Vec<u8>,
    paste: paste::Paste,
}

impl Decoder {
    /// Makes a decoder that has seen nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads bytes and appends what they mean to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for &byte in bytes {
            self.waited = false;
            self.byte(byte, out);
        }
    }

    /// Tells whether only time can say what the last bytes were (a lone Esc, for one).
    ///
    /// The driver then waits for more bytes a short while only (60 ms on a tty, 150 ms over SSH is
    /// what serves) and calls [`timeout`](Self::timeout) when none came. It stays true until then,
    /// and false afterwards until the next byte, so an idle driver sleeps without a time limit.
    pub fn pending_escape(&self) -> bool {
        let undecided = match self.state {
            State::Ground => self.escapes > 0,
            State::Paste => false,
            State::Csi
            | State::CsiTooLong
            | State::Console
            | State::Mouse(_)
            | State::Ss3
            | State::Text { .. }
            | State::TextEsc => true,
        };
        undecided && !self.waited
    }

    /// Decides what was pending, because nothing followed in time.
    ///
    /// - Esc, or Esc twice, was that key.
    /// - A bare beginning of a string (`ESC ]`) was Alt and that sign; were it kept, it would
    ///   swallow what is typed next.
    /// - Any other half of a sequence is kept, for its end is on the way over a slow line, and typing
    ///   it into a form would be the worse mistake. It costs at most the next key when it was a stray
    ///   Alt+\[ after all.
    /// - The old mouse report without its three bytes is forgotten.
    pub fn timeout(&mut self, out: &mut Vec<Input>) {
        if !self.pending_escape() {
            return;
        }
        self.waited = true;
        match self.state {
            State::Ground => self.lone_escapes(out),
            State::Text { began, seen: 0 } => {
                self.typed(Key::Char(char::from(began)).into(), out);
            }
            State::TextEsc => {
                self.meant(Meaning::Reply(Reply::Other), out);
                out.push(Chord::plain(Key::Esc).into());
            }
            State::Mouse(_) => self.meant(Meaning::Reply(Reply::Other), out),
            State::Csi | State::CsiTooLong | State::Console | State::Ss3 | State::Text { .. } | State::Paste => {}
        }
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, out),
            State::Csi => self.csi(byte, out),
            State::CsiTooLong => match byte {
                b' '..=b'?' => {}
                b'@'..=b'~' => self.meant(Meaning::Nothing, out),
                _ => self.broken_off(byte, out),
            },
            State::Console => match byte {
                b' '..=b'~' => self.meant(sequence::console(byte), out),
                _ => self.broken_off(byte, out),
            },
            State::Mouse(left) => match byte {
                0..b' ' => self.broken_off(byte, out),
                _ if left > 1 => self.state = State::Mouse(left - 1),
                _ => self.meant(Meaning::Reply(Reply::Other), out),
            },
            State::Ss3 => self.ss3(byte, out),
            State::Text { began, seen } => self.text(byte, began, seen, out),
            State::TextEsc => {
                self.meant(Meaning::Reply(Reply::Other), out);
                if byte != b'\\' {
                    self.escapes = 1;
                    self.ground(byte, out);
                }
            }
            State::Paste => {
                if self.paste.byte(byte, out) {
                    self.state = State::Ground;
                }
            }
        }
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<Input>) {
        if byte >= 0x80 {
            self.letter_byte(byte, out);
            return;
        }
        // An ASCII byte ends a letter that was not finished: those bytes were bad.
        self.letter.clear();
        match byte {
            ESC if self.escapes < 2 => self.escapes += 1,
            ESC => out.push(Chord::plain(Key::Esc).into()),
            b'[' if self.escapes > 0 => self.begin(State::Csi),
            b'O' if self.escapes > 0 => self.begin(State::Ss3),
            // OSC, DCS, SOS, PM, APC.
            b']' | b'P' | b'X' | b'^' | b'_' if self.escapes > 0 => {
                self.begin(State::Text { began: byte, seen: 0 });
            }
            // The Linux console sends Shift+Tab as Esc and Tab; Alt+Tab belongs to the desktop.
            b'\t' if self.escapes > 0 => {
                self.escapes -= 1;
                self.lone_escapes(out);
                out.push(Chord::plain(Key::BackTab).into());
            }
            _ => self.typed(sequence::ascii(byte), out),
        }
    }

    /// Adds a byte of a letter beyond ASCII; what can be no letter any more is dropped.
    fn letter_byte(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.letter.push(byte);
        match std::str::from_utf8(&self.letter) {
            Ok(text) => {
                let letter = text.chars().next();
                self.letter.clear();
                // U+0080..U+009F are controls that some terminals obey; no keyboard types them.
                if let Some(letter) = letter.filter(|letter| !letter.is_control()) {
                    self.typed(Key::Char(letter).into(), out);
                }
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                // The last byte broke it; unless it is alone, it may begin a letter of its own.
                let alone = self.letter.len() == 1;
                self.letter.clear();
                if !alone {
                    self.letter_byte(byte, out);
                }
            }
        }
    }

    fn csi(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'$' if sequence::is_rxvt_shift(&self.sequence) => {
                self.meant(sequence::csi(&self.sequence, byte), out);
            }
            b' '..=b'?' if self.sequence.len() < CSI_LIMIT => self.sequence.push(byte),
            b' '..=b'?' => self.state = State::CsiTooLong,
            b'[' if self.sequence.is_empty() => self.state = State::Console,
            b'M' if self.sequence.is_empty() => self.state = State::Mouse(3),
            b'@'..=b'~' => self.meant(sequence::csi(&self.sequence, byte), out),
            _ => self.broken_off(byte, out),
        }
    }

    fn ss3(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            b'0'..=b'9' | b';' if self.sequence.len() < CSI_LIMIT => self.sequence.push(byte),
            b' '..=b'~' => self.meant(sequence::ss3(&self.sequence, byte), out),
            _ => self.broken_off(byte, out),
        }
    }

    fn text(&mut self, byte: u8, began: u8, seen: usize, out: &mut Vec<Input>) {
        let seen = seen + 1;
        match byte {
            BEL => self.meant(Meaning::Reply(Reply::Other), out),
            ESC => self.state = State::TextEsc,
            // A key was pressed: no terminal puts controls into its strings.
            0..b' ' | DEL if seen == 1 => {
                self.typed(Key::Char(char::from(began)).into(), out);
                self.ground(byte, out);
            }
            0..b' ' | DEL => self.broken_off(byte, out),
            _ if seen == STRING_LIMIT => self.meant(Meaning::Reply(Reply::Other), out),
            _ => self.state = State::Text { began, seen },
        }
    }

    fn begin(&mut self, state: State) {
        self.sequence.clear();
        self.state = state;
    }

    /// Ends a sequence at a byte that cannot belong to it, and reads that byte afresh.
    fn broken_off(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Csi if self.sequence.is_empty() => self.typed(Key::Char('[').into(), out),
            State::Ss3 if self.sequence.is_empty() => self.typed(Key::Char('O').into(), out),
            _ => self.meant(Meaning::Nothing, out),
        }
        self.ground(byte, out);
    }

    /// Delivers what a whole sequence meant; an Esc before it is Alt for a key, else itself.
    fn meant(&mut self, meaning: Meaning, out: &mut Vec<Input>) {
        self.state = State::Ground;
        let esc_before = self.escapes > 1;
        self.escapes = 0;
        if let Meaning::Key(mut chord) = meaning {
            chord.mods.alt |= esc_before;
            out.push(chord.canonical().into());
            return;
        }
        if esc_before {
            out.push(Chord::plain(Key::Esc).into());
        }
        match meaning {
            Meaning::Reply(reply) => out.push(Input::Reply(reply)),
            Meaning::PasteBegins => self.state = State::Paste,
            Meaning::Nothing | Meaning::Key(_) => {}
        }
    }

    /// Delivers a key of one letter or control; an Esc right before it is Alt.
    fn typed(&mut self, chord: Chord, out: &mut Vec<Input>) {
        let alt = self.escapes > 0;
        self.escapes = self.escapes.saturating_sub(1);
        self.lone_escapes(out);
        self.state = State::Ground;
        let mods = Mods { alt: chord.mods.alt || alt, ..chord.mods };
        out.push(Chord::new(chord.key, mods).into());
    }

    fn lone_escapes(&mut self, out: &mut Vec<Input>) {
        for _ in 0..self.escapes {
            out.push(Chord::plain(Key::Esc).into());
        }
        self.escapes = 0;
    }
}
