//! Colours and borders: 16 colours, and meaning never by colour alone.

use crate::register::Lang;
use ratatui::style::Style;

/// What drawing needs to know besides the screen itself.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The session's language.
    pub lang: Lang,
    /// The open year.
    pub year: i32,
    /// Styles by meaning.
    pub theme: Theme,
    /// Whether borders and signs stay within ASCII.
    pub ascii: bool,
}

/// Styles by meaning.
#[derive(Clone, Copy, Debug, Default)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// The line or field that the next key touches.
    pub focus: Style,
    /// Labels, headers.
    pub label: Style,
    /// What is there but not pressing: hints, units, empty marks.
    pub quiet: Style,
    /// Titles and the path.
    pub title: Style,
    /// Something is done.
    pub done: Style,
    /// Something to look at.
    pub warn: Style,
    /// Something is wrong.
    pub wrong: Style,
}
