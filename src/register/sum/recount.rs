//! The same answers, counted from the records alone.
//!
//! Nothing is kept between two questions: every record is looked at again and every link followed. It is what a register
//! in memory answers with, and what the [cube](super::cube) is measured by.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Tally;
use super::question::{Answer, Dim, Key, Measure, Question, View};
use crate::register::boundary::Successors;
use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{Schema, activity, metric, model, model_year, organisation, progress, task};
use crate::register::show::show_quantity;
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

/// Something that counts, with the records that say where.
struct Counted<'a> {
    day: Day,
    /// Its registration and its model, with their ids.
    year: Option<(Id, Record)>,
    model: Option<(Id, Record)>,
    neighbourhood: Key,
    org: Option<Id>,
    sort: Option<&'a str>,
}

/// Answers a question by looking at every record.
pub fn recount(records: &dyn Records, question: &Question) -> Answer {
    let count = Recount { records, question, successors: Successors::of(records) };
    let mut rows = BTreeMap::new();
    match question.measure {
        Measure::Metric(id) => count.metric(id, &mut rows),
        Measure::ModelYears => count.model_years(&mut rows),
        Measure::Activities => count.activities(activity::COUNT, &mut rows),
        Measure::Participants => count.activities(activity::PARTICIPANTS, &mut rows),
        Measure::Interactions => count.activities(activity::INTERACTIONS, &mut rows),
        Measure::Overdue(today) => count.overdue(today, &mut rows),
    }
    Answer::of(rows.into_iter().collect())
}

type Rows = BTreeMap<Vec<Key>, Tally>;

struct Recount<'a> {
    records: &'a dyn Records,
    question: &'a Question,
    successors: Successors,
}

impl Recount<'_> {
    fn each_live(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, &Record)) {
        self.records.scan(schema, &mut |id, record| {
            if !is_withdrawn(&record) {
                visit(id, &record);
            }
        });
    }

    fn metric(&self, metric: Id, rows: &mut Rows) {
        let class = self.records.get(&metric::SCHEMA, metric).unwrap_or_default();
        let standing = self.standing();
        let mut latest: BTreeMap<(bool, Key), (NaiveDate, Id)> = BTreeMap::new();
        let class = class.choice(metric::CLASS);
        self.each_live(&progress::SCHEMA, &mut |id, record| {
            let Some(counted) = self.entry(record, metric).filter(|_| standing.contains(&id)) else { return };
            if !self.question.period.covers(counted.day) {
                return;
            }
            match class {
                Some(metric::FLOW) => {
                    if let Some(figure) = record.get(&progress::QUANTITY).and_then(Value::as_quantity) {
                        self.add(rows, &counted, |tally| tally.sum.add(figure));
                    }
                }
                Some(metric::STOCK | metric::RATIO) => {
                    let owner = match &counted.model {
                        Some((model, _)) => (true, Key::Record(*model)),
                        None => (false, counted.neighbourhood.clone()),
                    };
                    let moment = (counted.day.last(), id);
                    let kept = latest.entry(owner).or_insert(moment);
                    *kept = moment.max(*kept);
                }
                _ => {}
            }
        });
        for (owner, kept) in &latest {
            if self.is_counted_anew(owner, kept, &latest) {
                continue;
            }
            let record = self.records.get(&progress::SCHEMA, kept.1).unwrap_or_default();
            if let Some(counted) = self.entry(&record, metric) {
                self.add(rows, &counted, |tally| add_latest(tally, class == Some(metric::RATIO), &record));
            }
        }
    }

    /// Returns whether a neighbourhood of the past has been counted by one that took its place, in the same period.
    fn is_counted_anew(
        &self,
        owner: &(bool, Key),
        kept: &(NaiveDate, Id),
        latest: &BTreeMap<(bool, Key), (NaiveDate, Id)>,
    ) -> bool {
        let (false, Key::Record(neighbourhood)) = owner else { return false };
        let heirs = self.successors.heirs(*neighbourhood);
        heirs.iter().any(|heir| {
            let of_heir = latest.get(&(false, Key::Record(*heir)));
            of_heir.is_some_and(|heir| heir >= kept)
        })
    }

    /// Lists the entries that stand: of each chain of corrections the last, taking the later of two for the same entry.
    fn standing(&self) -> BTreeSet<Id> {
        let mut corrected_by: BTreeMap<Id, Id> = BTreeMap::new();
        let mut corrects = BTreeMap::new();
        self.each_live(&progress::SCHEMA, &mut |id, record| {
            let wrong = record.link(progress::CORRECTS).filter(|wrong| *wrong != id);
            corrects.insert(id, wrong);
            if let Some(wrong) = wrong {
                let by = corrected_by.entry(wrong).or_insert(id);
                *by = id.max(*by);
            }
        });
        let first = corrects.iter().filter(|(_, wrong)| wrong.is_none_or(|wrong| !corrects.contains_key(&wrong)));
        first
            .map(|(id, _)| {
                let mut last = *id;
                while let Some(by) = corrected_by.get(&last) {
                    last = *by;
                }
                last
            })
            .collect()
    }

    /// Reads a result entry of `metric` that was not withdrawn, nor its registration or model.
    fn entry<'a>(&self, record: &'a Record, metric: Id) -> Option<Counted<'a>> {
        if record.link(progress::METRIC) != Some(metric) {
            return None;
        }
        record.get(&progress::QUANTITY)?.as_quantity()?;
        let year = record.link(progress::MODEL_YEAR);
        let (year, model) = match year {
            None => (None, None),
            Some(id) => {
                let year = self.live(&model_year::SCHEMA, id)?;
                let model = match year.link(model_year::MODEL) {
                    Some(model) => Some((model, self.live(&model::SCHEMA, model)?)),
                    None => None,
                };
                (Some((id, year)), model)
            }
        };
        let org = if year.is_some() { None } else { record.link(progress::ORG) };
        let neighbourhood = match record.link(progress::NEIGHBOURHOOD) {
            Some(id) if !record.flag(progress::WHOLE_WARD) => Key::Record(id),
            _ => Key::Ward,
        };
        let sort = record.choice(progress::MONEY_SOURCE);
        Some(Counted { day: record.day(progress::DATE)?, year, model, neighbourhood, org, sort })
    }

    fn live(&self, schema: &'static Schema, id: Id) -> Option<Record> {
        self.records.get(schema, id).filter(|record| !is_withdrawn(record))
    }

    fn model_years(&self, rows: &mut Rows) {
        self.each_live(&model_year::SCHEMA, &mut |id, record| {
            let counted = record
                .choice(model_year::YEAR_STATUS)
                .is_some_and(|state| model_year::status::COUNTED.contains(&state));
            let year = record.integer(model_year::YEAR).and_then(|year| i32::try_from(year).ok()).unwrap_or_default();
            if !counted || !self.question.period.years().contains(&year) {
                return;
            }
            let model = match record.link(model_year::MODEL) {
                None => None,
                Some(model) => match self.live(&model::SCHEMA, model) {
                    None => return,
                    Some(record) => Some((model, record)),
                },
            };
            let neighbourhood = model.as_ref().map_or(Key::Ward, |(_, record)| place(record));
            let year = Some((id, record.clone()));
            let day =
                Day::Year(record.integer(model_year::YEAR).and_then(|year| i32::try_from(year).ok()).unwrap_or(0));
            let counted = Counted { day, year, model, neighbourhood, org: None, sort: None };
            self.add(rows, &counted, |tally| tally.sum.add(&Quantity::exact(1)));
        });
    }

    fn activities(&self, field: u16, rows: &mut Rows) {
        self.each_live(&activity::SCHEMA, &mut |_, record| {
            let Some(day) = record.day(activity::DATE).filter(|day| self.question.period.covers(*day)) else { return };
            let model = match record.link(activity::MODEL) {
                None => None,
                Some(model) => match self.live(&model::SCHEMA, model) {
                    None => return,
                    Some(record) => Some((model, record)),
                },
            };
            let figure = match record.get(&field) {
                Some(Value::Integer(number)) => Quantity::exact(*number),
                Some(Value::Quantity(figure)) => figure.clone(),
                Some(Value::NotKnown) => unknown(None),
                _ if field == activity::COUNT => Quantity::exact(1),
                _ => return,
            };
            let neighbourhood = record.link(activity::NEIGHBOURHOOD).map_or(Key::Ward, Key::Record);
            let (org, sort) = (record.link(activity::HOST), record.choice(activity::KIND));
            let counted = Counted { day, year: None, model, neighbourhood, org, sort };
            self.add(rows, &counted, |tally| tally.sum.add(&figure));
        });
    }

    fn overdue(&self, today: NaiveDate, rows: &mut Rows) {
        self.each_live(&task::SCHEMA, &mut |_, record| {
            let Some(day) = record.day(task::DUE).filter(|day| day.last() < today) else { return };
            if [Some(task::DONE), Some(task::CALLED_OFF)].contains(&record.choice(task::STATUS)) {
                return;
            }
            let model =
                record.link(task::MODEL).map(|id| (id, self.records.get(&model::SCHEMA, id).unwrap_or_default()));
            let neighbourhood = match (record.link(task::NEIGHBOURHOOD), &model) {
                (Some(id), _) => Key::Record(id),
                (None, Some((_, model))) => place(model),
                (None, None) => Key::Ward,
            };
            let org = record.link(task::LEAD_ORG);
            let counted = Counted { day, year: None, model, neighbourhood, org, sort: None };
            self.add(rows, &counted, |tally| tally.sum.add(&Quantity::exact(1)));
        });
    }

    fn add(&self, rows: &mut Rows, counted: &Counted<'_>, add: impl FnOnce(&mut Tally)) {
        if self.question.only.iter().all(|(dim, key)| self.key(*dim, counted) == *key) {
            let keys = self.question.by.iter().map(|dim| self.key(*dim, counted)).collect();
            add(rows.entry(keys).or_default());
        }
    }

    fn key(&self, dim: Dim, counted: &Counted<'_>) -> Key {
        let code = |record: Option<&(Id, Record)>, field| {
            let code = record.and_then(|(_, record)| record.choice(field));
            code.map_or(Key::None, |code| Key::Code(code.to_owned()))
        };
        let id = |record: &Option<(Id, Record)>| record.as_ref().map_or(Key::None, |(id, _)| Key::Record(*id));
        let (year, model) = (counted.year.as_ref(), counted.model.as_ref());
        let org = counted.org.or_else(|| model.and_then(|(_, record)| record.link(model::ORG)));
        match dim {
            Dim::Neighbourhood => self.seen_under(&counted.neighbourhood),
            Dim::Year => Key::Time(Day::Year(counted.day.year())),
            Dim::Month => Key::Time(month_of(counted.day)),
            Dim::Source | Dim::Activity => counted.sort.map_or(Key::None, |code| Key::Code(code.to_owned())),
            Dim::Model => id(&counted.model),
            Dim::ModelYear => id(&counted.year),
            Dim::Field => code(model, model::FIELD),
            Dim::Level => code(model, model::LEVEL),
            Dim::Kind => code(model, model::KIND),
            Dim::Subject => code(model, model::SUBJECT),
            Dim::RegType => code(year, model_year::REG_TYPE),
            Dim::State => code(year, model_year::YEAR_STATUS),
            Dim::Org => org.map_or(Key::None, Key::Record),
            Dim::Bloc => {
                let org = org.and_then(|org| Some((org, self.records.get(&organisation::SCHEMA, org)?)));
                code(org.as_ref(), organisation::BLOC)
            }
        }
    }

    fn seen_under(&self, neighbourhood: &Key) -> Key {
        match (neighbourhood, self.question.view) {
            (Key::Record(id), View::AsItIsNow) => Key::Record(self.successors.current(*id)),
            _ => neighbourhood.clone(),
        }
    }
}

/// Returns the month of a day, or the quarter or year of one whose month is not known.
fn month_of(day: Day) -> Day {
    use chrono::Datelike;
    match day {
        Day::Date(date) => Day::month(date.year(), date.month()).unwrap_or(day),
        Day::Month { .. } | Day::Quarter { .. } | Day::Year(_) => day,
    }
}

fn place(model: &Record) -> Key {
    match (model.choice(model::SCOPE), model.links(model::NEIGHBOURHOODS)) {
        (Some(model::WHOLE_WARD), _) | (_, []) => Key::Ward,
        (_, [one]) => Key::Record(*one),
        (_, _) => Key::Several,
    }
}

fn add_latest(tally: &mut Tally, is_ratio: bool, record: &Record) {
    let quantity = |field| record.get(&field).and_then(Value::as_quantity);
    let Some(figure) = quantity(progress::QUANTITY) else { return };
    match quantity(progress::DENOMINATOR) {
        _ if !is_ratio => tally.sum.add(figure),
        Some(whole) => {
            tally.sum.add(figure);
            tally.of.add(whole);
        }
        None => tally.sum.add(&unknown(Some(match &figure.words {
            Some(words) => words.clone(),
            None => format!("{}%", show_quantity(figure)),
        }))),
    }
}

fn unknown(words: Option<String>) -> Quantity {
    Quantity { amount: rust_decimal::Decimal::ZERO, qualifier: Qualifier::Unknown, words }
}
