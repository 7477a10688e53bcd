//! The register of a ward's "Dân vận khéo" movement, kept at the keyboard.

pub mod cli;
pub mod exchange;
pub mod input;
pub mod register;
pub mod session;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
