//! The terminal that the process was started in: its modes, its size, bytes out.
//!
//! Reading is in `reader`.

mod reader;

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, is_raw_mode_enabled};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

pub use reader::{Reading, inputs};

/// The size taken for a terminal that does not tell its own.
const USUAL_SIZE: (u16, u16) = (80, 24);

/// The local terminal in the state that a session needs, given back as it was when dropped.
///
/// Raw mode, the alternate screen and marks around pastes are set; nothing else is touched. There
/// is one terminal in a process, so there should be one of these at a time.
#[derive(Debug)]
pub struct Local {
    _entered: (),
}

impl Local {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] when input or output is not a terminal; otherwise what the
    /// system said. The terminal is as before in either case.
    pub fn enter() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard input or output is not a terminal"));
        }
        enable_raw_mode()?;
        let local = Self { _entered: () };
        write_whole(rustix::stdio::stdout(), super::OPEN)?;
        Ok(local)
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was before [`Local::enter`], if it was entered and not yet given back.
///
/// It may be called at any time and from any thread, so it serves a panic hook: the message is then
/// seen on the ordinary screen. Errors are ignored, since the terminal may be gone.
pub fn restore() {
    if !is_raw_mode_enabled().unwrap_or(false) {
        return;
    }
    // The flag above is the memory that this was done: leaving twice would empty the shell's screen.
    let _ = write_whole(rustix::stdio::stdout(), super::CLOSE);
    let _ = disable_raw_mode();
}

/// Takes the terminal over again after the process was stopped, whatever others did to it meanwhile.
///
/// Errors are ignored: if the terminal is gone, reading it will tell.
fn retake() {
    // Forgetting comes first: raw mode would otherwise be taken for still set.
    let _ = disable_raw_mode();
    if enable_raw_mode().is_ok() {
        let _ = write_whole(rustix::stdio::stdout(), super::OPEN);
    }
}

/// Gives the size of the local terminal in columns and rows; 80 × 24 when it tells none.
pub fn size() -> (u16, u16) {
    let told = rustix::termios::tcgetwinsize(rustix::stdio::stdout());
    let (cols, rows) = told.map_or((0, 0), |size| (size.ws_col, size.ws_row));
    (if cols == 0 { USUAL_SIZE.0 } else { cols }, if rows == 0 { USUAL_SIZE.1 } else { rows })
}

/// Standard output, written once a frame: bytes gather until [`flush`](Write::flush).
///
/// The one of the standard library would cut a frame at its line feeds.
#[derive(Debug, Default)]
pub struct Out {
    frame: Vec<u8>,
}

impl Out {
    /// Makes an output with nothing waiting.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.write(bytes)
    }

    /// Writes what gathered, waiting for a slow terminal; on an error the frame is dropped.
    fn flush(&mut self) -> io::Result<()> {
        let written = write_whole(rustix::stdio::stdout(), &self.frame);
        self.frame.clear();
        written
    }
}

/// Writes all bytes, in one call where the system takes them so.
fn write_whole(out: impl AsFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(&out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            // Another program may have left the terminal non-blocking.
            Err(Errno::AGAIN) => match poll(&mut [PollFd::new(&out, PollFlags::OUT)], None) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::unix::net::UnixStream;

    #[test]
    fn a_frame_goes_out_whole_even_where_the_line_is_full_and_does_not_block() {
        let (here, mut there) = UnixStream::pair().unwrap();
        here.set_nonblocking(true).unwrap();
        let frame: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let expected = frame.clone();
        let writer = std::thread::spawn(move || write_whole(here, &frame));
        let mut seen = Vec::new();
        there.read_to_end(&mut seen).unwrap();
        writer.join().unwrap().unwrap();
        assert!(seen == expected);
    }

    #[test]
    fn a_cut_line_is_an_error() {
        let (here, there) = UnixStream::pair().unwrap();
        drop(there);
        assert!(write_whole(here, b"x").is_err());
    }
}
