//! The frugal screen against a terminal emulator: after every frame the terminal shows what
//! ratatui wanted, and the frames stay within their byte budgets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failed step fails the test, and the byte figures are printed for people"
)]

mod budget;
mod desk;
mod page;
mod same;
mod tmux;
#[path = "../bench/words.rs"]
mod words;
