//! A field of several lines, kept exactly as it is typed and broken between words where it is shown.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{last_stop, next_stop, one_back};
use crate::text::width::{byte_at_column, clip, column_at_byte, printable, wrap};
use crate::ui::action::Action;

/// Several lines of text with a cursor; see [`Edit`](super::Edit) for how letters are kept and taken away.
#[derive(Clone, Debug)]
pub struct Memo {
    text: String,
    /// Byte of the cursor.
    at: usize,
    /// The column that Up and Down keep to.
    goal: Option<usize>,
    /// The first visual line shown.
    top: usize,
    /// Columns and rows in which it is shown.
    cols: usize,
    rows: usize,
}

impl Default for Memo {
    fn default() -> Self {
        Self { text: String::new(), at: 0, goal: None, top: 0, cols: 80, rows: 1 }
    }
}

impl Memo {
    /// Makes a memo of a text, with the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut memo = Self::default();
        memo.set(text);
        memo
    }

    /// Returns the text exactly as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        (self.at, self.top, self.goal) = (0, 0, None);
        self.type_in(text);
    }

    /// Inserts what was typed or pasted at the cursor: line breaks stay, as `\n`; tabs become blanks; other control
    /// characters are dropped.
    pub fn type_in(&mut self, typed: &str) {
        self.goal = None;
        let mut previous = '\0';
        for letter in typed.chars() {
            let kept = match letter {
                '\n' if previous == '\r' => None,
                '\n' | '\r' => Some('\n'),
                '\t' => Some(' '),
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

    /// Carries out an action of the keys that edit; returns whether it is one of them and did something here.
    ///
    /// Up on the first line and Down on the last one do nothing, so that they can lead out of the memo.
    pub fn act(&mut self, action: Action) -> bool {
        let goal = self.goal.take();
        match action {
            Action::Left => self.at = last_stop_of(&self.text, self.at),
            Action::Right => self.at = next_stop_of(&self.text, self.at),
            Action::Home | Action::End => self.go_to_edge(action == Action::End),
            Action::Up => return self.climb(goal, -1),
            Action::Down => return self.climb(goal, 1),
            Action::PageUp => return self.climb(goal, -self.page()),
            Action::PageDown => return self.climb(goal, self.page()),
            Action::Erase => {
                let from = one_back(&self.text, self.at);
                self.text.replace_range(from..self.at, "");
                self.at = from;
            }
            Action::Delete => {
                let to = next_stop_of(&self.text, self.at);
                self.text.replace_range(self.at..to, "");
            }
            Action::Enter => self.type_in("\n"),
            _ => return false,
        }
        true
    }

    /// Lists the visual lines in a place of `cols` columns, by their bytes.
    ///
    /// One column stays free for the cursor behind the last letter of a full line.
    pub fn lines(&self, cols: usize) -> Vec<std::ops::Range<usize>> {
        wrap(&self.text, cols.saturating_sub(1).max(1))
    }

    /// Returns the visual line and the column of the cursor.
    pub fn cursor(&self, cols: usize) -> (usize, usize) {
        let lines = self.lines(cols);
        let line = lines.iter().rposition(|line| line.start <= self.at).unwrap_or(0);
        let column = lines.get(line).map_or(0, |range| self.column_in(range));
        // Blanks between words may stand beyond the last column.
        (line, column.min(cols.saturating_sub(1)))
    }

    fn column_in(&self, line: &std::ops::Range<usize>) -> usize {
        let text = self.text.get(line.clone()).unwrap_or_default();
        column_at_byte(text, self.at.saturating_sub(line.start))
    }

    fn page(&self) -> isize {
        isize::try_from(self.rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// Moves the cursor by visual lines; returns whether there was such a line to go to.
    fn climb(&mut self, goal: Option<usize>, by: isize) -> bool {
        let lines = self.lines(self.cols);
        let (line, column) = self.cursor(self.cols);
        let goal = goal.unwrap_or(column);
        let to = line.saturating_add_signed(by).min(lines.len().saturating_sub(1));
        if to == line {
            return false;
        }
        let Some(range) = lines.get(to).cloned() else { return false };
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut byte = range.start + byte_at_column(text, goal);
        // The end of a line that was broken for want of room is the beginning of the next one.
        if byte == range.end && lines.get(to + 1).is_some_and(|next| next.start == range.end) {
            byte = last_stop(&self.text, byte).max(range.start);
        }
        self.at = byte;
        self.goal = Some(goal);
        true
    }

    fn go_to_edge(&mut self, end: bool) {
        let lines = self.lines(self.cols);
        let (line, _) = self.cursor(self.cols);
        let Some(range) = lines.get(line) else { return };
        let soft = lines.get(line + 1).is_some_and(|next| next.start == range.end);
        self.at = match end {
            false => range.start,
            true if soft && range.end > range.start => last_stop(&self.text, range.end).max(range.start),
            true => range.end,
        };
    }

    /// Scrolls so that the cursor is seen in a place of this size.
    pub fn settle(&mut self, cols: usize, rows: usize) {
        (self.cols, self.rows) = (cols.max(1), rows.max(1));
        self.top = self.top_for(cols, rows);
    }

    fn top_for(&self, cols: usize, rows: usize) -> usize {
        let (line, _) = self.cursor(cols);
        let count = self.lines(cols).len();
        let lowest = (line + 1).saturating_sub(rows.max(1));
        self.top.clamp(lowest, line).min(count.saturating_sub(rows).max(lowest))
    }

    /// Paints as many lines as `area` has rows, those around the cursor, and returns where the cursor stands.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer, style: Style) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        let (cols, rows) = (usize::from(area.width), usize::from(area.height));
        let top = self.top_for(cols, rows);
        for (row, line) in area.rows().zip(self.lines(cols).into_iter().skip(top)) {
            let text = printable(self.text.get(line).unwrap_or_default());
            buffer.set_stringn(row.x, row.y, text.trim_end_matches(' '), cols, style);
        }
        let (line, column) = self.cursor(cols);
        let offset = |n: usize, most: u16| u16::try_from(n).unwrap_or(most).min(most - 1);
        let (column, row) = (offset(column, area.width), offset(line - top.min(line), area.height));
        Some(Position::new(area.x + column, area.y + row))
    }

    /// Paints the beginning of the text, with a sign where more follows; nothing is being typed here.
    pub fn draw_idle(&self, area: Rect, buffer: &mut Buffer, style: Style) {
        let area = area.intersection(buffer.area);
        let (cols, rows) = (usize::from(area.width), usize::from(area.height));
        let lines = self.lines(cols);
        for (n, (row, line)) in area.rows().zip(&lines).enumerate() {
            let text = printable(self.text.get(line.clone()).unwrap_or_default());
            let mut text = text.trim_end_matches(' ').to_owned();
            if n + 1 == rows && lines.len() > rows {
                text.push_str(" …");
            }
            buffer.set_stringn(row.x, row.y, clip(&text, cols), cols, style);
        }
    }
}

/// As [`next_stop`], but a line break is a step of its own: it has a column nowhere.
fn next_stop_of(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    match rest.find('\n') {
        Some(0) => at + 1,
        Some(line_end) => at + next_stop(rest.get(..line_end).unwrap_or_default(), 0),
        None => at + next_stop(rest, 0),
    }
}

/// As [`last_stop`], but a line break is a step of its own.
fn last_stop_of(text: &str, at: usize) -> usize {
    let left = text.get(..at).unwrap_or_default();
    match left.rfind('\n') {
        Some(line_break) if line_break + 1 == at => line_break,
        Some(line_break) => {
            line_break + 1 + last_stop(left.get(line_break + 1..).unwrap_or_default(), at - line_break - 1)
        }
        None => last_stop(left, at),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn act(memo: &mut Memo, actions: &[Action]) {
        for &action in actions {
            memo.act(action);
        }
    }

    #[test]
    fn enter_breaks_the_line_and_lines_can_be_joined_again() {
        let mut memo = Memo::new("hiến đất");
        memo.act(Action::Enter);
        memo.type_in("mở đường");
        assert_eq!(memo.text(), "hiến đất\nmở đường");
        act(&mut memo, &[Action::Home, Action::Erase]);
        assert_eq!(memo.text(), "hiến đấtmở đường");
    }

    #[test]
    fn up_and_down_follow_what_is_seen_and_lead_out() {
        let mut memo = Memo::new("Nhân dân hiến đất\nmở đường");
        memo.settle(11, 3);
        assert_eq!(memo.cursor(11), (2, 8));
        assert!(memo.act(Action::Up));
        assert_eq!(memo.cursor(11), (1, 8));
        assert!(memo.act(Action::Up));
        assert_eq!(memo.cursor(11), (0, 8));
        assert!(!memo.act(Action::Up), "the first line leads out");
        assert!(memo.act(Action::Down) && memo.act(Action::Down));
        assert_eq!(memo.cursor(11), (2, 8));
        assert!(!memo.act(Action::Down), "the last line leads out");
    }

    #[test]
    fn left_and_right_cross_line_breaks_one_at_a_time() {
        let mut memo = Memo::new("a\n\nb");
        for byte in [3, 2, 1, 0, 0] {
            memo.act(Action::Left);
            assert_eq!(memo.at, byte);
        }
        for byte in [1, 2, 3, 4, 4] {
            memo.act(Action::Right);
            assert_eq!(memo.at, byte);
        }
    }

    #[test]
    fn pasted_lines_stay_lines() {
        let mut memo = Memo::default();
        memo.type_in("một\r\nhai\rba\u{7}\tbốn");
        assert_eq!(memo.text(), "một\nhai\nba bốn");
    }

    #[test]
    fn a_closed_memo_says_that_more_follows() {
        let memo = Memo::new("một hai ba bốn năm sáu");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
        memo.draw_idle(buffer.area, &mut buffer, Style::default());
        assert_eq!(buffer, Buffer::with_lines(["một hai   ", "ba bốn …  "]));
    }

    proptest! {
        #[test]
        fn any_keys_in_any_size_leave_the_cursor_in_sight(
            keys in prop::collection::vec((0_u8..16, "[a-zđươêệ \n]{1,4}|\u{300}|中|.{0,5}"), 0..40),
            cols in 1_u16..30,
            rows in 1_u16..6,
        ) {
            let mut memo = Memo::default();
            for (key, letters) in keys {
                let action = match key {
                    0 => Action::Left,
                    1 => Action::Right,
                    2 => Action::Home,
                    3 => Action::End,
                    4 => Action::Up,
                    5 => Action::Down,
                    6 => Action::PageUp,
                    7 => Action::PageDown,
                    8 => Action::Erase,
                    9 => Action::Delete,
                    10 => Action::Enter,
                    _ => {
                        memo.type_in(&letters);
                        Action::Help
                    }
                };
                memo.act(action);
                memo.settle(cols.into(), rows.into());
                prop_assert!(memo.text.is_char_boundary(memo.at));
                prop_assert!(!memo.text().chars().any(|letter| letter.is_control() && letter != '\n'));
                let (line, column) = memo.cursor(cols.into());
                prop_assert!(column < usize::from(cols));
                prop_assert!(memo.top <= line && line < memo.top + usize::from(rows));
                let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
                let at = memo.draw(buffer.area, &mut buffer, Style::default());
                prop_assert!(at.is_some_and(|at| buffer.area.contains(at)));
                memo.draw_idle(buffer.area, &mut buffer, Style::default());
            }
        }
    }
}
