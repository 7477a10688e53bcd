//! What was found in a store, in words.

use crate::register::Words;
use crate::register::line::Hash;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Worth knowing, nothing to do.
    Note,
    /// Healed when the register is opened, without loss of what was acknowledged.
    Healable,
    /// What was acknowledged is missing or was changed: nothing is written before a person decides.
    Damage,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub grade: Grade,
    /// What it is.
    pub words: Words,
}

impl Finding {
    /// Makes a note.
    pub const fn note(words: Words) -> Self {
        Self { grade: Grade::Note, words }
    }

    /// Makes a finding that is healed at opening.
    pub const fn healable(words: Words) -> Self {
        Self { grade: Grade::Healable, words }
    }

    /// Makes a finding of damage.
    pub const fn damage(words: Words) -> Self {
        Self { grade: Grade::Damage, words }
    }
}

/// What was found in a store that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was found, the journal's first.
    pub findings: Vec<Finding>,
    /// The number of the last commit up to which the journal holds.
    pub seq: u64,
    /// The hash of that commit.
    pub head: Hash,
    /// How many bytes the journal has.
    pub bytes: u64,
}

impl Report {
    /// Returns whether anything is damaged.
    pub fn is_damaged(&self) -> bool {
        self.findings.iter().any(|finding| finding.grade == Grade::Damage)
    }

    /// Returns whether there is nothing to do.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.grade == Grade::Note)
    }
}
