//! Screens, widgets and keys: a pure machine that turns events into effects and state into a picture.

pub mod action;
pub mod draft;
pub mod screen;
pub mod theme;
pub mod widget;
