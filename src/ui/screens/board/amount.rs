//! Counting a figure by neighbourhood and something else, for the pictures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::grid::{percent, tally};
use super::lens::{Lens, fields};
use crate::register::board::{Board, Figure, STATES};
use crate::register::progress::{Average, reached};
use crate::register::{Dim, Label, Measure, ShowCx, SumKey, Tally};
use crate::say;
use crate::ui::screen::Cx;
use crate::ui::screens::Source;

const NO_FIELD: Label = Label::new("(ngoài)", "(none)");

/// What is shown of an amount, and the number that its picture goes by.
#[derive(Clone, Default)]
pub struct Cell {
    pub text: String,
    pub number: Decimal,
}

/// A sum, or the mean of how far registrations have come.
#[derive(Default)]
pub struct Amount {
    tally: Tally,
    average: Option<Average>,
}

impl Amount {
    /// Adds another amount of the same figure.
    pub fn add(&mut self, other: &Self) {
        self.tally.merge(&other.tally);
        if let Some(more) = other.average {
            self.average.get_or_insert_default().merge(more);
        }
    }

    /// Writes it.
    pub fn cell(&self) -> Cell {
        if let Some(average) = self.average {
            let share = average.percent();
            return Cell { text: share.map_or_else(String::new, percent), number: share.unwrap_or_default() };
        }
        let number = self.tally.percent().unwrap_or_else(|| self.tally.sum.total());
        Cell { text: tally(&self.tally), number }
    }
}

/// Amounts by neighbourhood and the other key.
pub type Counted = BTreeMap<(SumKey, SumKey), Amount>;

/// Counts a figure by neighbourhood and `by`.
pub fn count(board: &Board, lens: &Lens, figure: Figure, by: Dim, cx: &Cx<'_>) -> Counted {
    let focus = lens.focus(cx);
    let mut counted = Counted::new();
    let mut sums = |measure, wanted: &dyn Fn(&SumKey) -> bool| {
        for (keys, tally) in cx.records.sums(&focus.question(measure, &[Dim::Neighbourhood, by, Dim::State])).rows {
            if let [place, key, state] = keys.as_slice()
                && wanted(state)
            {
                counted.entry((place.clone(), key.clone())).or_default().tally.merge(&tally);
            }
        }
    };
    match figure {
        Figure::State(at) => {
            let states = STATES.get(at).map_or(&[][..], |(_, states)| *states);
            sums(Measure::ModelYears, &|key| matches!(key, SumKey::Code(code) if states.contains(&code.as_str())));
        }
        Figure::Overdue => sums(Measure::Overdue(focus.as_of), &|_| true),
        Figure::Gauge(at) => {
            for metric in board.gauges.get(at).iter().flat_map(|gauge| &gauge.metrics) {
                sums(Measure::Metric(*metric), &|_| true);
            }
        }
        // Households belong to no model and have no picture of their own.
        Figure::Average | Figure::Households => return averages(lens, by, cx),
    }
    counted
}

/// Counts the average progress by neighbourhood and `by`.
fn averages(lens: &Lens, by: Dim, cx: &Cx<'_>) -> Counted {
    let focus = lens.focus(cx);
    let mut counted = Counted::new();
    let keys = cx.records.sums(&focus.question(Measure::ModelYears, &[Dim::ModelYear, by])).rows.into_iter();
    let keys = keys.filter_map(|(mut keys, _)| Some((keys.pop()?, keys.pop()?))).map(|(by, year)| (year, by));
    let keys: BTreeMap<SumKey, SumKey> = keys.collect();
    for of in reached(cx.records, focus.period.year_to_date(), focus.view, &focus.only) {
        let key = keys.get(&SumKey::Record(of.year)).cloned().unwrap_or(SumKey::None);
        let amount = counted.entry((of.place, key)).or_default();
        amount.average.get_or_insert_default().add(of.share);
    }
    counted
}

/// A field of work.
pub struct Field {
    /// Its key.
    pub key: SumKey,
    /// What stands above its column: its code, which is short.
    pub head: String,
    /// Its name in full.
    pub name: String,
}

/// Lists the fields of work in the order of their catalogue, then those among `met` that it has not.
pub fn columns<'a>(met: impl Iterator<Item = &'a SumKey>, cx: &Cx<'_>) -> Vec<Field> {
    let (_, offers) = Source::Entries(fields()).offers("", 0, usize::MAX, cx);
    let mut keys: Vec<SumKey> = offers.into_iter().map(|offer| SumKey::Code(offer.code)).collect();
    for key in met {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    keys.into_iter().map(|key| field(key, cx)).collect()
}

fn field(key: SumKey, cx: &Cx<'_>) -> Field {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    if let SumKey::Code(code) = &key {
        return Field { head: code.clone(), name: show.choice(fields(), code), key };
    }
    let name = say!("Ngoài mô hình hoặc chưa ghi lĩnh vực", "Without a model or a field");
    Field { key, head: NO_FIELD.get(cx.lang).to_owned(), name: name.get(cx.lang).to_owned() }
}
