//! The five articles as files: every row of what they report is held, or computed by the general code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its stage has to stop")]

use chrono::{DateTime, FixedOffset};
use danvan::register::change::Commit;
use danvan::register::setup::{Ward, setup};
use danvan::register::wire::{Fault, Reader, Source};
use danvan::register::{Actor, Id, MemoryRecords, REGISTER, Records, Words, plan};

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

/// Applies an article's file to a register that was just set up.
fn article(file: &str) -> MemoryRecords {
    let ward = Ward { kind: "PHUONG", name: "Thử".to_owned(), province: "Thử".to_owned(), year: 2022 };
    let (mut records, actor, mut ids) = (MemoryRecords::new(REGISTER), Actor::sole("thu"), Ids(0));
    for request in setup(&ward, &mut || ids.new_id()) {
        let planned = plan(&request, &records, &actor, now()).unwrap();
        records.apply(records.seq() + 1, &planned.changes);
    }
    let path = format!("{}/data/samples/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    for (line, number) in std::fs::read_to_string(path).unwrap().lines().zip(1..) {
        let request = Reader::new(&records, &actor, now(), 2026, &mut ids).read(line);
        let request = request.unwrap_or_else(|fault| panic!("{file}:{number}: {}\n{line}", fault.words.en));
        let planned = plan(&request, &records, &actor, now());
        let planned =
            planned.unwrap_or_else(|reject| panic!("{file}:{number}: {}\n{line}", Fault::from(reject).words.en));
        records.apply(records.seq() + 1, &planned.changes);
    }
    records
}

#[test]
fn every_article_is_accepted_line_by_line() {
    for file in ["moc-nam-2022", "ha-tinh-2021", "bac-kan", "dien-chau-2022", "truong-son-2023"] {
        assert!(!article(file).is_empty());
    }
}
