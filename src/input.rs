//! What people do at a terminal, as plain data: keys, pastes, sizes, and scripts of them for tests.
//!
//! Both ends that people touch (the local terminal and the SSH channel) decode their bytes into
//! [`Input`]; the screens see nothing else. A key is a [`Chord`]: what was pressed and what was
//! held. Two spellings of a chord are known: the one for people (`Ctrl+G`) and the short one of
//! scripts (`C-g`); [`Chord`] reads both and writes the first.

mod name;
mod script;

pub use name::UnknownKey;
pub use script::script;

/// A key of the keyboard, without what was held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A letter, digit or sign as the terminal sent it: one code point, never a control character.
    ///
    /// Vietnamese input methods send raw letters, Backspaces and replacements; they arrive here
    /// untouched, combining tones included.
    Char(char),
    /// Enter; Ctrl+J and Ctrl+M arrive as this too.
    Enter,
    /// Tab; Ctrl+I arrives as this too.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace, whichever of the bytes 0x08 and 0x7f the machine sends; Ctrl+H too.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A function key by its number, 1 to 20.
    F(u8),
}

/// What was held while a key was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mods {
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt (Meta) was held, or Esc came right before.
    pub alt: bool,
    /// Shift was held; never set for a letter that merely came out as a capital.
    pub shift: bool,
}

impl Mods {
    /// Nothing held.
    pub const NONE: Self = Self { ctrl: false, alt: false, shift: false };
    /// Ctrl alone.
    pub const CTRL: Self = Self { ctrl: true, ..Self::NONE };
    /// Alt alone.
    pub const ALT: Self = Self { alt: true, ..Self::NONE };
    /// Shift alone.
    pub const SHIFT: Self = Self { shift: true, ..Self::NONE };
}

/// A key together with what was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key pressed.
    pub key: Key,
    /// What was held with it.
    pub mods: Mods,
}

impl Chord {
    /// Makes a chord of a key and what was held, exactly as given.
    pub const fn new(key: Key, mods: Mods) -> Self {
        Self { key, mods }
    }

    /// Makes a chord of a key pressed alone.
    pub const fn plain(key: Key) -> Self {
        Self::new(key, Mods::NONE)
    }

    /// Makes the chord of Ctrl and a letter; the letter is kept in lower case.
    pub const fn ctrl(letter: char) -> Self {
        Self::new(Key::Char(letter.to_ascii_lowercase()), Mods::CTRL)
    }

    /// Makes the chord of a function key pressed alone.
    pub const fn f(number: u8) -> Self {
        Self::plain(Key::F(number))
    }

    /// Gives the code point that this chord types, or nothing when it is a command.
    pub const fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(letter) if !self.mods.ctrl && !self.mods.alt => Some(letter),
            _ => None,
        }
    }

    /// Gives the one form in which chords that terminals cannot tell apart are known.
    ///
    /// Ctrl+H is Backspace, Ctrl+I Tab, Ctrl+J and Ctrl+M Enter, Ctrl+\[ Esc: the bytes are the
    /// same on most terminals, so a command on them would be reached from one machine and not from
    /// the next. Shift+Tab is [`Key::BackTab`]; a shifted letter is the capital alone; the letter
    /// beside Ctrl is in lower case.
    #[must_use]
    pub fn canonical(self) -> Self {
        let Self { key, mut mods } = self;
        let key = match key {
            Key::Char(letter) if mods.ctrl => {
                let twin = match letter.to_ascii_lowercase() {
                    _ if mods.shift => None,
                    'h' => Some(Key::Backspace),
                    'i' => Some(Key::Tab),
                    'j' | 'm' => Some(Key::Enter),
                    '[' => Some(Key::Esc),
                    _ => None,
                };
                mods.ctrl = twin.is_none();
                twin.unwrap_or(Key::Char(letter.to_ascii_lowercase()))
            }
            Key::Char(letter) if mods.shift => {
                mods.shift = false;
                Key::Char(capital(letter))
            }
            Key::Tab | Key::BackTab if mods.shift || key == Key::BackTab => {
                mods.shift = false;
                Key::BackTab
            }
            other => other,
        };
        Self { key, mods }
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::plain(key)
    }
}

/// Gives the capital of a letter, or the letter itself where the capital is no single code point.
fn capital(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// One thing that came from a person's end of the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// A key was pressed.
    Chord(Chord),
    /// Text was pasted (or a piece of it, see the decoder); line ends are `\n`.
    Paste(String),
    /// The window has a new size, in character cells.
    Resize {
        /// Width in columns.
        cols: u16,
        /// Height in rows.
        rows: u16,
    },
    /// The terminal answered a question or reported something; never text.
    Reply(Reply),
    /// Nobody is there any more: the line was cut, the window closed, or the process asked to end.
    HangUp,
}

impl From<Chord> for Input {
    fn from(chord: Chord) -> Self {
        Self::Chord(chord)
    }
}

/// What a terminal reported of its own accord or when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reply {
    /// The cursor's place, both counted from 1 (the answer to `ESC [ 6 n`).
    Position {
        /// Row, 1 at the top.
        row: u16,
        /// Column, 1 at the left.
        col: u16,
    },
    /// An answer that nothing here asks for: kept apart from text and otherwise ignored.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_that_share_a_byte_are_one() {
        let same = |letter, key| assert_eq!(Chord::ctrl(letter).canonical(), Chord::plain(key));
        same('h', Key::Backspace);
        same('i', Key::Tab);
        same('j', Key::Enter);
        same('M', Key::Enter);
        same('[', Key::Esc);
        assert_eq!(Chord::ctrl('g').canonical(), Chord::ctrl('G'));
    }

    #[test]
    fn shift_is_part_of_a_capital_and_of_back_tab() {
        let shifted = |key| Chord::new(key, Mods::SHIFT).canonical();
        assert_eq!(shifted(Key::Char('đ')), Chord::plain(Key::Char('Đ')));
        assert_eq!(shifted(Key::Char('ß')), Chord::plain(Key::Char('ß')));
        assert_eq!(shifted(Key::Tab), Chord::plain(Key::BackTab));
        assert_eq!(shifted(Key::F(3)), Chord::new(Key::F(3), Mods::SHIFT));
        assert_eq!(Chord::plain(Key::Tab).canonical(), Chord::plain(Key::Tab), "Tab alone stays Tab");
    }

    #[test]
    fn only_a_bare_letter_types() {
        assert_eq!(Chord::plain(Key::Char('ệ')).typed(), Some('ệ'));
        assert_eq!(Chord::ctrl('g').typed(), None);
        assert_eq!(Chord::new(Key::Char('x'), Mods::ALT).typed(), None);
        assert_eq!(Chord::plain(Key::Enter).typed(), None);
    }
}
