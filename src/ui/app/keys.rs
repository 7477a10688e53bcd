//! Esc as a prefix, for keyboards without F-keys.

use crate::input::{Chord, Key};
use crate::ui::action::KeyMap;

/// Whether Esc was pressed and its second key is awaited, for as long as it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    /// Whether it is.
    pub pending: bool,
}

impl Prefix {
    /// Takes a key as it came and gives the one that is meant; `None` for the prefix itself.
    ///
    /// Esc and a digit sent in one piece arrive as Alt and the digit.
    pub fn take(&mut self, chord: Chord, map: KeyMap) -> Option<Chord> {
        if map != KeyMap::EscPrefix {
            return Some(chord);
        }
        let pending = std::mem::take(&mut self.pending);
        let esc = chord.key == Key::Esc && !chord.mods.ctrl;
        match digit(chord) {
            Some(number) if pending || chord.mods.alt => Some(Chord::f(number)),
            _ if esc && (pending || chord.mods.alt) => Some(Chord::plain(Key::Esc)),
            _ if esc => {
                self.pending = true;
                None
            }
            _ => Some(chord),
        }
    }
}

/// Returns the F-key that a digit stands for: 0 for F10.
fn digit(chord: Chord) -> Option<u8> {
    match chord.key {
        Key::Char('0') if !chord.mods.ctrl => Some(10),
        Key::Char(letter @ '1'..='9') if !chord.mods.ctrl => u8::try_from(letter.to_digit(10)?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Input, script};

    fn meant(keys: &str, map: KeyMap) -> Vec<Chord> {
        let mut prefix = Prefix::default();
        let chord = |input| match input {
            Input::Chord(chord) => prefix.take(chord, map),
            _ => None,
        };
        script(keys).unwrap().into_iter().filter_map(chord).collect()
    }

    #[test]
    fn esc_and_a_digit_are_an_f_key_and_esc_twice_is_esc() {
        let esc = Chord::plain(Key::Esc);
        let letter = Chord::plain(Key::Char('x'));
        let four = Chord::plain(Key::Char('4'));
        assert_eq!(meant("<Esc>4<Esc>0<Esc><Esc>", KeyMap::EscPrefix), [Chord::f(4), Chord::f(10), esc]);
        assert_eq!(meant("<M-9><M-Esc>4", KeyMap::EscPrefix), [Chord::f(9), esc, four]);
        assert_eq!(meant("<Esc>x4<Esc><Down>", KeyMap::EscPrefix), [letter, four, Chord::plain(Key::Down)]);
    }

    #[test]
    fn with_f_keys_nothing_is_changed() {
        assert_eq!(meant("<Esc>4", KeyMap::Full), [Chord::plain(Key::Esc), Chord::plain(Key::Char('4'))]);
    }
}
