//! The shortest way of the cursor from where it is to where it has to be.

use ratatui::layout::Position;

use super::mirror::{Mirror, csi};
use super::pen::Pen;

/// One-byte steps are not tried over more places than this; a counted move is shorter by then.
const STEPS: u16 = 8;

/// A way to the goal: its bytes and the pen held at its end.
struct Way {
    bytes: Vec<u8>,
    pen: Pen,
}

impl Mirror {
    /// Moves the cursor to `to` for the fewest bytes.
    ///
    /// `next` is the pen that will be taken there: writing over the letters in between can leave
    /// a pen that is nearer to it or farther from it.
    pub fn travel(&mut self, to: Position, next: Option<Pen>) {
        if self.at == Some(to) {
            return;
        }
        let price = |way: &Way| way.bytes.len() + next.map_or(0, |next| way.pen.distance(next));
        let mut best = self.way(absolute(to));
        if let Some(at) = self.at {
            for (bytes, x) in self.vertical(at, to.y) {
                for way in self.horizontal(bytes, x, to) {
                    if price(&way) < price(&best) {
                        best = way;
                    }
                }
            }
        }
        self.out.append(&mut best.bytes);
        self.pen = best.pen;
        self.at = Some(to);
    }

    fn way(&self, bytes: Vec<u8>) -> Way {
        Way { bytes, pen: self.pen }
    }

    /// Lists the ways to row `y`, each with the column in which it ends.
    ///
    /// A line feed or reverse line feed only ever moves inside the screen here, so none scrolls.
    fn vertical(&self, at: Position, y: u16) -> Vec<(Vec<u8>, u16)> {
        if at.y == y {
            return vec![(Vec::new(), at.x)];
        }
        let count = at.y.abs_diff(y);
        let mut ways = Vec::with_capacity(4);
        let mut counted = Vec::new();
        csi(&mut counted, count, if y > at.y { b'B' } else { b'A' });
        ways.push((counted, at.x));
        let mut row = Vec::new();
        csi(&mut row, y + 1, b'd');
        ways.push((row, at.x));
        if count <= STEPS && y > at.y {
            let feeds = vec![b'\n'; usize::from(count)];
            ways.insert(0, ([b"\r", feeds.as_slice()].concat(), 0));
            if self.look.bare_lf || at.x == 0 {
                ways.push((feeds.clone(), at.x));
            }
        } else if count <= STEPS {
            ways.push((b"\x1bM".repeat(usize::from(count)), at.x));
        }
        ways
    }

    /// Lists the ways along the row to `to` for a cursor that `before` has brought to column `x`.
    fn horizontal(&self, before: Vec<u8>, x: u16, to: Position) -> Vec<Way> {
        if x == to.x {
            return vec![self.way(before)];
        }
        let mut ways = Vec::with_capacity(4);
        let mut with = |count: u16, last: u8| {
            let mut bytes = before.clone();
            csi(&mut bytes, count, last);
            ways.push(self.way(bytes));
        };
        with(to.x + 1, b'G');
        with(x.abs_diff(to.x), if to.x > x { b'C' } else { b'D' });
        if to.x > x {
            ways.extend(self.retyped(before, x, to));
            return ways;
        }
        if x - to.x <= STEPS {
            let back = vec![0x08; usize::from(x - to.x)];
            ways.push(self.way([before.as_slice(), &back].concat()));
        }
        let home = [before.as_slice(), b"\r"].concat();
        if to.x == 0 {
            ways.push(self.way(home));
            return ways;
        }
        let mut bytes = home.clone();
        csi(&mut bytes, to.x, b'C');
        ways.push(self.way(bytes));
        ways.extend(self.retyped(home, 0, to));
        ways
    }

    /// Writes again the letters that stand between column `x` and `to`, if all are steady.
    fn retyped(&self, before: Vec<u8>, x: u16, to: Position) -> Option<Way> {
        if to.x - x > STEPS {
            return None;
        }
        let mut way = self.way(before);
        for spot in &self.row(to.y)[usize::from(x)..usize::from(to.x)] {
            let letter = spot.steady()?;
            let pen = spot.pen_from(way.pen);
            way.pen.change(pen, &mut way.bytes);
            way.pen = pen;
            way.bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Some(way)
    }
}

/// Addresses a place from nowhere.
fn absolute(to: Position) -> Vec<u8> {
    let (row, column) = (to.y + 1, to.x + 1);
    match (row, column) {
        (1, 1) => b"\x1b[H".to_vec(),
        (_, 1) => format!("\x1b[{row}H").into_bytes(),
        _ => format!("\x1b[{row};{column}H").into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Look;
    use super::super::spot::{Glyph, Spot};
    use super::*;

    fn from(x: u16, y: u16, look: Look) -> Mirror {
        let mut mirror = Mirror::new(80, 24, look);
        mirror.restart();
        mirror.at = Some(Position { x, y });
        mirror.out.clear();
        mirror
    }

    fn travelled(mirror: &Mirror, x: u16, y: u16) -> String {
        let mut mirror = mirror.clone();
        mirror.travel(Position { x, y }, None);
        assert_eq!(mirror.at, Some(Position { x, y }));
        String::from_utf8(mirror.out).unwrap()
    }

    #[test]
    fn the_shortest_move_is_taken() {
        let mirror = from(10, 5, Look::default());
        assert_eq!(travelled(&mirror, 10, 5), "");
        assert_eq!(travelled(&mirror, 0, 5), "\r");
        assert_eq!(travelled(&mirror, 0, 6), "\r\n");
        assert_eq!(travelled(&mirror, 10, 7), "\n\n");
        assert_eq!(travelled(&mirror, 8, 5), "\x08\x08");
        assert_eq!(travelled(&mirror, 12, 5), "  ");
        assert_eq!(travelled(&mirror, 40, 5), "\x1b[41G");
        assert_eq!(travelled(&mirror, 10, 4), "\x1bM");
        assert_eq!(travelled(&mirror, 0, 0), "\x1b[H");
        assert_eq!(travelled(&mirror, 1, 20), "\x1b[21;2H");
        assert_eq!(travelled(&mirror, 10, 20), "\x1b[15B");
        assert_eq!(travelled(&from(10, 20, Look::default()), 10, 2), "\x1b[3d");
    }

    #[test]
    fn a_line_feed_that_returns_is_used_from_the_first_column_only() {
        let look = Look { bare_lf: false, ..Look::default() };
        assert_eq!(travelled(&from(10, 5, look), 10, 6), "\x1b[B");
        assert_eq!(travelled(&from(0, 5, look), 0, 6), "\n");
        assert_eq!(travelled(&from(10, 5, look), 0, 6), "\r\n");
    }

    #[test]
    fn letters_of_uncertain_width_are_not_typed_again() {
        let mut mirror = from(10, 5, Look::default());
        let spot = Spot { glyph: Glyph::One('\u{2713}'), pen: Pen::PLAIN };
        mirror.put(Position { x: 11, y: 5 }, &spot, Pen::PLAIN);
        assert_eq!(mirror.at, None);
        mirror.at = Some(Position { x: 10, y: 5 });
        mirror.out.clear();
        assert_eq!(travelled(&mirror, 12, 5), "\x1b[2C");
    }

    #[test]
    fn an_unknown_place_is_left_by_address() {
        let mut mirror = from(0, 0, Look::default());
        mirror.at = None;
        assert_eq!(travelled(&mirror, 3, 0), "\x1b[1;4H");
    }
}
