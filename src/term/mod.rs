//! The ends that people touch: bytes of a terminal in and out.
//!
//! - [`decode`] turns bytes into [`Input`](crate::input::Input), the same way for the local terminal
//!   and for an SSH channel,
//! - [`caps`] says what a terminal can do, from its environment and from two questions put to it,
//! - [`front`] asks those questions, and explains to people what their terminal lacks,
//! - [`screen`] sends frames as the few bytes that differ from the last one,
//! - [`surface`] turns what the screens draw into the bytes of a frame,
//! - [`local`] is the terminal that the process was started in.

pub mod caps;
pub mod decode;
pub mod front;
#[cfg(unix)]
pub mod local;
pub mod screen;
pub mod surface;

/// Sent when a session begins: the alternate screen, and marks around pasted text.
pub const OPEN: &[u8] = b"\x1b[?1049h\x1b[?2004h";

/// Sent when a session ends, in the reverse order, with all that a frame may have left behind.
///
/// Colours, margins, wrapping and the cursor go back to what shells expect. The screen is emptied
/// before it is left, for consoles that have no alternate one. It moves the cursor, so it must be
/// sent only once.
pub const CLOSE: &[u8] = b"\x1b[?2004l\x1b[m\x1b[r\x1b[?7h\x1b[H\x1b[J\x1b[?25h\x1b[?1049l";
