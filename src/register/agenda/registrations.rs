//! Registrations of the open year that wait for a step, and models at work that say nothing.

use chrono::NaiveDate;

use super::Kind;
use super::look::{At, Desk, Told};
use crate::register::field::FieldId;
use crate::register::flow::model_year::FLOW;
use crate::register::flow::{Step, StepCx, missing};
use crate::register::progress::silent_since;
use crate::register::record::Read;
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
    field: FieldId,
    step: &'static Step,
}

impl Desk<'_> {
    pub(super) fn registration(&self, at: At<'_>, found: &mut Vec<Told>) {
        if at.record.integer(YEAR) != Some(self.year.into()) {
            return;
        }
        if let Some(Waiting { since, field, step }) = self.waits(at) {
            found.push((at.entry(Kind::Waits, &SCHEMA, field, (1, since)), before(step, since)));
        }
        if let Some(since) = silent_since(self.records, at.id, at.record, self.today) {
            let words = say!("chưa có kết quả từ {day}", "no result since {day}", day = Day::Date(since).show());
            found.push((at.entry(Kind::Silent, &SCHEMA, YEAR_STATUS, (0, Some(since))), words));
        }
    }

    /// Returns the step that the registration stands before, where it is time for one; the place is what is missing for it.
    fn waits(&self, At { id, record }: At<'_>) -> Option<Waiting> {
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
        Some(Waiting { since, field, step })
    }
}

fn before(step: &Step, since: Option<NaiveDate>) -> Words {
    let Some(day) = since else { return say!("chờ {step}", "waits: {step}", step = step.label) };
    say!("chờ {step} từ {day}", "waits since {day}: {step}", step = step.label, day = Day::Date(day).show())
}
