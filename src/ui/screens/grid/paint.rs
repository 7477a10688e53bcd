//! The picture of a sheet: headings, rows, and below them what the cell under the cursor does not show.
//!
//! Moving costs a few bytes: one sign beside the row and one above the column move, nothing is painted otherwise.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::sheet::{Board, Sheet};
use crate::register::Label;
use crate::text::width::width;
use crate::ui::screens::table::columns::Place;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, put};
use crate::ui::widget::{Cell, Editor};

/// Stands for a private value that is not being looked at.
const HIDDEN: &str = "***";
const MARKED: Label = Label::new("đã đánh dấu", "marked");

impl<B: Board> Sheet<B> {
    /// Draws headings and rows, and the line below them; `place` is written at its right end.
    pub fn paint(&self, frame: &mut Frame<'_>, area: Rect, place: &str, look: &Look) {
        let area = area.intersection(frame.area());
        let places = self.places(area.width);
        self.headings(frame, area, &places, look);
        let height = area.height.saturating_sub(2 + self.board.foot());
        let marked = self.marked();
        for (y, row) in (1..=height).zip(self.window.top..self.board.rows()) {
            let here = row == self.row();
            let is_marked = marked.as_ref().is_some_and(|marked| marked.contains(&row));
            let at = if here {
                look.marker()
            } else if is_marked {
                "|"
            } else {
                " "
            };
            put(frame, area, (0, y), 1, at, look.theme.focus);
            let sign = self.board.sign(row);
            put(
                frame,
                area,
                (1, y),
                1,
                &sign.to_string(),
                if sign == '!' { look.theme.wrong } else { look.theme.warn },
            );
            for place in &places {
                self.cell(frame, area, place, (row, y), look);
            }
        }
        if let Some(y) = u16::try_from(self.row() - self.window.top).ok().filter(|y| *y < height) {
            self.stand(frame, area, &places, y + 1, look);
        }
        self.strip(frame, area, place, &places, look);
    }

    fn headings(&self, frame: &mut Frame<'_>, area: Rect, places: &[Place], look: &Look) {
        for place in places {
            let column = &self.board.columns()[place.column];
            let heading = column.fit(&column.heading(look.lang), place.width);
            put(frame, area, (place.x, 0), place.width, &heading, look.theme.label);
            let sign = match (place.column == self.column, look.ascii) {
                (false, _) => " ",
                (true, true) => "v",
                (true, false) => "↓",
            };
            put(frame, area, (place.x - 1, 0), 1, sign, look.theme.focus);
        }
    }

    fn cell(&self, frame: &mut Frame<'_>, area: Rect, place: &Place, (row, y): (usize, u16), look: &Look) {
        let column = &self.board.columns()[place.column];
        let face = self.board.face(row, place.column);
        let face = if column.field.private && !face.is_empty() { HIDDEN } else { face };
        let wrong = self.board.problem(row, place.column).is_some();
        let style = match () {
            () if wrong => look.theme.wrong,
            () if !column.field.is_open() => look.theme.quiet,
            () => look.theme.text,
        };
        put(frame, area, (place.x, y), place.width, &column.fit(face, place.width), style);
        let (sign, style) = match () {
            () if wrong => ("!", look.theme.wrong),
            () if self.board.is_changed(row, place.column) => (if look.ascii { "~" } else { "•" }, look.theme.warn),
            () => return,
        };
        put(frame, area, (place.x - 1, y), 1, sign, style);
    }

    /// Puts the cursor into its cell, and paints the text that is typed there.
    fn stand(&self, frame: &mut Frame<'_>, area: Rect, places: &[Place], y: u16, look: &Look) {
        let Some(place) = places.iter().find(|place| place.column == self.column) else { return };
        let typed = self.board.cell(self.row(), self.column).filter(|_| self.before.is_some());
        let Some(cell) = typed else { return cursor(frame, area, place.x, y) };
        let room = u16::try_from(self.edit_room(area.width)).unwrap_or(place.width);
        put(frame, area, (place.x, y), room, &" ".repeat(room.into()), look.theme.text);
        let inside = Rect { x: area.x + place.x, y: area.y + y, width: room, height: 1 }.intersection(area);
        let at = match &cell.editor {
            Editor::Line(edit) => edit.draw(inside, frame.buffer_mut(), look.theme.text, look.ascii),
            Editor::Lines(memo) => memo.draw(inside, frame.buffer_mut(), look.theme.text),
        };
        if let Some(at) = at {
            frame.set_cursor_position(at);
        }
    }

    /// Writes below the rows what is wrong with the cell, what it is read as, or all of it where it is cut.
    fn strip(&self, frame: &mut Frame<'_>, area: Rect, place: &str, places: &[Place], look: &Look) {
        let Some(y) = area.height.checked_sub(1).filter(|y| *y > 0) else { return };
        let marked = self.marked().map(|marked| format!("{} {} · ", marked.count(), MARKED.get(look.lang)));
        let rows = self.board.rows();
        let right = format!("{}{}/{rows}{place}", marked.unwrap_or_default(), (self.row() + 1).min(rows));
        let cols = u16::try_from(width(&right)).unwrap_or(u16::MAX).min(area.width / 2);
        put(frame, area, (area.width - cols, y), cols, &right, look.theme.quiet);
        let (text, style) = self.told(places, look);
        put(frame, area, (0, y), area.width.saturating_sub(cols + 1), &text, style);
    }

    fn told(&self, places: &[Place], look: &Look) -> (String, Style) {
        let (row, at) = (self.row(), self.column);
        let cell: Option<&Cell> = self.board.cell(row, at);
        if let Some(cell) = cell.filter(|_| self.before.is_some()) {
            return (cell.echo.clone(), look.theme.quiet);
        }
        if let Some(words) = self.board.problem(row, at) {
            return (format!("! {}", words.get(look.lang)), look.theme.wrong);
        }
        let face = self.board.face(row, at).replace('\n', " ");
        let room = places.iter().find(|place| place.column == at).map_or(0, |place| usize::from(place.width));
        if width(&face) > room { (face, look.theme.text) } else { (String::new(), look.theme.text) }
    }
}
