//! Random pages: what stands on them and how they change from frame to frame.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::desk::{Cost, Desk};

/// Texts that tables and forms of a ward hold, and some that they should not.
pub const TEXTS: [&str; 17] = [
    "a",
    ">",
    " ",
    "Tuyến phố không rác",
    "Nguyễn Thị Minh Khai",
    // The same letters in parts: base letter and combining marks.
    "Nguye\u{302}\u{303}n Thi\u{323}",
    "đường 9 Tam Thuận ────┤",
    "310.000.000 ₫",
    "          ",
    "                                                            ",
    "字",
    "漢字 và chữ",
    "✓ xong ● chưa",
    "🙂 ok",
    "⌨\u{fe0f} phím",
    "한글",
    // No single code point has these.
    "g\u{303}x\u{302}\u{323}",
];

#[derive(Clone, Debug)]
pub enum Step {
    Write {
        x: u16,
        y: u16,
        text: usize,
        style: Style,
    },
    Tint {
        y: u16,
        style: Style,
    },
    Roll {
        top: u16,
        rows: u16,
        by: i32,
    },
    Repeat {
        y: u16,
        rows: u16,
        text: usize,
    },
    Wipe,
    Clear,
    Resize(u16, u16),
    /// Another size and back before anything is drawn.
    Flicker(u16, u16),
    Invalidate,
    Cursor(Option<(u16, u16)>),
}

fn style() -> impl Strategy<Value = Style> {
    let colour =
        || prop_oneof![4 => Just(Color::Reset), 2 => (0..16_u8).prop_map(Color::Indexed), 1 => Just(Color::LightBlue)];
    let marks = prop_oneof![
        4 => Just(Modifier::empty()),
        4 => any::<u16>().prop_map(|bits| Modifier::from_bits_truncate(bits) - Modifier::HIDDEN),
    ];
    (colour(), colour(), marks).prop_map(|(fg, bg, marks)| Style::new().fg(fg).bg(bg).add_modifier(marks))
}

pub fn step() -> impl Strategy<Value = Step> {
    let write = (0..100_u16, 0..30_u16, 0..TEXTS.len(), style()).prop_map(|(x, y, text, style)| Step::Write {
        x,
        y,
        text,
        style,
    });
    let roll = (0..30_u16, 2..30_u16, -4..5_i32).prop_map(|(top, rows, by)| Step::Roll { top, rows, by });
    prop_oneof![
        12 => write,
        2 => (0..30_u16, style()).prop_map(|(y, style)| Step::Tint { y, style }),
        4 => roll,
        2 => (0..30_u16, 2..30_u16, 0..TEXTS.len()).prop_map(|(y, rows, text)| Step::Repeat { y, rows, text }),
        1 => Just(Step::Wipe),
        1 => Just(Step::Clear),
        1 => size().prop_map(|(cols, rows)| Step::Resize(cols, rows)),
        1 => size().prop_map(|(cols, rows)| Step::Flicker(cols, rows)),
        1 => Just(Step::Invalidate),
        3 => proptest::option::of((0..100_u16, 0..30_u16)).prop_map(Step::Cursor),
    ]
}

pub fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        Just((1, 1)),
        Just((2, 2)),
        Just((5, 3)),
        Just((20, 6)),
        Just((40, 12)),
        Just((80, 24)),
        Just((100, 30)),
        (1..50_u16, 1..20_u16),
    ]
}

/// The page kept between frames, and the desk that shows it.
pub struct Book {
    pub page: Buffer,
    pub desk: Desk,
}

impl Book {
    pub fn new((cols, rows): (u16, u16)) -> Self {
        Self { page: Buffer::empty(Rect::new(0, 0, cols, rows)), desk: Desk::new(cols, rows) }
    }

    pub fn show(&mut self) -> Cost {
        let page = self.page.clone();
        self.desk.draw(|frame| frame.buffer_mut().content.clone_from(&page.content))
    }

    pub fn apply(&mut self, step: &Step) {
        let Rect { width, height, .. } = self.page.area;
        match *step {
            Step::Write { x, y, text, style } => {
                self.page.set_string(x % width, y % height, TEXTS[text], style);
            }
            Step::Tint { y, style } => {
                self.page.set_style(Rect::new(0, y % height, width, 1), style);
            }
            Step::Roll { top, rows, by } => self.roll(top % height, rows, by),
            Step::Repeat { y, rows, text } => {
                for (n, y) in (y % height..height).take(usize::from(rows)).enumerate() {
                    self.page.set_string(0, y, format!("{n} {}", TEXTS[text]), Style::new());
                }
            }
            Step::Wipe => self.page.reset(),
            Step::Clear => self.desk.thin.clear().unwrap(),
            Step::Resize(cols, rows) => {
                self.page.resize(Rect::new(0, 0, cols, rows));
                self.page.reset();
                self.desk.cursor = None;
                self.desk.resize(cols, rows);
            }
            Step::Flicker(cols, rows) => {
                self.desk.resize(cols, rows);
                self.desk.resize(width, height);
            }
            Step::Invalidate => {
                self.desk.emulator.process(b"\x1b[2;3r\x1b[31;7mnoise\x1b[2Jnoise\r\n\n\nnoise");
                self.desk.thin.backend_mut().invalidate();
            }
            Step::Cursor(at) => {
                self.desk.cursor = at.map(|(x, y)| Position { x: x % width, y: y % height });
            }
        }
        well_formed(&mut self.page);
    }

    /// Moves the rows of a block; what leaves it at one end is gone.
    pub fn roll(&mut self, top: u16, rows: u16, by: i32) {
        let bottom = (top + rows).min(self.page.area.height);
        let old = self.page.clone();
        for y in top..bottom {
            let from = u16::try_from(i32::from(y) + by).ok();
            let from = from.filter(|from| (top..bottom).contains(from));
            for x in 0..old.area.width {
                self.page[(x, y)] = from.map_or(Cell::EMPTY, |from| old[(x, from)].clone());
            }
        }
    }
}

/// Empties what stands behind a wide glyph, as ratatui expects of a buffer.
pub fn well_formed(page: &mut Buffer) {
    for y in 0..page.area.height {
        let mut x = 0;
        while x < page.area.width {
            let width = page[(x, y)].symbol().cell_width().max(1);
            if x + width > page.area.width {
                page[(x, y)].reset();
            }
            for trail in x + 1..(x + width).min(page.area.width) {
                page[(trail, y)].reset();
            }
            x += width;
        }
    }
}
