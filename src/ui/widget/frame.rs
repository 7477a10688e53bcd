//! Lines of text and boxes, drawn so that nothing steers the terminal or leaves its place.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

use crate::text::width::{clip, printable, width};
use crate::ui::theme::Look;

/// Writes one line from column `x` of row `y` of `area`, at most `cols` wide; what is cut ends in `…`.
///
/// Places outside the area are left alone. Returns the columns written.
pub fn put(frame: &mut Frame<'_>, area: Rect, (x, y): (u16, u16), cols: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(frame.area());
    if x >= area.width || y >= area.height {
        return 0;
    }
    let cols = usize::from(cols.min(area.width - x));
    let text = printable(text);
    let text = clip(&text, cols);
    frame.buffer_mut().set_stringn(area.x + x, area.y + y, &text, cols, style);
    u16::try_from(width(&text)).unwrap_or(u16::MAX)
}

/// Writes one line over the whole width of row `y`.
pub fn line(frame: &mut Frame<'_>, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    put(frame, area, (0, y), area.width, text, style)
}

/// Puts the cursor at a place of `area`, if that is inside.
pub fn cursor(frame: &mut Frame<'_>, area: Rect, x: u16, y: u16) {
    let area = area.intersection(frame.area());
    if x < area.width && y < area.height {
        frame.set_cursor_position((area.x + x, area.y + y));
    }
}

/// Draws an empty box with a title, and returns the part inside.
pub fn popup(frame: &mut Frame<'_>, area: Rect, title: &str, look: &Look) -> Rect {
    let area = area.intersection(frame.area());
    if area.width < 5 || area.height < 3 {
        return Rect { width: 0, height: 0, ..area };
    }
    frame.render_widget(Clear, area);
    let [corner, across, down] = if look.ascii { ["+", "-", "|"] } else { ["", "─", "│"] };
    let [top_left, top_right, low_left, low_right] =
        if look.ascii { [corner; 4] } else { ["┌", "┐", "└", "┘"] };
    let (last_col, last_row) = (area.width - 1, area.height - 1);
    let rule = across.repeat(usize::from(area.width - 2));
    for (y, left, right) in [(0, top_left, top_right), (last_row, low_left, low_right)] {
        line(frame, area, y, &format!("{left}{rule}{right}"), look.theme.quiet);
    }
    for y in 1..last_row {
        put(frame, area, (0, y), 1, down, look.theme.quiet);
        put(frame, area, (last_col, y), 1, down, look.theme.quiet);
    }
    if !title.is_empty() {
        put(frame, area, (2, 0), area.width.saturating_sub(4), &format!(" {title} "), look.theme.title);
    }
    Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
}
