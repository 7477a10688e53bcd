//! What came of a campaign of faults, in one line of a fixed form.

use std::fmt;

/// Counts what faults led to. That nothing was silent and nothing lost is asserted where the faults are tried: a campaign
/// that ends has found none of either.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    family: &'static str,
    /// Faults that were tried.
    pub tried: usize,
    /// Of those, the ones that were mended, or told to need it and mended then.
    pub healed: usize,
    /// Those that were refused with words; what was typed or kept stayed as it was.
    pub refused: usize,
}

impl Tally {
    /// Begins to count a family of faults.
    pub const fn of(family: &'static str) -> Self {
        Self { family, tried: 0, healed: 0, refused: 0 }
    }

    /// Counts what else was tried and neither mended nor refused: it was nothing to the register.
    #[must_use]
    pub const fn with_tried(self, tried: usize) -> Self {
        Self { tried: self.tried + tried, ..self }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { family, tried, healed, refused } = self;
        write!(f, "faults | {family} | tried {tried} | healed {healed} | refused {refused} | silent 0 | lost 0")
    }
}
