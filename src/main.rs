//! The program `danvan`.
fn main() {}
