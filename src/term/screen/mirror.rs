//! What the terminal shows, kept in step with every sequence that is sent to it.

use ratatui::layout::Position;

use super::Look;
use super::pen::Pen;
use super::spot::{Glyph, Spot};

/// A model of the terminal: each method appends the bytes of a change and applies it.
///
/// Because both happen in one place, trying something on a copy tells its exact price.
#[derive(Clone, Debug)]
pub(super) struct Mirror {
    pub cols: u16,
    pub rows: u16,
    pub look: Look,
    /// The bytes since the start of the frame.
    pub out: Vec<u8>,
    /// Where the cursor is; `None` after anything on which terminals differ.
    pub at: Option<Position>,
    pub pen: Pen,
    spots: Vec<Spot>,
}

/// A row's state, to go back to after a trial.
pub(super) struct Mark {
    row: Vec<Spot>,
    at: Option<Position>,
    pen: Pen,
    /// The bytes that had been written by then.
    pub length: usize,
}

impl Mirror {
    /// Models a terminal of which nothing is known.
    pub fn new(cols: u16, rows: u16, look: Look) -> Self {
        let spots = vec![Spot::LOST; usize::from(cols) * usize::from(rows)];
        Self { cols, rows, look, out: Vec::new(), at: None, pen: Pen::PLAIN, spots }
    }

    /// Gives what row `y` shows.
    pub fn row(&self, y: u16) -> &[Spot] {
        let start = usize::from(y) * usize::from(self.cols);
        &self.spots[start..start + usize::from(self.cols)]
    }

    fn row_mut(&mut self, y: u16) -> &mut [Spot] {
        let start = usize::from(y) * usize::from(self.cols);
        &mut self.spots[start..start + usize::from(self.cols)]
    }

    /// Notes the state before a trial in row `y`.
    pub fn mark(&self, y: u16) -> Mark {
        Mark { row: self.row(y).to_vec(), at: self.at, pen: self.pen, length: self.out.len() }
    }

    /// Goes back to `mark`, giving up the bytes since.
    pub fn rewind(&mut self, y: u16, mark: &Mark) {
        self.row_mut(y).clone_from_slice(&mark.row);
        self.at = mark.at;
        self.pen = mark.pen;
        self.out.truncate(mark.length);
    }

    /// Brings a terminal in an unknown state to an empty screen.
    ///
    /// Automatic wrapping goes off, so that a letter in the last column cannot scroll the screen.
    pub fn restart(&mut self) {
        self.out.extend_from_slice(b"\x1b[?7l\x1b[r\x1b[m\x1b[H\x1b[J");
        self.spots.fill(Spot::VOID);
        self.pen = Pen::PLAIN;
        self.at = Some(Position::ORIGIN);
    }

    /// Switches to `pen`.
    pub fn take_pen(&mut self, pen: Pen) {
        self.pen.change(pen, &mut self.out);
        self.pen = pen;
    }

    /// Switches to a pen under which erased places are void.
    pub fn take_eraser(&mut self) {
        self.take_pen(Spot::VOID.pen_from(self.pen));
    }

    /// Writes `spot` at `to` with `pen`, which must suit it.
    pub fn put(&mut self, to: Position, spot: &Spot, pen: Pen) {
        self.travel(to, Some(pen));
        self.take_pen(pen);
        match &spot.glyph {
            Glyph::One(c) => {
                let mut bytes = [0; 4];
                self.out.extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
                self.cover(to, 1, spot);
                let next = Position { x: to.x + 1, ..to };
                self.at = (spot.steady().is_some() && next.x < self.cols).then_some(next);
            }
            Glyph::Many { text, width, reach } => {
                self.put_many(to, spot, text, *width, *reach);
            }
            Glyph::Trail | Glyph::Lost => {}
        }
    }

    /// Writes a glyph after which the position is uncertain, and which some terminals may draw
    /// narrower or wider than its place.
    fn put_many(&mut self, to: Position, spot: &Spot, text: &str, width: u16, reach: u16) {
        if reach != width {
            self.out.extend(std::iter::repeat_n(b' ', usize::from(width)));
            self.at = None;
            self.travel(to, None);
        }
        self.out.extend_from_slice(text.as_bytes());
        self.cover(to, width, spot);
        let end = usize::from((to.x + reach.max(width)).min(self.cols));
        self.row_mut(to.y)[usize::from(to.x + width)..end].fill(Spot::LOST);
        self.at = None;
    }

    /// Erases from the cursor's place `from` to the end of the row.
    pub fn erase_tail(&mut self, from: Position) {
        self.travel(from, Some(Spot::VOID.pen_from(self.pen)));
        self.take_eraser();
        self.out.extend_from_slice(b"\x1b[K");
        self.row_mut(from.y)[usize::from(from.x)..].fill(Spot::VOID);
    }

    /// Erases `count` places from `from`; the cursor stays.
    pub fn erase(&mut self, from: Position, count: u16) {
        self.travel(from, Some(Spot::VOID.pen_from(self.pen)));
        self.take_eraser();
        csi(&mut self.out, count, b'X');
        let start = usize::from(from.x);
        self.row_mut(from.y)[start..start + usize::from(count)].fill(Spot::VOID);
    }

    /// Erases everything from `from` to the end of the screen.
    pub fn erase_below(&mut self, from: Position) {
        self.travel(from, Some(Spot::VOID.pen_from(self.pen)));
        self.take_eraser();
        self.out.extend_from_slice(b"\x1b[J");
        let start = usize::from(from.y) * usize::from(self.cols) + usize::from(from.x);
        self.spots[start..].fill(Spot::VOID);
    }

    /// Shifts rows `top..=bottom` by `by` rows: up when positive, down when negative.
    ///
    /// Line feeds at the bottom margin and reverse line feeds at the top one are understood by
    /// every terminal, which SU and SD are not. Where the cursor is after a change of margins
    /// differs, so it is addressed afresh.
    pub fn shift(&mut self, top: u16, bottom: u16, by: i32) {
        self.take_eraser();
        let whole = top == 0 && bottom + 1 == self.rows;
        if !whole {
            self.out.extend_from_slice(format!("\x1b[{};{}r", top + 1, bottom + 1).as_bytes());
            self.at = None;
        }
        let count = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
        let edge = if by > 0 { bottom } else { top };
        if self.at.is_none_or(|at| at.y != edge) {
            self.travel(Position { x: 0, y: edge }, None);
        }
        let feed: &[u8] = if by > 0 { b"\n" } else { b"\x1bM" };
        for _ in 0..count {
            self.out.extend_from_slice(feed);
        }
        if !whole {
            self.out.extend_from_slice(b"\x1b[r");
        }
        self.at = None;
        let cols = usize::from(self.cols);
        let block = &mut self.spots[usize::from(top) * cols..(usize::from(bottom) + 1) * cols];
        let moved = (count * cols).min(block.len());
        if by > 0 {
            block.rotate_left(moved);
            let kept = block.len() - moved;
            block[kept..].fill(Spot::VOID);
        } else {
            block.rotate_right(moved);
            block[..moved].fill(Spot::VOID);
        }
    }

    /// Notes that `spot` now covers `width` places from `from`.
    ///
    /// What is left of a wide glyph cut in half stays noted as a trail: as nothing but a wide glyph
    /// before it could want a trail there, it is painted over.
    fn cover(&mut self, from: Position, width: u16, spot: &Spot) {
        let end = (from.x + width).min(self.cols);
        let row = self.row_mut(from.y);
        row[usize::from(from.x)] = spot.clone();
        row[usize::from(from.x) + 1..usize::from(end)].fill(Spot::TRAIL);
    }
}

/// Appends a control sequence with one count, which is left out when it is 1.
pub(super) fn csi(out: &mut Vec<u8>, count: u16, last: u8) {
    out.extend_from_slice(b"\x1b[");
    if count != 1 {
        out.extend_from_slice(count.to_string().as_bytes());
    }
    out.push(last);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blank() -> Mirror {
        let mut mirror = Mirror::new(10, 4, Look::default());
        mirror.restart();
        mirror.out.clear();
        mirror
    }

    fn letter(c: char, pen: Pen) -> Spot {
        Spot { glyph: Glyph::One(c), pen }
    }

    fn sent(mirror: &Mirror) -> String {
        String::from_utf8(mirror.out.clone()).unwrap()
    }

    #[test]
    fn the_cursor_is_lost_where_terminals_differ() {
        let mut mirror = blank();
        mirror.put(Position { x: 8, y: 0 }, &letter('a', Pen::PLAIN), Pen::PLAIN);
        assert_eq!(mirror.at, Some(Position { x: 9, y: 0 }));
        mirror.put(Position { x: 9, y: 0 }, &letter('a', Pen::PLAIN), Pen::PLAIN);
        assert_eq!(mirror.at, None, "after the last column");
        mirror.put(Position { x: 1, y: 0 }, &letter('\u{2713}', Pen::PLAIN), Pen::PLAIN);
        assert_eq!(mirror.at, None, "after a letter that some fonts draw wide");
        mirror.shift(0, 2, 1);
        assert_eq!(mirror.at, None, "after a change of margins");
    }

    #[test]
    fn rows_come_in_and_are_erased_without_a_ground_colour() {
        let ground = Pen::of(ratatui::buffer::Cell::new(" ").set_bg(ratatui::style::Color::Red), true);
        let painted = || {
            let mut mirror = blank();
            mirror.put(Position::ORIGIN, &letter('a', ground), ground);
            mirror.out.clear();
            mirror
        };
        let mut mirror = painted();
        mirror.shift(1, 3, -2);
        assert_eq!(sent(&mirror), "\x1b[m\x1b[2;4r\x1b[2H\x1bM\x1bM\x1b[r");
        let mut mirror = painted();
        mirror.shift(0, 3, 1);
        assert_eq!(sent(&mirror), "\x1b[m\x1b[4H\n");
        let mut mirror = painted();
        mirror.erase(Position { x: 1, y: 0 }, 4);
        assert_eq!(sent(&mirror), "\x1b[m\x1b[4X");
    }

    #[test]
    fn a_glyph_that_may_be_narrow_or_wide_stands_on_blanks() {
        let mut mirror = blank();
        let cell = ratatui::buffer::Cell::new("\u{2328}\u{fe0f}");
        mirror.put(Position::ORIGIN, &Spot::of(&cell, true, 10), Pen::PLAIN);
        assert_eq!(sent(&mirror), "  \x1b[H\u{2328}\u{fe0f}");
    }
}
