//! Rows of the tables of fields, as they are written: what a field holds, then what else is told of it.

use super::{Choice, Choices, Field, FieldId, Kind, Need};
use crate::register::default::Preset;
use crate::register::fit::Fits;
use crate::register::parse::ParseCx;
use crate::register::record::Record;
use crate::register::value::Value;
use crate::register::words::Label;

impl Field {
    /// A line of at most `max` letters.
    pub const fn text(id: FieldId, key: &'static str, max: u16, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Text { max }, vi, en)
    }

    /// Several lines of at most 8,000 letters together.
    pub const fn memo(id: FieldId, key: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Memo { max: 8000 }, vi, en)
    }

    /// A whole number from `min` to `max`, with a unit.
    pub const fn integer(
        id: FieldId,
        key: &'static str,
        (min, max, unit): (i64, i64, &'static str),
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Integer { min, max, unit }, vi, en)
    }

    /// An exact decimal from `min` to `max`, with at most `digits` after the comma and a unit.
    pub const fn decimal(
        id: FieldId,
        key: &'static str,
        (min, max, digits, unit): (i64, i64, u32, &'static str),
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Decimal { min, max, digits, unit }, vi, en)
    }

    /// Money in đồng.
    pub const fn money(id: FieldId, key: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Money, vi, en)
    }

    /// A figure in the unit of the metric that field `metric` links to.
    pub const fn quantity(id: FieldId, key: &'static str, metric: FieldId, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Quantity { metric }, vi, en)
    }

    /// A date with its precision.
    pub const fn date(id: FieldId, key: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Date, vi, en)
    }

    /// Yes or no.
    pub const fn flag(id: FieldId, key: &'static str, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::Bool, vi, en)
    }

    /// One of a fixed list.
    pub const fn fixed(
        id: FieldId,
        key: &'static str,
        list: &'static [Choice],
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Choice(Choices::Fixed(list)), vi, en)
    }

    /// One entry of a catalogue.
    pub const fn one_of(
        id: FieldId,
        key: &'static str,
        catalogue: &'static str,
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Choice(Choices::Catalogue(catalogue)), vi, en)
    }

    /// Several entries of a catalogue.
    pub const fn some_of(
        id: FieldId,
        key: &'static str,
        catalogue: &'static str,
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Choices(Choices::Catalogue(catalogue)), vi, en)
    }

    /// A record of another entity.
    pub const fn link(
        id: FieldId,
        key: &'static str,
        entity: &'static str,
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Link(entity), vi, en)
    }

    /// Several records of another entity.
    pub const fn links(
        id: FieldId,
        key: &'static str,
        entity: &'static str,
        vi: &'static str,
        en: &'static str,
    ) -> Self {
        Self::new(id, key, Kind::Links(entity), vi, en)
    }

    /// Several short texts.
    pub const fn list(id: FieldId, key: &'static str, max: u16, vi: &'static str, en: &'static str) -> Self {
        Self::new(id, key, Kind::List { max }, vi, en)
    }

    /// The record is nothing without it.
    #[must_use]
    pub const fn draft(mut self) -> Self {
        self.need = Need::Draft;
        self
    }

    /// The record is incomplete without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.need = Need::Complete;
        self
    }

    /// The record is incomplete without it where `holds` says so.
    #[must_use]
    pub const fn required_when(mut self, holds: fn(&Record) -> bool) -> Self {
        self.need = Need::When(holds);
        self
    }

    /// It has a table column of `width` cells.
    #[must_use]
    pub const fn column(mut self, width: u16) -> Self {
        self.column = Some(width);
        self
    }

    /// Files carry it under these headers too.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// What to write there and why, Vietnamese first.
    #[must_use]
    pub const fn help(mut self, vi: &'static str, en: &'static str) -> Self {
        self.help = Label::new(vi, en);
        self
    }

    /// An item of the ward's paper begins here.
    #[must_use]
    pub const fn item(mut self, number: u8) -> Self {
        self.item = Some(number);
        self
    }

    /// A section of the form begins here.
    #[must_use]
    pub const fn section(mut self, vi: &'static str, en: &'static str) -> Self {
        self.section = Some(Label::new(vi, en));
        self
    }

    /// Shown and exported only on demand.
    #[must_use]
    pub const fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// No longer offered.
    #[must_use]
    pub const fn retired(mut self) -> Self {
        self.retired = true;
        self
    }

    /// Filled by the program.
    #[must_use]
    pub const fn computed(mut self) -> Self {
        self.computed = true;
        self
    }

    /// A person's name: sorted by given name, family name, middle names.
    #[must_use]
    pub const fn person_name(mut self) -> Self {
        self.person_name = true;
        self
    }

    /// A numerator or a denominator where the metric is a ratio; `other` is the other part.
    #[must_use]
    pub const fn ratio_with(mut self, other: FieldId) -> Self {
        self.ratio_with = Some(other);
        self
    }

    /// A new record holds this text here, read as if it were typed.
    #[must_use]
    pub const fn default(mut self, typed: &'static str) -> Self {
        self.default = Some(Preset::Typed(typed));
        self
    }

    /// A new record holds here what `make` gives.
    #[must_use]
    pub const fn default_by(mut self, make: fn(&ParseCx<'_>) -> Option<Value>) -> Self {
        self.default = Some(Preset::Made(make));
        self
    }

    /// Of its list, those come first that `fits` gives for the other fields of the record.
    #[must_use]
    pub const fn fits(mut self, fits: Fits) -> Self {
        self.fits = Some(fits);
        self
    }
}
