//! The practice ward: made-up records in the shape of real ones, the same for the same seed.
//!
//! Nobody and nothing in it is real: people are called "Người tập 01", models and tasks carry "(mẫu)" or "(tập)", there is
//! no telephone number, and the ward is "Phường Thực Hành". It is there to learn on and to measure with.

mod committee;
mod maker;
mod random;
mod scenes;
mod text;

use chrono::{Datelike, NaiveDate};

use super::change::Request;
use super::setup::{Ward, setup};
use maker::Maker;

/// How much is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Models; the rest grows with them (about two registrations, three results and less than one task a model).
    pub models: u32,
    /// Neighbourhoods, in three groups.
    pub neighbourhoods: u32,
}

impl Size {
    /// A ward as officers know it: 60 models in 12 neighbourhoods.
    pub const WARD: Self = Self { models: 60, neighbourhoods: 12 };

    /// A ward with so many models, its neighbourhoods growing slowly with them, up to the 95 of the largest real wards.
    pub const fn of(models: u32) -> Self {
        let neighbourhoods = models / 20 + 9;
        Self { models, neighbourhoods: if neighbourhoods > 95 { 95 } else { neighbourhoods } }
    }
}

/// Makes the whole practice ward, from its set-up on, as requests to an empty register; its last year is that of `today`.
pub fn practice(seed: u64, today: NaiveDate, size: Size) -> Vec<Request> {
    let mut maker = Maker::new(seed, today);
    let ward = Ward {
        kind: "PHUONG",
        name: "Thực Hành".to_owned(),
        province: "Tỉnh Thực Hành (tập)".to_owned(),
        year: today.year() - 2,
    };
    maker.requests = setup(&ward, &mut || maker.id());
    scenes::play(&mut maker, size);
    maker.requests
}

#[cfg(test)]
mod tests;
