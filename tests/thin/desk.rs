//! A screen, the terminal that it talks to, and ratatui's own backend beside it for comparison.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroU16;
use std::rc::Rc;

use danvan::term::screen::{Look, Thin};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use unicode_normalization::UnicodeNormalization;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A writer that hands out what was written.
#[derive(Clone, Default)]
struct Tap(Rc<RefCell<Vec<u8>>>);

impl io::Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One desk: the same frames go to both backends, the thin one's bytes to an emulator.
pub struct Desk {
    pub thin: Terminal<Thin>,
    pub emulator: vt100::Parser,
    pub cursor: Option<Position>,
    fat: Terminal<CrosstermBackend<Tap>>,
    tap: Tap,
    /// Every byte sent, for other terminals.
    pub record: Vec<u8>,
}

/// The bytes of one frame.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub thin: usize,
    pub fat: usize,
}

impl Desk {
    pub fn new(cols: u16, rows: u16) -> Self {
        Self::with_look(cols, rows, Look::default())
    }

    pub fn with_look(cols: u16, rows: u16, look: Look) -> Self {
        let tap = Tap::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, cols, rows)) };
        let mut fat = Terminal::with_options(CrosstermBackend::new(tap.clone()), options).unwrap();
        fat.clear().ok();
        tap.0.borrow_mut().clear();
        Self {
            thin: Terminal::new(Thin::new(cols, rows, look)).unwrap(),
            emulator: vt100::Parser::new(extent(rows), extent(cols), 0),
            cursor: None,
            fat,
            tap,
            record: Vec::new(),
        }
    }

    /// Changes the size of the terminal and of the screens.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.emulator.screen_mut().set_size(extent(rows), extent(cols));
        self.thin.backend_mut().resize(cols, rows);
        self.fat.resize(Rect::new(0, 0, cols, rows)).unwrap();
    }

    /// Makes another emulator of the same size with an empty screen.
    pub fn blank_emulator(&self) -> vt100::Parser {
        let (rows, cols) = self.emulator.screen().size();
        vt100::Parser::new(rows, cols, 0)
    }

    /// Draws a frame on both backends, checks the emulator, and gives the bytes.
    pub fn draw(&mut self, picture: impl Fn(&mut Frame<'_>)) -> Cost {
        self.tap.0.borrow_mut().clear();
        let cursor = self.cursor;
        let picture = |frame: &mut Frame<'_>| {
            picture(frame);
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        };
        self.fat.draw(picture).unwrap();
        let buffer = self.thin.draw(picture).unwrap().buffer.clone();
        let bytes = self.thin.backend_mut().take();
        self.emulator.process(&bytes);
        self.record.extend_from_slice(&bytes);
        assert_shown(&buffer, &self.emulator, &bytes);
        self.check_cursor(cursor);
        Cost { thin: bytes.len(), fat: self.tap.0.borrow().len() }
    }

    fn check_cursor(&self, cursor: Option<Position>) {
        let screen = self.emulator.screen();
        assert_eq!(screen.hide_cursor(), cursor.is_none(), "cursor visibility");
        if let Some(Position { x, y }) = cursor {
            assert_eq!(screen.cursor_position(), (y, x), "cursor position (row, column)");
        }
    }
}

fn extent(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// What can be seen in one place.
#[derive(Debug, PartialEq)]
struct Seen {
    text: String,
    fg: vt100::Color,
    bg: vt100::Color,
    marks: Modifier,
}

impl Seen {
    /// Drops what does not show on an empty place.
    fn visible(mut self) -> Self {
        let shows = Modifier::REVERSED | Modifier::UNDERLINED;
        if self.text == " " && !self.marks.intersects(shows) {
            self.fg = vt100::Color::Default;
            self.marks = Modifier::empty();
        }
        self
    }
}

/// Asserts that the emulator shows the buffer, place by place.
pub fn assert_shown(buffer: &Buffer, emulator: &vt100::Parser, bytes: &[u8]) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let shown = emulator.screen().cell(y, x).unwrap();
            let width = cell.symbol().cell_width().max(1);
            let expected = wanted(cell, x + width == buffer.area.width);
            assert_eq!(seen(shown), expected, "column {x}, row {y}, after {:?}", String::from_utf8_lossy(bytes));
            x += width;
        }
    }
}

fn seen(cell: &vt100::Cell) -> Seen {
    let mut marks = Modifier::empty();
    marks.set(Modifier::BOLD, cell.bold());
    marks.set(Modifier::DIM, cell.dim());
    marks.set(Modifier::ITALIC, cell.italic());
    marks.set(Modifier::UNDERLINED, cell.underline());
    marks.set(Modifier::REVERSED, cell.inverse());
    let text = if cell.has_contents() { cell.contents() } else { " " };
    Seen { text: text.to_owned(), fg: cell.fgcolor(), bg: cell.bgcolor(), marks }.visible()
}

/// Gives what a cell should look like: letters in one piece where there is one, and at the edge
/// without the marks that some terminals would put on the letter before.
fn wanted(cell: &Cell, at_edge: bool) -> Seen {
    let mut text: String = cell.symbol().nfc().collect();
    let marks_follow = text.chars().next().is_some_and(|base| base.width() == Some(1)) && text.width() == 1;
    if at_edge && marks_follow {
        text = text.chars().take(1).collect();
    }
    // The emulator knows neither blinking nor crossed-out letters; dim gives way to bold.
    let known = Modifier::BOLD | Modifier::ITALIC | Modifier::UNDERLINED | Modifier::REVERSED;
    let bold = cell.modifier.contains(Modifier::BOLD);
    let known = if bold { known } else { known | Modifier::DIM };
    Seen { text, fg: colour(cell.fg), bg: colour(cell.bg), marks: cell.modifier & known }.visible()
}

fn colour(colour: Color) -> vt100::Color {
    const NAMED: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => vt100::Color::Idx(index),
        named => {
            let index = NAMED.iter().position(|known| *known == named).expect("one of sixteen");
            vt100::Color::Idx(u8::try_from(index).unwrap())
        }
    }
}
