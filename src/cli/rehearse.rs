//! `danvan practice`: the practice ward as commands, for `apply` and for measuring.
//!
//! `danvan practice --models 1000 | danvan --data DIR apply` fills an empty folder with a register of any size; the same seed
//! on the same day gives the same lines.

use super::out::{End, Out, Outcome};
use super::place::now;
use crate::register::practice::{Size, practice};
use crate::register::wire::request_line;

/// Prints the commands that make the practice ward.
pub(super) fn run(seed: u64, models: u32, out: &mut Out) -> Outcome {
    let size = if models == Size::WARD.models { Size::WARD } else { Size::of(models) };
    for request in practice(seed, now().date_naive(), size) {
        out.line(&request_line(&request))?;
    }
    Ok(End::Done)
}
