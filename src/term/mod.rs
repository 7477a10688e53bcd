//! The ends that people touch: bytes of a terminal in and out.
//!
//! [`decode`] turns bytes into [`Input`](crate::input::Input), the same way for the local terminal
//! and for an SSH channel.

pub mod decode;
