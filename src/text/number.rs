//! Numbers as people write them: "310tr", "1,2 tỷ", "3.000", "hơn 4.000 m²", "hàng chục".
//!
//! A dot parts thousands and a comma decimals, always: "3.000" is three thousand. What could be meant in
//! two ways is refused with a suggestion. What is shown can be typed again and gives the same value.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

mod parse;
mod scan;
mod show;
mod unit;

pub use parse::{parse_decimal, parse_figure, parse_figure_in, parse_integer, parse_money};
pub use show::{show_decimal, show_integer, show_money, show_money_short};
pub use unit::{convert, unit_sign};

/// Why something typed is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// It cannot be read as a number.
    NotANumber,
    /// It could be meant in two ways; typed like `suggest` it is clear ("12.5" suggests "12,5").
    Ambiguous {
        /// The likeliest meaning of the number, without the words and the sign around it, in a form that is
        /// accepted.
        suggest: String,
    },
    /// It has more digits than can be kept exactly.
    TooLarge,
    /// It has decimals where only a whole number makes sense.
    NotWhole,
    /// What stands behind the number is no unit that is known here.
    UnknownUnit {
        /// The unit, lower case and without marks.
        unit: String,
    },
}

/// How exactly a figure is meant, in the word of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Qualifier {
    /// Đúng: as counted.
    Exact,
    /// Trên: at least.
    Over,
    /// Hơn: means the same as [`Qualifier::Over`], but is printed back as it was given.
    MoreThan,
    /// Gần: not quite.
    Under,
    /// Khoảng: about.
    About,
    /// Không rõ: only words ("hàng chục"), no number.
    Unknown,
}

impl Qualifier {
    /// All qualifiers in the order in which lists show them.
    pub const ALL: [Self; 6] = [Self::Exact, Self::Over, Self::MoreThan, Self::Under, Self::About, Self::Unknown];

    /// Returns the code that files and commands use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "dung",
            Self::Over => "tren",
            Self::MoreThan => "hon",
            Self::Under => "gan",
            Self::About => "khoang",
            Self::Unknown => "khong_ro",
        }
    }

    /// Returns the qualifier with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|qualifier| qualifier.code() == code)
    }

    /// Returns the Vietnamese word, as it stands before a figure (only "đúng" is left out there).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "đúng",
            Self::Over => "trên",
            Self::MoreThan => "hơn",
            Self::Under => "gần",
            Self::About => "khoảng",
            Self::Unknown => "không rõ",
        }
    }

    /// Returns the qualifier of the sum of two figures.
    ///
    /// All đúng give đúng; đúng with trên or hơn gives trên; đúng with gần gives gần; trên or hơn with gần,
    /// and anything with khoảng, gives khoảng. A figure that is không rõ has no number and adds nothing: the
    /// other qualifier stays, and it is for the caller to mark the sum as incomplete. The order of adding
    /// does not matter. Use it for sums only: a single figure keeps its own word.
    #[must_use]
    pub const fn sum(self, other: Self) -> Self {
        use Qualifier::{About, Exact, MoreThan, Over, Under, Unknown};
        match (self, other) {
            (Unknown, Unknown) => Unknown,
            (Exact | Unknown, Exact) | (Exact, Unknown) => Exact,
            (Over | MoreThan, Exact | Over | MoreThan | Unknown) | (Exact | Unknown, Over | MoreThan) => Over,
            (Under, Exact | Under | Unknown) | (Exact | Unknown, Under) => Under,
            (About, _) | (_, About) | (Over | MoreThan, Under) | (Under, Over | MoreThan) => About,
        }
    }
}

/// A figure as its source gives it: how exact, how much, of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number; zero when there are only words.
    pub amount: Decimal,
    /// How exactly it is meant.
    pub qualifier: Qualifier,
    /// The unit that was typed, in its usual spelling ("m2", "km", "đồng"), if any.
    pub unit: Option<String>,
    /// The words of a figure without a number ("hàng chục"), as they were typed.
    pub words: Option<String>,
}

impl Figure {
    /// Writes the figure as a report does: "trên 3.000 m²", "hàng chục".
    pub fn show(&self) -> String {
        if let Some(words) = &self.words {
            return words.clone();
        }
        let mut out = String::new();
        if self.qualifier != Qualifier::Exact {
            out.push_str(self.qualifier.word());
            out.push(' ');
        }
        out.push_str(&show_decimal(self.amount));
        match self.unit.as_deref() {
            Some("%") => out.push('%'),
            Some(unit) => {
                out.push(' ');
                out.push_str(unit_sign(unit));
            }
            None => {}
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for qualifier in Qualifier::ALL {
            assert_eq!(Qualifier::from_code(qualifier.code()), Some(qualifier));
        }
        assert_eq!(Qualifier::from_code("trên"), None);
    }

    #[test]
    fn sums_follow_the_law() {
        use Qualifier::{About, Exact, MoreThan, Over, Under, Unknown};
        for (a, b, sum) in [
            (Exact, Exact, Exact),
            (Exact, Over, Over),
            (Exact, MoreThan, Over),
            (MoreThan, MoreThan, Over),
            (Exact, Under, Under),
            (Under, Under, Under),
            (Over, Under, About),
            (MoreThan, Under, About),
            (About, Exact, About),
            (About, Unknown, About),
            (Unknown, Exact, Exact),
            (Unknown, Under, Under),
            (Unknown, Unknown, Unknown),
        ] {
            assert_eq!(a.sum(b), sum, "{a:?} + {b:?}");
        }
    }

    #[test]
    fn the_order_of_adding_does_not_matter() {
        for a in Qualifier::ALL {
            for b in Qualifier::ALL {
                assert_eq!(a.sum(b), b.sum(a));
                for c in Qualifier::ALL {
                    assert_eq!(a.sum(b).sum(c), a.sum(b.sum(c)), "{a:?} {b:?} {c:?}");
                }
            }
        }
    }
}
