//! The five articles as files: every row of what they report is held, or computed by the general code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot set its stage has to stop"
)]

mod bac_kan;
mod dien_chau;
mod ha_tinh;
mod moc_nam;
mod truong_son;

use chrono::{DateTime, FixedOffset};
use danvan::register::change::Commit;
use danvan::register::period::Period;
use danvan::register::progress::{Coverage, coverage};
use danvan::register::setup::{Ward, setup};
use danvan::register::sum::{Answer, Dim, Key, Measure, Question, Sum};
use danvan::register::wire::{Fault, Reader, Source};
use danvan::register::{
    Actor, Flow, Id, MemoryRecords, Planned, Query, REGISTER, Record, Records, Schema, ShowCx, Words, plan, unique,
};

/// One row of an article's table: what it reports, and whether the register holds or computes it.
type Row = (&'static str, fn(&Article) -> bool);

/// Checks each row of a table and names those that fail.
#[track_caller]
fn check(article: &Article, rows: &[Row]) {
    let failed: Vec<&str> = rows.iter().filter(|(_, holds)| !holds(article)).map(|(row, _)| *row).collect();
    assert!(failed.is_empty(), "not held:\n{}", failed.join("\n"));
}

struct Ids(u128);

impl Source for Ids {
    fn new_id(&mut self) -> Id {
        self.0 += 1;
        Id::from_bits(self.0)
    }

    fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
        Ok(None)
    }
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap()
}

/// The register that an article's file makes, and the year of its figures.
pub struct Article {
    pub records: MemoryRecords,
    year: i32,
}

impl Article {
    /// Applies an article's file to a register that was just set up.
    pub fn of(file: &str, year: i32) -> Self {
        let ward = Ward { kind: "PHUONG", name: "Thử".to_owned(), province: "Thử".to_owned(), year: 2022 };
        let mut article = Self { records: MemoryRecords::new(REGISTER), year };
        let mut ids = Ids(0);
        for request in setup(&ward, &mut || ids.new_id()) {
            let planned = plan(&request, &article.records, &Actor::sole("thu"), now()).unwrap();
            article.records.apply(article.records.seq() + 1, &planned.changes);
        }
        let path = format!("{}/data/samples/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
        for (line, number) in std::fs::read_to_string(path).unwrap().lines().zip(1..) {
            let planned = article.planned(line).unwrap_or_else(|why| panic!("{file}:{number}: {why}\n{line}"));
            article.records.apply(article.records.seq() + 1, &planned.changes);
        }
        article
    }

    /// Plans one line of commands; `Err` says why not.
    fn planned(&self, line: &str) -> Result<Planned, String> {
        let (actor, mut ids) = (Actor::sole("thu"), Ids(10_000 + u128::from(self.records.seq())));
        let read = Reader::new(&self.records, &actor, now(), self.year, &mut ids).read(line);
        let request = read.map_err(|fault| fault.words.en)?;
        plan(&request, &self.records, &actor, now()).map_err(|reject| {
            let fault = Fault::from(reject);
            format!("{} {}", fault.rule.unwrap_or_default(), fault.words.en)
        })
    }

    /// Lists the live records of an entity whose fields read as wanted: each field's text contains the words given.
    fn find(&self, entity: &str, wanted: &[(&str, &str)]) -> Vec<(Id, Record)> {
        let schema = REGISTER.entity(entity).unwrap();
        let mut rows = self.records.page(&Query::all(schema), 0, usize::MAX).rows;
        rows.retain(|(_, record)| wanted.iter().all(|(key, words)| self.text(schema, record, key).contains(words)));
        rows
    }

    fn count(&self, entity: &str, wanted: &[(&str, &str)]) -> usize {
        self.find(entity, wanted).len()
    }

    fn has(&self, entity: &str, wanted: &[(&str, &str)]) -> bool {
        self.count(entity, wanted) > 0
    }

    /// Shows a field as an officer reads it.
    fn text(&self, schema: &'static Schema, record: &Record, key: &str) -> String {
        let field = schema.field_by_key(key).unwrap_or_else(|| panic!("{} has no {key}", schema.key));
        field.show(record, ShowCx::vi(&self.records))
    }

    /// Finds a record by its code.
    fn coded(&self, entity: &str, code: &str) -> Id {
        let schema = REGISTER.entity(entity).unwrap();
        let claim = unique::claim_of(code);
        unique::codes(schema).find_map(|set| self.records.claimed(schema, set, &claim)).expect(code)
    }

    fn ask(&self, measure: Measure, by: &[Dim]) -> Answer {
        self.records.sums(&Question::new(measure, Period::year(self.year)).by(by))
    }

    /// Sums a metric over the year.
    fn sum(&self, metric: &str) -> Sum {
        self.ask(Measure::Metric(self.coded("metric", metric)), &[]).total.sum
    }

    /// Shows the sum of a metric, with the words of its source.
    fn figure(&self, metric: &str) -> String {
        self.sum(metric).show()
    }

    /// Counts the year's registrations whose dimension has this code.
    fn registered(&self, dim: Dim, code: &str) -> u32 {
        self.ask(Measure::ModelYears, &[dim]).row(&[Key::Code(code.to_owned())]).sum.figures()
    }

    /// Counts the year's registrations whose two dimensions have these codes.
    fn registered_in(&self, first: (Dim, &str), second: (Dim, &str)) -> u32 {
        let keys = [Key::Code(first.1.to_owned()), Key::Code(second.1.to_owned())];
        self.ask(Measure::ModelYears, &[first.0, second.0]).row(&keys).sum.figures()
    }

    /// Counts the year's registrations of one organisation.
    fn registered_by(&self, org: &str) -> u32 {
        self.ask(Measure::ModelYears, &[Dim::Org]).row(&[Key::Record(self.coded("organisation", org))]).sum.figures()
    }

    fn total(&self) -> u32 {
        self.ask(Measure::ModelYears, &[]).total.sum.figures()
    }

    fn coverage(&self) -> Coverage {
        coverage(&self.records, self.year)
    }
}

/// Returns the life cycle of a registration.
fn flow() -> &'static Flow {
    REGISTER.entity("model_year").and_then(|schema| schema.flow).unwrap()
}
