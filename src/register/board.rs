//! The board: what stands under each neighbourhood, each group of them and the ward.
//!
//! Report R4 and the screen of neighbourhoods are both made from it, so that neither counts in a way of its own. Every
//! figure can be asked why it is so ([`Board::why`]): the records that make it come to exactly that figure.

mod gauge;
mod places;
mod why;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::boundary::Successors;
use super::id::Id;
use super::period::Period;
use super::progress::{Average, averages};
use super::records::Records;
use super::schema::model_year;
use super::sum::{Answer, Dim, Key, Measure, Question, Tally, View};
use super::words::{Label, Words};
use crate::say;

pub use gauge::Gauge;
pub use places::{Grouping, Place, is_grouped, places};
pub use why::{Because, Keys, Reason};

/// Which part of the register is counted, and how it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// When.
    pub period: Period,
    /// The day as of which tasks are overdue.
    pub as_of: NaiveDate,
    /// Under which neighbourhoods figures from before a boundary change stand.
    pub view: View,
    /// Only what has all these values: a field of work, an organisation.
    pub only: Vec<(Dim, Key)>,
}

impl Focus {
    /// Looks at everything of a period, as it was.
    pub const fn all(period: Period, as_of: NaiveDate) -> Self {
        Self { period, as_of, view: View::AsItWas, only: Vec::new() }
    }

    /// Makes a question to the sums of what is looked at.
    pub fn question(&self, measure: Measure, by: &[Dim]) -> Question {
        Question { only: self.only.clone(), ..Question::new(measure, self.period).by(by).view(self.view) }
    }

    pub(super) fn sums(&self, records: &dyn Records, measure: Measure, by: &[Dim]) -> Answer {
        records.sums(&self.question(measure, by))
    }
}

/// Counts of registrations: what each is called, and the states that it counts.
pub const STATES: [(Label, &[&str]); 4] = [
    (Label::new("MH đăng ký", "Registered"), model_year::status::COUNTED),
    (Label::new("Đang triển khai", "Running"), &[model_year::status::RUNNING]),
    (Label::new("Hoàn thành", "Done"), model_year::status::AFTER_WORK),
    (Label::new("Công nhận", "Recognised"), &[model_year::status::RECOGNISED, model_year::status::EXEMPLARY]),
];

/// One figure of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Registrations in the states of this place in [`STATES`].
    State(usize),
    /// Average progress of the registrations that have a target.
    Average,
    /// Tasks that are overdue.
    Overdue,
    /// Results of the gauge at this place.
    Gauge(usize),
    /// Households.
    Households,
}

/// What one line counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Households of the neighbourhoods whose number is known.
    pub households: Option<i64>,
    /// Registrations, by [`STATES`].
    pub models: [u32; STATES.len()],
    /// Results, by gauge.
    pub figures: Vec<Tally>,
    /// Average progress.
    pub average: Average,
    /// Tasks that are overdue.
    pub overdue: u32,
}

impl Counts {
    fn of(gauges: &[Gauge]) -> Self {
        Self { figures: vec![Tally::default(); gauges.len()], ..Self::default() }
    }

    /// Adds what another line counts.
    pub fn add(&mut self, other: &Self) {
        if let Some(more) = other.households {
            *self.households.get_or_insert(0) += more;
        }
        for (sum, more) in self.models.iter_mut().zip(other.models) {
            *sum += more;
        }
        for (sum, more) in self.figures.iter_mut().zip(&other.figures) {
            sum.merge(more);
        }
        self.average.merge(other.average);
        self.overdue += other.overdue;
    }

    /// Returns whether nothing stands here.
    pub fn is_empty(&self) -> bool {
        self.models.iter().all(|count| *count == 0) && self.figures.iter().all(Tally::is_empty) && self.overdue == 0
    }
}

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The neighbourhoods of a group, by its name; empty for those of which none is said.
    Group(String),
    /// A neighbourhood.
    Place(Id),
    /// Models of several neighbourhoods.
    Several,
    /// The whole ward, or what cannot be split.
    Ward,
    /// All of it.
    Total,
}

/// A neighbourhood, or what stands under none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it stands for.
    pub spot: Spot,
    /// Its code; empty for what is no neighbourhood.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// The member of the committee in charge of it.
    pub member: String,
    /// What it counts.
    pub counts: Counts,
}

impl Line {
    fn other(spot: Spot, name: Words, counts: Counts) -> Self {
        Self { spot, code: String::new(), name, member: String::new(), counts }
    }
}

/// Neighbourhoods that are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The name; empty for the neighbourhoods of which none is said.
    pub name: String,
    /// The neighbourhoods, by name.
    pub places: Vec<Line>,
    /// What they come to.
    pub counts: Counts,
}

/// The board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// What the results are counted by.
    pub gauges: Vec<Gauge>,
    /// The groups in order; one without a name where nothing groups them.
    pub groups: Vec<Group>,
    /// Models of several neighbourhoods; none where there are none.
    pub several: Option<Line>,
    /// What stands under no neighbourhood.
    pub ward: Line,
    /// All lines together.
    pub total: Counts,
}

impl Board {
    /// Counts everything by neighbourhood.
    pub fn of(records: &dyn Records, focus: &Focus, grouping: Grouping, gauges: Vec<Gauge>) -> Self {
        let mut all = count(records, focus, &gauges);
        let households = places::households(records, focus.period);
        let successors = Successors::of(records);
        let rows = places(records, focus, grouping, &successors, &|id| all.contains_key(&Key::Record(id)));
        let mut board = Self {
            groups: Vec::new(),
            several: None,
            ward: Line::other(
                Spot::Ward,
                say!("Toàn phường (không tách)", "Whole ward (not split)"),
                Counts::of(&gauges),
            ),
            total: Counts::of(&gauges),
            gauges,
        };
        for place in rows {
            let mut counts = all.remove(&Key::Record(place.id)).unwrap_or_else(|| Counts::of(&board.gauges));
            counts.households = households.get(&place.id).copied();
            board.put(place, counts);
        }
        if let Some(counts) = all.remove(&Key::Several).filter(|counts| !counts.is_empty()) {
            board.total.add(&counts);
            let name = say!("Nhiều khu dân cư", "Several neighbourhoods");
            board.several = Some(Line::other(Spot::Several, name, counts));
        }
        if let Some(counts) = all.remove(&Key::Ward) {
            board.total.add(&counts);
            board.ward.counts = counts;
        }
        board
    }

    /// Puts a neighbourhood behind the others of its group; they come group by group.
    fn put(&mut self, place: Place, counts: Counts) {
        if self.groups.last().is_none_or(|group| group.name != place.group) {
            let counts = Counts::of(&self.gauges);
            self.groups.push(Group { name: place.group, places: Vec::new(), counts });
        }
        self.total.add(&counts);
        if let Some(group) = self.groups.last_mut() {
            group.counts.add(&counts);
            let Place { id, code, name, member, .. } = place;
            group.places.push(Line { spot: Spot::Place(id), code, name, member, counts });
        }
    }

    /// Returns whether some neighbourhoods are in a group that has a name.
    pub fn is_grouped(&self) -> bool {
        self.groups.iter().any(|group| !group.name.is_empty())
    }
}

/// Counts everything by neighbourhood.
fn count(records: &dyn Records, focus: &Focus, gauges: &[Gauge]) -> BTreeMap<Key, Counts> {
    let mut all: BTreeMap<Key, Counts> = BTreeMap::new();
    let empty = || Counts::of(gauges);
    for (keys, tally) in focus.sums(records, Measure::ModelYears, &[Dim::Neighbourhood, Dim::State]).rows {
        let [place, Key::Code(state)] = keys.as_slice() else { continue };
        let models = &mut all.entry(place.clone()).or_insert_with(empty).models;
        for (count, (_, states)) in models.iter_mut().zip(STATES) {
            *count += if states.contains(&state.as_str()) { tally.sum.figures() } else { 0 };
        }
    }
    for (at, gauge) in gauges.iter().enumerate() {
        for metric in &gauge.metrics {
            for (mut keys, tally) in focus.sums(records, Measure::Metric(*metric), &[Dim::Neighbourhood]).rows {
                let Some(place) = keys.pop() else { continue };
                all.entry(place).or_insert_with(empty).figures[at].merge(&tally);
            }
        }
    }
    for (mut keys, tally) in focus.sums(records, Measure::Overdue(focus.as_of), &[Dim::Neighbourhood]).rows {
        let Some(place) = keys.pop() else { continue };
        all.entry(place).or_insert_with(empty).overdue += tally.sum.figures();
    }
    // A target is the year's, so what was reached since the year began is held against it.
    for (place, average) in averages(records, focus.period.year_to_date(), focus.view, &focus.only) {
        all.entry(place).or_insert_with(empty).average = average;
    }
    all
}

#[cfg(test)]
mod tests;
