//! The picture of a wizard: the step, what to type, the text, and beside it what the text comes to.

use std::iter;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{COMES_TO, HELP_ROWS, HERE, REVIEW, STEPS, Wizard, halves};
use crate::text::width::{width, wrap};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, put};

impl Wizard {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.draw_heading(frame, area, look);
        let above = self.above(area.width, look.lang);
        let below = Rect { y: area.y + above.min(area.height), height: area.height.saturating_sub(above), ..area };
        if self.step().is_none() {
            return self.draw_told(frame, below, look);
        }
        let (left, right) = halves(area.width);
        let rule = area.width - right;
        put(frame, area, (0, above - 1), left, HERE.get(look.lang), look.theme.label);
        put(frame, area, (rule + 2, above - 1), right, COMES_TO.get(look.lang), look.theme.label);
        for y in above - 1..area.height {
            put(frame, area, (rule, y), 1, look.rule(), look.theme.quiet);
        }
        self.draw_told(frame, Rect { x: area.x + rule + 2, width: right - 2, ..below }, look);
        if let Some(at) = self.memo.draw(Rect { width: left, ..below }, frame.buffer_mut(), look.theme.text) {
            frame.set_cursor_position(at);
        }
    }

    /// Writes which step this is, how to go on, and what to type.
    fn draw_heading(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = self.step().map_or(REVIEW, |step| step.title);
        let heading = format!("{}/{}  {}", self.at + 1, self.course.steps.len() + 1, title.get(look.lang));
        let end = line(frame, area, 0, &heading, look.theme.title);
        let steps = STEPS.get(look.lang);
        let x = area.width.saturating_sub(u16::try_from(width(steps)).unwrap_or(u16::MAX));
        if self.step().is_some() && x > end {
            put(frame, area, (x, 0), area.width, steps, look.theme.quiet);
        }
        let help = self.help().get(look.lang);
        for (y, range) in (1..).zip(wrap(help, usize::from(area.width)).into_iter().take(HELP_ROWS)) {
            line(frame, area, y, help.get(range).unwrap_or_default().trim_end(), look.theme.text);
        }
    }

    /// Writes what the text comes to, the end of it where there is no room for all; nothing is wrong before a letter is
    /// typed.
    fn draw_told(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let is_begun = self.step().is_none() || !self.memo.text().trim().is_empty();
        let cols = usize::from(area.width.saturating_sub(2));
        let mut rows: Vec<(&str, &str, Style)> = Vec::new();
        for told in self.told.iter().filter(|told| told.is_ok() || is_begun) {
            let (sign, words, style) = match told {
                Ok(words) => (" ", words, look.theme.text),
                Err(words) => ("!", words, look.theme.wrong),
            };
            let words = words.get(look.lang);
            // What begins with blanks stands below something and is one row.
            let ranges = if words.starts_with(' ') { iter::once(0..words.len()).collect() } else { wrap(words, cols) };
            for (n, range) in ranges.into_iter().enumerate() {
                rows.push((if n == 0 { sign } else { " " }, words.get(range).unwrap_or_default().trim_end(), style));
            }
        }
        let first = rows.len().saturating_sub(usize::from(area.height));
        for (y, (sign, words, style)) in (0..area.height).zip(rows.into_iter().skip(first)) {
            put(frame, area, (0, y), 1, sign, style);
            put(frame, area, (2, y), area.width, words, style);
        }
    }
}
