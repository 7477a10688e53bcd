//! Where things stand: the path on top, the screen, the message line, the key line at the bottom.

use ratatui::layout::Rect;

/// The narrowest window in which screens are drawn.
pub const MIN_COLS: u16 = 60;
/// The lowest window in which screens are drawn.
pub const MIN_ROWS: u16 = 20;
/// Lines that the frame around the screens takes.
const FRAME: u16 = 3;

/// The parts of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The ward, the year and the screens that are open.
    pub path: Rect,
    /// Where screens draw.
    pub body: Rect,
    /// What was done or refused.
    pub message: Rect,
    /// The keys.
    pub keys: Rect,
}

/// Returns whether a window of this many columns and rows is large enough for screens.
pub const fn is_enough((cols, rows): (u16, u16)) -> bool {
    cols >= MIN_COLS && rows >= MIN_ROWS
}

/// Parts the window; `None` for one that is too small.
pub fn parts(window: Rect) -> Option<Parts> {
    let Rect { x, y, width, height } = window;
    if !is_enough((width, height)) {
        return None;
    }
    let line = |row| Rect { x, y: y + row, width, height: 1 };
    Some(Parts {
        path: line(0),
        body: Rect { x, y: y + 1, width, height: height - FRAME },
        message: line(height - 2),
        keys: line(height - 1),
    })
}

/// Returns columns and rows of the part that screens draw in, for a window of this size; at least one of each, so that
/// screens may count pages before the window has a sensible size.
pub fn body_size((cols, rows): (u16, u16)) -> (u16, u16) {
    (cols.max(MIN_COLS), rows.max(MIN_ROWS) - FRAME)
}

/// Returns a box of at most this size in the middle of `area`.
pub fn centred(area: Rect, cols: u16, rows: u16) -> Rect {
    let (width, height) = (cols.min(area.width), rows.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_window_and_what_screens_are_told_is_what_they_get() {
        for cols in 0..=200 {
            for rows in 0..=60 {
                let window = Rect::new(0, 0, cols, rows);
                let Some(parts) = parts(window) else {
                    assert!(cols < MIN_COLS || rows < MIN_ROWS);
                    continue;
                };
                assert_eq!((parts.body.width, parts.body.height), body_size((cols, rows)));
                let lines = [parts.path, parts.body, parts.message, parts.keys];
                assert_eq!(lines.iter().map(|part| part.height).sum::<u16>(), rows);
                assert!(lines.windows(2).all(|two| two[0].bottom() == two[1].y));
            }
        }
    }

    #[test]
    fn a_box_never_leaves_its_area() {
        let area = Rect::new(3, 2, 50, 10);
        for (cols, rows) in [(0, 0), (20, 4), (50, 10), (500, 90)] {
            let inner = centred(area, cols, rows);
            assert_eq!(inner.intersection(area), inner);
        }
    }
}
