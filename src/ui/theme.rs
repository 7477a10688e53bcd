//! Colours and borders: 16 colours, and meaning never by colour alone.

use crate::register::Lang;
use crate::register::docket::Standing;
use crate::register::schema::model_year::status;
use crate::register::schema::task;
use crate::register::standing::Standing as RecordStanding;
use ratatui::style::{Color, Modifier, Style};

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

impl Theme {
    /// Styles for a terminal with the sixteen colours.
    pub const COLOURS: Self = Self {
        text: Style::new(),
        focus: Style::new().add_modifier(Modifier::BOLD),
        label: Style::new().fg(Color::Cyan),
        quiet: Style::new().fg(Color::DarkGray),
        title: Style::new().add_modifier(Modifier::BOLD),
        done: Style::new().fg(Color::Green),
        warn: Style::new().fg(Color::Yellow),
        wrong: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
    };

    /// Styles without colours.
    pub const PLAIN: Self = Self {
        text: Style::new(),
        focus: Style::new().add_modifier(Modifier::BOLD),
        label: Style::new(),
        quiet: Style::new(),
        title: Style::new().add_modifier(Modifier::BOLD),
        done: Style::new(),
        warn: Style::new(),
        wrong: Style::new().add_modifier(Modifier::BOLD),
    };
}

/// Signs of a registration's states: not yet begun, at work, paused, waiting, recognised, exemplary, out.
const STATE_SIGNS: &[(&[&str], &str, &str)] = &[
    (&[status::DRAFT], "· ", ". "),
    (&[status::REGISTERED, status::SURVEYED, status::APPROVED], "○ ", "o "),
    (&[status::RUNNING], "● ", "@ "),
    (&[status::PAUSED], "‖ ", "= "),
    (&[status::DONE], "◐ ", "? "),
    (&[status::RECOGNISED], "✓ ", "+ "),
    (&[status::EXEMPLARY], "★ ", "* "),
    (&[status::REFUSED, status::NOT_RECOGNISED, status::WITHDRAWN], "× ", "x "),
];

impl Look {
    /// Returns the sign of the row on which the next key acts.
    pub const fn marker(&self) -> &'static str {
        ">"
    }

    /// Returns the sign of a withdrawn row.
    pub const fn withdrawn(&self) -> &'static str {
        if self.ascii { "x" } else { "×" }
    }

    /// Returns the sign of how far a record has come; a blank for a draft.
    pub const fn standing(&self, of: RecordStanding) -> &'static str {
        match of {
            RecordStanding::Draft => " ",
            RecordStanding::Complete => "+",
            RecordStanding::Checked if self.ascii => "*",
            RecordStanding::Checked => "✓",
            RecordStanding::Locked => "=",
        }
    }

    /// Returns the signs of a bar: what is full, what is empty.
    pub const fn bar(&self) -> (&'static str, &'static str) {
        if self.ascii { ("#", ".") } else { ("█", "░") }
    }

    /// Returns the signs of how much something is, from little to much.
    pub const fn shades(&self) -> [&'static str; 4] {
        if self.ascii { [".", ":", "+", "#"] } else { ["░", "▒", "▓", "█"] }
    }

    /// Returns the sign of a cell in which nothing counts.
    pub const fn nothing(&self) -> &'static str {
        if self.ascii { "." } else { "·" }
    }

    /// Returns the line between two parts of a screen.
    pub const fn rule(&self) -> &'static str {
        if self.ascii { "|" } else { "│" }
    }

    /// Returns the sign of a registration's state, with a blank behind it; nothing for other states.
    pub fn state(&self, code: &str) -> &'static str {
        let signs = STATE_SIGNS.iter().find(|(codes, _, _)| codes.contains(&code));
        signs.map_or("", |(_, sign, ascii)| if self.ascii { ascii } else { sign })
    }

    /// Returns the sign of how a task stands: overdue, done, called off, waiting for a yes, paused; a blank for others.
    pub fn task(&self, state: &str, standing: Standing) -> &'static str {
        match (standing, state) {
            (Standing::Overdue(_), _) => "!",
            (Standing::CalledOff, _) => self.withdrawn(),
            (Standing::Early(_) | Standing::OnTime | Standing::Late(_), _) if self.ascii => "+",
            (Standing::Early(_) | Standing::OnTime | Standing::Late(_), _) => "✓",
            (Standing::Open(_), task::AWAITS_APPROVAL) => "?",
            (Standing::Open(_), task::PAUSED) => "=",
            (Standing::Open(_), _) => " ",
        }
    }

    /// Returns the sign that stands between an old and a new value.
    pub const fn arrow(&self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }
}
