//! The frugal screen: a ratatui backend that sends only what a slow line has to carry.
//!
//! ratatui says which cells it wants ([`Backend::draw`]) and where the cursor should be; nothing
//! is sent before [`Backend::flush`], which compares what is wanted with what the terminal shows
//! and writes the cheapest way from one to the other. A typed letter costs as many bytes as the
//! letter has, a table that scrolls by a row costs the new row, a frame like the last costs
//! nothing. What is sent is understood by every terminal: cursor moves, erasing, sixteen colours,
//! scrolling margins with line feeds; no REP, no SU or SD.
//!
//! - `spot` holds one place of the screen, `pen` its colours and attributes,
//! - `mirror` models the terminal: each sequence that is sent also changes the model,
//! - `travel` moves the cursor, `paint` writes rows, `shift` finds rows that only moved.
//!
//! There is no input or output here: size and cursor come from memory, the bytes are taken with
//! [`Thin::take`].

mod mirror;
mod paint;
mod pen;
mod shift;
mod spot;
mod travel;

use std::convert::Infallible;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use mirror::Mirror;
use paint::{Order, Wish};
use shift::best_shift;
use spot::{Glyph, Spot};

/// From this many bytes on, a frame hides the cursor while it is painted.
const LONG_FRAME: usize = 512;

/// Other orders of painting are tried for frames that change at most this many rows.
const FEW_ROWS: usize = 8;

/// Frames of fewer bytes are not searched for rows that moved.
const WORTH_SHIFTING: usize = 60;

const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";

/// What a terminal can show and how it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colours are sent; attributes always are.
    pub colours: bool,
    /// Whether a line feed keeps the column, as it does on a tty in raw mode and over SSH;
    /// `false` for a console that also returns to the first column.
    pub bare_lf: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { colours: true, bare_lf: true }
    }
}

/// A ratatui backend that remembers what the terminal shows and sends the cheapest way to what
/// it should show.
///
/// One frame is one piece of bytes, taken with [`Thin::take`] after `Terminal::draw`. No call can
/// fail; the error type is [`Infallible`].
#[derive(Debug)]
pub struct Thin {
    /// The size of the terminal, which the mirror takes over with the next call of ratatui.
    size: Size,
    mirror: Mirror,
    want: Vec<Spot>,
    cursor: Position,
    show_cursor: bool,
    /// Whether the terminal shows its cursor.
    cursor_shown: bool,
    /// Whether what the terminal shows is unknown.
    lost: bool,
    ready: Vec<u8>,
}

impl Thin {
    /// Starts with a terminal of `cols` × `rows` of which nothing is known: the first frame
    /// paints everything.
    pub fn new(cols: u16, rows: u16, look: Look) -> Self {
        Self {
            size: Size::new(cols, rows),
            mirror: Mirror::new(cols, rows, look),
            want: vec![Spot::VOID; usize::from(cols) * usize::from(rows)],
            cursor: Position::ORIGIN,
            show_cursor: false,
            cursor_shown: false,
            lost: true,
            ready: Vec::new(),
        }
    }

    /// Takes over a new size; the next frame paints everything.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        let size = Size::new(cols, rows);
        if self.size != size {
            self.size = size;
            self.lost = true;
        }
    }

    /// Declares what the terminal shows unknown, after a dropped frame or at the user's wish; the
    /// next frame paints everything.
    pub fn invalidate(&mut self) {
        self.lost = true;
    }

    /// Gives the bytes of the frames flushed since the last call; empty when nothing changed.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.ready)
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.mirror.cols) + usize::from(x)
    }

    /// Starts with an empty screen of the new size, if there is one.
    ///
    /// This waits for ratatui's next call, which follows its look at the size: had the terminal
    /// become larger and small again in between, ratatui would not draw its cells anew, and those
    /// wanted so far must have stayed.
    fn settle(&mut self) {
        if (self.size.width, self.size.height) == (self.mirror.cols, self.mirror.rows) {
            return;
        }
        self.mirror = Mirror::new(self.size.width, self.size.height, self.mirror.look);
        self.want = vec![Spot::VOID; usize::from(self.size.width) * usize::from(self.size.height)];
        self.cursor = self.inside(self.cursor);
        self.lost = true;
    }

    fn inside(&self, Position { x, y }: Position) -> Position {
        Position { x: x.min(self.size.width.saturating_sub(1)), y: y.min(self.size.height.saturating_sub(1)) }
    }

    /// Notes that `cell` is wanted at (`x`, `y`).
    fn wish(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.mirror.cols || y >= self.mirror.rows {
            return;
        }
        let spot = Spot::of(cell, self.mirror.look.colours, self.mirror.cols - x);
        let at = self.index(x, y);
        let width = usize::from(spot.width());
        if self.want[at].glyph == Glyph::Trail {
            // ratatui empties the cell after an emoji that some terminals draw narrow. The mirror
            // sees to that by itself, and here the cell belongs to the emoji.
            if spot.is_blank() {
                return;
            }
            self.part_head(at);
        }
        self.part_trail(at + width);
        if Spot::conceals(cell) {
            self.want[at..at + width].fill(spot.concealed());
            return;
        }
        self.want[at] = spot;
        self.want[at + 1..at + width].fill(Spot::TRAIL);
    }

    /// Empties the wide glyph that covers the place `at` from the left.
    fn part_head(&mut self, at: usize) {
        let head = (0..at).rev().find(|&before| self.want[before].glyph != Glyph::Trail);
        self.want[head.unwrap_or(at)] = Spot::VOID;
        self.part_trail(head.unwrap_or(at) + 1);
    }

    /// Empties the rest of a wide glyph from the place `at` on.
    fn part_trail(&mut self, at: usize) {
        for spot in self.want.iter_mut().skip(at).take_while(|spot| spot.glyph == Glyph::Trail) {
            *spot = Spot::VOID;
        }
    }

    /// Empties the wanted places from `from` to before `to`, in reading order.
    fn wish_void(&mut self, from: usize, to: usize) {
        if self.want.get(from).is_some_and(|spot| spot.glyph == Glyph::Trail) {
            self.part_head(from);
        }
        self.part_trail(to);
        let to = to.min(self.want.len());
        self.want[from.min(to)..to].fill(Spot::VOID);
    }
}

/// Finds the shortest of several ways to bring the terminal to what is wanted.
///
/// Each way is tried on a copy, so what is compared are its bytes.
fn cheapest(base: &Mirror, wish: &Wish<'_>) -> Mirror {
    let mut best = painted(base, wish);
    let spent = |mirror: &Mirror| mirror.out.len() - base.out.len();
    if spent(&best) < WORTH_SHIFTING {
        return best;
    }
    let mut shifted = base.clone();
    for _ in 0..base.rows {
        let Some(shift) = best_shift(&shifted, wish) else { break };
        shifted.shift(shift.top, shift.bottom, shift.by);
        let trial = painted(&shifted, wish);
        if spent(&trial) >= spent(&best) {
            break;
        }
        best = trial;
    }
    if let Some(first) = wish.changed(base).first() {
        let mut erased = base.clone();
        erased.erase_below(Position { x: 0, y: *first });
        let trial = painted(&erased, wish);
        if spent(&trial) < spent(&best) {
            best = trial;
        }
    }
    best
}

/// Paints a copy of `base`, in the best of several orders where only a few rows changed.
fn painted(base: &Mirror, wish: &Wish<'_>) -> Mirror {
    let trial = |order| {
        let mut mirror = base.clone();
        mirror.paint(wish, order);
        mirror
    };
    let down = trial(Order::Down);
    if !(2..=FEW_ROWS).contains(&wish.changed(base).len()) {
        return down;
    }
    [trial(Order::Up), trial(Order::CursorLast)]
        .into_iter()
        .fold(down, |best, other| if other.out.len() < best.out.len() { other } else { best })
}

impl Backend for Thin {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.settle();
        for (x, y, cell) in content {
            self.wish(x, y, cell);
        }
        Ok(())
    }

    fn append_lines(&mut self, n: u16) -> Result<(), Infallible> {
        self.settle();
        let last = self.mirror.rows.saturating_sub(1);
        let over = (self.cursor.y.saturating_add(n)).saturating_sub(last).min(self.mirror.rows);
        let moved = self.index(0, over);
        self.want.rotate_left(moved);
        let kept = self.want.len() - moved;
        self.want[kept..].fill(Spot::VOID);
        self.cursor.y = self.cursor.y.saturating_add(n).min(last);
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.show_cursor = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.show_cursor = true;
        Ok(())
    }

    /// Gives the place where the cursor is wanted, without asking the terminal.
    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = self.inside(position.into());
        Ok(())
    }

    /// Wants an empty screen; costs nothing if the same is drawn again before the flush.
    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> Result<(), Infallible> {
        self.settle();
        let here = self.index(self.cursor.x, self.cursor.y);
        let line = self.index(0, self.cursor.y);
        let next_line = self.index(0, self.cursor.y.saturating_add(1));
        match clear_type {
            ClearType::All => self.wish_void(0, self.want.len()),
            ClearType::AfterCursor => self.wish_void(here, self.want.len()),
            ClearType::BeforeCursor => self.wish_void(0, here + 1),
            ClearType::CurrentLine => self.wish_void(line, next_line),
            ClearType::UntilNewLine => self.wish_void(here, next_line),
        }
        Ok(())
    }

    /// Gives the size last told to [`Thin::resize`].
    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    /// Gives the size in cells; the size in pixels is not known and stays zero.
    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    /// Writes the cheapest way from what is shown to what is wanted, for [`Thin::take`].
    fn flush(&mut self) -> Result<(), Infallible> {
        self.settle();
        self.mirror.out.clear();
        if self.lost {
            self.lost = false;
            self.mirror.restart();
            self.ready.extend_from_slice(HIDE);
            self.cursor_shown = false;
        }
        let wish = Wish { spots: &self.want, cursor: self.show_cursor.then_some(self.cursor) };
        self.mirror = cheapest(&self.mirror, &wish);
        let long = self.mirror.out.len() >= LONG_FRAME;
        if self.cursor_shown && (long || !self.show_cursor) {
            self.ready.extend_from_slice(HIDE);
            self.cursor_shown = false;
        }
        self.ready.append(&mut self.mirror.out);
        if self.show_cursor && !self.cursor_shown {
            self.ready.extend_from_slice(SHOW);
            self.cursor_shown = true;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_glyph_cut_by_a_cleared_region_goes_whole() {
        for (cursor, region) in [(0, ClearType::BeforeCursor), (1, ClearType::AfterCursor)] {
            let mut thin = Thin::new(2, 1, Look::default());
            thin.wish(0, 0, &Cell::new("字"));
            assert_eq!(thin.want[1], Spot::TRAIL);
            thin.cursor = Position { x: cursor, y: 0 };
            assert_eq!(thin.clear_region(region), Ok(()));
            assert_eq!(thin.want, [Spot::VOID, Spot::VOID], "{region:?}");
        }
    }
}
