//! A field of one line, kept exactly as it is typed.
//!
//! Vietnamese input methods send raw letters, then some Backspaces and the letters that replace them, and count on one
//! Backspace taking away one code point. So the text is never composed, tidied or completed while it is typed: whoever
//! leaves the field does that.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{last_stop, next_stop, one_back};
use crate::text::width::{byte_at_column, column_at_byte, printable, width};
use crate::ui::action::Action;

/// Fewest columns in which the signs for "more on this side" have room.
const ROOM_FOR_SIGNS: usize = 4;

/// One line of text with a cursor.
///
/// The cursor stands between code points, and is shown at the column of the cluster (a letter with its marks) that holds
/// it. Left and Right step over clusters. Erase takes one code point away to the left, which is what input methods
/// count in; Delete takes a whole cluster away to the right, which is what a person sees there.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    text: String,
    /// Byte of the cursor.
    at: usize,
    /// The first column shown of a text that is wider than its place.
    first: usize,
}

/// What is to be seen of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The letters, nothing in them that steers a terminal.
    pub text: String,
    /// Column at which the letters begin, from the left end of the place.
    pub from: usize,
    /// Whether more text stands to the left.
    pub left: bool,
    /// Whether more text stands to the right.
    pub right: bool,
    /// Column of the cursor, from the left end of the place.
    pub cursor: usize,
}

impl Edit {
    /// Makes a line of a text, with the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut edit = Self::default();
        edit.set(text);
        edit
    }

    /// Returns the text exactly as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.at = 0;
        self.first = 0;
        self.type_in(text);
    }

    /// Inserts what was typed or pasted at the cursor.
    ///
    /// Line ends and tabs become blanks, a pair of carriage return and line feed one of them; other control characters
    /// are dropped.
    pub fn type_in(&mut self, typed: &str) {
        let mut previous = '\0';
        for letter in typed.chars() {
            let kept = match letter {
                '\n' if previous == '\r' => None,
                '\n' | '\r' | '\t' => Some(' '),
                _ if letter.is_control() => None,
                _ => Some(letter),
            };
            previous = letter;
            if let Some(letter) = kept {
                self.text.insert(self.at, letter);
                self.at += letter.len_utf8();
            }
        }
    }

    /// Carries out an action of the keys that edit; returns whether it is one of them.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::Left => self.at = last_stop(&self.text, self.at),
            Action::Right => self.at = next_stop(&self.text, self.at),
            Action::Home => self.at = 0,
            Action::End => self.at = self.text.len(),
            Action::Erase => {
                let from = one_back(&self.text, self.at);
                self.text.replace_range(from..self.at, "");
                self.at = from;
            }
            Action::Delete => {
                let to = next_stop(&self.text, self.at);
                self.text.replace_range(self.at..to, "");
            }
            _ => return false,
        }
        true
    }

    /// Returns whether the cursor stands behind the whole text.
    pub const fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Returns the column of the cursor, from the beginning of the text.
    pub fn column(&self) -> usize {
        column_at_byte(&self.text, self.at)
    }

    /// Scrolls so that the cursor is seen in a place of `cols` columns.
    pub fn settle(&mut self, cols: usize) {
        self.first = self.first_for(cols);
    }

    /// Returns the first column to show. A text that runs out of its place moves by a third of it at a time, so that most
    /// letters change one cell only.
    fn first_for(&self, cols: usize) -> usize {
        let whole = width(&self.text) + 1;
        if whole <= cols || cols == 0 {
            return 0;
        }
        let cursor = self.column();
        let sign = usize::from(cols >= ROOM_FOR_SIGNS);
        let jump = cols / 3;
        // Some room stays free behind the end, or each letter typed there would move the whole line.
        let last = whole + jump - cols;
        let first = self.first.min(last);
        let moved = if first > 0 && cursor < first + sign {
            cursor.saturating_sub(sign + jump)
        } else if cursor + 1 + sign > first + cols {
            (cursor + 1 + sign + jump).saturating_sub(cols)
        } else {
            first
        };
        moved.min(last)
    }

    /// Returns what is seen in a place of `cols` columns.
    pub fn view(&self, cols: usize) -> View {
        let first = self.first_for(cols);
        let whole = width(&self.text) + 1;
        let signs = cols >= ROOM_FOR_SIGNS;
        let left = signs && first > 0;
        let right = signs && whole - 1 > first + cols;
        let (from, to) = (first + usize::from(left), (first + cols).saturating_sub(usize::from(right)));
        let mut start = byte_at_column(&self.text, from);
        let mut column = column_at_byte(&self.text, start);
        if column < from {
            // Half of a wide letter would show: it makes way for a blank.
            start = next_stop(&self.text, start);
            column = column_at_byte(&self.text, start);
        }
        let end = byte_at_column(&self.text, to).max(start);
        let shown = self.text.get(start..end).unwrap_or_default();
        View {
            text: printable(shown).into_owned(),
            from: column.saturating_sub(first),
            left,
            right,
            cursor: self.column().saturating_sub(first).min(cols.saturating_sub(1)),
        }
    }

    /// Paints the line into the first row of `area` and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, style: Style, ascii: bool) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        let cols = usize::from(area.width);
        let view = self.view(cols);
        let column = |offset: usize| area.x + u16::try_from(offset).unwrap_or(0).min(area.width - 1);
        let room = cols.saturating_sub(view.from + usize::from(view.right));
        buffer.set_stringn(column(view.from), area.y, &view.text, room, style);
        let (less, more) = if ascii { ("<", ">") } else { ("‹", "›") };
        if view.left {
            buffer.set_stringn(area.x, area.y, less, 1, style);
        }
        if view.right {
            buffer.set_stringn(column(cols - 1), area.y, more, 1, style);
        }
        Some(Position::new(column(view.cursor), area.y))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn burst(edit: &mut Edit, keys: &str) {
        for key in keys.chars() {
            match key {
                '\u{7f}' => {
                    edit.act(Action::Erase);
                }
                letter => edit.type_in(&letter.to_string()),
            }
        }
    }

    #[test]
    fn bursts_of_input_methods_give_the_word() {
        let mut edit = Edit::default();
        burst(&mut edit, "vie\u{7f}ê\u{7f}ệt");
        assert_eq!(edit.text(), "việt");
        assert_eq!(edit.column(), 4);
        // A method that composes: base letter, then the tone as a mark, taken back as one code point.
        let mut edit = Edit::default();
        burst(&mut edit, "hoa\u{300}\u{7f}\u{301}");
        assert_eq!(edit.text(), "hoa\u{301}");
        assert_eq!(edit.column(), 3);
    }

    #[test]
    fn decomposed_letters_keep_the_cursor_in_its_column() {
        let apart: String = "Tổ dân phố".nfd().collect();
        let mut edit = Edit::new(&apart);
        assert_eq!(edit.column(), 10);
        for column in (0..10).rev() {
            edit.act(Action::Left);
            assert_eq!(edit.column(), column);
        }
        edit.act(Action::Right);
        edit.act(Action::Right);
        assert_eq!(edit.column(), 2);
        edit.act(Action::Left);
        edit.act(Action::Delete);
        assert_eq!(edit.text().nfc().collect::<String>(), "T dân phố", "Delete takes the letter with its marks");
        edit.act(Action::End);
        edit.act(Action::Erase);
        edit.act(Action::Erase);
        assert_eq!(edit.text().nfc().collect::<String>(), "T dân pho", "Erase takes one code point");
    }

    #[test]
    fn pastes_stay_on_the_line() {
        let mut edit = Edit::default();
        edit.type_in("Tổ 1\r\nTổ 2\nTổ 3\tx\u{1b}[2J\u{7}");
        assert_eq!(edit.text(), "Tổ 1 Tổ 2 Tổ 3 x[2J");
    }

    #[test]
    fn a_long_text_scrolls_and_says_so() {
        let mut edit = Edit::new("Vận động nhân dân hiến đất mở đường");
        edit.settle(12);
        let view = edit.view(12);
        assert!(view.left && !view.right);
        assert!(view.text.ends_with("đường"), "{view:?}");
        assert_eq!(view.cursor, view.from + width(&view.text));
        edit.act(Action::Home);
        edit.settle(12);
        let view = edit.view(12);
        assert_eq!((view.left, view.right, view.cursor), (false, true, 0));
        assert_eq!(view.text, "Vận động nh");
    }

    #[test]
    fn typing_at_the_end_moves_the_text_seldom() {
        let mut edit = Edit::default();
        let mut moves = 0;
        for _ in 0..90 {
            let before = edit.first;
            edit.type_in("a");
            edit.settle(30);
            moves += usize::from(edit.first != before);
        }
        assert!(moves <= 9, "{moves} moves for 60 letters beyond the place");
    }

    fn keys() -> impl Strategy<Value = Vec<(u8, String)>> {
        let letters =
            prop_oneof!["[a-zđươêệ ]{1,3}", Just("\u{300}".to_owned()), Just("中".to_owned()), any::<String>()];
        prop::collection::vec((0_u8..12, letters), 0..40)
    }

    proptest! {
        #[test]
        fn any_keys_in_any_width_leave_the_cursor_in_sight(keys in keys(), cols in 1_usize..40) {
            let mut edit = Edit::default();
            for (key, letters) in keys {
                match key {
                    0 => { edit.act(Action::Left); }
                    1 => { edit.act(Action::Right); }
                    2 => { edit.act(Action::Home); }
                    3 => { edit.act(Action::End); }
                    4 | 5 => { edit.act(Action::Erase); }
                    6 => { edit.act(Action::Delete); }
                    _ => edit.type_in(&letters),
                }
                edit.settle(cols);
                let view = edit.view(cols);
                prop_assert!(view.cursor < cols);
                prop_assert!(view.from + width(&view.text) + usize::from(view.right) <= cols, "{view:?}");
                prop_assert!(!view.text.chars().any(char::is_control));
                prop_assert!(!edit.text().chars().any(char::is_control));
                if cols >= ROOM_FOR_SIGNS {
                    prop_assert!(!(view.left && view.cursor == 0), "the cursor hides under the sign: {view:?}");
                    prop_assert!(!(view.right && view.cursor == cols - 1), "the cursor hides under the sign: {view:?}");
                }
                let mut buffer = Buffer::empty(Rect::new(0, 0, u16::try_from(cols).unwrap(), 1));
                edit.draw(buffer.area, &mut buffer, Style::default(), false);
            }
        }

        #[test]
        fn as_many_erasures_as_code_points_empty_it(text in "\\PC{0,20}") {
            let mut edit = Edit::new(&text);
            for _ in text.chars() {
                edit.act(Action::Erase);
            }
            prop_assert_eq!(edit.text(), "");
        }

        #[test]
        fn left_and_right_lead_back(text in "[aêđ\u{300}\u{323}中 ]{0,20}") {
            let mut edit = Edit::new(&text);
            let end = edit.at;
            let mut steps = 0;
            while edit.at > 0 {
                edit.act(Action::Left);
                steps += 1;
            }
            for _ in 0..steps {
                edit.act(Action::Right);
            }
            prop_assert_eq!(edit.at, end);
        }
    }
}
