//! Brings the terminal from what it shows to what is wanted, row by row.

use ratatui::layout::Position;

use super::mirror::Mirror;
use super::pen::Pen;
use super::spot::{Glyph, Spot};

/// A row with fewer empty places than this is not tried on an erased row.
const WORTH_ERASING: usize = 4;

/// From this many columns on, erasing the tail of a row (3 bytes) beats spaces.
const ERASE_TAIL: usize = 3;

/// The screen that is wanted: its places row by row, and the cursor if it can be seen.
pub(super) struct Wish<'a> {
    pub spots: &'a [Spot],
    pub cursor: Option<Position>,
}

/// The order in which changed rows are painted.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Down,
    Up,
    /// Downwards, but the cursor's row at the end.
    CursorLast,
}

impl Wish<'_> {
    /// Gives what row `y` should show on a screen of `cols` columns.
    pub fn row(&self, y: u16, cols: u16) -> &[Spot] {
        let start = usize::from(y) * usize::from(cols);
        &self.spots[start..start + usize::from(cols)]
    }

    /// Lists the rows that `mirror` does not show as wanted.
    pub fn changed(&self, mirror: &Mirror) -> Vec<u16> {
        (0..mirror.rows).filter(|&y| self.row(y, mirror.cols) != mirror.row(y)).collect()
    }
}

impl Mirror {
    /// Paints every changed row in the given order and brings the cursor to its place.
    pub fn paint(&mut self, wish: &Wish<'_>, order: Order) {
        let mut rows = wish.changed(self);
        match order {
            Order::Down => {}
            Order::Up => rows.reverse(),
            Order::CursorLast => {
                let last = wish.cursor.map(|cursor| cursor.y);
                rows.sort_by_key(|y| Some(*y) == last);
            }
        }
        for y in rows {
            self.paint_row(wish.row(y, self.cols), y);
        }
        if let Some(cursor) = wish.cursor {
            self.travel(cursor, None);
        }
    }

    /// Paints one row, over what stands there or on a row erased first, whichever is shorter.
    fn paint_row(&mut self, want: &[Spot], y: u16) {
        let Some(first) = differs(want, self.row(y), 0) else { return };
        let start = self.mark(y);
        self.paint_over(want, y);
        if want.iter().skip(first).filter(|spot| spot.is_void()).count() < WORTH_ERASING {
            return;
        }
        let over = self.mark(y);
        let bytes = self.out.split_off(start.length);
        self.rewind(y, &start);
        self.erase_tail(place(first, y));
        self.paint_over(want, y);
        if self.out.len() >= over.length {
            self.rewind(y, &start);
            self.out.extend_from_slice(&bytes);
            self.rewind(y, &over);
        }
    }

    /// Writes what differs in a row from left to right.
    fn paint_over(&mut self, want: &[Spot], y: u16) {
        let text_end = want.iter().rposition(|spot| !spot.is_void()).map_or(0, |last| last + 1);
        let mut x = 0;
        while let Some(next) = differs(want, self.row(y), x) {
            x = next;
            if x >= text_end {
                self.paint_tail(want, place(x, y));
                return;
            }
            let spot = &want[x];
            if spot.is_void() && self.erase_run(want, x, y) {
                continue;
            }
            if spot.glyph != Glyph::Trail {
                let pen = self.pen_for(want, x);
                self.put(place(x, y), spot, pen);
            }
            x += usize::from(spot.width());
        }
    }

    /// Empties the row from `from` on, where nothing is wanted any more.
    fn paint_tail(&mut self, want: &[Spot], from: Position) {
        let shown = self.row(from.y);
        let first = usize::from(from.x);
        let last = (first..want.len()).rev().find(|&x| want[x] != shown[x]).unwrap_or(first);
        let to_edge = last + 1 == want.len();
        if to_edge || last - first >= ERASE_TAIL {
            self.erase_tail(from);
            return;
        }
        for x in first..=last {
            let pen = Spot::VOID.pen_from(self.pen);
            self.put(place(x, from.y), &Spot::VOID, pen);
        }
    }

    /// Erases the run of voids at `x` by a count if that is shorter than writing spaces.
    fn erase_run(&mut self, want: &[Spot], x: usize, y: u16) -> bool {
        let end = (x..want.len()).find(|&at| !want[at].is_void()).unwrap_or(want.len());
        let shown = self.row(y);
        let last = (x..end).rev().find(|&at| want[at] != shown[at]).unwrap_or(x);
        let count = last + 1 - x;
        let counted = |n: usize| if n < 10 { 4 } else { 5 };
        let after = differs(want, shown, end);
        let onward = after.map_or(0, |after| counted(after - x));
        let skipped = after.map_or(0, |after| counted(after - last).min(after - last - 1));
        if counted(count) + onward >= count + skipped {
            return false;
        }
        self.erase(place(x, y), column(count));
        true
    }

    /// Chooses the pen for place `x`: for an empty place, the one that the text after it needs,
    /// if it does not show.
    fn pen_for(&self, want: &[Spot], x: usize) -> Pen {
        let spot = &want[x];
        let pen = spot.pen_from(self.pen);
        if !spot.is_blank() || pen == self.pen {
            return pen;
        }
        let text = want.iter().skip(x).find(|after| !after.is_blank() && after.glyph != Glyph::Trail);
        text.map_or(pen, |text| spot.pen_from(text.pen))
    }
}

/// Finds the first place from `from` on that is not shown as wanted.
fn differs(want: &[Spot], shown: &[Spot], from: usize) -> Option<usize> {
    (from..want.len()).find(|&x| want[x] != shown[x])
}

/// Makes a column of an index, which never exceeds the width of the screen.
fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn place(x: usize, y: u16) -> Position {
    Position { x: column(x), y }
}
