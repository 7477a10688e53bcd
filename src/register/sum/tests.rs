//! The laws of counting, on random registers.

mod algebra;
mod big;
mod laws;
pub mod ward;
