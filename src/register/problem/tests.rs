//! A register built clean, and what is found once faults are put into it behind the planner's back.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};

use super::*;
use crate::register::change::{Actor, Change, Commit};
use crate::register::memory::MemoryRecords;
use crate::register::period::Period;
use crate::register::plan::plan;
use crate::register::report::frozen::freeze;
use crate::register::report::{self, Asked};
use crate::register::schema::REGISTER;
use crate::register::sum::View;
use crate::register::unique;
use crate::register::value::Value;
use crate::register::wire::{Reader, Source};
use crate::register::words::{Lang, Words};

/// Names a record without a code by the last letters of its id.
macro_rules! id {
    ($last:literal) => {
        concat!("00000000000000000000000", $last)
    };
}

/// A ward as lines of commands, with nothing wrong in it on 22/11/2026.
const CLEAN: &str = include_str!("../../../tests/data/clean.jsonl");

struct Counter(u128);

impl Source for Counter {
    fn new_id(&mut self) -> Id {
        self.0 += 1;
        Id::from_bits(self.0)
    }

    fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
        Ok(None)
    }
}

pub fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap()
}

pub fn clean() -> MemoryRecords {
    let mut records = MemoryRecords::new(REGISTER);
    let (actor, mut ids) = (Actor::sole("vp01"), Counter(0));
    for line in CLEAN.lines() {
        let request = Reader::new(&records, &actor, noon(), 2026, &mut ids)
            .read(line)
            .unwrap_or_else(|fault| panic!("{}\n{line}", fault.words.en));
        let planned = plan(&request, &records, &actor, noon());
        let planned = planned.unwrap_or_else(|reject| panic!("{}\n{line}", reject.show(Lang::En)));
        records.apply(records.seq() + 1, &planned.changes);
    }
    records
}

fn found(records: &MemoryRecords) -> Vec<Issue> {
    problems(records, noon().date_naive(), 2026)
}

fn told(issue: &Issue) -> (String, String) {
    let field = issue.field().map_or("", |field| field.key);
    (format!("{}.{field}", issue.schema.key), issue.rule.to_owned())
}

/// Finds a record by its id or its code.
fn id_of(records: &MemoryRecords, schema: &'static Schema, name: &str) -> Id {
    let claim = unique::claim_of(name);
    let coded = unique::codes(schema).find_map(|set| records.claimed(schema, set, &claim));
    coded.unwrap_or_else(|| name.parse().unwrap())
}

/// One fault: what is overwritten without asking the planner, and the problem that it is, as `entity.field: rule`.
struct Fault {
    at: (&'static str, &'static str),
    set: Json,
    rule: &'static str,
}

const fn fault(at: (&'static str, &'static str), set: Json, rule: &'static str) -> Fault {
    Fault { at, set, rule }
}

/// Overwrites fields of a record, or makes it, behind the planner's back.
fn overwrite(records: &mut MemoryRecords, (entity, name): (&str, &str), set: &Json) {
    let schema = REGISTER.entity(entity).unwrap();
    let id = id_of(records, schema, name);
    let set = set.as_object().unwrap().iter().map(|(key, json)| {
        let field = schema.field_by_key(key).unwrap_or_else(|| panic!("{key}"));
        let value =
            (!json.is_null()).then(|| Value::from_json(&field.kind, json).unwrap_or_else(|form| panic!("{form}")));
        (field.id, None, value)
    });
    let change = Change { schema, id, set: set.collect() };
    records.apply(records.seq() + 1, &[change]);
}

#[test]
fn a_clean_register_has_no_problem() {
    let shown: Vec<String> =
        found(&clean()).iter().map(|issue| format!("{} {}", issue.rule, issue.show(Lang::En))).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

/// The same register with all faults in it.
pub fn faulty() -> MemoryRecords {
    let mut records = clean();
    for fault in faults() {
        overwrite(&mut records, fault.at, &fault.set);
    }
    records
}

/// Where the problem of a fault is, and which; nothing for a change that only prepares another fault.
fn expected(fault: &Fault) -> Option<(String, String)> {
    let (place, rule) = fault.rule.split_once(": ")?;
    Some((place.to_owned(), rule.to_owned()))
}

/// Makes no fault by itself but prepares the next one.
const PREPARED: &str = "";

#[rustfmt::skip]
fn faults() -> Vec<Fault> {
    let merged = json!({"code": "TDP09", "kind": "TDP", "name": "Đông Hải", "status": "DA_SAP_NHAP", "valid_from": "2020",
        "valid_to": "2025-06-30", "assigned_member": id!("MB3")});
    let unit = json!({"code": "CCB", "name": "Hội Cựu chiến binh", "kind": "CCB", "bloc": "MTTQ_DT", "must_register": true});
    vec![
        // Values, links, names, places claimed, empty fields.
        fault(("neighbourhood_year", id!("NY1")), json!({"party_members": -5}), "neighbourhood_year.party_members: field.value"),
        fault(("task", id!("TK1")), json!({"lead_org": id!("XX1")}), "task.lead_org: field.reference"),
        fault(("organisation", "DTN"), json!({"withdrawn": "giải thể"}), PREPARED),
        fault(("model", "DVK-2026-002"), json!({"subject": "TAP_THE"}), "model.partners: field.reference"),
        fault(("person", id!("PE2")), json!({"full_name": null}), "person.full_name: field.required"),
        fault(("organisation", "HPN"), json!({"code": "HND"}), "organisation.code: record.duplicate"),
        fault(("activity", id!("AC1")), json!({"host": null}), "activity.host: record.incomplete"),
        // Rules of one record.
        fault(("model_year", id!("MY3")), json!({"start": "2026-08", "end": "2026-07", "review_on": "2026"}), "model_year.end: model_year.dates.order"),
        fault(("progress", id!("PR2")), json!({"evidence": null}), "progress.evidence: progress.evidence.none"),
        fault(("progress", id!("PR3")), json!({"money_source": null}), "progress.money_source: progress.money.source"),
        fault(("progress", id!("PR4")), json!({"quantity": {"n": "96", "q": "dung"}, "denominator": null}), "progress.denominator: progress.ratio.bare"),
        fault(("document", id!("DC3")), json!({"number": 5}), "document.number: document.number.gap"),
        fault(("document", id!("DC2")), json!({"symbol": "KH ĐU"}), "document.symbol: document.symbol.form"),
        fault(("membership", id!("MB3")), json!({"from": "2026-06-01", "neighbourhoods": null}), "membership.appointed_doc: membership.decision.old"),
        fault(("neighbourhood", "TDP02"), json!({"assigned_member": null}), "neighbourhood.assigned_member: neighbourhood.member.none"),
        fault(("award", id!("AW1")), json!({"date": "2026-12-01"}), "award.date: award.date.future"),
        fault(("membership", id!("MB1")), json!({"to": "2026-10-01", "end_reason": "NGHI_HUU"}), "body.kind: body.head.none"),
        // What only the whole register shows.
        fault(("model", "DVK-2026-001"), json!({"level": null}), "model.level: total.split"),
        fault(("organisation", "UBND"), json!({"bloc": null}), "organisation.bloc: total.split"),
        fault(("model_year", id!("MY2")), json!({"goals": null}), "model_year.goals: flow.unmet"),
        fault(("progress", id!("PR1")), json!({"date": "2026-10-01"}), "model_year.year_status: model_year.silent"),
        fault(("organisation", id!("XX2")), unit, "organisation.must_register: organisation.unregistered"),
        fault(("neighbourhood", id!("XX3")), merged, "neighbourhood.status: neighbourhood.successor.none"),
        fault(("task", id!("TK2")), json!({"due": null}), "task.due: task.clear.due"),
        fault(("task", id!("TK3")), json!({"product": null}), "task.product: task.clear.product"),
        fault(("task", id!("TK4")), json!({"lead_org": null}), "task.lead_org: task.clear.lead"),
    ]
}

#[test]
fn each_seeded_fault_is_found_and_nothing_else() {
    let mut records = clean();
    let faults = faults();
    for fault in &faults {
        overwrite(&mut records, fault.at, &fault.set);
    }
    let issues = found(&records);
    let mut told: Vec<(String, String)> = issues.iter().map(told).collect();
    let mut expected: Vec<(String, String)> = faults.iter().filter_map(expected).collect();
    assert_eq!(expected.len(), 25);
    expected.sort();
    told.sort();
    assert_eq!(told, expected);
    assert!(issues.iter().all(|issue| issue.words.vi.len() > 20 && issue.words.en.len() > 20));
}

#[test]
fn nothing_is_recognised_without_a_vote_and_a_decision() {
    let mut records = clean();
    for paper in [("evaluation", id!("EV1")), ("recognition", id!("RC1"))] {
        overwrite(&mut records, paper, &json!({"withdrawn": "ghi nhầm"}));
    }
    let found = found(&records);
    let unmet: Vec<&Issue> = found.iter().filter(|issue| issue.rule == "flow.unmet").collect();
    assert_eq!(unmet.len(), 2, "{found:?}");
    assert!(unmet.iter().all(|issue| issue.severity == Severity::Hard));
}

#[test]
fn twins_are_told_at_both() {
    let mut records = clean();
    overwrite(&mut records, ("model", "DVK-2026-002"), &json!({"name": "duong hoa  LE LOI"}));
    let told: Vec<(String, String)> = found(&records).iter().map(told).collect();
    let twin = ("model.name".to_owned(), "model.name.duplicate".to_owned());
    assert_eq!(told, [twin.clone(), twin]);
}

/// Freezes the ward's reports of the year as they would be sent.
fn frozen(records: &MemoryRecords) -> Vec<(&'static str, Vec<String>)> {
    let period = Period::year(2026);
    let asked = Asked { period, as_of: noon().date_naive(), view: View::AsItWas };
    report::list().map(|(id, _)| (id, freeze(&report::make(id, asked, records).unwrap()))).collect()
}

#[test]
fn reports_that_the_register_makes_add_up() {
    let mut records = clean();
    for (id, rows) in frozen(&records) {
        overwrite(&mut records, ("report", id!("RP1")), &json!({"rows": rows}));
        let wrong: Vec<String> = found(&records).iter().map(|issue| issue.words.en.clone()).collect();
        assert!(wrong.is_empty(), "{id}: {}", wrong.join("\n"));
    }
}

#[test]
fn a_published_total_that_does_not_add_is_told_and_left() {
    let mut records = clean();
    let mut rows = frozen(&records).into_iter().find(|(id, _)| *id == "R2").unwrap().1;
    let total = rows.iter_mut().find(|row| row.starts_with("T|")).unwrap();
    *total = total.replacen("|3|", "|4|", 1);
    overwrite(&mut records, ("report", id!("RP1")), &json!({"rows": rows}));
    let found = found(&records);
    let told: Vec<&str> = found.iter().map(|issue| issue.rule).collect();
    assert_eq!(told, ["report.published.sum"]);
    assert!(found[0].words.vi.contains("ghi 4, cộng các dòng được 3"), "{}", found[0].words.vi);
}

#[test]
fn problems_come_in_the_same_order_each_time() {
    let mut records = clean();
    for fault in faults() {
        overwrite(&mut records, fault.at, &fault.set);
    }
    assert_eq!(found(&records), found(&records));
}
