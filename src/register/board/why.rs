//! Why a figure is what it is: the records that make it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::places::latest_households;
use super::{Board, Figure, Focus, STATES, Spot};
use crate::register::id::Id;
use crate::register::progress::{Average, reached};
use crate::register::records::Records;
use crate::register::schema::{Schema, model_year, neighbourhood_year};
use crate::register::sum::recount::{Part, parts};
use crate::register::sum::{Dim, Key, Measure, Sum, Tally};

/// What a record adds to the figure that it explains.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A figure, or one for a record that counts.
    Adds(Tally),
    /// How far a registration has come, from 0 to 1; `None` for one without a target, which takes no part.
    Reached(Option<Decimal>),
}

/// The records that make a figure, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Because {
    /// Entity, record, what it adds; by entity and record.
    pub parts: Vec<(&'static Schema, Id, Reason)>,
}

impl Because {
    /// Adds up what the records add.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for (_, _, reason) in &self.parts {
            if let Reason::Adds(more) = reason {
                tally.merge(more);
            }
        }
        tally
    }

    /// Takes the mean of how far the registrations have come.
    pub fn average(&self) -> Average {
        let mut average = Average::default();
        for (_, _, reason) in &self.parts {
            if let Reason::Reached(share) = reason {
                average.add(*share);
            }
        }
        average
    }

    fn push(&mut self, part: Part) {
        self.parts.push((part.schema, part.id, Reason::Adds(part.tally)));
    }
}

/// The neighbourhoods under which the records of a line stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Whichever.
    All,
    /// These.
    These(BTreeSet<Key>),
}

impl Keys {
    /// Returns whether records of this neighbourhood belong to the line.
    pub fn has(&self, key: &Key) -> bool {
        match self {
            Self::All => true,
            Self::These(keys) => keys.contains(key),
        }
    }
}

impl Board {
    /// Lists the records that make a figure of a line; they come to exactly what the line shows.
    pub fn why(&self, records: &dyn Records, focus: &Focus, spot: &Spot, figure: Figure) -> Because {
        let keys = self.keys(spot);
        let mut because = Because::default();
        match figure {
            Figure::State(at) => {
                let states = STATES.get(at).map_or(&[][..], |(_, states)| *states);
                let by = [Dim::Neighbourhood, Dim::State];
                for part in parts(records, &focus.question(Measure::ModelYears, &by)) {
                    let [place, Key::Code(state)] = part.keys.as_slice() else { continue };
                    if keys.has(place) && states.contains(&state.as_str()) {
                        because.push(part);
                    }
                }
            }
            Figure::Gauge(at) => {
                for metric in self.gauges.get(at).iter().flat_map(|gauge| &gauge.metrics) {
                    because.gather(records, focus, Measure::Metric(*metric), &keys);
                }
            }
            Figure::Overdue => because.gather(records, focus, Measure::Overdue(focus.as_of), &keys),
            Figure::Average => {
                let all = reached(records, focus.period.year_to_date(), focus.view, &focus.only);
                for of in all.into_iter().filter(|of| keys.has(&of.place)) {
                    because.parts.push((&model_year::SCHEMA, of.year, Reason::Reached(of.share)));
                }
            }
            Figure::Households => {
                let shown: BTreeSet<Id> = self.ids().collect();
                for (place, (_, count, id)) in latest_households(records, focus.period) {
                    if keys.has(&Key::Record(place)) && shown.contains(&place) {
                        let adds = Reason::Adds(Sum::of(count).into());
                        because.parts.push((&neighbourhood_year::SCHEMA, id, adds));
                    }
                }
            }
        }
        because.parts.sort_by_key(|(schema, id, _)| (schema.id, *id));
        because
    }

    fn ids(&self) -> impl Iterator<Item = Id> {
        let lines = self.groups.iter().flat_map(|group| &group.places);
        lines.filter_map(|line| if let Spot::Place(id) = line.spot { Some(id) } else { None })
    }

    /// Returns under which neighbourhoods the records of a line stand.
    pub fn keys(&self, spot: &Spot) -> Keys {
        let these = match spot {
            Spot::Total => return Keys::All,
            Spot::Several => [Key::Several].into(),
            Spot::Ward => [Key::Ward].into(),
            Spot::Place(id) => [Key::Record(*id)].into(),
            Spot::Group(name) => {
                let group = self.groups.iter().filter(|group| group.name == *name);
                let lines = group.flat_map(|group| &group.places);
                lines
                    .filter_map(|line| if let Spot::Place(id) = line.spot { Some(Key::Record(id)) } else { None })
                    .collect()
            }
        };
        Keys::These(these)
    }
}

impl Because {
    fn gather(&mut self, records: &dyn Records, focus: &Focus, measure: Measure, keys: &Keys) {
        for part in parts(records, &focus.question(measure, &[Dim::Neighbourhood])) {
            if part.keys.first().is_some_and(|place| keys.has(place)) {
                self.push(part);
            }
        }
    }
}
