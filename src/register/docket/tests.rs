use std::collections::BTreeSet;

use super::*;
use crate::register::practice::{Size, practice};
use crate::register::rule::trial::Trial;
use crate::register::schema::REGISTER;
use crate::register::value::Value;
use crate::register::words::Lang;
use crate::register::{Actor, Measure, MemoryRecords, Period, Question, plan};

fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

fn task(status: &str, due: &str, done: Option<&str>) -> Record {
    let day = |iso: &str| Value::Day(Day::from_iso(iso).unwrap());
    let mut record: Record = [(task::STATUS, Value::Choice(status.to_owned())), (task::DUE, day(due))].into();
    record.extend(done.map(|iso| (task::DONE_ON, day(iso))));
    record
}

#[test]
fn late_is_counted_from_the_day_after() {
    for (record, wanted) in [
        (task(task::SET, "2026-06-30", None), Standing::Open(Some(0))),
        (task(task::SET, "2026-06-29", None), Standing::Overdue(1)),
        (task(task::PAUSED, "2026-05", None), Standing::Overdue(30)),
        (task(task::SET, "2026-Q2", None), Standing::Open(Some(0))),
        (task(task::DONE, "2026-06-10", Some("2026-06-10")), Standing::OnTime),
        (task(task::DONE, "2026-06-10", Some("2026-06-01")), Standing::Early(9)),
        (task(task::DONE, "2026-06-10", Some("2026-06-13")), Standing::Late(3)),
        (task(task::CALLED_OFF, "2026-01-01", None), Standing::CalledOff),
    ] {
        assert_eq!(Standing::of(&record, day("2026-06-30")), wanted, "{record:?}");
    }
}

#[test]
fn a_standing_fits_its_column() {
    use crate::text::width::width;
    let all = [
        Standing::Early(99),
        Standing::OnTime,
        Standing::Late(99),
        Standing::CalledOff,
        Standing::Overdue(999),
        Standing::Open(Some(0)),
        Standing::Open(Some(1)),
        Standing::Open(Some(99)),
        Standing::Open(None),
    ];
    for words in all.map(Standing::words) {
        assert!(width(&words.vi) <= 13 && width(&words.en) <= 13, "{words:?}");
    }
}

/// The practice ward on a Thursday.
fn ward() -> (MemoryRecords, NaiveDate) {
    let today = day("2026-03-05");
    let mut records = MemoryRecords::new(REGISTER);
    let now = chrono::DateTime::parse_from_rfc3339("2026-03-05T08:00:00+07:00").unwrap();
    for (seq, request) in (1..).zip(practice(1, today, Size::WARD)) {
        let planned = plan(&request, &records, &Actor::sole("vp01"), now).unwrap();
        records.apply(seq, &planned.changes);
    }
    (records, today)
}

#[test]
fn every_task_stands_in_one_group_whichever_way_they_are_grouped() {
    let (records, today) = ward();
    let overdue = records.sums(&Question::new(Measure::Overdue(today), Period::year(2026))).total.sum.total();
    let mut sets = BTreeSet::new();
    for grouping in Grouping::ALL {
        let docket = docket(&records, (today, 2026), grouping, None);
        let ids: Vec<Id> = docket.groups.iter().flat_map(|group| group.tasks.iter().copied()).collect();
        let set: BTreeSet<Id> = ids.iter().copied().collect();
        assert_eq!(ids.len(), set.len(), "none is listed twice");
        assert!(docket.groups.iter().all(|group| !group.name.vi.is_empty() && group.open <= group.tasks.len()));
        assert_eq!(rust_decimal::Decimal::from(docket.open().1), overdue, "as the board counts them");
        sets.insert(set);
    }
    assert_eq!(sets.len(), 1, "each way shows the same tasks");
    assert!(sets.first().is_some_and(|set| set.len() > 30));
}

#[test]
fn a_lead_has_his_own_tasks_only() {
    let (records, today) = ward();
    for group in docket(&records, (today, 2026), Grouping::Lead, None).groups {
        let Of::Link(field, id) = group.of else { continue };
        let own = docket(&records, (today, 2026), Grouping::Lead, Some(Only { field, id }));
        assert_eq!(own.groups, [group]);
    }
}

#[test]
fn open_ones_stand_by_due_day_and_done_ones_the_latest_first() {
    let mut trial = Trial::new();
    // The clock stands at 22 November.
    let open = [("a", "25/11/2026"), ("b", "20/11/2026"), ("c", "22/11/2026"), ("d", "12/2026")];
    for (title, due) in open {
        trial.put(&task::SCHEMA, &[(task::TITLE, title), (task::DUE, due), (task::ASSIGNED_ON, "01/11/2026")]);
    }
    for (title, done) in [("e", "10/11/2026"), ("f", "12/11/2026")] {
        let fields = [
            (task::TITLE, title),
            (task::ASSIGNED_ON, "01/11/2026"),
            (task::DUE, "11/11/2026"),
            (task::STATUS, "Hoàn thành"),
            (task::DONE_ON, done),
            (task::RESULT_TEXT, "xong"),
        ];
        trial.put(&task::SCHEMA, &fields);
    }
    let records = trial.records();
    let docket = docket(records, (trial.today(), 2026), Grouping::Due, None);
    let title = |id: &Id| records.get(&task::SCHEMA, *id).unwrap().text(task::TITLE).to_owned();
    let told: Vec<String> = docket
        .groups
        .iter()
        .map(|group| format!("{}: {}", group.name.get(Lang::Vi), group.tasks.iter().map(title).collect::<String>()))
        .collect();
    assert_eq!(told, ["Quá hạn: b", "Trong 7 ngày: ca", "Để sau: d", "Đã xong: fe"]);
    let of_last_year = super::docket(records, (trial.today(), 2025), Grouping::State, None);
    assert_eq!(of_last_year.open(), (4, 1), "what is open is followed whatever its year");
    assert_eq!(of_last_year.groups.len(), 1, "what is over stays in its year");
}
