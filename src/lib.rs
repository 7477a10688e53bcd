//! The register of a ward's "Dân vận khéo" movement, kept at the keyboard.

pub mod text;
pub mod input;
pub mod register;
pub mod store;
pub mod exchange;
pub mod ui;
pub mod term;
pub mod session;
pub mod cli;
