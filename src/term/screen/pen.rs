//! Colours and attributes, and the shortest way from one set of them to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Every attribute that is sent, with the SGR codes that switch it on and off.
const MARKS: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The attributes that show on an empty cell.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// The 16 colours as xterm draws them; the nearest one stands in for any other colour.
const PALETTE: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// The brightness of the six steps of each axis of the 256-colour cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What the next letter will look like: two colours of sixteen (or the terminal's own) and attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    fg: Option<u8>,
    bg: Option<u8>,
    marks: Modifier,
}

impl Pen {
    /// The terminal's own colours, no attribute.
    pub const PLAIN: Self = Self { fg: None, bg: None, marks: Modifier::empty() };

    /// Takes over the look of a ratatui cell; without `colours` only its attributes.
    pub fn of(cell: &Cell, colours: bool) -> Self {
        let mut marks = Modifier::empty();
        for (mark, ..) in MARKS {
            marks |= cell.modifier & mark;
        }
        if cell.modifier.contains(Modifier::RAPID_BLINK) {
            marks |= Modifier::SLOW_BLINK;
        }
        // Some terminals draw both, some only the last: bold wins.
        if marks.contains(Modifier::BOLD) {
            marks.remove(Modifier::DIM);
        }
        let shade = |colour| if colours { nearest(colour) } else { None };
        Self { fg: shade(cell.fg), bg: shade(cell.bg), marks }
    }

    /// Keeps of the look only what can be seen on an empty cell.
    pub fn on_blank(self) -> Self {
        if self.marks.intersects(SEEN_ON_BLANK) { self } else { Self { bg: self.bg, ..Self::PLAIN } }
    }

    /// Appends the shorter of two ways to `to`: only what differs, or a reset and everything.
    pub fn change(self, to: Self, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let step = self.steps(to);
        let mut afresh = Self::PLAIN.steps(to);
        afresh.insert(0, 0);
        let codes = if to == Self::PLAIN {
            &[][..]
        } else if length(&step) <= length(&afresh) {
            &step
        } else {
            &afresh
        };
        out.extend_from_slice(b"\x1b[");
        for (i, code) in codes.iter().enumerate() {
            if i > 0 {
                out.push(b';');
            }
            out.extend_from_slice(code.to_string().as_bytes());
        }
        out.push(b'm');
    }

    /// Counts the bytes that [`Pen::change`] would append.
    pub fn distance(self, to: Self) -> usize {
        let mut out = Vec::new();
        self.change(to, &mut out);
        out.len()
    }

    fn steps(self, to: Self) -> Vec<u8> {
        let mut codes = Vec::new();
        let gone = self.marks - to.marks;
        let had = self.marks - gone;
        for (mark, _, off) in MARKS {
            if gone.contains(mark) && !codes.contains(&off) {
                codes.push(off);
            }
        }
        for (mark, on, _) in MARKS {
            if (to.marks - had).contains(mark) {
                codes.push(on);
            }
        }
        if self.fg != to.fg {
            codes.push(colour_code(to.fg, 30));
        }
        if self.bg != to.bg {
            codes.push(colour_code(to.bg, 40));
        }
        codes
    }
}

/// Gives the SGR code of a colour; `base` is 30 for letters and 40 for the ground.
fn colour_code(colour: Option<u8>, base: u8) -> u8 {
    match colour {
        None => base + 9,
        Some(dark @ 0..=7) => base + dark,
        Some(bright) => base + 60 + (bright - 8),
    }
}

fn length(codes: &[u8]) -> usize {
    codes.iter().map(|code| code.to_string().len() + 1).sum()
}

/// Maps any ratatui colour to one of sixteen, `None` being the terminal's own.
fn nearest(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(low @ 0..=15) => low,
        Color::Indexed(cube @ 16..=231) => {
            let step = |n: u8| CUBE[usize::from(n % 6)];
            let n = cube - 16;
            closest(step(n / 36), step(n / 6), step(n))
        }
        Color::Indexed(grey) => {
            let level = 8 + (grey - 232) * 10;
            closest(level, level, level)
        }
        Color::Rgb(r, g, b) => closest(r, g, b),
    })
}

fn closest(r: u8, g: u8, b: u8) -> u8 {
    let gap = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let mut best = (u32::MAX, 0);
    for (index, &(pr, pg, pb)) in (0_u8..).zip(&PALETTE) {
        best = best.min((gap(r, pr) + gap(g, pg) + gap(b, pb), index));
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Option<u8>, bg: Option<u8>, marks: Modifier) -> Pen {
        Pen { fg, bg, marks }
    }

    fn change(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_change_takes_the_shorter_of_step_and_reset() {
        let red = pen(Some(1), None, Modifier::empty());
        let bold_red = pen(Some(1), None, Modifier::BOLD);
        let busy = pen(Some(1), Some(12), Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(change(Pen::PLAIN, Pen::PLAIN), "");
        assert_eq!(change(red, Pen::PLAIN), "\x1b[m");
        assert_eq!(change(Pen::PLAIN, bold_red), "\x1b[1;31m");
        assert_eq!(change(bold_red, red), "\x1b[22m");
        assert_eq!(change(busy, red), "\x1b[0;31m");
        assert_eq!(change(red, busy), "\x1b[1;4;104m");
    }

    #[test]
    fn bold_and_dim_never_meet() {
        let (bold, dim) = (pen(None, None, Modifier::BOLD), pen(None, None, Modifier::DIM));
        assert_eq!(change(bold, dim), "\x1b[0;2m");
        let (bold, dim) = (Pen { bg: Some(9), ..bold }, Pen { bg: Some(9), ..dim });
        assert_eq!(change(bold, dim), "\x1b[22;2m");
        let mut both = Cell::new("x");
        both.modifier = Modifier::BOLD | Modifier::DIM;
        assert_eq!(Pen::of(&both, true).marks, Modifier::BOLD);
    }

    #[test]
    fn every_colour_comes_down_to_sixteen() {
        assert_eq!(nearest(Color::Reset), None);
        assert_eq!(nearest(Color::Indexed(9)), Some(9));
        assert_eq!(nearest(Color::Indexed(196)), Some(9));
        assert_eq!(nearest(Color::Indexed(16)), Some(0));
        assert_eq!(nearest(Color::Indexed(255)), Some(7));
        assert_eq!(nearest(Color::Rgb(250, 250, 250)), Some(15));
        for index in 0..=255 {
            assert!(nearest(Color::Indexed(index)).is_some_and(|n| n < 16));
        }
    }

    #[test]
    fn an_empty_cell_keeps_only_what_shows() {
        let bold_red = pen(Some(1), None, Modifier::BOLD);
        assert_eq!(bold_red.on_blank(), Pen::PLAIN);
        let bar = pen(Some(1), None, Modifier::REVERSED);
        assert_eq!(bar.on_blank(), bar);
    }
}
