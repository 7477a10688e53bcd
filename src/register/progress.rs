//! How far a ward has come: which organisations have registered, and how much of their targets models have reached.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::id::Id;
use super::period::Period;
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::{indicator, metric, model, model_year, organisation, progress, round, year_plan};
use super::sum::{Dim, Key, Measure, Question, View};
use super::value::Value;
use crate::text::day::Day;

/// Days without a result after which a model at work is asked about.
pub const SILENCE: u64 = 30;

/// How many of the organisations that must register have done so ("37/37").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those with at least one registration of the year that counts.
    pub registered: usize,
    /// Those that must register and were active on the last day of registration.
    pub must_register: usize,
}

/// Counts who has registered in a year.
pub fn coverage(records: &dyn Records, year: i32) -> Coverage {
    let mut coverage = Coverage::default();
    obliged(records, year, |_, registered| {
        coverage.must_register += 1;
        coverage.registered += usize::from(registered);
    });
    coverage
}

/// Shows each organisation that must register and was active on the last day of registration, with whether it has.
fn obliged(records: &dyn Records, year: i32, mut visit: impl FnMut(Id, bool)) {
    let deadline = deadline(records, year);
    let answer = records.sums(&Question::new(Measure::ModelYears, Period::year(year)).by(&[Dim::Org]));
    records.scan(&organisation::SCHEMA, &mut |id, record| {
        if is_obliged(&record, deadline) {
            visit(id, !answer.row(&[Key::Record(id)]).is_empty());
        }
    });
}

/// Returns whether an organisation must register and was active on the last day of registration.
pub fn is_obliged(organisation: &Record, deadline: NaiveDate) -> bool {
    let begun = organisation.day(organisation::ACTIVE_FROM).is_none_or(|day| day.first() <= deadline);
    let lasts = organisation.day(organisation::ACTIVE_TO).is_none_or(|day| day.last() >= deadline);
    !is_withdrawn(organisation) && organisation.flag(organisation::MUST_REGISTER) && begun && lasts
}

/// Returns whether an organisation leads a model with a registration of the year that counts.
///
/// It looks through the organisation's models until it finds one, and needs no sums.
pub fn has_registered(records: &dyn Records, organisation: Id, year: i32) -> bool {
    leads(records, organisation, |record| is_counted(record) && record.integer(model_year::YEAR) == Some(year.into()))
}

/// Returns whether an organisation leads a live model with a live registration of which `holds`.
pub fn leads(records: &dyn Records, organisation: Id, holds: impl Fn(&Record) -> bool) -> bool {
    let models = records.linked(organisation, &model::SCHEMA, model::ORG);
    models.into_iter().any(|id| {
        let model = records.get(&model::SCHEMA, id);
        model.is_some_and(|model| !is_withdrawn(&model)) && counts(records, id, &holds)
    })
}

/// Returns whether a model has a live registration of which `holds`.
pub fn counts(records: &dyn Records, model: Id, holds: impl Fn(&Record) -> bool) -> bool {
    let years = records.linked(model, &model_year::SCHEMA, model_year::MODEL);
    let mut years = years.into_iter().filter_map(|id| records.get(&model_year::SCHEMA, id));
    years.any(|record| !is_withdrawn(&record) && holds(&record))
}

/// Returns whether a registration is in a state that counts.
pub fn is_counted(registration: &Record) -> bool {
    let state = registration.choice(model_year::YEAR_STATUS);
    state.is_some_and(|state| model_year::status::COUNTED.contains(&state))
}

/// Returns the last day of registration: that of the year's plan, else the last of its rounds, else the last of the year.
pub fn deadline(records: &dyn Records, year: i32) -> NaiveDate {
    let mut planned = None;
    records.scan(&year_plan::SCHEMA, &mut |_, record| {
        if !is_withdrawn(&record) && record.integer(year_plan::YEAR) == Some(i64::from(year)) {
            planned = planned.max(record.day(year_plan::REGISTER_DEADLINE).map(Day::last));
        }
    });
    let mut closes = None;
    records.scan(&round::SCHEMA, &mut |_, record| {
        if !is_withdrawn(&record) && record.integer(round::YEAR) == Some(i64::from(year)) {
            closes = closes.max(record.day(round::CLOSES).map(Day::last));
        }
    });
    planned.or(closes).unwrap_or_else(|| Day::Year(year).last())
}

/// Returns since when a registration at work has given no sign, where that is longer than [`SILENCE`] days.
///
/// A sign is its latest result, or else its launch, start or receipt.
pub fn silent_since(records: &dyn Records, id: Id, record: &Record, today: NaiveDate) -> Option<NaiveDate> {
    if record.choice(model_year::YEAR_STATUS) != Some(model_year::status::RUNNING) {
        return None;
    }
    let bound = today.checked_sub_days(Days::new(SILENCE))?;
    let begun = [model_year::LAUNCH_ON, model_year::START, model_year::RECEIVED_ON];
    let mut latest = begun.iter().filter_map(|field| record.day(*field)).map(Day::last).max();
    // Ids grow with time, so a model that speaks is known by the first entry or two from the end.
    for entry in records.linked(id, &progress::SCHEMA, progress::MODEL_YEAR).into_iter().rev() {
        if latest.is_some_and(|day| day >= bound) {
            return None;
        }
        let entry = records.get(&progress::SCHEMA, entry).filter(|entry| !is_withdrawn(entry));
        latest = latest.max(entry.and_then(|entry| entry.day(progress::DATE)).map(Day::last));
    }
    latest.filter(|day| *day < bound)
}

/// The average progress of the registrations of one neighbourhood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Average {
    /// Σ of the progress of those with a target, each from 0 to 1.
    sum: Decimal,
    /// How many have a target.
    pub with_target: u32,
    /// How many have none; they take no part in the average and are shown beside it.
    pub without_target: u32,
}

impl Average {
    /// Returns the average in percent; `None` where no registration has a target.
    pub fn percent(self) -> Option<Decimal> {
        (self.with_target > 0).then(|| self.sum * Decimal::ONE_HUNDRED / Decimal::from(self.with_target))
    }

    /// Adds one registration.
    pub fn add(&mut self, share: Option<Decimal>) {
        match share {
            Some(share) => {
                self.sum += share;
                self.with_target += 1;
            }
            None => self.without_target += 1,
        }
    }

    /// Adds the registrations of another neighbourhood, each with the same weight.
    pub fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.with_target += other.with_target;
        self.without_target += other.without_target;
    }
}

/// How far one registration has come, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The registration.
    pub year: Id,
    /// Its neighbourhood, several or the ward.
    pub place: Key,
    /// From 0 to 1; `None` for one without a target.
    pub share: Option<Decimal>,
}

/// Counts the average progress in `period` by neighbourhood, of the registrations that have all values of `only`.
///
/// The mean of the registrations that have a target is the neighbourhood's; see [`reached`].
pub fn averages(records: &dyn Records, period: Period, view: View, only: &[(Dim, Key)]) -> BTreeMap<Key, Average> {
    let mut averages: BTreeMap<Key, Average> = BTreeMap::new();
    for Reached { place, share, .. } in reached(records, period, view, only) {
        averages.entry(place).or_default().add(share);
    }
    averages
}

/// Says of each registration of `period` that has all values of `only` how far it has come.
///
/// Of each indicator: achieved / target, at most 1, where achieved is the sum of the registration's figures in the period
/// (the latest figure for a stock, the percentage for a ratio). The mean of its indicators is a registration's progress. A
/// figure without a number achieves nothing.
pub fn reached(records: &dyn Records, period: Period, view: View, only: &[(Dim, Key)]) -> Vec<Reached> {
    let by = [Dim::ModelYear, Dim::Neighbourhood];
    let years = Question { only: only.to_vec(), ..Question::new(Measure::ModelYears, period).by(&by).view(view) };
    let mut counted = Vec::new();
    let mut metrics: BTreeMap<Id, Option<Achieved>> = BTreeMap::new();
    for (mut keys, _) in records.sums(&years).rows {
        let (Some(place), Some(Key::Record(year))) = (keys.pop(), keys.pop()) else { continue };
        let targets = targets(records, year);
        metrics.extend(targets.iter().map(|(metric, _)| (*metric, None)));
        counted.push((year, place, targets));
    }
    for (metric, achieved) in &mut metrics {
        *achieved = Some(Achieved::of(records, *metric, period));
    }
    let share = |year: Id, targets: &[(Id, Decimal)]| {
        let parts = targets.iter().map(|(metric, target)| {
            let achieved = metrics.get(metric).and_then(Option::as_ref);
            let reached = achieved.map_or(Decimal::ZERO, |achieved| achieved.by(year));
            reached.checked_div(*target).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE)
        });
        (!targets.is_empty()).then(|| parts.sum::<Decimal>() / Decimal::from(targets.len()))
    };
    counted.into_iter().map(|(year, place, targets)| Reached { year, place, share: share(year, &targets) }).collect()
}

/// Lists the indicators of a registration that have a target above nothing: metric and target.
fn targets(records: &dyn Records, year: Id) -> Vec<(Id, Decimal)> {
    let target = |id: Id| {
        let record = records.get(&indicator::SCHEMA, id).filter(|record| !is_withdrawn(record))?;
        let target = record.get(&indicator::TARGET).and_then(Value::as_quantity)?.amount;
        (target > Decimal::ZERO).then_some((record.link(indicator::METRIC)?, target))
    };
    records.linked(year, &indicator::SCHEMA, indicator::MODEL_YEAR).into_iter().filter_map(target).collect()
}

/// What registrations have reached in one metric.
struct Achieved {
    answer: super::sum::Answer,
    is_ratio: bool,
}

impl Achieved {
    fn of(records: &dyn Records, metric: Id, period: Period) -> Self {
        let class = records.get(&metric::SCHEMA, metric).unwrap_or_default();
        let answer = records.sums(&Question::new(Measure::Metric(metric), period).by(&[Dim::ModelYear]));
        Self { answer, is_ratio: class.choice(metric::CLASS) == Some(metric::RATIO) }
    }

    fn by(&self, year: Id) -> Decimal {
        let tally = self.answer.row(&[Key::Record(year)]);
        if self.is_ratio { tally.percent().unwrap_or_default() } else { tally.sum.total() }
    }
}
