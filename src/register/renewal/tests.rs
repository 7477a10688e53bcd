//! A committee is re-made: exactly one head, nobody lost, nothing in charge of nobody by accident.

use proptest::prelude::*;

use super::*;
use crate::register::change::Actor;
use crate::register::rule::trial::Trial;
use crate::register::setup::roster::seats;
use crate::register::{MemoryRecords, plan};

const NAMES: &[&str] = &["Cao Thị Quỳnh", "Lương Văn Hùng", "Vy Văn Tàng", "Nông Văn Hạnh", "Lê Thị Bình", "Trần Đức"];

/// A committee of 1/7/2025 with three members; the second is in charge of KDC01, by a link of the neighbourhood too.
fn trial() -> (Trial, Id) {
    let mut trial = Trial::new();
    let kept = [(body::KIND, body::COMMITTEE), (body::NAME, "Ban Chỉ đạo"), (body::VALID_FROM, "1/7/2025")];
    let body = trial.put(&body::SCHEMA, &kept);
    let place = trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, "TDP 1")]);
    for (at, name) in NAMES.iter().take(3).enumerate() {
        trial.put(&person::SCHEMA, &[(person::FULL_NAME, name)]);
        let position = if at == 0 { "Trưởng ban" } else { "Thành viên" };
        let number = (at + 1).to_string();
        let mut fields = vec![
            (membership::BODY, "Ban Chỉ đạo"),
            (membership::PERSON, *name),
            (membership::POSITION, position),
            (membership::ORDER_NO, number.as_str()),
            (membership::FROM, "1/7/2025"),
            (membership::POST_HELD, "Bí thư"),
        ];
        if at == 1 {
            fields.push((membership::NEIGHBOURHOODS, "KDC01"));
        }
        let seat = trial.put(&membership::SCHEMA, &fields);
        if at == 1 {
            let mut record = trial.get(&neighbourhood::SCHEMA, place);
            record.insert(neighbourhood::ASSIGNED_MEMBER, Value::Link(seat));
            trial.put_at(&neighbourhood::SCHEMA, place, record);
        }
    }
    (trial, body)
}

fn decision() -> Decision {
    Decision { cited: "15-QĐ/ĐU".to_owned(), day: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap() }
}

/// Re-makes the committee with this list; gives the register as it is then and the new body.
fn renewed(list: &str) -> Result<(MemoryRecords, Id), Words> {
    let (trial, body) = trial();
    let mut records = trial.records().clone();
    let list: Vec<Seat> = seats(list, &records).into_iter().collect::<Result<_, _>>()?;
    let mut made = 1_u128 << 64;
    let mut new_id = || {
        made += 1;
        Id::from_bits(made)
    };
    let request = renew(&records, body, &decision(), &list, &mut new_id)?;
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap();
    let planned = plan(&request, &records, &Actor::sole("thu"), now).unwrap_or_else(|reject| panic!("{reject:?}"));
    records.apply(records.seq() + 1, &planned.changes);
    let new = records.linked(body, &body::SCHEMA, body::REPLACES);
    assert_eq!(new.len(), 1);
    Ok((records, new[0]))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

#[test]
fn a_decision_is_read_with_its_day() {
    let (trial, _) = trial();
    let record = Record::new();
    let cx = ParseCx { today: today(), year: 2026, records: trial.records(), record: &record };
    for typed in ["15-QĐ/ĐU, 20/11/2026", "15-QĐ/ĐU ngày 20/11/2026", "15-QĐ/ĐU 20/11"] {
        assert_eq!(Decision::read(typed, &cx), Ok(decision()), "{typed}");
    }
    for slip in ["", "15-QĐ/ĐU", "QĐ, 20/11/2026", "15-QĐ/ĐU, 2026", "15-QĐ/ĐU, hôm nào"] {
        assert!(Decision::read(slip, &cx).is_err(), "{slip}");
    }
}

#[test]
fn the_old_list_is_what_the_new_one_begins_with() {
    let (trial, body) = trial();
    let lines = as_lines(trial.records(), body, today());
    assert_eq!(lines.lines().next(), Some("Cao Thị Quỳnh, Bí thư, Trưởng ban"));
    let back: Vec<Seat> = seats(&lines, trial.records()).into_iter().map(Result::unwrap).collect();
    let old = held(trial.records(), body, today());
    assert_eq!(back.len(), old.len());
    assert!(compared(&old, &back).iter().all(|words| words.vi.starts_with("giữ")));
}

#[test]
fn who_stays_keeps_the_neighbourhood_and_who_leaves_gives_it_up() {
    let place = |records: &MemoryRecords| {
        let (_, place) = records.page(&Query::all(&neighbourhood::SCHEMA), 0, 1).rows.remove(0);
        place.link(neighbourhood::ASSIGNED_MEMBER)
    };
    let (records, new) = renewed("Lương Văn Hùng, Bí thư, Trưởng ban\nNông Văn Hạnh, Chủ tịch").unwrap();
    let seats = held(&records, new, today());
    assert_eq!(place(&records), Some(seats[0].id), "the new seat of whom it was");
    assert_eq!(seats[0].record.links(membership::NEIGHBOURHOODS).len(), 1);
    let (records, _) = renewed("Cao Thị Quỳnh, Bí thư, Trưởng ban").unwrap();
    assert_eq!(place(&records), None);
}

#[test]
fn a_list_without_one_head_and_a_second_renewal_are_refused() {
    for list in ["", "Cao Thị Quỳnh, Bí thư", "An, x, Trưởng ban\nBình, y, Trưởng ban"] {
        assert!(renewed(list).is_err(), "{list}");
    }
    let (records, _) = renewed("Cao Thị Quỳnh, Bí thư, Trưởng ban").unwrap();
    let (_, old) = trial();
    let list = seats("An, x, Trưởng ban", &records).into_iter().map(Result::unwrap).collect::<Vec<_>>();
    assert!(renew(&records, old, &decision(), &list, &mut || Id::from_bits(9)).is_err());
}

proptest! {
    #[test]
    fn one_head_all_old_seats_closed_and_the_new_list_as_typed(
        picked in prop::sample::subsequence(NAMES.to_vec(), 1..NAMES.len()).prop_shuffle(),
    ) {
        let line = |(at, name): (usize, &&str)| {
            let position = if at == 0 { ", Trưởng ban" } else { "" };
            format!("{name}, Chức vụ{position}")
        };
        let list: Vec<String> = picked.iter().enumerate().map(line).collect();
        let (records, new) = renewed(&list.join("\n")).unwrap();
        let now: Vec<String> = held(&records, new, today()).into_iter().map(|seat| seat.name).collect();
        prop_assert_eq!(&now, &picked);
        let (_, old) = trial();
        prop_assert!(held(&records, old, today()).is_empty(), "no old seat is held");
        let heads = held(&records, new, today());
        let heads = heads.iter().filter(|seat| seat.record.choice(membership::POSITION) == Some(membership::HEAD));
        prop_assert_eq!(heads.count(), 1);
        let people = records.page(&Query::all(&person::SCHEMA), 0, 0).total;
        let fresh = picked.iter().filter(|name| !NAMES[..3].contains(name)).count();
        prop_assert_eq!(people, 3 + fresh, "nobody is entered twice");
        let broken = crate::register::problems(&records, today(), 2026);
        prop_assert!(broken.iter().all(|issue| issue.severity != crate::register::Severity::Hard), "{:?}", broken);
    }
}
