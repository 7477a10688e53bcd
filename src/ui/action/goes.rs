//! Where Enter goes in a grid: what a person chooses once.

/// Where Enter goes from a cell of a grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnterGoes {
    /// To the cell below.
    #[default]
    Down,
    /// To the next cell of the row.
    Right,
}

impl EnterGoes {
    /// Returns the name under which the setting is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Right => "right",
        }
    }

    /// Reads the name of the setting.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Down, Self::Right].into_iter().find(|goes| goes.code() == code)
    }

    /// Returns the other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Down => Self::Right,
            Self::Right => Self::Down,
        }
    }
}
