//! Painting the form.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::layout::{Part, Shape, label_of};
use super::{Child, Form};
use crate::say;
use crate::text::width::{clip, pad_left, wrap};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, put};
use crate::ui::widget::{Cell, Editor, Lack};

/// Stands for a private value that is not being looked at.
const HIDDEN: &str = "***";

/// The lines of one field, as far as they are in sight.
struct Place {
    /// The line on which the field begins, below the top of the window; negative where that is scrolled away.
    y: isize,
    height: usize,
}

impl Place {
    /// Returns row `n` of the field where that is in sight.
    fn row(&self, n: usize, area: Rect) -> Option<u16> {
        let y = self.y.checked_add_unsigned(n)?;
        u16::try_from(y).ok().filter(|y| n < self.height && *y < area.height)
    }
}

/// Draws the form into `area`.
pub(super) fn draw(form: &Form, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    let shape = Shape::of(form, (area.width, area.height));
    let body = Rect { height: shape.rows, ..area };
    let blocks = form.blocks(&shape);
    let top = isize::try_from(form.top_for(&shape, &blocks)).unwrap_or(0);
    for block in &blocks {
        let place = Place { y: isize::try_from(block.y).unwrap_or(isize::MAX) - top, height: block.height };
        match block.part {
            Part::Heading(title) => {
                if let Some(y) = place.row(0, body) {
                    line(frame, body, y, title.get(look.lang), look.theme.title);
                }
            }
            Part::Field(at, cell) => {
                let is_focus = at == form.focus;
                let painter = Painter { form, shape: &shape, body, look, is_focus };
                painter.label(frame, at, cell, &place);
                if let Some(cursor) = painter.value(frame, cell, &place).filter(|_| is_focus && cell.field.is_open()) {
                    frame.set_cursor_position(cursor);
                }
            }
            Part::Child(at, child) => child_line(frame, body, &place, &child, at == form.focus, look),
        }
    }
    strip(form, &shape, frame, area, look);
}

/// Paints one field.
struct Painter<'a> {
    form: &'a Form,
    shape: &'a Shape,
    body: Rect,
    look: &'a Look,
    is_focus: bool,
}

impl Painter<'_> {
    fn is_wrong(&self, cell: &Cell) -> bool {
        cell.refusal.is_some() || self.form.issues.iter().any(|issue| issue.field == Some(cell.field.id))
    }

    fn label(&self, frame: &mut Frame<'_>, at: usize, cell: &Cell, place: &Place) {
        let Some(y) = place.row(0, self.body) else { return };
        let (look, shape) = (self.look, self.shape);
        // The marker alone moves: a label in other letters would be sent twice for each field.
        mark(frame, self.body, y, self.is_focus, look);
        let number = pad_left(&(at + 1).to_string(), usize::from(shape.number_cols));
        let label = clip(&label_of(cell.field, look.lang), usize::from(shape.label_cols)).into_owned();
        put(frame, self.body, (1, y), self.body.width, &format!("{number} {label}"), look.theme.label);
        let x = 2 + shape.number_cols + shape.label_cols + 1;
        let (sign, style) = match cell.lack {
            _ if cell.is_carried => (if look.ascii { "=" } else { "»" }, look.theme.done),
            _ if !cell.editor.text().trim().is_empty() => (" ", look.theme.text),
            Lack::Nothing => (" ", look.theme.text),
            Lack::Complete => (if look.ascii { "o" } else { "○" }, look.theme.warn),
            Lack::Draft => ("*", look.theme.warn),
        };
        put(frame, self.body, (x, y), 1, sign, style);
        let (sign, style) = match () {
            () if self.is_wrong(cell) => ("!", look.theme.wrong),
            () if self.form.issue(cell.field.id).is_some() => ("?", look.theme.warn),
            () if self.form.noted.contains(&cell.field.id) => ("#", look.theme.warn),
            () if cell.has_say() && !self.form.is_new => (if look.ascii { "~" } else { "•" }, look.theme.warn),
            () => (" ", look.theme.text),
        };
        put(frame, self.body, (x + 1, y), 1, sign, style);
    }

    /// Paints what the field holds and returns where the cursor stands in it.
    fn value(&self, frame: &mut Frame<'_>, cell: &Cell, place: &Place) -> Option<Position> {
        let (look, shape) = (self.look, self.shape);
        let style = match () {
            () if cell.refusal.is_some() => look.theme.wrong,
            () if !cell.field.is_open() => look.theme.quiet,
            () => look.theme.text,
        };
        let rows: Vec<u16> = (0..place.height).filter_map(|n| place.row(n, self.body)).collect();
        let (&y, height) = (rows.first()?, u16::try_from(rows.len()).unwrap_or(0));
        let (cols, beside) = shape.split(cell);
        let area = Rect { x: self.body.x + shape.value_x, y: self.body.y + y, width: cols, height };
        let echo_x = shape.value_x + cols + 1;
        put(frame, self.body, (echo_x, y), beside, &cell.echo, look.theme.quiet);
        match &cell.editor {
            Editor::Line(edit) if self.is_focus => {
                if let Some(ghost) = self.form.ghost() {
                    put(frame, self.body, (shape.value_x, y), cols, ghost, look.theme.quiet);
                }
                edit.draw(area, frame.buffer_mut(), style, look.ascii)
            }
            Editor::Lines(memo) if self.is_focus => memo.draw(area, frame.buffer_mut(), style),
            Editor::Line(edit) => {
                let text = if cell.field.private && !edit.text().is_empty() { HIDDEN } else { edit.text() };
                put(frame, self.body, (shape.value_x, y), cols, text, style);
                None
            }
            Editor::Lines(memo) => {
                memo.draw_idle(area, frame.buffer_mut(), style);
                None
            }
        }
    }
}

fn child_line(frame: &mut Frame<'_>, body: Rect, place: &Place, child: &Child, is_focus: bool, look: &Look) {
    let Some(y) = place.row(0, body) else { return };
    mark(frame, body, y, is_focus, look);
    let text = format!("{} ({})", child.schema.plural.get(look.lang), child.count);
    put(frame, body, (4, y), body.width, &text, look.theme.label);
    if is_focus {
        frame.set_cursor_position((body.x, body.y + y));
    }
}

/// Marks the line that the next key touches.
fn mark(frame: &mut Frame<'_>, body: Rect, y: u16, is_focus: bool, look: &Look) {
    put(frame, body, (0, y), 1, if is_focus { look.marker() } else { " " }, look.theme.focus);
}

/// Says below the fields what there is to say about the one under the cursor: why it was refused, or what it takes.
fn strip(form: &Form, shape: &Shape, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let (text, style) = words(form, shape, look);
    let lines = wrap(&text, usize::from(area.width));
    for (n, range) in (0..shape.strip).zip(&lines) {
        // The last line that there is room for shows that more is left out.
        let end = if n + 1 == shape.strip { text.len() } else { range.end };
        line(frame, area, shape.rows + n, text.get(range.start..end).unwrap_or_default().trim_end(), style);
    }
}

fn words(form: &Form, shape: &Shape, look: &Look) -> (String, Style) {
    if let Some((complaint, is_hard)) = form.complaint() {
        let style = if is_hard { look.theme.wrong } else { look.theme.warn };
        return (complaint.get(look.lang).to_owned(), style);
    }
    if let Some(greeting) = &form.greeting {
        return (greeting.get(look.lang).to_owned(), look.theme.done);
    }
    if let Some(cell) = form.cell().filter(|cell| shape.split(cell).1 == 0 && !cell.echo.is_empty()) {
        return (cell.echo.clone(), look.theme.quiet);
    }
    if !form.issues.is_empty() {
        let n = form.issues.len();
        let words = say!("Còn {n} chỗ phải xem (dấu !)", "{n} places to look at (sign !)", n = n);
        return (words.get(look.lang).to_owned(), look.theme.warn);
    }
    (form.hint.get(look.lang).to_owned(), look.theme.quiet)
}
