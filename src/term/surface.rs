//! What the screens draw, as the bytes of a frame: hides which ratatui backend paints.

use std::convert::Infallible;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::screen::{Look, Thin};

/// A terminal's picture in memory, and the way from one frame to the next.
///
/// It neither reads nor writes: sizes are told to it, and [`frame`](Self::frame) gives the bytes that
/// the terminal needs. So it serves a tty and an SSH channel alike.
pub enum Surface {
    /// Painted by our own backend: what every session uses.
    Thin(Terminal<Thin>),
    /// Painted by ratatui's own backend; for comparing.
    Crossterm(Terminal<Crossterm>),
}

impl Surface {
    /// Starts with an empty screen of this size, painted by our own backend.
    pub fn thin(cols: u16, rows: u16, look: Look) -> io::Result<Self> {
        Ok(Self::Thin(Terminal::new(Thin::new(cols, rows, look)).map_err(never)?))
    }

    /// Starts with an empty screen of this size, painted by ratatui's crossterm backend.
    pub fn crossterm(cols: u16, rows: u16) -> io::Result<Self> {
        Terminal::new(Crossterm::new(cols, rows)).map(Self::Crossterm)
    }

    /// Takes over a new size; the next frame paints everything, even if the size is the old one.
    ///
    /// A window that became larger and small again before anyone looked has lost part of its picture.
    pub fn resize(&mut self, cols: u16, rows: u16) -> io::Result<()> {
        match self {
            Self::Thin(terminal) => terminal.backend_mut().resize(cols, rows),
            Self::Crossterm(terminal) => terminal.backend_mut().size = Size::new(cols, rows),
        }
        self.repaint()
    }

    /// Draws a frame and gives the bytes that bring the terminal there, to be written in one piece.
    pub fn frame(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<Vec<u8>> {
        match self {
            Self::Thin(terminal) => {
                terminal.draw(paint).map_err(never)?;
                Ok(terminal.backend_mut().take())
            }
            Self::Crossterm(terminal) => {
                terminal.draw(paint)?;
                Ok(terminal.backend_mut().written.take())
            }
        }
    }

    /// Forgets what the terminal shows, so that the next frame paints everything.
    pub fn repaint(&mut self) -> io::Result<()> {
        match self {
            Self::Thin(terminal) => {
                terminal.backend_mut().invalidate();
                terminal.clear().map_err(never)
            }
            Self::Crossterm(terminal) => terminal.clear(),
        }
    }
}

/// Our backend writes to memory only and has no errors to give.
fn never(error: Infallible) -> io::Error {
    match error {}
}

/// ratatui's crossterm backend, writing to memory and asking no tty for its size or cursor.
pub struct Crossterm {
    inner: CrosstermBackend<Bytes>,
    written: Bytes,
    size: Size,
    cursor: Position,
}

impl Crossterm {
    fn new(cols: u16, rows: u16) -> Self {
        let written = Bytes::default();
        let inner = CrosstermBackend::new(written.clone());
        Self { inner, written, size: Size::new(cols, rows), cursor: Position::ORIGIN }
    }
}

impl Backend for Crossterm {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        // The bytes stay in memory until the frame is taken.
        Ok(())
    }
}

/// Bytes written by a backend that keeps its writer to itself.
#[derive(Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::widgets::Paragraph;

    /// A session is served on a thread of its own.
    const fn is_send<T: Send>() {}
    const _: () = is_send::<Surface>();

    fn screen(rows: u16, cols: u16) -> vt100::Parser {
        let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
        vt100::Parser::new(side(rows), side(cols), 0)
    }

    fn shown(screen: &vt100::Parser) -> String {
        screen.screen().contents().trim_end().to_owned()
    }

    /// Both ways of painting, each on an empty screen of 20 × 3.
    fn surfaces() -> [Surface; 2] {
        [Surface::thin(20, 3, Look::default()).unwrap(), Surface::crossterm(20, 3).unwrap()]
    }

    #[test]
    fn frames_follow_each_other_on_a_terminal() {
        for mut surface in surfaces() {
            let mut screen = screen(3, 20);
            for text in ["Tổ dân phố 1", "Tổ dân phố 12", ""] {
                let bytes = surface.frame(|frame| frame.render_widget(Paragraph::new(text), frame.area())).unwrap();
                screen.process(&bytes);
                assert_eq!(shown(&screen), text);
            }
        }
    }

    #[test]
    fn a_size_that_came_back_paints_everything() {
        let paint = |frame: &mut Frame<'_>| frame.render_widget(Paragraph::new("Tổ dân phố"), frame.area());
        for mut surface in surfaces() {
            surface.frame(paint).unwrap();
            let mut screen = screen(3, 20);
            screen.process(b"half of a picture");
            surface.resize(20, 3).unwrap();
            screen.process(&surface.frame(paint).unwrap());
            assert_eq!(shown(&screen), "Tổ dân phố");
        }
    }

    #[test]
    fn a_new_size_and_a_repaint_paint_everything() {
        let paint = |frame: &mut Frame<'_>| {
            let area = frame.area();
            frame.render_widget(Paragraph::new(format!("{}x{}", area.width, area.height)), area);
        };
        for mut surface in surfaces() {
            surface.frame(paint).unwrap();
            surface.resize(30, 4).unwrap();
            let mut screen = screen(4, 30);
            screen.process(b"rubbish");
            screen.process(&surface.frame(paint).unwrap());
            assert_eq!(shown(&screen), "30x4");
            screen.process(b"\x1b[2;5Hrubbish of another program");
            surface.repaint().unwrap();
            screen.process(&surface.frame(paint).unwrap());
            assert_eq!(shown(&screen), "30x4");
        }
    }
}
