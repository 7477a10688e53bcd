//! One place on the screen: what stands there and how it looks.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::Modifier;
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use super::pen::Pen;

/// What is shown for a control character or for a glyph that does not fit.
const SUBSTITUTE: char = '?';

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Glyph {
    /// A single code point of one column.
    One(char),
    /// Anything else: a wide letter, a letter with combining marks, an emoji.
    Many {
        /// What is sent.
        text: Box<str>,
        /// The columns that ratatui reserves for it.
        width: u16,
        /// The columns that it takes where every code point is drawn by itself.
        reach: u16,
    },
    /// Covered by the wide glyph to the left.
    Trail,
    /// Not known; equal to nothing that can be wanted, so it is always painted over.
    Lost,
}

/// A place on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub glyph: Glyph,
    pub pen: Pen,
}

impl Spot {
    /// An empty place in the terminal's own colours.
    pub const VOID: Self = Self { glyph: Glyph::One(' '), pen: Pen::PLAIN };
    /// A place covered by the glyph to its left.
    pub const TRAIL: Self = Self { glyph: Glyph::Trail, pen: Pen::PLAIN };
    /// A place whose content is not known.
    pub const LOST: Self = Self { glyph: Glyph::Lost, pen: Pen::PLAIN };

    /// Takes over a ratatui cell that has `room` columns up to the edge of the screen.
    ///
    /// Nothing that could steer the terminal comes through: a symbol with a control character
    /// becomes a question mark, formatting characters without width are dropped.
    pub fn of(cell: &Cell, colours: bool, room: u16) -> Self {
        let pen = Pen::of(cell, colours);
        let glyph = Glyph::of(cell.symbol(), room);
        if glyph == Glyph::One(' ') {
            return Self { glyph, pen: pen.on_blank() };
        }
        Self { glyph, pen }
    }

    /// Gives the same place without its letter, as concealed text is shown.
    pub fn concealed(&self) -> Self {
        Self { glyph: Glyph::One(' '), pen: self.pen.on_blank() }
    }

    /// Tells whether the cell asks for its letter to be concealed.
    pub fn conceals(cell: &Cell) -> bool {
        cell.modifier.contains(Modifier::HIDDEN)
    }

    /// Tells whether nothing stands here, whatever its look.
    pub fn is_blank(&self) -> bool {
        self.glyph == Glyph::One(' ')
    }

    /// Tells whether nothing can be seen here, so that erasing gives the same.
    pub fn is_void(&self) -> bool {
        *self == Self::VOID
    }

    /// Gives the number of columns taken.
    pub fn width(&self) -> u16 {
        match &self.glyph {
            Glyph::Many { width, .. } => *width,
            Glyph::One(_) | Glyph::Trail | Glyph::Lost => 1,
        }
    }

    /// Gives the letter if every terminal surely moves on by one column after it.
    ///
    /// Latin with its Vietnamese letters, Greek, Cyrillic, punctuation, arrows, box drawing.
    pub fn steady(&self) -> Option<char> {
        match self.glyph {
            Glyph::One(c) if c < '\u{530}' || ('\u{1e00}'..'\u{2600}').contains(&c) => Some(c),
            Glyph::One(_) | Glyph::Many { .. } | Glyph::Trail | Glyph::Lost => None,
        }
    }

    /// Chooses how to write this place when the pen is `now`: an empty place takes any pen that
    /// does not show on it.
    pub fn pen_from(&self, now: Pen) -> Pen {
        if self.is_blank() && now.on_blank() == self.pen { now } else { self.pen }
    }
}

impl Glyph {
    /// Reads a ratatui symbol for a place with `room` columns up to the edge.
    ///
    /// Letters sent in parts are joined where Unicode has the whole: the picture is the same, it
    /// is shorter, and terminals that cannot combine show it too.
    fn of(symbol: &str, room: u16) -> Self {
        if let [letter @ b' '..=b'~'] = symbol.as_bytes() {
            return Self::One(char::from(*letter));
        }
        if symbol.chars().any(char::is_control) {
            return Self::One(SUBSTITUTE);
        }
        let heard = symbol.chars().filter(|c| !is_formatting(*c));
        let text: String = heard.skip_while(|c| columns(*c) == 0).nfc().collect();
        let width = text.as_str().cell_width();
        match width {
            0 => Self::One(' '),
            wide if wide > room => Self::One(SUBSTITUTE),
            _ => Self::fitting(&text, width, room),
        }
    }

    /// Keeps as many code points as fit even where each is drawn by itself: what ran over the
    /// edge would land on the next row, or scroll the screen.
    ///
    /// A mark that follows the last column is left out: without automatic wrapping tmux puts it
    /// on the letter before.
    fn fitting(text: &str, width: u16, room: u16) -> Self {
        let mut kept = String::new();
        let mut reach = 0;
        for c in text.chars() {
            if reach == room || reach + columns(c) > room {
                break;
            }
            reach += columns(c);
            kept.push(c);
        }
        let mut letters = kept.chars();
        match (width, letters.next(), letters.next()) {
            (1, Some(c), None) => Self::One(c),
            _ => Self::Many { text: kept.into_boxed_str(), width, reach },
        }
    }
}

fn columns(c: char) -> u16 {
    c.width().map_or(0, |width| u16::try_from(width).unwrap_or(u16::MAX))
}

/// Tells whether a character only directs layout: soft hyphen, direction marks, separators,
/// joiners of words. The joiners that emoji and Indic letters need are not among them.
fn is_formatting(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(text: &str, width: u16, reach: u16) -> Glyph {
        Glyph::Many { text: text.into(), width, reach }
    }

    #[test]
    fn symbols_become_glyphs_of_known_width() {
        assert_eq!(Glyph::of("a", 9), Glyph::One('a'));
        assert_eq!(Glyph::of("ệ", 9), Glyph::One('ệ'));
        assert_eq!(Glyph::of("e\u{302}\u{323}", 9), Glyph::One('ệ'));
        assert_eq!(Glyph::of("g\u{303}", 9), many("g\u{303}", 1, 1));
        assert_eq!(Glyph::of("字", 9), many("字", 2, 2));
        assert_eq!(Glyph::of("⌨\u{fe0f}", 9), many("⌨\u{fe0f}", 2, 1));
        assert_eq!(Glyph::of("👨\u{200d}👩", 9), many("👨\u{200d}👩", 2, 4));
    }

    #[test]
    fn nothing_that_steers_the_terminal_comes_through() {
        for symbol in ["\x1b", "\x07", "\r\n", "\u{9b}31m", "\x7f", "a\x1b[2J"] {
            assert_eq!(Glyph::of(symbol, 9), Glyph::One('?'), "{symbol:?}");
        }
        for symbol in ["", "\u{301}", "\u{202e}", "\u{feff}", "\u{ad}"] {
            assert_eq!(Glyph::of(symbol, 9), Glyph::One(' '), "{symbol:?}");
        }
        assert_eq!(Glyph::of("\u{301}a", 9), Glyph::One('a'));
        assert_eq!(Glyph::of("a\u{202e}", 9), Glyph::One('a'));
    }

    #[test]
    fn a_glyph_stays_inside_the_row_on_every_terminal() {
        assert_eq!(Glyph::of("字", 1), Glyph::One('?'));
        assert_eq!(Glyph::of("g\u{303}", 1), Glyph::One('g'));
        assert_eq!(Glyph::of("👨\u{200d}👩", 3), many("👨\u{200d}", 2, 2));
    }
}
