//! Registrations of the open year that wait for a step, and models at work that say nothing.

use chrono::NaiveDate;

use super::{Desk, Entry, Kind};
use crate::register::field::FieldId;
use crate::register::flow::model_year::FLOW;
use crate::register::flow::{Step, StepCx, missing};
use crate::register::id::Id;
use crate::register::progress::silent_since;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::schema::model_year::status::{APPROVED, DONE, DRAFT, REGISTERED, RUNNING, SURVEYED};
use crate::register::schema::model_year::{
    APPROVED_ON, END, RECEIVED_ON, REVIEW_NOTE, REVIEW_ON, SCHEMA, YEAR, YEAR_STATUS,
};
use crate::register::words::Words;
use crate::say;
use crate::text::day::Day;

/// Where a registration waits: the state, the step it stands before, the day from which it waits, and whether it waits
/// only once that day has passed.
const WAITS: &[(&str, &str, FieldId, bool)] = &[
    (DRAFT, "submit", RECEIVED_ON, false),
    (REGISTERED, "survey", RECEIVED_ON, false),
    (SURVEYED, "approve", RECEIVED_ON, false),
    (APPROVED, "start", APPROVED_ON, false),
    (RUNNING, "conclude", END, true),
    (DONE, "recognise", END, false),
];

/// A registration before a step.
struct Waiting {
    since: Option<NaiveDate>,
    id: Id,
    field: FieldId,
    step: &'static Step,
}

impl Desk<'_> {
    pub(super) fn registrations(&mut self) {
        let query = Query::all(&SCHEMA).filter(YEAR, Test::InYear(self.year));
        let mut waiting: Vec<Waiting> = Vec::new();
        let mut silent: Vec<(NaiveDate, Id)> = Vec::new();
        self.each(&query, |desk, id, record| {
            waiting.extend(desk.waits(id, record));
            silent.extend(silent_since(desk.records, id, record, desk.today).map(|since| (since, id)));
        });
        waiting.sort_by_key(|one| (one.since.is_none(), one.since, one.id));
        for Waiting { since, id, field, step } in waiting {
            let words = before(step, since);
            self.found.push(Entry { kind: Kind::Waits, schema: &SCHEMA, id, field: Some(field), words });
        }
        silent.sort_unstable();
        for (since, id) in silent {
            let words = say!("chưa có kết quả từ {day}", "no result since {day}", day = Day::Date(since).show());
            self.found.push(Entry { kind: Kind::Silent, schema: &SCHEMA, id, field: Some(YEAR_STATUS), words });
        }
    }

    /// Returns the step that the registration stands before, where it is time for one; the place is what is missing for it.
    fn waits(&self, id: Id, record: &Record) -> Option<Waiting> {
        let state = FLOW.state_of(record);
        let passed = |field| record.day(field).map(Day::last).filter(|day| *day < self.today);
        let review = || passed(REVIEW_ON).filter(|_| state == RUNNING && !record.contains_key(&REVIEW_NOTE));
        let row = WAITS.iter().find(|(of, _, since, due)| *of == state && (!due || passed(*since).is_some()));
        let (name, since) = match row {
            Some((_, name, since, _)) => (*name, record.day(*since).map(Day::first)),
            None => ("review", Some(review()?)),
        };
        let step = FLOW.from(state).find(|step| step.id == name)?;
        let cx = StepCx { schema: &SCHEMA, id, record, records: self.records, today: self.today };
        let field = missing(step, &cx).iter().find_map(|lack| lack.field).unwrap_or(YEAR_STATUS);
        Some(Waiting { since, id, field, step })
    }
}

fn before(step: &Step, since: Option<NaiveDate>) -> Words {
    let Some(day) = since else { return say!("chờ {step}", "waits: {step}", step = step.label) };
    say!("chờ {step} từ {day}", "waits since {day}: {step}", step = step.label, day = Day::Date(day).show())
}
