//! The same answers, counted from the records alone.
//!
//! Nothing is kept between two questions: every record is looked at again and every link followed. It is what a register
//! in memory answers with, and what the [cube](super::cube) is measured by. The same walk lists the records that make a
//! figure ([`parts`]), so that a list and its sum cannot differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::question::{Answer, Dim, Key, Measure, Question, View};
use super::{Tally, fact};
use crate::register::boundary::Successors;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{Schema, activity, metric, model, model_year, organisation, progress, task};
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use reading::{add_latest, month_of, place, unknown};

mod reading;

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

/// A record that counts, and what it adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The entity.
    pub schema: &'static Schema,
    /// The record: a result entry, a registration, an activity or a task.
    pub id: Id,
    /// Its keys, in the order of the question's dimensions.
    pub keys: Vec<Key>,
    /// What it adds.
    pub tally: Tally,
}

/// Answers a question by looking at every record.
pub fn recount(records: &dyn Records, question: &Question) -> Answer {
    let mut rows: BTreeMap<Vec<Key>, Tally> = BTreeMap::new();
    let mut add = |part: Part| rows.entry(part.keys).or_default().merge(&part.tally);
    Recount::new(records, question, Reach::All).walk(&mut add);
    Answer::of(rows.into_iter().collect())
}

/// Lists the records that make the answer to a question, by entity and id: their tallies come to exactly that answer.
///
/// It reads the records of the asked metric and years only; of tasks, those that are open or were.
pub fn parts(records: &dyn Records, question: &Question) -> Vec<Part> {
    let mut parts = Vec::new();
    Recount::new(records, question, Reach::Asked).walk(&mut |part| parts.push(part));
    parts.sort_by_key(|part| (part.schema.id, part.id));
    parts
}

/// Which records are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Every one, with nothing left to an index.
    All,
    /// Those that the indexes give for the asked metric and years.
    Asked,
}

type Sink<'a> = &'a mut dyn FnMut(Part);

struct Recount<'a> {
    records: &'a dyn Records,
    question: &'a Question,
    successors: Successors,
    reach: Reach,
    /// The entries that stand, where all are looked at.
    standing: BTreeSet<Id>,
}

impl<'a> Recount<'a> {
    fn new(records: &'a dyn Records, question: &'a Question, reach: Reach) -> Self {
        let successors = Successors::of(records);
        let mut count = Self { records, question, successors, reach, standing: BTreeSet::new() };
        if reach == Reach::All && matches!(question.measure, Measure::Metric(_)) {
            count.standing = count.standing();
        }
        count
    }

    fn walk(&self, sink: Sink<'_>) {
        match self.question.measure {
            Measure::Metric(id) => self.metric(id, sink),
            Measure::ModelYears => self.model_years(sink),
            Measure::Activities => self.activities(activity::COUNT, sink),
            Measure::Participants => self.activities(activity::PARTICIPANTS, sink),
            Measure::Interactions => self.activities(activity::INTERACTIONS, sink),
            Measure::Overdue(today) => self.overdue(today, sink),
        }
    }

    fn each_live(&self, schema: &'static Schema, visit: &mut dyn FnMut(Id, &Record)) {
        self.records.scan(schema, &mut |id, record| {
            if !is_withdrawn(&record) {
                visit(id, &record);
            }
        });
    }

    /// Shows the records of the question's years that answer `query`; `year` is the field that tells theirs.
    fn each_of_years(&self, query: &Query, year: FieldId, visit: &mut dyn FnMut(Id, &Record)) {
        if self.reach == Reach::All {
            return self.each_live(query.schema, visit);
        }
        for number in self.question.period.years() {
            let of_year = query.clone().filter(year, Test::InYear(number));
            for (id, record) in self.records.page(&of_year, 0, usize::MAX).rows {
                visit(id, &record);
            }
        }
    }

    fn stands(&self, id: Id, record: &Record) -> bool {
        match self.reach {
            Reach::All => self.standing.contains(&id),
            Reach::Asked => fact::stands(self.records, id, record),
        }
    }

    fn metric(&self, metric: Id, sink: Sink<'_>) {
        let class = self.records.get(&metric::SCHEMA, metric).unwrap_or_default();
        let of_metric = Query::all(&progress::SCHEMA).filter(progress::METRIC, Test::Is(Value::Link(metric)));
        let mut latest: BTreeMap<(bool, Key), (NaiveDate, Id)> = BTreeMap::new();
        let class = class.choice(metric::CLASS);
        self.each_of_years(&of_metric, progress::DATE, &mut |id, record| {
            let Some(counted) = self.entry(record, metric).filter(|_| self.stands(id, record)) else { return };
            if !self.question.period.covers(counted.day) {
                return;
            }
            match class {
                Some(metric::FLOW) => {
                    if let Some(figure) = record.get(&progress::QUANTITY).and_then(Value::as_quantity) {
                        self.add(sink, (&progress::SCHEMA, id), &counted, |tally| tally.sum.add(figure));
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
                let is_ratio = class == Some(metric::RATIO);
                let of = (&progress::SCHEMA, kept.1);
                self.add(sink, of, &counted, |tally| add_latest(tally, is_ratio, &record));
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
    fn entry<'r>(&self, record: &'r Record, metric: Id) -> Option<Counted<'r>> {
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

    fn model_years(&self, sink: Sink<'_>) {
        let all = Query::all(&model_year::SCHEMA);
        self.each_of_years(&all, model_year::YEAR, &mut |id, record| {
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
            self.add(sink, (&model_year::SCHEMA, id), &counted, |tally| tally.sum.count_one());
        });
    }

    fn activities(&self, field: FieldId, sink: Sink<'_>) {
        let all = Query::all(&activity::SCHEMA);
        self.each_of_years(&all, activity::DATE, &mut |id, record| {
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
            self.add(sink, (&activity::SCHEMA, id), &counted, |tally| tally.sum.add(&figure));
        });
    }

    fn overdue(&self, today: NaiveDate, sink: Sink<'_>) {
        self.each_live(&task::SCHEMA, &mut |id, record| {
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
            self.add(sink, (&task::SCHEMA, id), &counted, |tally| tally.sum.count_one());
        });
    }

    fn add(
        &self,
        sink: Sink<'_>,
        (schema, id): (&'static Schema, Id),
        counted: &Counted<'_>,
        add: impl FnOnce(&mut Tally),
    ) {
        if self.question.only.iter().all(|(dim, key)| self.key(*dim, counted) == *key) {
            let keys = self.question.by.iter().map(|dim| self.key(*dim, counted)).collect();
            let mut tally = Tally::default();
            add(&mut tally);
            sink(Part { schema, id, keys, tally });
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
            Dim::Field => match code(year, model_year::FIELD) {
                Key::None => code(model, model::FIELD),
                of_the_year => of_the_year,
            },
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
