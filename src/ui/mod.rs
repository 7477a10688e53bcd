//! Screens, widgets and keys: a pure machine that turns events into effects and state into a picture.

pub mod action;
pub mod app;
pub mod copies;
pub mod draft;
pub mod habit;
pub mod layout;
pub mod manual;
pub mod screen;
pub mod screens;
pub mod theme;
pub mod views;
pub mod widget;
