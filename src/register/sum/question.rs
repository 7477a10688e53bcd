//! Questions to the sums, and their answers.

use chrono::NaiveDate;

use super::Tally;
use crate::register::id::Id;
use crate::register::period::Period;
use crate::text::day::Day;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The figures of this metric: added up, or the latest ones, or numerators and denominators, as the metric says.
    Metric(Id),
    /// Registrations of models, one each, in the states that reports count. A registration has a year and no month, so
    /// it counts whole in every period of its year.
    ModelYears,
    /// Activities: meetings held, items published, rounds broadcast. Counts of propaganda come from here only.
    Activities,
    /// People who took part in activities.
    Participants,
    /// Interactions with what was published.
    Interactions,
    /// Tasks whose last day has passed on this date and that are neither done nor called off, whatever the period.
    Overdue(NaiveDate),
}

/// By what a count is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dim {
    /// Neighbourhood, "nhiều khu dân cư" or "toàn phường (không tách)".
    Neighbourhood,
    /// Year.
    Year,
    /// Month; or the quarter or year of a figure whose month is not known.
    Month,
    /// Source of money.
    Source,
    /// Kind of activity.
    Activity,
    /// Model.
    Model,
    /// Registration of a model in a year.
    ModelYear,
    /// Field of work: that of the registration in its year where it has one of its own, else the model's.
    Field,
    /// Level of the model.
    Level,
    /// Model or example.
    Kind,
    /// Collective or individual.
    Subject,
    /// Type of registration.
    RegType,
    /// State of the registration.
    State,
    /// The organisation that registers the model, or that did what is counted.
    Org,
    /// The bloc of that organisation.
    Bloc,
}

/// One value of a [`Dim`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A record: a neighbourhood, a model, an organisation.
    Record(Id),
    /// A code: a field of work, a source.
    Code(String),
    /// A month, a quarter or a year.
    Time(Day),
    /// Several neighbourhoods together.
    Several,
    /// The whole ward, or what cannot be split by neighbourhood.
    Ward,
    /// Nothing is said.
    None,
}

/// Under which neighbourhoods figures from before a boundary change stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Under the neighbourhood of their day.
    #[default]
    AsItWas,
    /// Under its successor; what was split stays under the old one.
    AsItIsNow,
}

/// A question to the sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is counted.
    pub measure: Measure,
    /// When.
    pub period: Period,
    /// By what it is split, in this order; not at all when empty.
    pub by: Vec<Dim>,
    /// Only what has all these values.
    pub only: Vec<(Dim, Key)>,
    /// Under which neighbourhoods.
    pub view: View,
}

impl Question {
    /// Asks for one total.
    pub const fn new(measure: Measure, period: Period) -> Self {
        Self { measure, period, by: Vec::new(), only: Vec::new(), view: View::AsItWas }
    }

    /// Splits the answer.
    #[must_use]
    pub fn by(mut self, by: &[Dim]) -> Self {
        self.by = by.to_vec();
        self
    }

    /// Counts only what has this value.
    #[must_use]
    pub fn only(mut self, dim: Dim, key: Key) -> Self {
        self.only.push((dim, key));
        self
    }

    /// Sets the view.
    #[must_use]
    pub const fn view(mut self, view: View) -> Self {
        self.view = view;
        self
    }
}

/// The answer to a [`Question`]: every row that has at least one figure, by key, and all of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The keys of a row, in the order of the question's dimensions, and what it comes to.
    pub rows: Vec<(Vec<Key>, Tally)>,
    /// All rows together.
    pub total: Tally,
}

impl Answer {
    /// Makes an answer of rows in any order.
    pub(crate) fn of(mut rows: Vec<(Vec<Key>, Tally)>) -> Self {
        rows.retain(|(_, tally)| !tally.is_empty());
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut total = Tally::default();
        for (_, tally) in &rows {
            total.merge(tally);
        }
        Self { rows, total }
    }

    /// Returns the row with these keys; an empty tally where there is none.
    pub fn row(&self, keys: &[Key]) -> Tally {
        match self.rows.binary_search_by(|(of, _)| of.as_slice().cmp(keys)) {
            Ok(at) => self.rows[at].1.clone(),
            Err(_) => Tally::default(),
        }
    }
}
