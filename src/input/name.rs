//! How chords are written: `Ctrl+G` for people, `C-g` in scripts.

use std::fmt;
use std::str::FromStr;

use super::{Chord, Key, Mods};

/// Names of the keys that are not letters or F-keys; the first name of a key is the one shown.
const NAMES: &[(&str, Key)] = &[
    ("Space", Key::Char(' ')),
    ("Enter", Key::Enter),
    ("Tab", Key::Tab),
    ("BackTab", Key::BackTab),
    ("Esc", Key::Esc),
    ("Backspace", Key::Backspace),
    ("BS", Key::Backspace),
    ("Delete", Key::Delete),
    ("Del", Key::Delete),
    ("Insert", Key::Insert),
    ("Ins", Key::Insert),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PageUp", Key::PageUp),
    ("PgDn", Key::PageDown),
    ("PageDown", Key::PageDown),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("lt", Key::Char('<')),
    ("gt", Key::Char('>')),
];

/// Prefixes for what is held: the one for people, the one of scripts.
const HELD: &[(&str, &str, Mods)] =
    &[("Ctrl+", "C-", Mods::CTRL), ("Alt+", "M-", Mods::ALT), ("Shift+", "S-", Mods::SHIFT)];

/// The highest F-key that any terminal sends.
const LAST_F: u8 = 20;

/// A word that names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey(
    /// The word as it was written.
    pub String,
);

impl fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no key is called \"{}\"", self.0)
    }
}

impl std::error::Error for UnknownKey {}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, (prefix, _, _)) in [self.mods.ctrl, self.mods.alt, self.mods.shift].into_iter().zip(HELD) {
            if held {
                f.write_str(prefix)?;
            }
        }
        match self.key {
            Key::BackTab => f.write_str("Shift+Tab"),
            Key::F(number) => write!(f, "F{number}"),
            // Key caps carry capitals, so that is what people look for beside Ctrl.
            Key::Char(letter) if self.mods.ctrl && letter != ' ' => {
                write!(f, "{}", letter.to_ascii_uppercase())
            }
            Key::Char(letter) if letter != ' ' => write!(f, "{letter}"),
            key => {
                let name = NAMES.iter().find(|(_, named)| *named == key);
                f.write_str(name.map_or("", |(name, _)| name))
            }
        }
    }
}

impl FromStr for Chord {
    type Err = UnknownKey;

    /// Reads either spelling and gives the canonical chord: `C-h` is Backspace.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let mut mods = Mods::NONE;
        let mut rest = text;
        // A prefix counts only before something: `C--` is Ctrl and minus, `Ctrl++` Ctrl and plus.
        while let Some((after, held)) = HELD.iter().find_map(|(long, short, held)| {
            let after = rest.strip_prefix(long).or_else(|| rest.strip_prefix(short))?;
            (!after.is_empty()).then_some((after, held))
        }) {
            mods.ctrl |= held.ctrl;
            mods.alt |= held.alt;
            mods.shift |= held.shift;
            rest = after;
        }
        let key = key_called(rest).ok_or_else(|| UnknownKey(text.to_owned()))?;
        Ok(Self::new(key, mods).canonical())
    }
}

/// Finds the key of a name, an F-key's number or a single letter.
fn key_called(name: &str) -> Option<Key> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return (!letter.is_control()).then_some(Key::Char(letter));
    }
    let number = name.strip_prefix('F').and_then(|n| n.parse().ok());
    match number {
        Some(number) if (1..=LAST_F).contains(&number) => Some(Key::F(number)),
        _ => NAMES.iter().find(|(known, _)| *known == name).map(|(_, key)| *key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_reads_both_spellings_and_writes_the_one_for_people() {
        for (long, short) in [
            ("Ctrl+G", "C-g"),
            ("F4", "F4"),
            ("Shift+Tab", "BackTab"),
            ("Shift+F3", "S-F3"),
            ("Alt+x", "M-x"),
            ("Ctrl+Alt+Left", "M-C-Left"),
            ("Ctrl+Space", "C- "),
            ("Ctrl++", "C-+"),
            ("Ctrl+-", "C--"),
            ("PgDn", "PageDown"),
            ("ệ", "ệ"),
            ("-", "-"),
        ] {
            let chord: Chord = long.parse().expect(long);
            assert_eq!(short.parse(), Ok(chord), "{short}");
            assert_eq!(chord.to_string(), long);
        }
    }

    #[test]
    fn every_named_key_is_shown_by_a_name_that_reads_back() {
        for (name, key) in NAMES {
            let chord = Chord::plain(*key);
            assert_eq!(chord.to_string().parse(), Ok(chord), "{name}");
            assert_eq!(name.parse(), Ok(chord), "{name}");
        }
    }

    #[test]
    fn words_that_are_no_keys_are_refused() {
        for word in ["", "F0", "F21", "F+1x", "Ctrl", "Hyper+x", "enter", "\u{1b}"] {
            assert_eq!(word.parse::<Chord>(), Err(UnknownKey(word.to_owned())));
        }
    }

    #[test]
    fn chords_with_a_twin_are_read_as_the_twin() {
        assert_eq!("C-h".parse(), Ok(Chord::plain(Key::Backspace)));
        assert_eq!("Ctrl+J".parse(), Ok(Chord::plain(Key::Enter)));
        assert_eq!("S-a".parse(), Ok(Chord::plain(Key::Char('A'))));
    }
}
