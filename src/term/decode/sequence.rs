//! What the escape sequences of terminals mean, xterm's and those that differ from it.

use crate::input::{Chord, Key, Mods, Reply};

/// What a whole sequence was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A key.
    Key(Chord),
    /// An answer or a report of the terminal.
    Reply(Reply),
    /// The mark before pasted text.
    PasteBegins,
    /// Nothing that is known or wanted.
    Nothing,
}

impl Meaning {
    fn key(key: Option<Key>, mods: Mods) -> Self {
        key.map_or(Self::Nothing, |key| Self::Key(Chord::new(key, mods)))
    }
}

/// Reads one byte below 0x80 that stands alone.
pub(super) fn ascii(byte: u8) -> Chord {
    match byte {
        b'\r' | b'\n' => Key::Enter.into(),
        b'\t' => Key::Tab.into(),
        0x1b => Key::Esc.into(),
        0x08 | 0x7f => Key::Backspace.into(),
        0 => Chord::ctrl(' '),
        // Ctrl with a letter sends the letter's last five bits; 0x1c to 0x1f are \ ] ^ _.
        1..=0x1f => Chord::ctrl(char::from(byte | 0x40)),
        _ => Key::Char(char::from(byte)).into(),
    }
}

/// Reads `ESC [ [ last`: F1 to F5 of the Linux console.
pub(super) fn console(last: u8) -> Meaning {
    match last {
        b'A'..=b'E' => Meaning::Key(Chord::f(last - b'A' + 1)),
        _ => Meaning::Nothing,
    }
}

/// Tells whether a `$` after these bytes ends an rxvt key held with Shift.
///
/// Elsewhere `$` only prepares the last byte of a terminal's answer, which has more than a number.
pub(super) fn is_rxvt_shift(sequence: &[u8]) -> bool {
    !sequence.is_empty() && sequence.iter().all(u8::is_ascii_digit)
}

/// Reads `ESC [ sequence last`.
pub(super) fn csi(sequence: &[u8], last: u8) -> Meaning {
    if let Some(b'<'..=b'?') = sequence.first() {
        return Meaning::Reply(Reply::Other);
    }
    let numbers = Numbers(sequence);
    match last {
        b'~' => tilde(&numbers),
        b'^' => Meaning::key(numbered(numbers.nth(0)), Mods::CTRL),
        b'$' => Meaning::key(numbered(numbers.nth(0)), Mods::SHIFT),
        b'@' => {
            let (ctrl, shift) = (true, true);
            let mods = Mods { ctrl, shift, ..Mods::NONE };
            Meaning::key(numbered(numbers.nth(0)), mods)
        }
        b'u' => coded(numbers.nth(0), &numbers, 1),
        b'R' => position_or_f3(&numbers),
        b'Z' => Meaning::key(Some(Key::BackTab), Mods::NONE),
        b'a'..=b'd' if sequence.is_empty() => Meaning::key(cursor(last.to_ascii_uppercase()), Mods::SHIFT),
        // Attributes, status, window size, mode and parameter reports; mouse reports of rxvt.
        b'c' | b'n' | b't' | b'x' | b'y' | b'M' => Meaning::Reply(Reply::Other),
        _ if numbers.released(1) => Meaning::Nothing,
        _ => Meaning::key(cursor(last), held(numbers.nth(1))),
    }
}

/// Reads `ESC O sequence last`: keys of a keypad or cursor block in application mode.
pub(super) fn ss3(sequence: &[u8], last: u8) -> Meaning {
    let numbers = Numbers(sequence);
    // Some terminals put the held keys alone (`ESC O 5 P`), some after a 1 (`ESC O 1 ; 5 P`).
    let mods = held(numbers.nth(0).max(numbers.nth(1)));
    let key = match last {
        b'M' => Key::Enter,
        b'I' => Key::Tab,
        b' ' => Key::Char(' '),
        b'X' => Key::Char('='),
        // rxvt's End. The keypad's 7 has the same bytes, but only in a mode that is never set here.
        b'w' => Key::End,
        b'a'..=b'd' => {
            return Meaning::key(cursor(last.to_ascii_uppercase()), Mods::CTRL);
        }
        // * + , - . / and 0 to 9, in the order of ASCII.
        b'j'..=b'y' => Key::Char(char::from(last - b'j' + b'*')),
        _ => return Meaning::key(cursor(last), mods),
    };
    Meaning::key(Some(key), mods)
}

/// Reads `ESC [ .. ~`.
fn tilde(numbers: &Numbers<'_>) -> Meaning {
    match numbers.nth(0) {
        200 => Meaning::PasteBegins,
        // xterm's modifyOtherKeys.
        27 => coded(numbers.nth(2), numbers, 1),
        _ if numbers.released(1) => Meaning::Nothing,
        number => Meaning::key(numbered(number), held(numbers.nth(1))),
    }
}

/// Reads a key sent as its code point, with the held keys at `at`.
fn coded(code: u32, numbers: &Numbers<'_>, at: usize) -> Meaning {
    if numbers.released(at) {
        return Meaning::Nothing;
    }
    let key = match code {
        9 => Some(Key::Tab),
        13 => Some(Key::Enter),
        27 => Some(Key::Esc),
        8 | 127 => Some(Key::Backspace),
        // From 57344 on stand private codes for keys that have no letter.
        57344..=63743 => None,
        _ => char::from_u32(code).filter(|letter| !letter.is_control()).map(Key::Char),
    };
    Meaning::key(key, held(numbers.nth(at)))
}

/// Tells a cursor position from xterm's F3 with something held, which has the same form.
///
/// `ESC [ 1 ; 2 R` is taken for Shift+F3: whoever asks for the position does so below the first row.
fn position_or_f3(numbers: &Numbers<'_>) -> Meaning {
    match (numbers.nth(0), numbers.nth(1)) {
        (0, _) | (1, 2..=16) => Meaning::key(Some(Key::F(3)), held(numbers.nth(1))),
        (row, col) => {
            let short = |number| u16::try_from(number).unwrap_or(u16::MAX);
            let (row, col) = (short(row), short(col));
            Meaning::Reply(Reply::Position { row, col })
        }
    }
}

/// Gives the key of the letter that ends `ESC [` and `ESC O` sequences alike.
fn cursor(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Gives the key of a VT220 number.
fn numbered(number: u32) -> Option<Key> {
    let f = |first: u32, is: u8| u8::try_from(number - first).ok().map(|n| Key::F(n + is));
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Insert),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => f(11, 1),
        17..=21 => f(17, 6),
        23..=26 => f(23, 11),
        28..=29 => f(28, 15),
        31..=34 => f(31, 17),
        _ => None,
    }
}

/// Reads xterm's number of the held keys: one more than the sum of Shift 1, Alt 2, Ctrl 4.
fn held(number: u32) -> Mods {
    let bits = number.saturating_sub(1);
    Mods { shift: bits & 1 != 0, alt: bits & 2 != 0, ctrl: bits & 4 != 0 }
}

/// The numbers of a sequence: separated by `;`, with lesser numbers after `:`.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    /// Gives a number, 0 where it is left out; anything else in its place ends it.
    fn nth(&self, index: usize) -> u32 {
        self.lesser(index, 0)
    }

    /// Tells whether kitty reports here that the key was let go.
    fn released(&self, index: usize) -> bool {
        self.lesser(index, 1) == 3
    }

    fn lesser(&self, index: usize, lesser: usize) -> u32 {
        let part = self.0.split(|&byte| byte == b';').nth(index);
        let digits = part.and_then(|part| part.split(|&byte| byte == b':').nth(lesser));
        digits
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u32, |sum, &byte| sum.saturating_mul(10).saturating_add(u32::from(byte - b'0')))
    }
}
